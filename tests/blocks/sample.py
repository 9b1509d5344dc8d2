"""A document about a real product line, GOV.UK Chat, in both languages: what the renderers are shown in tests.

Facts restated from the public MIT-licensed repositories of GOV.UK Chat; the steps carry the ids of the record.
"""

from __future__ import annotations

from collections.abc import Iterator

from sop_kit.blocks.make import link, plain, styled
from sop_kit.blocks.model import (
    Answer,
    Answers,
    Block,
    Bullets,
    Bundle,
    Callout,
    Card,
    Checklist,
    ChecklistItem,
    Column,
    FactLine,
    Figure,
    Fold,
    Heading,
    Inline,
    Meta,
    Picture,
    Span,
    Table,
    TableRow,
    Text,
)
from tests.blocks.sample_facts import CHAPTERS, CHECKLISTS, LABELS, ROLES, STEPS, Said, Step

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
UNKNOWN = {
    "en": styled("Not known; ask the product manager", "missing"),
    "zh": styled("尚不清楚，请问产品经理", "missing"),
}
FIRST_PAGE = {
    "en": {
        "title": "Six questions",
        "questions": (
            (
                "Who looks at what today?",
                ("A developer looks at the dashboard at 09:00", "Weekly: the report of topics"),
            ),
            (
                "When do I wake whom?",
                ("On any alert: the on-call engineer, day and night", "After 15 minutes: the second"),
            ),
            ("How do I stop it?", ("Switch the chat off on the admin page",)),
            ("Who may release?", ()),
            ("Where do I write it down?", ("In the Slack channel of the team",)),
            ("When was this last proven true?", ()),
        ),
    },
    "zh": {
        "title": "六个问题",
        "questions": (
            ("今天谁看什么？", ("开发 09:00 看仪表盘", "每周看一次话题报告")),
            ("什么时候叫醒谁？", ("任何告警：叫值班工程师，昼夜不分", "15 分钟无人应答：叫第二位")),
            ("怎么停下来？", ("在管理页关掉聊天",)),
            ("谁能放行？", ()),
            ("记在哪里？", ("记在团队的 Slack 频道",)),
            ("上次证明属实是什么时候？", ()),
        ),
    },
}


def sample(lang: str, readiness: str = "sketch") -> Bundle:
    """Return the document in one language."""
    return Bundle(meta=_meta(lang, readiness), blocks=tuple(_blocks(lang)))


def _meta(lang: str, readiness: str) -> Meta:
    say = LABELS[lang]
    return Meta(
        product="govuk-chat",
        title=say["title"],
        product_name="GOV.UK Chat",
        lang=lang,
        version="0.3",
        status="draft",
        status_label=say["draft"],
        readiness=readiness,
        readiness_label=say["ready" if readiness == "reviewable" else "not ready"],
        owner=say["owner unknown"],
        date="2026-11-20",
        next_review="2027-02-18",
        content_hash="3f6c9a51d27e" + "0" * 52,
        head="128 · 9be04c71aa52",
        document_no="SOP-AI-007",
        classification=say["internal"],
        kit="0.1.0",
    )


def _blocks(lang: str) -> Iterator[Block]:
    say = LABELS[lang]
    yield _first_page(lang)
    yield Heading(level=1, text=say["purpose"], anchor="purpose", number="1")
    yield Text(spans=plain(say["purpose text"]))
    yield _purpose(say)
    yield Callout(
        tone="missing",
        title=say["missing title"],
        body=tuple(plain(line) for line in say["missing lines"].split("\n")),
    )
    yield Heading(level=1, text=say["roles"], anchor="roles", number="2")
    yield Text(spans=plain(say["roles text"]))
    yield _raci(lang)
    yield Callout(tone="warning", title=say["nobody title"], body=(plain(say["nobody"]),))
    yield Heading(level=1, text=say["workflow"], anchor="workflow", number="3")
    yield _figure(say)
    for number, chapter in enumerate(CHAPTERS, start=4):
        yield from _chapter(str(number), chapter, lang)
    yield Heading(level=1, text=say["checklists"], anchor="checklists", number="8")
    yield Callout(tone="info", title=say["how"], body=(plain(say["how text"]),))
    for name in CHECKLISTS:
        yield _checklist(name, lang)
    yield Heading(level=1, text=say["lessons"], anchor="lessons", number="9")
    yield Bullets(items=tuple(plain(line) for line in say["lesson lines"].split("\n")))
    yield Callout(tone="good", title=say["floor title"], body=(plain(say["floor"]),))
    yield _evidence(lang)


def _first_page(lang: str) -> Answers:
    said = FIRST_PAGE[lang]
    clauses = link(CHAPTERS["monitoring"][lang], "#process-monitoring")
    items = tuple(
        Answer(question=question, lines=tuple(plain(line) for line in lines) or (UNKNOWN[lang],), clauses=clauses)
        for question, lines in said["questions"]
    )
    return Answers(anchor="first-page", title=said["title"], items=items, note=plain(LABELS[lang]["floor"]))


def _evidence(lang: str) -> Fold:
    say = LABELS[lang]
    columns = tuple(Column(label=label) for label in (say["step"], say["who"], say["standard"], say["source"]))
    rows = tuple(
        TableRow(
            cells=(
                link(step.id, f"#{step.id}"),
                plain(ROLES[step.role][lang]),
                plain(step.standard[lang]),
                plain(step.source),
            )
        )
        for step in STEPS[:4]
    )
    photo = Picture(
        name="board",
        media_type="image/png",
        data=PIXEL,
        width=320,
        height=200,
        alt=say["figure alt"],
        caption=say["figure"],
    )
    table = Table(caption=say["source"], columns=columns, rows=rows)
    return Fold(anchor="evidence", summary=say["source"], blocks=(table, photo))


