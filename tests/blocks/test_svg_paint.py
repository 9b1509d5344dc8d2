"""How pictures are painted, said once a page."""

import re

import pytest

from sop_kit.blocks.svg_filter import safe_picture
from sop_kit.blocks.svg_paint import Paints


def drawn(inside, paints, box="0 0 900 300"):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'
    return safe_picture(svg, prefix="p-", paints=paints).inside


def test_parts_painted_alike_share_a_class_across_pictures():
    paints = Paints()
    part = '<rect x="1" fill="#123456" stroke-width="2"/>'
    assert drawn(part, paints) == '<rect class="A" x="1"/>'
    assert drawn(part + '<path fill="none"/>', paints) == '<rect class="A" x="1"/><path class="B"/>'
    assert paints.rules() == ".A{fill:#123456;stroke-width:2}.B{fill:none}"


def test_a_colour_of_the_kit_is_named_so_that_it_follows_the_page_into_the_dark():
    paints = Paints()
    drawn('<text fill="#1B2430" font-size="12">x</text>', paints)
    assert paints.rules() == ".A{fill:var(--ink);font-size:12px}"


def test_the_names_of_classes_do_not_end_with_the_alphabet():
    paints = Paints()
    drawn("".join(f'<path stroke-width="{n}"/>' for n in range(1, 731)), paints)
    names = re.findall(r"\.(\w+){", paints.rules())
    assert (names[0], names[25], names[26], names[701], names[702]) == ("A", "Z", "AA", "ZZ", "AAA")
    assert len(set(names)) == 730


def test_the_words_shown_on_hovering_are_left_to_the_file_of_its_own():
    assert drawn('<a href="#x"><title>x</title><text>x</text></a>', Paints()) == '<a href="#x"><text>x</text></a>'


@pytest.mark.parametrize("value", ["}a{x:y", "1;color:red", "url(#x)", "var(--x)", "a/*", "\\41"])
def test_only_plain_values_reach_the_style_sheet(value):
    paints = Paints()
    assert "class" not in drawn(f'<rect stroke-dasharray="{value}"/>', paints)
    assert paints.rules() == ""
