"""No character is lost on the way to paper: it is shown, or its code point is."""

import bz2
import os
import re
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.export import fonts
from sop_kit.export.png import png

UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def face(path):
    """Return the code points and the family of a font file."""
    with TTFont(path) as font:
        return set(font.getBestCmap()), font["name"].getDebugName(1)


def svg(text):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30" font-family="Noto Sans CJK SC">'
        f'<text x="2" y="22" font-size="20">{text}</text></svg>'
    )


def test_the_table_of_coverage_is_what_the_fonts_hold():
    faces = {path: face(path)[0] for path in fonts.files()}
    regular = set().union(*(points for path, points in faces.items() if "Regular" in path))
    assert fonts.covered() <= regular
    assert {Path(path).stem for path in faces} >= {"NotoSansCJKsc-Regular", "NotoSansCJKsc-Bold"}


def test_bold_and_regular_of_a_family_hold_the_same_characters():
    for stem in ("NotoSansCJKsc", "NotoSans"):
        pair = [path for path in fonts.files() if re.search(rf"/{stem}-(Regular|Bold)\.", path)]
        assert len(pair) == 2
        first, second = (face(path)[0] for path in pair)
        assert first == second


def test_the_family_keeps_its_name():
    names = {face(path)[1] for path in fonts.files()}
    assert names == {*fonts.FAMILIES, "Noto Sans Mono CJK SC"}


def test_a_face_stays_small():
    assert all(Path(path).stat().st_size <= 5_000_000 for path in fonts.files())


def test_every_character_of_the_national_table_is_covered():
    if not UNIHAN.exists():
        advice = "make test installs the national table where it may (Debian: sudo apt-get install unicode-data)."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(advice)
    lines = bz2.decompress(UNIHAN.read_bytes()).decode().splitlines()
    table = {int(found[1], 16) for line in lines if (found := re.match(r"U\+([0-9A-F]+)\tkTGH\t", line))}
    assert len(table) == 8105
    assert table <= fonts.covered()


@pytest.mark.parametrize(
    "text",
    [
        "张喆李玥王珺堃瑄祎烜",
        "𫖮𬱖㛃",
        "繁體廣東",
        "ひらがなカタカナ",
        "Łódź Đặng Ångström",
        "Ελληνικά",
        "Українська",
        "→⇒↻⟳",
        "☐☑✓✗",
        "■▲●◆",
        "¥€£₹",
        "≤≥≠±×÷∞√",
        "①②③㎡℃‰",
    ],
)
def test_names_letters_and_signs_of_a_company_are_covered(text):
    assert fonts.uncovered(text) == ()
    assert fonts.printable(text) == text


def test_all_of_gb2312_is_covered():
    pairs = (bytes((lead, trail)) for lead in range(0xA1, 0xF8) for trail in range(0xA1, 0xFF))
    chars = "".join(pair.decode("gb2312", errors="ignore") for pair in pairs)
    assert len(chars) == 7445
    assert fonts.uncovered(chars) == ()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("好😀", "好[U+1F600]"),
        ("a\u200bb", "a[U+200B]b"),
        ("\u202egnp.exe", "[U+202E]gnp.exe"),
        ("a\x00b\x1b", "a[U+0000]b[U+001B]"),
        ("\ufeffx\u00ad", "[U+FEFF]x[U+00AD]"),
        ("\u3164", "[U+3164]"),
        ("שלום", "[U+05E9][U+05DC][U+05D5][U+05DD]"),
    ],
)
def test_a_lost_glyph_is_named(text, printed):
    assert fonts.printable(text) == printed


def test_a_lost_character_is_reported_once_in_order():
    assert fonts.uncovered("b😀a\u200b😀") == ("😀", "\u200b")


def test_the_plain_or_coloured_shape_of_a_sign_is_no_loss():
    assert fonts.printable("⚠\ufe0f 注意") == "⚠ 注意"
    assert fonts.printable("x\ufe0f\ufe0f") == "x[U+FE0F]"
    assert fonts.printable("\ufe0f") == "[U+FE0F]"


def test_a_letter_typed_in_two_parts_is_one():
    assert fonts.printable("e\u0301") == "é"
    assert fonts.printable("q\u0301") == "q[U+0301]"


def test_line_ends_and_tabs_are_layout():
    assert fonts.printable("a\r\nb\rc\td") == "a\nb\nc\td"


def test_a_readers_own_fonts_show_what_the_kit_has_no_glyph_for():
    assert fonts.visible("好😀שלום⚠\ufe0f") == "好😀שלום⚠\ufe0f"
    assert fonts.visible("a\u202eb\x00") == "a[U+202E]b[U+0000]"


@pytest.mark.parametrize(
    ("text", "drawn"),
    [("好😀!", "好□!"), ("👨\u200d👩", "□□"), ("a\u202eb", "ab"), ("q\u0301", "q"), ("שלום", "□□□□"), ("a\tb", "a\tb")],
)
def test_a_drawing_keeps_the_width_of_what_it_cannot_show(text, drawn):
    assert fonts.drawable(text) == drawn


@given(anything)
def test_what_is_drawn_is_covered_and_no_longer_than_the_text(text):
    drawn = fonts.drawable(text)
    assert fonts.uncovered(drawn) == ()
    assert len(drawn) <= len(text)


@given(anything)
def test_what_is_printable_is_covered(text):
    printed = fonts.printable(text)
    assert fonts.uncovered(printed) == ()
    assert fonts.printable(printed) == printed
    assert (fonts.uncovered(text) == ()) == ("[U+" not in printed or "[U+" in text)


@given(anything)
def test_no_character_vanishes(text):
    shown = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).replace("\ufe0f", "").replace("\ufe0e", "")
    assert len(fonts.printable(text)) >= len(shown)
    assert len(fonts.visible(text)) >= len(text.replace("\r\n", "\n"))


@pytest.mark.parametrize("char", ["字", "喆", "Ł", "☐", "✓", "→", "😀"])
def test_a_figure_draws_every_character_it_is_given(char):
    assert png(svg(char)) != png(svg(""))


def test_a_figure_is_twice_as_fine_as_the_screen():
    assert png(svg("a"))[16:24] == (120).to_bytes(4) + (60).to_bytes(4)


def test_a_figure_is_drawn_the_same_twice():
    assert png(svg("喆")) == png(svg("喆"))
