from sop_kit.assess.assessment import assess
from sop_kit.assess.feasibility.judgement import judge
from sop_kit.assess.feasibility.movement import movements
from sop_kit.assess.feasibility.robustness import robustness
from sop_kit.assess.feasibility.stopping import progress
from sop_kit.assess.feasibility.votes import gather
from tests.assess.ratings import alike, record, remark

RATED = record(
    {"S1": "monitor", "S2": "release"},
    [
        *alike("S1", [2, 4, 4, 5]),
        *alike("S2", [4, 4, 4]),
        *alike("S1", [4, 4, 5, 5], 2),
        *alike("C3", [1, 5, 5, 1]),
        remark("S2", blocking=True),
    ],
)


def test_an_assessment_says_what_its_parts_say():
    found, rule = assess(RATED), RATED.settings.verdict_rule
    assert found.judgements == judge(RATED.feedback, rule)
    assert found.robustness == robustness(RATED.feedback, rule, RATED.settings.draws)
    assert found.progress == progress(RATED)
    assert found.changes == movements(gather(RATED.feedback))
    assert [topic.target for topic in found.priorities] == ["C3", "S2"]
    assert [good.target for good in found.successes] == ["S1"]
    assert list(found.processes) == ["monitoring", "release"]
    assert [turn.verdict for turn in found.history["S1"]] == ["codify", "codify"]
    assert {each.steps for each in found.agreement} == {2}


def test_what_costs_is_worked_out_only_when_it_is_asked_for():
    found = assess(RATED)
    assert not {"robustness", "agreement", "progress", "changes", "processes", "priorities"} & vars(found).keys()
    assert found.robustness is found.robustness


def test_a_record_without_ratings_has_an_empty_assessment():
    found = assess(record({"S1": "monitor"}, []))
    assert (found.judgements, found.processes, found.robustness, found.history) == ({}, {}, {}, {})
    assert (found.progress, found.changes, found.stability, found.agreement) == ((), (), (), ())
    assert (found.priorities, found.successes) == ((), ())
