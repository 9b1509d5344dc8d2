"""No file, however broken, raises: there is a record, or a problem that says why not."""

import csv
import io
import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sop_kit.record.files.csv_file import read_table
from sop_kit.record.files.merge import read_files
from sop_kit.record.files.yaml_file import read_record, write_record
from sop_kit.record.model import TABLES
from sop_kit.record.problems import dangling
from sop_kit.record.tables import Metric, Step
from tests.record.strategies import texts

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SHIPPED = Path(__file__).parent / "shipped"
NAMES = st.sampled_from(
    [
        "a.yaml",
        "a.csv",
        "metrics.csv",
        "feedback.csv",
        "a.json",
        "a.md",
        "a",
        "a.txt",
        "a.xlsx",
        "a.xls",
        "CON.csv",
        "../x.csv",
        "翻译.csv",
    ]
)
CELLS = texts() | st.text(max_size=10)
COLUMNS = st.sampled_from([*Step.model_fields, *Metric.model_fields, "编号", "阶段", "步骤", "角色", "x", ""])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | CELLS
INNER_KEYS = st.sampled_from(["id", "name", "to", "when", "next", "role", "verdict_rule", "weights"]) | CELLS
TREES = st.recursive(
    LEAVES, lambda tree: st.lists(tree, max_size=3) | st.dictionaries(INNER_KEYS, tree, max_size=4), max_leaves=8
)
ROWS = st.dictionaries(COLUMNS, TREES, max_size=5) | TREES
KEYS = st.sampled_from(
    ["schema", "product", "settings", "head", "log", "title", "release", "escalation", "numbers", *TABLES]
)


def check(name: str, data: bytes) -> None:
    reading = read_files([(name, data)], product=None, name=None, base=None)
    assert reading.record or reading.problems
    assert all(problem.message for problem in reading.problems)
    if reading.record:
        dangling(reading.record)
        assert read_record(write_record(reading.record), "again.yaml").record == reading.record


@SLOW
@given(NAMES, st.binary(max_size=300))
def test_any_bytes(name: str, data: bytes):
    check(name, data)
    read_record(data, name)
    read_table(data, name)


@SLOW
@given(NAMES, st.text(max_size=200))
def test_any_text(name: str, text: str):
    check(name, text.encode("utf-8", "surrogatepass"))
    check(name, text.encode("utf-16", "surrogatepass"))
    read_record(text, name)


@SLOW
@given(NAMES, st.lists(COLUMNS, max_size=6), st.lists(st.lists(CELLS, max_size=7), max_size=5), st.sampled_from(",;\t"))
def test_any_table(name: str, headings: list[str], rows: list[list[str]], delimiter: str):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([headings, *rows])
    check(name, text.getvalue().encode("utf-8", "replace"))


@SLOW
@given(st.sampled_from(["a.yaml", "a.json"]), st.dictionaries(KEYS, st.lists(ROWS, max_size=3) | ROWS, max_size=6))
def test_any_tree(name: str, tree: dict[str, object]):
    for whole in (tree, {**tree, "product": {"id": "x"}}):
        check(name, json.dumps(whole).encode())


@SLOW
@given(
    st.sampled_from(["govuk-chat.json", "govuk-chat.md", "govuk-chat.csv", "govuk-chat.yaml"]),
    st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 30), CELLS), min_size=1, max_size=4),
)
def test_any_damage_to_a_shipped_file(name: str, damages: list[tuple[int, int, str]]):
    text = shipped(name)
    for place, length, put in damages:
        start = place % len(text)
        text = text[:start] + put + text[start + length :]
    check(name, text.encode("utf-8", "replace"))


def shipped(name: str) -> str:
    if not name.endswith(".yaml"):
        return (SHIPPED / name).read_text(encoding="utf-8")
    json_file = ("govuk-chat.json", (SHIPPED / "govuk-chat.json").read_bytes())
    return write_record(read_files([json_file], product=None, name=None, base=None).record)
