"""The burden counts what the record says, and says of what it counts nothing."""

import pytest

from sop_kit.assess.burden.counting import Measure, burden
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, ReleaseStage, RoleRow, Step


def step(name: str, **more: object) -> Step:
    return Step.model_validate({"id": name, "stage": "monitor", "action": "look", "role": "ops", **more})


def record(*steps: Step, **tables: tuple[object, ...]) -> Record:
    return Record.model_validate({"product": Product(id="line"), "steps": steps, **tables})


def arrows(*targets: str) -> list[dict[str, str]]:
    return [{"to": target} for target in targets]


def test_minutes_are_those_of_a_run_times_the_runs_of_a_week_and_the_rest_is_named():
    found = burden(
        record(
            step("daily", minutes=10, frequency="daily"),
            step("weekly", minutes=60, frequency="每周两次", role="boss"),
            step("triggered", minutes=5, trigger="every Monday"),  # how often stands in its trigger
            step("alert", minutes=5, frequency="每例"),
            step("odd", minutes=5, frequency="now and then"),
            step("silent", minutes=5),
            step("untimed", frequency="daily"),
            step("endless", minutes=5, frequency="continuous"),
        )
    )
    assert found.minutes == Measure(value=70 + 120 + 5, known=3, of=8)
    assert [(load.role, load.steps, load.minutes.value, load.minutes.known) for load in found.loads] == [
        ("boss", 1, 120, 1),
        ("ops", 7, 75, 2),
    ]
    assert [(each.step, each.why) for each in found.uncounted] == [
        ("alert", "each"),
        ("odd", "unclear"),
        ("silent", "frequency"),
        ("untimed", "minutes"),
        ("endless", "always"),
    ]


def test_what_nobody_told_is_missing_and_not_nought():
    found = burden(record(step("a"), step("b")))
    assert (found.minutes, found.waiting, found.waiting_share, found.hand_offs, found.tools) == (
        Measure(value=None, known=0, of=2),
    ) * 5
    assert found.gates == Measure(value=None, known=0, of=0)


def test_a_record_without_steps_asks_for_nothing():
    found = burden(record())
    assert (found.steps, found.loads, found.length.value, found.loops) == (0, (), None, ())


def test_a_machine_spends_nobodys_minutes_and_approves_nothing():
    ci = RoleRow(id="ci", name="CI (GitHub Actions)")
    found = burden(
        record(
            step("a", role="ci", minutes=10, frequency="daily", action="Approve the build"),
            step("b", minutes=10, frequency="weekly", action="Approve the release"),
            roles=(ci,),
        )
    )
    assert (found.minutes, found.machines, found.approvals) == (Measure(value=10, known=1, of=1), ("a",), ("b",))


def test_an_arrow_to_another_role_is_a_hand_off():
    found = burden(record(step("a", next=arrows("b", "c")), step("b", role="boss", next=arrows("a")), step("c")))
    assert found.hand_offs == Measure(value=2, known=2, of=3)
    assert found.hand_off_arrows == (("a", "b"), ("b", "a"))


def test_the_loop_of_the_whole_workflow_is_no_way_back():
    flow = record(
        step("M", next=arrows("F")),
        step("F", stage="feedback", next=arrows("O")),
        step("O", stage="optimise", next=arrows("R")),
        step("R", stage="release", next=arrows("M", "F")),
    )
    assert (burden(flow).loops, burden(flow).back) == ((), ())


def test_work_that_comes_back_is_told_by_its_shortest_way():
    flow = record(
        step("D", stage="decide", next=arrows("O")),
        step("O", stage="optimise", next=arrows("E")),
        step("E", stage="optimise", next=arrows("R", "O")),
        step("R", stage="release", next=arrows("D")),
    )
    found = burden(flow)
    assert found.loops == (("O", "E"), ("D", "O", "E", "R"))
    assert found.back == (("R", "D"),)


def test_waiting_is_weighed_only_where_work_is_known_too():
    found = burden(record(step("a", minutes=10, waiting=30), step("b", waiting=60), step("c", minutes=5)))
    assert found.waiting == Measure(value=90, known=2, of=3)
    assert found.waiting_share == Measure(value=0.75, known=1, of=3)


def test_chinese_is_measured_in_characters_and_compared_in_words():
    found = burden(record(step("a", action="接班看屏十七个字加上后面这几个字吧", outputs="GPM log")))
    assert (found.characters, found.words) == (17, 2)
    assert found.length.value == pytest.approx(17 / 1.7 + 2)


def test_a_release_stage_counts_once_somebody_decides_it():
    stages = (ReleaseStage(id="1", name="1 %", decider="ops"), ReleaseStage(id="2", name="all"))
    assert burden(record(step("a"), release_stages=stages)).gates == Measure(value=1, known=1, of=2)


def test_steps_that_decide_or_approve_are_told_by_what_they_say():
    found = burden(
        record(
            step("a", title="上线评审", stage="decide"),
            step("b", stage="decide", action="写一页提案"),  # a proposal decides nothing
            step("c", stage="optimise", action="另一人审核后上线"),
            step("d", action="随机抽 200 笔放行"),  # what was let through before is looked at
            step("e", stage="release", action="写清谁拍板"),
            step("f", stage="analyse", action="Review model performance"),
            step("g", stage="decide", action="Review the patch"),
        )
    )
    assert found.approvals == ("a", "c", "g")


@pytest.mark.parametrize(
    ("line", "steps", "hand_offs", "minutes", "machines"),
    [
        ("recommender", 32, 38, (32, 32), 0),
        ("govuk-chat", 26, 8, (0, 24), 2),
        ("openfoodfacts-robotoff", 24, 16, (0, 14), 10),
    ],
)
def test_the_example_lines_are_counted(line: str, steps: int, hand_offs: int, minutes: tuple[int, int], machines: int):
    given = read_record(kit_path("workshop", f"{line}.yaml").read_bytes(), line).record
    assert given is not None
    found = burden(given)
    assert (found.steps, found.hand_offs.value) == (steps, hand_offs)
    assert ((found.minutes.known, found.minutes.of), len(found.machines)) == (minutes, machines)


def test_where_the_record_gives_no_number_the_event_log_does():
    found = burden(
        record(
            step("alert", minutes=10, frequency="每例"),
            step("daily", minutes=10, frequency="daily"),
            step("unseen", minutes=10, frequency="每例"),
            checks=[{"id": "K1", "start": "2026-01-01", "end": "2026-01-14"}],
            seen_activities=[
                {"id": "s1", "check": "K1", "step": "alert", "events": 6},
                {"id": "s2", "check": "K1", "step": "daily", "events": 2},  # the record's own word stands
            ],
        )
    )
    assert (found.minutes, found.by_log) == (Measure(value=30 + 70, known=2, of=3), ("alert",))
    assert [each.step for each in found.uncounted] == ["unseen"]
