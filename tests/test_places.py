"""A file is put in its place whole: nobody ever finds half of one."""

import pytest

from sop_kit.places import write_together, write_whole


def test_a_file_takes_the_place_of_the_one_before(tmp_path):
    path = tmp_path / "a" / "b.txt"
    write_whole(path, "一")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_what_was_there_before_stays_when_writing_fails(tmp_path):
    path = tmp_path / "a.txt"
    write_whole(path, "before")
    with pytest.raises(TypeError):
        write_whole(path, 3)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_of_several_files_all_take_their_places_or_none(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    write_together({one: b"1", two: b"2"})
    with pytest.raises(TypeError):
        write_together({one: b"3", two: 4})
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    assert sorted(tmp_path.iterdir()) == [one, two]
