"""How the columns of a record stand in a workbook: heading, width, what may be chosen, what is still wanted."""

from __future__ import annotations

from collections.abc import Mapping

from sop_kit.record.column_notes import column_notes
from sop_kit.record.files.spoken import Kind, column_kind
from sop_kit.record.labels import column_label, table_label
from sop_kit.record.model import TABLES, prose, references
from sop_kit.record.tables import Fact, Product
from sop_kit.record.value_labels import choice_names
from sop_kit.record.workbooks.sheets import Choices, Column, sheet_name
from sop_kit.record.workbooks.xlsx_sheets import shown_width
from sop_kit.words import LANGUAGES, Words, words

PRODUCT = "product"
SETTINGS = (
    *("settings.verdict_rule", "settings.stop_rule", "settings.draws", "settings.rules_off"),
    "settings.lanes",
)
# What a document asks for where it is missing; a test holds this to the gaps that are found.
WANTED: Mapping[str, frozenset[str]] = {
    PRODUCT: frozenset(
        {"name", "purpose", "north_star", "owner", "deputy", "scope_in", "scope_out", "users", "service_hours"}
        | {"risk_class", "live_since", "deviation", "home"}
    ),
    "roles": frozenset({"people", "does"}),
    "processes": frozenset({"owner"}),
    "steps": frozenset({"accountable", "trigger", "inputs", "outputs", "standard", "time_limit", "if_it_fails"}),
    "alerts": frozenset({"first_responder", "acknowledge_within", "escalate_to"}),
    "release_stages": frozenset({"share", "hold_time", "gate", "rollback_if", "decider"}),
    "decisions": frozenset({"role"}),
    "tools": frozenset({"link"}),
    "contradictions": frozenset({"verdict"}),
}
NAMED = ("people", "roles", "processes", "metrics")  # tables whose rows people know by name
_LONG = frozenset({"text", "action", "description", "condition"})
_SHORT_TEXTS = frozenset({"title", "department", "name", "time_limit", "frequency", "at", "version", "kind", "chapter"})
_WIDTH = {
    "id": 11.0,
    "link": 30.0,
    "contact": 26.0,
    "home": 30.0,
    "next": 24.0,
    "formula": 26.0,
    "hash": 14.0,
    "evidence": 9.0,
}
_PROSE, _LONG_PROSE, _LINE, _NAMES, _FIGURE = 30.0, 40.0, 17.0, 18.0, 10.0


def model_of(table: str) -> type[Fact]:
    """Return what the columns of a table hold; the table may be ``product``."""
    return Product if table == PRODUCT else TABLES[table]


def heading(say: Words, table: str, column: str) -> str:
    """Return the heading of a column in a workbook: what it is called, unless the table calls for another word."""
    if (table, column) == ("people", "name"):
        return say("Name of the person")
    if (table, column) == ("actions", "done"):
        return say("Done on")
    if (table, column) == ("findings", "of"):
        return say("Of how many")
    if (table, column) == ("phases", "minutes"):
        return say("Minutes planned")
    if (table, column) == ("prompts", "answered"):
        return say("People who answered")
    settings = {
        "settings.verdict_rule": say("Settings: rule of the verdict (JSON)"),
        "settings.stop_rule": say("Settings: rule that ends the rounds (JSON)"),
        "settings.draws": say("Settings: random weights tried (a figure)"),
        "settings.rules_off": say("Settings: rules switched off (JSON)"),
        "settings.lanes": say("Settings: lanes of the picture (JSON)"),
    }
    return settings.get(column) or column_label(say, column)


def headings(table: str) -> dict[str, str]:
    """Return the headings that columns of a table have in workbooks of either language, and the columns they mean."""
    columns = [*model_of(table).model_fields, *(SETTINGS if table == PRODUCT else ())]
    return {heading(words(lang), table, column): column for lang in LANGUAGES for column in columns}


def table_sheet(say: Words, table: str) -> str:
    """Return the name of the sheet of a table."""
    return sheet_name(table_label(say, table))


def table_columns(say: Words, other: Words, table: str, *, ids: int = 0) -> tuple[Column, ...]:
    """Return the columns of a table, with notes and choices in the language of ``say``; ``ids`` is the widest id."""
    model, notes = TABLES[table], column_notes(say, table)
    return tuple(
        Column(
            heading=heading(say, table, column),
            beneath=heading(other, table, column),
            note=notes.get(column, ""),
            width=min(_PROSE, max(_WIDTH["id"], ids + 3.0)) if column == "id" else _width(say, model, column),
            look="number" if is_figure(column_kind(model, column)) else "strong" if column == "id" else "text",
            choices=choices_of(say, model, column),
            required=field.is_required() and column != "id",
            wanted=column in WANTED.get(table, ()),
        )
        for column, field in model.model_fields.items()
    )


def choices_of(say: Words, model: type[Fact], column: str) -> Choices | None:
    """Return what may be chosen in a column, ``None`` when anything may be written."""
    kind, refers = column_kind(model, column), references(model).get(column, "")
    if kind.is_yes_no:
        return Choices(words=(say("yes"), say("no")), only=True)
    if kind.words and not kind.is_list:
        return Choices(
            words=tuple(name for value, name in choice_names(say, model, column).items() if value), only=True
        )
    if refers and column != "next":
        return Choices(sheet=table_sheet(say, refers), column=1 if refers in NAMED else 0)
    return None


def is_figure(kind: Kind) -> bool:
    """Say whether a column takes figures only."""
    return not (kind.is_text or kind.is_list or kind.words or kind.is_yes_no)


def _width(say: Words, model: type[Fact], column: str) -> float:
    if column in _WIDTH:
        return _WIDTH[column]
    kind = column_kind(model, column)
    if kind.words and not kind.is_list:
        return max(_FIGURE, min(_PROSE, 4.0 + max(map(shown_width, choice_names(say, model, column).values()))))
    if kind.is_yes_no or is_figure(kind):
        return _FIGURE
    if column in references(model):
        return _NAMES
    if column in prose(model) and column not in _SHORT_TEXTS:
        return _LONG_PROSE if column in _LONG else _PROSE
    return _LINE
