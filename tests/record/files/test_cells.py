import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.record.files.cells import guarded, join_arrows, join_list, split_arrows, split_list, unguarded
from tests.record.strategies import IDS, texts


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("a; b, c、d；e，f", ["a", "b", "c", "d", "e", "f"]),
        ("CI (GitHub Actions, Argo); ops", ["CI (GitHub Actions, Argo)", "ops"]),
        ("请求方（研究，产品）、值班", ["请求方（研究，产品）", "值班"]),
        ("a (b; c", ["a (b", "c"]),
        (r"a\;b; c", ["a;b", "c"]),
        (" ;; ", []),
    ],
)
def test_a_list_is_split_outside_brackets(cell: str, items: list[str]):
    assert split_list(cell) == items


@pytest.mark.parametrize(
    ("cell", "arrows"),
    [
        ("GC12", [("GC12", "")]),
        ("GC12 [in order]; GC13", [("GC12", "in order"), ("GC13", "")]),
        ("GC12 (if bad, really), GC13（通过）", [("GC12", "if bad, really"), ("GC13", "通过")]),
        ("GC12【通过】", [("GC12", "通过")]),
        (r"GC12 [a\]; b]", [("GC12", "a]; b")]),
    ],
)
def test_an_arrow_carries_its_condition(cell: str, arrows: list[tuple[str, str]]):
    assert split_arrows(cell) == arrows


@given(st.lists(IDS, max_size=4))
def test_a_list_of_ids_comes_back(ids: list[str]):
    assert split_list(join_list(ids)) == ids


@given(st.lists(st.tuples(IDS, texts()), max_size=4))
def test_arrows_come_back(arrows: list[tuple[str, str]]):
    assert split_arrows(join_arrows(arrows)) == arrows


@given(texts())
def test_no_cell_starts_a_formula_and_none_is_changed(text: str):
    cell = guarded(text)
    assert not cell.startswith(tuple("=+-@\t\r"))
    assert unguarded(cell) == text


def test_a_quote_somebody_typed_stays():
    assert unguarded("'tis") == "'tis"


def test_a_cell_of_brackets_is_split_in_time():
    assert len(split_list("([" * 50_000)) == 1
    assert len(split_list("(" * 50_000 + ";" + "]" * 50_000)) == 2
