"""The Word file says everything, in Word's own terms, and the same every time."""

import base64
import io
import re
import runpy
import time
import zipfile
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import (
    Callout,
    Card,
    Checklist,
    ChecklistItem,
    FactLine,
    Figure,
    Fold,
    Heading,
    Picture,
    Signature,
    Table,
    Text,
)
from sop_kit.export import fonts
from sop_kit.export.docx import render
from sop_kit.export.word_markup import bookmark
from sop_kit.places import kit_path
from tests.export.sample import bundle, one, text_bundle
from tests.export.test_markdown import HOSTILE
from tests.export.word_reading import outline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.endswith((".xml", ".rels"))}


def squeezed(text):
    return "".join(text.split())


def said(document):
    texts = document.element.body.iter(f"{W}t", f"{W}br", f"{W}p")
    return squeezed("".join(element.text or " " for element in texts))


def element(table):
    return table._tbl  # noqa: SLF001  python-docx has no other way to a table's markup


def blocks(lang, kind):
    return [block for block in bundle(lang).blocks if isinstance(block, kind)]


def body_of(*blocks, lang="en"):
    return parts(render(one(*blocks, lang=lang)))["word/document.xml"]


@pytest.fixture(scope="module", params=["zh", "en"])
def found(request):
    data = render(bundle(request.param))
    return request.param, data, Document(io.BytesIO(data))


def test_headings_are_headings_with_their_numbers(found):
    lang, data, document = found
    headings = [(p.style.style_id, squeezed(p.text)) for p in document.paragraphs if "Heading" in p.style.style_id]
    # Annexes are counted by Word itself; the chapters of the sample leave numbers out, so theirs are written.
    wanted = [
        (f"Heading{block.level}", squeezed((block.number if block.number[:1].isdigit() else "") + block.text))
        for block in blocks(lang, Heading)
    ]
    wanted.append(("Heading1", {"zh": "检查清单", "en": "Checklists"}[lang]))
    assert [heading for heading in headings if heading[0] != "TOCHeading"] == wanted
    assert '<w:abstractNumId w:val="4"/><w:lvlOverride' in parts(data)["word/numbering.xml"]


def test_a_number_that_word_would_count_otherwise_is_written_out():
    def numbers(*given):
        body = body_of(*(Heading(level=1, text="t", anchor=f"a{n}", number=n) for n in given))
        return re.findall('<w:pStyle w:val="Heading1"/>(<w:numPr>)?', body), re.findall(">([^<>]*)  </w:t>", body)

    assert numbers("0", "1", "2", "A", "B")[0] == ["<w:numPr>"] * 5
    assert numbers("4", "5")[0] == ["<w:numPr>"] * 2
    counted, written = numbers("1", "3", "A")
    assert counted == ["", "", "<w:numPr>"]
    assert {"1", "3"} <= set(written)
    assert numbers("§ 1")[0] == [""]


def test_the_contents_are_a_field_that_leads_to_every_chapter_and_claims_no_page(found):
    lang, data, _ = found
    body = parts(data)["word/document.xml"]
    contents = body[body.index('<w:pStyle w:val="TOCHeading"/>') : body.index('<w:pStyle w:val="Heading1"/>')]
    for block in blocks(lang, Heading):
        if block.level == 1:
            assert f'w:anchor="{bookmark(block.anchor)}"' in contents
            assert block.text in contents
    assert ' TOC \\o "1-1" ' in contents
    assert contents.count("w:fldCharType") == 3
    assert "PAGEREF" not in body
    # Either would make Word ask a question when it opens the file.
    assert "w:dirty" not in body
    assert "updateFields" not in parts(data)["word/settings.xml"]


def test_tables_have_a_caption_that_counts_a_head_row_that_repeats_and_the_width_of_the_page(found):
    lang, data, document = found
    wanted = blocks(lang, Table)[0]
    table = next(table for table in document.tables if table.style.name == "Grid" and len(table.columns) > 4)
    assert [cell.text for cell in table.rows[0].cells] == [column.label for column in wanted.columns]
    assert len(table.rows) == len(wanted.rows) + 1
    markup = element(table)
    assert next(markup.iter(qn("w:tr"))).find(f".//{W}tblHeader") is not None
    widths = [int(column.get(qn("w:w"))) for column in markup.iter(qn("w:gridCol"))]
    assert sum(widths) == 9978
    assert widths[1] == max(widths)
    label = {"zh": "表", "en": "Table"}[lang]
    assert f"SEQ {label} " in parts(data)["word/document.xml"]
    captions = [p.text for p in document.paragraphs if p.style.name == "TableCaption"]
    assert f"{label} 1  {wanted.caption}" in captions


