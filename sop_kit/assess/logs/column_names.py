"""What the columns of an event log are usually called, in English and Chinese, the surest names first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

Role = Literal["case", "activity", "time", "resource"]
ROLES: tuple[Role, ...] = ("case", "activity", "time", "resource")

# Each line stands before the next; names of one line are as good as each other. Written as ``plain_name`` gives them.
_USUAL: Mapping[Role, str] = {
    "case": """
        caseconceptname
        case caseid casename casekey caseno casenumber 案例 案例id 案例号 案例编号 案例名称
        trace traceid traceconceptname processinstance processinstanceid instanceid
            流程实例 流程实例id 流程实例号 实例id 实例编号
        ticket ticketid ticketno ticketnumber incident incidentid incidentno incidentnumber requestid requestno srnumber
            工单 工单号 工单id 工单编号 工单单号
        order orderid orderno ordernumber issue issueid issuekey change changeid changenumber release releaseid
            jobid runid 订单 订单号 订单编号 订单id 事件单号 变更单号 发布单号 申请单号 任务单号 需求单号
            业务单号 业务编号 单号 单据号 流水号 流程编号 流程id 申请编号
        version tag 版本 版本号
        id number no key 编号
    """,  # those of the last line say little: they may number the lines of the file
    "activity": """
        conceptname
        activity activityname 活动 活动名 活动名称
        event eventname task taskname step stepname operation operationname action actionname activityid
            环节 环节名 环节名称 步骤 步骤名称 节点 节点名称 流程节点 流程环节 任务名称
            操作 操作名称 动作 工序 工序名称 事件 事件名称
        eventtype activitytype actiontype 操作类型 事件类型 任务
        state status stage phase 状态 阶段
    """,
    "time": """
        timetimestamp
        timestamp 时间戳
        completetimestamp completiontimestamp completedtimestamp endtimestamp finishtimestamp completetime
            completiontime completedtime completedat endtime endedat enddatetime finishtime finishedat
            完成时间 结束时间 办结时间 完成时间戳 结束时间戳
        time datetime eventtime eventtimestamp eventdatetime occurredat happenedat activitytime loggedat
            时间 日期时间 发生时间 操作时间 处理时间 执行时间 事件时间 办理时间 活动时间 记录时间
        createdat createtime createdtime creationtime updatedat 创建时间 更新时间 登记时间
        date eventdate completedate enddate 日期 发生日期 完成日期
        starttimestamp starttime startedat startdate begintime 开始时间 开始时间戳 开始日期
    """,
    # Groups, roles and departments are not here: two people of one group are two people.
    "resource": """
        orgresource
        resource resourcename resourceid 人员 处理人 操作人 执行人
        performer executor actor assignee assignedto handler operator agent
            处理人员 操作人员 执行人员 执行者 处理者 经办人 办理人 操作员 操作者
        user username userid employee employeeid worker person who by doneby 用户 用户名 员工 姓名 工号
        owner responsible 负责人 责任人 资源
    """,
}
_LIKE: Mapping[Role, str] = {
    "case": (
        r"(process|business)?case(id|no|nr|number|key|name)"
        r"|(案例|工单|实例|订单|流程|业务|申请|任务|变更|发布).*(号|编号|id)|.*单号|.*流水号"
    ),
    "activity": r".*(activity|环节|活动|步骤|节点).*",
    "time": r".*(timestamp|datetime|time|date|时间|日期).*",
    "resource": r".*(处理|操作|执行|经办|办理)(人|员|人员|者)",
}


def plain_name(heading: str) -> str:
    """Return a heading without case, spaces and signs: ``Case ID``, ``case_id`` and ``case:id`` are ``caseid``."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", heading).casefold())


def named(role: Role, headings: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Return the places of the columns that are called as that role is, those with the surest names first.

    Those of one group have names that are as good as each other.
    """
    plain = [plain_name(heading) for heading in headings]
    found = [tuple(place for place, name in enumerate(plain) if name in names) for names in _NAMES[role]]
    known = {place for group in found for place in group}
    like = (place for place, name in enumerate(plain) if place not in known and re.fullmatch(_LIKE[role], name))
    return tuple(group for group in (*found, tuple(like)) if group)


def says_little(heading: str) -> bool:
    """Say whether a heading such as ID may be that of cases and of the lines of the file alike."""
    return plain_name(heading) in _NAMES["case"][-1]


def _groups(text: str) -> tuple[frozenset[str], ...]:
    """Return the names line by line; a line further in goes on with the one before."""
    return tuple(frozenset(line.split()) for line in re.sub(r"\n {12,}", " ", text).splitlines() if line.strip())


_NAMES: Mapping[Role, tuple[frozenset[str], ...]] = {role: _groups(text) for role, text in _USUAL.items()}
