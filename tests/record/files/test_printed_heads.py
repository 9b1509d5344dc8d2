"""Each export prints the head of the store it came from, and it is found there again."""

import json
from pathlib import PurePath

import pytest

from sop_kit.document.history import history_bundle
from sop_kit.document.sop import sop
from sop_kit.document.view import look
from sop_kit.export import docx, html, markdown, pdf
from sop_kit.record.changes import Edit
from sop_kit.record.files.printed_heads import printed_heads
from sop_kit.record.files.yaml_file import write_record
from sop_kit.record.store import Store
from sop_kit.words import words


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    store = Store.open(tmp_path_factory.mktemp("store") / "workshop.db")
    step = Edit(act="put", table="steps", row="S1", values={"stage": "monitor", "action": "看大盘", "role": "r"})
    for name in ("产品线", "产品线 2"):
        edits = [Edit(act="put", table="product", values={"id": "line-1", "name": name}), step]
        store.add("line-1", edits, by="me")
    made = store.record("line-1")
    store.close()
    return made


def document(record, lang, suffix):
    bundle = sop(look(record, lang))
    match suffix:
        case ".html":
            return html.page(bundle).encode()
        case ".md":
            return markdown.render(bundle)[0].encode()
        case ".docx":
            return docx.render(bundle)
        case _:
            return pdf.render(bundle)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("suffix", [".html", ".md", ".docx", ".pdf"])
def test_the_head_is_found_in_a_document(record, lang, suffix):
    found = printed_heads(PurePath(f"sop{suffix}"), document(record, lang, suffix), ["line", "line-1"])
    assert {(each.product, each.number, each.hash) for each in found} == {("line-1", 2, record.head.hash[:12])}
    assert found[0].source == f"sop{suffix}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_head_is_found_in_a_printed_history(record, lang):
    bundle = history_bundle([], words(lang), product="line-1", name="产品线", head=record.head, zone=None)
    (found,) = printed_heads(PurePath("log.html"), html.page(bundle).encode(), ["line-1"])
    assert (found.product, found.number, found.hash) == ("line-1", 2, record.head.hash[:12])


def test_the_head_is_found_in_a_record_a_manifest_and_a_notebook(record):
    manifest = json.dumps({"product": "line-1", "head": record.head.model_dump()})
    notebook = json.dumps(
        {"meta": {"product": "line-1", "head": f"2 {record.head.hash[:12]}", "name": "产品线 (line-1)"}}
    )
    for name, text, length in (
        ("line.yaml", write_record(record), 64),
        ("manifest.json", manifest, 64),
        ("04.ipynb", notebook, 12),
    ):
        (found,) = printed_heads(PurePath(name), text.encode(), ["line-1"])
        assert (found.product, found.number, found.hash) == ("line-1", 2, record.head.hash[:length]), name


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".html", ".md", ".docx", ".pdf", ".xlsx", ""])
@pytest.mark.parametrize("data", [b"", b"\xff\x00PK\x03\x04", b"head: 1", b'{"head": 3}', b"[" * 50_000])
def test_a_file_that_prints_none_says_nothing(suffix, data):
    assert printed_heads(PurePath(f"a{suffix}"), data, ["line-1"]) == ()
