"""A small line and what its first page says: the rows, lines and gaps of one question."""

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Answer, Answers, Inline
from sop_kit.document.first_page.page import first_page
from sop_kit.document.view import look
from sop_kit.record.model import Record

WATCH, WAKE, STOP, RELEASE, WRITE, PROOF = range(6)

LOOK = {"id": "S1", "stage": "monitor", "action": "Look at the board", "role": "duty", "frequency": "every shift"}
BACK = {"id": "S2", "stage": "release", "action": "Press the button", "role": "duty", "tool": "DeployX"}
FACTS = {
    "product": {"id": "line", "owner": "lin"},
    "people": [{"id": "lin", "name": "Lin"}, {"id": "xu", "name": "Xu"}, {"id": "bai", "name": "Bai (engineer)"}],
    "roles": [{"id": "duty", "name": "On call", "people": ["xu"], "deputies": ["bai"]}, {"id": "boss", "name": "Boss"}],
    "steps": [LOOK, BACK],
}


def page(record: Record, lang: str = "en") -> Answers:
    (block,) = first_page(look(record, lang))
    assert isinstance(block, Answers)
    return block


def answer(question: int, lang: str = "en", **tables: object) -> Answer:
    return page(Record.model_validate({**FACTS, **tables}), lang).items[question]


def rows(question: int, lang: str = "en", **tables: object) -> list[list[str]]:
    table = answer(question, lang, **tables).table
    return [[text_of(cell).replace("\u00a0", " ") for cell in row.cells] for row in table.rows] if table else []


def lines(question: int, lang: str = "en", **tables: object) -> list[str]:
    return [text_of(line).replace("\u00a0", " ") for line in answer(question, lang, **tables).lines]


def cells(found: Answer) -> list[Inline]:
    return [*found.lines, *(cell for row in (found.table.rows if found.table else ()) for cell in row.cells)]


def missing(found: Answer) -> list[str]:
    return [span.text for cell in cells(found) for span in cell if span.style == "missing"]
