"""The command that writes the facilitator's guide: a page to read, and what is printed before a workshop."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sop_kit.cli.speaking import sentences, spoken, tell
from sop_kit.places import write_together

say = spoken()
Lang = Annotated[
    str, typer.Option("--lang", help=say("languages, separated by commas; default: the workshop's, or yours"))
]
Out = Annotated[
    Path | None, typer.Option("--out", help=say("where to write; default: guide/ of the workshop here, or guide/ here"))
]


def add_commands(app: typer.Typer) -> None:
    """Add ``sop-kit guide``."""
    app.command(help=say("Write the facilitator's guide, with role cards and note sheets to print."))(guide)


def guide(lang: Lang = "", out: Out = None) -> None:
    """Write the guide."""
    from sop_kit.record.workshop import find_workshop

    with sentences():
        here = Path.cwd()
        workshop = find_workshop(here)
        chosen = [part.strip() for part in lang.split(",") if part.strip()]
        languages = chosen or (list(workshop.languages) if workshop else [say.lang])
        target = out or (workshop.folder if workshop else here) / "guide"
        files = {target / name: data for each in languages for name, data in guide_files(each).items()}
        write_together(files)
        for path in files:
            tell(say("Written: {path}", path=path))


def guide_files(lang: str) -> dict[str, bytes]:
    """Return the files of the guide in one language: name and content of each.

    Raises
    ------
    UnknownLanguage
        When the kit does not speak it.
    """
    from sop_kit.document import guide as told
    from sop_kit.export import docx, html
    from sop_kit.export import guide as printed

    return {
        f"{lang}/guide.html": html.page(told.guide(lang)).encode(),
        f"{lang}/guide.pdf": printed.render(told.printed_guide(lang)),
        f"{lang}/guide.docx": docx.render(told.printed_guide(lang)),
        f"{lang}/role-cards.pdf": printed.render_cut(told.role_cards(lang)),
        f"{lang}/note-sheets.pdf": printed.render_cut(told.note_sheets(lang)),
    }
