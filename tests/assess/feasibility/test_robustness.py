import random
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop_kit.assess.assessment import assess
from sop_kit.assess.feasibility.judgement import judge
from sop_kit.assess.feasibility.many_verdicts import mixtures
from sop_kit.assess.feasibility.robustness import Robustness, robustness, weighed_verdicts
from sop_kit.record.kinds import ASPECTS, VERDICTS
from sop_kit.record.model import Record
from sop_kit.record.rule import Clause, Condition, Settings, VerdictRule
from sop_kit.record.tables import Feedback
from tests.assess.ratings import alike, ratings, record, remark

RULE = VerdictRule()
TARGETS = ("S01", "S02", "C3")


def judged_one_by_one(feedback: list[Feedback], rule: VerdictRule, draws: int) -> dict[str, Robustness]:
    """Return the same by the long way: the whole judgement again for every draw and every rater left out."""
    found = {}
    for target, judgement in judge(feedback, rule).items():
        own = [entry for entry in feedback if entry.target == target]
        by_weights = Counter(
            judge(own, rule.model_copy(update={"weights": dict(zip(ASPECTS, row, strict=True))}))[target].verdict
            for row in mixtures(draws).tolist()
        )
        last = last_round(own)
        people = {
            entry.participant: 1
            for entry in own
            if entry.round >= last and (entry.blocking or (entry.aspect and answered(own, entry)))
        }
        by_leaving = Counter()
        for person in people:
            left = judge([entry for entry in own if entry.participant != person], rule)
            by_leaving[left[target].verdict if target in left else ""] += 1
        found[target] = Robustness(
            target=target,
            verdict=judgement.verdict,
            draws=draws,
            by_weights=by_weights,
            raters=len(people),
            by_leaving=by_leaving,
        )
    return found


def answered(own: list[Feedback], entry: Feedback) -> bool:
    """Say whether the score that stands for this question in this round is one."""
    same = [
        each
        for each in own
        if (each.round, each.participant, each.aspect) == (entry.round, entry.participant, entry.aspect)
    ]
    return same[-1].score is not None


def processes_one_by_one(line: Record, draws: int) -> dict[str, Robustness]:
    """Return the same for the processes of a record, by assessing it again for every draw and rater left out."""
    found = {}
    for process, judgement in assess(line).processes.items():
        own = [entry for entry in line.feedback if entry.target in judgement.steps]
        people = [person for person in dict.fromkeys(entry.participant for entry in own) if counts(own, person)]
        left = [
            assess(line.replace(feedback=tuple(entry for entry in own if entry.participant != person))).processes
            for person in people
        ]
        weighed = [
            assess(line.replace(settings=line.settings.model_copy(update={"verdict_rule": rule}))).processes[process]
            for row in mixtures(draws).tolist()
            for rule in [
                line.settings.verdict_rule.model_copy(update={"weights": dict(zip(ASPECTS, row, strict=True))})
            ]
        ]
        found[process] = Robustness(
            target=process,
            verdict=judgement.verdict,
            draws=draws,
            by_weights=Counter(each.verdict for each in weighed),
            raters=len(people),
            by_leaving=Counter(each[process].verdict if process in each else "" for each in left),
        )
    return found


def counts(own: list[Feedback], person: str) -> bool:
    """Say whether somebody gave a score that stands, or blocks, on any of the targets."""
    return any(
        entry.participant == person
        and entry.round >= last_round([each for each in own if each.target == entry.target])
        and (entry.blocking or (entry.aspect and answered([e for e in own if e.target == entry.target], entry)))
        for entry in own
    )


def last_round(own: list[Feedback]) -> int:
    return max((entry.round for entry in own if entry.aspect), default=max(entry.round for entry in own))


def conditions() -> st.SearchStrategy[Condition]:
    bounds = {
        "median": st.sampled_from([1.0, 2.0, 2.5, 3.0, 3.5, 4.0]),
        "share": st.sampled_from([0.0, 0.25, 0.5, 2 / 3, 0.75, 1.0]),
        "iqr": st.sampled_from([0.0, 0.5, 1.0, 1.5]),
        "consensus": st.floats(0, 1),
        "blocking": st.sampled_from([0.0, 1.0, 2.0]),
    }
    return st.sampled_from(list(bounds)).flatmap(
        lambda figure: st.builds(
            Condition,
            figure=st.just(figure),
            aspect=st.sampled_from(["overall", "every", *ASPECTS]),
            at_least=st.none() | bounds[figure],
            at_most=st.none() | bounds[figure],
        )
    )


RULES = st.builds(
    VerdictRule,
    weights=st.fixed_dictionaries({aspect: st.sampled_from([0.0, 0.1, 1.0, 3.0]) for aspect in ASPECTS}),
    minimum_raters=st.integers(1, 4),
    clauses=st.lists(
        st.builds(Clause, verdict=st.sampled_from(VERDICTS), when=st.lists(conditions(), max_size=3).map(tuple)),
        max_size=4,
    ).map(tuple),
)
ROWS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from([f"p{n}" for n in range(6)]),
        st.sampled_from(TARGETS),
        st.sampled_from(["", *ASPECTS]),
        st.none() | st.integers(1, 5),
        st.booleans(),
    ),
    max_size=60,
)


def feedback_of(rows) -> list[Feedback]:
    return [
        Feedback(
            id=f"f{place}",
            round=round_,
            participant=rater,
            target=target,
            aspect=aspect,
            score=score if aspect else None,
            comment="" if aspect else "?",
            blocking=blocking and not aspect,
        )
        for place, (round_, rater, target, aspect, score, blocking) in enumerate(rows)
    ]


