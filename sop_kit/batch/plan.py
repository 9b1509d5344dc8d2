"""What is to be run: one task a product line and language, checked before any kernel starts."""

from __future__ import annotations

import ast
import keyword
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sop_kit.errors import BadRequest

FORMATS = ("html", "md", "docx", "pdf", "forms", "mediawiki", "confluence")
USUAL = FORMATS[:5]  # what is made unless a person asks for others
EXPORTS = {
    "html": (("sop", "sop.html"), ("sop_checklist", "checklists.html")),
    "md": (("sop_markdown", "sop.md"),),
    "docx": (("sop_docx", "sop.docx"),),
    "pdf": (("sop_pdf", "sop.pdf"),),
    "forms": (("sop_forms", "forms.xlsx"),),
    "mediawiki": (("sop_mediawiki", "sop.wiki"),),
    "confluence": (("sop_confluence", "sop.confluence.xml"),),
}
PICTURES = (("sop_workflow", "workflow.svg"), ("sop_bpmn", "workflow.bpmn"))
DRAFT = "04-draft-sop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One product line in one language: which notebooks, with which parameters, into which folder."""

    product: str
    lang: str
    record: Path  # the frozen record file
    notebooks: tuple[Path, ...]
    exports: tuple[tuple[str, str], ...]  # exporter, file name
    folder: Path  # OUT/<product>


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What went wrong where: shown in the closing table and on the index page."""

    product: str
    lang: str
    where: str  # the cell's title, or the file's name
    message: str  # one sentence
    link: str  # path of what to open, relative to OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a task: its files relative to OUT, failures, and seconds it took."""

    product: str
    lang: str
    files: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    seconds: float = 0.0
    timings: Mapping[str, float] = field(default_factory=dict)


def chosen_formats(formats: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the exporters and file names for the formats asked for; the workflow's picture comes with any of them.

    Raises
    ------
    BadRequest
        When a format does not exist.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise BadRequest(
            "There is no format '{format}'. Choose from: {known}.", format=", ".join(unknown), known=", ".join(FORMATS)
        )
    return (*(pair for name in FORMATS if name in formats for pair in EXPORTS[name]), *PICTURES)


def check_parameters(notebook: Path, parameters: Mapping[str, Any]) -> None:
    """Refuse parameters that a notebook does not declare: papermill would only log a warning and go on.

    Raises
    ------
    BadRequest
        When a name is no identifier, or the notebook's parameters cell does not declare it.
    """
    known = declared_parameters(notebook)
    for name in parameters:
        # papermill writes names into the notebook as code: anything but an identifier could run as such.
        if not name.isidentifier() or keyword.iskeyword(name):
            raise BadRequest("'{name}' is no name for a parameter.", name=name)
        if name not in known:
            raise BadRequest(
                "{notebook} has no parameter '{name}'. It has: {known}.",
                notebook=notebook.name,
                name=name,
                known=", ".join(known) or "–",
            )


def declared_parameters(notebook: Path) -> tuple[str, ...]:
    """Return the names in the cell tagged ``parameters``."""
    import nbformat  # loaded only when a batch starts

    node = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    sources = [cell.source for cell in node.cells if "parameters" in cell.metadata.get("tags", [])]
    statements = [statement for source in sources for statement in ast.parse(source).body]
    return tuple(
        statement.target.id
        for statement in statements
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    )


def task_parameters(task: Task) -> dict[str, Any]:
    """Return what the notebooks of a task are given."""
    return {"record": os.path.abspath(task.record), "lang": task.lang, "live": False}  # noqa: PTH100  keeps links
