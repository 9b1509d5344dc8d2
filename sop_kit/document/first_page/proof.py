"""When this was last proven true: in force or not, used, stopped, practised, and when it is looked at again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sop_kit.assess.conformance.walks import walk_result
from sop_kit.assess.gaps import ONCALL
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Inline
from sop_kit.document.first_page.stop import speaks_of_stopping
from sop_kit.document.first_page.wording import PHRASE, Said, as_written, gist, grid, whole
from sop_kit.document.meta import next_review
from sop_kit.document.view import View, ask_name, person_name, step_link
from sop_kit.record.in_force import day_of, last_publication, latest, signed
from sop_kit.record.life_tables import Run

_REHEARSAL = re.compile(r"\b(rehears|drill|exercis)|演练|演习|演一", re.IGNORECASE)


def proving(view: View) -> Said:
    """Return what shows that the text holds: who stood for it, its last use, its last stop and its last rehearsal."""
    say = view.say
    rows = [(say("In force"), _in_force(view))]
    runs = [run for run in view.record.runs if not run.part_of]
    checked = _checked(view)
    approvals = [row for row in view.record.approvals if row.kind == "approved"]
    if runs:
        rows.append((say("Last used"), _used(view, runs)))
        rows += _stopped(view)
    if checked:
        rows.append((say("Last checked"), checked))
    if not (runs or checked or approvals):
        never = plain(say("no approval, no use and no rehearsal is on record"))
        rows.append((say("Proven"), join([styled(say("never"), "missing"), never], say(": "))))
    read = _sources_read(view)
    if read and not runs:
        rows.append((say("Sources read"), read))
    now = view.standing
    until = say("Valid until") if now.state == "published" else say("Next review")
    rows.append((until, plain(next_review(view, now))))
    columns = (("", 1.5), ("", 7.0))
    return Said(grid(columns, [(plain(label), said) for label, said in rows], heads=True))


def _in_force(view: View) -> Inline:
    """Return whether this copy holds, since when and by whose word; of a draft, what that means for its reader."""
    say = view.say
    now, published = view.standing, last_publication(view.record)
    if published is None or now.state == "changed":
        return _draft(view)
    parts = [
        plain(say("version {version} since {date}", version=published.version or "–", date=_day(view, published.at)))
    ]
    approvals = [row for row in signed(view.record, "approved", now.version) if not row.chapter]
    if approvals:
        last = latest(approvals)
        person = person_name(view, last.person) if last.person else say("somebody")
        parts.append(plain(say("approved by {who} on {date}", who=gist(person), date=_day(view, last.at))))
    return join(parts, say("; "))


def _draft(view: View) -> Inline:
    say, now = view.say, view.standing
    day = day_of(view.record.head.at)
    no = styled(say("no"), "missing")
    means = say("a text to be corrected, not yet a rule to work by")
    if now.state == "changed":
        means = say(
            "changed since version {version}; that version holds until this one is published",
            version=now.version or "–",
        )
    as_of = plain(say("as of {date}", date=say.day(day))) if day else ()
    return join([join([no, as_of], view.say(", ")), plain(means)], say(": "))


def _used(view: View, runs: Sequence[Run]) -> Inline:
    """Return the last time one of its checklists or steps was really used, and how all the uses ended."""
    say = view.say
    ended = Counter[str](run.result for run in runs)
    names = _endings(view)
    counts = [say("{n} {what}", n=ended[result], what=name) for result, name in names.items() if ended[result]]
    often = say("{n} uses: {details}", n=len(runs), details=say.list(counts)) if counts else ""
    return join([_facts(view, latest(runs)), plain(often)], say("; "))


def _stopped(view: View) -> list[tuple[str, Inline]]:
    """Return the last time somebody stopped or rolled back by this text in earnest, and the last rehearsal of it."""
    say = view.say
    written = as_written(view)
    rights = {row.step for row in view.record.decisions if row.kind in {"stop", "roll_back"}}
    steps = {name for name, step in written.items() if name in rights or speaks_of_stopping(step)}
    drills = {name for name in steps if _REHEARSAL.search(f"{written[name].title} {written[name].action}")}
    runs = [run for run in view.record.runs if run.step in steps]
    real = [run for run in runs if run.step not in drills]
    practised = [run for run in runs if run.step in drills]
    if not runs:
        never = plain(
            say("no stop, rollback or rehearsal is on record (to be asked: {who})", who=ask_name(view, ONCALL))
        )
        return [(say("Last stopped"), join([styled(say("never"), "missing"), never], say(": ")))]
    rows = [(say("Last stopped"), _facts(view, latest(real), note=True))] if real else []
    return rows + ([(say("Last drill"), _facts(view, latest(practised), note=True))] if practised else [])


def _facts(view: View, run: Run, *, note: bool = False) -> Inline:
    """Return a use: the day, of what, by which version, in which case, and how it ended."""
    say = view.say
    what = step_link(view, run.step) if run.step else plain(gist(run.checklist, PHRASE))
    version = say("version {version}", version=run.version) if run.version else ""
    case = say("case {case}", case=gist(run.case)) if run.case and note else ""
    ended = _endings(view).get(run.result, "")
    told = whole(run.note, PHRASE) if note else ""
    by = plain("".join(say(", {what}", what=each) for each in (version, case, ended) if each))
    said = join([plain(_day(view, run.at)), (*what, *by)], say(": "))
    return join([said, plain(told)], say("; "))


def _checked(view: View) -> Inline:
    """Return when the text was last held against a log or against what people answer, and how much differed."""
    say, record = view.say, view.record
    logs = [row for row in record.checks if row.kind == "log"]
    walked = [row for row in record.walkthroughs if row.answer]
    parts = []
    if logs:
        log = latest(logs)
        parts.append(say("{date}: event log of {n} cases", date=_day(view, log.at), n=say.number(log.cases)))
    if walked:
        result = walk_result(walked)
        parts.append(
            say(
                "{date}: walk-through, {held} of {n} answers as written",
                date=_day(view, latest(walked).at),
                held=result.as_written,
                n=result.answers,
            )
        )
    if not parts:
        return ()
    found = view.findings
    told = say("{n} findings, {open} undecided", n=len(found.standing), open=len(found.undecided))
    return join([*map(plain, parts), link(told, "#chapter-7-reality")], say("; "))


def _endings(view: View) -> dict[str, str]:
    say = view.say
    return {"complete": say("completed"), "partly": say("in part"), "stopped": say("broken off")}


def _sources_read(view: View) -> Inline:
    dates = [day_of(row.read_on) for row in view.record.sources if day_of(row.read_on)]
    return plain(view.say.day(max(dates))) if dates else ()


def _day(view: View, at: str) -> str:
    return view.say.day(day_of(at)) or gist(at) or view.say("an unknown day")
