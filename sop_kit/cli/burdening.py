"""The command that shows what SoPs ask of people, line beside line, and what could be merged or dropped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sop_kit.cli.speaking import sentences, spoken, tell, tell_problems, tell_table

if TYPE_CHECKING:
    from sop_kit.assess.burden.beside import Place
    from sop_kit.document.view import View

say = spoken()
# In a table of all lines; the other figures stand in the table of one line.
_SHOWN = ("steps", "hand_offs", "approvals", "loops", "minutes", "waiting_share", "length")


def add_commands(app: typer.Typer) -> None:
    """Add ``sop-kit burden``."""
    app.command(help=say("Show what each SoP asks of people, line beside line, and what could be merged or dropped."))(
        burden
    )


def burden(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help=say("the workshop folder, a folder of record files, or one record file")),
    ],
    product: Annotated[str, typer.Argument(metavar="[PRODUCT]", help=say("one line in full; default: all"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("print JSON for a machine"))] = False,
) -> None:
    """Show the burden of one line or of all."""
    from sop_kit.assess.burden.beside import beside
    from sop_kit.cli.records_at import records_at
    from sop_kit.document.view import look
    from sop_kit.errors import UnknownProduct

    with sentences():
        found = records_at(folder)
        tell_problems(found.problems)
        records = found.by_line()
        known = tuple(records)
        if product and product not in known:
            raise UnknownProduct(product, known)
        views = {line: look(record, say.lang) for line, record in records.items()}
        places = beside({line: view.assessment.burden for line, view in views.items()})
        shown = [product] if product else known
        if as_json:
            lines = {line: _facts(views[line], places[line]) for line in shown}
            tell(json.dumps({"lines": lines, "medians": _medians(places)}, ensure_ascii=False, indent=1))
        elif not known:
            tell(say("No product line yet. Next: sop-kit import {folder} FILE", folder=folder))
        elif product or len(known) == 1:  # one alone has no others beside it
            line = product or known[0]
            _tell_line(views[line], places[line])
        else:
            _tell_lines(views, places)


def _tell_lines(views: Mapping[str, View], places: Mapping[str, Mapping[str, Place]]) -> None:
    from sop_kit.document.burden_text import short_name, short_text, value_text

    rows = [
        (line, *(short_text(say, name, places[line][name].measure) for name in _SHOWN), _number_of(view))
        for line, view in views.items()
    ]
    medians = _medians(places)
    middle = [value_text(say, name, value) if (value := medians[name]) is not None else "–" for name in _SHOWN]
    columns = (say("Line"), *(short_name(say, name) for name in _SHOWN), say("Proposals"))
    tell_table(say("What each SoP asks of people: a mirror, no grade"), columns, [*rows, (say("Median"), *middle, "")])
    tell(say("– = not told. 6/34 = counted for 6 of 34 steps; below half of the steps a figure is not in the median."))
    tell(say("One line in full, with the proposals to merge or drop steps: sop-kit burden DIR PRODUCT"))


def _tell_line(view: View, places: Mapping[str, Place]) -> None:
    from sop_kit.document.burden_text import measure_name, measure_text, value_text

    product = view.record.product
    rows = [
        (
            measure_name(say, name),
            measure_text(say, name, place.measure),
            value_text(say, name, place.median) if place.median is not None else "–",
            say("{place} of {lines}", place=place.place, lines=place.lines) if place.place else "–",
        )
        for name, place in places.items()
    ]
    columns = (say("Figure"), say("This line"), say("Median of the lines"), say("Place (1 = most)"))
    tell_table(say("{line}: what it asks of people", line=product.name or product.id), columns, rows)
    _tell_minutes(view)
    _tell_measured(view)
    _tell_candidates(view)


def _tell_minutes(view: View) -> None:
    from sop_kit.document.burden_text import loop_text, measure_text, why_not_counted
    from sop_kit.document.view import role_name

    burden = view.assessment.burden
    rows = [
        (role_name(view, load.role), str(load.steps), measure_text(say, "minutes", load.minutes))
        for load in burden.loads
    ]
    tell_table(say("Minutes a week by role"), (say("Role"), say("Steps"), say("Minutes a week")), rows)
    if burden.uncounted:
        tell(say("Not counted: {reasons}", reasons=say.list(why_not_counted(say, burden.uncounted))))
        unclear = [
            f"{step} “{view.steps[step].frequency}”"
            for step in (each.step for each in burden.uncounted if each.why == "unclear")
        ]
        if unclear:
            tell(say("How often cannot be read: {steps}", steps=say.list(unclear)))
    for loop in burden.loops:
        tell(say("Way back: {loop}", loop=loop_text(loop)))


def _tell_measured(view: View) -> None:
    from sop_kit.document.burden_room import measured_figures

    measured = view.assessment.burden.measured
    if not measured:
        return
    rows = [(each.step or each.checklist, str(each.runs), *measured_figures(view, each)) for each in measured]
    columns = (
        say("Step or checklist"),
        say("Runs noted"),
        say("Minutes, median"),
        say("Minutes in the record"),
        say("A week, as noted"),
        say("A week, in the log"),
    )
    tell_table(say("What was measured, beside what the record says"), columns, rows)


def _tell_candidates(view: View) -> None:
    found = view.assessment.candidates
    if not found:
        tell(say("Nothing stands out that could be merged or dropped, as far as the record tells."))
        return
    rows = [(say.list(candidate.steps), candidate.reason.said(say)) for candidate in found]
    tell_table(say("Could be merged or dropped: proposals to talk about"), (say("Steps"), say("Why")), rows)


def _number_of(view: View) -> str:
    return str(len(view.assessment.candidates))


def _medians(places: Mapping[str, Mapping[str, Place]]) -> dict[str, float | None]:
    from sop_kit.assess.burden.beside import MEASURES

    first = next(iter(places.values()), None)
    return {name: first[name].median if first else None for name in MEASURES}


def _facts(view: View, places: Mapping[str, Place]) -> dict[str, Any]:
    from dataclasses import asdict

    burden = asdict(view.assessment.burden)
    return {
        "beside": {
            name: {**asdict(place.measure), "median": place.median, "place": place.place, "lines": place.lines}
            for name, place in places.items()
        },
        "burden": burden,
        "candidates": [
            {"kind": each.kind, "steps": list(each.steps), "reason": each.reason.said(say)}
            for each in view.assessment.candidates
        ],
    }
