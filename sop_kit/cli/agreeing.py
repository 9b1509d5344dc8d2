"""The command that writes the page "What we agreed today" into files that can be sent as they are."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sop_kit.cli.speaking import sentences, spoken, tell
from sop_kit.errors import BadRequest
from sop_kit.places import write_together

if TYPE_CHECKING:
    from sop_kit.blocks.model import Bundle

say = spoken()
Folder = Annotated[Path, typer.Argument(metavar="DIR", help=say("the workshop folder"))]
Product = Annotated[str, typer.Argument(metavar="PRODUCT", help=say("id of the product line"))]
Day = Annotated[str, typer.Option("--day", help=say("the day of the workshop, e.g. 2026-11-25; default: today"))]
Languages = Annotated[str, typer.Option("--lang", help=say("languages, separated by commas; default: the workshop's"))]
Formats = Annotated[str, typer.Option("--formats", help=say("formats, separated by commas: html,docx,pdf,md"))]
Out = Annotated[Path | None, typer.Option("--out", help=say("where to write; default: agreed/ of the workshop"))]

FORMATS = ("html", "docx", "pdf", "md")


def add_commands(app: typer.Typer) -> None:
    """Add ``sop-kit agreed``."""
    app.command(help=say("Write the page “What we agreed today” of a workshop, ready to be sent."))(agreed)


def agreed(
    folder: Folder,
    product: Product,
    day: Day = "",
    lang: Languages = "",
    formats: Formats = "html,docx,pdf",
    out: Out = None,
) -> None:
    """Write the page."""
    from sop_kit.document.today import today_bundle
    from sop_kit.document.view import look
    from sop_kit.record.changed_on import steps_changed_on
    from sop_kit.record.workshop import open_workshop

    with sentences():
        workshop = open_workshop(folder)
        store = workshop.store()
        record = store.record(product)
        on = _day(day)
        changed = steps_changed_on(store, record, on)
        target = out or workshop.folder / "agreed"
        files: dict[Path, bytes] = {}
        for language in _listed(lang) or workshop.languages:
            bundle = today_bundle(look(record, language), on, changed)
            for kind in _listed(formats):
                files[target / f"{on}-{product}-{language}.{kind}"] = page_file(bundle, kind)
        write_together(files)
        for path in files:
            tell(say("Written: {path}", path=path))


def page_file(bundle: Bundle, kind: str) -> bytes:
    """Return the page in one format.

    Raises
    ------
    BadRequest
        When there is no such format.
    """
    if kind == "html":
        from sop_kit.export.html import page

        return page(bundle).encode()
    if kind == "docx":
        from sop_kit.export import docx

        return docx.render(bundle)
    if kind == "pdf":
        from sop_kit.export import pdf

        return pdf.render(bundle)
    if kind == "md":
        from sop_kit.export import markdown

        return markdown.render(bundle)[0].encode()
    known = ", ".join(FORMATS)
    raise BadRequest("There is no format '{kind}' for this page. Choose of: {known}.", kind=kind, known=known)


def _day(typed: str) -> str:
    if not typed:
        return datetime.now().astimezone().date().isoformat()
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError as error:
        raise BadRequest("'{typed}' is no day. Write it like 2026-11-25.", typed=typed) from error


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
