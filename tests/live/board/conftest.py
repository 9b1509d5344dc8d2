"""A session on a small line of a workshop, as a notebook has one."""

from pathlib import Path

import pytest

from sop_kit.cli.taking import start_workshop
from sop_kit.live import open_session
from sop_kit.live.session import Session
from tests.live.board.desks import SMALL


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a workshop with a line; the notebooks' folder is where Python stands."""
    start_workshop(tmp_path / "工作坊 1", product="line", name="反欺诈")
    monkeypatch.chdir(tmp_path / "工作坊 1" / "notebooks")
    return tmp_path / "工作坊 1"


@pytest.fixture
def lang() -> str:
    """Return the language of the notebook."""
    return "en"


@pytest.fixture
def session(folder: Path, lang: str) -> Session:
    """Return a session on three steps in two lanes."""
    opened = open_session("line", lang=lang, live=True)
    opened.save(SMALL)
    return opened
