"""A document in both languages that uses every kind of block."""

from __future__ import annotations

from sop_kit.blocks.make import link, plain, styled
from sop_kit.blocks.model import (
    Block,
    Bullets,
    Bundle,
    Callout,
    Card,
    Checklist,
    ChecklistItem,
    Code,
    Column,
    FactLine,
    Figure,
    Heading,
    Meta,
    Span,
    Table,
    TableRow,
    Text,
)

HASH = "3f1c9a7be2d04586a1b2c3d4e5f60718293a4b5c6d7e8f901234567890abcdef"
STAGES = {
    "zh": ("监控", "反馈", "分析", "决策", "优化", "发布"),
    "en": ("Monitor", "Feedback", "Analyse", "Decide", "Optimise", "Release"),
}
ROLES = {
    "zh": ("产品经理", "数据科学家", "标注专家", "平台值班工程师"),
    "en": ("Product owner", "Data scientist", "Labelling expert", "Platform engineer on call"),
}


def meta(lang: str = "zh", **changes: str) -> Meta:
    """Return the facts of the sample about itself."""
    said = {
        "zh": {
            "title": "标准操作规程",
            "product_name": "反欺诈实时评分",
            "status_label": "草稿",
            "readiness_label": "草图：未达评审条件",
            "owner": "张喆（产品经理）",
            "next_review": "批准后 90 天",
        },
        "en": {
            "title": "Standard operating procedure",
            "product_name": "Real-time fraud scoring",
            "status_label": "draft",
            "readiness_label": "Sketch: not ready for review",
            "owner": "Zhe Zhang (product owner)",
            "next_review": "90 days after approval",
        },
    }[lang]
    facts = {
        "product": "fraud-scoring",
        "lang": lang,
        "version": "0.42",
        "status": "draft",
        "readiness": "sketch",
        "date": "2026-11-20",
        "content_hash": HASH,
        "head": "42 9be1f00d77aa",
        "document_no": "AI-OPS-017",
        "classification": {"zh": "内部", "en": "internal"}[lang],
        "kit": "0.1.0",
    }
    return Meta.model_validate(said | facts | changes)


def bundle(lang: str = "zh", **changes: str) -> Bundle:
    """Return the sample document."""
    blocks = _zh() if lang == "zh" else _en()
    return Bundle(meta=meta(lang, **changes), blocks=blocks)


def one(*blocks: Block, lang: str = "en") -> Bundle:
    """Return a document of these blocks."""
    return Bundle(meta=meta(lang), blocks=blocks)


def text_bundle(text: str) -> Bundle:
    """Return a document that says one text in every place a text can stand."""
    spans = plain(text)
    return one(
        Heading(level=1, text=text, anchor="h", number="1"),
        Text(spans=spans),
        Text(spans=(*styled(text, "strong"), *styled(text, "code"), *link(text, "https://example.org/"))),
        Bullets(items=(spans, styled(text, "missing"))),
        Code(text=text),
        Table(
            caption=text,
            columns=(Column(label=text), Column(label="b"), Column(label="c")),
            rows=(TableRow(cells=(spans, spans, ())),),
        ),
        Card(
            anchor="s",
            code="S01",
            title=text,
            facts=(FactLine(label=text, value=spans, role="lead"), FactLine(label="l", value=spans, role="evidence")),
            marks=(("warning", text),),
        ),
        Checklist(
            anchor="c",
            title=text,
            mode="read-do",
            pause_point=text,
            items=(ChecklistItem(code="C1", text=text, who=text, standard=text),),
            owner=spans,
            note=text,
        ),
        Callout(tone="warning", title=text, body=(spans,)),
    )