def test_a_head_set_on_its_side_is_turned_and_its_row_high_enough(found):
    _, data, _ = found
    body = parts(data)["word/document.xml"]
    assert body.count('<w:textDirection w:val="btLr"/>') == 3
    assert int(re.search(r'<w:trHeight w:val="(\d+)" w:hRule="atLeast"/><w:tblHeader/>', body)[1]) > 1000


def test_a_card_says_its_code_its_marks_and_every_fact_in_order(found):
    lang, _, document = found
    cards = [table for table in document.tables if table.style.name == "Card"]
    assert len(cards) == len(blocks(lang, Card))
    for table, card in zip(cards, blocks(lang, Card), strict=True):
        head = table.rows[0].cells[0].text
        assert head.startswith(card.code)
        assert all(mark in head for _, mark in card.marks)
        text = squeezed(" ".join("".join(t.text or "" for t in row.iter(f"{W}t")) for row in element(table)))
        at = -1
        for fact in card.facts:
            at = text.index(squeezed(fact.label + "".join(span.text for span in fact.value)), at + 1)


def test_two_short_facts_share_a_line_and_a_long_one_has_it_alone():
    facts = tuple(FactLine(label=f"l{n}", value=plain(text)) for n, text in enumerate(["a", "b", "c " * 200, "d"]))
    document = Document(io.BytesIO(render(one(Card(anchor="c", code="C", title="t", facts=facts)))))
    card = next(table for table in document.tables if table.style.name == "Card")
    rows = [
        ["".join(t.text for t in p.iter(f"{W}t"))[:2] for p in row.iter(f"{W}p")]
        for row in element(card).iter(f"{W}tr")
    ]
    assert rows == [["C "], ["l0", "a", "l1", "b"], ["l2", "c "], ["l3", "d"]]


def test_two_tables_never_touch(found):
    _, _, document = found
    body = list(document.element.body)
    assert not any(a.tag == b.tag == qn("w:tbl") for a, b in pairwise(body))


def test_each_line_of_a_checklist_has_a_box_to_tick(found):
    lang, data, _ = found
    count = sum(len(block.items) for block in blocks(lang, Checklist))
    body = parts(data)["word/document.xml"]
    assert body.count("<w14:checkbox>") == count
    # And one in the line that leads to it from its chapter.
    assert body.count("☐") == count + len(blocks(lang, Checklist))


def test_a_checklist_is_a_page_to_tear_off_at_the_end_and_its_chapter_leads_to_it():
    item = ChecklistItem(code="C1", text="look")
    lists = [Checklist(anchor=f"c{n}", title="t", mode="read-do", pause_point="p", items=(item,)) for n in range(2)]
    before, after = Text(spans=plain("before")), Text(spans=plain("after"))
    lines = outline(render(one(before, Heading(level=2, text="Lists", anchor="h"), *lists, after))).split("\n")
    fresh = [number for number, text in enumerate(lines) if "pageBreakBefore" in text]
    assert lines[fresh[0]].startswith("Heading1 pageBreakBefore: ")
    assert [lines[number + 1].split(" ")[0] for number in fresh] == ["[Checklist", "[Checklist"]
    chapter = [text for text in lines[: fresh[0]] if "☐" in text]
    assert len(chapter) == len(lists)


def test_callouts_are_shaded_in_the_colour_of_their_tone(found):
    lang, _, document = found
    styles = [p.style.name for p in document.paragraphs if re.fullmatch(r"Callout\w+Title", p.style.name)]
    assert styles == [f"Callout{block.tone.title()}Title" for block in blocks(lang, Callout)]
    assert document.styles["CalloutMissing"].element.pPr.find(qn("w:shd")).get(qn("w:fill")) == "F3EDFA"


def test_what_is_missing_is_purple_and_nothing_is_italic(found):
    _, data, document = found
    assert str(document.styles["Missing"].font.color.rgb) == "6A3D9A"
    assert any(run.style.name == "Missing" for p in document.paragraphs for run in p.runs)
    assert "<w:i/>" not in parts(data)["word/styles.xml"] + parts(data)["word/document.xml"]


