"""Lets through the drawing in an SVG and nothing else: a figure may come from a notebook somebody sent."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree as ET

from sop_kit.blocks.html_text import address, escape
from sop_kit.blocks.svg_paint import Paints
from sop_kit.blocks.svg_paths import short_number, short_path

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_ELEMENT_NAMES = (
    "g defs title desc path rect circle ellipse line polyline polygon text tspan marker "
    "linearGradient radialGradient stop clipPath a image"
)
_SPEAKING = frozenset(("text", "tspan"))
_NAMING = frozenset(("title", "desc"))  # those of the whole picture are said by whoever shows it
_SILENT = frozenset(("metadata", "script"))  # draw nothing, so nothing of the picture is lost with them
_ATTRIBUTE_NAMES = (
    "x y width height rx ry cx cy r x1 y1 x2 y2 dx dy d points transform rotate textLength lengthAdjust pathLength "
    "fill-opacity fill-rule stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit opacity paint-order vector-effect shape-rendering "
    "font-family font-size font-weight text-anchor dominant-baseline alignment-baseline letter-spacing word-spacing "
    "text-decoration writing-mode marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY "
    "orient viewBox preserveAspectRatio overflow clip-path clip-rule clipPathUnits gradientUnits gradientTransform "
    "spreadMethod fx fy offset display visibility stop-opacity"
)
_ELEMENTS, _ATTRIBUTES = frozenset(_ELEMENT_NAMES.split()), frozenset(_ATTRIBUTE_NAMES.split())
_LENT = frozenset(("fill", "stroke", "stroke-width", "font-size", "font-weight", "text-anchor"))
_PAINT = frozenset(("fill", "stroke", "stop-color"))
_COLOUR = re.compile(r"#[0-9a-f]{3}|#[0-9a-f]{6}|[a-z]+|(?:rgb|hsl)a?\([0-9., %]+\)")
_SHORT = re.compile(r"#[0-9a-f]{3}")
_USUAL_LETTERS = 12.0
_DEEPEST = 40
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
# A picture this many units across loses nothing to the eye when its places keep to so many steps a unit: all are shown
# with letters of one size, so that a unit is little more than a pixel.
_STEPS = ((800.0, 1), (200.0, 2))
_PLACES = frozenset(("x", "y", "width", "height", "cx", "cy"))
_LOCAL = re.compile(r"url\(\s*#([^\s()'\"]+)\s*\)")
_RASTER = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What may be shown of an SVG: everything inside its root element, as markup."""

    inside: str
    view_box: str
    width: float  # in the picture's own units
    height: float
    whole: bool  # nothing that draws was left out
    colours: frozenset[str]  # every colour it is painted in, hexadecimal ones as six small letters
    letters: float  # the size most of its letters have, in the same units
    linked: bool  # it holds links into the document


def safe_picture(svg: str, *, prefix: str, paints: Paints | None = None) -> Picture | None:
    """Return the drawing in an SVG, or nothing when it does not parse or has no size.

    Parameters
    ----------
    svg
        The SVG file as text.
    prefix
        Put before every id inside, so that two pictures on a page do not get in each other's way.
    paints
        Where the page keeps how parts are painted; without it every part says so itself.
    """
    root = _parse(svg)
    box = _view_box(root) if root is not None else None
    if root is None or box is None:
        return None
    # An id that nothing in the picture points to has done its work in the file it was drawn for.
    pointed = frozenset(_LOCAL.findall(svg))
    ids = pointed & frozenset(element.get("id", "") for element in root.iter()) if pointed else pointed
    filtering = _Filter(prefix=prefix, ids=ids, paints=paints, steps=_steps(max(box[2:])))
    inside = filtering.drawing(root)
    return Picture(
        inside=inside,
        view_box=" ".join(f"{number:g}" for number in box),
        width=box[2],
        height=box[3],
        whole=filtering.whole,
        colours=frozenset(filtering.colours),
        letters=filtering.usual_letters(),
        linked=filtering.linked,
    )


def _parse(svg: str) -> ET.Element | None:
    # Without a document type there are no entities, hence nothing that could expand or be fetched.
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        return None
    try:
        root = ET.fromstring(svg)  # noqa: S314 - see the check above
    except (ET.ParseError, ValueError):
        return None
    return root if _local_name(root) == "svg" else None


def _view_box(root: ET.Element) -> tuple[float, float, float, float] | None:
    stated = _NUMBER.findall(root.get("viewBox", ""))
    if len(stated) != 4:  # noqa: PLR2004 - x, y, width, height
        stated = ["0", "0", *(_length(root.get(side, "")) for side in ("width", "height"))]
    x, y, width, height = (float(number) for number in stated)
    drawable = all(abs(number) < 1e6 for number in (x, y, width, height)) and width > 0 and height > 0  # noqa: PLR2004
    return (x, y, width, height) if drawable else None


def _steps(across: float) -> int:
    """Return how many steps a unit the places of a picture keep to; 0 is as many as they have."""
    return next((steps for units, steps in _STEPS if across >= units), 0)


def _length(text: str) -> str:
    found = _NUMBER.match(text.strip())
    return found.group() if found else "0"


def _letter_size(element: ET.Element, inherited: float) -> float:
    size = element.get("font-size")
    if size is None:
        return inherited
    stated = float(_length(size))
    return stated if stated >= 1 else inherited


