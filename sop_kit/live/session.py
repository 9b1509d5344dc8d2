"""One notebook's hold on one record: where it is kept, in which language it is shown, and how an edit is saved."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sop_kit.blocks.model import Block, Bundle
from sop_kit.document.meta import meta
from sop_kit.document.sop import chapter_bundle, files_bundle
from sop_kit.document.view import View, look
from sop_kit.errors import BadInput, BadRequest, NoProductYet, NotAWorkshop, PlaceNotFound, SopKitError
from sop_kit.live.ids import next_id
from sop_kit.live.shown import Shown
from sop_kit.record.authors import author
from sop_kit.record.changes import Change, Edit
from sop_kit.record.core import with_departures
from sop_kit.record.files.reading import Reading
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.kinds import make_id
from sop_kit.record.model import Record
from sop_kit.record.pictures import files_of_pictures
from sop_kit.words import LANGUAGES, words

if TYPE_CHECKING:
    from sop_kit.record.store import Store
    from sop_kit.record.workshop import Workshop

CURRENT_FILE = "current-product.txt"
LANGUAGE_FILE = "current-language.txt"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a record is kept so that edits can be saved."""

    workshop: Workshop
    store: Store
    product: str


class Session:
    """What the cells of a notebook talk to.

    ``live`` is false when nothing can or should be edited: in a batch, or when the record came from a file. ``folder``
    is where the folder of the record's pictures lies.
    """

    def __init__(self, record: Record, *, lang: str, live: bool, kept: Kept | None, folder: Path | None = None) -> None:
        self.say = words(lang)
        self.kept = kept
        self._folder = folder
        self.live = live and kept is not None
        self._record = record
        self._notebook = notebook_name()
        self._listeners: list[Callable[[], None]] = []
        self._view: View | None = None

    @property
    def record(self) -> Record:
        """Return the record as it is now."""
        return self._record

    @property
    def view(self) -> View:
        """Return the record with its assessment, in the notebook's language."""
        if self._view is None:
            pictures = files_of_pictures(self._record, self._folder) if self._folder else {}
            self._view = look(self._record, self.say.lang, pictures=pictures)
        return self._view

    def chapter(self, *codes: str) -> Shown:
        """Return chapters of the SoP as a cell's output; codes as in ``sop_kit.document.sop.CHAPTERS``."""
        return Shown(chapter_bundle(self.view, *codes))

    def files(self) -> Shown:
        """Return the annex of forms as a cell's output, with what ``sop_forms`` and ``sop_bpmn`` write."""
        return Shown(files_bundle(self.view))

    def show(self, blocks: Sequence[Block]) -> Shown:
        """Return any blocks as a cell's output."""
        return Shown(Bundle(meta=meta(self.view), blocks=tuple(blocks)))

    def save(self, edits: Sequence[Edit], why: str = "", *, expect: int | None = None) -> None:
        """Save edits as one Change; it is on disk when this returns, and everybody who listens is told.

        ``expect`` is the number of the Change the edits were made on; when somebody wrote meanwhile, nothing is saved.

        Raises
        ------
        BadRequest
            When the record cannot be edited here, or the edits would make it invalid. Nothing is saved then.
        """
        kept = self._kept()
        # Somebody else may have written meanwhile: each edit names its own columns, so theirs are kept.
        made = self._with_departures(kept, edits)
        kept.store.add(kept.product, made, by=author(), why=why, via=self._notebook, expect=expect)
        self._take(kept.store.record(kept.product))

    def add_row(self, table: str, values: Mapping[str, Any], others: Sequence[Edit] = ()) -> str:
        """Save a new row under an id that no row ever had, together with other edits, and return the id.

        Raises
        ------
        BadRequest
            When the record cannot be edited here, or the row would make it invalid. Nothing is saved then.
        """
        kept = self._kept()
        while True:
            self.refresh()
            head = self._record.head.number
            row = next_id(table, values, [each.id for each in self._record.rows(table)], self.ids_ever(table))
            try:
                self.save([*others, Edit(act="put", table=table, row=row, values=dict(values))], expect=head)
            except BadRequest:
                # Two people who add at once must not be given the same id: the later one tries again.
                if kept.store.head(kept.product).number == head:
                    raise
            else:
                return row

    def ids_ever(self, table: str) -> frozenset[str]:
        """Return every id that a row of a table ever had."""
        kept = self._kept()
        return kept.store.ids_ever(kept.product, table)

    def undo(self) -> bool:
        """Take this person's last edit in this notebook back, as a Change of its own; say whether there was one.

        Raises
        ------
        BadRequest
            When somebody touched the same field since. Nothing is saved then.
        """
        return self.kept is not None and self._saved(self.kept.store.undo)

    def redo(self) -> bool:
        """Make the edit again that was taken back last in this notebook; say whether there was one.

        Raises
        ------
        BadRequest
            When somebody touched the same field since. Nothing is saved then.
        """
        return self.kept is not None and self._saved(self.kept.store.redo)

    def refresh(self) -> None:
        """Read the record again: somebody else may have edited it."""
        if self.kept is not None and self.kept.store.head(self.kept.product) != self._record.head:
            self._take(self.kept.store.record(self.kept.product))

    def listen(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` after every change of the record."""
        self._listeners.append(listener)

    def _saved(self, act: Callable[..., object]) -> bool:
        kept, me = self._kept(), author()

        def mine(change: Change) -> bool:
            return change.by == me and change.via == self._notebook

        done = act(kept.product, by=me, via=self._notebook, mine=mine) is not None
        self.refresh()
        return done

    def _with_departures(self, kept: Kept, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return the edits and, for a line of a family, those that note where it departs from its core."""
        if not self._record.product.core:
            return tuple(edits)
        from sop_kit.record.family import core_as_taken

        self.refresh()
        core = core_as_taken(kept.store, self._record)
        return with_departures(core, self._record, edits) if core is not None else tuple(edits)

    def touched_since(self) -> tuple[str, ...]:
        """Return the chapters that the core of this line has changed since the line took it over."""
        if self.kept is None or not self._record.product.core:
            return ()
        from sop_kit.assess.touched import touched_since

        return touched_since(self.kept.store, self._record)

    def _kept(self) -> Kept:
        if self.kept is None:
            raise BadRequest("This record came from a file. Import it into a workshop to edit it.")
        return self.kept

    def _take(self, record: Record) -> None:
        self._record = record
        self._view = None
        for listener in self._listeners:
            listener()


def open_session(record: str = "", *, lang: str = "", live: bool = True) -> Session:
    """Return the session of a notebook.

    Parameters
    ----------
    record
        A product id of the workshop the notebook is in, or the path of a record file (YAML). Empty: the product line
        chosen in notebook 00, else the workshop's first one.
    lang
        ``zh`` or ``en``. Empty: the language chosen in notebook 00, else the workshop's first, else the record's own.
    live
        Whether people edit; a batch run passes false.

    Raises
    ------
    NoProductYet, UnknownProduct, NotAWorkshop, PlaceNotFound, BadInput
        When the record cannot be found or read.
    """
    try:
        return _opened(record, lang=lang, live=live)
    except SopKitError as error:
        error.speak(words(lang if lang in LANGUAGES else LANGUAGES[0]))
        raise


def _opened(record: str, *, lang: str, live: bool) -> Session:
    if record.endswith((".yaml", ".yml")):
        found = _from_file(Path(record))
        own = found.product.languages[0] if found.product.languages else LANGUAGES[0]
        return Session(found, lang=lang or own, live=False, kept=None, folder=Path(record).parent)
    # The database is loaded only for a workshop: a batch reads frozen files.
    from sop_kit.record.starting import new_line
    from sop_kit.record.workshop import find_workshop

    workshop = find_workshop(Path.cwd())
    if workshop is None:
        raise NotAWorkshop(Path.cwd())
    store = workshop.store()
    if live and not record and not store.products():
        # A new workshop opened in JupyterLab: the facilitator starts writing, not reading an error.
        name = workshop.folder.resolve().name
        new_line(store, make_id(name) or "line-1", name)
    product = record or current_product(workshop, store)
    spoken = lang or current_language(workshop)
    kept = Kept(workshop, store, product)
    return Session(store.record(product), lang=spoken, live=live, kept=kept, folder=workshop.folder)


def notebook_name() -> str:
    """Return the name of the notebook this kernel serves; JupyterLab tells it."""
    return Path(os.environ.get("JPY_SESSION_NAME", "")).name or "notebook"


def current_language(workshop: Workshop) -> str:
    """Return the language chosen in notebook 00, else the first one of the workshop's settings."""
    path = workshop.folder / LANGUAGE_FILE
    chosen = path.read_text(encoding="utf-8").strip() if path.is_file() else ""
    return chosen if chosen in LANGUAGES else workshop.languages[0]


def choose_language(session: Session, lang: str) -> None:
    """Remember the language the workshop is shown in, for all its notebooks."""
    if session.kept is not None:
        (session.kept.workshop.folder / LANGUAGE_FILE).write_text(f"{lang}\n", encoding="utf-8")


def current_product(workshop: Workshop, store: Store) -> str:
    """Return the product line chosen in notebook 00, else the first one.

    Raises
    ------
    NoProductYet
        When the workshop has none yet.
    """
    known = store.products()
    path = workshop.folder / CURRENT_FILE
    chosen = path.read_text(encoding="utf-8").strip() if path.is_file() else ""
    if chosen in known:
        return chosen
    if not known:
        raise NoProductYet(workshop.folder)
    return known[0]


def choose_product(session: Session, product: str) -> None:
    """Remember the product line the workshop works on, for all its notebooks."""
    if session.kept is not None:
        (session.kept.workshop.folder / CURRENT_FILE).write_text(f"{product}\n", encoding="utf-8")


def _from_file(path: Path) -> Record:
    if not path.is_file():
        raise PlaceNotFound(path, "Give the path of a record file, or a product id of the workshop.")
    reading: Reading = read_record(path.read_bytes(), path.name)
    if reading.record is None:
        raise BadInput(path.name, reading.problems)
    return reading.record
