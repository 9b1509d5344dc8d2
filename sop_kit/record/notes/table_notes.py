"""What one row of each table is, for the list of the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Mapping

from sop_kit.words import Words


def table_notes(say: Words) -> Mapping[str, str]:
    """Return what each table is for."""
    return {
        "product": say("What the product is for, who owns it, where its SoP begins and ends. Start here."),
        "people": say("Everybody who is named on another sheet."),
        "roles": say("Who does what: a role may be held by several people, and every step has one."),
        "processes": say("The four core processes, each with its owner and the author of its text."),
        "steps": say("The workflow that is really run, step by step: the heart of the SoP."),
        "metrics": say("What is looked at every day, and from which value on something is done."),
        "alerts": say("When somebody is told or woken, who, and what they may do at once."),
        "severities": say("How bad is bad: the levels, with an example each."),
        "release_stages": say("The stages of the grey release, in order."),
        "triggers": say("What starts a cycle of improvement."),
        "decisions": say("Who may stop, roll back, retrain or release."),
        "mistakes": say("The mistake book: what the model got wrong, why, and how it was repaired."),
        "hotfixes": say("Repairs that could not wait for a normal release."),
        "tools": say("Systems and templates, with their links."),
        "lessons": say("What worked, what failed, and what hurts every day."),
        "actions": say("What was promised: by whom, until when."),
        "contradictions": say("Where two documents differ, or the documents and reality."),
        "sources": say("The documents that the facts come from."),
        "texts": say("Texts of your own for a chapter."),
        "images": say("Pictures for a step or a chapter."),
        "feedback": say("Ratings and comments on steps and chapters, under pseudonyms."),
        "translations": say("Texts in the other language, made from those of this workbook."),
        "rounds": say("Retrospectives and rounds of review."),
        "approvals": say("Who signed which version, and with which word."),
        "publications": say("Which versions were published, and where."),
        "readings": say("Who has read which version."),
        "runs": say("How often steps and checklists were really used, and how long that took."),
        "corrections": say("What people who do the work found wrong in the text."),
        "constraints": say("What must hold between steps in every case of the event log."),
        "activity_map": say("Which activity of the event log is which step."),
        "overrides": say("Where this line departs from the core of its family, and why."),
        "conflicts": say("Places where two people wrote different things: somebody has to decide."),
        "checks": say("When the document was held against reality, and with what. Filled in by the kit."),
        "seen_activities": say("What the event log holds, activity by activity. Filled in by the kit."),
        "seen_flows": say("Which activity followed which, and how long that took. Filled in by the kit."),
        "findings": say("Where the document and reality differ, and what the owner says to that."),
        "walkthroughs": say("Five questions about a step, asked of somebody who does not own it."),
        "phases": say("The agenda of the workshop: what is done in which order, and how long it took."),
        "prompts": say("What everybody was asked in the workshop and answered unseen."),
        "notes": say("What was answered, in an order drawn by lot: nobody knows who wrote which."),
        "clusters": say("Notes that say the same, under one name."),
        "resolutions": say("What was decided in a workshop, why, and who sees to it."),
    }
