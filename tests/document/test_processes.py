"""A process says what it is for, shows its flow, and says once what is not known of it."""

import pytest

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Card, Figure, Fold, Heading, Table, Text
from sop_kit.document.sop import chapter_bundle
from sop_kit.document.view import look
from sop_kit.record.model import Record
from sop_kit.record.tables import Hotfix, Metric, Mistake, Process, Product, ReleaseStage, Severity, Step, Trigger

MOST_COLUMNS = 6  # on an upright page


def step(number: int, **more: object) -> Step:
    given = {"id": f"S{number}", "stage": "monitor", "action": "look", "role": "ops", **more}
    return Step.model_validate(given)


def chapter(code: str, **tables: tuple):
    return chapter_bundle(look(Record.model_validate({"product": Product(id="line"), **tables}), "en"), code).blocks


def cells(blocks, caption: str) -> list[list[str]]:
    (found,) = [block for block in blocks if isinstance(block, Table) and block.caption == caption]
    return [[text_of(cell) for cell in row.cells] for row in found.rows]


def headings(blocks) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading)]


def test_purpose_trigger_and_owner_are_one_paragraph():
    row = Process(id="monitoring", purpose="Nothing burns", trigger="every shift", owner="ops")
    texts = [text_of(block.spans) for block in chapter("C3", processes=(row,)) if isinstance(block, Text)]
    assert texts[0] == "Purpose: Nothing burns\nTrigger: every shift\nOwner: ops"


def test_the_flow_is_drawn_when_there_is_one():
    (figure,) = [block for block in chapter("C3", steps=(step(1), step(2))) if isinstance(block, Figure)]
    assert (figure.name, figure.anchor) == ("workflow-monitoring", "figure-workflow-monitoring")
    assert any("S2" in line for line in figure.twin)
    assert not [block for block in chapter("C3", steps=(step(1),)) if isinstance(block, Figure)]


def test_what_is_not_known_of_a_process_is_said_once_with_whom_to_ask():
    blocks = chapter("C3", steps=(step(1), step(2)))
    assert cells(blocks, "Not yet known of this process") == [
        ["who owns it", "product manager or business owner"],
        ["what it is for", "product manager or business owner"],
        ["what starts it", "product manager or business owner"],
        ["the metrics with their thresholds", "AI team and data scientists"],
        ["the severity levels", "people on call"],
        [
            (
                "of every step: who is accountable (A), what starts it, input, output, standard, time limit, "
                "what to do if it fails"
            ),
            "those who do it",
        ],
    ]
    assert headings(blocks) == ["Daily monitoring & alerting", "Steps", "Escalation", "Checklist"]
    assert not [
        fact for block in blocks if isinstance(block, Card) for fact in block.facts if fact.label == "Still open"
    ]


@pytest.mark.parametrize(
    ("code", "anchor"),
    [
        ("C3", "chapter-3-metrics"),
        ("C3", "chapter-3-severities"),
        ("C3", "chapter-3-steps"),
        ("C4", "chapter-4-mistakes"),
        ("C5", "chapter-5-triggers"),
        ("C6", "chapter-6-stages"),
    ],
)
def test_a_link_to_a_section_arrives_whether_or_not_there_is_something_to_say(code, anchor):
    tables = {
        "steps": (step(1),),
        "metrics": (Metric(id="M1", name="Block rate"),),
        "severities": (Severity(id="P1"),),
        "mistakes": (Mistake(id="E1"),),
        "triggers": (Trigger(id="T1", condition="drift"),),
        "release_stages": (ReleaseStage(id="R1", name="Shadow"),),
    }
    for blocks in (chapter(code), chapter(code, **tables)):
        anchors = [getattr(block, "anchor", "") for block in blocks]
        anchors += [row.anchor for block in blocks if isinstance(block, Table) for row in block.rows]
        assert anchors.count(anchor) == 1


def test_every_fact_of_a_metric_stands_in_its_row_or_in_its_sheet():
    facts = {name: f"<{name}>" for name in Metric.model_fields if name not in {"id", "owner"}}
    blocks = chapter("C3", metrics=(Metric.model_validate({"id": "M1", "owner": "ops", **facts}),))
    (fold,) = [block for block in blocks if isinstance(block, Fold)]
    said = str(cells(blocks, "What is looked at")) + str(cells(fold.blocks, "Metric sheets"))
    assert [fact for fact in facts.values() if fact not in said] == []
    assert "warn: <warn>\\ncritical: <critical>" in said


def test_every_fact_of_a_release_stage_stands_in_its_row():
    facts = {name: f"<{name}>" for name in ReleaseStage.model_fields if name not in {"id", "decider"}}
    stage = ReleaseStage.model_validate({"id": "R1", "decider": "boss", **facts})
    said = str(cells(chapter("C6", release_stages=(stage,)), "Stages of the grey release"))
    assert [fact for fact in (*facts.values(), "boss") if fact not in said] == []


def test_stages_of_which_only_the_names_are_known_are_one_line():
    stages = (ReleaseStage(id="R1", name="Shadow"), ReleaseStage(id="R2", name="All"))
    texts = [text_of(block.spans) for block in chapter("C6", release_stages=stages) if isinstance(block, Text)]
    assert "R1 Shadow → R2 All" in texts


@pytest.mark.parametrize("code", ["C3", "C4", "C5", "C6"])
def test_no_table_is_wider_than_an_upright_page(code):
    blocks = chapter(
        code,
        steps=(step(1),),
        metrics=(Metric(id="M1", name="Block rate", formula="a / b"),),
        severities=(Severity(id="P1", impact="all"),),
        mistakes=(Mistake(id="E1", cause="data"),),
        hotfixes=(Hotfix(id="H1", change="a rule"),),
        triggers=(Trigger(id="T1", condition="drift"),),
        release_stages=(ReleaseStage(id="R1", name="Shadow", share="0%"),),
    )
    assert max(len(block.columns) for block in blocks if isinstance(block, Table)) <= MOST_COLUMNS
