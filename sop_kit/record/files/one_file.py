"""One file of any kind, as the rows it states, tidied."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from sop_kit.record.files.csv_file import read_table
from sop_kit.record.files.decoding import kind_of, read_text
from sop_kit.record.files.facts_json import read_json
from sop_kit.record.files.facts_md import read_markdown
from sop_kit.record.files.foreign import WORKBOOK_SUFFIXES, is_packed, refusal
from sop_kit.record.files.reading import Part, warning
from sop_kit.record.files.tidy import tidy
from sop_kit.record.files.yaml_file import read_yaml
from sop_kit.record.headings.mapping import Mappings


def read_part(name: str, data: bytes, mappings: Mappings) -> Part:
    """Return what a file says, whatever kind it is: that shows in its content first, then in its suffix."""
    return tidy(_part(name, data, mappings))


def _part(name: str, data: bytes, mappings: Mappings) -> Part:
    refused = refusal(data, name)
    if refused:
        return Part(name=name, problems=(refused,))
    if is_packed(data):
        from sop_kit.record.workbooks.xlsx_file import (
            read_workbook,  # takes a moment to load, and a text needs none of it
        )

        return read_workbook(data, name, mappings)
    text, problems = read_text(data, name)
    if text is None:
        return Part(name=name, problems=problems)
    if PurePath(name).suffix.lower() in WORKBOOK_SUFFIXES:
        message = "This is no workbook, whatever its name says, but plain text; it was read as such."
        problems = (warning(name, message), *problems)
    kind = kind_of(name, text)
    if kind == "csv":
        part = read_table(data, name, mappings)
        return replace(part, problems=(*(each for each in problems if each not in part.problems), *part.problems))
    read = {"yaml": read_yaml, "json": read_json, "markdown": read_markdown}[kind]
    part = read(text, name)
    return replace(part, problems=(*problems, *part.problems))