def _only_line(text: ET.Element) -> ET.Element | None:
    """Return the one line of a text that has no more than that."""
    line = text[0] if len(text) == 1 and _local_name(text[0]) == "tspan" else None
    return None if line is None or (text.text or "").strip() or (line.tail or "").strip() else line


@lru_cache(maxsize=4096)
def _is_harmless(value: str) -> bool:
    """Say whether a value points nowhere, in no way of writing it."""
    return "url" not in value.lower() and "\\" not in value


def _local_name(element: ET.Element) -> str:
    """Return the name of an SVG element, nothing for an element of another language."""
    tag = element.tag if isinstance(element.tag, str) else ""
    name = tag.removeprefix(_NAMESPACE)
    return "" if name.startswith("{") else name


class _Filter:
    """One walk through one picture; remembers what it met."""

    def __init__(self, *, prefix: str, ids: frozenset[str], paints: Paints | None, steps: int) -> None:
        self._steps = steps
        self._prefix = prefix
        self._paints = paints
        self._ids = ids
        self._given: set[str] = set()
        self.whole = True
        self.colours: set[str] = set()
        self._letters: Counter[float] = Counter()
        self.linked = False

    def drawing(self, root: ET.Element) -> str:
        """Return everything inside the root element, with what it lends to its parts."""
        inside = self.children(root, depth=0, size=_letter_size(root, _USUAL_LETTERS), said=False)
        lent = self._written([pair for pair in self._attributes(root, "svg") if pair[0] in _LENT])
        return f"<g{lent}>{inside}</g>" if lent else inside

    def _written(self, pairs: list[tuple[str, str]]) -> str:
        kept = self._paints.apply(pairs) if self._paints else pairs
        return "".join([f' {key}="{escape(value)}"' for key, value in kept])

    def children(self, parent: ET.Element, depth: int, size: float, *, said: bool) -> str:
        parts = [self._text(parent.text, size, said=said)]
        for child in parent:
            parts.append(self._element(child, depth, size))
            parts.append(self._text(child.tail, size, said=said))
        return "".join(parts)

    def _text(self, text: str | None, size: float, *, said: bool) -> str:
        if not text:
            return ""
        words = text.strip()
        self._letters[size] += len(words)
        # Between shapes white space draws nothing.
        return escape(text) if said or words else ""

    def usual_letters(self) -> float:
        size, count = max(self._letters.items(), key=lambda found: found[1], default=(_USUAL_LETTERS, 0))
        return size if count else _USUAL_LETTERS

    def _element(self, element: ET.Element, depth: int, size: float) -> str:
        name = _local_name(element)
        if name not in _ELEMENTS or depth > _DEEPEST:
            self.whole = self.whole and name in _SILENT
            return ""
        if name in _NAMING and (depth == 0 or self._paints):
            return ""
        size = _letter_size(element, size)
        kept = dict(self._attributes(element, name))
        if name == "text" and (line := _only_line(element)) is not None:
            kept |= dict(self._attributes(line, "tspan"))
            element, size = line, _letter_size(line, size)
        if name == "a" and "href" not in kept:
            name = "g"
        attributes = self._written(sorted(kept.items()))
        # HTML reads the inside of these two as HTML again: they get text only.
        if name in _NAMING:
            inside = escape("".join(element.itertext()))
        else:
            inside = self.children(element, depth + 1, size, said=name in _SPEAKING)
        if name == "g" and not attributes:
            return inside
        return f"<{name}{attributes}>{inside}</{name}>" if inside or name in _SPEAKING else f"<{name}{attributes}/>"

    def _attributes(self, element: ET.Element, name: str) -> list[tuple[str, str]]:
        kept: list[tuple[str, str]] = []
        for key, value in element.attrib.items():
            if key in ("href", _XLINK_HREF):
                kept.extend(self._href(value, name))
            elif key == "id":
                kept.extend(self._id(value))
            elif key in _PAINT and not value.strip().startswith("url"):
                kept.append((key, self._colour(value)))
            elif key == "d" and self._steps:
                kept.append((key, short_path(value, self._steps)))
            elif key in _PLACES and self._steps:
                kept.append((key, short_number(value, self._steps)))
            elif key in _ATTRIBUTES or key in _PAINT:
                kept.extend(self._value(key, value))
            elif key == "style":
                self.whole = False
        return kept

    def _href(self, value: str, name: str) -> list[tuple[str, str]]:
        if name == "a" and value.startswith("#") and address(value):
            self.linked = True
            return [("href", address(value))]
        if name == "image" and _RASTER.fullmatch(value):
            return [("href", value)]
        self.whole = self.whole and name != "image"
        return []

    def _id(self, value: str) -> list[tuple[str, str]]:
        if value in self._given or value not in self._ids:
            return []
        self._given.add(value)
        return [("id", self._prefix + value)]

    def _colour(self, value: str) -> str:
        colour = value.strip().lower()
        if not _COLOUR.fullmatch(colour):
            return "none"
        if _SHORT.fullmatch(colour):
            colour = "#" + "".join(2 * digit for digit in colour[1:])
        self.colours.add(colour)
        return colour

    def _value(self, key: str, value: str) -> list[tuple[str, str]]:
        if _is_harmless(value):
            return [(key, value)]
        local = _LOCAL.fullmatch(value.strip())
        if local:
            return [(key, f"url(#{self._prefix}{local.group(1)})")] if local.group(1) in self._ids else []
        return []
