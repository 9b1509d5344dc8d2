"""What the files of one product line cost from a warm process: CPU seconds and bytes.

Run: .venv/bin/python benchmarks/documents.py [--rounds N]

A batch meets every line for the first time, so every round gets its lines with other words in their steps and
conditions: no picture of them is known already. What a process pays for once (templates, fonts, catalogues) is paid
before the first round.
"""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
from collections.abc import Callable
from itertools import count
from typing import TypeVar

from sop_kit.blocks.model import Bundle
from sop_kit.document.sop import files_bundle, sop
from sop_kit.document.view import look
from sop_kit.export import checklists, confluence, docx, forms, html, markdown, mediawiki, pdf
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import Record

LINES = {
    "real lines": ("govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff"),
    "illustrations": ("anti-fraud", "recommender"),
}
Given = TypeVar("Given")
Cost = tuple[float, int]  # CPU seconds a line (the median of the rounds), bytes of the file
_NUMBERS = count()
FROM_RECORD: dict[str, Callable[[Record], object]] = {
    "record -> sop.html": lambda record: html.page(sop(look(record, "zh"))),
    "record -> blocks": lambda record: sop(look(record, "zh")),
    "record -> forms, BPMN": lambda record: files_bundle(look(record, "zh")),
}
FROM_BLOCKS: dict[str, Callable[[Bundle], object]] = {
    "sop.html": html.page,
    "checklists.html": checklists.checklists,
    "sop.md": lambda bundle: markdown.render(bundle)[0],
    "sop.wiki": lambda bundle: mediawiki.render(bundle)[0],
    "sop.confluence.xml": lambda bundle: confluence.render(bundle)[0],
    "sop.docx": docx.render,
    "sop.pdf": pdf.render,
    "forms.xlsx": forms.render,
}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds: int = parser.parse_args().rounds
    costs = {kind: _costs([_record(name) for name in names], rounds) for kind, names in LINES.items()}
    print(f"Median of {rounds} rounds, Chinese, one warm process, every line new to it.")
    print(f"{'':<22}" + "".join(f"  {kind:>20}" for kind in LINES))
    print(f"{'a line':<22}" + f"  {'CPU s':>12} {'kB':>7}" * len(LINES))
    for what in (*FROM_RECORD, *FROM_BLOCKS):
        found = [costs[kind][what] for kind in LINES]
        print(f"{what:<22}" + "".join(f"  {seconds:>12.4f} {size / 1000:>7.0f}" for seconds, size in found))


def _costs(records: list[Record], rounds: int) -> dict[str, Cost]:
    costs = {what: _measure(make, lambda record: record, records, rounds) for what, make in FROM_RECORD.items()}
    return costs | {what: _measure(make, _document, records, rounds) for what, make in FROM_BLOCKS.items()}


def _measure(
    make: Callable[[Given], object], prepare: Callable[[Record], Given], records: list[Record], rounds: int
) -> Cost:
    """Return what making a file costs; what it is made from is prepared before the clock starts."""
    seconds, size = [], 0
    for _ in range(rounds + 1):
        # A batch has one line in memory at a time: what all rounds share is no garbage to be searched through.
        gc.collect()
        gc.freeze()
        given = [prepare(_reworded(record, next(_NUMBERS))) for record in records]
        started = _cpu()
        made = [make(each) for each in given]
        seconds.append((_cpu() - started) / len(records))
        size = sum(map(_size, made)) // len(records)
    return statistics.median(seconds[1:]), size


def _size(made: object) -> int:
    return len(made.encode() if isinstance(made, str) else made) if isinstance(made, str | bytes) else 0


def _document(record: Record) -> Bundle:
    view = look(record, "zh")
    files = files_bundle(view)
    return sop(view).model_copy(update={"forms": files.forms, "bpmn": files.bpmn})


def _reworded(record: Record, number: int) -> Record:
    """Return the record with other words, as long as before, in the boxes and on the arrows of its pictures."""
    steps = []
    for step in record.steps:
        arrows = tuple(each.model_copy(update={"when": _turned(each.when, number)}) for each in step.next)
        steps.append(step.model_copy(update={"title": _turned(step.title or step.action, number), "next": arrows}))
    return record.replace(steps=tuple(steps))


def _turned(text: str, number: int) -> str:
    begin = number % max(len(text), 1)
    return text[begin:] + text[:begin]


def _cpu() -> float:
    # A file made by a program of its own costs time of the children's.
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _record(name: str) -> Record:
    record = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
    if record is None:
        message = f"{name} cannot be read"
        raise SystemExit(message)
    return record


if __name__ == "__main__":
    main()
