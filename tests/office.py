"""What tells whether Word takes a file: Microsoft's own validator, and LibreOffice; without them such a test skips."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from sop_kit.export import fonts

VALIDATOR = Path(__file__).parent / "node" / "node_modules" / ".bin" / "ooxml-validator"
_ADVICE = "make test sets up what the tests of Word files need. Missing here: {}."
_SHIPPED, _SHIPPED_MONO = "Noto Sans CJK SC", "Noto Sans Mono CJK SC"
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def complaints(data: bytes, folder: Path) -> list[str]:
    """Return what Microsoft's Open XML SDK finds wrong with a Word file."""
    _need("ooxml-validator (npm)", there=VALIDATOR.exists() and shutil.which("node") is not None)
    path = folder / "checked.docx"
    path.write_bytes(data)
    done = subprocess.run([str(VALIDATOR), str(path)], capture_output=True, check=False, timeout=120)
    found = json.loads(done.stdout)
    return [f"{each.get('path')} {each.get('xPath')}: {each['description']}" for each in found["errors"]]


def pages(files: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """Return the text of each page of Word files, by their names, as LibreOffice prints them in the shipped fonts."""
    reader = shutil.which("pdftotext")
    _need("pdftotext", there=reader is not None)
    settings = folder / "fonts.conf"
    settings.write_text(_FONTS.format(fonts=fonts.folder(), cache=folder / "fonts"), encoding="utf-8")
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(_in_shipped_fonts(data, folder))
    paths = [folder / f"{name}.docx" for name in files]
    _convert("pdf", paths, folder, {"FONTCONFIG_FILE": str(settings)})
    return {name: _text(str(reader), folder / f"{name}.pdf") for name in files}


def saved_again(data: bytes, folder: Path) -> bytes:
    """Return a Word file after LibreOffice opened and saved it."""
    path = folder / "again.docx"
    path.write_bytes(data)
    _convert("docx", [path], folder / "saved", {})
    return (folder / "saved" / "again.docx").read_bytes()


def _convert(kind: str, paths: list[Path], target: Path, settings: dict[str, str]) -> None:
    program = shutil.which("soffice")
    _need("LibreOffice Writer", there=program is not None)
    # A profile of its own: another LibreOffice may be open.
    command = [str(program), f"-env:UserInstallation=file://{paths[0].parent}/profile", "--headless", "--convert-to"]
    subprocess.run(
        [*command, kind, "--outdir", str(target), *map(str, paths)],
        capture_output=True,
        check=True,
        timeout=300,
        env=os.environ | settings,
    )


def _text(reader: str, path: Path) -> list[str]:
    done = subprocess.run([reader, "-layout", str(path), "-"], capture_output=True, check=True, timeout=60)
    return done.stdout.decode().split("\f")[:-1]


def _in_shipped_fonts(data: bytes, folder: Path) -> bytes:
    """Return the file in fonts that are there: the same page breaks on every machine."""
    source, target = folder / "own.docx", folder / "shipped.docx"
    source.write_bytes(data)
    with zipfile.ZipFile(source) as own, zipfile.ZipFile(target, "w") as shipped:
        for name in own.namelist():
            part = own.read(name)
            if name == "word/styles.xml":
                part = part.replace(b'"Microsoft YaHei"', f'"{_SHIPPED}"'.encode())
                part = part.replace(b'"Consolas"', f'"{_SHIPPED_MONO}"'.encode())
            shipped.writestr(name, part)
    return target.read_bytes()


def _need(what: str, *, there: bool) -> None:
    if not there:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(_ADVICE.format(what))
