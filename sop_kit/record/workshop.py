"""A workshop folder: its settings, its store, and copies of the notebooks."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

from sop_kit import __version__
from sop_kit.errors import BadRequest, NotAWorkshop
from sop_kit.places import kit_path
from sop_kit.record.store import Now, Store, utc_now
from sop_kit.words import LANGUAGES

SETTINGS_FILE = "workshop.toml"
_SETTINGS = """\
# Settings of this workshop; the records are in the store, copies for git in records/.
schema = 1
kit = "{kit}"
languages = [{languages}]
store = "workshop.db"
"""


@dataclass(frozen=True, slots=True)
class Workshop:
    """An existing workshop folder; ``store_address`` is a file in it or a database's URL."""

    folder: Path
    languages: tuple[str, ...]
    store_address: str | Path

    @property
    def notebooks(self) -> Path:
        """Return the folder of the notebooks people open."""
        return self.folder / "notebooks"

    def store(self, *, now: Now = utc_now) -> Store:
        """Open the store of this workshop."""
        return Store.open(self.store_address, now=now)


def create(folder: Path, *, first: str = LANGUAGES[0]) -> Workshop:
    """Make a workshop folder with its settings and the notebooks, and return it; it is shown in the language ``first``.

    Raises
    ------
    BadRequest
        When there is a workshop already, or the folder holds other things.
    """
    if (folder / SETTINGS_FILE).exists():
        raise BadRequest("{folder} is a workshop already. Use it, or choose another folder.", folder=folder)
    if folder.exists() and any(folder.iterdir()):
        raise BadRequest(
            "{folder} is not empty. Choose a new folder, so that nothing of yours is mixed with the workshop.",
            folder=folder,
        )
    (folder / "records").mkdir(parents=True)
    (folder / "logs").mkdir()
    copy_notebooks(folder / "notebooks")
    quoted = ", ".join(f'"{name}"' for name in (first, *(other for other in LANGUAGES if other != first)))
    # The settings come last: a folder is a workshop only once everything else is in it.
    (folder / SETTINGS_FILE).write_text(_SETTINGS.format(kit=__version__, languages=quoted), encoding="utf-8")
    workshop = open_workshop(folder)
    workshop.store().close()
    return workshop


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
    address = str(settings.get("store", "workshop.db"))
    languages = tuple(str(lang) for lang in settings.get("languages", ()) if lang in LANGUAGES)
    return Workshop(folder, languages or LANGUAGES, address if "://" in address else folder / address)


def find_workshop(start: Path) -> Workshop | None:
    """Return the workshop that a folder or one of the folders above it is in, if any."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return open_workshop(folder)
    return None
