"""The commands of ``sop-kit``; each one loads what it needs, so that asking for help is quick."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from sop_kit import __version__
from sop_kit.batch.plan import USUAL, Result
from sop_kit.batch.runs import default_jobs
from sop_kit.cli import (
    agreeing,
    burdening,
    checking,
    collecting,
    drifting,
    exporting,
    family,
    guiding,
    history,
    importing,
    keeping,
    opening,
    rehearsing,
)
from sop_kit.cli.speaking import run, sentences, spoken, tell, tell_table, warn
from sop_kit.words import LANGUAGES

if TYPE_CHECKING:
    from sop_kit.cli.batching import Order, Outcome
    from sop_kit.record.workshop import Workshop

say = spoken()
ALL_LANGUAGES = ",".join(LANGUAGES)
USUAL_FORMATS = ",".join(USUAL)
WORKERS = default_jobs()
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help=say("Turn what an AI operations team really does into a standard operating procedure that people use."),
)

Folder = Annotated[Path, typer.Argument(help=say("the workshop folder"))]
Json = Annotated[bool, typer.Option("--json", help=say("print JSON for a machine"))]
Languages = Annotated[str, typer.Option("--lang", help=say("languages, separated by commas: zh,en"))]
Formats = Annotated[
    str, typer.Option("--formats", help=say("formats, separated by commas: html,md,docx,pdf,mediawiki,confluence"))
]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help=say("how many worker processes"))]


def main() -> None:
    """Run the command line."""
    run(app)


def _version(*, shown: bool) -> None:
    if shown:
        tell(f"sop-kit {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool, typer.Option("--version", callback=lambda shown: _version(shown=shown), is_eager=True)
    ] = False,
) -> None:
    pass


@app.command(
    help=say(
        "Make drafts and checklists of five product lines, in Chinese and English: two illustrations, three real ones."
    )
)
def demo(
    out: Annotated[Path, typer.Option("--out", help=say("where to put the demo"))] = Path("sop-demo"),
    lang: Languages = ALL_LANGUAGES,
    formats: Formats = USUAL_FORMATS,
    jobs: Jobs = WORKERS,
) -> None:
    """Make the demo."""
    from sop_kit.cli import taking
    from sop_kit.cli.batching import Order
    from sop_kit.record.workshop import SETTINGS_FILE, open_workshop

    with sentences():
        folder = out / "workshop"
        there = (folder / SETTINGS_FILE).is_file()
        workshop = open_workshop(folder) if there else taking.demo_workshop(folder)
        tell(say("Workshop: {folder}", folder=folder.resolve()))
        order = Order(out=out / "results", products=(), languages=_list(lang), formats=_list(formats), jobs=jobs)
        outcome = _batch(workshop, order)
        tell(say("To open it as a workshop: sop-kit lab {folder}", folder=_quoted(folder)))
        _finish(outcome)


@app.command(help=say("Make an empty workshop folder."))
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("the folder to make"))],
    product: Annotated[str | None, typer.Option("--product", help=say("id of a first product line"))] = None,
    name: Annotated[str | None, typer.Option("--name", help=say("its name"))] = None,
    store: Annotated[
        str, typer.Option("--store", help=say("where its store lies: a file in it, or postgresql://user@host/database"))
    ] = "workshop.db",
) -> None:
    """Make a workshop folder."""
    from sop_kit.cli import taking

    with sentences():
        taking.start_workshop(folder, product=product, name=name, store=store)
        tell(say("A workshop is ready in {folder}.", folder=folder))
        tell(say("Next: sop-kit import {folder} FILE, or sop-kit lab {folder}", folder=_quoted(folder)))


agreeing.add_commands(app)


importing.add_commands(app)


checking.add_commands(app)


opening.add_commands(app)


exporting.add_commands(app)


@app.command(help=say("Make the documents of many product lines."))
def batch(
    folder: Folder,
    out: Annotated[Path, typer.Option("--out", help=say("where to put the results"))],
    products: Annotated[str, typer.Option("--products", help=say("ids, separated by commas; default: all"))] = "",
    lang: Languages = ALL_LANGUAGES,
    formats: Formats = USUAL_FORMATS,
    jobs: Jobs = WORKERS,
    as_json: Json = False,
) -> None:
    """Run a batch; exit code 1 when something failed."""
    from sop_kit.cli.batching import Order
    from sop_kit.record.workshop import open_workshop

    with sentences():
        order = Order(out=out, products=_list(products), languages=_list(lang), formats=_list(formats), jobs=jobs)
        outcome = _batch(open_workshop(folder), order, quiet=as_json)
        if as_json:
            facts = {
                "index": str(outcome.index),
                "failures": [asdict(failure) for failure in outcome.failed],
            }
            tell(json.dumps(facts, ensure_ascii=False, indent=1))
        _finish(outcome, quiet=as_json)


@app.command(help=say("Say whether this machine has what the kit needs."))
def doctor(as_json: Json = False) -> None:
    """Examine the machine; exit code 1 when something is missing."""
    from sop_kit.cli.doctor import examine

    with sentences():
        found = examine(say)
        if as_json:
            tell(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
        else:
            rows = [("✓" if f.well else "✗", f.what, f.detail, f.advice) for f in found]
            tell_table("sop-kit doctor", ("", say("What"), say("Found"), say("What to do")), rows)
        if not all(f.well for f in found):
            raise typer.Exit(1)


burdening.add_commands(app)
collecting.add_commands(app)
drifting.add_commands(app)
family.add_commands(app)
guiding.add_commands(app)
history.add_commands(app)
keeping.add_commands(app)
rehearsing.add_commands(app)


def _batch(workshop: Workshop, order: Order, *, quiet: bool = False) -> Outcome:
    from sop_kit.cli.batching import run_batch

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    terminal = sys.stderr.isatty() and not quiet
    with Progress(*columns, disable=not terminal) as bar:
        task = bar.add_task(say("Running the notebooks"), total=None)

        def started(total: int) -> None:
            bar.update(task, total=total)

        def report(result: Result) -> None:
            bar.advance(task)
            if not terminal and not quiet:
                state = say("done") if not result.failures else say("failed")
                warn(f"{result.product} · {result.lang}: {state} ({result.seconds:.0f} s)")

        return run_batch(workshop, order, started=started, report=report)


def _finish(outcome: Outcome, *, quiet: bool = False) -> None:
    failed = outcome.failed
    if not quiet:
        if failed:
            rows = [(f"{f.product} · {f.lang}", f.where, f.message, str(outcome.index.parent / f.link)) for f in failed]
            tell_table(say("What failed"), (say("Line"), say("Where"), say("What happened"), say("Open")), rows)
        tell(say("Open: {path}", path=outcome.index))
    if failed:
        raise typer.Exit(1)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _quoted(folder: Path) -> str:
    text = os.fspath(folder)
    return f'"{text}"' if " " in text else text
