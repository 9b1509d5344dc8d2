"""What each fact of the product line, and each column of its people, roles, processes and steps, is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sop_kit.words import Words

Notes = Mapping[str, str]


def _product(say: Words) -> Notes:
    return {
        "id": say("The short name of the product line; it also names its folder. Letters, figures, hyphens."),
        "name": say("What everybody calls the product."),
        "line": say("The product line or department it belongs to."),
        "description": say("The system in a few sentences: models, channels, regions."),
        "purpose": say("The business goal: what would be missing without the product."),
        "scope_in": say("What the SoP covers."),
        "scope_out": say("What it does not cover, and where that is settled."),
        "users": say("Who uses the product, and who is affected by what it decides."),
        "service_hours": say("When it runs, when somebody is on duty, and the service target."),
        "risk_class": say("The risk class and the duties that follow from it."),
        "deviation": say(
            "What to do when the SoP does not fit the case: who may depart from it, and where that is noted."
        ),
        "north_star": say("The one metric that tells whether the product does well, with its source."),
        "owner": say("The one person who answers for the SoP. Choose from the sheet of people."),
        "deputy": say("Who answers for it when the owner is away."),
        "live_since": say("The day it went live, such as 2025-06-01."),
        "languages": say("The languages of the SoP; the first is the one these sheets are written in."),
        "review_every_days": say("How many days may pass between two reviews; 90 when nothing stands here."),
        "document_no": say("The number that your document control gives it."),
        "classification": say("Who may read it, in your company's words, such as internal."),
        "home": say("The link of the only copy that is valid."),
        "licence": say("Under which terms its sources may be restated."),
        "illustration": say("Yes when the product is invented to show how the kit works."),
        "core_of": say("The family of lines this record is the core of; empty for a line like any other."),
        "core": say("The core record that this line inherits from."),
        "core_number": say("Filled in by the kit: up to which change the core was taken over."),
        "core_hash": say("Filled in by the kit: the hash of that change."),
        "settings.verdict_rule": say("How ratings become a verdict, as JSON. Change it in the notebook, not here."),
        "settings.stop_rule": say("When the rounds of rating may end, as JSON; write it down before the first round."),
        "settings.draws": say("How often each verdict is tried with weights drawn at random, a figure."),
        "settings.rules_off": say("Checks that are switched off, each with its reason, as JSON."),
    }


def _people(say: Words) -> Notes:
    return {
        "id": say("A short name that stays, such as the login. Two people may bear one name."),
        "name": say("The name as colleagues write it."),
        "department": say("The department or team."),
        "contact": say(
            "Phone, mail or chat, for those who use this workbook; it never stands in an exported document."
        ),
    }


def _roles(say: Words) -> Notes:
    return {
        "id": say("A short name that stays, such as product-manager."),
        "name": say("What the role is called, such as AI team or On-call."),
        "people": say("Who holds the role; several are separated by a semicolon."),
        "deputies": say("Who steps in for them; several are separated by a semicolon."),
        "does": say("What the role answers for, in one sentence."),
    }


def _processes(say: Words) -> Notes:
    return {
        "id": say(
            "Use monitoring, feedback, iteration and release for the four core processes; others get a short "
            "name of their own."
        ),
        "name": say("What the process is called."),
        "purpose": say("What it is there for."),
        "trigger": say("What starts it."),
        "owner": say("The role that answers for the whole process."),
        "author": say("Who writes this part of the SoP: best somebody who does the work."),
        "due": say("By when the text is to be written, such as 2026-03-31."),
    }


def _steps(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as S01; other sheets and the arrows name the step by it."),
        "stage": say("Where in the loop the step stands: monitor, feedback, analyse, decide, optimise or release."),
        "action": say("What is done, verb first, so that somebody new can do it alone."),
        "role": say("The role that does it (R). Exactly one; choose from the sheet of roles."),
        "accountable": say(
            "The one role that answers for the result (A). Nothing is guessed: empty becomes a question."
        ),
        "consulted": say("Roles that are asked before (C); separate them by a semicolon."),
        "informed": say("Roles that are told afterwards (I)."),
        "supporting": say("Roles that help to do it (S)."),
        "performers": say("Who has really done it. One name only means that it lives in one head."),
        "process": say("Only when the step belongs to another process than its stage says."),
        "title": say("A few words to call the step by in pictures."),
        "trigger": say("What starts the step: a time, an event, a figure."),
        "inputs": say("What must be at hand before it starts."),
        "outputs": say("What is there afterwards, and where it is recorded."),
        "tool": say("The system or page it is done in."),
        "standard": say("How to tell that it is done well."),
        "time_limit": say("Until when, or within what time, such as 10:00 or 2 h."),
        "frequency": say("How often it is done, such as daily or per alert."),
        "minutes": say("Minutes of work in one run, a figure only."),
        "waiting": say("Minutes that pass waiting for others in one run, a figure only."),
        "if_it_fails": say("What to do when it cannot be done, and who takes over."),
        "next": say(
            "The numbers of the steps that follow, each with its condition in brackets: S05; S02 [if it fails]."
        ),
        "written": say("What the documents say today."),
        "done": say("What is really done today."),
        "agreed": say("What the team agrees to do from now on."),
        "hot_spot": say("What goes wrong here again and again."),
        "decidable": say("Whether the team may change this itself."),
        "evidence": say("How this is known: D document, C configuration or code, H history, I owner inferred."),
        "source": say("Where it stands: the number of a source, a link, a page."),
    }


TABLES: Mapping[str, Callable[[Words], Notes]] = {
    "product": _product,
    "people": _people,
    "roles": _roles,
    "processes": _processes,
    "steps": _steps,
}
