"""Every gesture of the board in a real JupyterLab, in both languages: after each, what was done is in the record."""

import json

import pytest

from sop_kit.cli.taking import start_workshop
from sop_kit.live import open_session
from sop_kit.record.changes import Edit
from sop_kit.record.model import TABLES
from tests.live.board.five_steps import five_steps, focus
from tests.live.board.lab_board import LabBoard
from tests.live.board.tour_drawing import arrows_drawn, fingers, lanes, moves, several
from tests.live.board.tour_looking import looks, tab, wall
from tests.live.board.tour_writing import back_and_forth, card, marks, notes, pasted, photo
from tests.live.lab import Notebook, running_lab, set_language

pytestmark = pytest.mark.xdist_group("lab")
BOARD = "board.ipynb"
SHOW = 'from sop_kit.live import open_session, show_board\n\nshow_board(open_session("line", lang=lang, live=live))'


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    home = tmp_path_factory.mktemp("lab")
    workshop = start_workshop(home / "工作坊 4", product="line", name="Line")
    path = workshop.notebooks / "01-capture-workflow.ipynb"
    whole = json.loads(path.read_text(encoding="utf-8"))
    parameters = next(cell for cell in whole["cells"] if cell["id"] == "parameters")
    cells = [parameters, {**parameters, "id": "board", "source": SHOW, "metadata": {}}]
    (workshop.notebooks / BOARD).write_text(json.dumps({**whole, "cells": cells}), encoding="utf-8")
    with running_lab(workshop, home) as running:
        yield running


@pytest.fixture(params=["en", "zh"])
def board(lab, browser, monkeypatch, request):
    """Return the board of five steps in three lanes; no test may leave an error of the page behind."""
    monkeypatch.chdir(lab.workshop.folder)
    session = open_session("line", lang=request.param)
    there = [Edit(act="drop", table=table, row=row.id) for table in TABLES for row in session.record.rows(table)]
    session.save([*there, Edit(act="put", table="settings", values={"lanes": []})])
    session.save(five_steps(session))
    set_language(lab.workshop, BOARD, request.param)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, has_touch=True, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown = LabBoard(Notebook(context.new_page(), lab, BOARD), session)
    yield shown
    context.close()
    lab.stop_kernels()
    assert not shown.refused


def test_every_gesture_in_jupyterlab_is_in_the_record(board):
    focus(board, "S01")
    board.press("0")  # the whole picture is in sight
    for part in (notes, back_and_forth, moves, fingers, arrows_drawn, lanes, marks, card, several):
        part(board)
    for part in (pasted, photo, looks, wall, tab):
        part(board)
