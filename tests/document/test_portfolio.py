"""The index page says of every line how far it is."""

from sop_kit.blocks.model import Table
from sop_kit.document.portfolio import portfolio
from sop_kit.document.view import look
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record


def test_no_line_is_without_a_word_on_its_state():
    names = ("anti-fraud", "govuk-chat")  # published; a sketch
    records = [read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record for name in names]
    page = portfolio([look(record, "en") for record in records], {}, [], lang="en", twins={}, touched={})
    table = next(block for block in page.blocks if isinstance(block, Table))
    states = ["".join(span.text for span in row.cells[1]) for row in table.rows]
    assert states == ["published", "Sketch: not ready for review"]
