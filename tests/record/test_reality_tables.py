"""The tables about reality take what people write: a rule by any name that Declare, its tools or a team use for it."""

import pytest

from sop_kit.record.files.apart import Apart
from sop_kit.record.files.merge import read_files
from sop_kit.record.reality_tables import Constraint
from sop_kit.record.value_labels import choice_names
from sop_kit.words import words

PRODUCT = "schema: 1\nproduct: {id: p, name: P}\n"
NAMES = {
    "Exactly One": "exactly",
    "exactly-one": "exactly",
    "Participation": "existence",
    "Responded Existence": "responded_existence",
    "RespondedExistence": "responded_existence",
    "Co-Existence": "coexistence",
    "AlternateResponse": "alternate_response",
    "CHAIN PRECEDENCE": "chain_precedence",
    "Not Co-Existence": "not_coexistence",
    "Not Response": "not_succession",
    "NotChainSuccession": "not_chain_succession",
    "Exclusive choice": "exclusive_choice",
    "Four-eyes principle": "four_eyes",
    "四眼原则": "four_eyes",
    "时间窗": "time_window",
    "Time window": "time_window",
    "last": "end",
}


def read(*files):
    contents = [(name, text.encode()) for name, text in files]
    return read_files(contents, product=None, name=None, base=None, read=Apart())


def as_yaml(name):
    return read(("r.yaml", f'{PRODUCT}constraints:\n  - {{id: K1, kind: "{name}", first: S1}}\n'))


def as_csv(name):
    return read(("r.yaml", PRODUCT), ("constraints.csv", f'id,kind,first\nK1,"{name}",S1\n'))


@pytest.mark.parametrize("written", [as_yaml, as_csv])
def test_a_rule_is_known_by_every_name_people_use(written):
    labels = {
        name: kind for lang in ("zh", "en") for kind, name in choice_names(words(lang), Constraint, "kind").items()
    }
    for name, kind in {**labels, **NAMES}.items():
        reading = written(name)
        assert [row.kind for row in reading.record.constraints] == [kind], (name, reading.problems)


def test_a_name_that_is_no_rule_is_refused_as_it_was_written():
    (problem,) = as_yaml("先来后到吧").problems
    assert "先来后到吧" in str(problem.what)
