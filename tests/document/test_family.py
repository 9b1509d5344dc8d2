"""The family of a line in its document: the core it inherits from, and every departure with its reason."""

import json

from sop_kit.document.portfolio import portfolio
from sop_kit.document.sop import chapter_bundle
from sop_kit.document.view import look
from sop_kit.record.changes import Edit, apply
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, Step

LINE = apply(
    Record(
        product=Product(id="loans", name="贷款", core="fraud", core_number=4),
        steps=(Step(id="S1", stage="monitor", action="看大盘", role="值班", standard="5 分钟内"),),
    ),
    [
        Edit(
            act="put",
            table="overrides",
            row="O1",
            values={"table": "steps", "row": "S1", "field": "standard", "core_value": "15 分钟内", "why": "监管要求"},
        ),
        Edit(act="put", table="overrides", row="O2", values={"table": "steps", "row": "S7", "core_value": "周报"}),
    ],
)


def control(record: Record, lang: str) -> str:
    return json.dumps(chapter_bundle(look(record, lang), "C0").model_dump(mode="json"), ensure_ascii=False)


def test_a_departure_stands_beside_what_the_core_says_and_why():
    said = control(LINE, "zh")
    for text in ("fraud，取自其第 4 次变更", "15 分钟内", "5 分钟内", "监管要求", "周报", "未采用"):
        assert text in said


def test_a_departure_without_a_reason_is_an_open_question():
    (gap,) = [gap for gap in look(LINE, "en").assessment.gaps if gap.topic == "overrides.why"]
    assert gap.rows == ("steps/S7",)


def test_a_core_says_that_it_is_one():
    core = Record(product=Product(id="fraud", core_of="风控"))
    assert "this record is the core of: 风控" in control(core, "en")


def test_the_index_names_the_lines_that_are_behind_their_core():
    touched = {"loans": ("C3", "C6")}
    page = portfolio([look(LINE, "en")], {}, (), lang="en", twins={}, touched=touched)
    assert "贷款: chapters C3, C6" in page.model_dump_json()
    page = portfolio([look(LINE, "en")], {}, (), lang="en", twins={}, touched={})
    assert "chapters C3" not in page.model_dump_json()
