import pytest
from pydantic import ValidationError

from sop_kit.record.model import Record
from sop_kit.record.reasons import explain
from sop_kit.words import words

STEP = {"id": "a", "stage": "monitor", "action": "Look", "role": "dev"}


def refusal(**tables: object) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        Record.model_validate({"product": {"id": "x"}, **tables})
    return caught.value


@pytest.mark.parametrize(
    ("tables", "english", "chinese"),
    [
        (
            {"steps": [STEP | {"stage": "monitr"}]},
            (
                "steps/0/stage: 'monitr' is not one of monitor, feedback, analyse, decide, optimise, release. "
                "Did you mean 'monitor'?"
            ),
            (
                "steps/0/stage：“monitr”不在可选值之内，可选：monitor 监控、feedback 反馈、analyse 分析、decide 决策、"
                "optimise 优化、release 发布。是不是“monitor”？"
            ),
        ),
        (
            {"steps": [STEP | {"minutes": -1}]},
            "steps/0/minutes: -1 is too little; write 0 or more.",
            "steps/0/minutes：-1 太小，请写 0 或更大的数。",
        ),
        (
            {"steps": [STEP | {"minutes": 2_000_000}]},
            "steps/0/minutes: 2000000 is too much; write 1,000,000 or less.",
            "steps/0/minutes：2000000 太大，请写 1,000,000 或更小的数。",
        ),
        (
            {"people": [{"id": "a b", "name": "Ana"}]},
            "people/0/id: 'a b' is no id: use 1 to 80 letters, digits or . - _ / : # ( ) + & without spaces.",
            "people/0/id：“a b”不能作编号：请用 1 至 80 个文字、数字或 . - _ / : # ( ) + &，中间不留空格。",
        ),
        (
            {"people": [{"id": "a", "name": "\a"}]},
            "people/0/name: the character U+0007 cannot be stored; delete it.",
            "people/0/name：字符 U+0007 无法保存，请删去。",
        ),
        (
            {"people": [{"id": "a", "name": "Ana"}] * 2},
            "The id 'a' occurs twice in People.",
            "“人员”表里编号“a”出现了两次。",
        ),
        (
            {"people": [{"id": "a", "name": "Ana", "nickname": "A"}]},
            "people/0/nickname: this name is not known here.",
            "people/0/nickname：这里没有这个名称。",
        ),
        (
            {"people": [{"id": "a"}]},
            "people/0/name: it is empty, and must be stated.",
            "people/0/name：这一项不能为空，请填写。",
        ),
    ],
)
def test_a_refusal_says_what_to_write(tables: dict[str, object], english: str, chinese: str):
    found = explain(refusal(**tables))
    assert (found.said(words("en")), found.said(words("zh"))) == (english, chinese)


def test_every_refusal_of_a_record_is_told():
    found = explain(refusal(steps=[STEP | {"stage": "x", "minutes": "five"}]))
    assert [str(each).partition(":")[0] for each in found] == ["steps/0/stage", "steps/0/minutes"]
