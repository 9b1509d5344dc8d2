"""Diagrams for the tests: three real product lines, a Chinese one that is made up, and generated ones."""

import json
import random
from pathlib import Path

from hypothesis import strategies as st

from sop_kit.document.swimlane.layout import MARKS, Arrow, Beyond, Box, Column, Diagram, Lane

STAGES = ("monitor", "feedback", "analyse", "decide", "optimise", "release")
COLUMNS = tuple(Column(stage, stage.capitalize()) for stage in STAGES)
REAL = ("govuk-chat", "openfoodfacts-robotoff", "wikimedia-liftwing")
WORDS = [
    "check",
    "alert",
    "监控",
    "值班工程师",
    "review",
    "rollback",
    "发布",
    "administration-settings",
    "x",
    "model，阈值",
    "queue/length",
]

SMALL = Diagram(
    (Lane("dev", "Developers"), Lane("ops", "On-call <primary> & deputy")),
    (Column("monitor", "Monitor"), Column("decide", "Decide")),
    (
        Box("A 1", "dev", "monitor", "Look at the board", ("hot",)),
        Box("A/2", "ops", "decide", 'Stop it, or "wait" & see'),
    ),
    (Arrow("A 1", "A/2", "if red"), Arrow("A/2", "A 1")),
)


def real(name: str) -> Diagram:
    steps = json.loads((Path(__file__).parent / "flows" / f"{name}.json").read_text(encoding="utf-8"))
    return Diagram(
        tuple(Lane(role, role) for role in dict.fromkeys(step["role"] for step in steps)),
        COLUMNS,
        tuple(Box(step["id"], step["role"], step["stage"], step["action"]) for step in steps),
        tuple(Arrow(step["id"], step["next"]) for step in steps),
    )


def chinese() -> Diagram:
    """A workflow that no team runs: 8 roles, 20 steps, made up for the test."""
    roles = [
        "值班工程师",
        "算法工程师",
        "数据标注组",
        "产品经理",
        "运维（SRE）",
        "质量与合规专员",
        "客服主管",
        "发布委员会（含业务方代表）",
    ]
    stages = ["监控", "反馈", "分析", "决策", "优化", "发布"]
    rows = """
        S01 0 0 查看线上大盘，核对错误率、延迟与拒答率 > S02 S03
        S02 0 0 告警分级并建立事件群 > S08:P0/P1 S05:其他
        S03 0 4 巡检GPU配额与队列积压 > S08
        S04 1 6 汇总当日客诉与点踩记录 > S05
        S05 1 2 抽样标注坏例并打标签 > S07
        S06 1 3 收集业务方新需求 > S10
        S07 2 1 坏例归因：检索、提示词、模型、数据四类 > S09
        S08 2 4 定位基础设施故障根因 > S11
        S09 2 1 离线评测集回归，输出对比报告 > S10
        S10 3 3 评审改动方案与优先级 > S12:改提示词 S13:改模型 S16:不改
        S11 3 0 决定是否降级或回滚 > S19:回滚 S14:扩容
        S12 4 1 修改提示词并补充用例 > S15
        S13 4 1 增量训练，更新词表与阈值 > S15
        S14 4 4 扩容并调整限流 > S01
        S15 2 5 安全与合规复测 > S17:通过 S13:不通过
        S16 1 6 向用户解释并归档 >
        S17 3 7 审批灰度发布 > S18
        S18 5 4 灰度5%→20%→全量，每档观察30分钟 > S20
        S19 5 4 回滚到上一稳定版本 > S20
        S20 0 0 发布后复核核心指标 > S01
    """
    boxes, arrows = [], []
    for row in filter(None, map(str.strip, rows.splitlines())):
        code, stage, role, label, _, *ends = row.split()
        boxes.append(Box(code, roles[int(role)], stages[int(stage)], label, ("hot",) if code == "S02" else ()))
        arrows += [Arrow(code, *end.split(":")) for end in ends]
    lanes, columns = tuple(Lane(role, role) for role in roles), tuple(Column(stage, stage) for stage in stages)
    return Diagram(lanes, columns, tuple(boxes), tuple(arrows))


