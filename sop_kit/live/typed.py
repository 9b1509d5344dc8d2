"""What a person reads and types for a value of the record; the same words for every form and for the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_origin

from sop_kit.document.view import View
from sop_kit.errors import BadRequest
from sop_kit.live.ids import free_id
from sop_kit.live.naming import NAMED, listable, row_names
from sop_kit.record.changes import Edit
from sop_kit.record.conflicts import Place
from sop_kit.record.files.cells import join_arrows, split_arrows, split_list
from sop_kit.record.kinds import clean_id
from sop_kit.record.labels import column_label
from sop_kit.record.model import TABLES, by_id, references
from sop_kit.record.rule import Settings
from sop_kit.record.tables import Fact, Product
from sop_kit.record.value_labels import choice_names
from sop_kit.words import Words

SEPARATOR = "; "
LONG_COLUMNS = frozenset(
    {
        "action",
        "description",
        "purpose",
        "scope_in",
        "scope_out",
        "users",
        "service_hours",
        "risk_class",
        "deviation",
        "north_star",
        "standard",
        "inputs",
        "outputs",
        "if_it_fails",
        "written",
        "done",
        "agreed",
        "hot_spot",
        "text",
        "comment",
        "proposed",
        "condition",
        "does",
        "trigger",
    }
)

Kind = Literal["choice", "flag", "number", "reference", "references", "arrows", "long", "short"]
Read = tuple[Any, list[Edit]]  # the value as the record keeps it; the edits that make rows it names and that are new


def model_of(table: str) -> type[Fact]:
    """Return what one row of a table is; ``product`` and ``settings`` are tables of one row."""
    singles: dict[str, type[Fact]] = {"product": Product, "settings": Settings}
    return singles.get(table) or TABLES[table]


def column_kind(table: str, column: str) -> Kind:
    """Return in which way a column is typed."""
    model = model_of(table)
    annotation = model.model_fields[column].annotation
    if column == "next":
        return "arrows"
    if get_origin(annotation) is Literal:
        return "choice"
    if annotation is bool:
        return "flag"
    if get_origin(annotation) is tuple:
        return "references"
    if annotation is not str:
        return "number"
    if column in references(model):
        return "reference"
    return "long" if column in LONG_COLUMNS else "short"


def column_hint(say: Words, kind: Kind) -> str:
    """Return how a column of this kind is typed where that does not go without saying."""
    hints = {"references": say("several: separate with ;"), "arrows": say("ids, e.g. S02; S05 [if it fails]")}
    return hints.get(kind, "")


def column_spec(view: View, table: str, column: str) -> dict[str, Any]:
    """Return what a face needs to offer a column, as JSON.

    Returns
    -------
    ``name``, ``label``, ``kind``, ``required``, ``options`` ([value, name] for a choice), ``suggestions`` (names of
    the rows a reference may name) and ``hint``.
    """
    model, kind = model_of(table), column_kind(table, column)
    chosen = choice_names(view.say, model, column) if kind == "choice" else {}
    named = row_names(view, references(model)[column]) if kind in {"reference", "references"} else {}
    return {
        "name": column,
        "label": column_label(view.say, column),
        "kind": kind,
        "required": model.model_fields[column].is_required(),
        "options": [[value, name] for value, name in chosen.items()],
        "suggestions": list(named.values()),
        "hint": column_hint(view.say, kind),
    }


def shown(view: View, table: str, column: str, value: Any) -> str | bool:  # noqa: ANN401  a column holds any JSON value
    """Return a value of the record as a person reads and types it; a flag stays true or false."""
    match column_kind(table, column):
        case "flag":
            return bool(value)
        case "reference":
            names = row_names(view, references(model_of(table))[column])
            return names.get(value, value or "")
        case "references":
            target = references(model_of(table)).get(column, "")
            names = row_names(view, target) if target else {}
            said = (names.get(item, item) for item in value or ())
            return SEPARATOR.join(
                name if listable(name) else item for name, item in zip(said, value or (), strict=True)
            )
        case "arrows":
            return join_arrows((arrow.to, arrow.when) for arrow in value or ())
        case "number":
            return "" if value is None else str(value).removesuffix(".0")
        case _:
            return str(value or "")


def read(view: View, table: str, column: str, text: str | bool) -> Read:  # noqa: FBT001  a flag is typed as one
    """Return what was typed as the record keeps it, and the edits that make rows it names and that are new.

    Raises
    ------
    BadRequest
        When the column must not be empty, or what was typed is no number or names no row.
    """
    model = model_of(table)
    if model.model_fields[column].is_required() and isinstance(text, str) and not text.strip():
        raise BadRequest("“{column}” must not be empty.", column=column_label(view.say, column))
    kind = column_kind(table, column)
    if isinstance(text, bool) or kind in {"flag", "choice", "long", "short"}:
        return text, []
    if kind == "number":
        return _number(view, column, text), []
    target = "steps" if kind == "arrows" else references(model).get(column, "")
    naming = _Naming(target, row_names(view, target) if target else {})
    if kind == "arrows":
        return [naming.arrow(to, when) for to, when in split_arrows(text)], []
    if kind == "references":
        return naming.settle(naming.pieces(text))
    ids, made = naming.settle([text.strip()] if text.strip() else [])
    return (ids[0] if ids else ""), made


def seen_as(view: View, table: str, place: tuple[str, str], text: str | bool) -> dict[Place, Any]:  # noqa: FBT001
    """Return what a person saw at a row and column, from what the field said: the value now where that says the same.

    What cannot be read as a value counts as seen as it was typed: then it meets whatever stands there.
    """
    row, column = place
    there = view.source.product if table == "product" else by_id(view.source.rows(table)).get(row)
    now = getattr(there, column, None)
    if there is not None and shown(view, table, column, now) == text:
        return {(table, row, column): now}
    try:
        return {(table, row, column): read(view, table, column, text)[0]}
    except BadRequest:
        return {(table, row, column): text}


def _number(view: View, column: str, typed: str) -> float | None:
    if not typed.strip():
        return None
    try:
        return float(typed)
    except ValueError as error:
        label = column_label(view.say, column)
        raise BadRequest("“{typed}” is no number ({column}).", typed=typed, column=label) from error


@dataclass(frozen=True, slots=True)
class _Naming:
    """The rows of a table and what people call them."""

    table: str
    names: dict[str, str]

    def known(self) -> dict[str, str]:
        return {name.casefold(): row for row, name in self.names.items()} | {row.casefold(): row for row in self.names}

    def pieces(self, typed: str) -> list[str]:
        known = self.known()
        pieces = (piece.strip() for piece in typed.replace("；", ";").replace("\n", ";").split(";"))
        # A name may hold a comma: only what is not one name as a whole is taken apart.
        return [name for piece in pieces for name in ([piece] if piece.casefold() in known else split_list(piece))]

    def settle(self, typed: Sequence[str]) -> tuple[list[str], list[Edit]]:
        # A name that is not known yet becomes a row: nobody should have to leave the form to write down a role.
        known = self.known()
        ids: list[str] = []
        made: list[Edit] = []
        for name in typed:
            row = known.get(name.casefold())
            if row is None and self.table in NAMED:
                row = known[name.casefold()] = free_id(name, self.table, set(known.values()))
                made.append(Edit(act="put", table=self.table, row=row, values={"name": name}))
            ids.append(row or _id(name))
        return list(dict.fromkeys(ids)), made

    def arrow(self, to: str, when: str) -> dict[str, str]:
        known = self.known()
        first, _, others = to.partition(" ")
        # "GC12 if it fails": the step is known, so what follows is its condition.
        if others and to.casefold() not in known and first.casefold() in known:
            to, when = first, when or others.strip()
        return {"to": known.get(to.casefold()) or _id(to), "when": when}


def _id(typed: str) -> str:
    try:
        return clean_id(typed)
    except ValueError as error:
        raise BadRequest("“{typed}” is not known. Write the number alone, e.g. S02.", typed=typed) from error
