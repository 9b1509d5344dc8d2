"""Make reference.docx: the styles, page, head and foot that a Word document of the kit starts from.

Run at development time only, when the look of Word documents changes (python-docx comes with ``sop-kit[test]``):

    python templates/make_reference.py

It starts from the reference document inside pandoc and gives every style one font for Latin and Chinese, so that no
program falls back to a Japanese or a serif face. The head and foot hold ``{names}`` which the exporter fills in.
"""

# ruff: noqa: ANN401, SLF001  python-docx says no types and leaves out much of Word

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pypandoc
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, RGBColor

HERE = Path(__file__).resolve().parent
FONT, MONO = "Microsoft YaHei", "Consolas"
# Word reads some properties only in the order of the schema.
ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing "
    "jc outlineLvl",
    "w:rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs u shd vertAlign lang",
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
}
STANDS_IN = {FONT: "Noto Sans CJK SC", MONO: "Noto Sans Mono CJK SC"}

INK, MUTED, LINE, PAPER, WASH = "1B2430", "566171", "D3DAE3", "FFFFFF", "F5F7FA"
ACCENT, ACCENT_SOFT = "0B5CAD", "E7F0FA"
TONES = {
    "Info": (ACCENT, ACCENT_SOFT),
    "Good": ("176F43", "E6F4EC"),
    "Warning": ("8A5200", "FFF3DE"),
    "Missing": ("6A3D9A", "F3EDFA"),
}
MISSING, STALE = TONES["Missing"][0], TONES["Warning"][0]


def main() -> None:
    """Write reference.docx beside this script."""
    document = Document(io.BytesIO(_pandoc_default()))
    for number in range(len(document.element.body) - 1, -1, -1):
        element = document.element.body[number]
        if element.tag != qn("w:sectPr"):
            document.element.body.remove(element)
    _defaults(document)
    _paragraphs(document)
    _characters(document)
    _tables(document)
    _page(document)
    _fonts(document)
    _settings(document)
    document.core_properties.title = ""
    for root in (document.styles.element, document.sections[0].header._element, document.sections[0].footer._element):
        _sort(root)
    document.save(str(HERE / "reference.docx"))


def _pandoc_default() -> bytes:
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603  a fixed command


