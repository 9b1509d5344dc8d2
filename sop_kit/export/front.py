"""What every file says about itself: its first page, the head and foot of its pages, its properties."""

from __future__ import annotations

from sop_kit.blocks.model import Checklist, Meta
from sop_kit.words import Words

_SHORT = 12  # digits of a hash that a person compares by eye


def short_hash(meta: Meta) -> str:
    """Return the first digits of the content hash."""
    return meta.content_hash[:_SHORT]


def facts(meta: Meta, say: Words) -> tuple[tuple[str, str], ...]:
    """Return the labelled facts of the first page; what has no value is left out."""
    known = (
        (say("Product line"), f"{meta.product_name} ({meta.product})"),
        (say("Document number"), meta.document_no),
        (say("Version"), meta.version),
        (say("Status"), meta.status_label),
        (say("In force from"), say.day(meta.effective)),
        (say("Valid until"), say.day(meta.expires) if meta.expires else validity(meta, say)),
        (say("Next review"), "" if meta.expires else meta.next_review),
        (say("Owner"), meta.owner),
        (say("Classification"), meta.classification),
        (say("The only valid copy"), meta.valid_copy),
        (say("Last changed"), say.day(meta.date)),
        (say("Content hash"), short_hash(meta)),
        (say("Last change in the workshop"), meta.head),
        (say("Made with"), f"sop-kit {meta.kit}"),
    )
    return tuple((label, value) for label, value in known if value)


def validity(meta: Meta, say: Words) -> str:
    """Return how long this copy holds, in a few words; a draft says that it does not hold at all.

    The page of a workshop is nothing that could be in force.
    """
    if not meta.is_sop:
        return ""
    if meta.expires:
        return say("valid until {date}", date=say.day(meta.expires))
    return say("in force, end not known") if meta.status == "published" else say("not in force")


def head_left(meta: Meta) -> str:
    """Return the left of a page's head: what this is."""
    return " · ".join(part for part in (meta.product_name, meta.title, meta.document_no) if part)


def head_right(meta: Meta, say: Words) -> str:
    """Return the right of a page's head: which copy, and how long it holds; the renderer adds the readiness."""
    parts = (
        say("version {version}", version=meta.version) if meta.version else "",
        meta.status_label,
        validity(meta, say),
        meta.classification,
    )
    return " · ".join(part for part in parts if part)


def foot(meta: Meta, say: Words) -> str:
    """Return a page's foot: how to tell whether this copy is still valid."""
    parts = (
        say("Content hash {hash}", hash=short_hash(meta)) if meta.content_hash else "",
        say("Owner: {name}", name=meta.owner) if meta.owner else "",
        say("Next review: {date}", date=meta.next_review) if meta.next_review else "",
    )
    return " · ".join(part for part in parts if part)


def description(meta: Meta) -> str:
    """Return one line for the properties of a file."""
    return " | ".join(f"{name}: {value}" for name, value in properties(meta).items())


def properties(meta: Meta) -> dict[str, str]:
    """Return the facts a program reads from the properties of a file, under names that never change."""
    return {
        "product": meta.product,
        "version": meta.version,
        "status": meta.status,
        "readiness": meta.readiness,
        "owner": meta.owner,
        "date": meta.date,
        "next_review": meta.next_review,
        "expires": meta.expires,
        "effective": meta.effective,
        "valid_copy": meta.valid_copy,
        "content_hash": meta.content_hash,
        "head": meta.head,
        "document_no": meta.document_no,
        "classification": meta.classification,
        "kit": meta.kit,
    }


def mode_name(checklist: Checklist, say: Words) -> tuple[str, str]:
    """Return what the way of using a checklist is called, and what it means."""
    if checklist.mode == "read-do":
        return say("READ-DO"), say("Read a line, do it, tick it; then the next.")
    return say("DO-CONFIRM"), say("Do the work, then stop here and confirm every line.")
