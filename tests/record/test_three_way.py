from hypothesis import given, settings
from hypothesis import strategies as st

from sop_kit.record.changes import apply, difference
from sop_kit.record.model import TABLES, Record, record_facts, row_facts
from sop_kit.record.rule import Settings
from sop_kit.record.tables import Fact, Next, Product, RoleRow, Severity, Step, Tool
from sop_kit.record.three_way import Merged, three_way
from tests.record.strategies import records


def step(row: str, **facts: object) -> Step:
    return Step.model_validate({"id": row, "stage": "monitor", "action": f"do {row}", "role": "ops", **facts})


def line(*rows: Fact, **product: object) -> Record:
    tables = {name: tuple(row for row in rows if isinstance(row, model)) for name, model in TABLES.items()}
    return Record(product=Product.model_validate({"id": "p", **product}), **tables)


def merged(base: Record, ours: Record, theirs: Record) -> tuple[Merged, Record]:
    found = three_way(base, ours, theirs)
    return found, apply(ours, found.edits)


def places(found: Merged) -> list[tuple[str, str, str]]:
    return [(clash.table, clash.row, clash.field) for clash in found.clashes]


def test_different_columns_of_one_row_are_both_kept():
    base = line(step("S1"))
    found, after = merged(base, line(step("S1", tool="Grafana")), line(step("S1", minutes=5)))
    assert after.steps == (step("S1", tool="Grafana", minutes=5),)
    assert not found.clashes


def test_the_same_change_made_twice_is_nothing_to_do():
    both = line(step("S1", tool="Grafana"))
    assert three_way(line(step("S1")), both, both) == Merged(edits=(), clashes=(), renamed={})


def test_two_words_for_one_column_are_a_clash_and_ours_stays():
    base = line(step("S1", time_limit="1 h"))
    found, after = merged(base, line(step("S1", time_limit="2 h")), line(step("S1", time_limit="")))
    assert after.steps[0].time_limit == "2 h"
    clash = found.clashes[0]
    assert (clash.table, clash.row, clash.field) == ("steps", "S1", "time_limit")
    assert (clash.base, clash.ours, clash.theirs) == ("1 h", "2 h", None)


def test_taking_out_what_the_other_changed_is_a_clash_about_the_row():
    base, changed = line(step("S1"), step("S2")), line(step("S1"), step("S2", tool="Grafana"))
    found, after = merged(base, changed, line(step("S1")))
    assert places(found) == [("steps", "S2", "")]
    assert after == changed
    assert found.clashes[0].theirs is None
    found, after = merged(base, line(step("S1")), changed)
    assert places(found) == [("steps", "S2", "")]
    assert after == line(step("S1"))
    assert found.clashes[0].theirs == row_facts(step("S2", tool="Grafana"))


def test_a_row_that_only_they_took_out_is_taken_out():
    base = line(step("S1"), step("S2"))
    _, after = merged(base, line(step("S1", tool="Grafana"), step("S2")), line(step("S1")))
    assert after.steps == (step("S1", tool="Grafana"),)


def test_lists_of_people_take_what_both_added_and_lose_what_either_took_out():
    base = line(RoleRow(id="ops", name="Ops", people=("an", "bo")))
    ours, theirs = (line(RoleRow(id="ops", name="Ops", people=people)) for people in (("an", "bo", "cy"), ("bo", "di")))
    _, after = merged(base, ours, theirs)
    assert after.roles[0].people == ("bo", "cy", "di")


def test_where_order_says_something_two_lists_are_a_clash():
    base = line(step("S1"), step("S2"), step("S3"), languages=("zh",))
    ours = line(step("S1", next=(Next(to="S2"),), accountable=("an",)), step("S2"), step("S3"), languages=("zh", "en"))
    theirs = line(step("S1", next=(Next(to="S3"),), accountable=("bo",)), step("S2"), step("S3"), languages=("en",))
    found, after = merged(base, ours, theirs)
    assert after == ours
    assert places(found) == [
        ("product", "", "languages"),
        ("steps", "S1", "accountable"),
        ("steps", "S1", "next"),
    ]


def test_two_new_things_under_one_id_are_both_kept_and_what_names_them_follows():
    base = line(step("S1"))
    ours = line(step("S1"), step("S2", action="ask the bank"))
    theirs = line(step("S1", next=(Next(to="S2", when="late"),)), step("S2", action="call the shop"))
    found, after = merged(base, ours, theirs)
    assert found.renamed == {("steps", "S2"): "S3"}
    assert not found.clashes
    assert [(row.id, row.action) for row in after.steps] == [
        ("S1", "do S1"),
        ("S2", "ask the bank"),
        ("S3", "call the shop"),
    ]
    assert after.steps[0].next == (Next(to="S3", when="late"),)


def test_steps_of_two_roles_made_under_one_id_are_two_steps():
    theirs = line(RoleRow(id="ops", name="Shop floor"), step("S1"))
    found, after = merged(line(), line(RoleRow(id="ops", name="Operations"), step("S1")), theirs)
    assert found.renamed == {("roles", "ops"): "ops-2", ("steps", "S1"): "S2"}
    assert [row.role for row in after.steps] == ["ops", "ops-2"]


