"""Several files of one product line, laid over what is known already, as one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sop_kit.record.files.assemble import assemble
from sop_kit.record.files.csv_file import read_table
from sop_kit.record.files.decoding import kind_of, read_text
from sop_kit.record.files.facts_json import read_json
from sop_kit.record.files.facts_md import read_markdown
from sop_kit.record.files.identity import Asked, with_identity
from sop_kit.record.files.reading import Part, Reading, error
from sop_kit.record.files.settle import settle
from sop_kit.record.files.tidy import tidy
from sop_kit.record.files.yaml_file import read_yaml
from sop_kit.record.model import Record


def read_files(
    files: Sequence[tuple[str, bytes]], *, product: str | None, name: str | None, base: Record | None
) -> Reading:
    """Return the record that files make over ``base``, and everything that is wrong with them.

    Parameters
    ----------
    files
        Name and content of each file: YAML records, CSV tables, facts as JSON or Markdown. What kind it is shows in
        its suffix, else in its content. Rows are matched by id; a later file decides the columns it states, and
        nothing that a file does not state is taken away.
    product
        The id of the product line; else it is that of ``base``, else the files', else made from a file's name.
    name
        The name of the product line, in the same order.
    base
        The record so far, ``None`` for a new product line.
    """
    if not files:
        return Reading(record=None, problems=(error("", "There is no file to read. Name at least one."),))
    parts = [tidy(_part(file_name, data)) for file_name, data in files]
    if not any(part.tables or part.singles for part in parts):
        problems = [problem for part in parts for problem in part.problems]
        nothing = error(parts[0].name, "Nothing was found that a record could be made of.")
        return Reading(record=None, problems=tuple(problems or [nothing]))
    named = with_identity(parts, Asked(product=product or "", name=name or ""), base)
    if "product" not in named[-1].singles:
        return Reading(record=None, problems=tuple(problem for part in named for problem in part.problems))
    return assemble(settle(named, base, unknown="create"), base)


def _part(name: str, data: bytes) -> Part:
    text, problems = read_text(data, name)
    if text is None:
        return Part(name=name, problems=problems)
    kind = kind_of(name, text)
    if kind == "csv":
        return read_table(data, name)
    read = {"yaml": read_yaml, "json": read_json, "markdown": read_markdown}[kind]
    part = read(text, name)
    return replace(part, problems=(*problems, *part.problems))
