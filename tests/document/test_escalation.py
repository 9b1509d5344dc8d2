"""The document says of each alert who is woken, by when, what they may do, and when it is over."""

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


def test_every_fact_of_an_alert_stands_in_the_document_beside_its_id():
    found = tables(record(FULL), "C3")
    assert found["Alerts and escalation"] == [
        [
            "A01",
            "feed does not open",
            "cut the faulty source",
            "On call\nstand-in: Shop floor",
            "answered: 5 min\ncontained: 30 min\nnews every: 15 min",
            "Shop floor\nafter 10 min",
        ]
    ]
    assert found["While an alert is open, and after it"] == [
        [
            "A01",
            "switch the feed off",
            "phone\nTold (I): Shop floor",
            "six green checks",
            "duty log\nLooked back on: within 5 d",
            "tell compliance within 2 h",
        ]
    ]


def test_what_no_alert_says_takes_no_table():
    found = tables(record(BARE), "C3")
    assert found["Alerts and escalation"][0][:3] == ["A02", "cost too high", "look next morning"]
    assert "While an alert is open, and after it" not in found


def test_triggers_and_stages_can_be_referred_to():
    given = record(
        triggers=(Trigger(id="TR1", condition="ten mistakes a month"),),
        release_stages=(ReleaseStage(id="S1", name="Shadow", share="0%"),),
    )
    assert tables(given, "C5")["Triggers of an optimisation cycle"][0][0] == "TR1 ten mistakes a month"
    assert tables(given, "C6")["Stages of the grey release"][0][0] == "S1 Shadow"
