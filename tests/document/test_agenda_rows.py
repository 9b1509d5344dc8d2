"""The agenda of the record as a table and as one line, in the reader's language."""

import pytest

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Callout, Table
from sop_kit.document.agenda_rows import agenda_blocks, agenda_rows, phase_blocks
from sop_kit.document.view import look
from sop_kit.record.model import Record
from sop_kit.record.tables import Product
from sop_kit.record.workshop_tables import Phase
from sop_kit.words import words

PHASES = (
    Phase(id="P1", kind="welcome", minutes=10, state="done", spent=12.4),
    Phase(id="P2", kind="capture", minutes=60, state="open", notes="Mind Wang"),
    Phase(id="P3", name="Demo"),
    Phase(id="P4", kind="capture", minutes=25),
    Phase(id="P5", state="skipped"),
)


def view(lang="en", phases=PHASES):
    return look(Record(product=Product(id="line"), phases=phases), lang)


def test_a_phase_is_called_by_its_own_name_else_what_its_kind_is_called():
    names = [row.name for row in agenda_rows(PHASES, words("en"))]
    assert names[2] == "Demo"
    assert names[1] != names[3]  # the second time people capture, they walk through what they have drawn
    assert names[4] == "A phase without a name"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_says_plan_time_taken_and_state_and_never_the_notes(lang):
    (table,) = agenda_blocks(view(lang))
    assert isinstance(table, Table)
    assert [text_of(cell) for cell in table.rows[0].cells][1:3] == ["10", "12"]
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert "Mind Wang" not in table.model_dump_json()


def test_one_line_says_what_is_on_and_what_comes_next():
    (line,) = phase_blocks(view())
    assert text_of(line.spans) == "On now: Draw what we really do · Next: Demo"
    (line,) = phase_blocks(view(phases=(Phase(id="P1", state="done"),)))
    assert text_of(line.spans) == "No phase is on."


def test_without_an_agenda_it_says_so():
    assert isinstance(agenda_blocks(view(phases=()))[0], Callout)
    assert text_of(phase_blocks(view(phases=()))[0].spans) == "There is no agenda yet."
