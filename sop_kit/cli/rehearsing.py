"""The command that makes a workshop to be rehearsed, with simulated participants."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sop_kit.cli.speaking import sentences, spoken, tell
from sop_kit.errors import UnknownLanguage
from sop_kit.words import LANGUAGES

say = spoken()
Folder = Annotated[Path, typer.Argument(metavar="[DIR]", help=say("the folder to make"))]
People = Annotated[int, typer.Option("--people", help=say("how many participants are simulated, 1 to 30"))]
Lang = Annotated[str, typer.Option("--lang", help=say("the language they speak, zh or en; default: yours"))]
Seed = Annotated[int, typer.Option("--seed", help=say("another number gives other answers, the same one the same"))]


def add_commands(app: typer.Typer) -> None:
    """Add ``sop-kit rehearse``."""
    app.command(
        help=say("Make a workshop to practise with: everything in it is invented, participants are simulated.")
    )(rehearse)


def rehearse(folder: Folder = Path("sop-rehearsal"), people: People = 8, lang: Lang = "", seed: Seed = 1) -> None:
    """Make the workshop."""
    from sop_kit.live.rehearsal.making import make_rehearsal

    with sentences():
        lang = lang or say.lang
        if lang not in LANGUAGES:
            raise UnknownLanguage(lang, LANGUAGES)
        today = datetime.now().astimezone().date()
        make_rehearsal(folder, people=people, seed=seed, lang=lang, today=today)
        tell(
            say(
                "A rehearsal is ready in {folder}: {n} simulated participants, nothing in it is true.",
                folder=folder,
                n=people,
            )
        )
        tell(say("Next: sop-kit lab {folder}. On each panel: “Let the participants answer”.", folder=folder))
