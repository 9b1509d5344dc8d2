"""Names that must mean one thing: references, names twice, translations older than their text."""

import pytest

from tests.assess.rules.records import RULE_BY_ID, messages, places

STEP = "roles: [{id: ops, name: Ops}]\nsteps: [{id: S1, stage: monitor, action: look, role: ops, next: [{to: %s}]}]\n"
SAID = (
    "translations: [{{id: T1, table: steps, row: S1, field: action, lang: en, text: Look, of: {of}}}]\n"
    "steps: [{{id: S1, stage: monitor, action: 看, role: ops}}]"
)


@pytest.mark.parametrize(
    ("rule", "broken", "where", "sound"),
    [
        ("dangling", STEP % "S9", "steps/S1/next", STEP % "S1"),
        (
            "same-name-twice",
            "tools: [{id: a, name: Grafana}, {id: b, name: grafana}]",
            "tools/b/name",
            # Two people may bear one name.
            "tools: [{id: a, name: Grafana}, {id: b, name: Sentry}]\npeople: [{id: a, name: An}, {id: b, name: An}]",
        ),
        ("old-translation", SAID.format(of="盯"), "steps/S1/action", SAID.format(of="看")),
    ],
)
def test_a_rule_finds_what_breaks_it_and_nothing_else(rule, broken, where, sound):
    assert places(rule, broken) == [where]
    assert places(rule, sound) == []


def test_a_lost_reference_says_what_is_missing():
    assert messages("dangling", STEP % "S9")[0].startswith("'S9' is not in Steps.")


def test_pictures_are_looked_for_by_whoever_sees_files():
    assert places("picture", "images: [{id: I1, file: board.png}]") == []
    assert RULE_BY_ID["picture"].severity == "warning"
