"""Pictures are read from the folder images beside the record, and from nowhere else."""

import os

import pytest

from sop_kit.record.model import Record
from sop_kit.record.pictures import MOST_BYTES, below_images, files_of_pictures
from sop_kit.record.tables import Image, Product


def naming(*files: str) -> Record:
    images = tuple(Image(id=f"I{number}", file=file) for number, file in enumerate(files))
    return Record(product=Product(id="line"), images=images)


@pytest.mark.parametrize("name", ["board.png", "images/board.png", "images\\board.png", "./board.png"])
def test_a_picture_is_found_however_a_person_writes_its_name(tmp_path, name):
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "board.png").write_bytes(b"dots")
    assert files_of_pictures(naming(name), tmp_path) == {name: b"dots"}


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "images/../../secret.txt",
        "..\\secret.txt",
        "/etc/passwd",
        "C:\\secret.txt",
        "a.png:stream",
        ".",
    ],
)
def test_a_name_that_leads_out_of_the_folder_is_not_followed(tmp_path, name):
    (tmp_path / "images").mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    assert below_images(name) == ""
    assert files_of_pictures(naming(name), tmp_path) == {}


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "images").mkdir()
    (tmp_path / "secret.png").write_bytes(b"secret")
    try:
        (tmp_path / "images" / "board.png").symlink_to(tmp_path / "secret.png")
    except OSError:
        pytest.skip("this system makes links for administrators only")
    assert files_of_pictures(naming("board.png"), tmp_path) == {}


def test_what_is_not_there_or_is_no_file_is_left_out(tmp_path):
    (tmp_path / "images" / "folder.png").mkdir(parents=True)
    long = f"{'x' * 300}.png"
    assert files_of_pictures(naming("lost.png", "folder.png", long), tmp_path) == {}
    assert files_of_pictures(naming("lost.png"), tmp_path / "nowhere") == {}


def test_of_a_huge_file_only_so_much_is_read_as_shows_its_size(tmp_path):
    (tmp_path / "images").mkdir()
    with (tmp_path / "images" / "film.png").open("wb") as file:
        os.truncate(file.fileno(), 40 * MOST_BYTES)
    assert len(files_of_pictures(naming("film.png"), tmp_path)["film.png"]) == MOST_BYTES + 1
