"""The command that takes files in: what their headings were taken for, what was wrong, what was saved."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sop_kit.cli.speaking import sentences, spoken, tell, tell_problems, tell_table
from sop_kit.errors import BadInput, BadRequest

if TYPE_CHECKING:
    from sop_kit.cli.taking import Taken
    from sop_kit.record.files.reading import Mapped
    from sop_kit.record.headings.mapping import Mappings
    from sop_kit.record.workshop import Workshop

say = spoken()
Folder = Annotated[Path, typer.Argument(metavar="DIR", help=say("the workshop folder"))]
Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help=say("the files"))]
Product = Annotated[str | None, typer.Option("--product", help=say("id of the product line"))]
Name = Annotated[str | None, typer.Option("--name", help=say("name of the product line"))]
Maps = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="HEADING=COLUMN", help=say("what a heading means; COLUMN empty: leave it out")),
]
Stage = Annotated[str, typer.Option("--stage", help=say("stage of the steps that state none, e.g. monitor"))]
Down = Annotated[
    str, typer.Option("--fill-down", help=say("columns whose empty cells take what stands above, e.g. stage,role"))
]
Dry = Annotated[bool, typer.Option("--dry-run", help=say("show what would be taken in, and write nothing"))]
Json = Annotated[bool, typer.Option("--json", help=say("print JSON for a machine"))]


def add_commands(app: typer.Typer) -> None:
    """Add ``sop-kit import``."""
    app.command(name="import", help=say("Take facts in from workbooks, CSV, YAML, JSON or Markdown files."))(import_)


def import_(
    folder: Folder,
    files: Files,
    product: Product = None,
    name: Name = None,
    maps: Maps = None,
    stage: Stage = "",
    fill_down: Down = "",
    dry_run: Dry = False,
    as_json: Json = False,
) -> None:
    """Import files; exit code 1 when something in them was not taken in."""
    from sop_kit.cli import taking
    from sop_kit.record.workshop import open_workshop

    with sentences():
        workshop = open_workshop(folder)
        said = said_about_headings(maps or (), stage, fill_down)
        if product is None and name is None and _arrived(workshop, files, said, dry_run=dry_run, as_json=as_json):
            return
        try:
            taken = taking.take(workshop, files, product=product, name=name, mappings=said, dry_run=dry_run)
        except BadInput:
            # Nothing could be used: what the headings were taken for may be the reason.
            if not as_json:
                _tell_mapping(taking.mapping_of(workshop, files, said))
            raise
        if as_json:
            tell(json.dumps(_facts(taken, dry_run=dry_run), ensure_ascii=False, indent=1))
        else:
            _tell(taken, folder, dry_run=dry_run)
        if any(problem.severity == "error" for problem in taken.problems):
            raise typer.Exit(1)


def _arrived(workshop: Workshop, files: Sequence[Path], said: Mappings, *, dry_run: bool, as_json: bool) -> bool:
    """Take in workbooks that were sent out, decisions, and folders; ``False`` when the files are none of these."""
    from sop_kit.cli.arriving import Wish, arrive
    from sop_kit.cli.collected import arrival_facts, tell_arrival
    from sop_kit.record.files.apart import Apart
    from sop_kit.record.store import utc_now

    at = utc_now().strftime("%Y-%m-%dT%H:%M:%SZ")
    arrival = arrive(workshop, files, Wish(mappings=said, at=at, dry_run=dry_run, read=Apart()))
    if arrival is None:
        return False
    if as_json:
        tell(json.dumps(arrival_facts(arrival), ensure_ascii=False, indent=1))
    else:
        tell_arrival(arrival, workshop.folder, dry_run=dry_run)
    if arrival.failed:
        raise typer.Exit(1)
    return True


def said_about_headings(maps: Sequence[str], stage: str, fill_down: str) -> Mappings:
    """Return what the options of the command say about headings.

    Raises
    ------
    BadRequest
        When one of them cannot be understood; the nearest thing is named.
    """
    from sop_kit.record.alike import did_you_mean
    from sop_kit.record.headings.mapping import Mappings
    from sop_kit.record.headings.stage_words import stage_of
    from sop_kit.record.kinds import STAGES

    if stage and not stage_of(stage):
        raise BadRequest(
            "There is no stage '{stage}'. Choose from: {stages}.{hint}",
            stage=stage,
            stages=", ".join(STAGES),
            hint=did_you_mean(stage, STAGES),
        )
    given = dict(_pair(text) for text in maps)
    carried = frozenset(_known_column(part.strip()) for part in fill_down.split(",") if part.strip())
    return Mappings(given=given, stage=stage_of(stage), carried=carried)


def _pair(text: str) -> tuple[str, str]:
    heading, sign, column = text.rpartition("=")
    if not sign or not heading.strip():
        raise BadRequest(
            '--map "{text}" cannot be read. Write --map "heading=column", e.g. --map "Who=role".', text=text
        )
    return heading.strip(), _known_column(column.strip()) if column.strip() else ""


def _known_column(text: str) -> str:
    """Return what was written for a column; which one it is shows where the table is known."""
    from sop_kit.record.alike import did_you_mean
    from sop_kit.record.headings.mapping import column_meant
    from sop_kit.record.model import TABLES

    if any(column_meant(table, text) for table in TABLES):
        return text
    columns = dict.fromkeys(column for model in TABLES.values() for column in model.model_fields)
    raise BadRequest("There is no column '{column}'.{hint}", column=text, hint=did_you_mean(text, columns))


def _facts(taken: Taken, *, dry_run: bool) -> dict[str, Any]:
    problems = [
        {"where": each.where, "message": each.what.said(say), "severity": each.severity} for each in taken.problems
    ]
    facts: dict[str, Any] = {"product": taken.product, "edits": taken.edits, "steps": taken.steps}
    return {
        **facts,
        "dry_run": dry_run,
        "mapping": [asdict(each) for each in taken.mapping],
        "problems": problems,
    }


def _tell(taken: Taken, folder: Path, *, dry_run: bool) -> None:
    _tell_mapping(taken.mapping)
    tell_problems(taken.problems)
    counts = {"edits": taken.edits, "steps": taken.steps}
    if dry_run:
        text = say(
            "Nothing was written. '{product}' would get {edits} edits.", product=taken.product, edits=taken.edits
        )
        tell(text)
        return
    tell(say("'{product}': {edits} edits saved, {steps} steps in all.", product=taken.product, **counts))
    where = f'"{folder}"' if " " in str(folder) else str(folder)
    if taken.touched:
        lines = say.list([f"{line} ({say.list(chapters)})" for line, chapters in taken.touched])
        tell(say("Lines that inherit from it: {lines}. Next: sop-kit core update {folder}", lines=lines, folder=where))
    tell(say("Next: sop-kit check {folder}, or sop-kit batch {folder} --out results", folder=where))


def _tell_mapping(mapping: Sequence[Mapped]) -> None:
    """Show what headings were taken for, table by table; where each is a known word that is said in one line."""
    from sop_kit.record.labels import table_label
    from sop_kit.record.mapping_words import how_label, meant_label, needs_a_look

    looked_at = False
    for (file, table), group in groupby(mapping, key=lambda each: (_file_of(each.where), each.table)):
        rows = list(group)
        title = f"{file} → {table_label(say, table)}"
        if any(needs_a_look(each) for each in rows):
            looked_at = True
            cells = [(each.heading, meant_label(say, each), how_label(say, each)) for each in rows]
            tell_table(title, (say("Heading"), say("Taken for"), say("How found")), cells)
        else:
            tell(say("{table}: all {n} headings are known.", table=title, n=len(rows)))
    if looked_at:
        tell(say('To correct one: --map "heading=column" (an empty column leaves it out). It will be remembered.'))


def _file_of(where: str) -> str:
    """Return the file, and the sheet, of a heading's place."""
    sheet = where.rpartition("!")[0]
    return sheet or where.rpartition(":")[0] or where
