"""A family in the store: a core is declared, lines join, the core changes, lines are brought up to date."""

import pytest

from sop_kit.assess.touched import touched_since
from sop_kit.errors import BadRequest
from sop_kit.record.changes import Edit, difference
from sop_kit.record.family import core_as_taken, declare_core, kin_of, take_over
from sop_kit.record.model import Record
from sop_kit.record.store import Store
from sop_kit.record.tables import Metric, Product, RoleRow, Step

STEPS = (
    Step(id="S1", stage="monitor", action="看大盘", role="oncall"),
    Step(id="S2", stage="release", action="灰度发布", role="oncall"),
)


@pytest.fixture
def store():
    store = Store.open("sqlite://")
    core = Record(
        product=Product(id="core"),
        roles=(RoleRow(id="oncall", name="值班"),),
        steps=STEPS,
        metrics=(Metric(id="m1", name="改判率", critical="5 %"),),
    )
    for record in (core, Record(product=Product(id="a")), Record(product=Product(id="b"))):
        store.add(record.product.id, difference(None, record), by="lin")
    declare_core(store, "core", "风控", by="lin")
    return store


def put(store: Store, product: str, table: str, row: str, **values):
    store.add(product, [Edit(act="put", table=table, row=row, values=values)], by="wu")


def test_lines_that_joined_are_kin_of_the_core(store):
    take_over(store, "a", "core", by="lin")
    assert [kin.line.product.id for kin in kin_of(store, "core")] == ["a"]
    assert store.record("a").steps == STEPS


def test_a_changed_core_says_which_chapters_it_touches_until_the_line_takes_it_over(store):
    take_over(store, "a", "core", by="lin")
    assert touched_since(store, store.record("a")) == ()
    put(store, "core", "metrics", "m1", critical="4 %")
    put(store, "core", "steps", "S2", accountable=["oncall"])
    assert touched_since(store, store.record("a")) == ("C2", "C3", "C6")
    assert store.record("a").metrics[0].critical == "5 %"
    take_over(store, "a", by="lin")
    assert store.record("a").metrics[0].critical == "4 %"
    assert touched_since(store, store.record("a")) == ()


def test_what_the_line_decided_for_itself_stays_and_asks_for_its_reason(store):
    take_over(store, "a", "core", by="lin")
    put(store, "a", "metrics", "m1", critical="3 %")
    put(store, "core", "metrics", "m1", critical="4 %")
    done = take_over(store, "a", by="lin")
    assert [clash.field for clash in done.clashes] == ["critical"]
    line = store.record("a")
    assert line.metrics[0].critical == "3 %"
    assert [(row.field, row.core_value, row.why) for row in line.overrides] == [("critical", "4 %", "")]


def test_taking_over_twice_writes_nothing_the_second_time(store):
    take_over(store, "a", "core", by="lin")
    before = store.head("a")
    take_over(store, "a", by="lin")
    assert store.head("a") == before


def test_the_core_as_taken_is_not_mistaken_for_another_chain(store):
    take_over(store, "a", "core", by="lin")
    assert core_as_taken(store, store.record("a")) is not None
    put(store, "a", "people", "lin", name="林")
    store.add("a", [Edit(act="put", table="product", values={"core_hash": "0" * 64})], by="lin")
    assert core_as_taken(store, store.record("a")) is None


@pytest.mark.parametrize(
    ("product", "core", "words"),
    [
        ("a", "b", "not declared a core"),
        ("core", "core", "inherit from itself"),
        ("a", "", "belongs to no family"),
    ],
)
def test_what_cannot_be_inherited_is_refused_and_nothing_is_written(store, product, core, words):
    before = store.head(product)
    with pytest.raises(BadRequest, match=words):
        take_over(store, product, core, by="lin")
    assert store.head(product) == before


def test_two_cores_cannot_inherit_from_each_other(store):
    declare_core(store, "a", "支付", by="lin")
    take_over(store, "a", "core", by="lin")
    with pytest.raises(BadRequest, match="inherit from itself"):
        take_over(store, "core", "a", by="lin")


def test_a_family_has_one_core(store):
    with pytest.raises(BadRequest, match="'core' is the core of '风控' already"):
        declare_core(store, "b", "风控", by="lin")