def _purpose(say: Said) -> Table:
    rows = (
        (say["goal"], plain(say["goal text"])),
        (say["north star"], styled(say["not known"], "missing")),
        (say["in scope"], plain(say["in scope text"])),
        (say["out of scope"], styled(say["not known"], "missing")),
        (say["sources"], link("alphagov/govuk-chat", "https://github.com/alphagov/govuk-chat")),
    )
    return Table(
        caption=say["at a glance"],
        columns=(Column(label=say["what"], width=1), Column(label=say["content"], width=3)),
        rows=tuple(TableRow(cells=(plain(head), value)) for head, value in rows),
        anchor="glance",
    )


def _raci(lang: str) -> Table:
    columns = (
        Column(label=LABELS[lang]["step"], width=3),
        *(Column(label=role[lang], turned=True) for role in ROLES.values()),
    )
    rows = []
    for step in STEPS:
        letters = ["R" if key == step.role else "C" if key in step.consulted else "" for key in ROLES]
        head = (*link(step.id, f"#{step.id}"), Span(text=f" {step.action[lang]}"))
        rows.append(TableRow(cells=(head, *(styled(letter, "strong") for letter in letters))))
    return Table(caption=LABELS[lang]["raci"], columns=columns, rows=tuple(rows), anchor="raci")


def _chapter(number: str, chapter: str, lang: str) -> Iterator[Block]:
    said = CHAPTERS[chapter]
    yield Heading(level=1, text=said[lang], anchor=f"process-{chapter}", number=number)
    yield Text(spans=plain(said[f"{lang} text"]))
    yield Heading(level=2, text=LABELS[lang]["steps"], anchor=f"process-{chapter}-steps", number=f"{number}.1")
    for step in STEPS:
        if step.chapter == chapter:
            yield _card(step, lang)


def _card(step: Step, lang: str) -> Card:
    say = LABELS[lang]
    stale: Inline = (Span(text=step.standard[lang], style="stale" if step.id == "GC08" else "plain"),)
    facts = (
        FactLine(label=say["who"], value=plain(ROLES[step.role][lang]), role="lead"),
        FactLine(label=say["standard"], value=stale, role="lead"),
        FactLine(label=say["trigger"], value=plain(step.trigger[lang])),
        FactLine(label=say["input"], value=plain(step.inputs[lang])),
        FactLine(label=say["output"], value=plain(step.outputs[lang])),
        FactLine(label=say["tool"], value=plain(step.tool)),
        FactLine(label=say["time limit"], value=styled(say["not known"], "missing")),
        FactLine(label=say["next"], value=link(step.next, f"#{step.next}")),
        FactLine(label=say["source"], value=plain(step.source), role="evidence"),
    )
    marks = (("missing", say["no accountable"]),) + ((("warning", say["hot spot"]),) if step.id == "GC18" else ())
    if step.id == "GC11":
        marks = (("good", say["agreed"]), ("info", say["automatic"]))
    return Card(anchor=step.id, code=step.id, title=step.action[lang], facts=facts, marks=marks)


def _checklist(name: str, lang: str) -> Checklist:
    facts = CHECKLISTS[name]
    steps = {step.id: step for step in STEPS}
    items = tuple(
        ChecklistItem(
            code=step,
            text=steps[step].action[lang],
            who=ROLES[steps[step].role][lang],
            standard=steps[step].standard[lang],
        )
        for step in facts["steps"].split()
    )
    return Checklist(
        anchor=f"checklist-{name}",
        title=facts[lang],
        mode="read-do" if name == "release" else "do-confirm",
        pause_point=facts[f"{lang} pause"],
        items=items,
        owner=styled(LABELS[lang]["not known"], "missing"),
    )


def _figure(say: Said) -> Figure:
    stages = say["stages"].split()
    boxes = "".join(
        f'<a href="#process-{target}"><rect x="{40 + 180 * at}" y="70" width="140" height="64" rx="8" '
        f'fill="#ffffff" stroke="#7d8a9a" stroke-width="1.5"/><text x="{110 + 180 * at}" y="109" '
        f'text-anchor="middle" font-size="18" fill="#1b2430">{stage}</text></a>'
        for at, (stage, target) in enumerate(
            zip(stages, ("monitoring", "feedback", "feedback", "iteration", "iteration", "release"), strict=True)
        )
    )
    arrows = "".join(
        f'<path d="M{180 + 180 * at} 102H{214 + 180 * at}" fill="none" stroke="#566171" stroke-width="2" '
        'marker-end="url(#tip)"/>'
        for at in range(5)
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1120 240"><defs><marker id="tip" viewBox="0 0 8 8" '
        'refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#566171"/>'
        '</marker></defs><rect x="10" y="20" width="1100" height="200" rx="10" fill="#f5f7fa" '
        f'stroke="#d3dae3"/><text x="28" y="48" font-size="15" fill="#566171">{say["lane"]}</text>'
        f'{boxes}{arrows}<path d="M1010 136V188H110V140" fill="none" stroke="#0b5cad" stroke-width="2" '
        'marker-end="url(#tip)"/>'
        f'<text x="560" y="178" text-anchor="middle" font-size="18" fill="#0b5cad">{say["loop"]}</text>'
        "</svg>"
    )
    twin = tuple(f"{here} → {after}" for here, after in zip(stages, [*stages[1:], stages[0]], strict=True))
    return Figure(name="workflow", svg=svg, alt=say["figure alt"], caption=say["figure"], twin=twin, anchor="figure-1")
