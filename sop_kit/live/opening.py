"""How a notebook finds its record: by what was asked for, what was chosen in notebook 00, or what is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sop_kit.errors import BadInput, NoProductYet, NotAWorkshop, PlaceNotFound, SopKitError
from sop_kit.live.session import Kept, Session
from sop_kit.live.watching import follow_alone
from sop_kit.record.files.reading import Reading
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.kinds import make_id
from sop_kit.record.model import Record
from sop_kit.words import LANGUAGES, words

if TYPE_CHECKING:
    from sop_kit.record.store import Store
    from sop_kit.record.workshop import Workshop

CURRENT_FILE = "current-product.txt"
LANGUAGE_FILE = "current-language.txt"


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
        session = _opened(record, lang=lang, live=live)
    except SopKitError as error:
        error.speak(words(lang if lang in LANGUAGES else LANGUAGES[0]))
        raise
    if session.kept is not None:
        follow_alone(f"{session.kept.workshop.folder}\n{session.kept.product}", session.watching)
    return session


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
