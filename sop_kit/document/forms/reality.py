"""The forms that hold the text against reality: the drift report, and the sheet of a walk-through 走查."""

from __future__ import annotations

from sop_kit.assess.conformance.spot_checks import known_today, steps_to_ask
from sop_kit.assess.conformance.walks import QUESTIONS
from sop_kit.document.forms.form import Form, Grid, Head, Known
from sop_kit.document.reality.findings import observed_text, rate, written_text
from sop_kit.document.view import View, person_name
from sop_kit.record.model import by_id
from sop_kit.record.reality_tables import Finding, Walkthrough
from sop_kit.record.value_labels import choice_names
from sop_kit.words import Words

_FEWEST, _SPARE = 4, 12  # empty rows


def drift_report(view: View, say: Words) -> Form:
    """Return the report of drift between text and practice, with the findings that stand."""
    known = Known(view)
    kinds, verdicts = choice_names(say, Finding, "kind"), choice_names(say, Finding, "verdict")
    rows = tuple(_finding(view, row) for row in view.findings.standing)
    return Form(
        name=say("Drift report"),
        when=say("at every review, from the event log or from watching a few cases"),
        who=say("whoever did not write the steps"),
        landscape=True,
        parts=(
            Grid(
                title="",
                heads=(
                    Head(label=say("Period, cases checked"), units=3),
                    Head(label=say("Step"), units=2, words=known.steps),
                    Head(label=say("Written"), units=4),
                    Head(label=say("Observed"), units=4),
                    Head(label=say("Type"), units=2, words=tuple(name for kind, name in kinds.items() if kind)),
                    Head(label=say("Count, rate"), units=2),
                    Head(label=say("Cause"), units=4),
                    Head(label=say("Verdict"), units=4, words=tuple(name for kind, name in verdicts.items() if kind)),
                    Head(label=say("Owner"), units=2, words=known.people),
                ),
                rows=rows,
                example=(
                    say("2025-11, 52 cases"),
                    "S05",
                    say("answered within 15 min"),
                    say("at night 40 min"),
                    kinds["late"],
                    "7 / 52",
                    say("phone on silent"),
                    verdicts["fix_behaviour"],
                    say("Wang Qiang"),
                ),
                spare=max(_FEWEST, _SPARE - len(rows)),
                lines=2,
            ),
        ),
    )


def to_ask(view: View) -> tuple[Walkthrough, ...]:
    """Return the questions of the next walk-through: the five about each step that is worth asking about."""
    found = steps_to_ask(view.record, view.assessment, known_today(view.source))
    return tuple(
        Walkthrough.model_validate(
            {"id": f"ask-{one.step}-{question}", "step": one.step, "asked": one.ask, "question": question}
        )
        for one in found
        for question in QUESTIONS
    )


def _finding(view: View, row: Finding) -> tuple[str, ...]:
    say = view.say
    check = by_id(view.record.checks).get(row.check)
    period = say("{first} to {last}", first=check.start, last=check.end) if check and check.start else ""
    cases = say("{n} cases", n=say.number(check.cases)) if check and check.cases else ""
    count = f"{say.number(row.count)} / {say.number(row.of)} · {rate(row)}" if row.of else say.number(row.count)
    verdict = choice_names(say, Finding, "verdict").get(row.verdict, "") if row.verdict else ""
    until = say.day(row.until) or row.until if row.verdict == "accept" else ""
    return (
        say.list([part for part in (period, cases) if part]),
        row.step,
        written_text(view, row),
        observed_text(view, row),
        choice_names(say, Finding, "kind").get(row.kind, "") if row.kind else "",
        count,
        row.why,
        " ".join(part for part in (verdict, until) if part),
        person_name(view, row.owner) if row.owner else "",
    )
