"""What stands around the blocks on a page: title block, state of the document, foot, policy."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from sop_kit.blocks.html_style import sheet
from sop_kit.blocks.html_text import printable
from sop_kit.blocks.model import Meta, Tone
from sop_kit.export.front import validity
from sop_kit.export.html_paper import running_heads
from sop_kit.places import kit_path
from sop_kit.words import HTML_LANG, Words, words

MAIN_ID = "sop-main"

_TONE_OF_STATUS: dict[str, Tone] = {
    "approved": "good",
    "published": "good",
    "superseded": "warning",
    "withdrawn": "warning",
}


# A review is announced this many days before it is due.
NOTICE_DAYS = 14


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled fact of the title block or of the foot."""

    label: str
    value: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Banner:
    """A warning over the whole document."""

    title: str
    advice: str


@dataclass(frozen=True, slots=True)
class Expiry:
    """The day the review is due, and what the reader's clock makes the page say about it."""

    date: str  # ISO
    soon: Banner
    late: Banner
    days: int = NOTICE_DAYS


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
    expiry: Expiry | None
    ribbon: str
    facts: tuple[Fact, ...]
    copy_facts: tuple[Fact, ...]
    validity: str
    skip: str
    main_id: str = MAIN_ID


def frame(meta: Meta, *, title: str, sheets: tuple[str, ...], script: str, rules: str = "") -> Frame:
    """Return what stands around the blocks.

    Parameters
    ----------
    meta
        The facts the document carries about itself.
    title
        What the page is called beside the name of the product.
    sheets
        The kit's style sheets the page needs besides those of the blocks, in order.
    script
        The name of its script.
    rules
        Rules for what is on this page only, e.g. for its pictures.
    """
    say = words(meta.lang)
    banners = _banners(meta, say)
    code = f"{sheet('expiry.js')}\n{sheet(script)}"
    return Frame(
        meta=meta,
        lang=HTML_LANG[meta.lang],
        window_title=_row(*(banner.title for banner in banners), title, meta.product_name),
        policy=_policy(code),
        style=Markup(_style(meta, title, sheets, rules)),  # noqa: S704 - the kit's own sheets; facts are CSS-escaped
        script=Markup(code),  # noqa: S704 - the kit's own script
        banners=banners,
        expiry=_expiry(meta, say),
        ribbon=meta.readiness_label if meta.readiness == "reviewable" else "",  # else a banner says so
        facts=_facts(meta, say),
        copy_facts=_copy_facts(meta, say),
        validity=_advice(meta, say),
        skip=say("Skip to the text"),
    )


@cache
def template(name: str) -> Template:
    """Return a template of the kit's pages."""
    loader = FileSystemLoader(kit_path("templates", "html"))
    house = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, finalize=_without_turning_marks)
    return house.get_template(name)


def _without_turning_marks(value: object) -> object:
    # Markup went through the same on its way, or (with forceescape) carries what a script gives back letter by letter.
    return printable(value) if type(value) is str else value


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


def _expiry(meta: Meta, say: Words) -> Expiry | None:
    if not meta.expires:
        return None
    day = say.day(meta.expires)
    return Expiry(
        meta.expires,
        Banner(
            say("The review is due on {date}.", date=day),
            say("Tell the owner what this document should say differently."),
        ),
        Banner(
            say("The review was due on {date}.", date=day),
            say("Ask the owner whether this copy is still valid before you work by it."),
        ),
    )


def _facts(meta: Meta, say: Words) -> tuple[Fact, ...]:
    """Return what a reader checks before reading."""
    state = f"state {_TONE_OF_STATUS.get(meta.status, 'info')}"
    return _known(
        Fact(say("Version"), meta.version),
        Fact(say("Status"), meta.status_label, state),
        Fact(say("Owner"), meta.owner),
        Fact(say("Valid until"), say.day(meta.expires) if meta.expires else validity(meta, say) if meta.owner else ""),
        Fact(say("Next review"), "" if meta.expires else meta.next_review),
        Fact(say("Document number"), meta.document_no),
        Fact(say("Classification"), meta.classification),
    )


def _copy_facts(meta: Meta, say: Words) -> tuple[Fact, ...]:
    """Return what tells this copy from another one."""
    return _known(
        Fact(say("The only valid copy"), meta.valid_copy),
        Fact(say("In force from"), say.day(meta.effective)),
        Fact(say("Last changed"), say.day(meta.date)),
        Fact(say("Content hash"), meta.content_hash, "hash"),
        Fact(say("Last change in the workshop"), meta.head, "hash"),
        Fact(say("Made with"), f"sop-kit {meta.kit}"),
    )


def _known(*facts: Fact) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.value.strip())


def _advice(meta: Meta, say: Words) -> str:
    if not meta.is_sop:
        return ""
    until = say.day(meta.expires) or meta.next_review
    if not until:
        return say("Ask the owner whether this copy is still valid.")
    return say("Next review: {date}. After that, ask the owner whether this copy is still valid.", date=until)


def _style(meta: Meta, title: str, sheets: tuple[str, ...], rules: str) -> str:
    light, dark = sheet("light.css"), sheet("dark.css")
    say = words(meta.lang)
    return "\n".join(
        (
            f".sop-page,.sop-page .plain{{{light}}}",
            f"@media screen and (prefers-color-scheme:dark){{.sop-page{{{dark}}}}}",
            sheet("blocks.css"),
            *(sheet(name) for name in sheets),
            rules,
            running_heads(meta, title, _row(*(banner.title for banner in _banners(meta, say))), say),
        )
    )


def _row(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
