"""An example row of each table about the SoP itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sop_kit.words import Words

Row = Mapping[str, str]


def _lessons(say: Words) -> Row:
    return {
        "text": say("A second pair of eyes on each change of a rule caught four slips"),
        "kind": "worked",
        "step": "S12",
        "source": say("Retrospective of 2025-11"),
    }


def _actions(say: Words) -> Row:
    return {
        "text": say("Put the link of the dashboard into the duty log"),
        "owner": say("Wang Qiang"),
        "due": "2025-12-05",
        "step": "S01",
    }


def _contradictions(say: Words) -> Row:
    return {
        "text": say("The duty handbook says 9:00, the on-call plan says 9:30"),
        "step": "S01",
        "verdict": say("9:30 holds (Li Na)"),
    }


def _sources(say: Words) -> Row:
    return {
        "title": say("Duty handbook, version 3"),
        "link": "https://wiki.example/handbook",
        "licence": say("internal"),
        "read_on": "2025-11-20",
    }


def _texts(say: Words) -> Row:
    return {
        "chapter": "C3",
        "order": "1",
        "text": say("Whoever is on duty looks first at what changed since yesterday."),
        "author": say("Li Na"),
    }


def _images(say: Words) -> Row:
    return {
        "step": "S01",
        "file": "dashboard.png",
        "caption": say("Where the four P1 metrics stand"),
        "alt": say("A dashboard with four curves, the first one framed"),
    }


def _feedback(say: Words) -> Row:
    return {
        "round": "1",
        "participant": "P3",
        "target": "S01",
        "aspect": "feasibility",
        "score": "4",
        "comment": say("Fifteen minutes are not enough on Mondays"),
        "proposed": say("30 minutes on Mondays"),
    }


def _translations(say: Words) -> Row:
    chinese, english = "查看监控大盘", "Look at the dashboard"
    text, of, lang = (english, chinese, "en") if say.lang == "zh" else (chinese, english, "zh")
    return {"table": "steps", "row": "S01", "field": "action", "lang": lang, "text": text, "of": of}


def _rounds(say: Words) -> Row:
    return {
        "number": "1",
        "kind": "review",
        "name": say("First review of the draft"),
        "opened": "2025-12-01",
        "closed": "2025-12-05",
        "version": "0.3",
        "moderator": say("Li Na"),
        "stop_rule": say("Nobody objects any more"),
    }


def _approvals(say: Words) -> Row:
    return {
        "round": "RD1",
        "kind": "checked",
        "person": say("Wang Qiang"),
        "role": say("AI team"),
        "chapter": "C3",
        "version": "0.3",
        "at": "2025-12-05",
        "verdict": "agree_with_note",
        "reason": say("Thresholds to be looked at again after a month"),
        "external_ref": "OA-2025-1205",
    }


def _publications(say: Words) -> Row:
    return {
        "version": "1.0",
        "at": "2025-12-10",
        "person": say("Li Na"),
        "place": "https://wiki.example/sop/fraud",
        "supersedes": "0.3",
        "note": say("First valid version"),
    }


def _readings(say: Words) -> Row:
    return {
        "person": say("Zhao Min"),
        "role": say("On-call"),
        "version": "1.0",
        "at": "2025-12-12",
        "quiz": "90",
    }


def _runs(say: Words) -> Row:
    return {
        "step": "S01",
        "at": "2025-12-15 09:40",
        "person": say("Zhao Min"),
        "version": "1.0",
        "result": "complete",
        "minutes": "12",
    }


def _corrections(say: Words) -> Row:
    return {
        "step": "S05",
        "at": "2025-12-16",
        "person": say("Zhao Min"),
        "role": say("On-call"),
        "text": say("The phone number of the on-call engineer is out of date"),
        "proposed": say("Extension 6088"),
        "verdict": "accepted",
        "decided_by": say("Li Na"),
        "version": "1.1",
    }


def _overrides(say: Words) -> Row:
    return {
        "table": "steps",
        "row": "S01",
        "field": "frequency",
        "why": say("This line is looked at twice a day: it has ten times the traffic"),
        "person": say("Li Na"),
        "at": "2025-12-01",
    }


def _conflicts(say: Words) -> Row:
    return {
        "table": "steps",
        "row": "S01",
        "field": "time_limit",
        "ours": "10:00",
        "ours_by": say("Li Na"),
        "theirs": "9:30",
        "theirs_by": say("Wang Qiang"),
        "at": "2025-12-02",
    }


TABLES: Mapping[str, Callable[[Words], Row]] = {
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
