"""The command that writes a record into files: YAML for git, a workbook and forms for people, CSV for programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sop_kit.cli.speaking import sentences, spoken, tell
from sop_kit.errors import BadRequest
from sop_kit.places import write_together

if TYPE_CHECKING:
    from sop_kit.record.model import Record

say = spoken()
Folder = Annotated[Path, typer.Argument(metavar="DIR", help=say("the workshop folder"))]
Product = Annotated[str, typer.Argument(metavar="PRODUCT", help=say("id of the product line"))]
To = Annotated[str, typer.Option("--to", help=say("yaml, xlsx, csv or forms"))]
Lang = Annotated[str, typer.Option("--lang", help=say("language of a workbook: zh or en; default: yours"))]
Out = Annotated[Path | None, typer.Option("--out", help=say("where to write; default: records/ of the workshop"))]


def add_commands(app: typer.Typer) -> None:
    """Add ``sop-kit export``."""
    app.command(help=say("Write a record as one YAML file, as a workbook, as a CSV file a table, or as its forms."))(
        export
    )


def export(folder: Folder, product: Product, to: To = "yaml", lang: Lang = "", out: Out = None) -> None:
    """Write a record."""
    from sop_kit.record.workshop import open_workshop

    with sentences():
        workshop = open_workshop(folder)
        record = workshop.store().record(product)
        target = out or workshop.folder / "records"
        files = {target / name: content for name, content in record_files(record, to, lang or say.lang).items()}
        write_together(files)
        for path in files:
            tell(say("Written: {path}", path=path))


def record_files(record: Record, to: str, lang: str) -> dict[str, bytes]:
    """Return the files of a record: name and content of each.

    Raises
    ------
    BadRequest
        When ``to`` is no format.
    """
    from sop_kit.record.files.csv_facts import write_facts
    from sop_kit.record.files.csv_file import write_table
    from sop_kit.record.files.yaml_file import write_record
    from sop_kit.record.model import TABLES

    product = record.product.id
    if to == "yaml":
        return {f"{product}.yaml": write_record(record).encode()}
    if to == "xlsx":
        from sop_kit.record.workbooks.xlsx_record import write_workbook

        return {f"{product}.xlsx": write_workbook(record, lang=lang)}
    if to == "forms":
        return {f"{product}-forms.xlsx": _forms(record, lang)}
    if to != "csv":
        raise BadRequest("There is no format '{to}' for records. Choose yaml, xlsx, csv or forms.", to=to)
    texts = {"product": write_facts(record)}
    texts |= {table: write_table(record, table) for table in TABLES if record.rows(table)}
    # A byte order mark: without it Excel reads Chinese in a CSV as something else.
    return {f"{product}-csv/{name}.csv": text.encode("utf-8-sig") for name, text in texts.items()}


def _forms(record: Record, lang: str) -> bytes:
    from sop_kit.document.sop import files_bundle
    from sop_kit.document.view import look
    from sop_kit.export.forms import render

    return render(files_bundle(look(record, lang)))