def generated(seed: int, *, boxes: int, lanes: int, arrows: int, labelled: float = 0.3) -> Diagram:
    """Boxes anywhere, arrows to anywhere: backwards, to themselves, twice, and to boxes that do not exist."""
    dice = random.Random(seed)  # noqa: S311 - no secret hangs on it

    def words(most: int) -> str:
        return " ".join(dice.choices(WORDS, k=dice.randint(1, most)))

    lane_list = tuple(Lane(f"L{n}", words(5)) for n in range(lanes))
    return Diagram(
        lane_list,
        COLUMNS,
        tuple(
            Box(
                f"B{n}",
                dice.choice(lane_list).id,
                dice.choice(STAGES),
                words(14),
                tuple(mark for mark in MARKS if dice.random() < 0.15),
            )
            for n in range(boxes)
        ),
        tuple(
            Arrow(
                f"B{dice.randrange(boxes)}",
                f"B{dice.randrange(boxes + 1)}",
                words(4) if dice.random() < labelled else "",
            )
            for _ in range(arrows)
        ),
    )


def plausible(seed: int) -> Diagram:
    """A flow as a team might tell it: mostly onwards, to a step near by, with conditions where it forks."""
    dice = random.Random(seed)  # noqa: S311 - no secret hangs on it
    # more small flows than large ones, from 5 to 60 steps
    count = 5 + int(56 * dice.random() ** 4)
    texts = (ENGLISH, CHINESE)[seed % 2]
    lanes = tuple(Lane(f"L{n}", dice.choice(texts["roles"])) for n in range(dice.randint(2, 9)))
    columns = tuple(Column(stage, stage.capitalize(), number) for number, stage in enumerate(STAGES, start=1))
    stages = sorted(dice.choices(range(len(STAGES)), k=count))
    boxes = tuple(
        Box(
            f"S{n:02}",
            dice.choice(lanes).id,
            STAGES[stage],
            texts["joint"].join(dice.choices(texts["words"], k=dice.randint(2, 5))),
            tuple(mark for mark in MARKS if dice.random() < 0.12),
        )
        for n, stage in enumerate(stages)
    )
    arrows, beyond = [], []
    for n, box in enumerate(boxes):
        ends = dice.choices((1, 2, 3), weights=(60, 30, 10))[0]
        for _ in range(ends):
            when = dice.choice(texts["conditions"]) if ends > 1 or dice.random() < 0.1 else ""
            if dice.random() < 0.15:
                beyond.append(Beyond(box.id, (f"X{dice.randrange(99)}",), when, comes=dice.random() < 0.4))
            else:
                far = dice.choices(
                    (dice.randint(1, 4), dice.randint(1, 20), -dice.randint(1, 12)), weights=(70, 15, 15)
                )
                arrows.append(Arrow(box.id, boxes[(n + far[0]) % count].id, when))
    return Diagram(lanes, columns, boxes, tuple(arrows), tuple(beyond) if seed % 3 == 0 else ())


ENGLISH = {
    "joint": " ",
    "roles": ["On-call", "Data team", "Expert user of the AI", "Product manager", "Risk & compliance", "SRE"],
    "words": ["check", "the", "alert", "model", "samples", "weekly", "review", "rollback", "of", "release", "label"],
    "conditions": ["pass", "fail", "P1 / P2", "PSI ≥ 0.25", "≤ 10 min", "warn / critical", "Go", "No-Go", "usual"],
}
CHINESE = {
    "joint": "",
    "roles": ["值班", "数据团队", "AI 应用骨干", "产品经理", "风险合规", "质量与合规专员"],
    "words": ["核对", "告警", "模型", "样本", "周会", "复核", "回滚", "发布", "标注", "GPU", "、"],
    "conditions": ["通过", "不通过", "P1 / P2", "满 200 笔", "≤ 10 分钟", "误判成立", "放行", "无误判漏判"],
}


@st.composite
def diagrams(draw: st.DrawFn) -> Diagram:
    """Any diagram of up to 60 boxes; texts may hold anything a keyboard or a broken file can give."""
    texts = st.text(max_size=40)
    lanes = tuple(Lane(f"L{n}", draw(texts)) for n in range(draw(st.integers(1, 15))))
    columns = tuple(Column(f"C{n}", draw(texts)) for n in range(draw(st.integers(1, 7))))
    boxes = draw(st.integers(1, 60))
    seed = draw(st.integers(0, 2**32))
    flow = generated(seed, boxes=boxes, lanes=1, arrows=draw(st.integers(0, 2 * boxes)), labelled=draw(st.floats(0, 1)))
    dice = random.Random(seed)  # noqa: S311 - no secret hangs on it
    odd = draw(texts)
    repeated = draw(st.floats(0, 0.5))
    again = [Arrow(arrow.source, arrow.target, odd) for arrow in flow.arrows if dice.random() < repeated]
    placed = tuple(
        Box(box.id, dice.choice(lanes).id, dice.choice(columns).id, odd if n == 0 else box.label, box.marks)
        for n, box in enumerate(flow.boxes)
    )
    return Diagram(lanes, columns, placed, (*flow.arrows, *again))
