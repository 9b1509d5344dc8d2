import pytest

from sop_kit.record.alike import alike, did_you_mean, folded


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("GC99", ["GC09", "LW01"], "GC09"),
        ("Incident triager", ["Patch reviewer", "Incident triager (ML engineer)"], "Incident triager (ML engineer)"),
        ("数据科学家", ["产品经理", "数据科学家／评测"], "数据科学家／评测"),
        ("monitr", ["monitor", "release"], "monitor"),
        ("AWS", ["SteerCo", "Moderator"], ""),
        ("", ["a"], ""),
        ("a", [], ""),
    ],
)
def test_the_most_alike_name_is_found(text: str, known: list[str], expected: str):
    assert alike(text, known) == expected


def test_case_width_and_spaces_do_not_count():
    assert folded(" ＭＬ  sre ") == folded("ML SRE")


def test_the_hint_is_a_question():
    assert str(did_you_mean("stge", ["stage"])) == " Did you mean 'stage'?"
    assert did_you_mean("xyz", ["stage"]) == ""
