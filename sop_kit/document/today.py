"""The page "What we agreed today": what a workshop decided and promised, ready to be sent to everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sop_kit.assess.conformance.spot_checks import known_today
from sop_kit.assess.rules.figures import last_day
from sop_kit.blocks.make import join, plain, styled, text_of
from sop_kit.blocks.model import Block, Bundle, Heading, Inline, SpanStyle, Text
from sop_kit.document.both_sides import successes
from sop_kit.document.chapters.parts import table
from sop_kit.document.chapters.ratings import rated_judgements, verdict_counts
from sop_kit.document.checklist_lines import first_clause
from sop_kit.document.meta import meta, next_review
from sop_kit.document.prose import is_stale
from sop_kit.document.questions import Question, question_groups, question_texts
from sop_kit.document.view import View, person_name, verdict_name
from sop_kit.record.in_force import day_of
from sop_kit.record.tables import Action, Fact, Row, Step
from sop_kit.record.workshop_tables import Prompt

_MOST = 5  # topics, successes and open questions: the page is one sheet of paper
_LONGEST = 40  # letters of what a question concerns


def today_bundle(view: View, day: str, steps_changed: Collection[str] | None = None) -> Bundle:
    """Return the page as a document of its own."""
    say = view.say
    # Minutes are of a day: they have no version, are ready as they are, are never in force, and nobody signs them.
    nothing = dict.fromkeys(("version", "readiness_label", "next_review", "content_hash", "expires", "effective"), "")
    own = {"title": say("What we agreed today"), "date": day, "signatures": (), "readiness": "reviewable"}
    state = {"status": "minutes", "status_label": say("Minutes of a workshop"), "valid_copy": "", "document_no": ""}
    about = meta(view).model_copy(update={**nothing, **own, **state})
    return Bundle(meta=about, blocks=today_blocks(view, day, steps_changed)[1:])  # its title is the document's


def today_blocks(view: View, day: str, steps_changed: Collection[str] | None = None) -> tuple[Block, ...]:
    """Return what was decided and promised on a day, and what stays open; nothing on the page leads elsewhere.

    Parameters
    ----------
    day
        An ISO date.
    steps_changed
        Ids of the steps that were changed on that day; ``None`` when that is not known: then every step is shown that
        is agreed to be done differently.
    """
    return (
        Heading(level=1, text=view.say("What we agreed today"), anchor="today"),
        Text(spans=plain(" · ".join(_head(view, day)))),
        _decisions(view, day),
        _actions(view, [row for row in view.record.actions if day_of(row.at) == day]),
        *_steps(view, steps_changed),
        *_talked_about(view, day),
        *_kept(view),
        *_open(view, day),
    )


def open_actions_blocks(view: View, day: str = "") -> tuple[Block, ...]:
    """Return the promises of earlier sessions that are not done, those that are overdue first.

    Parameters
    ----------
    day
        The day of this session, an ISO date; the last one the record knows of when not given.
    """
    say = view.say
    day = day or known_today(view.source)
    rows = _open_before(view, day)
    if not rows:
        return (Text(spans=plain(say("No promise of an earlier session is open."))),)
    overdue = [bool(row.due) and "" < last_day(row.due) < day for row in rows]
    ordered = [
        row for _, row in sorted(zip(overdue, rows, strict=True), key=lambda each: (not each[0], _when(each[1])))
    ]
    cells = [
        (
            join([_said(view, row, "text"), plain(_step_name(view, row.step))], " · "),
            _owner(view, row),
            join([_due(view, row), styled(say("overdue"), "strong") if late else ()], " · "),
            plain(say.day(row.at)),
        )
        for row, late in zip(ordered, sorted(overdue, reverse=True), strict=True)
    ]
    columns = ((say("Promise"), 3.0), (say("Owner"), 1.0), (say("Due"), 1.2), (say("Promised on"), 1.0))
    return (table(say("Open promises of earlier sessions ({n})", n=len(rows)), columns, cells),)


def last_session(view: View) -> str:
    """Return the last day on which something was decided or promised, else the last day the record knows of."""
    days = (*(row.at for row in view.record.resolutions), *(row.at for row in view.record.actions))
    return max(map(day_of, days), default="") or known_today(view.source)


def _head(view: View, day: str) -> Iterator[str]:
    say, record = view.say, view.record
    yield record.product.name or record.product.id
    yield say.day(day)
    rounds = [row for row in record.rounds if day_of(row.opened) <= day <= (day_of(row.closed) or day)]
    if rounds and rounds[-1].moderator:
        yield say("Led by {who}", who=person_name(view, rounds[-1].moderator))
    people = max((prompt.answered for prompt in _asked(view, day)), default=0)
    if people:
        yield say("{n} people took part", n=people)


def _decisions(view: View, day: str) -> Block:
    say = view.say
    rows = [
        (
            join([_said(view, row, "text", "strong"), _why(view, row)], "\n"),
            plain(person_name(view, row.owner)) or styled(say("nobody yet"), "missing"),
            plain(_step_name(view, row.step)),
        )
        for row in view.record.resolutions
        if day_of(row.at) == day
    ]
    if not rows:
        return Text(spans=styled(say("No decision was written down."), "missing"))
    columns = ((say("Decision"), 3.2), (say("Seen to by"), 0.9), (say("Step"), 1.3))
    return table(say("What we decided ({n})", n=len(rows)), columns, rows).model_copy(update={"row_heads": False})


def _why(view: View, row: Row) -> Inline:
    said = _said(view, row, "why")
    return (*plain(view.say("Because:") + ("" if view.say.lang == "zh" else " ")), *said) if said else ()


def _actions(view: View, actions: Sequence[Action]) -> Block:
    say = view.say
    if not actions:
        return Text(spans=styled(say("Nobody has promised anything."), "missing"))
    owners = [row.owner for row in actions if _whole(row)]
    # What lacks an owner or a date comes first: it is asked for before everybody leaves.
    ordered = sorted(actions, key=lambda row: (_whole(row), owners.index(row.owner) if _whole(row) else 0, _when(row)))
    rows = [
        (
            _owner(view, row),
            join([_said(view, row, "text"), plain(_step_name(view, row.step))], " · "),
            _due(view, row),
        )
        for row in ordered
    ]
    columns = ((say("Owner"), 1.2), (say("Promise"), 3.2), (say("Due"), 1.1))
    return table(say("Who does what by when ({n})", n=len(rows)), columns, rows)


def _steps(view: View, changed: Collection[str] | None) -> Iterator[Block]:
    say = view.say
    steps = [step for step in view.record.steps if step.agreed and (changed is None or step.id in changed)]
    if not steps:
        return
    unsaid = plain("–")
    rows = [
        (
            plain(_step_name(view, step.id)),
            _said(view, step, "written") or unsaid,
            _said(view, step, "done") or unsaid,
            _said(view, step, "agreed"),
        )
        for step in steps
    ]
    columns = ((say("Step"), 1.2), (say("Written"), 1.5), (say("Really done"), 1.5), (say("Agreed from now on"), 1.7))
    yield table(say("What we do differently from now on ({n})", n=len(rows)), columns, rows)


def _talked_about(view: View, day: str) -> Iterator[Block]:
    say = view.say
    about = {prompt.about for prompt in _asked(view, day) if prompt.kind == "dots"}
    groups = [(row.dots, _said(view, row, "name"), row.step) for row in view.record.clusters if row.prompt in about]
    alone = [(row.dots, _said(view, row, "text"), row.step) for row in view.record.notes if row.prompt in about]
    topics = sorted([each for each in (*groups, *alone) if each[0]], key=lambda each: -each[0])
    rows = [(text, plain(_step_name(view, step)), plain(say.number(dots))) for dots, text, step in topics]
    columns = ((say("Topic"), 3.2), (say("Step"), 1.3), (say("Dots"), 0.9))
    yield from _first(view, say("What got the most dots ({n})", n=len(rows)), columns, rows)
    counts = verdict_counts(rated_judgements(view))
    if counts:
        told = [f"{verdict_name(view, verdict)} {say.number(n)}" for verdict, n in counts.items()]
        yield Text(spans=plain(say("Verdicts on the steps: {counts}", counts=say.list(told))))


def _kept(view: View) -> Iterator[Block]:
    say = view.say
    rows = [(_said(view, row, "text"), plain(_step_name(view, row.step))) for row in successes(view)]
    columns = ((say("What worked"), 3.2), (say("Step"), 1.3))
    yield from _first(view, say("What works and is kept ({n})", n=len(rows)), columns, rows)


def _open(view: View, day: str) -> Iterator[Block]:
    say = view.say
    rows = [
        (plain(group.who), plain(_on_its_own(view, each)), plain(_short(text_of(each.concerns))))
        for group in question_groups(view)
        for each in group.questions
    ]
    columns = ((say("Who can settle it"), 1.1), (say("Question"), 2.8), (say("About"), 1.3))
    yield from _first(view, say("What stays open ({n})", n=len(rows)), columns, rows)
    before = len(_open_before(view, day))
    if before:
        yield Text(spans=plain(say("Promises of earlier sessions not done yet: {n}", n=before)))
    yield Text(spans=plain(say("Next review: {day}", day=next_review(view, view.standing))))


def _on_its_own(view: View, question: Question) -> str:
    """Return the question without the annex of the document that it leads to elsewhere."""
    elsewhere = question.text == question_texts(view)["conflicts.decision"]
    return view.say("Two people said different things here. Which is right?") if elsewhere else question.text


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _first(
    view: View, caption: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[Inline]]
) -> Iterator[Block]:
    """Yield a table of the first few rows, and how many more there are; nothing without any."""
    if rows:
        yield table(caption, columns, rows[:_MOST]).model_copy(update={"row_heads": False})
    if len(rows) > _MOST:
        yield Text(spans=styled(view.say("and {n} more", n=len(rows) - _MOST), "muted"))


def _asked(view: View, day: str) -> list[Prompt]:
    return [row for row in view.record.prompts if day in (day_of(row.opened), day_of(row.closed))]


def _open_before(view: View, day: str) -> list[Action]:
    return [row for row in view.record.actions if not row.done and day_of(row.at) != day]


def _whole(row: Action) -> bool:
    return bool(row.owner and row.due)


def _when(row: Action) -> str:
    return last_day(row.due) or "9999"


def _owner(view: View, row: Action) -> Inline:
    return plain(person_name(view, row.owner)) or styled(view.say("nobody yet"), "missing")


def _due(view: View, row: Action) -> Inline:
    return plain(view.say.day(row.due)) or styled(view.say("no day yet"), "missing")


def _step_name(view: View, step: str) -> str:
    """Return a step's id and title as plain text: its card is not on this page."""
    row = view.steps.get(step)
    return f"{step} {_title(row)}" if row else step


def _title(step: Step) -> str:
    return step.title or first_clause(step.action)


def _said(view: View, row: Fact, column: str, style: SpanStyle = "plain") -> Inline:
    """Return what was written, without links: this page is sent alone."""
    return styled(str(getattr(row, column)), "stale" if is_stale(view, row, column) else style)
