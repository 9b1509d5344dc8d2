"""The blocks a document is made of, as frozen facts that travel as JSON inside a notebook's outputs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sop_kit.blocks.forms import FormSheet

MIME = "application/vnd.sop-kit.blocks+json"
SCHEMA: Literal[1] = 1

SpanStyle = Literal["plain", "strong", "code", "muted", "missing", "stale"]
Tone = Literal["info", "warning", "missing", "good"]


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Fact):
    """A run of text in one style; ``to`` makes it a link: ``#anchor``, ``./file`` or an http(s)/mailto address.

    ``missing`` marks what the record does not know; ``stale`` a translation older than its source.
    """

    text: str
    style: SpanStyle = "plain"
    to: str = ""


Inline = tuple[Span, ...]


class Heading(_Fact):
    """A heading of level 1 (chapter) to 4; ``anchor`` is unique in the document."""

    kind: Literal["heading"] = "heading"
    level: Literal[1, 2, 3, 4]
    text: str
    anchor: str
    number: str = ""  # as printed before the text, e.g. "3" or "3.1"


class Text(_Fact):
    """A paragraph; a newline in a span is a line break."""

    kind: Literal["text"] = "text"
    spans: Inline
    anchor: str = ""


class Bullets(_Fact):
    """A list of short items, ordered or not."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[Inline, ...]
    ordered: bool = False


class Code(_Fact):
    """Text set as it is, line by line (from an author's Markdown)."""

    kind: Literal["code"] = "code"
    text: str


class Column(_Fact):
    """A column of a table; ``width`` is its share of the table's width relative to the other columns."""

    label: str
    width: float = 1.0
    turned: bool = False  # the head is set on its side: for a column of single letters, e.g. of a RACI matrix


class TableRow(_Fact):
    """A row: one Inline a column; the first cell is the row's head when the table says so."""

    cells: tuple[Inline, ...]
    anchor: str = ""


class Table(_Fact):
    """A table with a caption; every row has as many cells as there are columns."""

    kind: Literal["table"] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    row_heads: bool = True  # the first cell of each row names the row
    anchor: str = ""


class FactLine(_Fact):
    """A labelled fact of a card; ``role`` says how prominent it is."""

    label: str
    value: Inline
    role: Literal["lead", "normal", "evidence"] = "normal"
    field: str = ""  # the column of the record that holds the value, e.g. "inputs"; "" when several or none does


class Card(_Fact):
    """One thing with its labelled facts, e.g. a step of a process.

    ``marks`` are short words shown beside the title (tone tells them apart besides colour).
    """

    kind: Literal["card"] = "card"
    anchor: str
    code: str  # the stable id a person quotes, e.g. GC01
    title: str
    facts: tuple[FactLine, ...]
    marks: tuple[tuple[Tone, str], ...] = ()


class Figure(_Fact):
    """A picture with what it shows in words; ``twin`` says the same as text, line by line."""

    kind: Literal["figure"] = "figure"
    name: str  # a file stem, e.g. "workflow"
    svg: str
    alt: str
    caption: str
    twin: tuple[str, ...] = ()
    anchor: str = ""


class Picture(_Fact):
    """A picture of the team's own, e.g. a photograph of the whiteboard."""

    kind: Literal["picture"] = "picture"
    name: str  # a file stem, unique in the document
    media_type: Literal["image/png", "image/jpeg", "image/gif"]
    data: str  # base64
    width: int  # pixels
    height: int  # pixels
    alt: str
    caption: str
    anchor: str = ""


class Answer(_Fact):
    """One question a reader comes with: what the record answers, and where it is said in full.

    The table stands before the lines. A ``wide`` answer takes the whole width of the page, two others stand side by
    side; an ``urgent`` one is marked, for a reader who has no time to read.
    """

    question: str
    table: Table | None = None
    lines: tuple[Inline, ...] = ()
    clauses: Inline = ()  # links to the clauses that say it in full
    wide: bool = False
    urgent: bool = False


class Answers(_Fact):
    """The first page: the questions a reader comes with, each answered in a few lines; one page when printed."""

    kind: Literal["answers"] = "answers"
    anchor: str
    title: str
    items: tuple[Answer, ...]
    note: Inline = ()


class ChecklistItem(_Fact):
    """One line to tick: what, by whom, and what must be true; ``code`` is the id of a step or "".

    ``words`` is what the authors wrote, where ``text`` says it shorter.
    """

    code: str
    text: str
    who: str = ""
    standard: str = ""
    words: str = ""


class Checklist(_Fact):
    """A checklist of one page: when it is used, how, and its items; ``people`` are those who may have used it."""

    kind: Literal["checklist"] = "checklist"
    anchor: str
    title: str
    mode: Literal["do-confirm", "read-do"]
    pause_point: str  # when everybody stops and takes it out
    items: tuple[ChecklistItem, ...]
    owner: Inline = ()
    note: str = ""
    people: tuple[str, ...] = ()  # names, as printed


class Callout(_Fact):
    """A boxed remark; the title says in words what the tone says in colour."""

    kind: Literal["callout"] = "callout"
    tone: Tone
    title: str
    body: tuple[Inline, ...] = ()


# What a fold may hold: nothing that the table of contents leads to, and no fold.
FoldBlock = Annotated[Text | Bullets | Code | Table | Figure | Picture, Field(discriminator="kind")]


class Fold(_Fact):
    """Evidence that is folded away on a screen until somebody asks for it, and printed in full on paper."""

    kind: Literal["fold"] = "fold"
    anchor: str
    summary: str
    blocks: tuple[FoldBlock, ...]


Block = Annotated[
    Heading | Text | Bullets | Code | Table | Card | Figure | Picture | Answers | Fold | Checklist | Callout,
    Field(discriminator="kind"),
]


class Signature(_Fact):
    """One line of the block 编制/审核/批准 (prepared, checked, approved); who and date are "" until it has happened."""

    act: str  # in the document's language
    who: str
    date: str  # as printed


class Meta(_Fact):
    """What every exported file carries about itself; all of it comes from the record, none from the clock."""

    product: str  # id
    title: str  # of the document
    product_name: str
    lang: Literal["zh", "en"]
    version: str
    status: str  # draft, in review, approved, published, superseded, withdrawn; minutes: see `is_sop`
    status_label: str  # the same in the document's language
    readiness: Literal["empty", "sketch", "reviewable"]
    readiness_label: str
    owner: str  # as printed; says so when not known
    date: str  # ISO date of the last change of the record, "" when not known
    next_review: str  # as printed
    expires: str = ""  # ISO date on which the review is due, "" as long as nothing is in force
    effective: str = ""  # ISO date from which the version holds, "" as long as nothing is in force
    valid_copy: str = ""  # where the only valid copy lives
    signatures: tuple[Signature, ...] = ()
    content_hash: str  # sha256 hex of what the SoP says: the record's facts without its life and its books
    head: str  # number and hash of the last Change, "" when the record came from a file
    document_no: str = ""
    classification: str = ""
    kit: str  # version of sop-kit

    @property
    def is_sop(self) -> bool:
        """Return whether this is a document that can be in force; the minutes of a workshop never are."""
        return self.status != "minutes"


class Bundle(_Fact):
    """What one notebook cell says: blocks in order, and the document they belong to.

    ``forms`` are the sheets that are filled in beside the document, ``bpmn`` is the workflow as a BPMN file; the
    formats for reading leave both alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    blocks_schema: Literal[1] = SCHEMA
    meta: Meta
    blocks: tuple[Block, ...]
    forms: tuple[FormSheet, ...] = ()
    bpmn: str = ""
