"""The tables of the core processes: metrics, severities, the mistake book, triggers, stages of a release."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.assess.gaps import DATA_SCIENCE
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Block, Fold, Inline, Text
from sop_kit.document.chapters.parts import labelled, open_table, table, with_anchors
from sop_kit.document.prose import prose
from sop_kit.document.view import View, role_name
from sop_kit.record.tables import Fact, Metric, ReleaseStage, Row


def metrics(view: View) -> list[Block]:
    """Return what is looked at, and folded away how each figure is made; nothing when no metric is known."""
    say, rows = view.say, view.record.metrics
    if not rows:
        return []
    columns = (
        (say("Metric"), 1.7),
        (say("Where to look"), 1.6),
        (say("Thresholds"), 1.3),
        (say("Owner"), 1.1),
        (say("What to do"), 2.0),
    )
    cells = [
        (
            _named(view, row),
            join([prose(view, row, "source"), prose(view, row, "frequency")], "\n"),
            _thresholds(view, row),
            plain(role_name(view, row.owner)),
            prose(view, row, "action"),
        )
        for row in rows
    ]
    anchors = _anchors("metric", rows)
    return [
        *open_table(view, say("What is looked at"), columns, cells, DATA_SCIENCE, anchors=anchors),
        *_metric_sheets(view),
    ]


def severities(view: View) -> list[Block]:
    """Return how bad it is, level by level; nothing when no level is known."""
    say, rows = view.say, view.record.severities
    if not rows:
        return []
    columns = ((say("Level"), 0.6), (say("Impact"), 2), (say("Example"), 2), (say("Response"), 2), (say("Tell"), 2))
    names = ("impact", "example", "response", "communication")
    cells = [(plain(row.id), *(prose(view, row, name) for name in names)) for row in rows]
    made = table(say("Severity levels; when unsure, take the higher one"), columns, cells)
    return [with_anchors(made, _anchors("severity", rows))]


def mistakes(view: View) -> list[Block]:
    """Return the mistake book; nothing when nobody has handed one in."""
    say, rows = view.say, view.record.mistakes
    if not rows:
        return []
    columns = (
        (say("No."), 0.8),
        (say("Cause"), 2.4),
        (say("Fix"), 1.8),
        (say("Regression case"), 1.1),
        (say("State"), 1.0),
    )
    cells = [
        (
            join([plain(row.id), styled(row.severity, "strong"), plain(row.found)], "\n"),
            join([prose(view, row, "category"), prose(view, row, "cause")], say(": ")),
            join([prose(view, row, "fix_type"), prose(view, row, "fix_version")], say(": ")),
            prose(view, row, "regression_case"),
            prose(view, row, "status"),
        )
        for row in rows
    ]
    anchors = _anchors("mistake", rows)
    return [*open_table(view, say("Mistake book"), columns, cells, anchors=anchors)]


def hotfixes(view: View) -> list[Block]:
    """Return the hotfixes; nothing when there is none."""
    say, rows = view.say, view.record.hotfixes
    if not rows:
        return []
    columns = ((say("No."), 0.8), (say("Change"), 2.6), (say("Expires"), 1.2), (say("Permanent fix"), 1.8))
    cells = [
        (
            join([plain(row.id), plain(row.mistake)], "\n"),
            prose(view, row, "change"),
            prose(view, row, "expires"),
            prose(view, row, "permanent_fix"),
        )
        for row in rows
    ]
    anchors = _anchors("hotfix", rows)
    return [*open_table(view, say("Hotfixes"), columns, cells, anchors=anchors)]


def triggers(view: View) -> list[Block]:
    """Return what starts an optimisation cycle; nothing when no trigger is known."""
    say, rows = view.say, view.record.triggers
    if not rows:
        return []
    columns = ((say("Trigger"), 2.4), (say("Seen where"), 1.4), (say("Owner"), 1.2), (say("What starts"), 2))
    cells = [
        (
            join([plain(row.id), prose(view, row, "condition")], " "),
            prose(view, row, "source"),
            plain(role_name(view, row.owner)),
            prose(view, row, "action"),
        )
        for row in rows
    ]
    anchors = _anchors("trigger", rows)
    return [*open_table(view, say("Triggers of an optimisation cycle"), columns, cells, DATA_SCIENCE, anchors=anchors)]


def release_stages(view: View) -> list[Block]:
    """Return the stages of the grey release in order; nothing when none is known."""
    say, rows = view.say, view.record.release_stages
    if not rows:
        return []
    if not any(any((row.share, row.hold_time, row.gate, row.rollback_if, row.decider)) for row in rows):
        return _bare_stages(view)
    columns = (
        (say("Stage"), 1.4),
        (say("How long"), 1.2),
        (say("Go on if"), 2.0),
        (say("Roll back if"), 1.7),
        (say("If it is unclear"), 1.6),
    )
    cells = [
        (
            join([_named(view, row), prose(view, row, "share"), prose(view, row, "cohort")], "\n"),
            join([prose(view, row, "hold_time"), prose(view, row, "minimum_sample")], "\n"),
            join([prose(view, row, "gate"), prose(view, row, "promote_if")], "\n"),
            prose(view, row, "rollback_if"),
            _unclear(view, row),
        )
        for row in rows
    ]
    anchors = _anchors("stage", rows)
    return [*open_table(view, say("Stages of the grey release"), columns, cells, anchors=anchors)]


def _bare_stages(view: View) -> list[Block]:
    # Five columns of "open" would hide the one thing that is known: the order of the stages.
    say = view.say
    rows = view.record.release_stages
    order = " → ".join(f"{row.id} {row.name}" for row in rows)
    gap = styled(
        say("Share, hold time, gate and decider of the stages are not yet known."), "missing", "#annex-questions"
    )
    return [Text(spans=plain(order)), Text(spans=gap)]


def _unclear(view: View, row: ReleaseStage) -> Inline:
    decider = styled(role_name(view, row.decider), "strong")
    return join([prose(view, row, "inconclusive_if"), labelled(view, (view.say("Decides"), decider))], "\n")


def _thresholds(view: View, row: Metric) -> Inline:
    say = view.say
    return labelled(view, (say("warn"), prose(view, row, "warn")), (say("critical"), prose(view, row, "critical")))


def _metric_sheets(view: View) -> list[Block]:
    """Return how each metric is made, folded away; nothing when the record says none of it."""
    say, rows = view.say, view.record.metrics
    columns = (
        (say("Metric"), 1.3),
        (say("Why"), 1.3),
        (say("How it is made"), 2.2),
        (say("Baseline, and where the thresholds come from"), 2.0),
        (say("Smallest sample, and when to stay silent"), 1.8),
    )
    cells = [(_named(view, row), *_sheet(view, row)) for row in rows]
    kept = [n for n in range(len(columns)) if n == 0 or any(row[n] for row in cells)]
    if len(kept) == 1:
        return []
    made = table(say("Metric sheets"), [columns[n] for n in kept], ([row[n] for n in kept] for row in cells))
    return [Fold(anchor="metric-sheets", summary=say("How each metric is made"), blocks=(made,))]


def _sheet(view: View, row: Metric) -> tuple[Inline, ...]:
    baseline = join([prose(view, row, "baseline"), prose(view, row, "direction")], " ")
    return (
        join([prose(view, row, "family"), prose(view, row, "why")], view.say(": ")),
        join([prose(view, row, "formula"), prose(view, row, "slice")], "\n"),
        join([baseline, prose(view, row, "threshold_origin")], "\n"),
        join([prose(view, row, "minimum_sample"), prose(view, row, "silence_rule")], "\n"),
    )


def _named(view: View, row: Fact) -> Inline:
    return join([styled(str(getattr(row, "id", "")), "strong"), prose(view, row, "name")], " ")


def _anchors(kind: str, rows: Sequence[Row]) -> list[str]:
    return [f"{kind}-{row.id}" for row in rows]
