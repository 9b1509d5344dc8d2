"""A picture is known by its first bytes, and loses what a camera wrote into it."""

import pytest

from sop_kit.blocks.raster import raster
from tests.rasters import SECRET, gif, jpeg, png


@pytest.mark.parametrize(
    ("data", "media_type", "size"),
    [
        (png(7, 5), "image/png", (7, 5)),
        (gif(300, 2), "image/gif", (300, 2)),
        (jpeg(640, 480), "image/jpeg", (640, 480)),
    ],
)
def test_kind_and_size_stand_in_the_head_of_a_file(data, media_type, size):
    found = raster(data)
    assert (found.media_type, (found.width, found.height)) == (media_type, size)


@pytest.mark.parametrize("data", [png(secret=True), jpeg()])
def test_where_and_with_what_a_picture_was_taken_is_not_kept(data):
    assert SECRET in data
    assert SECRET not in raster(data).data


def test_dots_and_colours_of_a_photograph_stay_as_they_were():
    kept = raster(jpeg()).data
    assert b"dots\xff\x00more\xff\xd0dots" in kept
    assert b"ICC_PROFILE" in kept
    assert kept.endswith(b"\xff\xd9")


@pytest.mark.parametrize(("way_up", "size"), [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40))])
def test_a_photograph_taken_sideways_stays_the_right_way_up(way_up, size):
    found = raster(jpeg(way_up=way_up))
    assert (found.width, found.height) == size
    assert raster(found.data) == found  # it still says which way up it is


@pytest.mark.parametrize("data", [png(), png(secret=True), jpeg(), gif()])
def test_a_picture_without_traces_stays_as_it_is(data):
    once = raster(data)
    assert raster(once.data) == once


@pytest.mark.parametrize("whole", [png(), jpeg()])
def test_a_file_that_is_cut_off_is_no_picture(whole):
    ends = range(len(raster(whole).data) - 2)
    assert [end for end in ends if raster(raster(whole).data[:end]) is not None] == []


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"GIF89a", b"<svg/>", b"%PDF-1.7", b"BM" + bytes(60), png(0, 3)])
def test_another_kind_of_file_is_no_picture(data):
    assert raster(data) is None
