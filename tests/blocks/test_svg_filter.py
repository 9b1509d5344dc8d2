"""Only the drawing in an SVG gets through, whatever else somebody put in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.blocks.svg_filter import safe_picture
from tests.reading import read

XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
PNG = "data:image/png;base64,iVBORw0KGgo="


def picture(inside: str, attributes: str = 'viewBox="0 0 10 10"'):
    return safe_picture(f'<svg xmlns="http://www.w3.org/2000/svg" {XLINK} {attributes}>{inside}</svg>', prefix="p-")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<script href="https://evil.example/x.js"/>',
        '<rect onload="alert(1)" onclick="alert(1)"/>',
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><p>evil</p></body></foreignObject>",
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<a xlink:href="https://evil.example"><text>x</text></a>',
        '<image href="https://evil.example/x.png"/>',
        '<image xlink:href="data:image/svg+xml;base64,evil"/>',
        '<use href="https://evil.example/x.svg#y"/>',
        "<style>@import url(https://evil.example)</style>",
        '<rect style="fill:url(https://evil.example)"/>',
        '<rect fill="url(https://evil.example#x)"/>',
        '<rect fill="\\75rl(https://evil.example)"/>',
        '<rect filter="url(https://evil.example#x)"/>',
        "<path marker-end=\"url('https://evil.example#x')\"/>",
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
        '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/>',
        "<!-- evil --><?evil evil?>",
        '<text font-family="x;background:url(https://evil.example)">x</text>',
    ],
)
def test_what_is_hostile_is_left_out(hostile):
    inside = picture(hostile).inside
    for sign in ("evil", "alert", "javascript", "<script", " on"):
        assert sign not in inside


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg viewBox="0 0 1 1"><text>&b;</text></svg>',
        '<!DOCTYPE svg SYSTEM "file:///etc/passwd"><svg viewBox="0 0 1 1"/>',
        '<svg viewBox="0 0 1 1">&undefined;</svg>',
        '<svg viewBox="0 0 1e400 1"/>',
        '<svg viewBox="0 0 1 1"',
    ],
)
def test_a_document_that_asks_for_more_than_a_picture_is_refused(document):
    assert safe_picture(document, prefix="") is None


def test_words_of_a_title_are_words_only():
    inside = picture("<g opacity='1'><title>a<a href='#x'>b</a> &lt;img&gt;</title></g>").inside
    assert inside == '<g opacity="1"><title>ab &lt;img&gt;</title></g>'


def test_what_a_whole_picture_is_called_is_said_by_whoever_shows_it():
    assert picture("<title>Workflow</title><desc>34 steps</desc><rect/>").inside == "<rect/>"


def test_a_drawing_keeps_what_it_draws():
    drawn = '<g transform="translate(1 2)"><rect fill="#ffffff" rx="2" width="3"/><text>监控 &amp; 预警</text></g>'
    got = picture(drawn)
    assert got.inside == drawn
    assert got.whole


@pytest.mark.parametrize("lost", ["<foreignObject/>", "<use href='#x'/>", "<style/>", "<rect style='fill:red'/>"])
def test_a_drawing_that_lost_something_says_so(lost):
    assert not picture(lost).whole


def test_ids_get_their_prefix_where_they_stand_and_where_they_are_used():
    inside = picture('<marker id="tip"/><path marker-end="url( #tip )" clip-path="url(#gone)"/>').inside
    assert inside == '<marker id="p-tip"/><path marker-end="url(#p-tip)"/>'


def test_an_id_given_twice_stays_with_the_first():
    inside = picture('<clipPath id="a"/><clipPath id="a"/><path clip-path="url(#a)"/>').inside
    assert inside == '<clipPath id="p-a"/><clipPath/><path clip-path="url(#p-a)"/>'


def test_an_id_that_nothing_points_to_is_left_out_and_so_is_a_group_for_nothing():
    assert picture('<g id="box"> <rect/> </g>').inside == "<rect/>"


def test_a_text_of_one_line_needs_no_element_for_the_line():
    assert picture('<text fill="#fff"> <tspan x="1" y="2">监控</tspan> </text>').inside == (
        '<text fill="#ffffff" x="1" y="2">监控</text>'
    )
    two = picture('<text><tspan y="1">a</tspan><tspan y="2">b</tspan></text>').inside
    assert two == '<text><tspan y="1">a</tspan><tspan y="2">b</tspan></text>'


def test_what_the_root_lends_to_its_parts_is_kept():
    assert picture("<text>x</text>", 'viewBox="0 0 9 9" font-size="11.5"').inside == (
        '<g font-size="11.5"><text>x</text></g>'
    )


def test_a_large_picture_says_its_paths_in_fewer_letters_and_a_small_one_keeps_every_digit():
    path = '<path d="M10 5.04L10 20L30 20Q35 20 35 25.5L35 40Z"/>'
    assert picture(path, 'viewBox="0 0 700 300"').inside == '<path d="M10 5v15h20q5 0 5 5.5v14.5z"/>'
    assert picture(path, 'viewBox="0 0 1400 300"').inside == '<path d="M10 5v15h20q5 0 5 6v14z"/>'
    assert picture(path).inside == path


def test_links_into_the_document_stay_and_are_encoded():
    got = picture('<a xlink:href="#监控 1"><text>x</text></a>')
    assert got.linked
    assert read(got.inside).named("a")[0].attributes == {"href": "#%E7%9B%91%E6%8E%A7-1"}


def test_a_photo_inside_stays_inside():
    assert PNG in picture(f'<image href="{PNG}" width="5" height="5"/>').inside


def test_colours_are_written_one_way():
    assert picture('<path fill=" #FFF " stroke="currentColor"/>').colours == {"#ffffff", "currentcolor"}


def test_a_picture_without_a_view_box_has_the_size_it_states():
    got = picture("", 'width="120px" height="50"')
    assert (got.view_box, got.width, got.height) == ("0 0 120 50", 120, 50)


def test_the_usual_letters_are_those_of_most_of_the_text():
    got = picture('<g font-size="13"><text>a long line</text><text font-size="9">?</text></g>')
    assert got.letters == 13
    assert picture("<rect/>").letters == 12


def test_a_picture_too_deep_to_be_drawn_by_hand_is_cut():
    assert not picture("<g>" * 100 + "</g>" * 100).whole


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_text_in_a_picture_stays_text(words, value):
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    quoted = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    got = picture(f'<text font-family="{quoted}" id="{quoted}">{escaped}</text>')
    if got is None:
        return  # characters XML does not know
    seen = read(got.inside)
    assert [element.name for element in seen.elements] == ["text"]
    assert set(seen.elements[0].attributes) <= {"font-family", "id"}