def _defaults(document: Any) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _set_font(run, FONT)
    for language in run.findall(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    # pandoc's default names theme fonts in some styles; one font for all of them instead.
    for style in document.styles.element.findall(qn("w:style")):
        properties = style.find(qn("w:rPr"))
        if properties is not None and properties.find(qn("w:rFonts")) is not None:
            _set_font(properties, FONT)
        for italic in style.iter(qn("w:i"), qn("w:iCs")):
            italic.set(qn("w:val"), "0")


def _set_font(properties: Any, name: str) -> None:
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    properties.insert(0, fonts)


def _style(document: Any, name: str, kind: Any = WD_STYLE_TYPE.PARAGRAPH, base: str = "") -> Any:
    styles = document.styles
    known = next((style for style in styles if style.name.lower() == name.lower()), None)
    style = known if known is not None else styles.add_style(name, kind)
    if base:
        style.base_style = styles[base]
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        _set_font(style.element.get_or_add_rPr(), FONT)
    return style


def _look(  # noqa: PLR0913  a style has that many sides
    document: Any,
    name: str,
    *,
    size: float,
    color: str = INK,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
    base: str = "Normal",
    keep_next: bool = False,
    keep_together: bool = False,
) -> Any:
    style = _style(document, name, base=base if name != base else "")
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(color)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line
    form.keep_with_next, form.keep_together, form.widow_control = keep_next, keep_together, True
    letters = style.element.get_or_add_rPr()
    for old in (*letters.findall(qn("w:spacing")), *letters.findall(qn("w:kern"))):
        letters.remove(old)
    return style


def _paragraphs(document: Any) -> None:
    _look(document, "Normal", size=10.5, after=6)
    for name in ("Body Text", "First Paragraph"):
        _look(document, name, size=10.5, before=0, after=6)
    _look(document, "Compact", size=10.5, before=2, after=2, base="Body Text")
    title = _look(document, "Title", size=28, bold=True, before=42, after=2)
    title.paragraph_format.alignment = 0
    subtitle = _look(document, "Subtitle", size=13, color=ACCENT, bold=True, after=10)
    subtitle.paragraph_format.alignment = 0
    sizes = {1: (19, 20, 10), 2: (14, 18, 7), 3: (11.5, 13, 5), 4: (10.5, 11, 4)}
    for level, (size, before, after) in sizes.items():
        heading = _look(
            document,
            f"Heading {level}",
            size=size,
            color=MUTED if level == max(sizes) else INK,
            bold=True,
            before=before,
            after=after,
            keep_next=True,
            keep_together=True,
        )
        if level == 1:
            _border(heading, "bottom", ACCENT, width=6, space=5)
    contents = _look(document, "TOC Heading", size=14, bold=True, before=24, after=8)
    _border(contents, "bottom", ACCENT, width=6, space=4)
    for level, indent in ((1, 0), (2, 6)):
        entry = _look(
            document,
            f"TOC {level}",
            size=10,
            color=INK if level == 1 else MUTED,
            bold=level == 1,
            before=5 if level == 1 else 1,
            after=1,
        )
        entry.paragraph_format.left_indent = Mm(indent)
        entry.element.get_or_add_pPr().append(
            parse_xml(f'<w:tabs {nsdecls("w")}><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>')
        )
    for name in ("Caption", "Table Caption", "Image Caption"):
        _look(document, name, size=9, color=MUTED, bold=True, before=8, after=4, keep_next=name == "Table Caption")
    document.styles["Image Caption"].paragraph_format.space_before = Pt(3)
    document.styles["Image Caption"].paragraph_format.space_after = Pt(12)
    figure = _look(document, "Captioned Figure", size=10.5, before=8, after=0, keep_next=True)
    figure.paragraph_format.alignment = 0
    _look(document, "Table Text", size=9, before=2, after=2)
    _look(document, "Table Head", size=9, bold=True, before=3, after=3, keep_next=True)
    _look(document, "Card Head", size=10.5, bold=True, before=3, after=3, keep_next=True)
    _look(document, "Card Text", size=9.5, before=0.5, after=0.5, keep_together=True)
    _look(document, "Card Label", size=8.5, color=MUTED, before=1.5, after=0.5, keep_together=True)
    _look(document, "Card Lead Label", size=8.5, color=ACCENT, bold=True, before=1.5, after=0.5, keep_together=True)
    _look(document, "Card Evidence", size=8, color=MUTED, before=1, after=1)
    _look(document, "Checklist Head", size=12, color=PAPER, bold=True, before=5, after=5, keep_next=True)
    _look(document, "Checklist Text", size=10, before=4, after=4)
    _look(document, "Checklist Note", size=8.5, color=MUTED, before=2, after=2)
    _look(document, "After Table", size=4, before=0, after=4)
    code = _look(document, "Source Code", size=8.5, before=4, after=8, line=1.1)
    _set_font(code.element.get_or_add_rPr(), MONO)
    _shade(code, WASH)
    for name in ("Header", "Footer"):
        _look(document, name, size=8, color=MUTED)
    for tone, (strong, soft) in TONES.items():
        for name, bold, before in ((f"Callout {tone} Title", True, 8), (f"Callout {tone}", False, 0)):
            callout = _look(
                document,
                name,
                size=10,
                color=strong if bold else INK,
                bold=bold,
                before=before,
                after=0 if bold else 2,
                keep_next=bold,
                keep_together=True,
            )
            callout.paragraph_format.left_indent = Mm(4)
            callout.paragraph_format.right_indent = Mm(2)
            _border(callout, "left", strong, width=24, space=8)
            _shade(callout, soft)


def _border(style: Any, side: str, color: str, *, width: int, space: int) -> None:
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    properties.append(
        parse_xml(
            f"<w:pBdr {nsdecls('w')}>"
            f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{color}"/></w:pBdr>'
        )
    )


def _shade(style: Any, color: str) -> None:
    owner = style.element.get_or_add_pPr() if style.type == WD_STYLE_TYPE.PARAGRAPH else style.element.get_or_add_rPr()
    for old in owner.findall(qn("w:shd")):
        owner.remove(old)
    owner.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{color}"/>'))


def _characters(document: Any) -> None:
    plain = {
        "Missing": (MISSING, True),
        "Stale": (STALE, False),
        "Muted": (MUTED, False),
        "Heading Number": (ACCENT, True),
        "Row Head": (INK, True),
        "Card Code": (ACCENT, True),
        "Checklist Mode": (ACCENT_SOFT, False),
    }
    for name, (color, bold) in plain.items():
        style = _style(document, name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb = RGBColor.from_string(color)
        style.font.bold, style.font.italic = bold, False
    document.styles["Checklist Mode"].font.size = Pt(9)
    for tone, (strong, soft) in TONES.items():
        mark = _style(document, f"Mark {tone}", WD_STYLE_TYPE.CHARACTER)
        mark.font.size, mark.font.bold, mark.font.color.rgb = Pt(8), True, RGBColor.from_string(strong)
        _shade(mark, soft)
    link = _style(document, "Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(ACCENT), True
    code = _style(document, "Verbatim Char", WD_STYLE_TYPE.CHARACTER)
    _set_font(code.element.get_or_add_rPr(), MONO)
    code.font.size = Pt(9.5)


def _tables(document: Any) -> None:
    _table_style(document, "Table", head=WASH, rule=ACCENT)
    _table_style(document, "Card", head=WASH, rule=LINE, frame=True)
    _table_style(document, "Checklist", head=ACCENT, rule=ACCENT, frame=True)
    _table_style(document, "Facts", head="", rule=LINE)


def _table_style(document: Any, name: str, *, head: str, rule: str, frame: bool = False) -> None:
    for old in [style for style in document.styles if style.name == name]:
        old.element.getparent().remove(old.element)
    hair = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    top = f'<w:top w:val="single" w:sz="12" w:space="0" w:color="{ACCENT}"/>' if frame else ""
    left, right = (f"<w:left {hair}/>", f"<w:right {hair}/>") if frame else ("", "")
    borders = f"{top}{left}<w:bottom {hair}/>{right}<w:insideH {hair}/>"
    first = (
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{rule}"/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{head}"/></w:tcPr></w:tblStylePr>'
        if head
        else ""
    )
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
            '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>"
            '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
            '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f'<w:tcPr><w:vAlign w:val="top"/></w:tcPr>{first}</w:style>'
        )
    )


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(27), Mm(23)
    section.header_distance, section.footer_distance = Mm(13), Mm(10)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    _line(section.header, "Header", ("{head_left}", "{head_right}", "{readiness}"), split=88)
    _line(section.footer, "Footer", ("{foot}", "", ""), split=150)
    right = section.footer.tables[0].rows[0].cells[1].paragraphs[0]
    for field in ("PAGE", "NUMPAGES"):
        if field == "NUMPAGES":
            right.add_run(" / ")
        for kind in ("begin", field, "separate", "1", "end"):
            run = right.add_run("1" if kind == "1" else "")
            if kind == field:
                code = OxmlElement("w:instrText")
                code.set(qn("xml:space"), "preserve")
                code.text = f" {field} "
                run._r.append(code)
            elif kind != "1":
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)


