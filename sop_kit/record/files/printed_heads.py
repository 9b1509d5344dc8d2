"""The head of the chain as an export prints it: what a copy remembers of the store it was made from."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from sop_kit.record.witness import Anchor
from sop_kit.words import LANGUAGES, words

_NUMBER_AND_HASH = r"(?P<number>[1-9]\d{0,9})\W{1,4}(?P<hash>[0-9a-f]{12,64})\b"
_YAML_HEAD = re.compile(
    r"^head:[ \t]*\n[ \t]+number:[ \t]*(?P<number>\d{1,10})[ \t]*\n[ \t]+hash:[ \t]*\"?(?P<hash>[0-9a-f]{64})",
    re.MULTILINE,
)
_YAML_PRODUCT = re.compile(r"^product:[ \t]*\n[ \t]+id:[ \t]*\"?(?P<product>[\w.\-]+)", re.MULTILINE)
_PROPERTIES = re.compile(rf"product: (?P<product>[\w.\-]+) \|.{{0,2000}}?\| head: {_NUMBER_AND_HASH}", re.DOTALL)
_IN_JSON = re.compile(rf'"head": *"{_NUMBER_AND_HASH}"')
_TAG = re.compile(r"<[^>]*>")
_LARGEST_PART = 20_000_000  # bytes of the properties of a Word file


def printed_heads(path: PurePath, data: bytes, products: Sequence[str]) -> tuple[Anchor, ...]:
    """Return what an exported file says of the store it came from; nothing when it says nothing.

    Parameters
    ----------
    path
        Of a record (YAML), a manifest or a history (JSON), or a document (HTML, Markdown, Word, PDF, notebook).
    products
        The product lines that are known: a document prints the id of its own beside its name.
    """
    source = path.name if path.parent == PurePath() else str(path)
    found = dict.fromkeys(_found(path.suffix.lower(), data, products))
    return tuple(Anchor(source, product, number, digest) for product, number, digest in found)


def _found(suffix: str, data: bytes, products: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    if suffix == ".docx":
        data = _properties_of_word(data)
    text = data.decode("utf-8-sig", errors="replace")
    if suffix in (".yaml", ".yml"):
        yield from _of_yaml(text)
    elif suffix == ".json":
        yield from _of_json(text)
    elif suffix in (".docx", ".pdf"):
        yield from ((match["product"], int(match["number"]), match["hash"]) for match in _PROPERTIES.finditer(text))
    else:
        yield from _of_document(text, products)


def _of_yaml(text: str) -> Iterator[tuple[str, int, str]]:
    head, product = _YAML_HEAD.search(text), _YAML_PRODUCT.search(text)
    if head and product:
        yield product["product"], int(head["number"]), head["hash"]


def _of_json(text: str) -> Iterator[tuple[str, int, str]]:
    try:
        facts = json.loads(text)
        head = facts["head"]
        yield str(facts["product"]), int(head["number"]), str(head["hash"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return


def _of_document(text: str, products: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    bare = html.unescape(_TAG.sub(" ", text))
    labels = [label for lang in LANGUAGES for label in _labels(lang)]
    printed = re.compile(rf"(?:{'|'.join(map(re.escape, labels))})\W{{0,20}}{_NUMBER_AND_HASH}")
    named = [product for product in products if f"({product})" in bare]
    product = named[0] if len(named) == 1 else ""
    for match in (*printed.finditer(bare), *_IN_JSON.finditer(text)):
        yield product, int(match["number"]), match["hash"]


def _labels(lang: str) -> tuple[str, ...]:
    say = words(lang)
    return say("Last change in the workshop"), say("Last Change in the store")


def _properties_of_word(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = archive.getinfo("docProps/core.xml")
            return archive.read(part) if part.file_size < _LARGEST_PART else b""
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return b""
