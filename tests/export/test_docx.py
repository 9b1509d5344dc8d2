"""The Word file says everything, in Word's own terms, and the same every time."""

import io
import json
import re
import time
import zipfile
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Callout, Card, Checklist, Figure, Heading, Table, Text
from sop_kit.errors import ExportFailed, MissingTool
from sop_kit.export import docx, fonts, paper
from sop_kit.export.docx import render
from sop_kit.export.word_nodes import bookmark
from sop_kit.export.word_tree import tree
from sop_kit.places import kit_path
from tests.export.sample import bundle, one, text_bundle
from tests.export.test_markdown import HOSTILE

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


@pytest.fixture(scope="module", params=["zh", "en"])
def found(request):
    data = render(bundle(request.param))
    return request.param, data, Document(io.BytesIO(data))


def test_headings_are_headings_with_their_numbers(found):
    lang, _, document = found
    headings = [(p.style.name, squeezed(p.text)) for p in document.paragraphs if p.style.name.startswith("Heading")]
    wanted = [(f"Heading {block.level}", squeezed(f"{block.number}{block.text}")) for block in blocks(lang, Heading)]
    assert headings == wanted


def test_the_contents_list_every_chapter_before_word_updates_them(found):
    lang, data, _ = found
    body = parts(data)["word/document.xml"]
    contents = body[body.index("TOC \\o") : body.index("Heading1")]
    for block in blocks(lang, Heading):
        assert f'w:anchor="{bookmark(block.anchor)}"' in contents
        assert block.text in contents


def test_tables_have_a_head_row_that_repeats_and_the_width_of_the_page(found):
    lang, _, document = found
    wanted = blocks(lang, Table)[0]
    table = next(table for table in document.tables if table.style.name == "Table")
    assert [cell.text for cell in table.rows[0].cells] == [column.label for column in wanted.columns]
    assert len(table.rows) == len(wanted.rows) + 1
    markup = element(table)
    assert next(markup.iter(qn("w:tr"))).find(f".//{W}tblHeader") is not None
    widths = [int(column.get(qn("w:w"))) for column in markup.iter(qn("w:gridCol"))]
    assert abs(sum(widths) - 9638) < 10
    assert widths[1] == max(widths)


def test_a_card_is_a_table_with_its_code_as_head(found):
    lang, _, document = found
    cards = [table for table in document.tables if table.style.name == "Card"]
    assert len(cards) == len(blocks(lang, Card))
    for table, card in zip(cards, blocks(lang, Card), strict=True):
        head = table.rows[0].cells[0].text
        assert head.startswith(card.code)
        assert all(mark in head for _, mark in card.marks)
        assert [row.cells[0].text for row in table.rows[1:]] == [fact.label for fact in card.facts]


def test_two_tables_never_touch(found):
    _, _, document = found
    body = list(document.element.body)
    assert not any(a.tag == b.tag == qn("w:tbl") for a, b in pairwise(body))


def test_each_line_of_a_checklist_has_a_box_to_tick(found):
    lang, data, _ = found
    count = sum(len(block.items) for block in blocks(lang, Checklist))
    body = parts(data)["word/document.xml"]
    assert body.count("checkbox>") == 2 * count
    assert body.count("☐") == count


def test_callouts_are_shaded_in_the_colour_of_their_tone(found):
    lang, _, document = found
    styles = [p.style.name for p in document.paragraphs if re.fullmatch(r"Callout \w+ Title", p.style.name)]
    assert styles == [f"Callout {block.tone.title()} Title" for block in blocks(lang, Callout)]
    assert document.styles["Callout Missing"].element.pPr.find(qn("w:shd")).get(qn("w:fill")) == "F3EDFA"


def test_what_is_missing_is_purple_and_upright(found):
    _, _, document = found
    style = document.styles["Missing"]
    assert str(style.font.color.rgb) == "6A3D9A"
    assert not style.font.italic
    runs = [run for p in document.paragraphs for run in p.runs if run.style.name == "Missing"]
    assert runs


def test_figures_say_what_they_show_and_carry_no_second_copy_of_themselves(found):
    lang, data, document = found
    frames = document.element.body.iter(qn("wp:docPr"))
    shown = [frame.get("descr") for frame in frames]
    for text, figure in zip(shown, blocks(lang, Figure), strict=True):
        assert all(line in text for line in (figure.alt, *figure.twin))
    assert "base64" not in parts(data)["word/document.xml"]


def test_a_wide_figure_gets_a_wide_page_with_head_and_foot(found):
    lang, _, document = found
    widths = [section.page_width.mm for section in document.sections]
    assert [round(width) for width in widths] == [210, 210, 420, 210]
    figure = document.inline_shapes[0]
    assert 300 < figure.width.mm <= 380
    for section in document.sections:
        assert bundle(lang).meta.product_name in section.header.tables[0].rows[0].cells[0].text
        assert round(section.left_margin.mm) == 20


def test_head_and_foot_say_which_copy_this_is(found):
    lang, _, document = found
    meta = bundle(lang).meta
    head = " ".join(cell.text for cell in document.sections[-1].header.tables[0].rows[0].cells)
    foot = " ".join(cell.text for cell in document.sections[-1].footer.tables[0].rows[0].cells)
    assert all(fact in head for fact in (meta.title, meta.version, meta.status_label, meta.readiness_label))
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
    assert "asciiTheme" not in styles
    assert "eastAsiaTheme" not in styles
    assert set(re.findall(r'w:eastAsia="([^"]+)"', styles)) <= {"Microsoft YaHei", "Consolas", "zh-CN"}
    assert "Noto Sans CJK SC" in parts(data)["word/fontTable.xml"]


def test_the_language_is_said(found):
    lang, data, document = found
    assert document.core_properties.language == {"zh": "zh-Hans", "en": "en"}[lang]
    assert 'w:eastAsia="zh-CN"' in parts(data)["word/styles.xml"]


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


def nodes(node):
    if isinstance(node, dict):
        yield node
        yield from nodes(list(node.values()))
    elif isinstance(node, list):
        for each in node:
            yield from nodes(each)


@given(st.text(max_size=60))
def test_a_text_is_only_ever_a_string_of_the_tree(text):
    written = paper.sound(one(Text(spans=plain(text)), Heading(level=1, text="end", anchor="")), fonts.visible)
    body = json.loads(json.dumps(tree(written)))["blocks"][-2]
    kinds = {node["t"] for node in nodes(body) if "t" in node}
    assert kinds <= {"Div", "Para", "Str", "LineBreak"}
    strings = [node["c"] if node["t"] == "Str" else "\n" for node in nodes(body) if node["t"] in {"Str", "LineBreak"}]
    assert "".join(strings) == fonts.visible(text).replace("\t", "    ")


def test_a_pandoc_that_fails_is_reported_in_a_sentence(monkeypatch):
    monkeypatch.setattr(docx, "tree", lambda _: {"blocks": 1})
    with pytest.raises(ExportFailed, match=r"The Word file of 'fraud-scoring' could not be written: .+"):
        render(bundle("en"))


def test_a_missing_pandoc_is_named(monkeypatch):
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "/nowhere/pandoc")
    with pytest.raises(MissingTool, match="pandoc is not installed"):
        render(bundle("en"))


def test_the_reference_document_names_what_the_exporter_fills_in():
    with zipfile.ZipFile(kit_path("templates", "reference.docx")) as file:
        head, foot = file.read("word/header1.xml").decode(), file.read("word/footer1.xml").decode()
    assert all(name in head for name in ("{head_left}", "{head_right}", "{readiness}"))
    assert "{foot}" in foot
