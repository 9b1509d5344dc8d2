"""The blocks of the sample document that stand on its first page, and those that hold evidence, in both languages."""

from __future__ import annotations

from sop_kit.blocks.make import link, plain, styled
from sop_kit.blocks.model import (
    Answer,
    Answers,
    Block,
    Column,
    Fold,
    Heading,
    Picture,
    Table,
    TableRow,
    Text,
)

# A picture of the team's own, 96 by 64 pixels: four coloured notes.
PIXELS = (
    "iVBORw0KGgoAAAANSUhEUgAAAGAAAABACAIAAABqVuVZAAAAlElEQVR42u3ZsQ2AIBCGUQalZAMmMHElZnAJW1cwodIJsOQSfF/+AS6vvfTos4QA"
    "EKBpQP3MIRsdtx17yAABAgQIECBAgAABAgQIECBAgAABAgQIECBAgACtDSSfVUCAAAECBOivQKXdIRsdd9UaMkCAAAECBAgQIECAAAECBAgQIECA"
    "AAECBAgQIEBrA8lnFRCgyb0wg06JSe0p/AAAAABJRU5ErkJggg=="
)
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Six questions, two minutes",
        "who": "Who looks at what today?",
        "who answer": "Platform engineer on call: the false-positive board, before 9:30.",
        "wake": "When do I wake whom?",
        "wake answer": "A first-level metric is out of range twice: the data scientist on call.",
        "unknown": "not yet known (ask Zhe Zhang)",
        "clause": "chapter 3",
        "note": "Where the record does not know, it says whom to ask.",
        "evidence": "Evidence",
        "summary": "How the team rated the steps (6 people, 2 rounds)",
        "raci": "Who does what",
        "step": "Step",
        "roles": "Platform engineer on call|Data scientist|Product owner",
        "text": "Rated on the board of 18 November 2026:",
        "alt": "A photograph of the whiteboard: four coloured notes.",
        "photo": "The board at the end of the workshop",
    },
    "zh": {
        "title": "六个问题，两分钟",
        "who": "今天谁看什么？",
        "who answer": "平台值班工程师：误报率看板，9:30 前。",
        "wake": "什么时候叫醒谁？",
        "wake answer": "一级指标连续两次越界：叫醒值班数据科学家。",
        "unknown": "尚不清楚（请问张喆）",
        "clause": "第 3 章",
        "note": "记录里没有的，写明该问谁。",
        "evidence": "依据",
        "summary": "团队如何评价这些步骤（6 人，2 轮）",
        "raci": "谁做什么",
        "step": "步骤",
        "roles": "平台值班工程师|数据科学家|产品经理",
        "text": "2026 年 11 月 18 日在白板上评出：",
        "alt": "白板照片：四张彩色便签。",
        "photo": "研讨会结束时的白板",
    },
}


def first_page(lang: str) -> Answers:
    """Return the questions that a reader comes with: one answered, one answered in part."""
    say = _WORDS[lang]
    return Answers(
        anchor="answers",
        title=say["title"],
        items=(
            Answer(
                question=say["who"],
                lines=(plain(say["who answer"]), link("FS01", "#step-fs01")),
                clauses=link(say["clause"], "#chapter-3"),
            ),
            Answer(
                question=say["wake"],
                table=Table(
                    caption="",
                    columns=(Column(label=say["step"]), Column(label=say["who"], width=3.0)),
                    rows=(TableRow(cells=(link("FS01", "#step-fs01"), plain(say["who answer"]))),),
                ),
                lines=(plain(say["wake answer"]), styled(say["unknown"], "missing")),
                wide=True,
                urgent=True,
            ),
        ),
        note=plain(say["note"]),
    )


def evidence(lang: str) -> tuple[Block, ...]:
    """Return a chapter of evidence: a matrix with turned heads, a fold, a picture in it and one outside."""
    say = _WORDS[lang]
    return (
        Heading(level=1, text=say["evidence"], anchor="annex-evidence", number="B"),
        Table(
            caption=say["raci"],
            columns=(
                Column(label=say["step"], width=4.0),
                *(Column(label=role, width=0.35, turned=True) for role in say["roles"].split("|")),
            ),
            rows=tuple(
                TableRow(cells=(link(code, f"#step-{code.lower()}"), *map(plain, letters)))
                for code, letters in (("FS01", ("R", "C", "A")), ("FS02", ("I", "R", "A")))
            ),
            anchor="table-raci",
        ),
        Fold(
            anchor="fold-ratings",
            summary=say["summary"],
            blocks=(
                Text(spans=plain(say["text"])),
                Table(
                    caption="",
                    columns=(Column(label=say["step"]), Column(label="n"), Column(label="P50")),
                    rows=(TableRow(cells=(plain("FS01"), plain("6"), plain("4")), anchor="rating-fs01"),),
                ),
                picture("notes", say["alt"], say["photo"]),
            ),
        ),
        picture("whiteboard", say["alt"], say["photo"], anchor="picture-whiteboard"),
    )


def picture(name: str, alt: str, caption: str, anchor: str = "") -> Picture:
    """Return the picture under a name."""
    return Picture(
        name=name,
        media_type="image/png",
        data=PIXELS,
        width=96,
        height=64,
        alt=alt,
        caption=caption,
        anchor=anchor,
    )
