"""Records as no person would write them: every table, every column, hostile text, any order (for hypothesis)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from sop_kit.record.files.spoken import column_kind
from sop_kit.record.kinds import clean_id, clean_product_id, clean_text
from sop_kit.record.model import TABLES, Head, LogEntry, Record, references
from sop_kit.record.rule import Clause, Condition, LanePlace, Settings, StopRule, VerdictRule
from sop_kit.record.tables import Fact, Product

# What has broken writers and readers of text: formulas, YAML and CSV syntax, missing values, odd line ends, odd signs.
# fmt: off
HOSTILE = (
    "=1+1", "@SUM(A1)", "+1", "-1", "'=x", "''", "'", "'tis", "＝1", "=cmd|' /C calc'!A0",
    "NA", "N/A", "null", "~", "None", "nan", "true", "no", "y", "on", "2026-11-22", "1:30", "010", "1e5", "1.10",
    "a: b", "a #b", "#", "- a", "? a", "key:", ":", "---", "...", "%YAML", "@x", "`x`", "!tag", "&a", "*a", "{}", "[]",
    "|", ">", "|-", '"', '""', "\\", "\\n", "a\\;b", "a;b", "a; b", "a,b", "a\tb", "a、b", "[x]", "x]", "(x",
    "a\nb", "a\n\n  b\nc", "a\n- b", "a \nb", "a\n#b", "a\n\tb", "a\n\n\nb", "x\u0085y", "x\u2028y", "x\ufeffy",
    "产品负责人", "喆玥珺堃", "𠮷野家", "２０２６年", "全角\u3000空格", "一，二；三、四：“五”（六）", "（a，b）",
    "\U0001f469\u200d\U0001f52c", "e\u0301", "\ufb01", "İ", "\u202egpj",
    "word " * 60 + "end", "字" * 200, "a: b " * 40 + "end", "x" * 300, "a  b " * 40 + "end",
)
# fmt: on

_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")


def _sound(clean: Callable[[str], str]) -> Callable[[str], bool]:
    def stays(text: str) -> bool:
        try:
            return clean(text) == text
        except ValueError:
            return False

    return stays


def texts(min_size: int = 0) -> st.SearchStrategy[str]:
    """Text that a record can hold."""
    drawn = st.one_of(
        st.sampled_from(HOSTILE), st.text(_CHARACTERS, max_size=40), st.text("a=;,\\[]() \n'\"#:-", max_size=15)
    )
    return drawn.map(str.strip).filter(_sound(clean_text)).filter(lambda text: len(text) >= min_size)


_ID_SIGNS = "abGC019._-/:#()+&产品线步骤ÀéＡ"
IDS = st.text(_ID_SIGNS, min_size=1, max_size=8).filter(_sound(clean_id))
PRODUCT_IDS = st.text("abGC019._-产品线", min_size=1, max_size=12).filter(_sound(clean_product_id))

_MINUTES = st.none() | st.floats(0, 1_000_000, allow_nan=False)
_SPECIAL = {
    "score": st.none() | st.integers(1, 5),
    "minutes": _MINUTES,
    "waiting": _MINUTES,
    "p50": _MINUTES,
    "p90": _MINUTES,
    "spent": _MINUTES,
    "quiz": st.none() | st.floats(0, 100, allow_nan=False),
    "participant": IDS,
    "target": IDS,
    "row": IDS,
}


@st.composite
def records(draw: st.DrawFn, *, dangling: bool = False) -> Record:
    """A record with rows in any table; with ``dangling`` its references may name rows that are not there."""
    ids = {table: draw(st.lists(IDS, unique=True, max_size=2)) for table in TABLES}
    if ids["steps"] and not ids["roles"]:
        ids["roles"] = ["r"]
    known = {table: [*names, "not/there"] if dangling else names for table, names in ids.items()}
    tables = {table: [_row(draw, TABLES[table], row_id, known) for row_id in names] for table, names in ids.items()}
    product = _row(draw, Product, draw(PRODUCT_IDS), known)
    head, log = draw(_heads())
    return Record(product=product, settings=draw(_settings()), head=head, log=log, **tables)


def _row(draw: st.DrawFn, model: type[Fact], row_id: str, known: dict[str, list[str]]) -> Any:
    columns = [name for name in model.model_fields if name != "id"]
    needed = [name for name in columns if model.model_fields[name].is_required()]
    others = [name for name in columns if name not in needed]
    chosen = [*needed, *draw(st.lists(st.sampled_from(others), unique=True, max_size=6))]
    return model(id=row_id, **{name: draw(_column(model, name, known)) for name in chosen})


def _column(model: type[Fact], name: str, known: dict[str, list[str]]) -> st.SearchStrategy[Any]:
    field, kind, table = model.model_fields[name], column_kind(model, name), references(model).get(name)
    if table:
        named = known[table]
        one = st.sampled_from(named if field.is_required() or kind.is_list else ["", *named]) if named else st.just("")
        item = st.fixed_dictionaries({"to": one, "when": texts()}) if name == "next" else one
        return st.lists(item, max_size=3 if named else 0) if kind.is_list else one
    if kind.is_list:
        return st.lists(st.sampled_from(kind.words), unique=True)
    if kind.words:
        return st.sampled_from(kind.words)
    if name == "budget":
        return st.integers(1, 20)
    if field.annotation in (bool, int):
        return st.booleans() if kind.is_yes_no else st.integers(1, 90)
    return _SPECIAL.get(name, texts(min_size=1 if field.is_required() else 0))


@st.composite
def _settings(draw: st.DrawFn) -> Settings:
    number = st.floats(-10, 10, allow_nan=False)
    weights = draw(st.dictionaries(st.sampled_from(["feasibility", "clarity", "accuracy"]), st.floats(0, 100)))
    condition = st.builds(
        Condition,
        figure=st.sampled_from(["median", "share", "iqr", "consensus", "blocking"]),
        aspect=st.sampled_from(["overall", "every", "clarity"]),
        at_least=st.none() | number,
        at_most=st.none() | number,
    )
    clause = st.builds(
        Clause, verdict=st.sampled_from(["codify", "drop"]), when=st.lists(condition, max_size=2).map(tuple)
    )
    rule = VerdictRule(
        weights=weights, minimum_raters=draw(st.integers(1, 9)), clauses=tuple(draw(st.lists(clause, max_size=2)))
    )
    rules_off = draw(st.dictionaries(texts(min_size=1).map(lambda text: text[:50].strip()), texts(), max_size=2))
    stop = StopRule(share=draw(st.floats(0, 1)), rounds=draw(st.integers(1, 9)), declared=draw(texts()))
    lanes = st.lists(st.builds(LanePlace, role=IDS, height=st.floats(0, 2000)), max_size=3).map(tuple)
    kinds = (
        Settings(),
        Settings(verdict_rule=rule),
        Settings(rules_off=rules_off),
        Settings(stop_rule=stop, draws=draw(st.integers(1, 9))),
        Settings(lanes=draw(lanes)),
    )
    return draw(st.sampled_from(kinds))


@st.composite
def _heads(draw: st.DrawFn) -> tuple[Head, tuple[LogEntry, ...]]:
    if draw(st.booleans()):
        return Head(), ()
    entry = st.builds(
        LogEntry, day=st.just("2026-11-22"), by=texts(), why=texts(), first=st.integers(1, 9), last=st.integers(1, 9)
    )
    head = Head(number=draw(st.integers(1, 999)), hash="1e4" + "0" * 61, at="2026-11-22T08:00:00Z")
    return head, tuple(draw(st.lists(entry, max_size=3)))
