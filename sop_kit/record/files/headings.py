"""Which column a heading means, in Chinese and English, and which table a file of columns is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import PurePath

from sop_kit.record.alike import folded
from sop_kit.record.labels import column_label, table_label
from sop_kit.record.model import TABLES
from sop_kit.words import LANGUAGES, words

# Column → headings people give it, besides its own name and the kit's labels. A heading under several columns means
# the first of them that no other heading takes.
_STEP_HEADINGS = {
    "id": "编号,序号,步骤编号,步骤号,step id,step no,number,no,code",
    "stage": "阶段,环节,phase",
    "action": "动作,步骤,操作,做什么,活动,工作内容,内容,步骤描述,activity,task,what,step,description",
    "role": "角色,负责人,谁负责,责任人,责任角色,执行角色,执行人,谁,谁来做,R,responsible,who,owner",
    "accountable": "最终负责,问责,批准人,A",
    "consulted": "咨询,被咨询,征询,C",
    "informed": "知会,告知,被告知,通知,I",
    "supporting": "支持,配合,协助,协同,支持方,配合方,support,supported by,S",
    "performers": "执行人,实际执行人,做过的人,performed by",
    "process": "流程,所属流程,核心流程",
    "title": "名称,标题,步骤名称,步骤,name",
    "trigger": "触发,触发条件,何时,when,triggered by",
    "inputs": "输入,输入物,input",
    "outputs": "输出,输出物,产出,产出物,交付物,记录,output,record",
    "tool": "工具,系统,平台,tools,system",
    "standard": "标准,验收标准,要求,质量标准,standards,acceptance,criteria",
    "time_limit": "时限,期限,完成时限,deadline",
    "frequency": "频率,频次,how often",
    "minutes": "分钟,耗时,用时,耗时分钟,duration",
    "waiting": "等待,等待时间,等待分钟",
    "if_it_fails": "失败处理,异常处理,失败时,如果失败,on failure",
    "next": "下一步,后续,后续步骤,下一步骤,下一步编号,then,next step",
    "written": "书面,文件规定,文档怎么写,书面规定",
    "done": "实际,实际做法,实际怎么做,真实做法",
    "agreed": "约定,商定,今后怎么做",
    "hot_spot": "热点,痛点,hotspot",
    "decidable": "可自行决定,自己能定",
    "evidence": "证据,证据代码",
    "source": "来源,出处,依据,sources,reference",
}
_OTHER_HEADINGS = {
    "id": "编号,序号,代码,number,no,code",
    "name": "名称,姓名,名字,角色,指标,工具,阶段,流程,role,metric,tool,stage,title,person,process",
    "title": "标题,名称,name",
    "text": "内容,描述,说明,正文,经验,教训,事项,行动项,description,lesson,item",
    "department": "部门",
    "contact": "联系方式,电话,邮箱,email,phone",
    "people": "人员,成员,members",
    "deputies": "代理人,备份,后备",
    "does": "职责,做什么,duty,duties,responsibility",
    "owner": "负责人,责任人,责任角色",
    "due": "期限,截止日期,到期,deadline",
    "done": "完成,完成日期",
    "condition": "条件,触发条件,when",
    "action": "动作,措施,处理,怎么做",
    "level": "级别,严重度,severity",
    "severity": "严重度,级别",
    "formula": "公式,口径",
    "frequency": "频率,频次",
    "baseline": "基线",
    "warn": "预警阈值,警告",
    "critical": "严重阈值,严重",
    "kind": "类型,种类,type",
    "link": "链接,网址,地址,url",
    "licence": "许可,license",
    "source": "来源,出处",
    "step": "步骤,步骤编号",
    "role": "角色,负责人",
    "score": "评分,分数,打分",
    "comment": "意见,评论,备注",
    "proposed": "建议文字,建议修改",
    "verdict": "结论",
}
_LONGEST = 100  # characters of a heading that are looked at
_DECORATION = re.compile(r"[(（\[【].*?[)）\]】]|[*＊:：?？_\-\s]")


def columns_of(table: str, headings: Sequence[str]) -> tuple[str, ...]:
    """Return the column that each heading means, "" for one that means none or one already taken."""
    meanings = [_meanings(table).get(_plain(heading), ()) for heading in headings]
    found = [""] * len(headings)
    own = {_plain(column) for column in TABLES[table].model_fields}
    # A column's own name comes first, then what means one column only: "步骤" beside "动作" is the title.
    order = sorted(range(len(headings)), key=lambda each: (_plain(headings[each]) not in own, len(meanings[each])))
    for number in order:
        free = [column for column in meanings[number] if column not in found]
        found[number] = free[0] if free else ""
    return tuple(found)


def table_of(name: str, headings: Sequence[str]) -> str:
    """Return the table that a file of columns is, by its name or by its headings; "" when several fit alike."""
    return table_of_name(name) or _table_of_headings(headings)


def recognised(headings: Iterable[str]) -> int:
    """Return how many of the headings mean a column of some table."""
    return sum(_plain(heading) in _known_headings() for heading in headings)


def table_of_name(name: str) -> str:
    """Return the table that a file is named after, "" when it is named after none."""
    stem = PurePath(name.replace("\\", "/")).stem
    last = re.split(r"[\s.\-]+", stem)[-1]
    for table, spoken in _table_names().items():
        if {folded(stem), folded(last)} & {folded(word) for word in (table, *spoken)}:
            return table
    return ""


def product_stem(name: str) -> str:
    """Return the file's name without its suffix and without the name of a table at its end."""
    stem = PurePath(name.replace("\\", "/")).stem.strip()
    for table, spoken in _table_names().items():
        for word in (table, *spoken):
            found = re.fullmatch(rf"(.+?)[\s._-]+{re.escape(word)}", stem, re.IGNORECASE)
            if found:
                return found[1]
    return stem


def _table_of_headings(headings: Sequence[str]) -> str:
    fits: dict[str, tuple[int, bool]] = {}
    for table, model in TABLES.items():
        found = set(columns_of(table, headings)) - {"", "id"}
        needed = {name for name, field in model.model_fields.items() if field.is_required() and name != "id"}
        if found:
            fits[table] = (len(found), needed <= found)
    best = max(fits.values(), default=None)
    fitting = [table for table, fit in fits.items() if fit == best]
    if not fitting or "steps" in fitting:
        return "steps"
    return fitting[0] if len(fitting) == 1 else ""


@cache
def _meanings(table: str) -> Mapping[str, tuple[str, ...]]:
    columns = tuple(TABLES[table].model_fields)
    meanings: dict[str, tuple[str, ...]] = {}
    others = _STEP_HEADINGS if table == "steps" else _OTHER_HEADINGS
    for column in columns:
        labels = [column_label(words(lang), column) for lang in LANGUAGES]
        for heading in (*labels, *others.get(column, "").split(",")):
            key = _plain(heading)
            if key and column not in meanings.get(key, ()):
                meanings[key] = (*meanings.get(key, ()), column)
    # A column's own name means that column and nothing else.
    return meanings | {_plain(column): (column,) for column in columns}


@cache
def _known_headings() -> frozenset[str]:
    return frozenset(heading for table in TABLES for heading in _meanings(table))


@cache
def _table_names() -> Mapping[str, tuple[str, ...]]:
    return {table: tuple(table_label(words(lang), table) for lang in LANGUAGES) for table in TABLES}


def _plain(heading: str) -> str:
    heading = heading[:_LONGEST]
    return folded(_DECORATION.sub("", heading)) or folded(heading)