def test_figures_say_what_they_show_and_count_on(found):
    lang, data, document = found
    shown = [frame.get("descr") for frame in document.element.body.iter(qn("wp:docPr"))]
    for figure in blocks(lang, Figure):
        assert any(all(line in text for line in (figure.alt, *figure.twin)) for text in shown)
    for picture in blocks(lang, Picture):
        assert picture.alt in shown
    label = {"zh": "图", "en": "Figure"}[lang]
    captions = [p.text for p in document.paragraphs if p.style.name in {"caption", "Caption"}]
    assert [text.split("  ")[0] for text in captions] == [f"{label} {n}" for n in range(1, len(captions) + 1)]
    assert len(captions) == len(shown)
    assert "base64" not in parts(data)["word/document.xml"]


def test_a_drawing_has_the_dots_that_a_printer_shows(found):
    _, data, document = found
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        pixels = {
            name: int.from_bytes(file.read(name)[16:20], "big") for name in file.namelist() if name.endswith(".png")
        }
    frames = list(document.element.body.iter(qn("wp:inline")))
    for frame in frames[:2]:
        relation = next(frame.iter(qn("a:blip"))).get(qn("r:embed"))
        inches = int(frame.find(qn("wp:extent")).get("cx")) / 914400
        assert 198 < pixels[f"word/media/{relation}.png"] / inches < 202


@pytest.mark.parametrize("data", ["", "%%%", base64.b64encode(b"no picture").decode()])
def test_a_damaged_picture_is_said_in_words(data):
    photo = Picture(
        name="p", media_type="image/png", data=data, width=10, height=10, alt="four notes", caption="board", anchor="p"
    )
    body = body_of(photo)
    assert "<w:drawing>" not in body
    assert "four notes" in body
    assert "board" in body


def test_a_wide_figure_fills_a_turned_a4_page_with_head_and_foot(found):
    lang, _, document = found
    widths = [section.page_width.mm for section in document.sections]
    assert {round(width) for width in widths} == {210, 297}
    assert round(widths[0]) == round(widths[-1]) == 210
    figure = document.inline_shapes[0]
    assert 200 < figure.width.mm <= 277
    assert document.sections[0].different_first_page_header_footer
    assert not any(section.different_first_page_header_footer for section in list(document.sections)[1:])
    for section in document.sections:
        assert bundle(lang).meta.product_name in section.header.tables[0].rows[0].cells[0].text
    for section in list(document.sections)[1:]:
        assert round(section.left_margin.mm) == (10 if section.page_width.mm > 250 else 17)


def test_head_and_foot_say_which_copy_this_is(found):
    lang, _, document = found
    meta = bundle(lang).meta
    head = " ".join(cell.text for cell in document.sections[-1].header.tables[0].rows[0].cells)
    foot = " ".join(cell.text for cell in document.sections[-1].footer.tables[0].rows[0].cells)
    wanted = (meta.document_no, meta.classification, meta.version, meta.status_label, meta.readiness_label)
    assert all(fact in head for fact in wanted)
    assert all(fact in foot for fact in (meta.content_hash[:12], meta.owner, meta.next_review))
    fields = re.findall(r"<w:instrText[^>]*>([^<]+)", parts(found[1])["word/footer1.xml"])
    assert [field.strip() for field in fields] == ["PAGE", "NUMPAGES"]


def test_a_reviewable_document_carries_no_warning_in_its_head():
    data = render(bundle("en", readiness="reviewable", readiness_label="Ready for review"))
    assert "Ready for review" not in parts(data)["word/header1.xml"]
    assert "Ready for review" in parts(data)["word/document.xml"]


def test_the_properties_carry_the_facts(found):
    lang, data, document = found
    meta = bundle(lang).meta
    assert document.core_properties.title == f"{meta.title} · {meta.product_name}"
    assert document.core_properties.author == meta.owner
    assert document.core_properties.created.strftime("%Y-%m-%d") == meta.date
    custom = dict(re.findall(r'name="sop_(\w+)"><vt:lpwstr>([^<]*)', parts(data)["docProps/custom.xml"]))
    for name in ("product", "version", "status", "owner", "date", "next_review", "content_hash", "kit"):
        assert custom[name] == getattr(meta, name)


