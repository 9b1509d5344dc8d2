import pytest

from sop_kit.assess.rules.wording import RULES
from sop_kit.record.tables import Alert, Next, ReleaseStage, Step
from tests.assess.rules.tried import Case, breaches, name_of, places


def step(**columns):
    return {"steps": (Step(**{"id": "S1", "stage": "monitor", "action": "看屏", "role": "oncall"} | columns),)}


def alert(**columns):
    return {"alerts": (Alert(id="A1", **columns),)}


CASES = [
    Case("vague-time", step(standard="及时登记"), ["steps/S1/standard"], step(standard="30 分钟内及时登记")),
    Case(
        "vague-time",
        step(standard="Answer as soon as possible."),
        ["steps/S1/standard"],
        step(standard="Answer as soon as possible, at most within an hour."),
    ),
    Case("vague-judgement", alert(condition="错误明显上升"), ["alerts/A1/condition"], alert(condition="错误率 > 5%")),
    Case(
        "vague-judgement",
        {"release_stages": (ReleaseStage(id="R1", name="1%", gate="Error rate acceptable"),)},
        ["release_stages/R1/gate"],
        {"release_stages": (ReleaseStage(id="R1", name="1%", gate="Acceptable: error rate below 0.5%"),)},
    ),
    Case("vague-people", step(if_it_fails="通知相关人员"), ["steps/S1/if_it_fails"], step(if_it_fails="通知值班")),
    Case(
        "vague-people",
        alert(action="Inform the relevant teams"),
        ["alerts/A1/action"],
        alert(action="Inform the two teams on call"),
    ),
    Case("vague-judgement", step(action="适当放宽阈值"), ["steps/S1/action"], step(action="阈值放宽到 0.8")),
    Case(
        "vague-judgement",
        step(action="Tune the alerts where appropriate"),
        ["steps/S1/action"],
        step(action="Reply with a good and appropriate example"),  # how something is told, not when it is done
    ),
    Case("open-list", step(action="Review all pages, etc."), ["steps/S1/action"], step(action="Review all pages")),
    Case("open-list", step(standard="lint, tests, etc."), ["steps/S1/standard"], step(standard="lint and tests")),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_broken_record_is_blamed_and_a_sound_one_is_not(case: Case):
    assert places(case.rule, case.broken) == case.where
    assert places(case.rule, case.sound) == []


def test_every_rule_is_tried():
    assert {rule.id for rule in RULES} == {case.rule for case in CASES}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("尽快回复客户", "尽快"),
        ("第一时间上报", "第一时间"),
        ("定期检查看板", "定期"),
        ("不定期抽查", "不定期"),
        ("Check the dashboard regularly", "regularly"),
        ("在最短时间内恢复", "最短时间"),
        ("Roll back ASAP", "asap"),
        ("Reviewed periodically", "periodically"),
        ("Respond promptly; log it", "promptly"),
        ("In a timely manner", "in a timely manner"),
        ("抽检 200 笔；结果及时反馈", "及时"),  # the figure stands in another clause
        ("误伤率 ≤ 2%，尽快处理", "尽快"),  # and is not about time
    ],
)
def test_a_vague_word_about_time_is_named(text: str, word: str):
    [(where, told)] = breaches("vague-time", step(standard=text))
    assert where == "steps/S1/standard"
    assert f"“{word}”" in told
    assert "“Standard”" in told


@pytest.mark.parametrize(
    "text",
    [
        "15 分钟内及时处理",
        "及时处理，最迟次日 10:00",
        "上游到数及时率",
        "每周定期复盘",
        "定期存款产品不在范围内",
        "尽快处理（4 小时内）",
        "As soon as the alert fires, page the on-call",
        "promptly, within two hours",
        "Regularly, every Monday",
        "Publishing prompts would help an attacker",
        "the prompt is replayed in the workbench",
        "A page of frequently asked questions",
        "实时打分",
    ],
)
def test_a_text_with_a_time_or_without_a_vague_word_is_left_alone(text: str):
    assert places("vague-time", step(standard=text)) == []


def test_how_often_a_step_is_done_does_not_say_how_soon():
    assert places("vague-time", step(standard="发现异常及时上报", frequency="每班一次")) == ["steps/S1/standard"]
    assert places("vague-time", step(standard="发现异常及时上报", frequency="每班一次", time_limit="15 分钟")) == []


@pytest.mark.parametrize("column", ["time_limit", "frequency", "trigger"])
def test_the_time_of_the_step_itself_makes_the_word_clear(column: str):
    assert places("vague-time", step(action="定期巡检", **{column: "每 2 小时"})) == []
    assert places("vague-time", step(action="定期巡检", **{column: "有空时"})) == ["steps/S1/action"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("必要时升级", "必要时"),
        ("视情况调整阈值", "视情况"),
        ("适当放宽", "适当"),
        ("过杀率合理", "合理"),
        ("样本足够", "足够"),
        ("尽量覆盖全部渠道", "尽量"),
        ("Escalate if necessary", "if necessary"),
        ("Best effort", "best effort"),
        ("Use an appropriate threshold", "appropriate"),
        ("As many cases as possible", "as possible"),
        ("Sufficient coverage of the slices", "sufficient"),
    ],
)
def test_a_vague_condition_is_named(text: str, word: str):
    [(_, told)] = breaches("vague-judgement", step(standard=text))
    assert f"“{word}”" in told


@pytest.mark.parametrize(
    "text",
    [
        "适当放宽到 10%",
        "必要时提高拦截线 0.02",
        "ValidationException = too many input tokens",  # says what a message means, not when something is done
        "差异在统计上显著性检验通过",
        "statistically significant at 95%",
        "一次只动一个开关",
        "拿不准就高定一级",
    ],
)
def test_a_condition_with_a_figure_is_left_alone(text: str):
    assert places("vague-judgement", step(standard=text)) == []


def test_sizes_without_a_figure_are_vague_where_something_is_decided_by_them():
    assert places("vague-judgement", alert(condition="Latency too high")) == ["alerts/A1/condition"]
    assert places("vague-judgement", alert(end_condition="恢复正常")) == ["alerts/A1/end_condition"]
    assert places("vague-judgement", step(next=(Next(to="S2", when="恢复正常"),))) == []
    assert places("vague-judgement", alert(condition="too many errors: 3 in 20 minutes")) == []
    assert places("vague-judgement", step(standard="ServiceUnavailable means too many calls")) == []


def test_the_condition_of_an_arrow_is_read_too():
    assert places("vague-judgement", step(next=(Next(to="S2", when="必要时"),))) == ["steps/S1/next"]


def test_what_people_say_in_other_columns_is_theirs():
    assert places("vague-time", step(done="夜里尽快处理", hot_spot="及时不了", written="定期检查")) == []
