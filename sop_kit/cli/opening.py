"""The command that opens a workshop on the facilitator's screen."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Annotated

import typer

from sop_kit.cli.speaking import sentences, spoken, tell
from sop_kit.errors import UnknownLanguage
from sop_kit.words import LANGUAGES

say = spoken()
PACK = "jupyterlab-language-pack-zh-CN"

Folder = Annotated[Path, typer.Argument(metavar="[DIR]", help=say("the workshop folder"))]
Lang = Annotated[
    str, typer.Option("--lang", help=say("the language of JupyterLab itself, zh or en; default: the workshop's"))
]
Seven = Annotated[bool, typer.Option("--notebook", help=say("open it in Notebook 7 instead of JupyterLab"))]


def add_commands(app: typer.Typer) -> None:
    """Add ``sop-kit lab``."""
    app.command(help=say("Open the workshop in JupyterLab."))(lab)


def lab(folder: Folder = Path(), lang: Lang = "", seven: Seven = False) -> None:
    """Open JupyterLab or Notebook 7 at notebook 00."""
    from sop_kit.cli.lab import has_pack, lab_command, lab_environment, notebook_command
    from sop_kit.record.workshop import open_workshop

    with sentences():
        workshop = open_workshop(folder)
        lang = lang or workshop.languages[0]
        if lang not in LANGUAGES:
            raise UnknownLanguage(lang, LANGUAGES)
        command = notebook_command(workshop) if seven else lab_command(workshop)
        name = "Notebook 7" if seven else "JupyterLab"
        if not has_pack(lang):
            tell(say("To see the menus of {program} in Chinese too: pip install {package}", program=name, package=PACK))
        tell(say("{program} opens in the browser. To stop it: Ctrl-C here, twice.", program=name))
        raise typer.Exit(subprocess.call(command, env=lab_environment(os.environ, lang)))
