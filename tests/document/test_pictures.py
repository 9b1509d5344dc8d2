"""The team's pictures stand where they belong; one that cannot be shown says so and stops nothing."""

import base64

import pytest

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Callout, Card, Figure, Heading, Picture
from sop_kit.document.pictures import MOST_DOTS, picture_problems, without_traces
from sop_kit.document.sop import sop
from sop_kit.document.view import look
from sop_kit.record.model import Record
from sop_kit.record.pictures import MOST_BYTES
from sop_kit.record.tables import Image, Process, Product, Step, Translation
from tests.rasters import SECRET, jpeg, png

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="5" height="5"/></svg>'
HUGE = png()[:16] + MOST_DOTS.to_bytes(4, "big") + png()[20:]  # as wide as only its head says


def record(*images: dict[str, str]) -> Record:
    rows = tuple(Image.model_validate({"id": f"I{n}", "alt": "a board", **row}) for n, row in enumerate(images, 1))
    steps = (Step(id="S1", stage="monitor", action="look", role="ops"),)
    own = (Process(id="red-team", name="Red team"),)
    return Record(product=Product(id="line"), steps=steps, images=rows, processes=own)


def blocks(given: Record, files: dict[str, bytes], lang: str = "en"):
    return sop(look(given, lang, pictures=files)).blocks


def before(found, place: int, kind: type):
    return next(block for block in reversed(found[:place]) if isinstance(block, kind))


def test_a_picture_of_a_step_stands_below_its_card_though_a_chapter_is_named_too():
    found = blocks(record({"step": "S1", "chapter": "C1", "file": "board.png"}), {"board.png": png(8, 6)})
    (place,) = [n for n, block in enumerate(found) if isinstance(block, Picture)]
    assert isinstance(found[place - 1], Card)
    assert found[place - 1].code == "S1"
    assert (found[place].width, found[place].height, found[place].alt) == (8, 6, "a board")
    assert base64.b64decode(found[place].data) == png(8, 6)


@pytest.mark.parametrize(
    ("chapter", "anchor"),
    [
        *((f"C{n}", f"chapter-{n}") for n in range(8)),
        ("c3", "chapter-3"),
        ("4", "chapter-4"),
        ("C6-end", "chapter-6"),
        ("red-team", "process-red-team"),
        ("A", "annex-not-standard"),
        ("B", "annex-tools"),
        ("questions", "annex-questions"),
        ("d", "annex-lessons"),
        ("E", "annex-contradictions"),
        ("sources", "annex-sources"),
        ("nowhere", "annex-sources-homeless"),
        ("", "annex-sources-homeless"),
    ],
)
def test_a_picture_stands_in_the_chapter_it_names_and_none_is_lost(chapter, anchor):
    found = blocks(record({"chapter": chapter, "file": "board.png"}), {"board.png": png()})
    (place,) = [n for n, block in enumerate(found) if isinstance(block, Picture)]
    heads = [block for block in found[:place] if isinstance(block, Heading) and not block.anchor.startswith("-")]
    wanted = heads if anchor.endswith("homeless") else [head for head in heads if head.level == 1]
    assert wanted[-1].anchor == anchor


@pytest.mark.parametrize(
    ("file", "data", "reason"),
    [
        ("lost.png", None, "was not found"),
        ("../board.png", png(), "is not in the folder images"),
        ("film.png", bytes(MOST_BYTES + 1), "larger than 3 MB"),
        ("word.png", b"PK\x03\x04", "cannot be read as a picture"),
        ("drawing.svg", b"<svg", "cannot be read as a picture"),
        ("gaps.svg", b"\xff\xfe<svg/>", "cannot be read as a picture"),
        ("entity.svg", b'<!DOCTYPE svg [<!ENTITY x "y">]>' + SVG, "cannot be read as a picture"),
        ("huge.png", HUGE, "more than 50 million dots"),
    ],
)
def test_a_picture_that_cannot_be_shown_says_why_and_whom_to_ask(file, data, reason):
    given = record({"step": "S1", "file": file, "caption": "The board"})
    files = {} if data is None else {file: data}
    found = blocks(given, files)
    assert not [block for block in found if isinstance(block, Picture)]
    (box,) = [block for block in found if isinstance(block, Callout) and "The board" in block.title]
    said = " ".join(text_of(line) for line in box.body)
    assert reason in said
    assert "ask: product manager" in said
    (problem,) = picture_problems(given, files)
    assert problem.where == "images/I1/file"
    assert reason in problem.message


def test_a_drawing_is_drawn_without_what_could_run():
    svg = SVG.replace(b"<rect", b"<script>alert(1)</script><rect onclick='alert(1)'")
    svg = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/svg11.dtd">' + svg
    found = blocks(record({"step": "S1", "file": "flow.svg"}), {"flow.svg": svg})
    (figure,) = [block for block in found if isinstance(block, Figure) and block.name == "picture-flow"]
    assert "<rect" in figure.svg
    assert "alert" not in figure.svg


def test_a_drawing_that_loses_a_part_is_named_a_problem():
    given = record({"file": "flow.svg"})
    svg = SVG.replace(b"</svg>", b"<foreignObject>text</foreignObject></svg>")
    assert "left out" in picture_problems(given, {"flow.svg": svg})[0].message
    assert picture_problems(given, {"flow.svg": SVG}) == ()


def test_pictures_of_one_name_get_names_of_their_own():
    images = [{"step": "S1", "file": file} for file in ("a/Board.png", "b/board.png", "（白板）.png", "....png")]
    found = blocks(record(*images), {each["file"]: png() for each in images})
    names = [block.name for block in found if isinstance(block, Picture)]
    assert names == ["picture-Board", "picture-board-2", "picture-白板", "picture"]


def test_a_picture_that_nobody_described_is_an_open_question_and_admits_it():
    view = look(record({"step": "S1", "file": "board.png", "alt": ""}), "en", pictures={"board.png": png()})
    (picture,) = [block for block in sop(view).blocks if isinstance(block, Picture)]
    assert "nobody has described it" in picture.alt
    (gap,) = [gap for gap in view.assessment.gaps if gap.topic == "images.alt"]
    assert gap.rows == ("I1",)


def test_a_caption_older_than_its_source_says_so():
    old = Translation(id="t", table="images", row="I1", field="caption", lang="en", text="Board", of="before")
    given = record({"step": "S1", "file": "board.png", "caption": "白板"}).replace(translations=(old,))
    (picture,) = [block for block in blocks(given, {"board.png": png()}) if isinstance(block, Picture)]
    assert picture.caption == "Board (translation older than its source)"


@pytest.mark.parametrize("data", [jpeg(), png(secret=True), jpeg()[:-400], jpeg() + bytes(MOST_BYTES)])
def test_a_picture_that_travels_tells_nothing_about_who_took_it(data):
    assert SECRET not in without_traces("board.jpg", data)


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("a.jpg", jpeg()),
        ("a.png", png()),
        ("a.svg", SVG.replace(b"<rect", b"<script>1</script><rect id='a'")),
        ("a.jpg", jpeg() + bytes(MOST_BYTES)),
        ("a.jpg", jpeg()[:60]),
        ("a.svg", b"<svg"),
        ("huge.png", HUGE),
    ],
)
def test_a_document_says_the_same_with_the_pictures_that_travel(file, data):
    given = record({"step": "S1", "file": file})
    assert blocks(given, {file: without_traces(file, data)}) == blocks(given, {file: data})
