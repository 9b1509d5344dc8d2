"""A photo of a paper whiteboard: a file without traces and a row that names it; nothing is lost or left over."""

import base64
from pathlib import Path

import pytest

from sop_kit.document.sop import chapter_bundle
from sop_kit.errors import BadRequest
from sop_kit.live.board.board import board
from sop_kit.live.session import Session
from sop_kit.record.pictures import MOST_BYTES
from tests.live.board.desks import answered, nodes_of, told, words_of
from tests.rasters import SECRET, jpeg, png

SECRET_PNG = png(secret=True)


def coded(data: bytes, media: str = "") -> str:
    return media + base64.b64encode(data).decode()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "images").glob("*")) if (folder / "images").exists() else []


@pytest.mark.parametrize(
    ("data", "media", "ending"), [(SECRET_PNG, "", "png"), (jpeg(), "data:image/jpeg;base64,", "jpg")]
)
def test_a_photo_lies_in_the_workshop_without_what_the_camera_wrote(
    folder: Path, session: Session, data: bytes, media: str, ending: str
):
    assert SECRET in data
    answer = answered(board(session), "photo", {"name": "IMG 1.HEIC", "data": coded(data, media), "step": "S02"})
    (row,) = session.record.images
    assert row.step == "S02"
    assert row.file.startswith("S02-20")
    assert row.file.endswith(f".{ending}")
    assert row.file in answer["says"]
    assert SECRET not in (folder / "images" / row.file).read_bytes()
    assert files(folder) == [row.file]


def test_a_photo_is_shown_to_whoever_opens_it_and_stands_in_the_document(session: Session):
    desk = board(session)
    answered(desk, "photo", {"name": "a.png", "data": coded(SECRET_PNG), "step": "S02"})
    answered(desk, "photo", {"name": "b.png", "data": coded(png(8, 8)), "step": ""}, "second")
    ids = [row.id for row in session.record.images]
    (of_step,) = [node for node in nodes_of(told(desk, "card", step="S02")["nodes"]) if node["n"] == "later"]
    assert of_step["args"] == {"image": ids[0]}
    (of_board,) = [node for node in nodes_of(desk.view["board"]["photos"]) if node["n"] == "later"]
    assert of_board["args"] == {"image": ids[1]}
    (shown,) = told(desk, "photo", image=ids[1])["nodes"]
    assert "data:image/png;base64," in shown["html"]
    assert "There is no such photo" in words_of(told(desk, "photo", image="gone")["nodes"])
    whole = chapter_bundle(session.view, "C3", "C4", "C5", "C6", "F").blocks
    assert len([block for block in whole if block.kind == "picture"]) >= 1


def test_two_photos_of_a_day_are_two_files_and_the_same_act_is_one(folder: Path, session: Session):
    desk = board(session)
    for act_id in ("one", "one", "two"):
        answer = answered(desk, "photo", {"name": "a.png", "data": coded(SECRET_PNG), "step": ""}, act_id)
        assert answer["kind"] == "done"
    assert len(session.record.images) == 2
    assert files(folder) == sorted(row.file for row in session.record.images)


def test_a_file_that_is_there_is_never_written_over(folder: Path, session: Session):
    desk = board(session)
    answered(desk, "photo", {"name": "a.png", "data": coded(png(4, 4)), "step": ""}, "one")
    (first,) = session.record.images
    before = (folder / "images" / first.file).read_bytes()
    answered(desk, "undo", {}, "back")
    answered(desk, "photo", {"name": "a.png", "data": coded(png(9, 9)), "step": ""}, "two")
    (second,) = session.record.images
    assert second.file != first.file
    assert (folder / "images" / first.file).read_bytes() == before


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (coded(b"MZ\x90\x00 no picture"), "cannot be read as a picture"),
        ("not base64 at all!", "cannot be read as a picture"),
        ("", "cannot be read as a picture"),
        (coded(png() + bytes(MOST_BYTES)), "larger than"),
        (coded(png(20_000, 20_000)[:200]), "cannot be read as a picture"),
    ],
    ids=["program", "no base64", "nothing", "large", "half"],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(folder: Path, session: Session, data: str, reason: str):
    answer = answered(board(session), "photo", {"name": "../../holiday.png", "data": data, "step": ""})
    assert answer["kind"] == "refused"
    assert reason in answer["says"]
    assert "holiday.png" in answer["says"]
    assert files(folder) == []
    assert session.record.images == ()


def test_a_change_that_fails_leaves_no_file(folder: Path, session: Session, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_args: object, **_more: object) -> str:
        assert len(files(folder)) == 1  # the file is on disk before the record names it
        raise BadRequest("There is no step '{step}' any more: somebody else may have taken it out.", step="S02")

    monkeypatch.setattr(session, "add_row", refuse)
    answer = answered(board(session), "photo", {"name": "a.png", "data": coded(SECRET_PNG), "step": "S02"})
    assert answer["kind"] == "refused"
    assert files(folder) == []


def test_a_photo_of_a_step_that_is_gone_is_refused(folder: Path, session: Session):
    answer = answered(board(session), "photo", {"name": "a.png", "data": coded(SECRET_PNG), "step": "S99"})
    assert answer["kind"] == "refused"
    assert files(folder) == []
