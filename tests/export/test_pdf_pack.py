"""Packing a PDF makes it smaller and changes nothing that it says."""

import io
import re

import pypdf
import typst

from sop_kit.export.pdf_pack import packed

TAGGED = """
#set document(title: "t")
#table(columns: 3, ..range(900).map(n => [cell #n]))
= Heading <h>
#link(<h>)[go]
"""


def printed():
    # The time of making stands in the file: two of them must have the same.
    return typst.compile(TAGGED.encode(), pdf_standards=["ua-1"], ignore_system_fonts=True, timestamp=0)


def everything(pdf):
    """Return what a file holds: each object in words, streams unpacked."""
    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    said = [each.get_data() if hasattr(each, "get_data") else each for each in objects if not is_bookkeeping(each)]
    # A reference names the reader, too, which is another one each time.
    return [re.sub(r"(IndirectObject\(\d+, \d+), \d+", r"\1", repr(each)) for each in said]


def is_bookkeeping(each):
    return isinstance(each, dict) and each.get("/Type") in {"/ObjStm", "/XRef"}


def test_a_packed_file_holds_the_same_objects():
    plain = printed()
    # All but a word that says what goes without saying.
    assert everything(packed(plain)) == [each.replace(", '/Suspects': False", "") for each in everything(plain)]


def test_a_packed_file_is_much_smaller():
    plain = printed()
    assert len(packed(plain)) < len(plain) / 2


def test_packing_gives_the_same_bytes_twice():
    assert packed(printed()) == packed(printed())


def test_what_is_packed_already_stays_as_it_is():
    once = packed(printed())
    assert packed(once) == once


def test_a_file_of_another_kind_stays_as_it_is():
    assert packed(b"%PDF-1.7\nnothing that could be read") == b"%PDF-1.7\nnothing that could be read"
    assert packed(b"") == b""
