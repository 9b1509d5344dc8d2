"""Make reference.docx: the styles, lists, page, head and foot that a Word document of the kit starts from.

Run at development time only, when the look of Word documents changes; it needs no package besides the kit:

    python templates/make_reference.py

Whoever wants another look may also open reference.docx in Word, change its styles, margins, head or foot, and save it.
The head and foot hold ``{names}`` which the exporter fills in. Every line is at least as high as the tallest of the
fonts that may stand in makes it: so a page breaks where it broke when it was looked at, whichever font is there.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

FONT, MONO = "Microsoft YaHei", "Consolas"
# What stands in where a program does not have the font.
FONTS = (
    ("Microsoft YaHei", "Noto Sans CJK SC", "swiss", "variable", "86"),
    ("Consolas", "Noto Sans Mono CJK SC", "modern", "fixed", "00"),
    ("Segoe UI Symbol", "Noto Sans Symbols2", "swiss", "variable", "00"),
    ("Noto Sans CJK SC", "Source Han Sans SC", "swiss", "variable", "86"),
)
INK, MUTED, LINE, PAPER, WASH = "1B2430", "566171", "D3DAE3", "FFFFFF", "F5F7FA"
ACCENT, ACCENT_SOFT = "0B5CAD", "E7F0FA"
TONES = {
    "Info": (ACCENT, ACCENT_SOFT),
    "Good": ("176F43", "E6F4EC"),
    "Warning": ("8A5200", "FFF3DE"),
    "Missing": ("6A3D9A", "F3EDFA"),
}
MISSING, STALE = TONES["Missing"][0], TONES["Warning"][0]
MM = 56.693  # twentieths of a point
LEADING = 1.48  # of the type size: Noto Sans CJK, the tallest that may stand in, needs 1.45
CLOSE = 1.32  # in tables and cards: Microsoft YaHei needs no more
BULLETS, NUMBERS, CHAPTERS, ANNEXES = 1, 2, 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a paragraph style looks; sizes in points, indents in mm."""

    size: float
    name: str = ""  # Word's own name of a style that it knows
    base: str = "Normal"
    after_it: str = ""
    color: str = INK
    bold: bool = False
    before: float = 0
    after: float = 0
    leading: float = LEADING
    exact: bool = False  # lines are no higher, whatever the font needs
    keep_next: bool = False
    keep_lines: bool = False
    left: float = 0
    hanging: float = 0
    right: float = 0
    edge: tuple[str, str, int, int] | None = None  # side, colour, eighths of a point, distance
    fill: str = ""
    align: str = ""
    outline: int | None = None
    list_number: int = 0
    tab: tuple[float, str] | None = None  # mm from the left, leader
    font: str = ""


TABLE_SIZES = {"": 0.0, "Small": 1.0, "Tiny": 1.5}  # points less: a wide table takes smaller letters
PAGE_SIZES = {
    "": 0.0,
    "Small": 0.5,
    "Smaller": 1.0,
    "Tiny": 1.5,
    "Tinier": 2.0,
    "Least": 3.0,
}  # and so does a full first page
# The lines of the first page are as high in every font that stands in, so that it stays one page.
_CLOSE_LEADING = 1.28
# A question, and at the right where it is answered in full.
_ASKED = Look(size=8.5, color=MUTED, before=5, after=0.5, keep_next=True, exact=True, leading=1.6, tab=(180.0, "none"))


def _sized(name: str, steps: dict[str, float], size: float, **look: object) -> dict[str, Look]:
    """Return a style in several sizes."""
    return {f"{name}{step}": Look(size=size - less, **look) for step, less in steps.items()}  # type: ignore[arg-type]


