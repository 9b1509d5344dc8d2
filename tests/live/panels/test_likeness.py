"""Which notes are proposed to be put together, in Chinese and in English."""

import pytest

from sop_kit.live.panels.likeness import Proposal, features, proposals, shared_words

NIGHT = ["Nobody knows who may stop the model at night", "At night we do not know who may stop it"]
WAITING = ["Waiting for the product manager costs forty minutes", "We wait for the product manager every time"]
ALERTS = ["Alerts that nobody looks at", "Too many alerts, nobody looks"]
ALONE = ["The data team hears of definition changes last", "Good coffee"]
MANAGER_ZH = ["等产品经理确认要四十分钟", "每次都要等产品经理"]
ALERTS_ZH = ["告警太多没人看", "没人看的告警越来越多"]
ALONE_ZH = ["口径变了数据组最后才知道", "值班交接做得好"]


def notes(*texts):
    return {f"N{place}": text for place, text in enumerate(texts, start=1)}


def groups(texts, clusters=None):
    rows = notes(*texts)
    return [[rows[row] for row in each.notes] for each in proposals(rows, clusters or {})]


def test_english_notes_about_the_same_are_proposed_together_and_no_others():
    found = groups([*NIGHT, *WAITING, *ALERTS, *ALONE])
    assert sorted(found) == sorted([NIGHT, WAITING, ALERTS])


def test_chinese_notes_about_the_same_are_proposed_together_and_no_others():
    found = groups([*MANAGER_ZH, *ALERTS_ZH, *ALONE_ZH])
    assert sorted(found) == sorted([MANAGER_ZH, ALERTS_ZH])


def test_a_loose_note_is_proposed_for_the_cluster_it_is_like():
    assert proposals(notes(NIGHT[1], ALONE[1]), {"night": [NIGHT[0]], "wait": [WAITING[0]]}) == (
        Proposal(("N1",), "night"),
    )


def test_the_same_sentence_twice_is_proposed_together_whatever_it_says():
    assert groups(["x1", "x1", "慢"]) == [["x1", "x1"]]


@pytest.mark.parametrize("text", ["", "…", "我", "the of and", "🙂"])
def test_notes_that_say_nothing_are_like_nothing(text):
    assert features(text) == frozenset()
    assert groups([text, text, *NIGHT]) == [NIGHT]


def test_a_first_name_is_what_all_notes_have_in_common():
    assert shared_words(WAITING) == "product manager"
    assert shared_words(MANAGER_ZH) == "等产品经理"
    assert shared_words(["Ｗaiting for ＡＩ", "waiting for AI"]) == "Waiting for AI"
    assert shared_words([NIGHT[0], ALONE[1]]) == ""
    assert shared_words([]) == ""


def test_three_hundred_notes_are_compared_and_the_rest_is_left_to_people():
    rows = notes(*[NIGHT[0]] * 400)
    assert [len(each.notes) for each in proposals(rows, {})] == [300]
