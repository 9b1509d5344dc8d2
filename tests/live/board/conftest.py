"""A session on a small line of a workshop, as a notebook has one, and a board of five steps in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sop_kit.cli.taking import start_workshop
from sop_kit.live import open_session
from sop_kit.live.session import Session
from tests.live.board.board_page import BoardPage
from tests.live.board.desks import SMALL
from tests.live.board.five_steps import five_steps


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


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """Return one tab of a browser, with fingers and a clipboard, for the tests of a file."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, has_touch=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def bare_page(tab: Page) -> BoardPage:
    """Return the page that shows the board of one test after the other."""
    return BoardPage(tab)


@pytest.fixture(params=["en", "zh"])
def board(
    bare_page: BoardPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[BoardPage]:
    """Return a board with five steps in three lanes; no test may leave an error of the page behind."""
    start_workshop(tmp_path / "w", product="line", name="Line")
    monkeypatch.chdir(tmp_path / "w")
    session = open_session("line", lang=request.param)
    session.save(five_steps(session))
    bare_page.open(session)
    yield bare_page
    bare_page.close()
    assert not bare_page.refused
