"""What people write, in Chinese or English, for the values a column knows by one word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from sop_kit.record.alike import folded
from sop_kit.record.tables import Fact

# Column → value → words for it besides the value itself.
_SPOKEN: Mapping[str, Mapping[str, str]] = {
    "stage": {
        "monitor": "监控,监测,日常监控,监控与预警,monitoring",
        "feedback": "反馈,专家反馈,收集反馈",
        "analyse": "分析,analyze,analysis,analysing,analyzing",
        "decide": "决策,决定,decision,deciding",
        "optimise": "优化,迭代,迭代优化,optimize,optimisation,optimization,iteration",
        "release": "发布,上线,版本发布,releasing",
    },
    "decidable": {"yes": "是,能,可以,y,true", "no": "否,不能,不可以,n,false"},
    "languages": {"zh": "中文,汉语,zh-cn,zh_cn,chinese", "en": "英文,英语,en-us,en-gb,english"},
    "lang": {"zh": "中文,汉语,zh-cn,zh_cn,chinese", "en": "英文,英语,en-us,en-gb,english"},
    "aspect": {"feasibility": "可行性", "clarity": "职责清晰度,清晰度", "accuracy": "准确性"},
    "kind": {
        "stop": "停用,停止",
        "roll_back": "回滚,roll back,rollback",
        "retrain": "重训,重新训练",
        "release": "发布,上线",
        "other": "其他",
        "tool": "工具",
        "template": "模板",
        "worked": "有效,成功,经验",
        "failed": "失败,教训",
        "pain": "痛点",
    },
}
_YES_NO = {"true": "yes,y,true,1,是,对,√,✓,✔", "false": "no,n,false,0,否,不,×,✗,✘"}
_NOT_JUDGED = "cannot judge,can't judge,无法判断,不能判断,不了解"


def choices(field: FieldInfo) -> tuple[str, ...]:
    """Return the words a column is limited to, () when it takes any text."""
    kind = field.annotation
    if get_origin(kind) is tuple:
        kind = get_args(kind)[0]
    return tuple(str(word) for word in get_args(kind)) if get_origin(kind) is Literal else ()


def is_list(model: type[Fact], column: str) -> bool:
    """Return whether a column holds several values."""
    default: object = model.model_fields[column].default
    return default == ()


def is_text(model: type[Fact], column: str) -> bool:
    """Return whether a column holds one text, and neither a number, a list, nor one of a few words."""
    field = model.model_fields[column]
    return field.annotation is str and not is_list(model, column)


def meant(model: type[Fact], column: str, text: str) -> str | None:
    """Return the column's word for what a person wrote; ``None`` when they wrote that there is no value.

    A text that means none of its words comes back as it is, for the check to refuse.
    """
    field = model.model_fields[column]
    if field.annotation is bool:
        return _lookup(text, _YES_NO) or text
    if column == "score" and folded(text) in {folded(word) for word in _NOT_JUDGED.split(",")}:
        return None
    known = choices(field)
    if text in known:
        return text
    if known:
        said = {word: f"{word},{_SPOKEN.get(column, {}).get(word, '')}" for word in known if word}
        return _lookup(text, said) or text
    return text


def _lookup(text: str, said: Mapping[str, str]) -> str:
    wanted = folded(text[:80])
    return next((word for word, spoken in said.items() if wanted in map(folded, spoken.split(",")) and wanted), "")
