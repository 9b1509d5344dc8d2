"""The burden in the document and in the room: its own figures with what they rest on, others only beside it."""

from sop_kit.assess.burden.counting import burden
from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Block, Callout, Table, Text
from sop_kit.document.burden_room import burden_blocks
from sop_kit.document.burden_text import loop_text, value_text
from sop_kit.document.sop import chapter_bundle
from sop_kit.document.view import View, look
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, Step
from sop_kit.words import words


def step(name: str, **more: object) -> Step:
    return Step.model_validate({"id": name, "stage": "monitor", "action": "look", "role": "ops", **more})


def view(*steps: Step, lang: str = "en", **tables: object) -> View:
    return look(Record.model_validate({"product": Product(id="line"), "steps": steps, **tables}), lang)


def section(given: View) -> list[Block]:
    blocks = list(chapter_bundle(given, "C2").blocks)
    places = [place for place, block in enumerate(blocks) if getattr(block, "anchor", "") == "chapter-2-burden"]
    return blocks[places[0] :] if places else []


def facts(given: View) -> dict[str, str]:
    (table,) = (block for block in section(given) if isinstance(block, Table))
    return {text_of(row.cells[0]): text_of(row.cells[1]) for row in table.rows}


def test_the_document_tells_its_own_figures_and_what_they_rest_on():
    told = facts(
        view(
            step("A", minutes=10, frequency="daily", tool="Desk, Log", next=[{"to": "B"}]),
            step("B", role="boss", stage="decide", action="Approve", minutes=5, frequency="每例", next=[{"to": "A"}]),
            roles=[{"id": "ops", "name": "On call"}],
        )
    )
    assert told["Steps"] == "2 (Daily monitoring & alerting 1, Iteration 1)"
    assert told["Hand-offs between roles"] == "2"
    assert told["Decisions and approvals"] == "steps: 1"
    assert told["Minutes a week"] == "70 (1 of 2 steps)\nOn call 70\nNot counted: as often as something comes (1)"
    assert told["Ways back to an earlier step"] == "0"
    assert told["Tools"] == "2 in all, at most 2 in one step"


def test_what_is_not_known_is_asked_for_and_not_shown_as_nought():
    given = view(step("A"))
    assert set(facts(given)) == {"Steps", "Decisions and approvals", "To read per step (median)"}
    (asked,) = (text_of(block.spans) for block in section(given) if isinstance(block, Text))
    assert asked.startswith("Minutes a week, Waiting, of waiting and work, Hand-offs between roles: not yet known")


def test_a_record_without_steps_has_no_section():
    assert section(view()) == []


def test_the_room_sees_the_other_lines_and_the_document_does_not():
    given = view(step("A"), step("B"))
    other = burden(view(step("A"), step("B"), step("C"), step("D")).source)
    (table,) = (block for block in burden_blocks(given, {"other": other}) if isinstance(block, Table))
    assert [text_of(cell) for cell in table.rows[0].cells] == ["Steps", "2", "3", "2 of 2"]
    (alone,) = (block for block in burden_blocks(given, {}) if isinstance(block, Table))
    assert len(alone.columns) == 2


def test_the_room_sees_each_proposal_with_its_steps_and_the_reason():
    flow = (
        step("A", stage="decide", title="Design review", next=[{"to": "B"}]),
        step("B", stage="decide", title="Release approval", next=[{"to": "A"}]),
    )
    *_, table = burden_blocks(view(*flow), {})
    assert isinstance(table, Table)
    assert [[text_of(cell) for cell in row.cells] for row in table.rows] == [
        ["A Design review\nB Release approval", "2 approvals in a row: could one meeting or one signature do?"]
    ]
    *_, nothing = burden_blocks(view(step("A")), {})
    assert isinstance(nothing, Text)
    (box,) = burden_blocks(view(), {})
    assert isinstance(box, Callout)


def test_the_room_talks_of_proposals_first_and_finds_what_was_measured_folded():
    run = {"id": "R1", "at": "2026-11-20", "step": "A", "minutes": 9}
    *_, proposed, fold = burden_blocks(view(step("A", minutes=5), runs=[run]), {})
    assert "Nothing stands out" in text_of(proposed.spans)
    assert fold.summary == "What was measured, beside what the record says"


def test_lengths_are_told_in_the_readers_unit():
    assert (value_text(words("en"), "length", 100), value_text(words("zh"), "length", 100)) == ("100 words", "170 字")


def test_a_long_loop_leaves_its_middle_out():
    assert loop_text("AB") == "A → B → A"
    assert loop_text("ABCDEFGH") == "A → B → C → D → … → H → A"
