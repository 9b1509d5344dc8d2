from sop_kit.record.model import Record
from sop_kit.record.reality_tables import Activity, SeenActivity, SeenFlow
from sop_kit.record.tables import Next, Product, Step, Translation
from sop_kit.record.translate import in_language

STEP = Step(id="S01", stage="monitor", action="看大盘", role="oncall")


def record(*translations: Translation) -> Record:
    return Record(
        product=Product(id="line", name="反欺诈", languages=("zh", "en")), steps=(STEP,), translations=translations
    )


def said(**facts: str) -> Translation:
    return Translation(id="t1", table="steps", row="S01", field="action", lang="en", text="Look at the board", **facts)


def test_a_translated_field_is_said_in_the_other_language():
    english, stale = in_language(record(said(of="看大盘")), "en")
    assert english.steps[0].action == "Look at the board"
    assert not stale


def test_the_own_language_is_left_as_written():
    assert in_language(record(said()), "zh")[0].steps[0].action == "看大盘"


def test_a_translation_of_an_older_text_is_stale():
    assert in_language(record(said(of="看告警")), "en")[1] == {("steps", "S01", "action")}


def test_a_translation_of_what_is_gone_changes_nothing():
    gone = Translation(id="t2", table="steps", row="S99", field="action", lang="en", text="?")
    assert in_language(record(gone), "en")[0].steps == (STEP,)


def branching(text: str, of: str) -> Record:
    step = STEP.model_copy(update={"next": (Next(to="S02", when="不通过"), Next(to="S03", when="通过"))})
    entry = Translation(id="t3", table="steps", row="S01", field="next", lang="en", text=text, of=of)
    return record(entry).replace(steps=(step,))


def test_the_conditions_of_arrows_are_said_in_the_other_language():
    english, stale = in_language(branching("S02 [fails]; S03 [passes]", "S02 [不通过]; S03 [通过]"), "en")
    assert [(arrow.to, arrow.when) for arrow in english.steps[0].next] == [("S02", "fails"), ("S03", "passes")]
    assert not stale


def test_arrows_that_lead_elsewhere_by_now_stay_as_they_are_and_are_stale():
    english, stale = in_language(branching("S02 [fails]; S09 [passes]", "S02 [不通过]; S09 [通过]"), "en")
    assert [(arrow.to, arrow.when) for arrow in english.steps[0].next] == [("S02", "不通过"), ("S03", "通过")]
    assert stale == {("steps", "S01", "next")}


def test_an_activity_of_the_log_is_named_alike_wherever_the_log_is_shown():
    seen = Record(
        product=Product(id="line", name="反欺诈", languages=("zh", "en")),
        activity_map=(Activity(id="AM1", activity="看大盘"), Activity(id="AM2", activity="确认告警")),
        seen_activities=(SeenActivity(id="SA1", activity="看大盘", events=3),),
        seen_flows=(SeenFlow(id="SF1", first_activity="看大盘", second_activity="确认告警", count=2),),
        translations=(Translation(id="t1", table="activity_map", row="AM1", field="activity", lang="en", text="Look"),),
    )
    english, stale = in_language(seen, "en")
    assert english.seen_activities[0].activity == "Look"
    assert (english.seen_flows[0].first_activity, english.seen_flows[0].second_activity) == ("Look", "确认告警")
    assert not stale


def test_two_activities_with_one_translation_keep_their_own_names():
    both = {"table": "activity_map", "field": "activity", "lang": "en", "text": "Look"}
    seen = Record(
        product=Product(id="line", name="反欺诈", languages=("zh", "en")),
        activity_map=(Activity(id="AM1", activity="看大盘"), Activity(id="AM2", activity="看告警")),
        seen_activities=(SeenActivity(id="SA1", activity="看大盘", events=3),),
        translations=(Translation(id="t1", row="AM1", **both), Translation(id="t2", row="AM2", **both)),
    )
    assert in_language(seen, "en")[0].seen_activities[0].activity == "看大盘"
