"""How JupyterLab is started on a workshop: at notebook 00, without asking the internet for news."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from sop_kit.errors import PlaceNotFound
from sop_kit.places import kit_path
from sop_kit.record.workshop import Workshop


def lab_command(workshop: Workshop) -> list[str]:
    """Return the command that opens a workshop in JupyterLab.

    Raises
    ------
    PlaceNotFound
        When the workshop has lost its first notebook.
    """
    start = workshop.notebooks / "00-start-here.ipynb"
    if not start.is_file():
        raise PlaceNotFound(start, "Copy the notebooks of the kit into the workshop again.")
    path = start.relative_to(workshop.folder).as_posix()
    return [
        *(sys.executable, "-m", "jupyterlab"),
        f"--ServerApp.root_dir={workshop.folder.resolve()}",
        f"--LabApp.default_url=/lab/tree/{path}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]


def lab_environment(around: Mapping[str, str]) -> dict[str, str]:
    """Return the environment JupyterLab starts in; the kit's settings count where a person has none of their own."""
    places = [str(kit_path("templates", "lab")), around.get("JUPYTER_CONFIG_PATH", "")]
    return {**around, "JUPYTER_CONFIG_PATH": os.pathsep.join(place for place in places if place)}
