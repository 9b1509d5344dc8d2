"""The first page, put together: six questions, their answers, and how far this copy can be trusted."""

from __future__ import annotations

from sop_kit.assess.gaps import whom
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Answer, Answers, Block, Inline
from sop_kit.document.first_page.people import anybody_named
from sop_kit.document.first_page.proof import proving
from sop_kit.document.first_page.records import writing
from sop_kit.document.first_page.release import releasing
from sop_kit.document.first_page.stop import stopping
from sop_kit.document.first_page.wake import waking
from sop_kit.document.first_page.watch import watching
from sop_kit.document.first_page.wording import Said
from sop_kit.document.view import View, ask_name, process_name

_Places = tuple[tuple[str, str], ...]


def first_page(view: View) -> tuple[Block, ...]:
    """Return the first page: the six questions a newcomer must be able to answer within two minutes."""
    say = view.say
    monitoring = process_name(view, "monitoring")
    escalation = ((say("Escalation"), "chapter-3-escalation"), (say("How bad it is"), "chapter-3-severities"))
    stages = ((say("Stages of the release"), "chapter-6-stages"),)
    life = ((say("Document control"), "chapter-0"), (say("Keeping this SoP alive"), "chapter-7"))
    go, write = releasing(view), writing(view)
    # A little table on one side and long sentences on the other would leave a hole.
    apart = not any(stage.decider for stage in view.record.release_stages)
    items = (
        _answer(
            view,
            say("Who looks at what today?"),
            watching(view),
            ((f"3 {monitoring}", "chapter-3"), (say("Metrics"), "chapter-3-metrics")),
            wide=True,
        ),
        _answer(view, say("When do I wake whom?"), waking(view), escalation, wide=True),
        _answer(
            view,
            say("How do I stop it?"),
            stopping(view),
            ((say("Who may decide"), "chapter-2-decisions"),),
            wide=True,
            urgent=True,
        ),
        _answer(view, say("Who may release?"), go, stages, wide=apart),
        _answer(
            view, say("Where do I write it down?"), write, ((say("Tools & templates"), "annex-tools"),), wide=apart
        ),
        _answer(view, say("When was this last proven true?"), proving(view), life, wide=True),
    )
    return (Answers(anchor="first-page", title=say("First page"), items=items, note=_note(view)),)


def _answer(  # noqa: PLR0913
    view: View, question: str, said: Said, places: _Places, *, wide: bool = False, urgent: bool = False
) -> Answer:
    clauses = join([said.more, *(link(text, f"#{anchor}") for text, anchor in places)], view.say(", "))
    return Answer(question=question, table=said.table, lines=said.lines, clauses=clauses, wide=wide, urgent=urgent)


def _note(view: View) -> Inline:
    """Return what a reader must know of this copy before trusting it: invented, nobody named, not ready."""
    say = view.say
    parts: list[Inline] = []
    if view.record.product.illustration:
        parts.append(plain(say("An invented example: it shows the kit, not a real team.")))
    if view.record.roles and not anybody_named(view):
        asked = ask_name(view, whom(view.record))
        parts.append(plain(say("No person is named for any role yet (to be settled with: {who}).", who=asked)))
    parts.append(_open(view))
    return join(parts, "" if say.lang == "zh" else " ")


def _open(view: View) -> Inline:
    """Return how many questions are open, and whether a review makes sense before they are answered."""
    say, n = view.say, len(view.assessment.gaps)
    if not n:
        return plain(say("No question is open."))
    annex = link(say("annex C"), "#annex-questions")
    if not view.assessment.readiness.missing:
        count = say("One question is open: see ") if n == 1 else say("{n} questions are open: see ", n=n)
        return (*plain(count), *annex)
    count = say("{n} open questions, see ", n=n)
    return (*styled(say("Not ready for review"), "missing"), *plain(say(": ")), *plain(count), *annex)