def swimlane(lang: str, columns: int = 12) -> str:
    """Return a drawing far wider than an upright page."""
    step, lane, left = 190, 110, 150
    width, height = left + columns * step, 40 + 4 * lane
    parts = [f'<rect width="{width}" height="{height}" fill="#ffffff"/>']
    for row, role in enumerate(ROLES[lang]):
        top = 40 + row * lane
        fill = "#f5f7fa" if row % 2 else "#ffffff"
        parts.append(f'<rect y="{top}" width="{width}" height="{lane}" fill="{fill}" stroke="#d3dae3"/>')
        parts.append(f'<text x="12" y="{top + 58}" font-size="14" font-weight="bold" fill="#1b2430">{role}</text>')
    for column in range(columns):
        x, y = left + column * step, 40 + (column * 3 % 4) * lane + 25
        stage = STAGES[lang][column * 6 // columns]
        parts.append(f'<text x="{x}" y="26" font-size="13" fill="#566171">{stage}</text>')
        parts.append(f'<rect x="{x}" y="{y}" width="150" height="60" rx="6" fill="#e7f0fa" stroke="#0b5cad"/>')
        parts.append(f'<text x="{x + 12}" y="{y + 36}" font-size="13" fill="#1b2430">S{column + 1:02d} {stage}</text>')
        if column:
            parts.append(f'<path d="M{x - 38} {y + 30}H{x - 6}" stroke="#566171" stroke-width="1.5"/>')
    family = "Noto Sans CJK SC, Noto Sans SC, Microsoft YaHei, sans-serif"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{family}">' + "".join(parts) + "</svg>"
    )


def chart(labels: tuple[str, ...]) -> str:
    """Return a small bar chart."""
    bars = "".join(
        f'<text x="0" y="{28 + 34 * row}" font-size="13" fill="#1b2430">{label}</text>'
        f'<rect x="150" y="{13 + 34 * row}" width="{320 - 60 * row}" height="20" fill="#0b5cad"/>'
        for row, label in enumerate(labels)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="520" height="160" viewBox="0 0 520 160" '
        f'font-family="Noto Sans CJK SC, sans-serif">{bars}</svg>'
    )


def _zh() -> tuple[Block, ...]:
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
            title="草图：未达评审条件",
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
                ChecklistItem(code="D1", text="看板数据是今天的吗？", who="平台值班工程师", standard="更新时间晚于 6:00"),
                ChecklistItem(code="D2", text="每个一级指标都在阈值内吗？", who="平台值班工程师", standard="误报率 < 0.8%"),
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


