from sop_kit.document.overview import line_state, overview_sheets, state_text
from sop_kit.document.view import look
from sop_kit.record.collection import LineCollection, Returned, Sent
from sop_kit.record.life_tables import Conflict
from sop_kit.record.model import Record
from sop_kit.record.tables import PersonRow, Product, RoleRow, Step
from sop_kit.words import words

STEP = Step(id="S1", stage="monitor", action="look", role="ops", time_limit="2 h")
CONFLICT = Conflict(id="CF1", table="steps", row="S1", field="role", ours="ops", theirs="shop", theirs_by="Bo")
RECORD = Record(
    product=Product(id="fraud", name="反欺诈", owner="an"),
    people=(PersonRow(id="an", name="安娜"),),
    roles=(RoleRow(id="ops", name="运营"), RoleRow(id="shop", name="门店")),
    steps=(STEP,),
    conflicts=(CONFLICT, CONFLICT.model_copy(update={"id": "CF2", "decision": "ours"})),
)


def sent(owner: str, *returned: str) -> Sent:
    came = tuple(Returned(file="f.xlsx", sha256="0", at=at, number=9) for at in returned)
    facts = {"lang": "zh", "file": f"fraud-{owner}.xlsx", "sha256": "0", "number": 1, "hash": "1"}
    return Sent(owner=owner, at="2026-11-20T08:00:00Z", returned=came, **facts)


def state(*workbooks: Sent, lang: str = "zh"):
    return line_state(look(RECORD, lang), LineCollection(product="fraud", sent=workbooks))


def cells(sheet, *headings: str) -> list[tuple[object, ...]]:
    at = [[column.heading for column in sheet.columns].index(heading) for heading in headings]
    return [tuple(row[place] for place in at) for row in sheet.rows]


def test_each_owner_has_returned_a_workbook_or_not():
    found = state(sent("安娜", "2026-11-21T08:00:00Z", "2026-11-24T08:00:00Z"), sent("Bo"))
    assert [(owner.owner, owner.sent, owner.returned) for owner in found.owners] == [
        ("安娜", "2026-11-20", "2026-11-24"),
        ("Bo", "2026-11-20", ""),
    ]
    assert [state_text(words("zh"), owner) for owner in found.owners] == ["已于 2026-11-24 交回", "未交回"]


def test_a_line_nobody_was_sent_a_workbook_of_is_listed_with_its_owner():
    (owner,) = state().owners
    assert (owner.owner, state_text(words("en"), owner)) == ("安娜", "no workbook written")


def test_what_is_missing_says_whom_to_remind():
    _, missing, _, _ = overview_sheets([state(sent("安娜", "2026-11-21T08:00:00Z"), sent("Bo"))], words("en"))
    assert cells(missing, "Owner", "Product line no.", "Written on") == [("Bo", "fraud", "2026-11-20")]


def test_what_is_incomplete_says_what_a_review_needs_and_whom_to_ask():
    found = state()
    _, _, incomplete, _ = overview_sheets([found], words("zh"))
    ((lacking, ask),) = cells(incomplete, "评审还缺什么", "先问谁")
    assert "写明输出的步骤：0/1" in str(lacking)
    assert str(ask).startswith("安娜")


def test_only_what_is_undecided_stands_in_the_sheet_of_conflicts():
    *_, conflicting = overview_sheets([state()], words("zh"))
    assert cells(conflicting, "冲突编号", "记录中的说法", "另一种说法", "裁决") == [("CF1", "运营", "门店", "")]
    (choices,) = [column.choices for column in conflicting.columns if column.choices]
    assert choices.words == ("保留原说法", "采用另一种", "其他")
