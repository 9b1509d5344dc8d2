"""The index page says of every line how far it is, what is judged of it, what differs and what it asks of people."""

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Bundle, Table, TableRow, Text
from sop_kit.document.portfolio import portfolio
from sop_kit.document.view import View, look
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, Step


def example(name: str) -> Record:
    found = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
    assert found is not None
    return found


def record(*steps: Step, **tables: object) -> Record:
    return Record.model_validate({"product": Product(id="line"), "steps": steps, **tables})


def step(name: str, **more: object) -> Step:
    return Step.model_validate({"id": name, "stage": "monitor", "action": "look", "role": "ops", **more})


def page(*records: Record, files: dict[str, list[str]] | None = None) -> Bundle:
    views: list[View] = [look(each, "en") for each in records]
    return portfolio(views, files or {}, [], lang="en", twins={}, touched={})


def rows(made: Bundle) -> tuple[TableRow, ...]:
    (table,) = (block for block in made.blocks if isinstance(block, Table))
    return table.rows


def cell(made: Bundle, label: str) -> str:
    (table,) = (block for block in made.blocks if isinstance(block, Table))
    place = [column.label for column in table.columns].index(label)
    return text_of(table.rows[0].cells[place])


def sentences(made: Bundle) -> list[str]:
    return [text_of(block.spans) for block in made.blocks if isinstance(block, Text)]


def test_no_line_is_without_a_word_on_its_state():
    made = page(example("anti-fraud"), example("govuk-chat"))  # published; a sketch
    assert [text_of(row.cells[1]) for row in rows(made)] == ["published", "Sketch: not ready for review"]


def test_what_was_never_held_against_reality_does_not_look_like_what_was_found_in_order():
    assert "never held against reality" in cell(page(record(step("a"))), "Verdicts and checks")
    checked = cell(page(record(step("a"), checks=[{"id": "K1"}])), "Verdicts and checks")
    assert "findings: 0" in checked
    assert "never" not in checked


def test_a_finding_without_a_verdict_waits_and_leads_to_its_place():
    rows_ = [
        {"id": "F1", "check": "K1", "step": "a", "kind": "order", "count": 3, "of": 10},
        {"id": "F2", "check": "K1", "step": "a", "kind": "late", "count": 3, "of": 10, "verdict": "fix_sop"},
    ]
    given = record(step("a"), checks=[{"id": "K1"}], findings=rows_)
    made = page(given, files={"line": ["line/en/sop.html"]})
    assert "findings: 2 · undecided:\u00a01" in cell(made, "Verdicts and checks")
    links = [span.to for row in rows(made) for each in row.cells for span in each]
    assert "./line/en/sop.html#chapter-7-reality" in links
    assert any("with undecided findings (1)" in text for text in sentences(made))


def test_minutes_that_rest_on_some_steps_say_so_and_those_nobody_told_are_no_nought():
    timed = step("a", minutes=30, frequency="daily", next=[{"to": "b"}])
    assert (
        cell(page(record(timed, step("b"))), "Asks of people")
        == "steps: 2\nhand-offs: 0\n210 min a week (1 of 2 steps)"
    )
    assert cell(page(record(step("a"))), "Asks of people") == "steps: 1\nminutes not told"
    assert cell(page(record()), "Asks of people") == "steps: 0"


def test_lines_are_set_beside_their_median_and_a_line_alone_is_not():
    assert any(
        text.startswith("Median of the lines: steps 30")
        for text in sentences(page(example("anti-fraud"), example("govuk-chat")))
    )
    assert not any("Median" in text for text in sentences(page(example("anti-fraud"))))


def test_a_page_of_no_line_is_a_page():
    assert rows(page()) == ()
