"""The document says of each alert who is woken, by when, what they may do, and when it is over."""

import json

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Table
from sop_kit.document.sop import chapter_bundle
from sop_kit.document.view import look
from sop_kit.record.model import Record
from sop_kit.record.tables import Alert, Product, ReleaseStage, RoleRow, Step, Trigger

FULL = Alert(
    id="A01",
    condition="feed does not open",
    action="cut the faulty source",
    first_responder="ops",
    backup="shop",
    acknowledge_within="5 min",
    mitigate_within="30 min",
    escalate_to="shop",
    escalate_after="10 min",
    channel="phone",
    informed=("shop",),
    allowed_actions="switch the feed off",
    update_interval="15 min",
    end_condition="six green checks",
    record="duty log",
    postmortem="within 5 d",
    external_duty="tell compliance within 2 h",
)
BARE = Alert(id="A02", condition="cost too high", allowed_actions="look next morning")


def record(*alerts: Alert, **more: tuple) -> Record:
    roles = (RoleRow(id="ops", name="On call"), RoleRow(id="shop", name="Shop floor"))
    step = Step(id="S1", stage="monitor", action="look", role="ops")
    return Record.model_validate(
        {"product": Product(id="line"), "roles": roles, "steps": (step,), "alerts": alerts, **more}
    )


def tables(given: Record, chapter: str) -> dict[str, list[list[str]]]:
    blocks = chapter_bundle(look(given, "en"), chapter).blocks
    return {
        block.caption: [[text_of(cell) for cell in row.cells] for row in block.rows]
        for block in blocks
        if isinstance(block, Table)
    }


def test_every_fact_of_an_alert_stands_in_one_row():
    assert tables(record(FULL), "C3")["Alerts and escalation"] == [
        [
            "A01\nfeed does not open",
            (
                "On call · stand-in: Shop floor\nanswered: 5 min\nthen to: Shop floor after 10 min\ncontained: 30 min\n"
                "news every: 15 min"
            ),
            "cut the faulty source\nmay: switch the feed off\nby: phone\ntell: Shop floor",
            (
                "six green checks\nRecorded in: duty log\nLooked back on: within 5 d\n"
                "Duty to report: tell compliance within 2 h"
            ),
        ]
    ]


def test_what_no_alert_says_takes_no_column_and_what_it_must_say_is_open():
    (row,) = tables(record(BARE), "C3")["Alerts and escalation"]
    assert row == ["A02\ncost too high", "open\nanswered: open\nthen to: open", "may: look next morning"]
    texts = [
        text_of(block.spans) for block in chapter_bundle(look(record(BARE), "en"), "C3").blocks if block.kind == "text"
    ]
    assert "“open” = not yet known; ask: people on call" in texts


def test_an_alert_can_be_linked_to():
    blocks = chapter_bundle(look(record(FULL), "en"), "C3").blocks
    (matrix,) = [block for block in blocks if isinstance(block, Table) and block.caption == "Alerts and escalation"]
    assert [row.anchor for row in matrix.rows] == ["alert-A01"]


def test_an_alert_of_a_process_without_a_chapter_stands_in_daily_monitoring():
    lost = BARE.model_copy(update={"process": "nobody-knows"})
    assert tables(record(lost), "C3")["Alerts and escalation"][0][0].startswith("A02")


def test_what_to_do_when_a_step_fails_is_said_on_its_card_and_not_again():
    step = Step(id="S1", stage="monitor", action="look", role="ops", if_it_fails="call the shop")
    blocks = chapter_bundle(look(record().replace(steps=(step,)), "en"), "C3").blocks
    said = json.dumps([block.model_dump(mode="json") for block in blocks])
    assert said.count("call the shop") == 1
    assert "When a step fails, its card says what to do: S1" in [
        text_of(block.spans) for block in blocks if block.kind == "text"
    ]


def test_triggers_and_stages_can_be_referred_to():
    given = record(
        triggers=(Trigger(id="TR1", condition="ten mistakes a month"),),
        release_stages=(ReleaseStage(id="S1", name="Shadow", share="0%"),),
    )
    assert tables(given, "C5")["Triggers of an optimisation cycle"][0][0] == "TR1 ten mistakes a month"
    assert tables(given, "C6")["Stages of the grey release"][0][0] == "S1 Shadow\n0%"