def test_no_style_falls_back_to_a_japanese_or_a_serif_face(found):
    _, data, _ = found
    styles = parts(data)["word/styles.xml"]
    assert "Mincho" not in styles
    assert "Theme" not in styles
    assert set(re.findall(r'<w:rFonts [^>]*w:eastAsia="([^"]+)"', styles)) == {"Microsoft YaHei"}
    assert "Noto Sans CJK SC" in parts(data)["word/fontTable.xml"]


def test_the_language_is_said(found):
    lang, data, document = found
    styles = parts(data)["word/styles.xml"]
    assert document.core_properties.language == {"zh": "zh-CN", "en": "en-GB"}[lang]
    assert '<w:lang w:val="en-GB" w:eastAsia="zh-CN"' in styles
    # Quotation marks, dots and dashes are Chinese ones in a Chinese document.
    assert f'w:hint="{ {"zh": "eastAsia", "en": "default"}[lang] }"' in styles
    assert all(f"<w:{rule}/>" in styles for rule in ("kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN"))


def test_those_who_signed_stand_before_the_contents_with_room_to_sign():
    signed = (Signature(act="Prepared", who="Zhe", date="20 November 2026"), Signature(act="Approved", who="", date=""))
    made = bundle("en")
    lines = outline(render(made.model_copy(update={"meta": made.meta.model_copy(update={"signatures": signed})})))
    assert "  Prepared | Zhe | 20 November 2026 | \n  Approved |  |  | \n" in lines
    assert lines.index("Prepared | Zhe") < lines.index("TOCHeading")


def test_a_fold_is_printed_in_full(found):
    lang, _, document = found
    fold = blocks(lang, Fold)[0]
    text = said(document)
    assert any(p.style.name == "FoldTitle" and p.text == fold.summary for p in document.paragraphs)
    for block in fold.blocks:
        if isinstance(block, Text):
            assert squeezed("".join(span.text for span in block.spans)) in text
        if isinstance(block, Table):
            assert all(squeezed(column.label) in text for column in block.columns)


def test_every_link_inside_the_document_arrives(found):
    _, data, _ = found
    body = parts(data)["word/document.xml"]
    targets = set(re.findall(r'w:anchor="([^"]+)"', body))
    names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', body)
    assert targets <= set(names)
    assert len(names) == len(set(names))
    assert all(len(name) <= 40 for name in names)


def test_every_style_in_use_exists(found):
    _, data, _ = found
    files = parts(data)
    known = set(re.findall(r'w:styleId="([^"]+)"', files["word/styles.xml"]))
    for name in ("document", "header1", "footer1"):
        assert set(re.findall(r'w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"', files[f"word/{name}.xml"])) <= known


def test_the_same_document_gives_the_same_bytes():
    first = render(bundle("zh"))
    time.sleep(2.1)
    assert render(bundle("zh")) == first


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_comes_out_as_text(name):
    text = HOSTILE[name] + ' <w:p/> ]]> {=openxml} \\input{/etc/passwd} #panic("x") "\' &#0;'
    document = Document(io.BytesIO(render(text_bundle(text))))
    assert said(document).count(squeezed(fonts.visible(text))) >= 20


@given(st.text(max_size=60))
def test_any_text_comes_out_as_it_is_shown(text):
    document = Document(io.BytesIO(render(one(Text(spans=plain(text))))))
    shown = "".join(p.text for p in document.paragraphs if p.style.style_id == "BodyText")
    assert shown == fonts.visible(text).replace("\t", "    ")


def test_reference_docx_is_what_its_script_makes():
    script = runpy.run_path(str(kit_path("templates", "make_reference.py")), run_name="make_reference")
    assert parts(script["reference"]()) == parts(kit_path("templates", "reference.docx").read_bytes())


def test_the_reference_document_names_what_the_exporter_fills_in():
    with zipfile.ZipFile(kit_path("templates", "reference.docx")) as file:
        head, foot = file.read("word/header1.xml").decode(), file.read("word/footer1.xml").decode()
    assert all(name in head for name in ("{head_left}", "{head_right}", "{readiness}"))
    assert "{foot}" in foot


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_document_is_as_it_was_read(golden, lang):
    golden.check(f"sop-{lang}.docx.txt", outline(render(bundle(lang))))
