"""What every exported file carries about itself."""

from __future__ import annotations

from sop_kit import __version__
from sop_kit.blocks.model import Meta
from sop_kit.document.view import View, person_name
from sop_kit.record.model import content_hash


def meta(view: View) -> Meta:
    """Return the document's facts about itself; all of it comes from the record, none from the clock."""
    record, say = view.record, view.say
    product = record.product
    name = product.name or product.id
    return Meta(
        product=product.id,
        title=say("Standard operating procedure"),
        product_name=name,
        lang="zh" if say.lang == "zh" else "en",
        version=f"0.{record.head.number}",
        status="draft",
        status_label=say("draft"),
        readiness=view.assessment.readiness.level,
        readiness_label=readiness_name(view),
        owner=person_name(view, product.owner) if product.owner else say("not yet named"),
        date=record.head.at[:10],
        next_review=say("{days} days after approval", days=product.review_every_days),
        content_hash=content_hash(view.source),
        head=f"{record.head.number} {record.head.hash[:12]}" if record.head.number else "",
        document_no=product.document_no,
        classification=product.classification,
        kit=__version__,
    )


def readiness_name(view: View) -> str:
    """Return the readiness as printed on every file."""
    say = view.say
    return {
        "empty": say("Empty: not ready for review"),
        "sketch": say("Sketch: not ready for review"),
        "reviewable": say("Ready for review"),
    }[view.assessment.readiness.level]
