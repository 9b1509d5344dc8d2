"""What reference.docx says about pages, and the parts of it that a document takes over."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree as ET

from sop_kit.export import word_markup as word
from sop_kit.export.paper import Sheet
from sop_kit.export.word_markup import NAMESPACES
from sop_kit.places import kit_path

_W, _R = f"{{{NAMESPACES['w']}}}", f"{{{NAMESPACES['r']}}}"
FIRST_WIDER = 226  # twentieths of a point: how much wider the text of the first page is than that of the others
# 10 mm, head and foot inside.
_NARROW = '<w:pgMar w:top="567" w:right="567" w:bottom="567" w:left="567" w:header="227" w:footer="227" w:gutter="0"/>'
_NEVER = frozenset({"word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"})


@dataclass(frozen=True, slots=True)
class Template:
    """The parts of reference.docx, its relations and types, and how its pages are made up."""

    parts: dict[str, bytes]
    relations: tuple[str, ...]  # as markup
    types: tuple[str, ...]  # as markup
    references: str  # to heads and feet
    margins: str
    left: int  # margins in twentieths of a point
    right: int
    head: int  # from the edge of the page

    def room(self, page: Sheet) -> int:
        """Return the width between the margins of a page."""
        return word.page_width(page) - self.left - self.right

    def _first_margins(self) -> str:
        """Return the margins of the first page: it has no head, so its text begins where others have theirs."""
        side = FIRST_WIDER // 2
        changed = {"top": self.head, "left": self.left - side, "right": self.right - side}
        return re.sub(r'w:(top|left|right)="[0-9]+"', lambda found: f'w:{found[1]}="{changed[found[1]]}"', self.margins)

    def section(self, page: Sheet, *, first: bool = False, narrow: bool = False) -> str:
        """Return the properties of a section.

        Parameters
        ----------
        page
            What it is printed on.
        first
            Whether its first page has a head of its own.
        narrow
            Whether it is one drawing that fills its page: narrow margins.
        """
        # A section inherits its page from nobody: each says it in full.
        title = "<w:titlePg/>" if first else ""
        margins = self._first_margins() if first else self.margins
        margins = _NARROW if narrow else margins
        return f'<w:sectPr>{self.references}<w:type w:val="nextPage"/>{word.page_size(page)}{margins}{title}</w:sectPr>'


@cache
def template() -> Template:
    """Return what the shipped reference.docx says."""
    with zipfile.ZipFile(io.BytesIO(kit_path("templates", "reference.docx").read_bytes())) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    section = list(ET.fromstring(parts["word/document.xml"]).iter(f"{_W}sectPr"))[-1]  # noqa: S314  the kit's own file
    margin = section.find(f"{_W}pgMar")
    margins = {} if margin is None else {name.removeprefix(_W): value for name, value in margin.attrib.items()}
    references = "".join(
        f'<w:{child.tag.removeprefix(_W)} w:type="{child.get(f"{_W}type")}" r:id="{child.get(f"{_R}id")}"/>'
        for child in section
        if child.tag in {f"{_W}headerReference", f"{_W}footerReference"}
    )
    said = " ".join(f'w:{name}="{value}"' for name, value in margins.items())
    return Template(
        parts={name: data for name, data in parts.items() if name not in _NEVER and not name.startswith("docProps/")},
        relations=tuple(re.findall(r"<Relationship [^>]*/>", parts["word/_rels/document.xml.rels"].decode())),
        types=tuple(
            found
            for found in re.findall(r"<(?:Default|Override) [^>]*/>", parts["[Content_Types].xml"].decode())
            if "/docProps/" not in found
        ),
        references=references,
        margins=f"<w:pgMar {said}/>",
        left=int(margins.get("left", "1134")),
        right=int(margins.get("right", "1134")),
        head=int(margins.get("header", "720")),
    )
