"""The first page, put together: six questions, their answers, and how far this copy can be trusted."""

from __future__ import annotations

from sop_kit.assess.gaps import whom
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Answer, Answers, Block, Inline
from sop_kit.document.first_page.proof import proof_lines
from sop_kit.document.first_page.records import record_lines
from sop_kit.document.first_page.stop import release_lines, stop_lines
from sop_kit.document.first_page.wake import wake_lines
from sop_kit.document.first_page.watch import watch_lines
from sop_kit.document.first_page.wording import anybody_named
from sop_kit.document.readiness import criterion_names
from sop_kit.document.view import View, ask_name, process_name


def first_page(view: View) -> tuple[Block, ...]:
    """Return the first page: the six questions a newcomer must be able to answer within two minutes."""
    say = view.say
    monitoring, release = process_name(view, "monitoring"), process_name(view, "release")
    items = (
        (
            say("Who looks at what today?"),
            watch_lines(view),
            ((f"3 {monitoring}", "chapter-3"), (say("Metrics"), "chapter-3-metrics")),
        ),
        (
            say("When do I wake whom?"),
            wake_lines(view),
            ((say("Escalation"), "chapter-3-escalation"), (say("How bad it is"), "chapter-3-severities")),
        ),
        (say("How do I stop it?"), stop_lines(view), ((say("Who may decide"), "chapter-2-decisions"),)),
        (
            say("Who may release?"),
            release_lines(view),
            ((f"6 {release}", "chapter-6"), (say("Stages of the release"), "chapter-6-stages")),
        ),
        (say("Where do I write it down?"), record_lines(view), ((say("Tools & templates"), "annex-tools"),)),
        (
            say("When was this last proven true?"),
            proof_lines(view),
            ((say("Document control"), "chapter-0"), (say("Keeping this SoP alive"), "chapter-7")),
        ),
    )
    return (
        Answers(
            anchor="first-page",
            title=say("Six questions"),
            items=tuple(
                Answer(question=question, lines=lines, clauses=_clauses(places)) for question, lines, places in items
            ),
            note=_note(view),
        ),
    )


def _clauses(places: tuple[tuple[str, str], ...]) -> Inline:
    return join([link(text, f"#{anchor}") for text, anchor in places], " · ")


def _note(view: View) -> Inline:
    """Return what a reader must know of this copy before trusting it: invented, nobody named, not ready."""
    say = view.say
    parts: list[Inline] = []
    if view.record.product.illustration:
        parts.append(styled(say("An invented example: it shows the kit, not a real team."), "strong"))
    if view.record.roles and not anybody_named(view):
        asked = ask_name(view, whom(view.record))
        parts.append(styled(say("No person is named for any role yet; ask: {who}.", who=asked), "missing"))
    parts.append(_readiness(view))
    return join(parts, _between(view))


def _between(view: View) -> str:
    """Return what stands between two sentences."""
    return "" if view.say.lang == "zh" else " "


def _readiness(view: View) -> Inline:
    say, ready = view.say, view.assessment.readiness
    questions = len(view.assessment.gaps)
    every = link(say("All {n} open questions, and whom to ask", n=questions), "#annex-questions") if questions else ()
    if not ready.missing:
        return join([plain(say("Everything a reviewer needs is there.")), every], _between(view))
    labels = criterion_names(view)
    missing = [
        say("{what}: {have} of {of}", what=labels[item.name], have=item.have, of=item.of) for item in ready.missing
    ]
    lead = styled(say("Still missing before a review makes sense: {what}.", what=say("; ").join(missing)), "missing")
    return join([lead, every], _between(view))
