"""Cut the shipped fonts out of Debian's Noto packages and write down which characters they cover.

Run at development time only, when the choice of characters changes:

    apt-get install fonts-noto-cjk fonts-noto-core unicode-data
    python templates/fonts/make_fonts.py

Sources: fonts-noto-cjk 1:20220127+repack1-1 (Noto Sans CJK 2.004), fonts-noto-core 20201225-1, unicode-data
15.0.0-1. The same packages and the same fontTools give the same bytes.
"""

from __future__ import annotations

import bz2
import re
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).resolve().parent
CJK = Path("/usr/share/fonts/opentype/noto")
CORE = Path("/usr/share/fonts/truetype/noto")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
FAMILY = "Noto Sans CJK SC"
MONO_FAMILY = "Noto Sans Mono CJK SC"  # half as wide as a Chinese character; Chinese itself comes from FAMILY

STANDARD = 8105  # characters of 通用规范汉字表
# Ideographs of the standards of the mainland, Taiwan and Hong Kong, Japan and Korea, besides 通用规范汉字表.
CODECS = ("gb2312", "big5", "iso2022_jp", "euc_kr")
# Name characters that none of them has.
NAMES = "峯崑栢珮禕譞赟頔飏珅玹琎珺喆玥堃瑄祎烜甯堉昉晞瀞"

# Noto Sans CJK has these almost whole; what it lacks comes from the companions below.
TEXT_RANGES = (
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x02B0, 0x02FF), (0x0370, 0x03FF), (0x0400, 0x052F),
    (0x1E00, 0x1EFF), (0x1F00, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x20C0), (0x2100, 0x218B),
)  # fmt: skip
MONO_RANGES = ((0x0020, 0x007E), (0x00A0, 0x024F), (0x2010, 0x2027), (0x2500, 0x259F))
SYMBOL_RANGES = (
    (0x2190, 0x23FF), (0x2460, 0x24FF), (0x2500, 0x27BF), (0x27C0, 0x27FF), (0x2900, 0x2AFF), (0x2B00, 0x2BFF),
    (0x3000, 0x303F), (0x3040, 0x30FF), (0x3100, 0x312F), (0x31F0, 0x33FF), (0xFE10, 0xFE1F), (0xFE30, 0xFE4F),
    (0xFF01, 0xFFEF), (0x1F100, 0x1F1FF), (0xFFFC, 0xFFFD),
)  # fmt: skip
# Tried in this order for what Noto Sans CJK lacks: source for Regular, source for Bold, family, file stem.
COMPANIONS = (
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "Noto Sans", "NotoSans"),
    ("NotoSansSymbols-Regular.ttf", "NotoSansSymbols-Bold.ttf", "Noto Sans Symbols", "NotoSansSymbols"),
    ("NotoSansSymbols2-Regular.ttf", None, "Noto Sans Symbols2", "NotoSansSymbols2"),
    ("NotoSansMath-Regular.ttf", None, "Noto Sans Math", "NotoSansMath"),
)


def han_characters() -> set[int]:
    """Return the code points of 通用规范汉字表, of the East Asian character sets and of the name characters."""
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as lines:
        table = {int(m[1], 16) for line in lines if (m := re.match(r"U\+([0-9A-F]+)\tkTGH\t", line))}
    if len(table) != STANDARD:
        sys.exit(f"{UNIHAN} lists {len(table)} characters of 通用规范汉字表 instead of {STANDARD}")
    return table | set(map(ord, NAMES)) | {point for point in range(0x4E00, 0x9FF0) if _encodable(chr(point))}


def _encodable(char: str) -> bool:
    return any(char.encode(codec, errors="ignore") for codec in CODECS)


def _points(ranges: tuple[tuple[int, int], ...]) -> set[int]:
    return {point for first, last in ranges for point in range(first, last + 1)}


def cut(font: TTFont, wanted: set[int], target: Path) -> set[int]:
    """Write a subset of the font with the wanted characters; return those it has."""
    options = Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk", "palt", "halt", "vert"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "BASE", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.recalcTimestamp = False
    font.save(target)
    return set(font.getBestCmap())


def _face(weight: str, family: str = FAMILY) -> TTFont:
    faces = TTCollection(CJK / f"NotoSansCJK-{weight}.ttc", lazy=True).fonts
    face: TTFont = next(face for face in faces if face["name"].getDebugName(1) == family)
    return face


def _ranges(points: set[int]) -> list[str]:
    lines: list[str] = []
    first = last = -2
    for point in [*sorted(points), sys.maxunicode + 2]:
        if point == last + 1:
            last = point
            continue
        if first >= 0:
            lines.append(f"{first:04X}..{last:04X}" if last > first else f"{first:04X}")
        first = last = point
    return lines


def main() -> None:
    """Write the fonts and the table of what they cover beside this script."""
    wanted = han_characters() | _points(TEXT_RANGES) | _points(SYMBOL_RANGES)
    have = {weight: cut(_face(weight), wanted, HERE / f"NotoSansCJKsc-{weight}.otf") for weight in ("Regular", "Bold")}
    cut(_face("Regular", MONO_FAMILY), _points(MONO_RANGES), HERE / "NotoSansMonoCJKsc-Regular.otf")
    covered = have["Regular"] & have["Bold"]
    missing_han = han_characters() - covered
    if missing_han:
        sys.exit("Noto Sans CJK SC lacks: " + " ".join(map(chr, sorted(missing_han))))
    for regular, bold, family, stem in COMPANIONS:
        lacking = wanted - covered
        got = cut(TTFont(CORE / regular), lacking, HERE / f"{stem}-Regular.ttf")
        if bold:
            got &= cut(TTFont(CORE / bold), lacking, HERE / f"{stem}-Bold.ttf")
        print(f"{family}: {len(got)} characters")
        covered |= got
    lines = ["# Code points that the fonts beside this file cover, written by make_fonts.py", *_ranges(covered)]
    (HERE / "coverage.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
