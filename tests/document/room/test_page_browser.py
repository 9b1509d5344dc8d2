"""On a wall of 1280 × 720 the room's pictures are read from the last row, with JupyterLab's file browser open."""

import pytest

from sop_kit.blocks.html import fragment, style
from sop_kit.blocks.html_style import sheet
from sop_kit.document.room.page import room_blocks
from sop_kit.document.view import look
from tests.browser import violations
from tests.document.test_sop import example

ROOM = 826  # px that JupyterLab leaves for an output on a screen of 1280
LETTERS = """() => [...document.querySelectorAll('figure svg text')].map(text =>
  parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
CUT = "() => [...document.querySelectorAll('.canvas')].filter(box => box.scrollWidth > box.clientWidth).length"


@pytest.fixture
def wall(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    yield context.new_page()
    context.close()


def shown(page, name, lang):
    made = fragment(room_blocks(look(example(name), lang)), lang)
    styles = f"<style>{style()}{sheet('notebook.css')} body {{ background: #fff }}</style>"
    room = f'<main class="jp-Notebook" style="width:{ROOM}px"><h1>03</h1>{made}</main>'
    page.set_content(f'<!doctype html><html lang="{lang}"><title>03</title>{styles}<body>{room}')


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["anti-fraud", "recommender"])
def test_no_letter_is_smaller_than_14_pixels_and_nothing_is_cut(wall, name, lang):
    shown(wall, name, lang)
    assert min(wall.evaluate(LETTERS)) >= 13.95
    assert wall.evaluate(CUT) == 0


def test_the_rooms_page_can_be_read_by_everybody(wall):
    shown(wall, "anti-fraud", "zh")
    assert violations(wall) == []
