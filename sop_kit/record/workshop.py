"""A workshop folder: its settings, its store, and copies of the notebooks."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sop_kit import __version__
from sop_kit.errors import BadRequest, NewerKit, NotAWorkshop
from sop_kit.places import kit_path
from sop_kit.record.store import Now, Store, utc_now
from sop_kit.record.witness import WITNESS_FILE
from sop_kit.words import LANGUAGES

SETTINGS_FILE = "workshop.toml"
STORE_FILE = "workshop.db"
SCHEMA = 1  # of the settings
_SETTINGS = """\
# Settings of this workshop; the records are in the store, copies for git in records/.
schema = {schema}
kit = {kit}
languages = [{languages}]
store = {store}
"""
_REHEARSAL = """\

# This workshop is a rehearsal: everything in it is invented, and simulated participants may write into it.
[rehearsal]
people = {people}
seed = {seed}
"""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How many people are simulated in a workshop that is rehearsed, and which of their possible answers they give."""

    people: int
    seed: int


@dataclass(frozen=True, slots=True)
class Workshop:
    """An existing workshop folder; ``store_address`` is a file in it or a database's URL.

    ``rehearsal`` is there when the workshop is only rehearsed: in no other may anybody be simulated.
    """

    folder: Path
    languages: tuple[str, ...]
    store_address: str | Path
    rehearsal: Rehearsal | None = None

    @property
    def notebooks(self) -> Path:
        """Return the folder of the notebooks people open."""
        return self.folder / "notebooks"

    @property
    def witness(self) -> Path:
        """Return the file that remembers outside the store what was written into it."""
        return self.folder / WITNESS_FILE

    def store(self, *, now: Now = utc_now) -> Store:
        """Open the store of this workshop."""
        return Store.open(self.store_address, now=now, witness=self.witness)

    def store_to_read(self) -> Store:
        """Open the store of this workshop as it is, damaged or not, and write nothing into it."""
        return Store.open(self.store_address, reading=True)


def create(
    folder: Path, *, first: str = LANGUAGES[0], store: str = STORE_FILE, rehearsal: Rehearsal | None = None
) -> Workshop:
    """Make a workshop folder with its settings and the notebooks, and return it; it is shown in the language ``first``.

    Parameters
    ----------
    store
        The file of the store in the folder, or the URL of a database.
    rehearsal
        Who is simulated, when the workshop is only rehearsed.

    Raises
    ------
    BadRequest
        When there is a workshop already, or the folder holds other things.
    StoreRefused, MissingTool
        When the database cannot be reached. No folder is made then.
    """
    if (folder / SETTINGS_FILE).exists():
        raise BadRequest("{folder} is a workshop already. Use it, or choose another folder.", folder=folder)
    if folder.exists() and any(folder.iterdir()):
        raise BadRequest(
            "{folder} is not empty. Choose a new folder, so that nothing of yours is mixed with the workshop.",
            folder=folder,
        )
    if "://" in store:
        Store.open(store).close()
    (folder / "records").mkdir(parents=True)
    (folder / "logs").mkdir()
    copy_notebooks(folder / "notebooks")
    # The settings come last: a folder is a workshop only once everything else is in it.
    languages = (first, *(other for other in LANGUAGES if other != first))
    (folder / SETTINGS_FILE).write_text(settings_text(languages, store, rehearsal), encoding="utf-8")
    workshop = open_workshop(folder)
    workshop.store().close()
    return workshop


def settings_text(languages: Sequence[str], store: str, rehearsal: Rehearsal | None = None) -> str:
    """Return what workshop.toml says."""
    quoted = ", ".join(map(_quoted, languages))
    text = _SETTINGS.format(schema=SCHEMA, kit=_quoted(__version__), languages=quoted, store=_quoted(store))
    return text + _REHEARSAL.format(people=rehearsal.people, seed=rehearsal.seed) if rehearsal else text


def copy_notebooks(target: Path) -> None:
    """Copy the kit's notebooks into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    for notebook in sorted(kit_path("notebooks").glob("*.ipynb")):
        shutil.copyfile(notebook, target / notebook.name)


def open_workshop(folder: Path) -> Workshop:
    """Return the workshop in a folder.

    Raises
    ------
    NotAWorkshop
        When the folder has no ``workshop.toml``.
    BadRequest
        When that file cannot be read.
    """
    path = folder / SETTINGS_FILE
    if not path.is_file():
        raise NotAWorkshop(folder)
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRequest("{path} cannot be read: {error}. Correct that line.", path=path, error=error) from error
    schema = settings.get("schema", SCHEMA)
    if isinstance(schema, int) and schema > SCHEMA:
        raise NewerKit(str(path), schema, SCHEMA)
    address = str(settings.get("store", STORE_FILE))
    languages = tuple(str(lang) for lang in settings.get("languages", ()) if lang in LANGUAGES)
    place = address if "://" in address else folder / address
    return Workshop(folder, languages or LANGUAGES, place, _rehearsal(settings.get("rehearsal")))


def _rehearsal(stated: object) -> Rehearsal | None:
    if not isinstance(stated, dict):
        return None
    people, seed = stated.get("people"), stated.get("seed")
    return Rehearsal(people, seed) if isinstance(people, int) and isinstance(seed, int) and people > 0 else None


def _quoted(text: str) -> str:
    # A text of JSON is a text of TOML.
    return json.dumps(text, ensure_ascii=False)


def find_workshop(start: Path) -> Workshop | None:
    """Return the workshop that a folder or one of the folders above it is in, if any."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return open_workshop(folder)
    return None
