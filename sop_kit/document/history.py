"""The history of a record on paper: one line a field, the Change it belongs to before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Literal, get_origin

from sop_kit import __version__
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Bundle, Column, Inline, Meta, Table, TableRow, Text
from sop_kit.record.history import Entry, FieldChange
from sop_kit.record.labels import column_label, table_label
from sop_kit.record.model import TABLES, Head
from sop_kit.record.value_labels import choice_names
from sop_kit.words import Words

_HASH_SHOWN = 12


def history_bundle(  # noqa: PLR0913  one keyword a fact of the page
    entries: Sequence[Entry], say: Words, *, product: str, name: str, head: Head, zone: tzinfo | None
) -> Bundle:
    """Return the history as a document.

    Parameters
    ----------
    entries
        In the order in which they are to be read.
    head
        Where the chain ended when it was read.
    zone
        The zone of the readers' clocks; ``None`` is that of this machine. UTC is always shown.
    """
    intro = say(
        "{name} ({product}). Each Change keeps who made it, when and why; nothing is ever written over. Times are "
        "local and UTC.",
        name=name,
        product=product,
    )
    table = Table(
        caption=say("{n} Changes", n=len(entries)),
        columns=(
            Column(label=say("Change"), width=0.9),
            Column(label=say("Date"), width=1.5),
            Column(label=say("Who"), width=1.0),
            Column(label=say("Field"), width=1.6),
            Column(label=say("Before"), width=2.2),
            Column(label=say("After"), width=2.2),
            Column(label=say("Why"), width=1.6),
        ),
        rows=tuple(row for entry in entries for row in _rows(entry, say, zone)),
    )
    meta = _meta(say, len(entries), product=product, name=name, head=head)
    return Bundle(meta=meta, blocks=(Text(spans=plain(intro)), table))


def moments(at: str, zone: tzinfo | None) -> tuple[str, str]:
    """Return a time as the clocks there show it, with how far they are from UTC, and as UTC."""
    utc = datetime.fromisoformat(at)
    local = utc.astimezone(zone)
    offset = local.isoformat(timespec="seconds")[-len("+08:00") :]
    return f"{local:%Y-%m-%d %H:%M:%S} {offset}", f"{utc:%Y-%m-%d %H:%M:%S} UTC"


def field_label(field: FieldChange, say: Words) -> str:
    """Return which field of which row it is."""
    place = " ".join(part for part in (table_label(say, field.table), field.row) if part)
    return f"{place} · {column_label(say, field.column)}" if field.column else place


def values_of(field: FieldChange, say: Words) -> tuple[str, str]:
    """Return what stood there before and after, in words where a row as a whole was made, moved or taken out."""
    if field.act == "move":
        before, after = (say("behind {row}", row=row) if row else say("first") for row in (field.old, field.new))
        return before, after
    if not field.column:
        return (say("the row"), "") if field.act == "drop" else ("", say("new row"))
    names = _choices(field, say)
    return names.get(field.old, field.old), names.get(field.new, field.new)


def _choices(field: FieldChange, say: Words) -> dict[str, str]:
    model = TABLES.get(field.table)
    kind = model.model_fields.get(field.column) if model else None
    if model is None or kind is None or get_origin(kind.annotation) is not Literal:
        return {}
    return {value: name for value, name in choice_names(say, model, field.column).items() if value}


def reason(entry: Entry, say: Words) -> str:
    """Return why a Change was made, and what kind it is when it was not typed in."""
    kind = {
        "edit": "",
        "import": say("Import"),
        "undo": say("Takes back Change {number}", number=entry.undoes),
        "redo": say("Makes Change {number} again", number=entry.undoes),
        "erasure": say("Erasure of a person's data"),
        "merge": say("Merge"),
    }[entry.kind]
    return " · ".join(part for part in (kind, entry.why, entry.via) if part)


def undone(entry: Entry, say: Words) -> str:
    """Return that the Change was taken back, "" when it stands."""
    return say("taken back by Change {number}", number=entry.undone_by) if entry.undone_by else ""


def _rows(entry: Entry, say: Words, zone: tzinfo | None) -> list[TableRow]:
    local, utc = moments(entry.at, zone)
    why = join([plain(reason(entry, say)), styled(undone(entry, say), "strong")], "\n")
    first: tuple[Inline, Inline, Inline] = (join([plain(local), styled(utc, "muted")], "\n"), plain(entry.by), why)
    rows = []
    for place, field in enumerate(entry.fields or (None,)):
        when, who, told = first if place == 0 else ((), (), ())
        label, old, new = (plain(field_label(field, say)), *values_of(field, say)) if field else ((), "", "")
        cells = (plain(str(entry.number)), when, who, label, plain(old), plain(new), told)
        rows.append(TableRow(cells=cells))
    return rows


def _meta(say: Words, count: int, *, product: str, name: str, head: Head) -> Meta:
    return Meta(
        product=product,
        title=say("History of changes"),
        product_name=name,
        lang="zh" if say.lang == "zh" else "en",
        version=f"0.{head.number}",
        status="history",
        status_label=say("{n} Changes", n=count),
        readiness="reviewable",
        readiness_label="",
        owner="",
        date=head.at[:10],
        next_review="",
        content_hash="",
        head=f"{head.number} {head.hash[:_HASH_SHOWN]}",
        kit=__version__,
    )
