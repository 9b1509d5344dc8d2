"""When this was last proven true: published and approved, used, practised, and when it is looked at again."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.assess.gaps import ONCALL, whom
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Inline
from sop_kit.document.first_page.stop import speaks_of_stopping
from sop_kit.document.first_page.wording import PHRASE, gist
from sop_kit.document.meta import next_review
from sop_kit.document.row_table import cell
from sop_kit.document.view import View, ask_name, person_name, step_link
from sop_kit.record.in_force import day_of, last_publication, last_review, latest, signed, standing
from sop_kit.record.life_tables import Run


def proof_lines(view: View) -> tuple[Inline, ...]:
    """Return what shows that the text holds: publication and approval, the last use, the last time it was stopped."""
    say = view.say
    lines = [line for line in (_stood_for(view), _used(view), _practised(view)) if line]
    if not lines:
        asked = ask_name(view, whom(view.record))
        never = say("Never: the record knows of no approval, no use and no rehearsal; ask: {who}", who=asked)
        return (styled(never, "missing"), *_sources_read(view))
    review = plain(say("Next review: {date}", date=next_review(view, standing(view.source))))
    return (*lines, review)


def _stood_for(view: View) -> Inline:
    """Return who stood for the text last, and when."""
    say = view.say
    now, published = standing(view.source), last_publication(view.record)
    approvals = [row for row in signed(view.record, "approved", now.version) if not row.chapter]
    parts: list[Inline] = []
    if published is not None:
        text = say(
            "Version {version} published on {date}", version=published.version or "–", date=_day(view, published.at)
        )
        parts.append(styled(text, "strong"))
    if approvals:
        last = latest(approvals)
        person = person_name(view, last.person) if last.person else say("somebody")
        parts.append(plain(say("approved by {who} on {date}", who=gist(person), date=_day(view, last.at))))
    review = last_review(view.record)
    if review is not None:
        parts.append(plain(say("review closed on {date}", date=_day(view, review.closed))))
    if now.state == "changed":
        parts.append(styled(say("changed since: this copy is not in force"), "missing"))
    return join(parts, " · ")


def _used(view: View) -> Inline:
    """Return the last time one of its checklists or steps was really used."""
    say = view.say
    runs = [run for run in view.record.runs if not run.part_of]
    if not runs:
        return ()
    last = latest(runs)
    unfinished = sum(run.result in {"partly", "stopped"} for run in runs)
    often = say("{n} uses in all, {m} not completed", n=len(runs), m=unfinished)
    return join([plain(say("Last used on {date}", date=_day(view, last.at))), _facts(view, last), plain(often)], " · ")


def _practised(view: View) -> Inline:
    """Return the last time somebody stopped or rolled back by this text, in earnest or as a rehearsal."""
    say, runs = view.say, _stops(view)
    if not view.record.runs:
        return ()
    if not runs:
        text = say("Stopping and rolling back: no rehearsal is on record; ask: {who}", who=ask_name(view, ONCALL))
        return styled(text, "missing")
    last = latest(runs)
    when = say("Stopping or rolling back last done on {date}", date=_day(view, last.at))
    return join([plain(when), _facts(view, last), plain(gist(last.note, PHRASE))], " · ")


def _stops(view: View) -> Sequence[Run]:
    rights = {row.step for row in view.record.decisions if row.kind in {"stop", "roll_back"}}
    steps = {step.id for step in view.source.steps if step.id in rights or speaks_of_stopping(step)}
    return [run for run in view.record.runs if run.step in steps]


def _facts(view: View, run: Run) -> Inline:
    what = step_link(view, run.step) if run.step else ()
    return join([plain(gist(run.checklist, PHRASE // 2)), what, cell(view, run, "result")], " · ")


def _sources_read(view: View) -> tuple[Inline, ...]:
    dates = [day_of(row.read_on) for row in view.record.sources if day_of(row.read_on)]
    if not dates:
        return ()
    return (plain(view.say("Its sources were read on {date}.", date=view.say.day(max(dates)))),)


def _day(view: View, at: str) -> str:
    return view.say.day(day_of(at)) or gist(at) or view.say("an unknown day")
