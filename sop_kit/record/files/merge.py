"""Several files of one product line, laid over what is known already, as one record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sop_kit.record.alike import folded
from sop_kit.record.files.assemble import assemble
from sop_kit.record.files.identity import Asked, with_identity
from sop_kit.record.files.one_file import read_part
from sop_kit.record.files.reading import Part, Reading, error
from sop_kit.record.files.settle import settle
from sop_kit.record.headings.mapping import NO_MAPPINGS, Mappings, unheeded
from sop_kit.record.model import Record

Read = Callable[[Sequence[tuple[str, bytes]], Mappings], Sequence[Part]]


def read_files(  # noqa: PLR0913  one keyword a thing that can be asked for
    files: Sequence[tuple[str, bytes]],
    *,
    product: str | None,
    name: str | None,
    base: Record | None,
    mappings: Mappings = NO_MAPPINGS,
    read: Read | None = None,
) -> Reading:
    """Return the record that files make over ``base``, and everything that is wrong with them.

    Parameters
    ----------
    files
        Name and content of each file: YAML records, workbooks, CSV tables, facts as JSON or Markdown. What kind it is
        shows in its content and its suffix. Rows are matched by id; a later file decides the columns it states, and
        nothing that a file does not state is taken away.
    product
        The id of the product line; else it is that of ``base``, else the files', else made from a file's name.
    name
        The name of the product line, in the same order.
    base
        The record so far, ``None`` for a new product line.
    mappings
        What people have said about the headings of their tables.
    read
        Reads the files, such as ``Apart()`` in a process of their own; ``read_here`` by default.
    """
    if not files:
        return Reading(record=None, problems=(error("", "There is no file to read. Name at least one."),))
    roles = frozenset(folded(role.name) for role in base.roles) if base is not None else frozenset[str]()
    mappings = replace(mappings, roles=roles)
    parts = list((read or read_here)(files, mappings))
    mapping = tuple(each for part in parts for each in part.mapping)
    parts.append(Part(name="", problems=tuple(unheeded(mappings, mapping))))
    if not any(part.tables or part.singles for part in parts):
        problems = [problem for part in parts for problem in part.problems]
        nothing = error(parts[0].name, "Nothing was found that a record could be made of.")
        return Reading(record=None, problems=tuple(problems or [nothing]), mapping=mapping)
    named = with_identity(parts, Asked(product=product or "", name=name or ""), base)
    if "product" not in named[-1].singles:
        problems = [problem for part in named for problem in part.problems]
        return Reading(record=None, problems=tuple(problems), mapping=mapping)
    return replace(assemble(settle(named, base, unknown="create"), base), mapping=mapping)


def read_here(files: Sequence[tuple[str, bytes]], mappings: Mappings) -> list[Part]:
    """Return what each file says, read in this process and without a limit: for files that are known to be sound."""
    return [read_part(name, data, mappings) for name, data in files]
