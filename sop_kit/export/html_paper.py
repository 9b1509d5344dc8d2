"""What stands at the head and foot of every printed page, as rules for the margins of a page."""

from __future__ import annotations

from sop_kit.blocks.html_text import css_string
from sop_kit.blocks.model import Meta
from sop_kit.export.front import short_hash, validity
from sop_kit.words import Words

_FONT = 'font:8pt "Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei","Segoe UI",sans-serif'
_QUIET, _LOUD, _LINE = "color:#566171", "color:#8a5200;font-weight:700", "#d3dae3"


def running_heads(meta: Meta, title: str, warning: str, say: Words) -> str:
    """Return the rules; a ``warning`` stands on every page in place of the state of the document."""
    version = say("version {version}", version=meta.version) if meta.version else ""
    until = validity(meta, say) if meta.owner else ""  # a list of documents has no owner and does not expire
    state = (warning, version, until) if warning else (version, meta.status_label, until)
    return "@page{{{}}}".format(
        "".join(
            (
                _box("top-left", css_string(_row(meta.product_name, title)), _QUIET, under=True),
                _box("top-right", css_string(_row(*state)), _LOUD if warning else _QUIET, under=True),
                _box("bottom-left", css_string(_row(meta.document_no, meta.classification, short_hash(meta))), _QUIET),
                _box("bottom-right", _page_number(say), _QUIET),
            )
        )
    )


def _box(place: str, content: str, look: str, *, under: bool = False) -> str:
    line = f";border-bottom:.5pt solid {_LINE};padding-bottom:1.5mm;margin-bottom:4mm;vertical-align:bottom"
    return f"@{place}{{content:{content};{_FONT};{look}{line if under else ''}}}"


def _row(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _page_number(say: Words) -> str:
    said = say("Page {page} of {pages}", page="\f", pages="\v")
    before, _, rest = said.partition("\f")
    between, _, after = rest.partition("\v")
    return f"{css_string(before)} counter(page) {css_string(between)} counter(pages) {css_string(after)}"
