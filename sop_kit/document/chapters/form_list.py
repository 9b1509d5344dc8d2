"""The annex that says where the forms are."""

from __future__ import annotations

from sop_kit.blocks.make import link, plain
from sop_kit.blocks.model import Block, Text
from sop_kit.document.chapters.parts import annex
from sop_kit.document.view import View

FORMS_FILE = "forms.xlsx"


def form_list(view: View) -> tuple[Block, ...]:
    """Return annex G; the sheets themselves travel beside the blocks."""
    say = view.say
    text = say(
        "Daily checklist, hand-over, mistake book, hotfix record, postmortem, proposal, release plan, approval, "
        "training and the other forms, filled in as far as the record knows; the first sheet says when each is used, "
        "by whom:"
    )
    head = annex("forms", "G", say("Forms"))
    return (head, Text(spans=(*plain(f"{text} "), *link(FORMS_FILE, f"./{FORMS_FILE}"))))
