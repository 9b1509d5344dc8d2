"""The sample document in Chinese."""

from __future__ import annotations

from sop_kit.blocks.make import link, plain, styled
from sop_kit.blocks.model import (
    Block,
    Bullets,
    Callout,
    Card,
    Checklist,
    ChecklistItem,
    Code,
    Column,
    FactLine,
    Figure,
    Heading,
    Span,
    Table,
    TableRow,
    Text,
)
from tests.export.sample_drawings import chart, swimlane


def chinese() -> tuple[Block, ...]:
    """Return the blocks."""
    step_rows = tuple(
        TableRow(
            cells=(
                plain(f"FS{n:02d}"),
                plain(action),
                plain(role),
                plain("A") if n % 3 else styled("尚不清楚", "missing"),
                plain(limit),
            ),
            anchor=f"row-fs{n:02d}",
        )
        for n, (action, role, limit) in enumerate(
            (
                ("查看前一日误报率与拦截率看板，逐个渠道核对阈值", "平台值班工程师", "每天 9:30 前"),
                ("受理客户申诉，补全案件截图与交易流水", "标注专家", "2 小时"),
                ("判定误报成因：数据、规则、模型或集成", "数据科学家", "1 个工作日"),
                ("决定是否热修复，写明回退条件", "产品经理", "30 分钟"),
                ("把新样本并入回归集并离线评估", "数据科学家", "3 个工作日"),
                ("按 1% → 10% → 50% → 100% 灰度发布并观察", "平台值班工程师", "每级 24 小时"),
            ),
            start=1,
        )
    )
    return (
        Heading(level=1, text="一页速览", anchor="glance"),
        Callout(
            tone="missing",
            title="雏形：未达评审条件",
            body=(
                plain("开始评审之前还缺："),
                plain("有且只有一个负责人的步骤：4 / 6"),
                link("全部 12 个未决问题，以及该问谁", "#annex-questions"),
            ),
        ),
        Text(
            spans=(
                *plain("本规程描述"),
                *styled("反欺诈实时评分", "strong"),
                *plain("在生产环境中的日常运营：谁看什么、何时叫醒谁、如何停下来。它是"),
                *styled("底线，不是上限", "strong"),
                *plain("；更好的做法请写成改进提案，见 "),
                *link("第 3 章", "#chapter-3"),
                *plain(" 与 "),
                *link("https://example.org/wiki", "https://example.org/wiki"),
                *plain("。负责人尚未指定的步骤标为 "),
                *styled("尚不清楚（请问张喆）", "missing"),
                *plain("，过期的译文标为 "),
                *styled("旧译文", "stale"),
                *plain("，注释写成 "),
                *styled("这样", "muted"),
                *plain("，命令写成 "),
                *styled("rollback --to v1.8.3", "code"),
                *plain("。"),
            )
        ),
        Figure(
            name="workflow",
            svg=swimlane("zh"),
            alt="工作流泳道图：12 个步骤、4 个角色，从监控到发布再回到监控。",
            caption="真实运行的工作流：泳道是角色，列是闭环的阶段。",
            twin=("S01 监控：产品经理 → S02", "S02 监控：平台值班工程师 → S03"),
            anchor="figure-workflow",
        ),
        Heading(level=1, text="目的与范围", anchor="chapter-1", number="1"),
        Heading(level=2, text="业务目标与北极星指标", anchor="chapter-1-goal", number="1.1"),
        Bullets(
            items=(
                plain("北极星指标：每万笔交易的净欺诈损失，由风控数仓按日计算。"),
                (*plain("范围内："), *styled("线上支付、提现、改绑手机", "strong"), *plain("；范围外：线下收单。")),
                styled("服务时间尚不清楚", "missing"),
            )
        ),
        Bullets(items=(plain("先看全局看板。"), plain("再看分渠道看板。"), plain("最后写日志。")), ordered=True),
        Code(text="curl -s https://score.example.org/health\n  | jq '.status'   # 期望 ok"),
        Figure(
            name="burden",
            svg=chart(("平台值班工程师", "数据科学家", "标注专家", "产品经理")),
            alt="各角色每周投入：值班工程师最多。",
            caption="各角色每周投入的小时数。",
        ),
        Heading(level=1, text="四个核心流程", anchor="chapter-3", number="3"),
        Heading(level=2, text="日常监控与预警", anchor="chapter-3-monitor", number="3.1"),
        Table(
            caption="步骤与负责人",
            columns=(
                Column(label="编号", width=0.8),
                Column(label="做什么", width=4),
                Column(label="谁（R）", width=1.6),
                Column(label="负责（A）", width=1.2),
                Column(label="时限", width=1.5),
            ),
            rows=step_rows,
            anchor="table-steps",
        ),
        _card_zh("step-fs01", "FS01", "查看前一日误报率与拦截率看板，逐个渠道核对阈值"),
        _card_zh("step-fs02", "FS02", "受理客户申诉，补全案件截图与交易流水"),
        Heading(level=2, text="每日检查", anchor="chapter-3-lists", number="3.2"),
        Checklist(
            anchor="checklist-daily",
            title="每日监控检查表",
            mode="do-confirm",
            pause_point="每天 9:30 晨会开始之前，全员停下手里的事",
            items=(
                ChecklistItem(
                    code="D1", text="看板数据是今天的吗？", who="平台值班工程师", standard="更新时间晚于 6:00"
                ),
                ChecklistItem(
                    code="D2", text="每个一级指标都在阈值内吗？", who="平台值班工程师", standard="误报率 < 0.8%"
                ),
                ChecklistItem(code="D3", text="未关闭的预警都有人认领吗？", who="产品经理"),
                ChecklistItem(code="D4", text="申诉队列最老的一件有多久？", who="标注专家", standard="不超过 2 小时"),
                ChecklistItem(code="D5", text="日志写了吗？交接说了吗？"),
            ),
            owner=plain("张喆"),
            note="连续三次没有发现任何问题时，请在季度审查上讨论删掉哪一行。",
        ),
        Callout(tone="warning", title="来源不一致", body=(plain("文档写 10 分钟后自动应用；发布说明写立即应用。"),)),
        Callout(tone="info", title="偏离处理", body=(plain("规程不适用时先止损，再在 24 小时内写偏离记录。"),)),
        Callout(tone="good", title="已在真实事故中验证", body=(plain("2026-09-14 回退演练用时 6 分钟。"),)),
        Heading(level=1, text="未决问题", anchor="annex-questions", number="A"),
        Text(spans=(Span(text="FS04 由谁负责？请问张喆。\n第二行。"),)),
    )


