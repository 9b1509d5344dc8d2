"""Add to a Word file what pandoc lacks: head and foot, table widths and page breaks, properties, a steady zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

from sop_kit.blocks.model import Block, Bundle, Figure, Meta
from sop_kit.export import front, paper
from sop_kit.export.word_nodes import TEXT_WIDTH, page_size
from sop_kit.words import words

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_EMU_PER_MM = 36000
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>sop-kit</Application></Properties>"
)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# Longer ones may break over pages: moved as a whole they would leave half a page empty.
_TOGETHER = {"Card": 1300, "Checklist": 1300, "Table": 500}
_WHOLE_ROW = 900


def finished(raw: bytes, bundle: Bundle) -> bytes:
    """Return the Word file made complete.

    Parameters
    ----------
    raw
        The file as pandoc wrote it from ``word_tree.tree`` of the bundle and ``reference.docx``.
    bundle
        The document.
    """
    meta = bundle.meta
    changes: dict[str, Callable[[bytes], bytes]] = {
        "word/document.xml": lambda part: _document(part, bundle.blocks),
        "word/header1.xml": lambda part: _filled(part, meta),
        "word/footer1.xml": lambda part: _filled(part, meta),
        # Word knows the language by this name only.
        "word/styles.xml": lambda part: part.replace(b'"zh-Hans"', b'"zh-CN"'),
        "word/settings.xml": _settings,
        "docProps/core.xml": lambda part: _core(part, meta),
        "docProps/app.xml": lambda _: _APP.encode(),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in source.namelist():
            change = changes.get(name, bytes)
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            written.writestr(entry, change(source.read(name)))
    return target.getvalue()


def _document(part: bytes, blocks: tuple[Block, ...]) -> bytes:
    root = _parsed(part)
    ends = list(root.iter(_w("sectPr")))
    _turn(ends[-1], paper.sections(blocks)[-1].page if blocks else "portrait")
    for end in ends[:-1]:
        _complete(end, ends[-1])
    for table in root.iter(_w("tbl")):
        _set_widths(table)
        _keep(table)
    _keep_callouts(root)
    drawings = [paper.drawing(block.svg) for block in blocks if isinstance(block, Figure)]
    frames = root.iter(f"{{{_WP}}}inline")
    for frame, drawn in zip(frames, (drawn for drawn in drawings if drawn), strict=True):
        _size(frame, paper.place(drawn.width, drawn.height))
    return _written(root)


def _size(frame: ET.Element, spot: paper.Placement) -> None:
    # pandoc knows one page only, and fits every picture to it.
    size = {"cx": str(round(spot.width * _EMU_PER_MM)), "cy": str(round(spot.height * _EMU_PER_MM))}
    for extent in (*frame.iter(f"{{{_WP}}}extent"), *frame.iter(f"{{{_A}}}ext")):
        extent.attrib.update(size)
    for picture in frame.iter(f"{{{_PIC}}}cNvPr"):
        # pandoc repeats the whole picture here as text; what it shows in words stands on the frame.
        picture.set("descr", "")


def _turn(section: ET.Element, page: paper.Page) -> None:
    for old in section.findall(_w("pgSz")):
        position = list(section).index(old)
        section.remove(old)
        section.insert(position, ET.fromstring(page_size(page).replace("<w:pgSz", f'<w:pgSz xmlns:w="{_W}"')))  # noqa: S314


def _complete(section: ET.Element, model: ET.Element) -> None:
    # A section inherits nothing from those after it: each gets the head, the foot and the margins of the last.
    head = [child for child in model if child.tag in {_w("headerReference"), _w("footerReference")}]
    section[:] = [*head, *section, *model.findall(_w("pgMar"))]


def _set_widths(table: ET.Element) -> None:
    columns = table.findall(f"{_w('tblGrid')}/{_w('gridCol')}")
    widths = [int(column.get(_w("w"), "0")) for column in columns]
    total = sum(widths) or 1
    widths = [round(width * TEXT_WIDTH / total) for width in widths]
    for column, width in zip(columns, widths, strict=True):
        column.set(_w("w"), str(width))
    size = table.find(f"{_w('tblPr')}/{_w('tblW')}")
    if size is not None:
        size.set(_w("w"), str(sum(widths)))
        size.set(_w("type"), "dxa")
    for row in table.findall(_w("tr")):
        at = 0
        for cell in row.findall(_w("tc")):
            properties = _first(cell, "tcPr")
            span = properties.find(_w("gridSpan"))
            count = int(span.get(_w("val"), "1")) if span is not None else 1
            room = str(sum(widths[at : at + count]))
            properties.insert(0, ET.Element(_w("tcW"), {_w("w"): room, _w("type"): "dxa"}))
            at += count


def _keep(table: ET.Element) -> None:
    name = table.find(f"{_w('tblPr')}/{_w('tblStyle')}")
    style = name.get(_w("val"), "") if name is not None else ""
    rows = table.findall(_w("tr"))
    short = _length(table) <= _TOGETHER.get(style, 0)
    for number, row in enumerate(rows):
        if _length(row) <= _WHOLE_ROW:
            ET.SubElement(_first(row, "trPr"), _w("cantSplit"))
        if (short or number == 0) and number < len(rows) - 1 and style in _TOGETHER:
            for paragraph in row.iter(_w("p")):
                _keep_with_next(paragraph)


def _keep_callouts(root: ET.Element) -> None:
    body = _first(root, "body")
    for paragraph, after in zip(body, list(body)[1:], strict=False):
        if _style(paragraph).startswith("Callout") and _style(after).startswith("Callout"):
            _keep_with_next(paragraph)


def _style(paragraph: ET.Element) -> str:
    name = paragraph.find(f"{_w('pPr')}/{_w('pStyle')}")
    return name.get(_w("val"), "") if name is not None else ""


def _keep_with_next(paragraph: ET.Element) -> None:
    properties = _first(paragraph, "pPr")
    after_style = 1 if properties.find(_w("pStyle")) is not None else 0
    properties.insert(after_style, ET.Element(_w("keepNext")))


def _length(element: ET.Element) -> int:
    return sum(len(text.text or "") for text in element.iter(_w("t")))


def _first(parent: ET.Element, name: str) -> ET.Element:
    found = parent.find(_w(name))
    if found is None:
        found = ET.Element(_w(name))
        parent.insert(0, found)
    return found


def _filled(part: bytes, meta: Meta) -> bytes:
    say = words(meta.lang)
    said = {
        "{head_left}": front.head_left(meta),
        "{head_right}": front.head_right(meta, say),
        "{readiness}": "" if meta.readiness == "reviewable" else f"  {meta.readiness_label}",
        "{foot}": front.foot(meta, say),
    }
    root = _parsed(part)
    for text in root.iter(_w("t")):
        if text.text in said:
            text.text = said[text.text]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _written(root)


def _settings(part: bytes) -> bytes:
    root = _parsed(part)
    # Without it Word opens the file as one of 2007, in compatibility mode.
    mode = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": "15"}
    compat = ET.Element(_w("compat"))
    ET.SubElement(compat, _w("compatSetting"), {_w(name): value for name, value in mode.items()})
    before = [child.tag for child in root].index(_w("rsids"))
    root.insert(before, compat)
    return _written(root)


def _core(part: bytes, meta: Meta) -> bytes:
    root = _parsed(part)
    moment = paper.moment(meta).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {
        f"{{{_DC}}}title": f"{meta.title} · {meta.product_name}",
        f"{{{_DC}}}creator": meta.owner,
        f"{{{_TERMS}}}created": moment,
        f"{{{_TERMS}}}modified": moment,
    }
    for element in root:
        element.text = values.get(element.tag, element.text)
    return _written(root)


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"


def _parsed(part: bytes) -> ET.Element:
    # The names that pandoc gave the namespaces are kept: Word is particular about some of them.
    for _, (prefix, address) in ET.iterparse(io.BytesIO(part), events=("start-ns",)):  # noqa: S314  pandoc's own file
        if prefix:
            ET.register_namespace(prefix, address)
    return ET.fromstring(part)  # noqa: S314  pandoc's own file


def _written(root: ET.Element) -> bytes:
    target = io.BytesIO()
    ET.ElementTree(root).write(target, encoding="UTF-8", xml_declaration=True)
    return target.getvalue()
