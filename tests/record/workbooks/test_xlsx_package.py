"""Workbooks that are broken or made to do harm: each is one clear problem, and none is a fault of ours."""

import io
import random
import warnings
import zipfile

import pytest

from sop_kit.record.files import limits
from sop_kit.record.files.reading import Part
from sop_kit.record.workbooks.xlsx_file import read_workbook
from tests.record.workbooks.packed import MAIN, STRICT, packed, parts, row, sheet, text, workbook

ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a {what}>]>'


def read(data: bytes) -> Part:
    return read_workbook(data, "a.xlsx")


def said(part: Part) -> str:
    assert part.problems, "nothing was said"
    return "\n".join(map(str, part.problems))


def steps(part: Part) -> list[dict[str, object]]:
    return [dict(row.values) for row in part.tables.get("steps", ())]


def test_a_sound_one_is_read_without_a_word():
    assert steps(read(workbook())) == [{"id": "1", "stage": "monitor", "action": "Look", "role": "dev"}]
    assert read(workbook()).problems == ()


@pytest.mark.parametrize(
    "where", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
)
@pytest.mark.parametrize("what", ['"lol"', 'SYSTEM "file:///etc/passwd"'], ids=["bomb", "file"])
def test_entities_are_refused_wherever_they_stand(where: str, what: str):
    content = ENTITY.format(what=what) + "<worksheet>&a;</worksheet>"
    part = read(packed(parts() | {where: content}))
    assert "definitions of its own" in said(part)
    assert steps(part) == [] or where == "xl/styles.xml"


def test_a_part_that_swells_when_it_is_unpacked_is_refused():
    assert "as in harmful files" in said(read(workbook(sheet() + " " * 30_000_000)))


def test_parts_that_are_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "MOST_UNPACKED", 1_000)
    assert "would fill more than" in said(read(workbook()))


def test_a_sheet_with_far_too_many_cells_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "MOST_CELLS", 10)
    assert "more than 10 filled cells" in said(read(workbook(sheet(row(2) + row(3)))))


def test_two_parts_of_one_name_are_refused():
    stream = io.BytesIO(workbook())
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("XL/workbook.xml", "<workbook/>")
    assert "damaged" in said(read(stream.getvalue()))


@pytest.mark.parametrize("name", ["../../evil.txt", "xl/../../evil.txt"])
def test_a_part_that_leads_out_of_the_file_is_refused(name: str):
    assert "damaged" in said(read(workbook(extra={name: "x"})))


def test_a_sheet_that_claims_to_be_huge_is_as_large_as_what_stands_in_it():
    claims = '<dimension ref="A1:XFD1048576"/>'
    merged = "<mergeCells>" + '<mergeCell ref="A5:XFD1048576"/>' * 1_000 + "</mergeCells>"
    assert len(steps(read(workbook(sheet(before=claims, after=merged))))) == 1


def test_a_million_formatted_rows_hold_nothing():
    formats = "".join(
        f'<row r="{at}" s="1"><c r="A{at}" s="1"/><c r="B{at}" s="2"></c></row>' for at in range(3, 200_000)
    )
    assert len(steps(read(workbook(sheet(row(2) + formats + row(200_000, ("2", "decide", "Go", "dev"))))))) == 2


def test_cells_far_to_the_right_are_named():
    part = read(workbook(sheet(row(2) + f'<row r="3">{text("XFD3", "lost")}</row>')))
    assert "a.xlsx!Steps!XFD3: Cells to the right of column KN were left out; 1 hold something." in said(part)


def test_cells_that_do_not_say_where_they_stand_follow_each_other():
    cells = "".join(f"<c t='inlineStr'><is><t>{cell}</t></is></c>" for cell in ("2", "decide", "Go", "dev"))
    assert steps(read(workbook(sheet(f"<row></row><row>{cells}</row>"))))[0]["action"] == "Go"


def test_rows_may_stand_in_any_order():
    found = steps(read(workbook(sheet(row(5, ("5", "monitor", "e", "dev")) + row(2)))))
    assert [step["id"] for step in found] == ["1", "5"]


def test_strict_and_prefixed_workbooks_are_read():
    assert len(steps(read(workbook(sheet(space=STRICT))))) == 1
    prefixed = sheet().replace("<", "<x:").replace("<x:/", "</x:").replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    assert len(steps(read(workbook(prefixed)))) == 1


def test_escaped_characters_are_themselves_again():
    strings = "<sst><si><t>_x005F_x000D_ a_x000D_\nb _xD83D__xDE00_ x005F_</t><rPh><t>silent</t></rPh></si></sst>"
    body = '<row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    assert steps(read(workbook(sheet(body), strings=strings)))[0]["id"] == "_x000D_ a\r\nb 😀 x005F_"


@pytest.mark.parametrize("lost", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"])
def test_a_missing_part_is_said(lost: str):
    body = '<row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    part = read(packed({name: content for name, content in parts(sheet(body)).items() if name != lost}))
    assert "damaged" in said(part)


def test_a_part_without_a_name_is_left_alone():
    data = workbook(extra={"x": "x"})
    entry = data.rindex(b"PK\x01\x02")  # of x in the list of parts: the length of its name stands at 28, its name at 46
    nameless = data[: entry + 28] + b"\0\0" + data[entry + 30 : entry + 46] + data[entry + 47 :]
    end = nameless.rindex(b"PK\x05\x06")  # the length of that list stands at 12
    length = int.from_bytes(nameless[end + 12 : end + 16], "little") - 1
    assert len(steps(read(nameless[: end + 12] + length.to_bytes(4, "little") + nameless[end + 16 :]))) == 1


def test_an_archive_without_sheets_is_no_workbook():
    assert "holds no sheets" in said(read(packed({"a.txt": "x"})))


def test_what_is_cut_off_at_any_place_is_said():
    data = workbook(extra={"xl/media/a.png": bytes(range(256)) * 8})
    for length in range(4, len(data), 37):
        assert "damaged" in said(read(data[:length]))


def test_any_flipped_byte_is_read_or_said():
    data, chance = workbook(sheet(row(2) + row(3, ("2", "decide", "Go", "ops")))), random.Random(2)  # noqa: S311
    for _ in range(300):
        flipped = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        part = read(bytes(flipped))
        assert part.tables or part.problems


def test_parts_in_each_others_place_are_read_or_said():
    sound = parts()
    for first in sound:
        for second in sound:
            part = read(packed(sound | {first: sound[second]}))
            assert part.tables or part.problems
