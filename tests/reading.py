"""Reads HTML as a browser's parser would, as far as the tests need it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(("br", "col", "img", "input", "meta"))
# What an element that may be left open is closed by, besides the end of the element around it.
CLOSED_BY = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "td": ("td", "th", "tr", "tbody"),
    "th": ("td", "th", "tr", "tbody"),
    "tr": ("tr", "tbody"),
    "thead": ("tbody",),
    "tbody": (),
    "colgroup": ("thead", "tbody"),
}


@dataclass
class Element:
    """An element as it was opened."""

    name: str
    attributes: dict[str, str]
    within: tuple[str, ...]  # the elements around it, outermost first
    text: str = ""  # everything inside, a line break as a newline


@dataclass
class Reading(HTMLParser):
    """What stands in a page; ``broken`` lists end tags that close nothing and elements never closed."""

    elements: list[Element] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self._open and tag in CLOSED_BY.get(self._open[-1].name, ()):
            self._open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(each.name for each in self._open))
        self.elements.append(element)
        if tag == "br":
            self.handle_data("\n")
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open[-1].name != tag and self._open[-1].name in CLOSED_BY:
            self._open.pop()
        if not self._open or self._open.pop().name != tag:
            self.broken.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data
        for element in self._open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        self.broken.append(data)

    def unknown_decl(self, data: str) -> None:
        self.broken.append(data)

    def named(self, *names: str) -> list[Element]:
        return [element for element in self.elements if element.name in names]

    def inside(self, outer: str, name: str) -> list[Element]:
        return [element for element in self.named(name) if outer in element.within]

    def classed(self, name: str) -> list[Element]:
        return [element for element in self.elements if name in element.attributes.get("class", "").split()]

    def values(self, attribute: str) -> list[str]:
        return [element.attributes[attribute] for element in self.elements if attribute in element.attributes]


def read(html: str) -> Reading:
    """Return what stands in a page or fragment."""
    reading = Reading()
    reading.feed(html)
    reading.close()
    reading.broken += [element.name for element in reading._open]  # noqa: SLF001
    return reading
