"""How JupyterLab or Notebook 7 is started on a workshop: at notebook 00, in its language, asking nobody for news."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.metadata import entry_points
from importlib.util import find_spec

from sop_kit.errors import MissingTool, PlaceNotFound
from sop_kit.places import kit_path
from sop_kit.record.workshop import Workshop

LANGUAGE_PACKS = "jupyterlab.languagepack"  # the entry points of what translates JupyterLab itself
LOCALES = {"zh": "zh_CN"}  # English needs no pack


def lab_command(workshop: Workshop) -> list[str]:
    """Return the command that opens a workshop in JupyterLab.

    Raises
    ------
    PlaceNotFound
        When the workshop has lost its first notebook.
    """
    return [
        *(sys.executable, "-m", "jupyterlab"),
        f"--ServerApp.root_dir={workshop.folder.resolve()}",
        f"--LabApp.default_url=/lab/tree/{_start(workshop)}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]


def notebook_command(workshop: Workshop) -> list[str]:
    """Return the command that opens a workshop in Notebook 7, one notebook a tab of the browser.

    Raises
    ------
    PlaceNotFound
        When the workshop has lost its first notebook.
    MissingTool
        When Notebook 7 is not installed.
    """
    if find_spec("notebook") is None or find_spec("notebook.app") is None:
        raise MissingTool("Notebook 7", 'Install it: pip install "notebook>=7.4"')
    return [
        *(sys.executable, "-m", "notebook"),
        f"--ServerApp.root_dir={workshop.folder.resolve()}",
        f"--JupyterNotebookApp.default_url=/notebooks/{_start(workshop)}",
    ]


def lab_environment(around: Mapping[str, str], lang: str) -> dict[str, str]:
    """Return the environment JupyterLab starts in; the kit's settings count where a person has none of their own.

    Parameters
    ----------
    around
        The environment of the process that starts it.
    lang
        The language JupyterLab itself is to speak; without a pack for it, it speaks the one it always does.
    """
    lab = kit_path("templates", "lab")
    spoken = [lab / lang] if lang in LOCALES and has_pack(lang) else []
    return {
        **around,
        "JUPYTER_CONFIG_PATH": _joined(*spoken, lab, around.get("JUPYTER_CONFIG_PATH", "")),
        # The launcher's card, also where the kit was not installed but is run from a checkout.
        "JUPYTER_PATH": _joined(lab, around.get("JUPYTER_PATH", "")),
    }


def has_pack(lang: str) -> bool:
    """Return whether JupyterLab itself can speak a language of the kit."""
    return lang not in LOCALES or LOCALES[lang] in entry_points(group=LANGUAGE_PACKS).names


def _start(workshop: Workshop) -> str:
    start = workshop.notebooks / "00-start-here.ipynb"
    if not start.is_file():
        raise PlaceNotFound(start, "Copy the notebooks of the kit into the workshop again.")
    return start.relative_to(workshop.folder).as_posix()


def _joined(*places: object) -> str:
    return os.pathsep.join(str(place) for place in places if str(place))
