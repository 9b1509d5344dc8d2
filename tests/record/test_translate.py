from sop_kit.record.model import Record
from sop_kit.record.tables import Product, Step, Translation
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
