"""From a workshop to results: freeze the records, run the tasks, write manifests and the index page."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sop_kit import __version__
from sop_kit.assess.assessment import assess
from sop_kit.assess.touched import touched_since
from sop_kit.batch.plan import Result, Task, chosen_formats
from sop_kit.batch.runs import run_all
from sop_kit.document.pictures import without_traces
from sop_kit.document.portfolio import Failed, portfolio
from sop_kit.document.view import look
from sop_kit.errors import NoProductYet, UnknownLanguage, UnknownProduct
from sop_kit.export.html import page
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import write_record
from sop_kit.record.model import Record
from sop_kit.record.pictures import FOLDER as PICTURES
from sop_kit.record.pictures import below_images, files_of_pictures
from sop_kit.record.workshop import Workshop
from sop_kit.words import LANGUAGES

NOTEBOOKS = ("01-capture-workflow", "02-gather-feedback", "03-score-feasibility", "04-draft-sop")
CHECKED = "07-keep-alive"  # run for a line that was held against reality: of another one it has nothing to show


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a batch is asked for."""

    out: Path
    products: tuple[str, ...]  # empty: all
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    jobs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a batch."""

    index: Path
    results: tuple[Result, ...]

    @property
    def failed(self) -> tuple[Failed, ...]:
        """Return every failure."""
        return tuple(Failed(**asdict(failure)) for result in self.results for failure in result.failures)


def run_batch(
    workshop: Workshop, order: Order, *, started: Callable[[int], None], report: Callable[[Result], None]
) -> Outcome:
    """Run a batch over the product lines of a workshop.

    Raises
    ------
    BadRequest, UnknownLanguage, UnknownProduct
        When the order names a language, format or product line that does not exist, or the workshop is empty.
        Nothing has been started then.
    """
    exports = chosen_formats(order.formats)
    unknown = [lang for lang in order.languages if lang not in LANGUAGES]
    if unknown or not order.languages:
        raise UnknownLanguage(", ".join(unknown), LANGUAGES)
    records, touched = _records(workshop, order.products)
    order.out.mkdir(parents=True, exist_ok=True)
    out = order.out.resolve()
    frozen = {record.product.id: _frozen(record, workshop.folder, out) for record in records}
    tasks = [
        Task(
            product=record.product.id,
            lang=lang,
            record=frozen[record.product.id],
            notebooks=notebooks_of(workshop, record),
            exports=exports,
            folder=out / record.product.id,
        )
        for record in records
        for lang in order.languages
    ]
    started(len(tasks))
    results = run_all(tasks, jobs=order.jobs, report=report)
    for record in records:
        mine = [result for result in results if result.product == record.product.id]
        _write_manifest(record, mine, out)
    return Outcome(index=_write_index(records, results, order.languages, out, touched), results=results)


def _records(workshop: Workshop, wanted: Sequence[str]) -> tuple[list[Record], dict[str, tuple[str, ...]]]:
    """Return the records, and the chapters of each line that its core has changed meanwhile."""
    store = workshop.store()
    try:
        known = store.products()
        if not known:
            raise NoProductYet(workshop.folder)
        for product in wanted:
            if product not in known:
                raise UnknownProduct(product, known)
        records = [store.record(product) for product in (dict.fromkeys(wanted) or known)]
        return records, {record.product.id: touched_since(store, record) for record in records}
    finally:
        store.close()


def _frozen(record: Record, workshop: Path, out: Path) -> Path:
    # What ran is what lies beside the results: the notebooks read this file and these pictures, not the store.
    folder = out / record.product.id
    path = folder / "record.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(write_record(record), encoding="utf-8", newline="\n")
    # A picture that the record no longer names must not travel with it.
    shutil.rmtree(folder / PICTURES, ignore_errors=True)
    for name, data in files_of_pictures(record, workshop).items():
        picture = folder / PICTURES / below_images(name)
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(without_traces(name, data))
    return path


def notebooks_of(workshop: Workshop, record: Record) -> tuple[Path, ...]:
    """Return the notebooks that are run for a line."""
    # A team may have edited its copies; what it lacks comes from the kit.
    found = []
    for name in (*NOTEBOOKS, CHECKED) if record.checks or record.walkthroughs else NOTEBOOKS:
        own = workshop.notebooks / f"{name}.ipynb"
        found.append(own.resolve() if own.is_file() else kit_path("notebooks", f"{name}.ipynb"))
    return tuple(found)


def _write_manifest(record: Record, results: Sequence[Result], out: Path) -> None:
    folder = out / record.product.id
    files = [
        "record.yaml",
        *sorted({f"{PICTURES}/{below_images(row.file)}" for row in record.images}),
        *(path.removeprefix(f"{record.product.id}/") for result in results for path in result.files),
    ]
    manifest = {
        "schema": 1,
        "kit": __version__,
        "product": record.product.id,
        "head": record.head.model_dump(),
        "languages": [result.lang for result in results],
        "files": {
            name: {
                "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(),
                "bytes": (folder / name).stat().st_size,
            }
            for name in sorted(files)
            if (folder / name).is_file()
        },
        "failures": [asdict(failure) for result in results for failure in result.failures],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _write_index(
    records: Sequence[Record],
    results: Sequence[Result],
    languages: Sequence[str],
    out: Path,
    touched: Mapping[str, Sequence[str]],
) -> Path:
    files = {
        record.product.id: [path for result in results if result.product == record.product.id for path in result.files]
        for record in records
    }
    failed = [Failed(**asdict(failure)) for result in results for failure in result.failures]
    names = {lang: "index.html" if place == 0 else f"index.{lang}.html" for place, lang in enumerate(languages)}
    assessments = [assess(record) for record in records]  # the same in every language
    for lang, name in names.items():
        views = [look(record, lang, made) for record, made in zip(records, assessments, strict=True)]
        bundle = portfolio(views, files, failed, lang=lang, twins=names, touched=touched)
        (out / name).write_text(page(bundle), encoding="utf-8", newline="\n")
    return out / "index.html"