def test_what_was_carried_over_under_a_new_id_is_found_again():
    base, ours = line(step("S1")), line(step("S1"), step("S2", action="ask the bank"))
    theirs = line(step("S1"), step("S2", action="call the shop"))
    _, once = merged(base, ours, theirs)
    found, twice = merged(base, once, theirs)
    assert (found.edits, found.clashes, twice) == ((), (), once)


def test_one_thing_made_twice_under_one_id_is_merged_column_by_column():
    ours, theirs = line(Tool(id="T", name="Wiki", link="a")), line(Tool(id="T", name="Wiki", link="b", used_for="x"))
    found, after = merged(line(), ours, theirs)
    assert places(found) == [("tools", "T", "link")]
    assert after.tools == (Tool(id="T", name="Wiki", link="a", used_for="x"),)


def test_a_severity_is_known_by_its_id():
    found, _ = merged(line(), line(Severity(id="P0", impact="all stop")), line(Severity(id="P0", impact="money lost")))
    assert places(found) == [("severities", "P0", "impact")]


def test_new_rows_stand_where_they_put_them():
    base = line(step("S1"), step("S2"))
    ours = line(step("S1"), step("S5"), step("S2"))
    _, after = merged(base, ours, line(step("S9"), step("S1"), step("S2"), step("S8")))
    assert [row.id for row in after.steps] == ["S9", "S1", "S5", "S2", "S8"]


def test_rows_that_ours_moved_stay_where_they_are():
    base = line(step("S1"), step("S2"), step("S3"))
    _, after = merged(
        base, line(step("S3"), step("S1"), step("S2")), line(step("S1"), step("S2"), step("S4"), step("S3"))
    )
    assert [row.id for row in after.steps] == ["S3", "S1", "S2", "S4"]


def test_rules_switched_off_by_both_are_both_off():
    base, ours, theirs = (
        line().replace(settings=Settings(rules_off=off)) for off in ({"a": "x"}, {"a": "x", "b": "y"}, {"c": "z"})
    )
    _, after = merged(base, ours, theirs)
    assert after.settings.rules_off == {"b": "y", "c": "z"}


def test_what_a_line_inherits_from_is_never_carried_over():
    theirs = line(name="Fraud", core="family", core_number=3)
    _, after = merged(line(), line(), theirs)
    assert after.product == Product(id="p", name="Fraud")


def same_line(record: Record, other: Record) -> Record:
    names = ("id", "core_of", "core", "core_number", "core_hash")
    kept = {name: getattr(other.product, name) for name in names}
    return record.replace(product=record.product.model_copy(update=kept), head=other.head, log=other.log)


@st.composite
def three(draw: st.DrawFn) -> tuple[Record, Record, Record]:
    base = draw(records())
    return base, *(same_line(_variant(draw, base, draw(records())), base) for _ in range(2))  # type: ignore[return-value]


def _variant(draw: st.DrawFn, base: Record, other: Record) -> Record:
    """Some tables of the base, some of another record, and some rows of both."""
    parts: dict[str, object] = {}
    for table in TABLES:
        choice = draw(st.sampled_from(("base", "base", "other", "both")))
        if choice != "base":
            both = {row.id: row for row in (*base.rows(table), *other.rows(table))}
            rows = other.rows(table) if choice == "other" else tuple(both.values())
            parts[table] = tuple(draw(st.permutations(rows)))
    return base.replace(**parts)


@settings(max_examples=15, deadline=None)
@given(three())
def test_without_a_change_of_ours_theirs_comes_out(given_records: tuple[Record, Record, Record]):
    base, _, theirs = given_records
    found, after = merged(base, base, theirs)
    assert record_facts(after) == record_facts(theirs)
    assert (found.clashes, found.renamed) == ((), {})


@settings(max_examples=15, deadline=None)
@given(three())
def test_without_a_change_of_theirs_nothing_is_to_do(given_records: tuple[Record, Record, Record]):
    base, ours, _ = given_records
    assert three_way(base, ours, base) == Merged(edits=(), clashes=(), renamed={})


@settings(max_examples=25, deadline=None)
@given(three())
def test_no_word_of_theirs_is_lost(given_records: tuple[Record, Record, Record]):
    base, ours, theirs = given_records
    found, after = merged(base, ours, theirs)
    assert Record.model_validate(after.model_dump()) == after
    clashes = set(places(found))
    for edit in difference(base, theirs):
        row = found.renamed.get((edit.table, edit.row), edit.row)
        if (edit.table, row, "") in clashes or edit.act == "move":
            continue
        there = {each.id: each for each in after.rows(edit.table)} if edit.table in TABLES else {}
        fact = there.get(row) if edit.table in TABLES else getattr(after, edit.table)
        if edit.act == "drop":
            assert fact is None
            continue
        assert fact is not None
        for column, value in edit.values.items():
            now = row_facts(fact).get(column)
            merged_list = isinstance(now, list) or isinstance(value, list)
            assert now == value or (edit.table, row, column) in clashes or merged_list or found.renamed


@settings(max_examples=15, deadline=None)
@given(three())
def test_carried_over_twice_changes_no_more_than_once(given_records: tuple[Record, Record, Record]):
    base, ours, theirs = given_records
    found, after = merged(base, ours, theirs)
    if not found.clashes and not found.renamed:
        assert not merged(base, after, theirs)[0].clashes
