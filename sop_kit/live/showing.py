"""What the cells of the notebooks call: a form when people edit, and always the static twin that stays.

Widgets are loaded only when people edit: a batch of a thousand lines never needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from IPython.display import display

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Bundle, Callout
from sop_kit.document.agenda_rows import agenda_blocks, phase_blocks
from sop_kit.document.both_sides import both_sides
from sop_kit.document.burden_room import burden_blocks
from sop_kit.document.chapters.ratings import feedback_blocks
from sop_kit.document.meta import meta, readiness_name
from sop_kit.document.reality.section import finding_blocks, walked_blocks
from sop_kit.document.room.page import stop_rule_blocks
from sop_kit.document.sop import chapter_bundle
from sop_kit.document.today import last_session, open_actions_blocks, today_blocks
from sop_kit.document.unseen import answered_blocks, clusters_blocks, collected_blocks, topics_blocks, votes_blocks
from sop_kit.document.view import View
from sop_kit.live.later import Later
from sop_kit.live.panels.notebooks import where_it_happens
from sop_kit.live.session import Session, notebook_name
from sop_kit.live.shown import Shown, form_hint
from sop_kit.live.twins import product_twin, table_twin


def show_product_line(session: Session) -> None:
    """Show which record the notebook is about and whether edits are saved."""
    say, product = session.say, session.record.product
    where = (
        say("Edits are saved in the workshop as they are made.")
        if session.live
        else say("Nothing is edited here: the notebook shows the record as it is.")
    )
    body = [plain(readiness_name(session.view)), plain(where)]
    if session.kept is not None and session.kept.workshop.rehearsal:
        body.insert(0, plain(say("This is a rehearsal: everything in it is invented.")))
    touched = session.touched_since()
    if touched:
        text = say("The company core has changed since: look at chapters {chapters}.", chapters=say.list(touched))
        body.append(plain(f"{text} sop-kit core update"))
    display(session.show([Callout(tone="info", title=product.name or product.id, body=tuple(body))]))  # type: ignore[no-untyped-call]


def show_chooser(session: Session) -> None:
    """Offer the product lines and languages of the workshop when people edit; shows nothing otherwise."""
    if session.live and session.kept is not None:
        from sop_kit.live.chooser import chooser

        _show_form(session, chooser(session, session.kept.store.products()))


def show_product(session: Session) -> None:
    """Show the facts of the product line."""
    if session.live:
        from sop_kit.live.forms import product_form

        _show_form(session, product_form(session))
    _show_twin(session, lambda: product_twin(session))


def show_table(session: Session, table: str) -> None:
    """Show a table of the record."""
    if session.live:
        from sop_kit.live.forms import TableForm

        _show_form(session, TableForm(session, table).widget)
    _show_twin(session, lambda: table_twin(session, table))


def show_board(session: Session) -> None:
    """Show the workflow that is really run: while people edit they draw on it; the document's picture stays."""
    if session.live:
        from sop_kit.live.board.board import board
        from sop_kit.live.desk.desk import desk_output

        display(desk_output(board(session), session.say.lang), raw=True)  # type: ignore[no-untyped-call]
    # Drawn when the hands rest: nobody who draws on the board waits for a picture that stands hidden below it.
    _show_following(session, lambda: chapter_bundle(session.view, "glance").blocks, twin=session.live, rests=True)


def show_feedback(session: Session) -> None:
    """Show the rating form, and what has been said so far."""
    if session.live and session.record.steps:
        from sop_kit.live.feedback import FeedbackForm

        _show_participants(session, "rate")
        _show_form(session, FeedbackForm(session).widget)
    _show_twin(session, lambda: feedback_blocks(session.view))


def show_walk(session: Session) -> None:
    """Show the form of a walk-through 走查, and what was answered so far."""
    if session.live and session.record.steps:
        from sop_kit.live.walking import WalkForm

        _show_form(session, WalkForm(session).widget)
    _show_twin(session, lambda: walked_blocks(session.view))


def show_findings(session: Session) -> None:
    """Show the findings of logs and walk-throughs, and the form in which the owner decides about each."""
    if session.live:
        from sop_kit.live.verdicts import FindingsForm

        _show_form(session, FindingsForm(session).widget)
    _show_twin(session, lambda: finding_blocks(session.view))