def _card_zh(anchor: str, code: str, title: str) -> Card:
    return Card(
        anchor=anchor,
        code=code,
        title=title,
        facts=(
            FactLine(label="执行（R）", value=plain("平台值班工程师"), role="lead"),
            FactLine(label="输入", value=plain("前一日评分日志、渠道维表"), role="lead"),
            FactLine(label="输出", value=plain("巡检日志一条；超阈值时附预警单"), role="lead"),
            FactLine(
                label="标准",
                value=plain("误报率低于 0.8%，拦截率不低于 92%；任一渠道连续两日越界即升级"),
                role="lead",
            ),
            FactLine(label="负责（A）", value=styled("尚不清楚（请问张喆）", "missing")),
            FactLine(label="触发", value=plain("每个工作日 9:00")),
            FactLine(label="工具", value=plain("Grafana 看板 fraud-daily")),
            FactLine(label="时限", value=plain("30 分钟")),
            FactLine(label="失败时", value=plain("数据缺失时电话叫醒数据平台值班，并在群里说明影响范围")),
            FactLine(label="然后", value=(*link("FS02", "#step-fs02"), *styled("（超阈值时）", "muted"))),
            FactLine(label="依据", value=plain("文档中写明 · docs/runbook.md"), role="evidence"),
        ),
        marks=(("info", "监控"), ("warning", "热点"), ("missing", "负责人为推断")),
    )
