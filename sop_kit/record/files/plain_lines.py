"""A CSV file or a workbook as lines of text, for lists that are no tables of a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sop_kit.errors import Problem
from sop_kit.record.files.apart import GaveUp, OtherProcess
from sop_kit.record.files.csv_file import csv_lines
from sop_kit.record.files.foreign import is_packed, refusal
from sop_kit.record.headings.layout import Line
from sop_kit.record.workbooks.xlsx_book import open_book, read_sheets
from sop_kit.record.workbooks.xlsx_package import Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLines:
    """The lines of a CSV file or of one sheet; ``name`` is the file, or file and sheet."""

    name: str
    lines: Sequence[Line] = ()
    problems: tuple[Problem, ...] = ()


def lines_apart(data: bytes, name: str) -> tuple[FileLines, ...]:
    """Return what ``plain_lines`` does, read in a process of its own that is given up when it takes too long."""
    with OtherProcess() as other:
        try:
            return other.run(plain_lines, data, name)
        except GaveUp as reason:
            return (FileLines(name=name, problems=(Problem(where=name, what=reason.what),)),)


def plain_lines(data: bytes, name: str) -> tuple[FileLines, ...]:
    """Return the lines of a CSV file, or of each sheet of a workbook that people see; empty ones are left out."""
    refused = refusal(data, name)
    if refused:
        return (FileLines(name=name, problems=(refused,)),)
    if not is_packed(data):
        lines, problems = csv_lines(data, name)
        return (FileLines(name=name, lines=lines or (), problems=problems),)
    try:
        sheets = tuple(read_sheets(open_book(data, name)))
    except Unreadable as fault:
        return (FileLines(name=name, problems=(Problem(where=name, what=fault.what),)),)
    return tuple(
        FileLines(name=sheet.where, lines=sheet.lines, problems=sheet.problems)
        for sheet in sheets
        if not sheet.hidden and (sheet.lines or sheet.problems)
    )
