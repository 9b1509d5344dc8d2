"""Workbooks for tests: made of rows, edited by somebody, read in, and what was said."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sop_kit.record.files.merge import read_files
from sop_kit.record.files.reading import Reading
from sop_kit.record.model import Record
from sop_kit.record.rule import Settings
from sop_kit.record.tables import AuthorText, Lesson, Next, PersonRow, Product, RoleRow, Step
from sop_kit.record.workbooks.xlsx_record import write_workbook

BOOKS = Path(__file__).parent / "made_elsewhere"
HEADINGS = ("编号", "阶段", "动作", "角色")
STEP = ("S1", "监控", "看盘", "值班")
# What workbooks/libreoffice-resaved.xlsx was written from before LibreOffice opened and saved it.
RESAVED = Record(
    product=Product(id="chat", name="客服助手", owner="an", languages=("zh", "en")),
    settings=Settings(rules_off={"R1": "不适用"}),
    people=(PersonRow(id="an", name="安娜"), PersonRow(id="bo", name="博")),
    roles=(RoleRow(id="dev", name="AI 团队", people=("an", "bo")), RoleRow(id="ops", name="值班")),
    steps=(
        Step(
            id="S01",
            stage="monitor",
            action="=1+1",
            role="dev",
            accountable=("ops",),
            minutes=5,
            decidable="yes",
            next=(Next(to="S02", when="if [bad]; really"),),
        ),
        Step(id="S02", stage="decide", action="-看\n第二行 _x000D_", role="ops", time_limit="007"),
    ),
    texts=(AuthorText(id="T1", chapter="C3", text="长" * 40_000),),
    lessons=(Lesson(id="L1", text="'引号", kind="worked"),),
)


def taken_in(data: bytes, name: str = "chat.xlsx", base: Record | None = None) -> Reading:
    return read_files([(name, data)], product="chat", name="Chat", base=base)


def made(fill: Callable[[Workbook, Worksheet], object], *rows: tuple[object, ...], title: str = "Sheet1") -> bytes:
    """A workbook with the rows on its first sheet, worked on by ``fill``."""
    book = Workbook()
    book.active.title = title
    for each in rows:
        book.active.append(each)
    fill(book, book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def plain(*rows: tuple[object, ...], title: str = "Sheet1") -> bytes:
    return made(lambda _book, _sheet: None, *rows, title=title)


def steps(reading: Reading) -> tuple[Step, ...]:
    assert reading.record is not None, reading.problems
    return reading.record.steps


def messages(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.problems if "list of roles" not in problem.message]


def edited(edit: Callable[[Workbook], object], record: Record = RESAVED, lang: str = "zh") -> Reading:
    """The workbook of a record after somebody worked in it."""
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(record, lang=lang)))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return read_files([("chat.xlsx", stream.getvalue())], product=None, name=None, base=None)
