"""The commands of whoever looks after many lines: send workbooks out, see what is missing, decide, ask."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from sop_kit.cli.speaking import sentences, spoken, tell, tell_problems
from sop_kit.errors import BadInput, BadRequest, UnknownLanguage
from sop_kit.words import LANGUAGES, words

if TYPE_CHECKING:
    from sop_kit.document.view import View
    from sop_kit.record.conflicts import Decision
    from sop_kit.record.files.lines_file import LinesList
    from sop_kit.record.workbooks.sheets import Sheet
    from sop_kit.record.workshop import Workshop

say = spoken()
Folder = Annotated[Path, typer.Argument(metavar="DIR", help=say("the workshop folder"))]
Line = Annotated[str, typer.Argument(metavar="PRODUCT", help=say("id of the product line"))]
Json = Annotated[bool, typer.Option("--json", help=say("print JSON for a machine"))]
Lang = Annotated[str, typer.Option("--lang", help=say("language of the files: zh or en"))]


def add_commands(app: typer.Typer) -> None:
    """Add ``collect``, ``decide`` and ``questions``."""
    app.command(help=say("Write a workbook for each owner of a list of lines; without a list, say what came back."))(
        collect
    )
    app.command(help=say("Decide between two statements that conflict."))(decide)
    app.command(help=say("Write the open questions of all lines as one workbook, person by person."))(questions)


def collect(
    folder: Folder,
    lines: Annotated[Path | None, typer.Option("--lines", help=say("list of lines and owners: .xlsx or .csv"))] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help=say("folder for the workbooks; without a list, file for the overview (.xlsx)")),
    ] = None,
    lang: Lang = "",
    again: Annotated[bool, typer.Option("--again", help=say("write those again that were sent before"))] = False,
    as_json: Json = False,
) -> None:
    """Send workbooks out, or show the overview."""
    from sop_kit.record.workshop import open_workshop

    with sentences():
        if lang and lang not in LANGUAGES:
            raise UnknownLanguage(lang, LANGUAGES)
        workshop = open_workshop(folder)
        if lines is None:
            _overview(workshop, out, lang or say.lang, as_json=as_json)
        else:
            _send(workshop, lines, out, lang, again=again, as_json=as_json)


def decide(
    folder: Folder,
    product: Line,
    conflict: Annotated[str, typer.Argument(metavar="CONFLICT", help=say("number of the conflict, as in 'collect'"))],
    take: Annotated[str, typer.Option("--take", help=say("ours = what stands, theirs = the other"))] = "",
    value: Annotated[str | None, typer.Option("--value", help=say("something else, as in a cell of a table"))] = None,
    why: Annotated[str, typer.Option("--why", help=say("why, for the history"))] = "",
) -> None:
    """Decide a conflict."""
    from sop_kit.cli.deciding import decide_one
    from sop_kit.document.decisions import Decided
    from sop_kit.record.authors import author
    from sop_kit.record.workshop import open_workshop

    with sentences():
        if (take not in ("ours", "theirs")) if value is None else take:
            raise BadRequest("Give one of these: --take ours, --take theirs, or --value TEXT.")
        decision: Decision = "other" if value is not None else "theirs" if take == "theirs" else "ours"
        decided = Decided(
            product=product,
            conflict=conflict,
            decision=decision,
            value=value or "",
            why=why,
            where=conflict,
        )
        decide_one(open_workshop(folder).store(), decided, by=author())
        tell(say("Decided: {conflict} of '{product}'.", conflict=conflict, product=product))


def questions(
    folder: Folder,
    out: Annotated[Path | None, typer.Option("--out", help=say("where to write the workbook (.xlsx)"))] = None,
    lang: Lang = say.lang,
    as_json: Json = False,
) -> None:
    """List the open questions of all lines."""
    from sop_kit.document.question_list import asked_questions, person_by_person, question_sheets
    from sop_kit.record.workshop import open_workshop

    with sentences():
        if lang not in LANGUAGES:
            raise UnknownLanguage(lang, LANGUAGES)
        if out is None and not as_json:
            raise BadRequest("Say where to write the workbook: --out questions.xlsx, or ask for --json.")
        workshop = open_workshop(folder)
        asked = person_by_person([each for view in _views(workshop, lang) for each in asked_questions(view)])
        if out is not None:
            sheets = question_sheets(asked, words(lang))
            _write(out, sheets, lang, typed=[words(lang)("Answer")])
        if as_json:
            tell(json.dumps({"questions": [asdict(each) for each in asked]}, ensure_ascii=False, indent=1))
        else:
            tell(say("{n} questions to {people} people.", n=len(asked), people=len({each.person for each in asked})))
            tell(say("Written: {path}", path=out))


def _send(workshop: Workshop, path: Path, out: Path | None, lang: str, *, again: bool, as_json: bool) -> None:
    from sop_kit.cli.collected import problem_facts, tell_sending
    from sop_kit.cli.sending import ASKED_ABOUT, WORKBOOKS, Order, send
    from sop_kit.record.store import utc_now
    from sop_kit.record.workbooks.xlsx_record import write_workbook

    listed = _listed(path)
    if not listed.lines:
        raise BadInput(path.name, listed.problems)
    at = utc_now().strftime("%Y-%m-%dT%H:%M:%SZ")
    order = Order(
        out=out or workshop.folder / WORKBOOKS, lang=lang, spoken=say.lang, again=again, source=path.name, at=at
    )
    write = partial(write_workbook, tables=ASKED_ABOUT)
    with _bar(say("Writing workbooks"), sum(max(1, len(line.owners)) for line in listed.lines), quiet=as_json) as step:
        sending = send(workshop, listed.lines, order, write=write, report=lambda _: step())
    problems = (*listed.problems, *sending.problems)
    if as_json:
        facts = {
            "folder": str(order.out),
            "made": list(sending.made),
            "workbooks": [asdict(each) for each in sending.workbooks],
            "problems": problem_facts(problems),
        }
        tell(json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        tell_problems(problems)
        tell_sending(sending, order.out, workshop.folder)
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


def _listed(path: Path) -> LinesList:
    """Return the lines of a list: of the first sheet that is one, or of a CSV file."""
    from sop_kit.errors import PlaceNotFound
    from sop_kit.record.files.lines_file import LinesList, holds_lines, read_lines
    from sop_kit.record.files.plain_lines import lines_apart

    if not path.is_file():
        raise PlaceNotFound(path, "Give the path of a list of product lines: .xlsx or .csv.")
    tables = lines_apart(path.read_bytes(), path.name)
    chosen = next((each for each in tables if any(holds_lines(line.cells) for line in each.lines[:10])), None)
    chosen = chosen or next(iter(tables), None)
    if chosen is None:
        return read_lines((), path.name)
    found = read_lines(chosen.lines, chosen.name) if chosen.lines else LinesList()
    return LinesList(lines=found.lines, problems=(*chosen.problems, *found.problems))


def _overview(workshop: Workshop, out: Path | None, lang: str, *, as_json: bool) -> None:
    from sop_kit.cli.collected import tell_how_to_decide, tell_overview
    from sop_kit.document.overview import decision_headings, line_state, overview_sheets
    from sop_kit.record.collection import load

    states = [line_state(view, load(workshop.folder, view.record.product.id)) for view in _views(workshop, lang)]
    if out is not None:
        headings = decision_headings(words(lang))
        _write(
            out,
            overview_sheets(states, words(lang)),
            lang,
            typed=[headings[each] for each in ("decision", "value", "why")],
        )
    if as_json:
        tell(json.dumps({"lines": [asdict(state) for state in states]}, ensure_ascii=False, indent=1))
        return
    tell_overview(states)
    if out is not None:
        tell(say("Written: {path}", path=out))
    if any(state.conflicts for state in states):
        tell_how_to_decide(workshop.folder)


def _views(workshop: Workshop, lang: str) -> Iterator[View]:
    from sop_kit.document.view import look
    from sop_kit.record.family import noted

    store = workshop.store()
    try:
        for product in store.products():
            yield look(noted(store, store.record(product)), lang)
    finally:
        store.close()


def _write(path: Path, sheets: Sequence[Sheet], lang: str, *, typed: Sequence[str]) -> None:
    """Write a workbook, unless one is there in which somebody has filled in a column of the headings ``typed``."""
    from sop_kit.places import write_whole
    from sop_kit.record.workbooks.xlsx_sheets import write_sheets

    if path.is_file() and _filled(path, typed):
        raise BadRequest(
            "Somebody has filled in {path}, and it would be lost. Take it in first (sop-kit import), or give another "
            "file.",
            path=path,
        )
    write_whole(path, write_sheets(sheets, say=words(lang), title=sheets[0].name))


def _filled(path: Path, typed: Sequence[str]) -> bool:
    from sop_kit.record.files.plain_lines import lines_apart

    for table in lines_apart(path.read_bytes(), path.name):
        headings = list(table.lines[0].cells) if table.lines else []
        places = [at for at, heading in enumerate(headings) if heading in typed]
        if len(places) == len(typed):
            return any(line.cells[at].strip() for line in table.lines[1:] for at in places if at < len(line.cells))
    return False


@contextmanager
def _bar(title: str, total: int, *, quiet: bool) -> Iterator[Callable[[], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, disable=quiet or not sys.stderr.isatty()) as bar:
        task = bar.add_task(title, total=total)
        yield lambda: bar.advance(task)
