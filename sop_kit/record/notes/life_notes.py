"""What each column of the tables about the SoP itself is for: lessons, feedback, review and use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sop_kit.words import Words

Notes = Mapping[str, str]


def _lessons(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as L1."),
        "text": say("What was learnt, in one or two sentences."),
        "kind": say("Whether it worked, failed, or is a pain that everybody knows."),
        "step": say("The step it is about."),
        "source": say("Who said it, or where it stands."),
    }


def _actions(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as A1."),
        "text": say("What is promised."),
        "owner": say("The person who promised it."),
        "due": say("By when."),
        "done": say("The day on which it was done."),
        "step": say("The step it is about."),
        "at": say("The day on which it was promised."),
    }


def _contradictions(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as X1."),
        "text": say("What does not fit together, and where each of the two stands."),
        "step": say("The step it is about."),
        "verdict": say("What was decided, and by whom."),
    }


def _sources(say: Words) -> Notes:
    return {
        "id": say("A short name that stays; steps name the source by it."),
        "title": say("What the document is called."),
        "link": say("Where it is."),
        "licence": say("Under which terms it may be restated."),
        "read_on": say("The day on which it was read."),
    }


def _texts(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as T1."),
        "chapter": say("The chapter it stands in: C0 to C7."),
        "order": say("Its place among the texts of the chapter, a figure."),
        "text": say("The text; Markdown is understood."),
        "author": say("Who wrote it."),
    }


def _images(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as I1."),
        "chapter": say("The chapter it stands in, unless it belongs to a step."),
        "step": say("The step it shows."),
        "file": say("The name of the file, beside the record."),
        "caption": say("What stands beneath it."),
        "alt": say("What it shows, for those who cannot see it."),
    }


def _feedback(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as F1."),
        "round": say("The number of the round."),
        "participant": say("A pseudonym such as P3, never a name."),
        "target": say("The number of the step, or the chapter such as C3."),
        "aspect": say("Feasibility, clarity or accuracy; empty for a mere comment."),
        "score": say("1 (hinders) to 5 (helps); empty when somebody cannot judge."),
        "comment": say("What somebody says."),
        "proposed": say("How it should read instead."),
        "blocking": say("Yes when somebody cannot agree as long as it stays so."),
    }


def _translations(say: Words) -> Notes:
    return {
        "id": say("A number that stays."),
        "table": say("The table of the translated text, such as steps."),
        "row": say("The number of its row; empty for the product line itself."),
        "field": say("The name of its column, such as action."),
        "lang": say("The language of the translation."),
        "text": say("The translation."),
        "of": say("The text it was made from: when that changes, the translation is marked as old."),
    }


def _rounds(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as RD1."),
        "number": say("The number under which its feedback is kept."),
        "kind": say("A retrospective, or a review of the draft."),
        "name": say("What the round is called."),
        "opened": say("The day it began."),
        "closed": say("The day it ended."),
        "version": say("The version that was reviewed."),
        "hash": say("The content hash of the text that was reviewed."),
        "moderator": say("Who led it."),
        "stop_rule": say("When the rounds end, written down before the first one."),
        "verdict": say("What the stop rule said afterwards."),
        "note": say("Whatever else is worth knowing."),
    }


def _approvals(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as AP1."),
        "round": say("The round it belongs to."),
        "kind": say("Prepared, checked or approved."),
        "person": say("Who signs."),
        "role": say("In which role."),
        "chapter": say("The chapter it is about; empty for the whole SoP."),
        "version": say("The version that is signed."),
        "hash": say("The content hash of the text that is signed."),
        "at": say("The day."),
        "verdict": say("Agrees, agrees with a note, or objects."),
        "reason": say("The note, or why somebody objects."),
        "external_ref": say("The number of the flow in your OA."),
    }


def _publications(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as PB1."),
        "version": say("The version that was published."),
        "hash": say("Its content hash."),
        "at": say("The day."),
        "person": say("Who published it."),
        "place": say("Where it can be read: a link."),
        "supersedes": say("The version that it replaces."),
        "note": say("What changed, in one sentence."),
        "external_ref": say("The number of the flow in your OA."),
    }


def _readings(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as RB1."),
        "person": say("Who has read it."),
        "role": say("In which role."),
        "version": say("The version that was read."),
        "hash": say("Its content hash."),
        "at": say("The day."),
        "quiz": say("The share of right answers, a figure from 0 to 100."),
        "question": say("What remained unclear."),
    }


def _runs(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as U1."),
        "checklist": say("The checklist that was used."),
        "step": say("The step that was done."),
        "at": say("The day and time."),
        "person": say("Who did it."),
        "version": say("The version of the SoP that was used."),
        "result": say("Complete, in part, or stopped."),
        "minutes": say("How many minutes it took, a figure only."),
        "case": say("The case of the event log."),
        "note": say("What was worth noting."),
        "started": say("The day and time it began."),
        "differently": say("What was done otherwise than written, and why."),
        "evidence": say("Where it can be looked up: a link, or the number of a ticket."),
        "part_of": say("Of one line of a checklist: the run of the whole list."),
    }


def _corrections(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as C1."),
        "step": say("The step that is wrong in the text."),
        "chapter": say("The chapter, when it is about no step."),
        "at": say("The day it was reported."),
        "person": say("Who found it and told."),
        "role": say("In which role."),
        "text": say("What is wrong."),
        "proposed": say("How it should read instead."),
        "verdict": say("Accepted or rejected; empty until it is decided."),
        "reason": say("Why."),
        "decided_by": say("Who decided."),
        "version": say("The version in which it is corrected."),
    }


def _overrides(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as O1."),
        "table": say("The table in which the line departs from its core."),
        "row": say("The number of the row; empty for the product line itself."),
        "field": say("The column; empty when it is about the whole row."),
        "core_value": say("Filled in by the kit: what the core said when the line departed from it."),
        "why": say("Why the line departs from the core."),
        "person": say("Who decided it."),
        "at": say("The day."),
    }


def _conflicts(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as CF1."),
        "table": say("The table in which two people wrote different things."),
        "row": say("The number of the row."),
        "field": say("The column; empty when it is about the whole row."),
        "ours": say("What stands in the record."),
        "ours_by": say("Who wrote that."),
        "theirs": say("What somebody else wrote."),
        "theirs_by": say("Who wrote the other."),
        "at": say("The day on which both met."),
        "decision": say("Which of the two holds; empty until it is decided."),
        "why": say("Why."),
        "decided_by": say("Who decided."),
    }


TABLES: Mapping[str, Callable[[Words], Notes]] = {
    "lessons": _lessons,
    "actions": _actions,
    "contradictions": _contradictions,
    "sources": _sources,
    "texts": _texts,
    "images": _images,
    "feedback": _feedback,
    "translations": _translations,
    "rounds": _rounds,
    "approvals": _approvals,
    "publications": _publications,
    "readings": _readings,
    "runs": _runs,
    "corrections": _corrections,
    "overrides": _overrides,
    "conflicts": _conflicts,
}
