"""What stands around the blocks on a page: title block, state of the document, running heads, policy."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass

from markupsafe import Markup

from sop_kit.blocks.html_style import blocks_sheet, sheet
from sop_kit.blocks.html_text import printable
from sop_kit.blocks.model import Meta, Tone
from sop_kit.words import HTML_LANG, Words, words

MAIN_ID = "sop-main"
HASH_SHOWN = 12

_TONE_OF_STATUS: dict[str, Tone] = {
    "approved": "good",
    "published": "good",
    "superseded": "warning",
    "withdrawn": "warning",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled fact of the title block."""

    label: str
    value: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Banner:
    """A warning over the whole document."""

    title: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Everything a template prints besides the blocks."""

    meta: Meta
    lang: str
    window_title: str
    policy: str
    style: Markup
    script: Markup
    banners: tuple[Banner, ...]
    facts: tuple[Fact, ...]
    validity: str
    copy: str
    skip: str
    main_id: str = MAIN_ID


def frame(meta: Meta, *, title: str, sheets: tuple[str, ...], script: str) -> Frame:
    """Return what stands around the blocks.

    Parameters
    ----------
    meta
        The facts the document carries about itself.
    title
        The heading of the page.
    sheets
        The kit's style sheets the page needs besides those of the blocks, in order.
    script
        The name of its script.
    """
    say = words(meta.lang)
    banners = _banners(meta, say)
    code = sheet(script)
    return Frame(
        meta=meta,
        lang=HTML_LANG[meta.lang],
        window_title=" · ".join([*(banner.title for banner in banners), title, meta.product_name]),
        policy=_policy(code),
        style=Markup(_style(meta, title, sheets)),  # noqa: S704 - the kit's own sheets; facts in them are CSS-escaped
        script=Markup(code),  # noqa: S704 - the kit's own script
        banners=banners,
        facts=_facts(meta, say),
        validity=_validity(meta, say),
        copy=" · ".join(text for text in (_identity(meta, say), meta.content_hash) if text),
        skip=say("Skip to the text"),
    )


def _policy(script: str) -> str:
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    # Styles are allowed by place and not by hash: what a mail gateway reformats must stay readable.
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _banners(meta: Meta, say: Words) -> tuple[Banner, ...]:
    banners = []
    if meta.readiness != "reviewable":
        advice = say("Too much is still missing. Use this copy to see what to add; do not work by it.")
        banners.append(Banner(meta.readiness_label, advice))
    if _TONE_OF_STATUS.get(meta.status) == "warning":
        banners.append(Banner(meta.status_label, say("Do not work by this copy. Ask the owner for the one in force.")))
    return tuple(banners)


def _facts(meta: Meta, say: Words) -> tuple[Fact, ...]:
    ready = meta.readiness_label if meta.readiness == "reviewable" else ""  # else the banner says so
    facts = (
        Fact(say("Version"), meta.version),
        Fact(say("Status"), meta.status_label, f"state {_TONE_OF_STATUS.get(meta.status, 'info')}"),
        Fact(say("Readiness"), ready, "state good"),
        Fact(say("Owner"), meta.owner),
        Fact(say("Last changed"), meta.date),
        Fact(say("Next review"), meta.next_review),
        Fact(say("Document number"), meta.document_no),
        Fact(say("Classification"), meta.classification),
        Fact(say("Content hash"), meta.content_hash[:HASH_SHOWN], "hash"),
        Fact(say("Last change in the workshop"), meta.head, "hash"),
        Fact(say("Made with"), f"sop-kit {meta.kit}"),
    )
    return tuple(fact for fact in facts if fact.value.strip())


def _validity(meta: Meta, say: Words) -> str:
    if not meta.next_review:
        return say("Ask the owner whether this copy is still valid.")
    return say(
        "Next review: {date}. After that, ask the owner whether this copy is still valid.", date=meta.next_review
    )


def _identity(meta: Meta, say: Words) -> str:
    version = say("version {version}", version=meta.version) if meta.version else ""
    parts = (meta.product_name, meta.title, version, meta.status_label, meta.document_no, meta.classification)
    return " · ".join(part for part in parts if part)


def _style(meta: Meta, title: str, sheets: tuple[str, ...]) -> str:
    light, dark = sheet("light.css"), sheet("dark.css")
    return "\n".join(
        (
            f".sop-page{{{light}}}",
            f"@media screen and (prefers-color-scheme: dark){{.sop-page{{{dark}}}}}",
            blocks_sheet(),
            *(sheet(name) for name in sheets),
            _running_heads(meta, title),
        )
    )


def _running_heads(meta: Meta, title: str) -> str:
    say = words(meta.lang)
    version = say("version {version}", version=meta.version) if meta.version else ""
    left = " · ".join(part for part in (meta.product_name, title) if part)
    state = " · ".join(part for part in (version, meta.status_label) if part)
    warning = " · ".join(banner.title for banner in _banners(meta, say))
    right, colour = (f"{warning} · {version}", "#8a5200") if warning else (state, "#566171")
    below = (
        say("Next review: {date}", date=meta.next_review) if meta.next_review else "",
        meta.document_no,
        meta.classification,
        meta.content_hash[:HASH_SHOWN],
    )
    font = 'font: 8pt "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Segoe UI", sans-serif'
    quiet = f"{font}; color: #566171"
    return (
        f"@page{{@top-left{{content:{_css_string(left)};{quiet}}}"
        f"@top-right{{content:{_css_string(right)};{font};color:{colour};font-weight:{'700' if warning else '400'}}}"
        f"@bottom-left{{content:{_css_string(' · '.join(part for part in below if part))};{quiet}}}"
        f"@bottom-right{{content:{_page_number(say)};{quiet}}}}}"
    )


def _page_number(say: Words) -> str:
    said = say("Page {page} of {pages}", page="\f", pages="\v")
    before, _, rest = said.partition("\f")
    between, _, after = rest.partition("\v")
    return f"{_css_string(before)} counter(page) {_css_string(between)} counter(pages) {_css_string(after)}"


def _css_string(text: str) -> str:
    safe = (c if c.isalnum() or c in " .,-" else f"\\{ord(c):x} " for c in printable(text))
    return f'"{"".join(safe)}"'