PARAGRAPHS: dict[str, Look] = {
    "BodyText": Look(size=9.5, name="Body Text", after=4),
    "Title": Look(size=20, name="Title", bold=True, before=0, after=0, keep_next=True),
    "Subtitle": Look(size=10, name="Subtitle", color=MUTED, after=4),
    "Heading1": Look(
        size=16,
        name="heading 1",
        after_it="BodyText",
        bold=True,
        before=16,
        after=6,
        keep_next=True,
        keep_lines=True,
        outline=0,
        edge=("bottom", ACCENT, 6, 4),
    ),
    "Heading2": Look(
        size=12,
        name="heading 2",
        after_it="BodyText",
        bold=True,
        before=10,
        after=4,
        keep_next=True,
        keep_lines=True,
        outline=1,
    ),
    "Heading3": Look(
        size=10,
        name="heading 3",
        after_it="BodyText",
        bold=True,
        before=8,
        after=3,
        keep_next=True,
        keep_lines=True,
        outline=2,
    ),
    "Heading4": Look(
        size=10,
        name="heading 4",
        after_it="BodyText",
        color=MUTED,
        bold=True,
        before=8,
        after=3,
        keep_next=True,
        keep_lines=True,
        outline=3,
    ),
    # Above a drawing that fills its page.
    "HeadingSlim": Look(size=12, base="Heading1", bold=True, keep_next=True, outline=0, leading=1.3),
    "TOCHeading": Look(size=13, name="TOC Heading", bold=True, after=6, keep_next=True, edge=("bottom", ACCENT, 6, 4)),
    "TOC1": Look(size=9, name="toc 1", bold=True, before=3, left=6, hanging=6, leading=1.3, keep_lines=True),
    "TOC2": Look(size=8.5, name="toc 2", color=MUTED, left=6, leading=1.3, keep_lines=True),
    "Caption": Look(size=9, name="caption", color=MUTED, bold=True, before=4, after=8),
    "TableCaption": Look(size=9, base="Caption", color=MUTED, bold=True, before=5, after=2, keep_next=True),
    **_sized("TableText", TABLE_SIZES, 8.5, before=0.5, after=0.5, leading=CLOSE),
    **_sized("TableHead", TABLE_SIZES, 8.5, bold=True, before=1, after=1, keep_next=True, leading=CLOSE),
    "AfterTable": Look(size=3, leading=1, after=3),
    "Figure": Look(size=10, before=2, keep_next=True, leading=1),
    "CardHead": Look(size=9.5, bold=True, before=1, after=1, keep_next=True, keep_lines=True, leading=CLOSE),
    "CardText": Look(size=8.5, leading=CLOSE),
    "CardLabel": Look(size=7.5, color=MUTED, before=0.5, leading=CLOSE),
    "CardEvidence": Look(size=7, color=MUTED, before=0.5, after=0.5, leading=CLOSE),
    "ChecklistHead": Look(size=13, color=PAPER, bold=True, before=5, after=5, keep_next=True),
    "ChecklistText": Look(size=11, before=4, after=2),
    "ChecklistNote": Look(size=9, color=MUTED, before=1, after=2),
    "ChecklistSide": Look(size=9, color=MUTED, before=6, after=2),
    "ListBullet": Look(size=9.5, name="List Bullet", after=1, left=6, hanging=4.5, list_number=BULLETS),
    "ListNumber": Look(size=9.5, name="List Number", after=1, left=7, hanging=6, list_number=NUMBERS),
    "SourceCode": Look(size=8.5, before=4, after=8, fill=WASH, font=MONO),
    "FoldTitle": Look(
        size=9.5,
        bold=True,
        color=MUTED,
        before=10,
        after=3,
        keep_next=True,
        keep_lines=True,
        edge=("top", LINE, 4, 4),
    ),
    "FoldText": Look(size=8, color=MUTED, after=3),
    "FoldBullet": Look(size=8, color=MUTED, after=1, left=6, hanging=4.5, list_number=BULLETS),
    # The page needs no title to be seen: the navigation and who has the page read aloud need it.
    "AnswersTitle": Look(size=1, leading=1, keep_next=True, outline=0),
    "AnswersKicker": Look(size=10, color=ACCENT, bold=True, exact=True, leading=_CLOSE_LEADING),
    "AnswersName": Look(
        size=15, base="Title", bold=True, before=2, after=3, keep_next=True, exact=True, leading=_CLOSE_LEADING
    ),
    "AnswersFacts": Look(size=8.5, after=3, exact=True, leading=1.4, edge=("top", LINE, 4, 3)),
    "AnswerQuestion": _ASKED,
    "AnswerQuestionUrgent": replace(_ASKED, fill=TONES["Warning"][1]),
    **_sized("AnswerText", PAGE_SIZES, 9.5, before=1, exact=True, leading=_CLOSE_LEADING),
    **_sized("AnswerTextUrgent", PAGE_SIZES, 9.5, exact=True, leading=_CLOSE_LEADING, fill=TONES["Warning"][1]),
    **_sized("AnswerCell", PAGE_SIZES, 9.5, before=0.4, after=0.4, exact=True, leading=_CLOSE_LEADING),
    "AnswerHead": Look(size=8.5, color=MUTED, keep_next=True, exact=True, leading=_CLOSE_LEADING),
    "AnswerSource": Look(size=8.5, color=MUTED, before=1, exact=True, leading=_CLOSE_LEADING),
    "AnswersNote": Look(size=8.5, color=MUTED, before=6, exact=True, leading=_CLOSE_LEADING),
    "Header": Look(size=8, name="header", color=MUTED),
    "Footer": Look(size=8, name="footer", color=MUTED),
    "FooterRight": Look(size=8, base="Footer", color=MUTED, align="right"),
    "HeaderRight": Look(size=8, base="Header", color=MUTED, align="right"),
    "Nothing": Look(size=1, leading=1),
}
for _tone, (_strong, _soft) in TONES.items():
    _box: dict[str, object] = {"left": 4, "right": 2, "edge": ("left", _strong, 24, 8), "fill": _soft}
    PARAGRAPHS[f"Callout{_tone}Title"] = Look(
        size=10, bold=True, color=_strong, before=6, keep_next=True, keep_lines=True, **_box
    )  # type: ignore[arg-type]
    PARAGRAPHS[f"Callout{_tone}"] = Look(size=9.5, after=2, keep_lines=True, **_box)  # type: ignore[arg-type]

