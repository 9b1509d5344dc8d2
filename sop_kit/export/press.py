"""The press: typst sets a template of the kit with the shipped fonts, as PDF/UA-1."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sop_kit.errors import MissingTool
from sop_kit.export import fonts
from sop_kit.export.pdf_pack import packed
from sop_kit.places import kit_path


class NotSet(Exception):
    """typst could not set a text; its sentence says why."""


class Press:
    """A folder with templates, of which the first is set; typst takes pictures from that folder only."""

    def __init__(self, folder: Path, template: str, moment: datetime) -> None:
        self.folder = folder
        self._template = folder / template
        self._moment = moment

    def set(self, told: Mapping[str, Any]) -> bytes:
        """Return the template as a PDF file, set with what it is told; the same gives the same bytes.

        Raises
        ------
        NotSet
            When typst cannot set it.
        """
        return packed(self._compiled(self._template, told))

    def takes(self, source: Path) -> bool:
        """Say whether typst can set a source in the folder."""
        try:
            self._compiled(source, {})
        except NotSet:
            return False
        return True

    def _compiled(self, source: Path, told: Mapping[str, Any]) -> bytes:
        import typst

        try:
            return typst.compile(
                source,
                font_paths=[fonts.folder()],
                ignore_system_fonts=True,
                sys_inputs={"paper": json.dumps(told, ensure_ascii=False)},
                pdf_standards=["ua-1"],
                timestamp=self._moment,
            )
        except typst.TypstError as error:
            raise NotSet(str(error.message)) from error


@contextmanager
def press(templates: Sequence[str], moment: datetime) -> Iterator[Press]:
    """Give a press with these templates; files made meanwhile say ``moment`` as their time.

    Raises
    ------
    MissingTool
        When typst is not installed.
    """
    try:
        import typst  # noqa: F401  asked for before anything is written
    except ImportError as error:
        raise MissingTool("typst", "PDF files need it: pip install typst") from error
    with tempfile.TemporaryDirectory(prefix="sop-kit-") as temporary:
        folder = Path(temporary)
        for name in templates:
            shutil.copyfile(kit_path("templates", name), folder / name)
        yield Press(folder, templates[0], moment)
