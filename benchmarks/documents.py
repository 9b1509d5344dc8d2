"""What the files of one product line cost from a warm process: CPU seconds and bytes a file.

Run: .venv/bin/python benchmarks/documents.py [--rounds N] [--json]
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
from collections.abc import Callable, Sequence

from sop_kit.blocks.forms import FormSheet
from sop_kit.blocks.model import Bundle
from sop_kit.document.sop import forms_bundle, sop
from sop_kit.document.view import look
from sop_kit.export import checklists, confluence, docx, forms, html, markdown, mediawiki, pdf
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import Record

LINES = ("govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff")
Make = Callable[[Bundle], str | bytes]
FILES: dict[str, Make] = {
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
    """Print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    records = [_record(name) for name in LINES]
    found = {"blocks": _measure(lambda: [sop(look(record, "zh")) for record in records], options.rounds)}
    found["sheets of forms"] = _measure(
        lambda: [forms_bundle(look(record, "zh")) for record in records], options.rounds
    )
    sheets = [forms_bundle(look(record, "zh")).forms for record in records]
    documents = [sop(look(record, "zh")) for record in records]
    bundles = [each.model_copy(update={"forms": made}) for each, made in zip(documents, sheets, strict=True)]
    sizes = {"blocks": 0, "sheets of forms": 0}
    for name, make in FILES.items():
        found[name] = _measure(lambda make=make: [make(bundle) for bundle in bundles], options.rounds)
        sizes[name] = sum(len(_bytes(make(bundle))) for bundle in bundles) // len(bundles)
    facts = [
        {"what": name, "cpu_seconds_a_line": round(cpu / len(LINES), 4), "bytes_a_line": sizes[name]}
        for name, cpu in found.items()
    ]
    if options.json:
        print(json.dumps(facts, indent=1))
        return
    print(f"Median of {options.rounds} rounds over {len(LINES)} product lines, Chinese, one warm process.")
    print(f"{'what':<16} {'CPU s a line':>12} {'kB a line':>10}")
    for fact in facts:
        print(f"{fact['what']:<16} {fact['cpu_seconds_a_line']:>12.4f} {fact['bytes_a_line'] / 1000:>10.0f}")


def _sheets(records: Sequence[Record]) -> list[tuple[FormSheet, ...]]:
    return [forms_bundle(look(record, "zh")).forms for record in records]


def _measure(run: Callable[[], object], rounds: int) -> float:
    # The first run fills caches (templates, fonts, catalogues): a batch pays for them once, so they do not count.
    run()
    return statistics.median(_once(run) for _ in range(rounds))


def _once(run: Callable[[], object]) -> float:
    # A file made by a program of its own costs time of the children's.
    started = _cpu()
    run()
    return _cpu() - started


def _cpu() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _record(name: str) -> Record:
    record = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
    if record is None:
        message = f"{name} cannot be read"
        raise SystemExit(message)
    return record


def _bytes(made: str | bytes) -> bytes:
    return made.encode() if isinstance(made, str) else made


if __name__ == "__main__":
    main()
