"""What the cells of the notebooks call: a form when people edit, and always the static twin that stays.

Widgets are loaded only when people edit: a batch of a thousand lines never needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from IPython.display import display

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Callout
from sop_kit.document.chapters.operation import feedback_blocks
from sop_kit.document.meta import readiness_name
from sop_kit.live.session import Session
from sop_kit.live.twins import product_twin, table_twin


def show_product_line(session: Session) -> None:
    """Show which record the notebook is about and whether edits are saved."""
    say, product = session.say, session.record.product
    where = (
        say("Edits are saved in the workshop as they are made.")
        if session.live
        else say("Nothing is edited here: the notebook shows the record as it is.")
    )
    body = (plain(readiness_name(session.view)), plain(where))
    display(session.show([Callout(tone="info", title=product.name or product.id, body=body)]))  # type: ignore[no-untyped-call]


def show_chooser(session: Session) -> None:
    """Offer the product lines of the workshop when people edit; shows nothing otherwise."""
    if session.live and session.kept is not None:
        from sop_kit.live.chooser import chooser

        display(chooser(session, session.kept.store.products()))  # type: ignore[no-untyped-call]


def show_product(session: Session) -> None:
    """Show the facts of the product line."""
    if session.live:
        from sop_kit.live.forms import product_form

        display(product_form(session))  # type: ignore[no-untyped-call]
    _show_twin(session, lambda: product_twin(session))


def show_table(session: Session, table: str) -> None:
    """Show a table of the record."""
    if session.live:
        from sop_kit.live.forms import TableForm

        display(TableForm(session, table).widget)  # type: ignore[no-untyped-call]
    _show_twin(session, lambda: table_twin(session, table))


def show_feedback(session: Session) -> None:
    """Show the rating form, and what has been said so far."""
    if session.live and session.record.steps:
        from sop_kit.live.feedback import FeedbackForm

        display(FeedbackForm(session).widget)  # type: ignore[no-untyped-call]
    _show_twin(session, lambda: feedback_blocks(session.view))


def _show_twin(session: Session, blocks: Callable[[], Sequence[Block]]) -> None:
    if not session.live:
        display(session.show(blocks()))  # type: ignore[no-untyped-call]
        return
    handle = display(session.show(blocks()), display_id=True)  # type: ignore[no-untyped-call]
    session.listen(lambda: handle.update(session.show(blocks())))
