"""Each text of a Word file finds its way back to the record: bookmarks that stay, and a list of where they lead."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Bullets, Card, Checklist, Column, FactLine, Table, TableRow
from sop_kit.export.docx import render
from sop_kit.export.word_file import PLACES, fingerprint
from tests import office
from tests.export.sample import bundle, one


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name).decode()


def squeezed(text):
    return "".join(text.split())


def inside(body, name):
    """Return the text between the two ends of a bookmark."""
    start = re.search(rf'<w:bookmarkStart w:id="(\d+)" w:name="{name}"/>', body)
    end = body.index(f'<w:bookmarkEnd w:id="{start[1]}"/>', start.end())
    return "".join(re.findall("<w:t [^>]*>([^<]*)", body[start.end() : end]))


def places_of(data):
    root = ET.fromstring(part(data, "customXml/item1.xml"))  # noqa: S314  the kit's own file
    return root[0].attrib, [each.attrib for each in root[1:]]


def blocks(lang, kind):
    return [block for block in bundle(lang).blocks if isinstance(block, kind)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_text_finds_its_way_back_by_its_bookmark(lang):
    data = render(bundle(lang))
    document, texts = places_of(data)
    meta = bundle(lang).meta
    assert document["product"] == meta.product
    assert document["version"] == meta.version
    assert document["contentHash"] == meta.content_hash
    body = part(data, "word/document.xml")
    assert len({each["bookmark"] for each in texts}) == len(texts)
    by_place = {(each["anchor"], each["field"]): each for each in texts}
    for card in blocks(lang, Card):
        for fact in card.facts:
            place = by_place[card.anchor, fact.field or fact.label]
            assert len(place["bookmark"]) <= 40
            value = "".join(span.text for span in fact.value)
            assert squeezed(value) in squeezed(inside(body, place["bookmark"]).replace("&amp;", "&"))
    for checklist in blocks(lang, Checklist):
        for item in checklist.items:
            assert inside(body, by_place[checklist.anchor, f"{item.code} text"]["bookmark"]) == item.text


def test_a_bookmark_stays_when_other_facts_come_and_the_fingerprint_tells_an_edit():
    facts = tuple(FactLine(label=field, field=field, value=plain(f"the {field}")) for field in ("inputs", "outputs"))
    one_fact = Card(anchor="step-s1", code="S1", title="t", facts=facts[1:])
    both = one_fact.model_copy(update={"facts": facts})
    first, second = places_of(render(one(one_fact)))[1], places_of(render(one(both)))[1]
    where = {(each["anchor"], each["field"]): each for each in second}
    for each in first:
        assert where[each["anchor"], each["field"]] == each
    assert where["step-s1", "outputs"]["sha256"] == fingerprint("the  outputs\n")
    assert where["step-s1", "outputs"]["sha256"] != fingerprint("the outputs, edited")


def test_texts_in_the_same_place_have_bookmarks_of_their_own():
    rows = tuple(TableRow(cells=(plain("same"), plain(f"v{n}"))) for n in range(2))
    table = Table(caption="c", columns=(Column(label="a"), Column(label="b")), rows=rows)
    data = render(one(table, table, Bullets(items=(plain("x"), plain("x")))))
    names = [each["bookmark"] for each in places_of(data)[1]]
    assert len(names) == len(set(names)) == 10
    assert f'xmlns="{PLACES}"' in part(data, "customXml/item1.xml")


def test_a_trip_through_libreoffice_keeps_bookmarks_and_list(tmp_path):
    own = render(bundle("en"))
    back = office.saved_again(own, tmp_path)
    names = {each["bookmark"] for each in places_of(own)[1]}
    assert names == {each["bookmark"] for each in places_of(back)[1]}
    assert names <= set(re.findall(r'w:name="(sop_t_\w+)"', part(back, "word/document.xml")))
    assert "sop_content_hash" in part(back, "docProps/custom.xml")
