"""What the other product lines of the workshop ask of people, to set a line beside them."""

from __future__ import annotations

from collections.abc import Mapping

from sop_kit.assess.burden.counting import Burden, burden
from sop_kit.live.session import Session

# Reading a line from the store takes some ten milliseconds, and people wait for the cell.
MOST_LINES = 50


def other_burdens(session: Session) -> Mapping[str, Burden]:
    """Return the burdens of at most 50 other lines of the workshop by their ids; none for a record from a file."""
    if session.kept is None:
        return {}
    store, own = session.kept.store, session.record.product.id
    others = [product for product in store.products() if product != own][:MOST_LINES]
    return {product: burden(store.record(product)) for product in others}
