"""What every exported file carries about itself."""

from __future__ import annotations

from sop_kit import __version__
from sop_kit.blocks.model import Meta, Signature
from sop_kit.document.view import View, person_name
from sop_kit.record.in_force import Standing, day_of, latest, signed

# The status that a program reads. A published text that was changed since is a draft again.
_STATUS = {
    "draft": "draft",
    "in_review": "in review",
    "approved": "approved",
    "published": "published",
    "changed": "draft",
}
ACTS = ("prepared", "checked", "approved")  # 编制, 审核, 批准


def meta(view: View) -> Meta:
    """Return the document's facts about itself; all of it comes from the record, none from the clock."""
    record, say = view.record, view.say
    product = record.product
    now = view.standing
    holds = now.state == "published"
    return Meta(
        product=product.id,
        title=say("Standard operating procedure"),
        product_name=product.name or product.id,
        lang="zh" if say.lang == "zh" else "en",
        version=_version(view, now),
        status=_STATUS[now.state],
        status_label=_status_label(view, now),
        readiness=view.assessment.readiness.level,
        readiness_label=_readiness_label(view, now),
        owner=person_name(view, product.owner) if product.owner else say("not yet named"),
        date=record.head.at[:10],
        next_review=next_review(view, now),
        expires=now.due if holds else "",
        effective=now.since if holds else "",
        valid_copy=product.home,
        signatures=_signatures(view, now),
        content_hash=view.text_hash,
        head=f"{record.head.number} {record.head.hash[:12]}" if record.head.number else "",
        document_no=product.document_no,
        classification=product.classification,
        kit=__version__,
    )


def next_review(view: View, now: Standing) -> str:
    """Return when the next review is due: a date once somebody has stood for the text, before that the interval."""
    say = view.say
    return (
        say.day(now.due) if now.due else say("{days} days after approval", days=view.record.product.review_every_days)
    )


def _readiness_label(view: View, now: Standing) -> str:
    """Return how ready the text is for review; nothing once it went through one: "published" says more."""
    past = now.state in {"in_review", "approved", "published"}
    return "" if past and view.assessment.readiness.level == "reviewable" else readiness_name(view)


def readiness_name(view: View) -> str:
    """Return the readiness as printed on every file."""
    say = view.say
    return {
        "empty": say("Empty: not ready for review"),
        "sketch": say("Sketch: not ready for review"),
        "reviewable": say("Ready for review"),
    }[view.assessment.readiness.level]


def _version(view: View, now: Standing) -> str:
    if now.state == "changed":
        return f"{now.version}+{now.changes or ''}"
    return now.version or f"0.{view.record.head.number}"


def _status_label(view: View, now: Standing) -> str:
    say = view.say
    return {
        "draft": say("draft"),
        "in_review": say("in review"),
        "approved": say("approved, not yet published"),
        "published": say("published"),
        "changed": say("draft after {version}", version=now.version or "–"),
    }[now.state]


def _signatures(view: View, now: Standing) -> tuple[Signature, ...]:
    """Return the lines prepared, checked, approved; a draft's are empty, to be signed."""
    say = view.say
    labels = {"prepared": say("Prepared"), "checked": say("Checked"), "approved": say("Approved")}
    return tuple(_signature(view, now, act, labels[act]) for act in ACTS)


def _signature(view: View, now: Standing, act: str, label: str) -> Signature:
    # What was signed was another text as long as this one is not in force, or about to be.
    rows = signed(view.source, act, now.version) if now.state in {"published", "approved"} else ()
    whole = [row for row in rows if not row.chapter] or list(rows)
    if not whole:
        return Signature(act=label, who="", date="")
    people = dict.fromkeys(person_name(view, row.person) for row in whole if row.person)
    at = latest(whole).at
    return Signature(act=label, who=view.say.list(list(people)), date=view.say.day(day_of(at)) or at)
