import pytest

from sop_kit.document.rule_text import declared_line, stop_lines, weights_lines
from sop_kit.document.view import look
from sop_kit.record.life_tables import Round
from sop_kit.record.rule import Clause, Condition, Settings, StopRule, VerdictRule
from tests.assess.ratings import alike, record


def said(rule: StopRule, *rounds: Round) -> str:
    feedback = [*alike("S1", [4, 4, 4]), *alike("S1", [4, 4, 5], 2)]
    view = look(record({"S1": "monitor"}, feedback, settings=Settings(stop_rule=rule), rounds=rounds), "en")
    return declared_line(view, view.assessment.progress[0])


def test_blocking_comments_are_named_where_the_rule_counts_them():
    lines = [
        stop_lines(look(record({}, [], settings=Settings(stop_rule=rule)), "en"))
        for rule in (StopRule(), StopRule(blocking=0))
    ]
    assert lines[1][:2] == lines[0]
    assert lines[1][2] == "Blocking comments allowed at the end: 0."


@pytest.mark.parametrize(
    ("declared", "first", "second", "words"),
    [
        ("2026-10-12", {"opened": "2026-10-13"}, {}, "round one opened on"),
        ("2026-10-14", {"opened": "2026-10-13"}, {}, "Beware: the rule was declared on"),
        ("", {"stop_rule": "until all agree"}, {}, "in its own words: until all agree"),
        ("", {}, {"stop_rule": "enough now"}, "only a later round carries a rule: enough now"),
        ("2026-10-12", {}, {}, "does not say when round one opened"),
        ("", {}, {}, "does not say that the rule was declared"),
    ],
)
def test_when_the_rule_was_declared_is_said_as_far_as_it_is_known(declared, first, second, words):
    rounds = (Round(id="R1", number=1, **first), Round(id="R2", number=2, **second))
    assert words in said(StopRule(declared=declared), *rounds)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (VerdictRule(), ("The weights matter only to whether something is judged: drop.",)),
        (
            VerdictRule(clauses=(Clause(verdict="codify", when=(Condition(figure="median", aspect="every"),)),)),
            ("The rule never looks at “overall”: the weights change nothing.",),
        ),
        (
            VerdictRule(clauses=(Clause(verdict="codify", when=(Condition(figure="share"),)), Clause(verdict="pilot"))),
            (),
        ),
    ],
)
def test_what_the_weights_can_change_is_said(rule, words):
    assert weights_lines(look(record({}, [], settings=Settings(verdict_rule=rule)), "en")) == words
