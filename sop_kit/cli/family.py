"""The commands of a family: its core record, the lines that inherit from it, and what a changed core touches."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sop_kit.cli.speaking import sentences, spoken, tell, tell_table

if TYPE_CHECKING:
    from sop_kit.record.family import TakenOver
    from sop_kit.record.store import Store

say = spoken()
Folder = Annotated[Path, typer.Argument(metavar="DIR", help=say("the workshop folder"))]
Line = Annotated[str, typer.Argument(metavar="PRODUCT", help=say("id of the product line"))]
Json = Annotated[bool, typer.Option("--json", help=say("print JSON for a machine"))]


def add_commands(app: typer.Typer) -> None:
    """Add ``sop-kit core`` and what follows it."""
    core = typer.Typer(no_args_is_help=True, help=say("Share one core record among the lines of a family."))
    core.command(help=say("Declare a record the core of a family."))(declare)
    core.command(help=say("Let a line inherit from a core, or bring lines up to their core as it is now."))(update)
    core.command(help=say("Show families: who inherits, who is behind, and where a line departs from its core."))(show)
    core.command(help=say("Write down why a line departs from its core."))(explain)
    app.add_typer(core, name="core")


def declare(
    folder: Folder,
    product: Line,
    family: Annotated[str, typer.Option("--family", help=say("name of the family"))],
) -> None:
    """Declare a core."""
    from sop_kit.record.authors import author
    from sop_kit.record.family import declare_core

    with sentences():
        store = _store(folder)
        declare_core(store, product, family.strip(), by=author())
        tell(say("'{product}' is the core of '{family}'.", product=product, family=family.strip()))
        tell(say("Next: sop-kit core update {folder} LINE --core {product}", folder=folder, product=product))


def update(
    folder: Folder,
    products: Annotated[list[str] | None, typer.Argument(metavar="[PRODUCT…]", help=say("default: all"))] = None,
    core: Annotated[str, typer.Option("--core", help=say("the core to join; default: the one a line has"))] = "",
) -> None:
    """Take a core over."""
    from sop_kit.record.authors import author
    from sop_kit.record.family import take_over

    with sentences():
        store = _store(folder)
        lines = products or [each for each in store.products() if store.record(each).product.core]
        if not lines:
            tell(say("No line inherits from a core yet."))
        clashes = 0
        for product in lines:
            done = take_over(store, product, core, by=author())
            clashes += len(done.clashes)
            _tell_taken(product, done)
        raise typer.Exit(1 if clashes else 0)


def _tell_taken(product: str, done: TakenOver) -> None:
    from sop_kit.record.files.cells import value_text

    tell(say("'{product}': {edits} edits taken over from the core.", product=product, edits=done.edits))
    if done.clashes:
        rows = [
            (
                _place(clash.table, clash.row, clash.field),
                value_text(clash.ours) if clash.field else say("left out"),
                value_text(clash.theirs) if clash.field else say("changed"),
            )
            for clash in done.clashes
        ]
        title = say("Both the core and the line changed these; the line's word stands")
        tell_table(title, (say("Where"), say("Line"), say("Core")), rows)


def show(folder: Folder, as_json: Json = False) -> None:
    """Show families."""
    from sop_kit.assess.touched import touched_chapters
    from sop_kit.record.family import kin_of

    with sentences():
        store = _store(folder)
        families: list[dict[str, Any]] = []
        for product in store.products():
            core = store.record(product)
            if not core.product.core_of:
                continue
            lines = [
                {
                    "line": kin.line.product.id,
                    "taken": kin.line.product.core_number,
                    "touched": list(touched_chapters(kin.taken, kin.core, kin.line)),
                    "departures": [
                        {
                            "where": _place(row.table, row.row, row.field),
                            "core": row.core_value,
                            "why": row.why,
                        }
                        for row in kin.line.overrides
                    ],
                }
                for kin in kin_of(store, product)
            ]
            families.append({"family": core.product.core_of, "core": product, "at": core.head.number, "lines": lines})
        if as_json:
            tell(json.dumps({"families": families}, ensure_ascii=False, indent=1))
            return
        if not families:
            tell(say("No record is declared a core yet."))
            tell(say("Declare one: sop-kit core declare {folder} PRODUCT --family NAME", folder=folder))
        for family in families:
            _tell_family(family)


def _tell_family(family: Mapping[str, Any]) -> None:
    title = say("{family}: core {core}, Change {at}", **{name: family[name] for name in ("family", "core", "at")})
    rows = [
        (
            line["line"],
            str(line["taken"]),
            say.list(line["touched"]) or "–",
            str(len(line["departures"])),
            str(sum(not each["why"] for each in line["departures"])),
        )
        for line in family["lines"]
    ]
    columns = (say("Line"), say("Taken over at"), say("Touched since"), say("Departures"), say("Without a reason"))
    tell_table(title, columns, rows)


def explain(
    folder: Folder,
    product: Line,
    where: Annotated[str, typer.Argument(metavar="WHERE", help=say("the place, as in 'core show': table/row/column"))],
    why: Annotated[str, typer.Option("--why", help=say("the reason"))],
) -> None:
    """Give a reason for a departure."""
    from sop_kit.errors import BadRequest
    from sop_kit.record.authors import author
    from sop_kit.record.changes import Edit

    with sentences():
        store = _store(folder)
        places = {_place(row.table, row.row, row.field): row for row in store.record(product).overrides}
        if where not in places:
            raise BadRequest(
                "'{product}' does not depart from its core at '{where}'. It does at: {known}.",
                product=product,
                where=where,
                known=", ".join(places) or "–",
            )
        edit = Edit(act="put", table="overrides", row=places[where].id, values={"why": why.strip() or None})
        store.add(product, [edit], by=author(), why="reason for a departure from the core")
        tell(say("Written down."))


def _place(*parts: str) -> str:
    return "/".join(part for part in parts if part)


def _store(folder: Path) -> Store:
    from sop_kit.record.workshop import open_workshop

    return open_workshop(folder).store()
