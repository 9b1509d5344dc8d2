"""Whatever the rules and the log say, there is an answer, its figures add up, and it becomes part of the record."""

from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from sop_kit.assess.conformance.check import check_log
from sop_kit.assess.conformance.kept import edits_of
from sop_kit.assess.conformance.ruled import rule
from sop_kit.assess.conformance.wording import observed, written
from sop_kit.record.changes import apply
from sop_kit.record.reality_tables import Activity, Constraint
from sop_kit.words import words
from tests.assess.conformance.made_logs import log_of, record_of

STEPS = ["S1>S2", "S2>S3", "S3", "S4>S9"]
NAMES = st.sampled_from(["a", "b", "c", "S1", "回滚", "x\x07"])
EVENTS = st.lists(
    st.tuples(NAMES, st.integers(0, 9000), st.sampled_from(["", "/ann", "/bot:ci"]), st.sampled_from(["", "[k=1]"])),
    min_size=1,
    max_size=6,
)
TEXTS = st.sampled_from(
    ["", "k = 1", "k != 1", "9-17", "周一 9:00-12:00", "4 h", "3 工作日", "S1", "b", "nothing", "= ="]
)
STEP = st.sampled_from(["", "S1", "S2", "S4", "S9"])
RULES = st.builds(
    dict,
    kind=st.sampled_from(get_args(Constraint.model_fields["kind"].annotation)),
    first=STEP,
    second=STEP,
    first_activity=st.sampled_from(["", "a", "zz"]),
    second_activity=st.sampled_from(["", "b"]),
    within=TEXTS,
    where=TEXTS,
    window=TEXTS,
    zone=st.sampled_from(["", "Asia/Shanghai", "Mars"]),
    times=st.integers(1, 3),
)
ROWS = st.builds(dict, activity=NAMES.filter(lambda name: "\x07" not in name), step=STEP, where=TEXTS)


@given(
    cases=st.lists(EVENTS, min_size=1, max_size=5), rules=st.lists(RULES, max_size=4), rows=st.lists(ROWS, max_size=4)
)
@settings(max_examples=200, deadline=None)
def test_there_is_always_an_answer(cases, rules, rows):
    log = log_of({f"c{n}": " ".join(f"{a}@{t}{who}{more}" for a, t, who, more in case) for n, case in enumerate(cases)})
    record = record_of(STEPS, constraints=rules, people=["ann", "ben"], roles={"r1": ["ben"]})
    record = record.replace(activity_map=tuple(Activity(id=f"AM{n}", **row) for n, row in enumerate(rows)))
    check = check_log(record, log)
    mapped = (*check.mapping.declared, *check.mapping.suggested, *check.mapping.unmapped, *check.mapping.aside)
    assert sum(each.events for each in mapped) <= log.events
    assert sum(each.events for each in check.seen) == log.events
    # Every rule either has a result or a reason.
    told = {each.subject.constraint for each in (*check.findings, *check.held)}
    told |= {problem.where.split("/")[1] for problem in check.problems if problem.where.startswith("constraints/")}
    assert told >= {row.id for row in record.constraints}
    for found in (*check.findings, *check.held):
        assert 0 <= found.count <= found.of
        assert found.cases <= found.of_cases <= log.cases
        assert sum(month[1] for month in found.by_month) == found.count
        assert sum(month[2] for month in found.by_month) == found.of
        assert (found.count > 0) == bool(found.examples)
    after = apply(record, edits_of(record, check, at="2026-11-25T10:00:00Z"))
    assert apply(after, edits_of(after, check, at="2026-11-25T10:00:00Z")) == after
    for lang in ("zh", "en"):
        say = words(lang)
        for row in after.findings:
            assert written(after, row).said(say)
            assert observed(after, row).said(say)
        for constraint in record.constraints:
            assert rule(record, constraint).said(say)