def show_view(session: Session, make: Callable[[View], Sequence[Block]]) -> None:
    """Show any blocks made from the view; while people edit they follow every edit."""
    _show_following(session, lambda: make(session.view), twin=False)


def show_burden(session: Session) -> None:
    """Show what the line asks of people beside the other lines of the workshop, and what could be merged or dropped."""
    from sop_kit.live.other_lines import other_burdens

    others = other_burdens(session)
    show_view(session, lambda view: burden_blocks(view, others))


def show_stop_rule(session: Session) -> None:
    """Show when the rounds of rating end, and the form in which a team declares it before round one."""
    if session.live:
        from sop_kit.live.stop_rule import StopRuleForm

        _show_form(session, StopRuleForm(session).widget)
    _show_twin(session, lambda: stop_rule_blocks(session.view))


def show_both_sides(session: Session) -> None:
    """Ask what works well and what fails, and show both beside each other."""
    if session.live:
        from sop_kit.live.both_sides import BothSidesForm

        _show_participants(session, "lessons")
        _show_form(session, BothSidesForm(session).widget)
    _show_twin(session, lambda: both_sides(session.view))


def show_agenda(session: Session) -> None:
    """Show the agenda of the workshop: what is on and for how long, what comes next, and what was left out."""
    if session.live:
        from sop_kit.live.panels import agenda, clock

        asks = {"notes": lambda _args: {"nodes": agenda.facilitator_notes(session)}}
        acts = agenda.acts_of_agenda(clock.now)
        _show_desk(session, "agenda", lambda: agenda.look_at_agenda(session.view, clock.now()), acts, asks)
    _show_twin(session, lambda: agenda_blocks(session.view))
    _show_where(session)


def show_phase(session: Session) -> None:
    """Show in one line which phase is on, its clock, and what comes next."""
    if session.live:
        from sop_kit.live.panels import agenda, clock

        acts = agenda.acts_of_agenda(clock.now)
        _show_desk(session, "phase", lambda: agenda.look_at_phase(session.view, clock.now()), acts)
    _show_twin(session, lambda: phase_blocks(session.view))
    _show_where(session)


def show_open_actions(session: Session) -> None:
    """Show the promises of earlier sessions: what is overdue, what is open, what was done today."""
    if session.live:
        from sop_kit.live.panels import clock, promises

        acts = promises.acts_of_promises(clock.now)
        _show_desk(session, "promises", lambda: promises.look_at_promises(session.view, clock.now()), acts)
    _show_twin(session, lambda: open_actions_blocks(session.view))


def show_agreements(session: Session) -> None:
    """Show where decisions and promises are written down, and those of today."""
    if session.live:
        from sop_kit.live.panels import agreements, clock

        acts = agreements.acts_of_agreements(clock.now)
        _show_desk(session, "agreements", lambda: agreements.look_at_agreements(session.view, clock.now()), acts)
    _show_twin(session, lambda: [*table_twin(session, "resolutions"), *table_twin(session, "actions")])


def show_today(session: Session) -> None:
    """Show the page "What we agreed today"; while people edit it follows every edit and can be sent."""
    if not session.live:
        show_view(session, lambda view: today_blocks(view, last_session(view)))
        return
    from sop_kit.live.panels import clock
    from sop_kit.live.panels.today import TodayPage

    page = TodayPage(session, clock.now)
    desk = _show_desk(session, "today", page.look, page.acts())
    page.show = desk.refresh
    page.tell = lambda text, tone: desk.send({"kind": "says", "text": text, "tone": tone})
    _show_twin(session, page.blocks)


def show_collect(session: Session) -> None:
    """Show where everybody answers a question unseen, and the answers once all of them are revealed."""
    if session.live:
        from sop_kit.live.panels import clock, collect

        acts, asks = collect.acts_of_collect(clock.now), collect.asks_of_collect(session)
        _show_desk(session, "collect", lambda: collect.look_at_collect(session), acts, asks)
    _show_twin(session, lambda: collected_blocks(session.view))


