"""What the cells of the notebooks call: a form when people edit, and always the static twin that stays.

Widgets are loaded only when people edit: a batch of a thousand lines never needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from IPython.display import display

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Bundle, Callout
from sop_kit.document.both_sides import both_sides
from sop_kit.document.burden_room import burden_blocks
from sop_kit.document.chapters.ratings import feedback_blocks
from sop_kit.document.meta import meta, readiness_name
from sop_kit.document.reality.section import finding_blocks, walked_blocks
from sop_kit.document.room.page import stop_rule_blocks
from sop_kit.document.sop import chapter_bundle
from sop_kit.document.view import View
from sop_kit.live.session import Session
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


def show_feedback(session: Session) -> None:
    """Show the rating form, and what has been said so far."""
    if session.live and session.record.steps:
        from sop_kit.live.feedback import FeedbackForm

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

        _show_form(session, BothSidesForm(session).widget)
    _show_twin(session, lambda: both_sides(session.view))


def show_chapter(session: Session, *codes: str) -> None:
    """Show chapters of the SoP; while people edit they follow every edit."""
    _show_following(session, lambda: chapter_bundle(session.view, *codes).blocks, twin=False)


def _show_form(session: Session, widget: Any) -> None:  # noqa: ANN401  ipywidgets has no types
    # The plain text stands where no widget can: in a notebook that is not trusted, or outside JupyterLab.
    bundle = {**widget._repr_mimebundle_(), "text/plain": form_hint(session.say.lang)}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def _show_twin(session: Session, make: Callable[[], Sequence[Block]]) -> None:
    _show_following(session, make, twin=session.live)


def _show_following(session: Session, make: Callable[[], Sequence[Block]], *, twin: bool) -> None:
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

    session.listen(follow)
