"""Rows come out as they were written, wherever the text is cut on its way."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sop_kit.assess.logs import csv_rows
from sop_kit.assess.logs.csv_rows import blocks

WIDTH = 3
cells = st.text(st.sampled_from('ab年,;\t"\n \u2028\x0b'), max_size=6)
tables = st.lists(st.lists(cells, min_size=WIDTH, max_size=WIDTH), max_size=12)


def written(rows: list[list[str]], separator: str = ",", quoting: int = csv.QUOTE_MINIMAL, end: str = "\n") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=separator, quoting=quoting, lineterminator=end).writerows(rows)
    return file.getvalue()


def read(text: str, separator: str, *, piece: int = 1_000_000) -> list[list[str]]:
    pieces = [text[at : at + piece] for at in range(0, len(text), piece)]
    found = list(blocks(pieces, separator, WIDTH))
    assert not any(block.wider for block in found)
    return [list(row) for block in found for row in zip(*block.columns, strict=True)]


@given(tables, st.sampled_from([",", ";", "\t"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_what_was_written_is_read(rows: list[list[str]], separator: str, quoting: int):
    assert read(written(rows, separator, quoting), separator) == [row for row in rows if any(row)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables, st.integers(1, 90), st.integers(64, 200), st.sampled_from(["\n", "\r\n"]))
def test_it_makes_no_difference_where_the_text_is_cut(
    monkeypatch: pytest.MonkeyPatch, rows: list[list[str]], piece: int, block: int, end: str
):
    monkeypatch.setattr(csv_rows, "_BLOCK", block)  # no line of these is as long
    assert read(written(rows, end=end), ",", piece=piece) == [row for row in rows if any(row)]


def test_rows_know_their_lines():
    text = 'a,b,c\n\n"x\ny",2,3\n1,2,3,4\n1,2,3\n'
    (block,) = blocks([text], ",", WIDTH)
    assert block.line.tolist() == [1, 3, 6]
    assert block.wider == ((5, 4),)
