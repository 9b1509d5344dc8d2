"""The sample document in English."""

from __future__ import annotations

from sop_kit.blocks.make import link, plain, styled
from sop_kit.blocks.model import (
    Block,
    Bullets,
    Callout,
    Card,
    Checklist,
    ChecklistItem,
    Code,
    Column,
    FactLine,
    Figure,
    Heading,
    Span,
    Table,
    TableRow,
    Text,
)
from tests.export.sample_drawings import chart, swimlane


def english() -> tuple[Block, ...]:
    """Return the blocks."""
    actions = (
        (
            "Look at yesterday's false-positive and interception dashboards, channel by channel",
            "Platform engineer on call",
        ),
        ("Take in customer appeals; complete screenshots and transaction records", "Labelling expert"),
        ("Judge the cause of a false positive: data, rule, model or integration", "Data scientist"),
        ("Decide on a hotfix and write down when to roll it back", "Product owner"),
        ("Add the new samples to the regression set and evaluate offline", "Data scientist"),
        ("Release in stages 1 % → 10 % → 50 % → 100 % and watch", "Platform engineer on call"),
    )
    rows = tuple(
        TableRow(
            cells=(
                plain(f"FS{n:02d}"),
                plain(action),
                plain(role),
                plain("A") if n % 3 else styled("not yet known", "missing"),
                plain("1 working day"),
            )
        )
        for n, (action, role) in enumerate(actions, start=1)
    )
    return (
        Heading(level=1, text="At a glance", anchor="glance"),
        Callout(
            tone="missing",
            title="Sketch: not ready for review",
            body=(
                plain("Still missing before a review makes sense:"),
                plain("steps with exactly one accountable role: 4 of 6"),
                link("All 12 open questions, and whom to ask", "#annex-questions"),
            ),
        ),
        Text(
            spans=(
                *plain("How "),
                *styled("real-time fraud scoring", "strong"),
                *plain(" is run day by day: who looks at what, whom to wake, how to stop it. It is "),
                *styled("the floor, not the ceiling", "strong"),
                *plain("; see "),
                *link("chapter 3", "#chapter-3"),
                *plain(", "),
                *link("the wiki", "https://example.org/wiki"),
                *plain(" and "),
                *link("a place that is not there", "#nowhere"),
                *plain(". What nobody knows is marked "),
                *styled("not yet known (ask Zhe Zhang)", "missing"),
                *plain(", an old translation "),
                *styled("older than its source", "stale"),
                *plain(", an aside "),
                *styled("like this", "muted"),
                *plain(", a command "),
                *styled("rollback --to v1.8.3", "code"),
                *plain("."),
            )
        ),
        Figure(
            name="workflow",
            svg=swimlane("en"),
            alt="Swimlanes of the workflow: 12 steps, 4 roles, from monitoring round to release and back.",
            caption="The workflow that is really run: lanes are roles, columns the stages of the loop.",
            twin=("S01 Monitor: Product owner → S02", "S02 Monitor: Platform engineer → S03"),
            anchor="figure-workflow",
        ),
        Heading(level=1, text="Purpose and scope", anchor="chapter-1", number="1"),
        Heading(level=2, text="Goal and north-star metric", anchor="chapter-1-goal", number="1.1"),
        Bullets(
            items=(
                plain("North star: net fraud loss in 10,000 transactions, computed daily by the risk warehouse."),
                (*plain("In scope: "), *styled("payments, withdrawals, phone changes", "strong"), *plain(".")),
                styled("Service hours are not yet known", "missing"),
            )
        ),
        Bullets(items=(plain("First the overall board."), plain("Then channel by channel."), plain("Last the log."))),
        Code(text="curl -s https://score.example.org/health\n  | jq '.status'   # expect ok"),
        Figure(
            name="burden",
            svg=chart(("Engineer on call", "Data scientist", "Labelling expert", "Product owner")),
            alt="Hours a week by role: the engineer on call has most.",
            caption="Hours a week by role.",
        ),
        Heading(level=1, text="The four core processes", anchor="chapter-3", number="3"),
        Heading(level=2, text="Daily monitoring and alerting", anchor="chapter-3-monitor", number="3.1"),
        Table(
            caption="Steps and who owns them",
            columns=(
                Column(label="No.", width=0.8),
                Column(label="What is done", width=4),
                Column(label="Who (R)", width=1.6),
                Column(label="Accountable", width=1.4),
                Column(label="Time limit", width=1.4),
            ),
            rows=rows,
            anchor="table-steps",
        ),
        _card_en("step-fs01", "FS01", "Look at yesterday's dashboards, channel by channel"),
        _card_en("step-fs02", "FS02", "Take in customer appeals; complete screenshots and records"),
        Heading(level=2, text="Every day", anchor="chapter-3-lists", number="3.2"),
        Checklist(
            anchor="checklist-daily",
            title="Daily monitoring checklist",
            mode="do-confirm",
            pause_point="Each day at 9:30, before the stand-up begins",
            items=(
                ChecklistItem(code="D1", text="Dashboards fresh?", who="Engineer on call", standard="after 6:00"),
                ChecklistItem(code="D2", text="Each P1 metric in range?", who="Engineer on call"),
                ChecklistItem(code="D3", text="Every open alert owned?", who="Product owner"),
                ChecklistItem(code="D4", text="Oldest appeal in the queue?", standard="at most 2 hours"),
                ChecklistItem(code="D5", text="Log written, hand-over said?"),
            ),
            owner=plain("Zhe Zhang"),
            note="When three runs in a row find nothing, discuss which line can go.",
        ),
        Callout(
            tone="warning", title="Sources differ", body=(plain("The docs say 10 minutes; the release says at once."),)
        ),
        Callout(
            tone="info", title="When the SoP does not fit", body=(plain("Stop the harm first, then write it down."),)
        ),
        Callout(tone="good", title="Proven in a real incident", body=(plain("2026-09-14: rolled back in 6 minutes."),)),
        Heading(level=1, text="Open questions", anchor="annex-questions", number="A"),
        Text(spans=(Span(text="Who is accountable for FS04? Ask Zhe Zhang.\nA second line."),)),
    )


def _card_en(anchor: str, code: str, title: str) -> Card:
    return Card(
        anchor=anchor,
        code=code,
        title=title,
        facts=(
            FactLine(label="Owner (R)", value=plain("Platform engineer on call"), role="lead"),
            FactLine(label="Input", value=plain("yesterday's scoring log, channel table"), role="lead"),
            FactLine(label="Output", value=plain("one log entry; an alert ticket when out of range"), role="lead"),
            FactLine(
                label="Standard", value=plain("false positives under 0.8 %, interception at least 92 %"), role="lead"
            ),
            FactLine(label="Accountable (A)", value=styled("not yet known (ask Zhe Zhang)", "missing")),
            FactLine(label="Trigger", value=plain("each working day at 9:00")),
            FactLine(label="Tool", value=plain("Grafana board fraud-daily")),
            FactLine(label="Time limit", value=plain("30 minutes")),
            FactLine(
                label="If it fails", value=plain("wake the data platform's engineer on call and say who is affected")
            ),
            FactLine(label="Then", value=(*link("FS02", "#step-fs02"), *styled(" if out of range", "muted"))),
            FactLine(label="Evidence", value=plain("documented in prose · docs/runbook.md"), role="evidence"),
        ),
        marks=(("info", "monitor"), ("warning", "hot spot"), ("missing", "owner inferred")),
    )
