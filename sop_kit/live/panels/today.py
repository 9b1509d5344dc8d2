"""The page "What we agreed today", on the wall and ready to be sent: as a message, or as a file.

Files are written by ``sop-kit agreed`` in a process of its own: a notebook in the room never loads what prints.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sop_kit.blocks.html import fragment
from sop_kit.blocks.model import Block
from sop_kit.document.as_message import as_mail, as_text
from sop_kit.document.today import today_blocks
from sop_kit.document.view import View
from sop_kit.errors import BadRequest
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.desk.nodes import Node, blocks, button, choice, copy_button, fold, note, present_button, row
from sop_kit.live.session import Session
from sop_kit.record.in_force import day_of
from sop_kit.words import HTML_LANG

FORMATS = {"docx": "Word", "pdf": "PDF", "html": "HTML"}  # names of formats are the same in every language
FOLDER = "agreed"
_PATIENCE = 120  # seconds

Say = Callable[[str, str], None]  # a sentence and its tone, said when a file is there or failed


class TodayPage:
    """Which day the page is of, and the files written of it."""

    def __init__(self, session: Session, clock: Callable[[], datetime]) -> None:
        self._session = session
        self._clock = clock
        self._day = clock().date().isoformat()
        self._files: list[str] = []
        self.tell: Say = lambda _text, _tone: None
        self.show: Callable[[], None] = lambda: None

    def blocks(self) -> tuple[Block, ...]:
        """Return the page of the chosen day."""
        return today_page(self._session, self._day)

    def look(self) -> Mapping[str, Any]:
        """Return what the panel shows."""
        view, page, say = self._session.view, self.blocks(), self._session.say
        title, rest = say("What we agreed today"), page[1:]
        days = [(day, say.day(day)) for day in days_of(view, self._clock().date().isoformat())]
        sent = [
            choice("day", say("Date"), self._day, days, "day", into="day"),
            copy_button(say("Copy for a chat"), as_text(title, rest), say("Copied: paste it into the chat.")),
            copy_button(
                say("Copy for a mail"),
                as_text(title, rest),
                say("Copied: paste it into the mail."),
                html=as_mail(title, rest, HTML_LANG[say.lang]),
            ),
            *(
                button(say("Save as {format}", format=name), "write", {"format": kind}, key=kind)
                for kind, name in FORMATS.items()
            ),
        ]
        return {
            "title": title,
            "tools": [present_button(say("Fill the screen"))],
            "nodes": [
                fold(say("Send it"), row(*sent), *self._written(), key="send", look="sop-private", opened=True),
                blocks(fragment(rest, say.lang)),
            ],
        }

    def acts(self) -> Mapping[str, Act]:
        """Return what can be done with the page."""
        return {"day": self._choose, "write": self._write}

    def _written(self) -> list[Node]:
        say = self._session.say
        return [note(say("In the workshop folder: {files}", files=say.list(self._files)))] if self._files else []

    def _choose(self, asked: Asked) -> Answer | None:
        day = day_of(asked.text("day"))
        if not day:
            raise BadRequest("“{typed}” is no day.", typed=asked.text("day"))
        self._day = day
        self.show()
        return {"says": asked.session.say.day(day)}

    def _write(self, asked: Asked) -> Answer | None:
        say, kept, kind = asked.session.say, asked.session.kept, asked.text("format")
        if kept is None or kind not in FORMATS:
            raise BadRequest("There is no format '{kind}' for this page. Choose of: {known}.", kind=kind, known="…")
        name = f"{FOLDER}/{self._day}-{kept.product}-{say.lang}.{kind}"
        ordered = command(kept.workshop.folder, kept.product, day=self._day, lang=say.lang, kind=kind)
        threading.Thread(target=self._carry_out, args=(ordered, name), daemon=True).start()
        return {"says": say("Writing {file} …", file=name)}

    def _carry_out(self, ordered: Sequence[str], name: str) -> None:
        say = self._session.say
        reason = _run(ordered)
        if reason:
            self.tell(say("Not written: {reason}", reason=reason), "bad")
            return
        with self._session.lock:
            self._files = list(dict.fromkeys((*self._files, name)))
            self.show()
        self.tell(say("Written: {path}", path=name), "good")


def today_page(session: Session, day: str) -> tuple[Block, ...]:
    """Return the page of a day; the steps on it are those that were edited on that day, where the store can tell."""
    kept = session.kept
    if kept is None:
        return today_blocks(session.view, day)
    from sop_kit.record.changed_on import steps_changed_on

    return today_blocks(session.view, day, steps_changed_on(kept.store, session.record, day))


def days_of(view: View, today: str) -> tuple[str, ...]:
    """Return the days on which something was decided or promised, and today, the latest first."""
    record = view.record
    said = {day_of(at) for at in (*(row.at for row in record.resolutions), *(row.at for row in record.actions))}
    return tuple(sorted({today} | said - {""}, reverse=True))


def command(folder: Path, product: str, *, day: str, lang: str, kind: str) -> list[str]:
    """Return the command that writes the page of a day in one language and format."""
    place = [str(folder.resolve()), product]
    return [sys.executable, "-m", "sop_kit.cli", "agreed", *place, "--day", day, "--lang", lang, "--formats", kind]


def _run(ordered: Sequence[str]) -> str:
    """Carry a command out; return why it failed, in one line, "" when it did not."""
    try:
        done = subprocess.run(  # noqa: S603  our own program, and no shell reads it
            ordered, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return (done.stderr.strip().splitlines() or [str(done.returncode)])[-1] if done.returncode else ""
