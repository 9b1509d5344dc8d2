"""What people write, in Chinese or English, for the values a column knows by one word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, get_args, get_origin

from sop_kit.record.alike import folded
from sop_kit.record.tables import Fact
from sop_kit.record.value_labels import choice_names
from sop_kit.words import LANGUAGES, words

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
        "retrospective": "复盘",
        "review": "评审",
        "prepared": "编制,编写",
        "checked": "审核,校核",
        "approved": "批准,审批",
        "existence": "存在",
        "absence": "不存在",
        "init": "开始于,起始",
        "end": "结束于,终止",
        "response": "响应",
        "precedence": "先行",
        "succession": "先后",
        "chain_response": "紧接响应,chain response",
        "chain_precedence": "紧接先行,chain precedence",
        "chain_succession": "紧接先后,chain succession",
        "responded_existence": "伴随存在,responded existence",
        "not_coexistence": "不共存,not coexistence,not co-existence",
        "not_succession": "不先后,not succession",
        "exactly": "恰好,正好",
        "choice": "选择,任选",
        "exclusive_choice": "互斥选择,二选一",
        "coexistence": "共存",
        "alternate_response": "交替响应",
        "alternate_precedence": "交替先行",
        "alternate_succession": "交替先后",
        "not_chain_succession": "不紧接先后",
        "time_window": "时间窗,时间窗口,时段",
        "duration": "时长,耗时,时限",
        "four_eyes": "四眼原则,四眼,双人复核,职责分离",
    },
    "verdict": {
        "agree": "同意",
        "agree_with_note": "同意并附意见,附意见同意,agree with note",
        "block": "反对,阻断,不同意",
        "accepted": "采纳,接受",
        "rejected": "不采纳,驳回",
    },
    "result": {"complete": "完成,已完成", "partly": "部分完成", "stopped": "中止,停止"},
    "decision": {"ours": "保留原说法,保留,a", "theirs": "采用另一种,采用,b", "other": "另写,其他"},
}
_YES_NO = {"true": "yes,y,true,1,是,对,√,✓,✔", "false": "no,n,false,0,否,不,×,✗,✘"}
_LONGEST = 80  # characters: no word is longer
_NOT_JUDGED = "cannot judge,can't judge,无法判断,不能判断,不了解"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a column takes: any text when all of these are false, else a list, one of a few words, yes/no, or more."""

    column: str
    words: tuple[str, ...]  # the only words it takes
    is_list: bool
    is_text: bool  # one text, neither a list nor one of a few words
    is_yes_no: bool
    labels: Mapping[str, str] = field(default_factory=dict)  # what its words are called in front of people, folded


@cache
def column_kind(model: type[Fact], column: str) -> Kind:
    """Return what a column of a table takes."""
    annotation = model.model_fields[column].annotation
    listed = get_origin(annotation) is tuple
    single = get_args(annotation)[0] if listed else annotation
    known = tuple(str(word) for word in get_args(single)) if get_origin(single) is Literal else ()
    named = [choice_names(words(lang), model, column) for lang in LANGUAGES] if known and not listed else []
    return Kind(
        column=column,
        words=known,
        is_list=listed,
        is_text=annotation is str,
        is_yes_no=annotation is bool,
        labels={folded(label): word for names in named for word, label in names.items()},
    )


def meant(kind: Kind, text: str) -> str | None:
    """Return the column's word for what a person wrote; ``None`` when they wrote that there is no value.

    A text that means none of its words comes back as it is, for the check to refuse.
    """
    if kind.is_yes_no:
        return _lookup(text, _YES_NO) or text
    if kind.column == "score" and folded(text[:_LONGEST]) in {folded(word) for word in _NOT_JUDGED.split(",")}:
        return None
    if not kind.words or text in kind.words:
        return text
    if folded(text[:_LONGEST]) in kind.labels:
        return kind.labels[folded(text[:_LONGEST])]
    said = {word: f"{word},{_SPOKEN.get(kind.column, {}).get(word, '')}" for word in kind.words if word}
    return _lookup(text, said) or text


def _lookup(text: str, said: Mapping[str, str]) -> str:
    wanted = folded(text[:_LONGEST])
    return next((word for word, spoken in said.items() if wanted and wanted in map(folded, spoken.split(","))), "")