@settings(max_examples=150, deadline=None)
@given(ROWS, RULES)
def test_all_runs_at_once_say_what_judging_again_says(rows, rule):
    feedback = feedback_of(rows)
    assert robustness(feedback, rule, 7) == judged_one_by_one(feedback, rule, 7)


@settings(max_examples=50, deadline=None)
@given(ROWS, RULES)
def test_all_runs_on_processes_say_what_assessing_again_says(rows, rule):
    line = record(
        {"S01": "monitor", "S02": "monitor", "C3": "release"},
        feedback_of(rows),
        settings=Settings(verdict_rule=rule, draws=5),
    )
    assert assess(line).process_robustness == processes_one_by_one(line, 5)


def test_a_large_panel_by_the_default_rule_is_judged_alike_too():
    chance = random.Random(7)  # noqa: S311  the same panel every time
    feedback = []
    for target, liking in (("S1", 2.0), ("S2", 3.5), ("S3", 4.2), ("S4", 2.2)):
        rows = [tuple(min(5, max(1, round(chance.gauss(liking, 0.8)))) for _ in ASPECTS) for _ in range(24)]
        feedback += [*ratings(target, rows), remark(target, "p3", blocking=target == "S3")]
    found = robustness(feedback, RULE, 40)
    assert found == judged_one_by_one(feedback, RULE, 40)
    assert {each.verdict for each in found.values()} > {"drop"}


def test_a_verdict_that_hangs_on_one_rater_is_known():
    found = robustness(alike("S1", [4, 4, 4, 3]), RULE, 10)["S1"]
    assert (found.verdict, found.raters, found.kept) == ("codify", 4, 1)
    assert dict(found.by_leaving) == {"codify": 1, "refine": 3}
    assert found.hangs_on_one
    assert found.others == ("refine",)


def test_a_firm_verdict_survives_everything():
    found = robustness(alike("S1", [5] * 6), RULE, 50)["S1"]
    assert (found.survived, found.share, found.kept, found.others) == (50, 1.0, 6, ())
    assert not found.hangs_on_one


def test_weights_decide_where_the_rule_looks_at_the_weighted_mean():
    by_mean = VerdictRule(
        clauses=(Clause(verdict="codify", when=(Condition(figure="median", at_least=3.0),)), Clause(verdict="pilot"))
    )
    found = robustness(ratings("S1", [(5, 1, 1)] * 4), by_mean, 2000)["S1"]
    assert found.verdict == "pilot"
    # The mean is 3 or more where feasibility weighs half or more: a quarter of all mixtures.
    assert found.by_weights["codify"] / 2000 == pytest.approx(0.25, abs=0.03)
    assert weighed_verdicts(by_mean) == ("codify",)
    assert weighed_verdicts(RULE) == ("drop",)


def test_equal_scores_are_worth_the_same_under_every_weights():
    strict = VerdictRule(clauses=(Clause(verdict="codify", when=(Condition(figure="share", at_least=1.0),)),))
    assert robustness(alike("S1", [4, 4, 4]), strict, 500)["S1"].survived == 500


def test_with_the_fewest_raters_allowed_leaving_one_out_leaves_too_few():
    found = robustness(alike("S1", [5, 5, 5]), RULE, 10)["S1"]
    assert (found.kept, found.too_few, found.hangs_on_one) == (0, True, True)


def test_who_only_could_not_judge_is_not_left_out():
    found = robustness([*alike("S1", [5, 5, 5, None]), remark("S1", "p9")], RULE, 10)["S1"]
    assert found.raters == 3


def test_without_the_only_one_who_blocks_the_step_is_codified():
    found = robustness([*alike("S1", [5] * 4), remark("S1", "p9", blocking=True)], RULE, 10)["S1"]
    assert (found.verdict, dict(found.by_leaving)) == ("refine", {"refine": 4, "codify": 1})


def test_without_the_only_rater_of_the_last_round_the_round_before_counts():
    one = VerdictRule(minimum_raters=1)
    found = robustness([*alike("S1", [1, 1, 1]), *alike("S1", [5], 2)], one, 10)["S1"]
    assert (found.verdict, dict(found.by_leaving)) == ("codify", {"drop": 1})


def test_the_same_record_gives_the_same_and_the_mixtures_are_whole():
    feedback = ratings("S1", [(5, 1, 1), (4, 2, 2), (1, 2, 1)])
    assert robustness(feedback, RULE, 30) == robustness(feedback, RULE, 30)
    weights = mixtures(4000)
    assert weights.sum(axis=1) == pytest.approx(1.0)
    assert weights.min() >= 0
    assert weights.mean(axis=0) == pytest.approx(1 / 3, abs=0.02)


def test_no_draw_is_refused_and_no_feedback_gives_nothing():
    assert robustness([], RULE, 5) == {}
    with pytest.raises(ValueError, match="at least one"):
        robustness([], RULE, 0)


def test_a_line_nobody_rated_is_judged_without_numpy():
    program = (
        "import sys\n"
        "from sop_kit.assess import agreement, assessment\n"
        "from sop_kit.assess.feasibility import judgement, movement, priorities, processes, stopping\n"
        "from sop_kit.assess.feasibility.group_agreement import group_agreement\n"
        "from sop_kit.assess.feasibility.robustness import robustness\n"
        "from sop_kit.record.rule import VerdictRule\n"
        "robustness([], VerdictRule(), 500), group_agreement({})\n"
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