def _line(part: Any, style: str, texts: tuple[str, str, str], *, split: float) -> None:
    """Fill a head or foot with two cells and a rule, in the width of whatever page it is on."""
    part.is_linked_to_previous = False
    table = part.add_table(1, 2, Emu(Mm(170)))
    left, right, warning = texts
    side = "bottom" if style == "Header" else "top"
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    for markup in (
        '<w:tblW {} w:w="5000" w:type="pct"/>',
        f'<w:tblBorders {{}}><w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders>',
        '<w:tblCellMar {}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>',
    ):
        properties.append(parse_xml(markup.format(nsdecls("w"))))
    table.columns[0].width, table.columns[1].width = Mm(split), Mm(170 - split)
    cells = table.rows[0].cells
    for cell, width, text in ((cells[0], split, left), (cells[1], 170 - split, right)):
        cell.width = Mm(width)
        cell.paragraphs[0].style = style
        cell.paragraphs[0].add_run(text)
    cells[1].paragraphs[0].alignment = 2
    if warning:
        cells[1].paragraphs[0].add_run(warning, style="Missing")
    # Word wants a paragraph after the table; it comes last and takes no room.
    empty = part.paragraphs[0]._p
    part._element.remove(empty)
    part._element.append(empty)
    part.paragraphs[-1].style = style
    part.paragraphs[-1].paragraph_format.line_spacing = Pt(1)


def _fonts(document: Any) -> None:
    part = next(part for part in document.part.package.iter_parts() if str(part.partname) == "/word/fontTable.xml")
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/>'
        f'<w:pitch w:val="{pitch}"/></w:font>'
        for (name, other), family, pitch in zip(
            STANDS_IN.items(), ("swiss", "modern"), ("variable", "fixed"), strict=True
        )
    )
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{rows}</w:fonts>'
    ).encode()


def _sort(root: Any) -> None:
    for name, order in ORDER.items():
        places = {qn(f"w:{child}"): place for place, child in enumerate(order.split())}
        for properties in root.iter(qn(name)):
            properties[:] = sorted(properties, key=lambda child: places[child.tag])


def _settings(document: Any) -> None:
    settings = document.settings.element
    language = settings.find(qn("w:themeFontLang"))
    language.set(qn("w:eastAsia"), "zh-CN")


if __name__ == "__main__":
    main()
