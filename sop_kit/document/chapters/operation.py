"""C7: how the SoP itself is kept alive, and what the team said about it."""

from __future__ import annotations

from sop_kit.blocks.make import join, plain
from sop_kit.blocks.model import Block, Bullets, Heading
from sop_kit.document.chapters.life import log_rules, use
from sop_kit.document.chapters.parts import author_blocks, chapter, section, table
from sop_kit.document.chapters.ratings import feedback_blocks
from sop_kit.document.prose import prose
from sop_kit.document.reality.section import reality
from sop_kit.document.view import View, person_name, step_link, told, unknown


def operation(view: View) -> tuple[Block, ...]:
    """Return C7: how the SoP is reviewed, what was promised, what the team said, and how it was used."""
    say, product = view.say, view.record.product
    head = chapter("7", say("Keeping this SoP alive"))
    who = person_name(view, product.owner) if product.owner else say("the owner, once named")
    return (
        head,
        Bullets(
            items=(
                plain(say("Reviewed every {days} days by: {who}", days=product.review_every_days, who=who)),
                plain(say("Also reviewed after an incident, a new model family, a reorganisation or a new law.")),
                plain(say("Everybody named in chapter 2 reads each new version and confirms it.")),
                plain(say("A step that cannot be done as written is reported to the owner the same day.")),
                plain(say("Proposals for a better way are welcome at any time; they become the next version.")),
            )
        ),
        *author_blocks(view, "C7"),
        *_actions(view, head),
        section(head, "feedback", say("What the team said")),
        *feedback_blocks(view),
        *reality(view, head),
        *_use(view, head),
    )


def _use(view: View, head: Heading) -> tuple[Block, ...]:
    folds = (*use(view, head), *log_rules(view, head))
    return (section(head, "use", view.say("How it has been used")), *folds) if folds else ()


def _actions(view: View, head: Heading) -> tuple[Block, ...]:
    say = view.say
    if not view.record.actions:
        return ()
    rows = (
        (
            join([prose(view, row, "text"), step_link(view, row.step) if row.step else ()], " · "),
            plain(person_name(view, row.owner)) if row.owner else unknown(view),
            told(view, say.day(row.due)),
            plain(say.day(row.done)) or plain(say("open")),
        )
        for row in view.record.actions
    )
    columns = ((say("Promise"), 3), (say("Owner"), 1.3), (say("Due"), 1.1), (say("Done"), 1.1))
    return (section(head, "actions", say("Promises")), table(say("Who does what by when"), columns, rows))
