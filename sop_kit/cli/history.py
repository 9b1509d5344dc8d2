"""The commands that look back: the history of a record, undo and redo."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sop_kit.cli.speaking import sentences, spoken, tell, warn
from sop_kit.errors import BadRequest, StoreBroken, UnknownLanguage, UnknownProduct
from sop_kit.places import write_whole
from sop_kit.words import LANGUAGES, Words, words

if TYPE_CHECKING:
    from sop_kit.record.changes import Change
    from sop_kit.record.history import Entry
    from sop_kit.record.model import Head
    from sop_kit.record.store import Undone

say = spoken()
Folder = Annotated[Path, typer.Argument(metavar="DIR", help=say("the workshop folder"))]
Line = Annotated[str, typer.Argument(metavar="PRODUCT", help=say("id of the product line"))]
Json = Annotated[bool, typer.Option("--json", help=say("print JSON for a machine"))]
Why = Annotated[str, typer.Option("--why", help=say("why, for the history"))]


def add_commands(app: typer.Typer) -> None:
    """Add ``log``, ``undo`` and ``redo``."""
    app.command(help=say("Show who changed what, when and why, with the old and the new value of each field."))(log)
    app.command(help=say("Take a Change back; only what it touched is set back."))(undo)
    app.command(help=say("Make the Change again that was taken back last."))(redo)


def log(
    folder: Folder,
    product: Line,
    by: Annotated[str, typer.Option("--by", help=say("only of people whose name holds this"))] = "",
    table: Annotated[str, typer.Option("--table", help=say("only what was changed in this table"))] = "",
    since: Annotated[str, typer.Option("--since", help=say("only from this day on: 2026-05-31"))] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help=say("only the last so many Changes"))] = 0,
    oldest_first: Annotated[bool, typer.Option("--oldest-first", help=say("begin with the oldest"))] = False,
    out: Annotated[Path | None, typer.Option("--out", help=say("write a file: .html to print, .csv or .md"))] = None,
    lang: Annotated[str, typer.Option("--lang", help=say("language of that file: zh or en"))] = say.lang,
    as_json: Json = False,
) -> None:
    """Show the history."""
    from sop_kit.record.history import chosen, history
    from sop_kit.record.model import TABLES

    with sentences():
        if table and table not in ("product", "settings", *TABLES):
            raise BadRequest(
                "There is no table '{table}' in a record. It has: {known}.", table=table, known=("product", *TABLES)
            )
        if lang not in LANGUAGES:
            raise UnknownLanguage(lang, LANGUAGES)
        changes, head = _read(folder, product)
        found = chosen(history(changes), by=by, table=table, since=_since(since), limit=limit)
        entries = found if oldest_first else found[::-1]
        if out is not None:
            write_whole(out, _file(entries, changes, product, head, out.suffix.lower(), words(lang)))
            tell(say("Written: {path}", path=out))
        elif as_json:
            facts = {"product": product, "head": head.model_dump(), "changes": [asdict(entry) for entry in entries]}
            tell(json.dumps(facts, ensure_ascii=False, indent=1))
        elif entries:
            _tell(entries)
        else:
            tell(say("No Change fits."))


def undo(
    folder: Folder,
    product: Line,
    number: Annotated[
        int | None, typer.Option("--number", min=1, help=say("which Change; default: the last one"))
    ] = None,
    why: Why = "",
) -> None:
    """Take a Change back."""
    from sop_kit.record.authors import author
    from sop_kit.record.workshop import open_workshop

    with sentences():
        store = open_workshop(folder).store()
        done = store.undo(product, number, by=author(), why=why)
        if done is None:
            raise BadRequest("There is nothing to take back in '{product}'.", product=product)
        tell(say("Taken back: {change}", change=_change(done)))
        command = f"sop-kit redo {_typed(folder)} {product}"
        tell(say("This is Change {number}. To make it again: {command}", number=done.head.number, command=command))


def redo(folder: Folder, product: Line, why: Why = "") -> None:
    """Make a Change again."""
    from sop_kit.record.authors import author
    from sop_kit.record.workshop import open_workshop

    with sentences():
        done = open_workshop(folder).store().redo(product, by=author(), why=why)
        if done is None:
            raise BadRequest("There is nothing to make again in '{product}'.", product=product)
        tell(say("Made again: {change}", change=_change(done)))


def _read(folder: Path, product: str) -> tuple[dict[int, Change], Head]:
    from sop_kit.record.chain import readable
    from sop_kit.record.model import Head
    from sop_kit.record.workshop import open_workshop

    store = open_workshop(folder).store_to_read()
    try:
        rows = store.rows(product)
        if not rows:
            raise UnknownProduct(product, store.products())
        try:
            return dict(enumerate(store.changes(product), start=1)), rows[-1].head
        except StoreBroken as error:
            warn(error.said(say))
            warn(say("What can still be read is shown as it stands."))
            return readable(rows), rows[-1].head if rows else Head()
    finally:
        store.close()


def _since(text: str) -> datetime | None:
    if not text:
        return None
    try:
        # A day without a zone begins when it begins on the clocks here.
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError as error:
        raise BadRequest("'{text}' is no date. Write it like this: 2026-05-31", text=text) from error


def _file(
    entries: Sequence[Entry], changes: dict[int, Change], product: str, head: Head, suffix: str, told: Words
) -> str | bytes:
    from sop_kit.document.history import history_bundle
    from sop_kit.export import html, markdown
    from sop_kit.record.files.csv_history import write_history

    if suffix == ".csv":
        # With a byte order mark: without it Excel reads Chinese as something else.
        return write_history(entries).encode("utf-8-sig")
    bundle = history_bundle(entries, told, product=product, name=_name(changes) or product, head=head, zone=None)
    if suffix in (".html", ".htm"):
        return html.page(bundle)
    if suffix == ".md":
        return markdown.render(bundle)[0]
    raise BadRequest("A history is written as .html, .csv or .md, not as '{suffix}'.", suffix=suffix)


def _name(changes: dict[int, Change]) -> str:
    names = [
        edit.values["name"]
        for _, change in sorted(changes.items())
        for edit in change.edits
        if edit.table == "product" and edit.values.get("name")
    ]
    return str(names[-1]) if names else ""


def _tell(entries: Sequence[Entry]) -> None:
    from sop_kit.document.history import field_label, moments, reason, undone, values_of

    for entry in entries:
        local, utc = moments(entry.at, None)
        marks = [f"{local} ({utc})", entry.by, reason(entry, say), undone(entry, say)]
        tell(f"{entry.number:>4}  " + " · ".join(mark for mark in marks if mark))
        for field in entry.fields:
            old, new = (_one_line(value) for value in values_of(field, say))
            tell(
                "      " + say("{field}: {old} → {new}", field=field_label(field, say), old=old or "–", new=new or "–")
            )


def _change(done: Undone) -> str:
    from sop_kit.document.history import moments

    local, _ = moments(done.change.at, None)
    parts = (done.change.by, local, done.change.why)
    return say("Change {number}", number=done.number) + " (" + " · ".join(part for part in parts if part) + ")"


def _typed(folder: Path) -> str:
    return f'"{folder}"' if " " in str(folder) else str(folder)


def _one_line(text: str) -> str:
    limit = 100
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else f"{flat[: limit - 1]}…"
