"""The findings of logs and walk-throughs as a table: what is written, what is done, how often, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.assess.conformance.naming import share
from sop_kit.assess.conformance.spot_checks import known_today
from sop_kit.assess.conformance.verdicts import standing
from sop_kit.assess.conformance.walks import WALKED
from sop_kit.assess.conformance.wording import observed, rests_on_a_guess, written
from sop_kit.assess.gaps import whom
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Inline, Table
from sop_kit.document.chapters.parts import table, with_anchors
from sop_kit.document.reality.figures import change, spark
from sop_kit.document.view import View, ask_name, person_name, step_link
from sop_kit.record.reality_tables import Finding, Walkthrough
from sop_kit.record.value_labels import choice_names

_SHOWN = 160  # letters of what people wrote or told
_FEW = 20  # of so few a share in per cent says less than the two counts


def findings_of(view: View, step: str) -> tuple[Finding, ...]:
    """Return the findings about a step that stand."""
    if not (view.record.findings or view.record.walkthroughs):
        return ()
    return tuple(row for row in view.findings.standing if row.step == step)


def in_practice(view: View, step: str) -> Inline:
    """Return the findings about a step in a few words each, linked to where they are told in full."""
    kinds = choice_names(view.say, Finding, "kind")
    parts = [
        link(f"{kinds.get(row.kind, '')} {in_figures(row)}".strip(), f"#{anchor(row)}")
        for row in findings_of(view, step)
    ]
    return join(parts, view.say.list(("", "")))


def anchor(row: Finding) -> str:
    """Return the place of a finding in the document."""
    return f"finding-{row.id}"


def findings_table(view: View, rows: Sequence[Finding], caption: str) -> Table:
    """Return findings as a table, a row each with a place to link to."""
    say = view.say
    columns = ((say("Step"), 0.8), (say("Written"), 2.4), (say("Observed"), 3.4), (say("Decision"), 2.0))
    cells = [
        (
            step_link(view, row.step) if row.step else plain("–"),
            plain(_short(written_text(view, row))),
            join([plain(_short(observed_text(view, row))), _course(view, row), _aside(view, row)], "\n"),
            decision(view, row),
        )
        for row in rows
    ]
    return with_anchors(table(caption, columns, cells), [anchor(row) for row in rows])


def findings_in_brief(view: View, rows: Sequence[Finding], caption: str) -> Table:
    """Return findings without their course and examples, for those that are folded away; a decision where there is one.

    Notebook 07 and the drift report tell each of them in full.
    """
    say = view.say
    today = known_today(view.source)
    columns = ((say("Step"), 0.8), (say("Written"), 3.0), (say("Observed"), 3.4))
    cells = [
        (
            step_link(view, row.step) if row.step else plain("–"),
            plain(_short(written_text(view, row))),
            join(
                [
                    plain(_short(observed_text(view, row))),
                    () if standing(row, today) == "open" and not row.verdict else decision(view, row),
                ],
                "\n",
            ),
        )
        for row in rows
    ]
    return with_anchors(table(caption, columns, cells), [anchor(row) for row in rows])


def finding_facts(view: View, row: Finding) -> Table:
    """Return a finding alone: what is written and what was seen below each other."""
    say = view.say
    columns = ((say("Item"), 1.0), (say("What the record says"), 5.0))
    seen = join([plain(observed_text(view, row)), _course(view, row), _aside(view, row)], "\n")
    return table("", columns, [(plain(say("Written")), plain(written_text(view, row))), (plain(say("Observed")), seen)])


def decision(view: View, row: Finding) -> Inline:
    """Return what the owner decided about a finding, or whom to ask."""
    say = view.say
    name = choice_names(say, Finding, "verdict").get(row.verdict, "")
    until = say.day(row.until) or row.until
    if standing(row, known_today(view.source)) == "open":
        asked = ask_name(view, row.owner or whom(view.record))
        text = say("not yet decided; ask: {who}", who=asked)
        if row.verdict:
            text = say("was accepted until {date}; decide anew: {who}", date=until, who=asked)
        return styled(text, "missing")
    head = f"{name} {until}" if row.verdict == "accept" and until else name
    by = [person_name(view, row.owner) if row.owner else "", say.day(row.at) or row.at]
    return join([styled(head, "strong"), plain(say.list([part for part in by if part])), plain(row.why)], "\n")


def rate(row: Finding) -> str:
    """Return how often a finding was seen, as a share of what it could have been; the count alone without that."""
    return share(row.count, row.of) if row.of else f"{row.count}×"


def in_figures(row: Finding) -> str:
    """Return how often a finding was seen, beside its name: of few as counts, of many as a share."""
    return f"{row.count}/{row.of}" if 0 < row.of < _FEW else rate(row)


def written_text(view: View, row: Finding) -> str:
    """Return what the document says where reality differs."""
    if row.kind in WALKED:
        return row.written or view.say("The document says nothing about it.")
    return written(view.record, row).said(view.say)


def observed_text(view: View, row: Finding) -> str:
    """Return what was seen or told instead."""
    if row.kind not in WALKED:
        return observed(view.record, row).said(view.say)
    say = view.say
    kinds = choice_names(say, Finding, "kind")
    question = choice_names(say, Walkthrough, "question").get(row.id.rpartition("-")[2], "")
    counts = say("{what}: {n} of {of} asked", what=kinds[row.kind], n=row.count, of=row.of)
    return " ".join(part for part in (question, counts + (say(": ") + row.observed if row.observed else "")) if part)


def _course(view: View, row: Finding) -> Inline:
    """Return how the rate changed, in words and as a dozen little bars; nothing where chance may explain it."""
    found = change(row.by_month)
    if found is None:
        return ()
    before, since = (share(part.times, part.of) for part in (found.before, found.since))
    said = view.say("until {month}: {before}, since then: {since}", month=found.until, before=before, since=since)
    return plain(f"{said} {spark(row.by_month)}")


def _aside(view: View, row: Finding) -> Inline:
    """Return examples to look up, and whether it is only likely that the activities are the step's."""
    say = view.say
    parts = [
        say("e.g. {cases}", cases=row.examples) if row.examples else "",
        say("which step it is was guessed by likeness") if rests_on_a_guess(view.record, row) else "",
    ]
    return styled(say("; ").join(part for part in parts if part), "muted")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
