"""Which steps to ask about next is said with its reasons, and whom to ask is never the step's own."""

import pytest
from hypothesis import given, settings

from sop_kit.assess.assessment import assess
from sop_kit.assess.conformance.spot_checks import known_today, steps_to_ask
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import Record
from tests.record.strategies import records


def line(*steps: dict, **tables: object) -> Record:
    plain = {"stage": "monitor", "action": "Look", "role": "duty", "performers": ["lin", "xu"]}
    return Record.model_validate({"product": {"id": "line"}, "steps": [{**plain, **step} for step in steps], **tables})


def asked(record: Record, today: str = "", **more: int) -> list[tuple[str, list[str]]]:
    found = steps_to_ask(record, assess(record), today, **more)
    return [(one.step, [str(reason) for reason in one.reasons]) for one in found]


def walk(step: str, at: str, answer: str = "as_written") -> dict[str, str]:
    return {"id": f"W-{step}-{at}", "step": step, "at": at, "answer": answer}


def test_every_reason_is_named_and_the_weightiest_step_comes_first():
    record = line(
        {"id": "S1"},
        {"id": "S2", "performers": ["lin"], "hot_spot": "only Lin can"},
        {"id": "S3"},
        decisions=[{"id": "D1", "kind": "stop", "step": "S3"}],
    )
    assert asked(record) == [
        ("S2", ["only one person has done it", "it is a hot spot", "nobody has asked about it yet"]),
        ("S3", ["somebody may stop, roll back or release there", "nobody has asked about it yet"]),
        ("S1", ["nobody has asked about it yet"]),
    ]


def test_unclear_ratings_are_a_reason():
    scores = {"clarity": (1, 2, 2), "feasibility": (5, 5, 5), "accuracy": (5, 5, 5)}
    feedback = [
        {"id": f"{aspect}-{n}", "participant": f"p{n}", "target": "S1", "aspect": aspect, "score": score}
        for aspect, given in scores.items()
        for n, score in enumerate(given)
    ]
    assert "who does what is rated unclear" in asked(line({"id": "S1"}, feedback=feedback))[0][1]


def test_an_undecided_finding_is_a_reason_a_decided_one_is_not():
    finding = {"id": "F1", "step": "S1", "kind": "late", "count": 3, "of": 9}
    assert "findings about it are undecided: 1" in asked(line({"id": "S1"}, findings=[finding]))[0][1]
    decided = line({"id": "S1"}, findings=[{**finding, "verdict": "fix_sop"}])
    assert asked(decided) == [("S1", ["nobody has asked about it yet"])]


@pytest.mark.parametrize(("today", "named"), [("2026-11-25", ["S1"]), ("2026-03-01", []), ("", [])])
def test_a_step_asked_about_is_left_in_peace_for_90_days(today, named):
    record = line({"id": "S1"}, walkthroughs=[walk("S1", "2026-02-01")])
    assert [step for step, _ in asked(record, today)] == named


def test_a_question_without_an_answer_does_not_count_as_asked():
    record = line({"id": "S1"}, walkthroughs=[walk("S1", "2026-11-01", answer="")])
    assert asked(record, "2026-11-25") == [("S1", ["nobody has asked about it yet"])]


def test_at_most_five_steps_are_named_the_earlier_ones_of_equals():
    record = line(*({"id": f"S{n}"} for n in range(9)))
    assert [step for step, _ in asked(record)] == ["S0", "S1", "S2", "S3", "S4"]
    assert len(asked(record, most=2)) == 2


@pytest.mark.parametrize("name", ["anti-fraud", "recommender", "govuk-chat"])
def test_whoever_is_asked_neither_does_nor_owns_the_step(name):
    record = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
    steps = {step.id: step for step in record.steps}
    found = steps_to_ask(record, assess(record), "2026-11-25")
    assert len(found) == 5
    assert [one.step for one in found if one.ask in {steps[one.step].role, *steps[one.step].accountable}] == []


def test_today_is_the_last_day_the_record_knows_of():
    record = line({"id": "S1"}, checks=[{"id": "C1", "at": "2026-11-20"}], walkthroughs=[walk("S1", "2026-11-23")])
    assert known_today(record) == "2026-11-23"
    assert known_today(line({"id": "S1"})) == ""


@given(records())
@settings(max_examples=30, deadline=None)
def test_any_record_has_an_answer(record):
    found = steps_to_ask(record, assess(record), known_today(record))
    assert all(one.reasons for one in found)
