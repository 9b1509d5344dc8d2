"""A family in the store: declare a core, let lines join it, bring them up to date, and say who has fallen behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sop_kit.errors import BadRequest
from sop_kit.record.changes import Edit, apply
from sop_kit.record.core import departure_edits, inherited
from sop_kit.record.model import Record
from sop_kit.record.store import Store
from sop_kit.record.three_way import Clash


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """A line and its core: as the line took it over, and as it is now."""

    line: Record
    taken: Record
    core: Record

    @property
    def is_behind(self) -> bool:
        """Say whether the core has changed since the line took it over."""
        return self.line.product.core_number < self.core.head.number


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """What taking a core over did to a line; in a clash the line's own word stands."""

    edits: int
    clashes: tuple[Clash, ...]


def declare_core(store: Store, product: str, family: str, *, by: str) -> None:
    """Declare a record the core of a family.

    Raises
    ------
    UnknownProduct
        When the store has no such product line.
    BadRequest
        When the family has another core already.
    """
    record = store.record(product)
    others = [each.product.id for each in _records(store) if each.product.core_of == family]
    if others and others != [product]:
        raise BadRequest(
            "'{other}' is the core of '{family}' already. Give this family another name.",
            other=others[0],
            family=family,
        )
    if record.product.core_of != family:
        edit = Edit(act="put", table="product", values={"core_of": family})
        store.add(product, [edit], by=by, why=f"core of {family}")


def take_over(store: Store, product: str, core: str = "", *, by: str) -> TakenOver:
    """Let a line join the family of ``core``, or bring it up to its core as it is now ("" = the core it has).

    Raises
    ------
    UnknownProduct
        When the store has no such product line or core.
    BadRequest
        When ``core`` is not declared a core, the line is its own core, or it has none.
    """
    line = store.record(product)
    core = core or line.product.core
    if not core:
        raise BadRequest(
            "'{product}' belongs to no family yet. Let it join one: sop-kit core update DIR {product} --core CORE",
            product=product,
        )
    source = store.record(core)
    if not source.product.core_of:
        raise BadRequest(
            "'{core}' is not declared a core. Declare it: sop-kit core declare DIR {core} --family NAME", core=core
        )
    if product in _line_of_cores(store, source):
        raise BadRequest("'{product}' cannot inherit from itself.", product=product)
    before = core_as_taken(store, line) if line.product.core == core else None
    merged = inherited(line, before, source)
    edits = (*merged.edits, *departure_edits(source, apply(line, merged.edits)))
    if any(edit.table != "product" for edit in edits) or line.product.core_number != source.head.number:
        why = f"core {core}, Change {source.head.number}"
        store.add(product, edits, by=by, why=why, kind="merge", expect=line.head.number)
    return TakenOver(edits=len(edits), clashes=merged.clashes)


def core_as_taken(store: Store, line: Record) -> Record | None:
    """Return the core of a line as the line took it over; ``None`` when it has none, or not in this store."""
    core, number = line.product.core, line.product.core_number
    if not core or not 1 <= number <= store.head(core).number:
        return None
    taken = store.record(core, at=number)
    return taken if taken.head.hash == line.product.core_hash else None


def noted(store: Store, line: Record) -> Record:
    """Return a line with its table of departures as they are; a line without a core stays as it is."""
    core = core_as_taken(store, line)
    return apply(line, departure_edits(core, line)) if core is not None else line


def kinship(store: Store, line: Record) -> Kinship | None:
    """Return a line with its core then and now; ``None`` when it has none, or not in this store."""
    taken = core_as_taken(store, line)
    if taken is None:
        return None
    return Kinship(line=line, taken=taken, core=store.record(line.product.core))


def kin_of(store: Store, core: str) -> tuple[Kinship, ...]:
    """Return every line that inherits from a core, in the order in which they came."""
    lines = (record for record in _records(store) if record.product.core == core)
    return tuple(found for line in lines if (found := kinship(store, line)) is not None)


def _records(store: Store) -> Iterator[Record]:
    return (store.record(product) for product in store.products())


def _line_of_cores(store: Store, source: Record) -> tuple[str, ...]:
    """Return a core, the core it inherits from, and so on up."""
    found = [source.product.id]
    while source.product.core and source.product.core not in found and store.head(source.product.core).number:
        found.append(source.product.core)
        source = store.record(source.product.core)
    return tuple(found)
