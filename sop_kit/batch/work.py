"""One task in a worker process: papermill executes the notebooks, nbconvert compiles the last one into files."""

from __future__ import annotations

import logging
import os
import re
import shutil
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbconvert.exporters import get_exporter
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from sop_kit.batch.plan import DRAFT, Failure, Result, Task, task_parameters
from sop_kit.errors import SopKitError
from sop_kit.words import words

KERNEL = "python3"
MIME = "application/vnd.sop-kit.blocks+json"


def run_task(task: Task) -> Result:
    """Run one task and return what became of it; no exception leaves it, so that no line stops another."""
    started = time.perf_counter()
    timings: dict[str, float] = {}
    files: list[str] = []
    failures: list[Failure] = []
    out = task.folder.parent
    work = task.folder / f".{task.lang}.part"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    (task.folder / "notebooks").mkdir(exist_ok=True)
    draft: Path | None = None
    with _kernels_speak_into(task.folder / "notebooks" / f"kernels.{task.lang}.log"):
        for source in task.notebooks:
            begun = time.perf_counter()
            target = task.folder / "notebooks" / f"{source.stem}.{task.lang}.ipynb"
            failure = _execute(task, source, target, out)
            timings[source.stem] = time.perf_counter() - begun
            files.append(_relative(target, out))
            if failure:
                failures.append(failure)
                break
            if source.stem == DRAFT:
                draft = target
    if draft is not None:
        for exporter, name in task.exports:
            begun = time.perf_counter()
            failure = _export(task, draft, exporter, work / name)
            timings[name] = time.perf_counter() - begun
            if failure:
                failures.append(failure)
    files += [_relative(task.folder / task.lang / path.relative_to(work), out) for path in sorted(work.rglob("*.*"))]
    _swap(work, task.folder / task.lang)
    return Result(
        product=task.product,
        lang=task.lang,
        files=tuple(files),
        failures=tuple(failures),
        seconds=time.perf_counter() - started,
        timings=timings,
    )


@contextmanager
def _kernels_speak_into(path: Path) -> Iterator[None]:
    # Kernels inherit this process's error output and chatter at every stop; a crash, though, must leave a trace.
    before = os.dup(2)
    try:
        with path.open("wb") as log:
            os.dup2(log.fileno(), 2)
            yield
    finally:
        os.dup2(before, 2)
        os.close(before)


def _execute(task: Task, source: Path, target: Path, out: Path) -> Failure | None:
    try:
        with warnings.catch_warnings():
            # nbformat and zmq warn about things a person running a batch can do nothing about.
            warnings.simplefilter("ignore")
            logging.getLogger("papermill").setLevel(logging.ERROR)
            papermill.execute_notebook(
                _literal(source),
                _literal(target),
                parameters=task_parameters(task),
                kernel_name=KERNEL,
                progress_bar=False,
                log_output=False,
                # Otherwise every kernel warns that its messages travel in plain text.
                config=Config({"KernelManager": {"transport_encryption": "auto"}}),
                request_save_on_cell_execute=False,
            )
    except PapermillExecutionError as error:
        return _failure(task, _cell_title(target, error.cell_index), _sentence(error.ename, error.evalue), target)
    except Exception as error:  # noqa: BLE001  whatever a kernel does, the other lines go on
        return _failure(task, source.stem, _sentence(type(error).__name__, str(error)), target)
    finally:
        _tidy(target, out)
    return None


def _export(task: Task, draft: Path, exporter: str, target: Path) -> Failure | None:
    try:
        output, resources = get_exporter(exporter)().from_filename(os.fspath(draft))  # type: ignore[no-untyped-call]
    except SopKitError as error:
        return _failure(task, target.name, error.said(words(task.lang)), draft)
    except Exception as error:  # noqa: BLE001  a format that fails costs that file, never the line
        return _failure(task, target.name, _sentence(type(error).__name__, str(error)), draft)
    files: dict[str, str | bytes] = {target.name: output, **resources.get("outputs", {})}
    for name, content in files.items():
        path = target.parent / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return None


def _tidy(path: Path, out: Path) -> None:
    # Absolute paths of this machine have no place in a file that travels; the document's facts do.
    if not path.exists():
        return
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    record = notebook.metadata.get("papermill", {})
    for facts in (record, record.get("parameters", {})):
        for key in ("input_path", "output_path", "record"):
            if facts.get(key):
                facts[key] = Path(facts[key]).name
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.metadata["jupyter"] = {"source_hidden": True}
            cell.source = cell.source.replace(os.path.abspath(out), "..")  # noqa: PTH100  as it was injected
    document = _document_facts(notebook)
    if document:
        notebook.metadata["sop_kit"] = document
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


def _document_facts(notebook: Any) -> dict[str, Any]:  # noqa: ANN401  nbformat's nodes have no types
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            meta = output.get("data", {}).get(MIME, {}).get("meta")
            if meta:
                keys = ("product", "lang", "version", "status", "readiness", "content_hash")
                return {key: meta[key] for key in keys if key in meta}
    return {}


def _cell_title(path: Path, index: int) -> str:
    # A person knows a cell by the heading above it, not by its number.
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    title = path.stem
    for place, cell in enumerate(notebook.cells):
        if place > index:
            break
        if cell.cell_type == "markdown" and "papermill-error-cell-tag" not in cell.metadata.get("tags", []):
            heading = re.search(r"^#+\s*(.+)$", cell.source, re.MULTILINE)
            title = heading.group(1).strip() if heading else title
    return title


def _sentence(name: str, value: str) -> str:
    first = value.strip().splitlines()[0] if value.strip() else ""
    return first or f"{name} without a message"


def _failure(task: Task, where: str, message: str, link: Path) -> Failure:
    target = link if link.exists() else task.record
    return Failure(
        product=task.product,
        lang=task.lang,
        where=where,
        message=message,
        link=_relative(target, task.folder.parent),
    )


def _relative(path: Path, out: Path) -> str:
    return path.relative_to(out).as_posix()


def _literal(path: Path) -> str:
    # papermill fills {parameters} into paths; a folder with a brace in its name must stay itself.
    return os.fspath(path).replace("{", "{{").replace("}", "}}")


def _swap(new: Path, target: Path) -> None:
    # A reader who has the folder open sees the old files or the new ones, never a mixture.
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
