"""What the rules find, in the document: folded into annex C, by name, with the way to mend it."""

import pytest

from sop_kit.assess.rules import Fault
from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Bullets, Fold, Table
from sop_kit.document.chapters.annexes import open_questions
from sop_kit.document.faults import counted, fault_groups, fix_text, place_inline, rows_of, rule_blocks, rule_fold
from sop_kit.document.view import View, look
from sop_kit.errors import phrase
from tests.assess.rules.records import record_of

TORN = """
people: [{id: li, name: 李工}]
roles: [{id: ops, name: 值班, people: [li]}, {id: ai, name: 算法}]
steps:
  - {id: S1, stage: monitor, action: 看板, role: ops, accountable: [ops, ai], next: [{to: S2}]}
  - {id: S2, stage: decide, action: 定级, role: ai, accountable: [ops, ai], next: [{to: S1}]}
"""
OFF = "settings: {rules_off: {two-accountables: 双负责人是董事会定的}}\n"


def view_of(text: str, lang: str = "zh") -> View:
    return look(record_of(text), lang)


def calm(lang: str) -> View:
    """Return the view of a record in which there is nothing to find: it is empty, and says who may read it."""
    record = record_of("")
    return look(record.replace(product=record.product.model_copy(update={"classification": "internal"})), lang)


def fault(where: str, rule: str = "r") -> Fault:
    return Fault(rule=rule, severity="warning", where=where, message=phrase("x"), fix=phrase("y"))


def test_annex_c_ends_with_a_fold_of_what_the_rules_find():
    (fold,) = [block for block in open_questions(view_of(TORN)) if isinstance(block, Fold)]
    assert fold.anchor == "annex-questions-rules"
    assert fold.summary.startswith("规则查出的问题：错误 2、警告 1")
    (table,) = [block for block in fold.blocks if isinstance(block, Table)]
    rule, what, fix = table.rows[0].cells
    assert text_of(rule) == "错误\ntwo-accountables"
    assert text_of(what) == "2 个角色对这一步最终负责：值班、算法。 S1、S2"
    assert [span.to for span in what if span.to] == ["#step-S1", "#step-S2"]
    assert text_of(fix).startswith("“最终负责（A）”只留一个角色")


def test_a_role_is_shown_by_its_name():
    table = next(block for block in rule_fold(view_of(TORN))[0].blocks if isinstance(block, Table))
    assert any(text_of(row.cells[1]) == "这个角色只有一个人，没有代理人。 值班" for row in table.rows)


def test_what_is_missing_is_asked_in_annex_c_and_not_found_again():
    text = "".join(str(block) for block in rule_fold(view_of(TORN)))
    assert "steps-standard" not in text


def test_a_rule_that_is_switched_off_stands_there_with_its_reason():
    fold = rule_fold(view_of(OFF + TORN))[0]
    (bullets,) = [block for block in fold.blocks if isinstance(block, Bullets)]
    assert [text_of(item) for item in bullets.items] == ["two-accountables · 双负责人是董事会定的"]
    assert not any("错误" in text_of(row.cells[0]) for row in fold.blocks[0].rows)


def test_a_record_without_faults_has_no_fold():
    assert rule_fold(calm("zh")) == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_for_the_notebooks_says_how_many_questions_there_are(lang):
    blocks = rule_blocks(view_of(TORN, lang))
    text = " ".join(text_of(block.spans) for block in blocks if hasattr(block, "spans"))
    assert ("附录 C" if lang == "zh" else "annex C") in text


def test_a_page_with_nothing_to_mend_says_so():
    titles = [block.title for block in rule_blocks(calm("en")) if hasattr(block, "title")]
    assert titles == ["The rules find nothing wrong."]


def test_whoever_knows_is_asked_beside_what_is_to_be_written():
    view = view_of("hotfixes: [{id: H1, decider: ops}]\nroles: [{id: ops, name: 值班}]\n")
    (one,) = [each for each in view.assessment.faults if each.rule == "hotfix-without-expiry"]
    assert fix_text(view, [one]) == "写明哪天自动失效。问：值班"
    assert fix_text(view_of(TORN), [each for each in view.assessment.faults if each.rule == "metrics"]).startswith(
        "问："
    )


def test_groups_put_the_gravest_first_and_count_rows():
    faults = [fault("steps/S1", "a"), fault("steps/S1,S2/role", "b"), fault("steps/S3", "b")]
    assert [(group.rule, group.places) for group in fault_groups(faults)] == [("b", 3), ("a", 1)]


@pytest.mark.parametrize(
    ("where", "rows"),
    [("steps/S1,S2/role", ("S1", "S2")), ("steps", ()), ("product/owner", ("owner",)), ("", ())],
)
def test_a_place_names_its_rows(where, rows):
    assert rows_of(where) == rows


def test_many_places_are_counted_and_one_table_is_named_once():
    view = view_of(TORN, "en")
    many = [fault(f"metrics/M{n}") for n in range(10)]
    assert text_of(place_inline(view, many)) == "Metrics M0, M1, M2, M3, M4, M5, M6, M7 and 2 more"
    assert text_of(place_inline(view, [fault("product/owner")])) == "Product line"


def test_nothing_found_counts_to_nothing():
    assert counted(view_of("", "en").say, ()) == ""
