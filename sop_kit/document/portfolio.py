"""The index page over all product lines of a run: how ready each one is, what failed, where its files are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sop_kit import __version__
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Block, Bundle, Callout, Column, Heading, Inline, Meta, Table, TableRow, Text
from sop_kit.document.meta import meta
from sop_kit.document.portfolio_cells import burden_cell, in_short, judged_cell, medians, questions_cell, state_of
from sop_kit.document.view import View
from sop_kit.words import Words, words

FORMAT_NAMES = {
    "sop.html": "HTML",
    "sop.docx": "Word",
    "sop.pdf": "PDF",
    "sop.md": "Markdown",
    "sop.wiki": "MediaWiki",
    "sop.confluence.xml": "Confluence",
    "workflow.svg": "SVG",
    "workflow.bpmn": "BPMN",
}
LANGUAGE_NAMES = {"zh": "中文", "en": "English"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """What failed: the line, where, in one sentence, and what to open (path relative to the index)."""

    product: str
    lang: str
    where: str
    message: str
    link: str


def portfolio(  # noqa: PLR0913  one keyword a part of the page
    views: Sequence[View],
    files: Mapping[str, Sequence[str]],
    failed: Sequence[Failed],
    *,
    lang: str,
    twins: Mapping[str, str],
    touched: Mapping[str, Sequence[str]],
) -> Bundle:
    """Return the index page.

    Parameters
    ----------
    views
        One a product line, in the language of the page.
    files
        Product id → paths of its files relative to the index page.
    failed
        Everything that failed.
    lang
        The language of the page.
    twins
        Language → path of the same page in it.
    touched
        Product id → the chapters that its core has changed since the line took it over.
    """
    say = words(lang)
    blocks: list[Block] = [Heading(level=1, text=say("Product lines"), anchor="lines")]
    if failed:
        blocks.append(_failures(say, failed))
    burdens = {view.record.product.id: view.assessment.burden for view in views}
    told = (in_short(say, views), medians(say, burdens))
    blocks.extend(Text(spans=plain(text)) for text in told if text)
    blocks.append(
        Table(
            caption=say("{n} product lines", n=len(views)),
            columns=(
                Column(label=say("Product line"), width=1.9),
                Column(label=say("Readiness"), width=1.2),
                Column(label=say("Open questions"), width=1.4),
                Column(label=say("Owner"), width=1.1),
                Column(label=say("Verdicts and checks"), width=1.6),
                Column(label=say("Asks of people"), width=1.4),
                Column(label=say("Documents"), width=2.0),
            ),
            rows=tuple(_row(view, files.get(view.record.product.id, ()), say) for view in views),
        )
    )
    blocks += _behind(say, views, touched)
    explanation = say("A sketch is no SoP: its open questions say what is missing and whom to ask.")
    blocks.append(Text(spans=plain(explanation)))
    blocks.extend(
        Text(spans=link(LANGUAGE_NAMES[other], _relative(path))) for other, path in twins.items() if other != lang
    )
    return Bundle(meta=_meta(say, len(views)), blocks=tuple(blocks))


def _behind(say: Words, views: Sequence[View], touched: Mapping[str, Sequence[str]]) -> list[Block]:
    lines = tuple(
        plain(say("{line}: chapters {chapters}", line=view.record.product.name or product, chapters=say.list(chapters)))
        for view in views
        if (chapters := tuple(touched.get(product := view.record.product.id, ())))
    )
    title = say("Their core has changed since they took it over; bring them up to date: sop-kit core update DIR")
    return [Callout(tone="warning", title=title, body=lines)] if lines else []


def _failures(say: Words, failed: Sequence[Failed]) -> Callout:
    lines = tuple(
        join(
            [
                styled(f"{item.product} · {item.lang}", "strong"),
                link(item.where, _relative(item.link)),
                plain(item.message),
            ],
            say(": "),
        )
        for item in failed
    )
    return Callout(tone="warning", title=say("{n} failures", n=len(failed)), body=lines)


def _row(view: View, files: Sequence[str], say: Words) -> TableRow:
    facts = meta(view)
    page = next((path for path in files if path.endswith(f"{say.lang}/sop.html")), "")
    home = _relative(page) if page else ""
    name = link(facts.product_name, home) if home else styled(facts.product_name, "strong")
    if view.record.product.illustration:
        name = join([name, styled(say("Illustration"), "muted")], " ")
    return TableRow(
        cells=(
            name,
            styled(state_of(view), "plain" if facts.readiness == "reviewable" else "missing"),
            questions_cell(view),
            plain(facts.owner) if view.record.product.owner else styled(facts.owner, "missing"),
            judged_cell(view, home),
            burden_cell(view),
            _documents(files, say),
        ),
        anchor=f"line-{facts.product}",
    )


def _documents(files: Sequence[str], say: Words) -> Inline:
    names = {**FORMAT_NAMES, "checklists.html": say("Checklists"), "forms.xlsx": say("Forms")}
    parts: list[Inline] = []
    for lang, label in LANGUAGE_NAMES.items():
        found = [
            link(name, _relative(path))
            for file, name in names.items()
            for path in files
            if path.endswith(f"/{lang}/{file}")
        ]
        if found:
            parts.append(join([styled(label, "muted"), join(found, " · ")], say(": ")))
    return join(parts, "\n")


def _relative(path: str) -> str:
    return f"./{path}"


def _meta(say: Words, lines: int) -> Meta:
    return Meta(
        product="index",
        title=say("Standard operating procedures"),
        product_name=say("All product lines"),
        lang="zh" if say.lang == "zh" else "en",
        version="",
        status="draft",
        status_label=say("{n} product lines", n=lines),
        readiness="reviewable",
        readiness_label="",
        owner="",
        date="",
        next_review="",
        content_hash="",
        head="",
        kit=__version__,
    )
