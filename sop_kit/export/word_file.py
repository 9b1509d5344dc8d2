"""The parts around the body of a Word document: relations, lists, head and foot, properties, places, a steady zip."""

from __future__ import annotations

import hashlib
import io
import zipfile
from xml.sax.saxutils import escape

from sop_kit.blocks.model import Meta
from sop_kit.export import front, paper
from sop_kit.export.word_markup import HEAD, NAMESPACES, quoted
from sop_kit.export.word_press import Press
from sop_kit.export.word_template import Template
from sop_kit.words import Words

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PLACES = "urn:sop-kit:places:1"
_STORE = "{8C6F2B1E-5D0A-4F7B-9A63-2E41D7C05F18}"  # the name by which Word keeps the part; any, but always the same
_LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that people add
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif"}


def packed(body: str, press: Press, template: Template) -> bytes:
    """Return the file of a body; the same body gives the same bytes."""
    meta = press.meta
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _types(press, template),
        "_rels/.rels": _relations(
            {
                "rId1": (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                "rId3": (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
                "rId4": (f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
            }
        ),
        "word/document.xml": _document(body),
        "word/_rels/document.xml.rels": _document_relations(press, template),
        **{name: _taken(name, data, press) for name, data in template.parts.items()},
        "docProps/core.xml": _core(meta),
        "docProps/app.xml": _app(meta),
        "docProps/custom.xml": _custom(meta),
        "customXml/item1.xml": places(press),
        "customXml/itemProps1.xml": _store(),
        "customXml/_rels/item1.xml.rels": _relations(
            {"rId1": (f"{_OFFICE}/relationships/customXmlProps", "itemProps1.xml")}
        ),
        **{f"word/media/{key}.{suffix}": data for key, (suffix, data) in press.pictures.items()},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            # Pictures are packed already.
            entry.compress_type = zipfile.ZIP_STORED if name.startswith("word/media/") else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            file.writestr(entry, data)
    return target.getvalue()


def places(press: Press) -> bytes:
    """Return where each text of the document comes from: what a later reader needs to bring edits back.

    The fingerprint is of the text as written: a text that differs from it was edited in Word.
    """
    meta = press.meta
    document = " ".join(
        f"{name}={quoted(value)}"
        for name, value in (
            ("product", meta.product),
            ("version", meta.version),
            ("lang", meta.lang),
            ("contentHash", meta.content_hash),
            ("head", meta.head),
            ("kit", meta.kit),
        )
    )
    rows = "".join(
        f"<text bookmark={quoted(place.bookmark)} anchor={quoted(place.anchor)} field={quoted(place.field)} "
        f'sha256="{fingerprint(place.text)}"/>'
        for place in press.places
    )
    return f'{HEAD}<places xmlns="{PLACES}"><document {document}/>{rows}</places>'.encode()


def fingerprint(text: str) -> str:
    """Return what tells whether a text was edited; blanks at line ends and their number do not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:32]


def _document(body: str) -> bytes:
    named = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    return f'{HEAD}<w:document {named} mc:Ignorable="w14"><w:body>{body}</w:body></w:document>'.encode()


def _types(press: Press, template: Template) -> bytes:
    known = "".join(template.types)
    pictures = "".join(
        f'<Default Extension="{suffix}" ContentType="{_TYPES[suffix]}"/>'
        for suffix in sorted({suffix for suffix, _ in press.pictures.values()})
        if f'Extension="{suffix}"' not in known
    )
    own = {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "/customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    }
    parts = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in own.items())
    return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{pictures}{known}{parts}</Types>'.encode()


def _relations(targets: dict[str, tuple[str, str]], more: str = "") -> bytes:
    rows = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target={quoted(target)}/>' for key, (kind, target) in targets.items()
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{more}{rows}</Relationships>'.encode()


def _document_relations(press: Press, template: Template) -> bytes:
    inside = {
        "rIdPlaces": (f"{_OFFICE}/relationships/customXml", "../customXml/item1.xml"),
        **{
            key: (f"{_OFFICE}/relationships/image", f"media/{key}.{suffix}")
            for key, (suffix, _) in press.pictures.items()
        },
    }
    links = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/relationships/hyperlink" Target={quoted(address)} '
        'TargetMode="External"/>'
        for address, key in press.links.items()
    )
    return _relations(inside, "".join(template.relations) + links)


def _taken(name: str, data: bytes, press: Press) -> bytes:
    """Return a part of reference.docx as this document needs it."""
    if name == "word/numbering.xml":
        return _with_lists(data, press)
    if name == "word/styles.xml" and press.meta.lang == "zh":
        # Quotation marks, dots and dashes stand in both scripts: in a Chinese text they are Chinese.
        return data.replace(b'w:hint="default"', b'w:hint="eastAsia"')
    if name.startswith(("word/header", "word/footer")):
        return _filled(data, press.meta, press.say)
    return data


def _with_lists(data: bytes, press: Press) -> bytes:
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, kind, start in press.lists
    )
    return data.replace(b"</w:numbering>", lists.encode() + b"</w:numbering>")


def _filled(data: bytes, meta: Meta, say: Words) -> bytes:
    said = {
        "{head_left}": front.head_left(meta),
        "{head_right}": front.head_right(meta, say),
        "{readiness}": "" if meta.readiness == "reviewable" else f"  {meta.readiness_label}",
        "{foot}": front.foot(meta, say),
    }
    for name, text in said.items():
        data = data.replace(name.encode(), escape(" ".join(text.split("\n"))).encode())
    return data


def _core(meta: Meta) -> bytes:
    moment = paper.moment(meta).strftime("%Y-%m-%dT%H:%M:%SZ")
    stamps = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
    )
    said = {
        "dc:title": f"{meta.title} · {meta.product_name}",
        "dc:subject": meta.product_name,
        "dc:creator": meta.owner,
        "cp:keywords": meta.document_no,
        "dc:description": front.description(meta),
        "dc:language": _LANGUAGES[meta.lang],
        "cp:category": meta.classification,
        "cp:contentStatus": meta.status_label,
        "cp:version": meta.version,
    }
    inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in said.items() if value)
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inside}{stamps}</cp:coreProperties>'
    ).encode()


def _app(meta: Meta) -> bytes:
    return (
        f'{HEAD}<Properties xmlns="{_OFFICE}/extended-properties"><Application>sop-kit</Application>'
        f"<Company>{escape(meta.product_name)}</Company></Properties>"
    ).encode()


def _custom(meta: Meta) -> bytes:
    named = {name: value for name, value in front.properties(meta).items() if value}
    rows = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="sop_{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr>'
        "</property>"
        for number, (name, value) in enumerate(named.items(), 2)
    )
    return (
        f'{HEAD}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{rows}</Properties>'
    ).encode()


def _store() -> bytes:
    return (
        f'{HEAD}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{PLACES}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
