"""Word reads the children of some elements in the order of the schema only, and calls a file damaged otherwise."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from sop_kit.export.docx import render
from sop_kit.export.word_markup import NAMESPACES
from sop_kit.places import kit_path
from tests.export.sample import bundle

W = f"{{{NAMESPACES['w']}}}"
# ECMA-376 part 1, annex A.1, as far as the kit and its reference document write them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs kinsoku wordWrap overflowPunct "
    "autoSpaceDE autoSpaceDN spacing ind jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs color sz szCs u shd lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan tcBorders shd textDirection vAlign",
    "trPr": "cantSplit trHeight tblHeader",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg",
    "sdtPr": "rPr alias tag id docPartObj checkbox",
    "lvl": "start numFmt suff lvlText lvlJc pPr rPr",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tcPr tblStylePr",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
}


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module", params=["zh", "en", "reference"])
def found(request):
    if request.param == "reference":
        return parts(kit_path("templates", "reference.docx").read_bytes())
    return parts(render(bundle(request.param)))


def test_every_part_is_well_formed(found):
    for name, data in found.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(data)  # noqa: S314  the kit's own file


def test_children_stand_in_the_order_of_the_schema(found):
    for part, data in found.items():
        if not part.startswith("word/") or not part.endswith(".xml"):
            continue
        for element in ET.fromstring(data).iter():  # noqa: S314  the kit's own file
            known = ORDER.get(element.tag.removeprefix(W))
            if known is None:
                continue
            children = [re.sub(r"\{.*\}", "", child.tag) for child in element]
            assert set(children) <= set(known.split()), (part, element.tag)
            assert children == sorted(children, key=known.split().index), (part, element.tag)


def test_every_relation_leads_to_a_part_or_out_and_every_reference_to_a_relation(found):
    body, relations = found["word/document.xml"].decode(), found["word/_rels/document.xml.rels"].decode()
    for relation in re.findall(r"<Relationship [^>]*>", relations):
        target = re.search('Target="([^"]*)"', relation)[1]
        if 'TargetMode="External"' not in relation:
            assert (target.removeprefix("../") if target.startswith("../") else f"word/{target}") in found
    ids = re.findall('Id="([^"]*)"', relations)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'r:(?:id|embed)="([^"]*)"', body)) <= set(ids)


def test_every_part_has_a_type(found):
    types = found["[Content_Types].xml"].decode()
    for name in found:
        if name != "[Content_Types].xml":
            assert f'PartName="/{name}"' in types or f'Extension="{name.rsplit(".", 1)[1]}"' in types


def test_no_number_of_an_element_is_used_twice(found):
    body = found["word/document.xml"].decode()
    for pattern in (r'<w:bookmarkStart w:id="(\d+)"', r'<wp:docPr id="(\d+)"', r'<w:id w:val="(\d+)"'):
        numbers = re.findall(pattern, body)
        assert len(numbers) == len(set(numbers))


def test_a_prefix_that_may_be_ignored_is_declared(found):
    # What was lost once: Word calls a part damaged that names a prefix it does not declare.
    for name, data in found.items():
        if name.endswith(".xml"):
            head = data.decode()[:2000]
            for prefix in " ".join(re.findall(r'Ignorable="([^"]*)"', head)).split():
                assert f"xmlns:{prefix}=" in head, name
