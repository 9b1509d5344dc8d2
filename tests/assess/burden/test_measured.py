"""What was measured stands beside what the record estimates."""

from sop_kit.assess.burden.measured import measured
from sop_kit.record.model import Record
from sop_kit.record.tables import Product


def record(**tables: object) -> Record:
    steps = [{"id": name, "stage": "monitor", "action": "look", "role": "ops", "minutes": 10} for name in ("a", "b")]
    return Record.model_validate({"product": Product(id="line"), "steps": steps, **tables})


def run(number: int, day: str, **more: object) -> dict[str, object]:
    return {"id": f"U{number}", "at": day, **more}


def test_the_median_of_the_noted_minutes_stands_beside_the_estimate():
    runs = [run(n, f"2026-11-0{n}", step="a", minutes=minutes) for n, minutes in enumerate((5, 30, 7), start=1)]
    (found,) = measured(record(runs=runs))
    assert (found.step, found.runs, found.timed, found.minutes, found.estimate) == ("a", 3, 3, 7, 10)
    assert found.a_week is None  # three days tell nothing of a week


def test_runs_a_week_are_counted_over_the_days_of_all_runs():
    runs = [run(n, f"2026-11-{day:02}", step="a") for n, day in enumerate((1, 7, 14), start=1)]
    runs.append(run(9, "2026-11-02", step="b"))
    first, second = measured(record(runs=runs))
    assert (first.a_week, first.minutes) == (1.5, None)
    assert second.a_week is None  # once may be chance


def test_a_checklist_is_counted_by_its_own_runs_and_not_by_its_lines():
    runs = [
        run(1, "2026-11-01", checklist="daily", minutes=12),
        run(2, "2026-11-01", checklist="daily", part_of="U1"),
    ]
    (found,) = measured(record(runs=runs))
    assert (found.checklist, found.runs, found.minutes, found.estimate) == ("daily", 1, 12, None)


def test_a_step_with_several_activities_counts_as_often_as_its_most_frequent_one():
    check = {"id": "K1", "start": "2026-01-01", "end": "2026-01-14"}
    older = {"id": "K0", "start": "2025-01-01", "end": "2025-12-31"}
    seen = [
        {"id": "s1", "check": "K1", "activity": "start", "step": "a", "events": 20},
        {"id": "s2", "check": "K1", "activity": "finish", "step": "a", "events": 18},
        {"id": "s3", "check": "K0", "activity": "start", "step": "b", "events": 99},
    ]
    (found,) = measured(record(checks=[older, check], seen_activities=seen))
    assert (found.step, found.seen_a_week, found.runs) == ("a", 10, 0)


def test_a_walk_through_is_no_log():
    walk = {"id": "K1", "kind": "walk", "start": "2026-01-01", "end": "2026-12-31"}
    seen = [{"id": "s1", "check": "K1", "activity": "x", "step": "a", "events": 20}]
    assert measured(record(checks=[walk], seen_activities=seen)) == ()
