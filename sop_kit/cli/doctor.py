"""What of this machine the kit needs, whether it is there, and what to do when it is not."""

from __future__ import annotations

import importlib.metadata
import platform
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass

from jupyter_client.kernelspec import KernelSpecManager

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Bundle, Meta, Text
from sop_kit.errors import SopKitError
from sop_kit.export import docx, pdf
from sop_kit.export.fonts import uncovered
from sop_kit.places import kit_path
from sop_kit.words import Words

PACKAGES = (
    "jupyterlab",
    "ipywidgets",
    "anywidget",
    "pandas",
    "nbconvert",
    "papermill",
    "sqlalchemy",
    "typst",
    "resvg-py",
)
OLDEST_SQLITE = (3, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; ``advice`` is what to do when it is not well."""

    what: str
    well: bool
    detail: str
    advice: str = ""


def examine(say: Words) -> tuple[Finding, ...]:
    """Return what was found; every check really uses what it checks."""
    return (
        Finding(what="Python", well=sys.version_info >= (3, 11), detail=platform.python_version()),
        *(_package(say, name) for name in PACKAGES),
        _kernel(say),
        _sqlite(say),
        _place(say, "notebooks"),
        _place(say, "templates"),
        _place(say, "workshop"),
        _fonts(say),
        _try(say, "DOCX", lambda: docx.render(_sample())),
        _try(say, "PDF (typst)", lambda: pdf.render(_sample())),
    )


def _package(say: Words, name: str) -> Finding:
    try:
        return Finding(what=name, well=True, detail=importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Finding(what=name, well=False, detail=say("missing"), advice=f"pip install {name}")


def _kernel(say: Words) -> Finding:
    well = "python3" in KernelSpecManager().find_kernel_specs()
    advice = "" if well else "pip install ipykernel && python -m ipykernel install --sys-prefix"
    return Finding(
        what=say("Kernel python3"), well=well, detail=say("there") if well else say("missing"), advice=advice
    )


def _sqlite(say: Words) -> Finding:
    well = sqlite3.sqlite_version_info >= OLDEST_SQLITE
    advice = "" if well else say("Use a newer Python: its SQLite is too old for the store.")
    return Finding(what="SQLite", well=well, detail=sqlite3.sqlite_version, advice=advice)


def _place(say: Words, name: str) -> Finding:
    try:
        return Finding(what=name, well=True, detail=str(kit_path(name)))
    except SopKitError as error:
        return Finding(what=name, well=False, detail=say("missing"), advice=error.said(say))


def _fonts(say: Words) -> Finding:
    lost = "".join(uncovered("监控反馈分析决策优化发布喆玥祎"))
    detail = say("cover the Chinese characters") if not lost else say("lack: {characters}", characters=lost)
    return Finding(what=say("Fonts of the kit"), well=not lost, detail=detail)


def _try(say: Words, what: str, make: Callable[[], bytes]) -> Finding:
    try:
        size = len(make())
    except SopKitError as error:
        return Finding(what=what, well=False, detail=say("failed"), advice=error.said(say))
    return Finding(what=what, well=True, detail=say("a test file of {n} bytes", n=size))


def _sample() -> Bundle:
    meta = Meta(
        product="doctor",
        title="SoP",
        product_name="检查 check",
        lang="zh",
        version="0.0",
        status="draft",
        status_label="draft",
        readiness="sketch",
        readiness_label="sketch",
        owner="",
        date="",
        next_review="",
        content_hash="0" * 64,
        head="",
        kit="",
    )
    return Bundle(meta=meta, blocks=(Text(spans=plain("监控 monitor")),))