def _en() -> tuple[Block, ...]:
    actions = (
        ("Look at yesterday's false-positive and interception dashboards, channel by channel", "Platform engineer on call"),
        ("Take in customer appeals; complete screenshots and transaction records", "Labelling expert"),
        ("Judge the cause of a false positive: data, rule, model or integration", "Data scientist"),
        ("Decide on a hotfix and write down when to roll it back", "Product owner"),
        ("Add the new samples to the regression set and evaluate offline", "Data scientist"),
        ("Release in stages 1 % → 10 % → 50 % → 100 % and watch", "Platform engineer on call"),
    )
    rows = tuple(
        TableRow(
            cells=(
                plain(f"FS{n:02d}"),
                plain(action),
                plain(role),
                plain("A") if n % 3 else styled("not yet known", "missing"),
                plain("1 working day"),
            )
        )
        for n, (action, role) in enumerate(actions, start=1)
    )
    return (
        Heading(level=1, text="At a glance", anchor="glance"),
        Callout(
            tone="missing",
            title="Sketch: not ready for review",
            body=(
                plain("Still missing before a review makes sense:"),
                plain("steps with exactly one accountable role: 4 of 6"),
                link("All 12 open questions, and whom to ask", "#annex-questions"),
            ),
        ),
        Text(
            spans=(
                *plain("How "),
                *styled("real-time fraud scoring", "strong"),
                *plain(" is run day by day: who looks at what, whom to wake, how to stop it. It is "),
                *styled("the floor, not the ceiling", "strong"),
                *plain("; see "),
                *link("chapter 3", "#chapter-3"),
                *plain(", "),
                *link("the wiki", "https://example.org/wiki"),
                *plain(" and "),
                *link("a place that is not there", "#nowhere"),
                *plain(". What nobody knows is marked "),
                *styled("not yet known (ask Zhe Zhang)", "missing"),
                *plain(", an old translation "),
                *styled("older than its source", "stale"),
                *plain(", an aside "),
                *styled("like this", "muted"),
                *plain(", a command "),
                *styled("rollback --to v1.8.3", "code"),
                *plain("."),
            )
        ),
        Figure(
            name="workflow",
            svg=swimlane("en"),
            alt="Swimlanes of the workflow: 12 steps, 4 roles, from monitoring round to release and back.",
            caption="The workflow that is really run: lanes are roles, columns the stages of the loop.",
            twin=("S01 Monitor: Product owner → S02", "S02 Monitor: Platform engineer → S03"),
            anchor="figure-workflow",
        ),
        Heading(level=1, text="Purpose and scope", anchor="chapter-1", number="1"),
        Heading(level=2, text="Goal and north-star metric", anchor="chapter-1-goal", number="1.1"),
        Bullets(
            items=(
                plain("North star: net fraud loss in 10,000 transactions, computed daily by the risk warehouse."),
                (*plain("In scope: "), *styled("payments, withdrawals, phone changes", "strong"), *plain(".")),
                styled("Service hours are not yet known", "missing"),
            )
        ),
        Bullets(items=(plain("First the overall board."), plain("Then channel by channel."), plain("Last the log."))),
        Code(text="curl -s https://score.example.org/health\n  | jq '.status'   # expect ok"),
        Figure(
            name="burden",
            svg=chart(("Engineer on call", "Data scientist", "Labelling expert", "Product owner")),
            alt="Hours a week by role: the engineer on call has most.",
            caption="Hours a week by role.",
        ),
        Heading(level=1, text="The four core processes", anchor="chapter-3", number="3"),
        Heading(level=2, text="Daily monitoring and alerting", anchor="chapter-3-monitor", number="3.1"),
        Table(
            caption="Steps and who owns them",
            columns=(
                Column(label="No.", width=0.8),
                Column(label="What is done", width=4),
                Column(label="Who (R)", width=1.6),
                Column(label="Accountable", width=1.4),
                Column(label="Time limit", width=1.4),
            ),
            rows=rows,
            anchor="table-steps",
        ),
        _card_en("step-fs01", "FS01", "Look at yesterday's dashboards, channel by channel"),
        _card_en("step-fs02", "FS02", "Take in customer appeals; complete screenshots and records"),
        Heading(level=2, text="Every day", anchor="chapter-3-lists", number="3.2"),
        Checklist(
            anchor="checklist-daily",
            title="Daily monitoring checklist",
            mode="do-confirm",
            pause_point="Each day at 9:30, before the stand-up begins",
            items=(
                ChecklistItem(code="D1", text="Dashboards fresh?", who="Engineer on call", standard="after 6:00"),
                ChecklistItem(code="D2", text="Each P1 metric in range?", who="Engineer on call"),
                ChecklistItem(code="D3", text="Every open alert owned?", who="Product owner"),
                ChecklistItem(code="D4", text="Oldest appeal in the queue?", standard="at most 2 hours"),
                ChecklistItem(code="D5", text="Log written, hand-over said?"),
            ),
            owner=plain("Zhe Zhang"),
            note="When three runs in a row find nothing, discuss which line can go.",
        ),
        Callout(tone="warning", title="Sources differ", body=(plain("The docs say 10 minutes; the release says at once."),)),
        Callout(tone="info", title="When the SoP does not fit", body=(plain("Stop the harm first, then write it down."),)),
        Callout(tone="good", title="Proven in a real incident", body=(plain("2026-09-14: rolled back in 6 minutes."),)),
        Heading(level=1, text="Open questions", anchor="annex-questions", number="A"),
        Text(spans=(Span(text="Who is accountable for FS04? Ask Zhe Zhang.\nA second line."),)),
    )


def _card_en(anchor: str, code: str, title: str) -> Card:
    return Card(
        anchor=anchor,
        code=code,
        title=title,
        facts=(
            FactLine(label="Owner (R)", value=plain("Platform engineer on call"), role="lead"),
            FactLine(label="Input", value=plain("yesterday's scoring log, channel table"), role="lead"),
            FactLine(label="Output", value=plain("one log entry; an alert ticket when out of range"), role="lead"),
            FactLine(label="Standard", value=plain("false positives under 0.8 %, interception at least 92 %"), role="lead"),
            FactLine(label="Accountable (A)", value=styled("not yet known (ask Zhe Zhang)", "missing")),
            FactLine(label="Trigger", value=plain("each working day at 9:00")),
            FactLine(label="Tool", value=plain("Grafana board fraud-daily")),
            FactLine(label="Time limit", value=plain("30 minutes")),
            FactLine(label="If it fails", value=plain("wake the data platform's engineer on call and say who is affected")),
            FactLine(label="Then", value=(*link("FS02", "#step-fs02"), *styled(" if out of range", "muted"))),
            FactLine(label="Evidence", value=plain("documented in prose · docs/runbook.md"), role="evidence"),
        ),
        marks=(("info", "monitor"), ("warning", "hot spot"), ("missing", "owner inferred")),
    )
