"""The facts of GOV.UK Chat that the sample document says, English first, then Chinese."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

Said = dict[str, str]


class Step(NamedTuple):
    """One step of the workflow as the record has it."""

    id: str
    chapter: str
    role: str
    consulted: tuple[str, ...]
    next: str
    tool: str
    source: str
    action: Said
    trigger: Said
    inputs: Said
    outputs: Said
    standard: Said


def _said(english: str, chinese: str) -> Said:
    return {"en": english, "zh": chinese}


ROLES = {
    "dev": _said("Chat developer", "Chat 开发"),
    "oncall": _said("On-call engineer", "值班工程师"),
    "data": _said("Data scientist", "数据科学家"),
    "admin": _said("Chat admin", "Chat 管理员"),
    "app": _said("App team", "App 团队"),
    "ci": _said("CI", "CI 流水线"),
}

CHAPTERS = {
    "monitoring": {
        "en": "Daily monitoring and alerting",
        "zh": "日常监控与预警",
        "en text": "How the service is looked at, who looks, and when somebody is woken.",
        "zh text": "如何看、谁来看、何时升级。",
    },
    "feedback": {
        "en": "Feedback and problem management",
        "zh": "专家反馈与问题管理",
        "en text": "What users and judges tell the team, and how a failed answer is traced to its cause.",
        "zh text": "用户与评审告诉团队什么，以及如何把一次失败的回答追到根因。",
    },
    "iteration": {
        "en": "Iteration",
        "zh": "迭代优化",
        "en text": "How a finding becomes a decided, tested change of prompts, retrieval or model.",
        "zh text": "一项发现如何变成经过决策与验证的改动：提示词、检索或模型。",
    },
    "release": {
        "en": "Version release",
        "zh": "版本发布",
        "en text": "From a merged pull request to production, and back again when it goes wrong.",
        "zh text": "从合并请求到生产环境；出问题时如何退回。",
    },
}

# Six lines a step: id|chapter|role|consulted|next|tool|source, then action, trigger, inputs, outputs and standard, each
# as English|Chinese.
_LINES = Path(__file__).with_name("sample_steps.txt").read_text(encoding="utf-8").splitlines()


def _step(head: str, pairs: list[str]) -> Step:
    code, chapter, role, consulted, following, tool, source = head.split("|")
    said = [_said(*_halves(pair)) for pair in pairs]
    return Step(code, chapter, role, tuple(consulted.split()), following, tool, source, *said)


def _halves(pair: str) -> tuple[str, str]:
    # A bar with spaces around it belongs to the text.
    english, chinese = pair.replace(" | ", "\0").split("|")
    return english.replace("\0", " | "), chinese.replace("\0", " | ")


STEPS = tuple(_step(_LINES[at], _LINES[at + 1 : at + 6]) for at in range(0, len(_LINES), 6))

CHECKLISTS = {
    "daily": {
        "en": "Daily monitoring",
        "zh": "每日监控",
        "en pause": "Once a day and at every hand-over",
        "zh pause": "每天一次，以及每次交接班",
        "steps": "GC01 GC03 GC04 GC05 GC06 GC07 GC08",
    },
    "release": {
        "en": "Release",
        "zh": "版本发布",
        "en pause": "Before the start, before each promotion, before the close",
        "zh pause": "开始前、每次提升前、结束前",
        "steps": "GC14 GC19 GC20 GC21 GC22 GC23",
    },
}

LABELS: dict[str, Said] = {
    "en": {
        "title": "Standard operating procedure",
        "draft": "draft",
        "ready": "Ready for review",
        "not ready": "Sketch: not ready for review",
        "owner unknown": "not yet named",
        "internal": "internal",
        "purpose": "Purpose and scope",
        "purpose text": "GOV.UK Chat answers questions about government from GOV.UK content. This document says how "
        "the team that runs it watches it, learns from it, changes it and releases it."
        "\nIt is the floor, not the ceiling.",
        "at a glance": "The product at a glance",
        "what": "What",
        "content": "What we know",
        "goal": "Goal",
        "goal text": "Correct, sourced answers from GOV.UK content, mainly inside the GOV.UK App",
        "north star": "North-star metric",
        "in scope": "In scope",
        "in scope text": "The Rails service on the GOV.UK platform, Amazon Bedrock models, the OpenSearch index",
        "out of scope": "Out of scope",
        "sources": "Sources",
        "not known": "not yet known",
        "missing title": "Still missing: 3 facts the team has to settle",
        "missing lines": "Who owns this document?\nWhich metric is the north star, and who computes it?\n"
        "Who is accountable for each of the 26 steps?",
        "roles": "Roles and responsibilities",
        "roles text": "One person may hold several roles. R does the work; C is asked before; nobody has been named "
        "accountable yet.",
        "step": "Step",
        "raci": "Who does what (RACI)",
        "nobody title": "No step has an accountable role",
        "nobody": "The record names who does each step but not who answers for it. The kit does not guess.",
        "workflow": "The workflow as it is run",
        "figure": "Figure 1. The loop from monitoring to release and back",
        "figure alt": "Six stages in a row, monitor to release, and a line from release back to monitor",
        "stages": "Monitor Feedback Analyse Decide Optimise Release",
        "lane": "GOV.UK Chat team",
        "loop": "what was released is monitored",
        "steps": "Steps",
        "who": "Who",
        "standard": "Standard",
        "trigger": "Trigger",
        "input": "Input",
        "output": "Output",
        "tool": "Tool",
        "time limit": "Time limit",
        "next": "Next",
        "source": "Source",
        "no accountable": "nobody accountable",
        "hot spot": "hot spot",
        "agreed": "agreed",
        "automatic": "automatic",
        "checklists": "Checklists",
        "how": "How to use them",
        "how text": "Take one out at its pause point. They are also available as a file of their own, one page each.",
        "lessons": "Lessons",
        "lesson lines": "Red-teaming showed problems that prompt work alone could not solve, hence output guardrails "
        "in one extra model call.\nPublishing prompts would help an attacker, so only the business logic is open.\n"
        "Evaluate a managed search product before adopting it; one was rejected because its chunking was opaque.",
        "floor title": "The floor, not the ceiling",
        "floor": "Found a better way? Propose it: what works becomes the next version.",
    },
    "zh": {
        "title": "标准作业程序",
        "draft": "草稿",
        "ready": "已达评审条件",
        "not ready": "雏形：未达评审条件",
        "owner unknown": "尚未指定",
        "internal": "内部",
        "purpose": "目的与范围",
        "purpose text": "GOV.UK Chat 依据 GOV.UK 的内容回答与政府事务有关的问题。"
        "本文说明运营团队如何监控它、从中学习、改进它并发布它。"
        "\n它是底线，不是上限。",
        "at a glance": "产品一览",
        "what": "项目",
        "content": "目前所知",
        "goal": "目标",
        "goal text": "依据 GOV.UK 内容给出正确且有出处的回答，主要在 GOV.UK App 中使用",
        "north star": "北极星指标",
        "in scope": "范围之内",
        "in scope text": "运行在 GOV.UK Kubernetes 平台上的 Rails 服务、Amazon Bedrock 模型、OpenSearch 索引",
        "out of scope": "范围之外",
        "sources": "来源",
        "not known": "尚不清楚",
        "missing title": "仍缺少：3 项需要团队确定的事实",
        "missing lines": "谁是本文件的负责人？\n北极星指标是哪一个，由谁计算？\n26 个步骤各由谁最终负责？",
        "roles": "角色与职责",
        "roles text": "一人可以担任多个角色。R 负责执行，C 在事前征求意见；目前尚未指定任何最终负责人。",
        "step": "步骤",
        "raci": "谁做什么（RACI）",
        "nobody title": "没有任何步骤指定了最终负责的角色",
        "nobody": "记录写明了每一步由谁执行，但没有写明由谁最终负责。工具不作猜测。",
        "workflow": "实际运行的工作流",
        "figure": "图 1 从监控到发布再回到监控的闭环",
        "figure alt": "从监控到发布的六个阶段排成一行，另有一条线从发布回到监控",
        "stages": "监控 反馈 分析 决策 优化 发布",
        "lane": "GOV.UK Chat 团队",
        "loop": "发布之后继续监控",
        "steps": "步骤",
        "who": "负责人",
        "standard": "标准",
        "trigger": "触发",
        "input": "输入",
        "output": "输出",
        "tool": "工具",
        "time limit": "时限",
        "next": "下一步",
        "source": "来源",
        "no accountable": "无人最终负责",
        "hot spot": "痛点",
        "agreed": "已达成一致",
        "automatic": "自动",
        "checklists": "检查清单",
        "how": "如何使用",
        "how text": "到了停顿点就拿出来。检查清单另有单独的文件，每份一页。",
        "lessons": "经验教训",
        "lesson lines": "红队测试发现了仅靠提示词无法解决的问题，因此增加一次模型调用作为输出护栏。\n"
        "公开提示词会帮助攻击者，因此只开放业务逻辑。\n采用托管搜索产品之前先评估；有一款因分块方式不透明而被否决。",
        "floor title": "底线，而非上限",
        "floor": "有更好的做法？提出来：有效的做法会成为下一个版本。",
    },
}