def show_clusters(session: Session) -> None:
    """Show where revealed notes are put together, and the clusters there are."""
    if session.live:
        from sop_kit.live.panels.clusters import ClustersPanel

        panel = ClustersPanel(session)
        panel.show = _show_desk(session, "clusters", panel.look, panel.acts()).refresh
    _show_twin(session, lambda: clusters_blocks(session.view))


def show_votes(session: Session) -> None:
    """Show where everybody gives dots, secretly until the vote is closed, and what got the most."""
    if session.live:
        from sop_kit.live.panels import clock
        from sop_kit.live.panels.votes import VotesPanel

        panel = VotesPanel(session)
        panel.show = _show_desk(session, "votes", panel.look, panel.acts(clock.now), panel.asks()).refresh
    _show_twin(session, lambda: votes_blocks(session.view))


def show_answered(session: Session) -> None:
    """Show who has answered what is open, and who has rated how many steps; never what."""
    if session.live:
        from sop_kit.live.panels import answered

        asks = {"answered": answered.answered_ask(session)}
        _show_desk(session, "answered", lambda: answered.look_at_answered(session), {}, asks)
    _show_twin(session, lambda: answered_blocks(session.view))


def show_divided(session: Session) -> None:
    """Show what the ratings divide people on, one topic after the other, and write down what the room makes of it."""
    if session.live:
        from sop_kit.live.panels import clock
        from sop_kit.live.panels.divided import DividedPanel

        panel = DividedPanel(session, clock.now)
        panel.show = _show_desk(session, "divided", panel.look, panel.acts()).refresh
    _show_twin(session, lambda: topics_blocks(session.view))


def show_chapter(session: Session, *codes: str) -> None:
    """Show chapters of the SoP; while people edit they follow every edit."""
    _show_following(session, lambda: chapter_bundle(session.view, *codes).blocks, twin=False)


def _show_form(session: Session, widget: Any) -> None:  # noqa: ANN401  ipywidgets has no types
    # The plain text stands where no widget can: in a notebook that is not trusted, or outside JupyterLab.
    bundle = {**widget._repr_mimebundle_(), "text/plain": form_hint(session.say.lang)}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def _show_where(session: Session) -> None:
    here = notebook_name()
    if session.live or where_it_happens(session.view, here):
        show_view(session, lambda view: where_it_happens(view, here))


def _show_participants(session: Session, panel: str) -> None:
    """In a rehearsal, offer the simulated participants above a form that has no bar of its own for them."""
    from sop_kit.live.rehearsal.people import is_rehearsal

    if is_rehearsal(session):
        title = session.say("Simulated participants")
        _show_desk(session, panel, lambda: {"title": title, "tools": [], "nodes": []}, {})


def _show_desk(
    session: Session,
    name: str,
    look: Callable[[], Mapping[str, Any]],
    acts: Mapping[str, Any],
    asks: Mapping[str, Any] | None = None,
) -> Any:  # noqa: ANN401  anywidget has no types
    from sop_kit.live.desk.desk import Desk, desk_output
    from sop_kit.live.panels import clock
    from sop_kit.live.rehearsal.offering import with_participants

    desk = Desk(session, name, *with_participants(session, name, look, acts, clock.now), asks)
    display(desk_output(desk, session.say.lang), raw=True)  # type: ignore[no-untyped-call]
    return desk


def _show_twin(session: Session, make: Callable[[], Sequence[Block]]) -> None:
    _show_following(session, make, twin=session.live)


def _show_following(session: Session, make: Callable[[], Sequence[Block]], *, twin: bool, rests: bool = False) -> None:
    def shown(blocks: tuple[Block, ...]) -> Shown:
        return Shown(Bundle(meta=meta(session.view), blocks=blocks), twin=twin)

    blocks = tuple(make())
    handle = display(shown(blocks), display_id=True)  # type: ignore[no-untyped-call]
    if not session.live:
        return

    def follow() -> None:
        nonlocal blocks
        now = tuple(make())
        if now != blocks:
            blocks = now
            handle.update(shown(now))

    session.listen(Later(follow).start if rests else follow)