Letters = tuple[str, bool | None, float, str, str]  # colour, bold, size, fill, font
CHARACTERS: dict[str, Letters] = {
    "Strong": ("", True, 0, "", ""),
    "VerbatimChar": ("", None, 0, "", MONO),
    "Missing": (MISSING, True, 0, "", ""),
    "Stale": (STALE, None, 0, "", ""),
    "Muted": (MUTED, None, 0, "", ""),
    "AnswerAsked": (ACCENT, True, 10.5, "", ""),
    "AnswerAskedUrgent": (STALE, True, 10.5, "", ""),
    "HeadingNumber": (ACCENT, True, 0, "", ""),
    "RowHead": (INK, True, 0, "", ""),
    "CardCode": (ACCENT, True, 0, "", ""),
    "LeadLabel": (ACCENT, True, 7.5, "", ""),
    "EvidenceLabel": (MUTED, True, 0, "", ""),
    "ChecklistMode": (ACCENT_SOFT, False, 9, "", ""),
    **{f"Mark{tone}": (strong, True, 8, soft, "") for tone, (strong, soft) in TONES.items()},
}


def main() -> None:
    """Write reference.docx beside this script."""
    (HERE / "reference.docx").write_bytes(reference())


def reference() -> bytes:
    """Return the file; the same bytes every time."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relations(
            {
                "rId1": ("styles", "styles.xml"),
                "rId2": ("settings", "settings.xml"),
                "rId3": ("fontTable", "fontTable.xml"),
                "rId4": ("numbering", "numbering.xml"),
                "rId5": ("header", "header1.xml"),
                "rId6": ("footer", "footer1.xml"),
                "rId7": ("header", "header2.xml"),
            }
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/numbering.xml": _numbering(),
        "word/header1.xml": _part("hdr", _line("bottom", _said("head_left"), _head_right(), 92, "Header")),
        "word/header2.xml": _part("hdr", '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>'),
        "word/footer1.xml": _part("ftr", _line("top", _said("foot"), _pages(), 150, "Footer")),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            file.writestr(entry, HEAD + text)
    return target.getvalue()


def _types() -> str:
    kinds = ("styles", "settings", "fontTable", "numbering", "header1", "header2", "footer1")
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{PARTS}.{name.rstrip("12")}+xml"/>' for name in kinds
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{PARTS}.document.main+xml"/>{parts}</Types>'
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>' for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'


def _part(name: str, inside: str) -> str:
    return f'<w:{name} xmlns:w="{W}" xmlns:r="{R}">{inside}</w:{name}>'


def _document() -> str:
    margins = " ".join(
        f'w:{side}="{round(size * MM)}"'
        for side, size in (("top", 21), ("right", 17), ("bottom", 17), ("left", 17), ("header", 10), ("footer", 8))
    )
    return _part(
        "document",
        '<w:body><w:p/><w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
        '<w:headerReference w:type="first" r:id="rId7"/><w:footerReference w:type="default" r:id="rId6"/>'
        '<w:footerReference w:type="first" r:id="rId6"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar {margins} w:gutter="0"/><w:titlePg/></w:sectPr></w:body>',
    )


def _styles() -> str:
    languages = '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font(FONT)}{_letters(INK, bold=None, size=10)}{languages}</w:rPr>"
        "</w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:kinsoku/><w:wordWrap/><w:overflowPunct/>"
        '<w:autoSpaceDE/><w:autoSpaceDN/><w:spacing w:line="296" w:lineRule="atLeast"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    own = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/>'
        f'<w:unhideWhenUsed/><w:rPr><w:color w:val="{ACCENT}"/><w:u w:val="single"/></w:rPr></w:style>'
    )
    paragraphs = "".join(_paragraph_style(key, look) for key, look in PARAGRAPHS.items())
    characters = "".join(_character_style(key, look) for key, look in CHARACTERS.items())
    tables = (
        _table_style("Grid", head=WASH, rule=ACCENT)
        + _table_style("Card", head=WASH, rule=LINE, top=ACCENT, inside=False, tight=True)
        + _table_style("Checklist", head=ACCENT, rule=ACCENT, top=ACCENT, frame=True)
        + _table_style("Facts", head="", rule=LINE, tight=True)
        + _table_style("Answers", head="", rule=LINE, tight=True)
        + _table_style("AnswerPair", head="", rule=LINE, inside=False, tight=True)
    )
    return _part("styles", defaults + own + paragraphs + characters + tables)


def _font(name: str) -> str:
    # The hint is what the exporter turns to eastAsia in a Chinese document: it decides how “ ” … — are set.
    return f'<w:rFonts w:hint="default" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{FONT}" w:cs="{name}"/>'


def _letters(color: str, *, bold: bool | None, size: float, fill: str = "") -> str:
    weight = "" if bold is None else f'<w:b w:val="{int(bold)}"/><w:bCs w:val="{int(bold)}"/>'
    ink = f'<w:color w:val="{color}"/>' if color else ""
    high = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return weight + ink + high + shade


def _paragraph_style(key: str, look: Look) -> str:
    own = "" if look.name else ' w:customStyle="1"'
    follows = f'<w:next w:val="{look.after_it}"/>' if look.after_it else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{key}"><w:name w:val="{look.name or key}"/>'
        f'<w:basedOn w:val="{look.base}"/>{follows}<w:qFormat/><w:pPr>{_form(look)}</w:pPr>'
        f"<w:rPr>{_font(look.font) if look.font else ''}{_letters(look.color, bold=look.bold, size=look.size)}</w:rPr>"
        "</w:style>"
    )


def _form(look: Look) -> str:
    # Word reads the properties of a paragraph in the order of the schema only.
    parts = ["<w:keepNext/>" if look.keep_next else "", "<w:keepLines/>" if look.keep_lines else ""]
    if look.list_number:
        parts.append(f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{look.list_number}"/></w:numPr>')
    if look.edge:
        side, color, width, space = look.edge
        parts.append(f'<w:pBdr><w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{color}"/></w:pBdr>')
    if look.fill:
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill}"/>')
    if look.tab:
        place, leader = look.tab
        parts.append(f'<w:tabs><w:tab w:val="right" w:leader="{leader}" w:pos="{round(place * MM)}"/></w:tabs>')
    line = round(look.size * look.leading * 20)
    gap = look.leading == 1 and look.size < 5  # noqa: PLR2004  a gap, not a text
    rule = "exact" if look.exact or gap else "atLeast"
    parts.append(
        f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}" w:line="{line}" '
        f'w:lineRule="{rule}"/>'
    )
    if look.left or look.right:
        hanging = f' w:hanging="{round(look.hanging * MM)}"' if look.hanging else ""
        parts.append(f'<w:ind w:left="{round(look.left * MM)}" w:right="{round(look.right * MM)}"{hanging}/>')
    if look.align:
        parts.append(f'<w:jc w:val="{look.align}"/>')
    if look.outline is not None:
        parts.append(f'<w:outlineLvl w:val="{look.outline}"/>')
    return "".join(parts)


def _character_style(key: str, look: Letters) -> str:
    color, bold, size, fill, font = look
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{key}"><w:name w:val="{key}"/><w:qFormat/>'
        f"<w:rPr>{_font(font) if font else ''}{_letters(color, bold=bold, size=size, fill=fill)}</w:rPr></w:style>"
    )


def _table_style(  # noqa: PLR0913  a table has that many sides
    key: str, *, head: str, rule: str, top: str = "", frame: bool = False, inside: bool = True, tight: bool = False
) -> str:
    hair = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    above = f'<w:top w:val="single" w:sz="12" w:space="0" w:color="{top}"/>' if top else ""
    left, right = (f"<w:left {hair}/>", f"<w:right {hair}/>") if frame else ("", "")
    between = f"<w:insideH {hair}/>" if inside else ""
    first = (
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{rule}"/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{head}"/></w:tcPr></w:tblStylePr>'
        if head
        else ""
    )
    pad = 0 if tight else 15
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{key}"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{above}{left}<w:bottom {hair}/>{right}{between}</w:tblBorders>"
        f'<w:tblCellMar><w:top w:w="{pad}" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        f'<w:bottom w:w="{pad}" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tcPr><w:vAlign w:val="top"/></w:tcPr>{first}</w:style>'
    )


def _settings() -> str:
    office = "http://schemas.microsoft.com/office/word"
    # Without the mode Word opens the file as one of 2007, in compatibility mode.
    return _part(
        "settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:characterSpacingControl '
        'w:val="compressPunctuation"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{office}" w:val="15"/>'
        f'<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{office}" w:val="1"/>'
        f'<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="{office}" w:val="1"/>'
        f'<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="{office}" w:val="1"/></w:compat>'
        '<w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )


def _font_table() -> str:
    return _part(
        "fonts",
        "".join(
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="{charset}"/>'
            f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
            for name, other, family, pitch, charset in FONTS
        ),
    )


def _numbering() -> str:
    bullet = _level(0, "bullet", "•", left=6, hanging=4.5)
    number = _level(0, "decimal", "%1.", left=7, hanging=6)
    chapters = "".join(_level(depth, "decimal", _path(depth)) for depth in range(4))
    annexes = "".join(_level(depth, "decimal" if depth else "upperLetter", _path(depth)) for depth in range(4))
    lists = {BULLETS: bullet, NUMBERS: number, CHAPTERS: chapters, ANNEXES: annexes}
    kinds = {BULLETS: "singleLevel", NUMBERS: "singleLevel", CHAPTERS: "multilevel", ANNEXES: "multilevel"}
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="{kinds[key]}"/>{levels}</w:abstractNum>'
        for key, levels in lists.items()
    )
    used = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in lists)
    return _part("numbering", abstract + used)


def _path(depth: int) -> str:
    return ".".join(f"%{level + 1}" for level in range(depth + 1)) + " "


def _level(depth: int, kind: str, text: str, *, left: float = 0, hanging: float = 0) -> str:
    # A heading's number is followed by a blank, a list's by a tab.
    after = "" if hanging else '<w:suff w:val="space"/>'
    place = f'<w:ind w:left="{round(left * MM)}" w:hanging="{round(hanging * MM)}"/>'
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{after}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{place}</w:pPr><w:rPr><w:color w:val="{ACCENT}"/></w:rPr></w:lvl>'
    )


def _said(name: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{{{name}}}</w:t></w:r>'


def _head_right() -> str:
    warning = '<w:r><w:rPr><w:rStyle w:val="Missing"/></w:rPr><w:t xml:space="preserve">{readiness}</w:t></w:r>'
    return _said("head_right") + warning


def _pages() -> str:
    slash = '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    return _field("PAGE") + slash + _field("NUMPAGES")


def _field(code: str) -> str:
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    asked = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{marks['begin']}{asked}{marks['separate']}<w:r><w:t>1</w:t></w:r>{marks['end']}"


def _line(side: str, left: str, right: str, split: float, style: str) -> str:
    """Return two cells and a rule, in the width of whatever page they are on."""
    widths = [round(split * MM), round((170 - split) * MM)]
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>'
        f"{said}</w:p></w:tc>"
        for width, name, said in zip(widths, (style, f"{style}Right"), (left, right), strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
        # Word wants a paragraph after the table; it takes no room.
        '<w:p><w:pPr><w:pStyle w:val="Nothing"/></w:pPr></w:p>'
    )


if __name__ == "__main__":
    main()
