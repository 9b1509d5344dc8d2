"""Blocks as a message: a line a row in a chat, tables that a mail program keeps."""

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Bullets, Callout, Column, Heading, Table, TableRow, Text
from sop_kit.document.as_message import as_mail, as_text

PROMISES = Table(
    caption="Promises (2)",
    columns=tuple(Column(label=label) for label in ("Owner", "Promise", "Due")),
    rows=(
        TableRow(cells=(plain("Wang Li"), plain("Complete the\nmanual"), plain("2 December"))),
        TableRow(cells=(plain("nobody yet"), plain("Ask <legal> & co"), ())),
    ),
)
STEPS = Table(
    caption="Steps (1)",
    columns=tuple(Column(label=label) for label in ("Step", "Written", "Really done", "Agreed")),
    rows=(TableRow(cells=(plain("S01"), plain("twice"), (), plain("once"))),),
)


def test_a_chat_gets_a_line_a_row_and_labels_only_where_columns_are_many():
    blocks = [Text(spans=plain("Line · today")), PROMISES, STEPS, Bullets(items=(plain("one"), plain("two")))]
    assert as_text("Agreed", blocks).splitlines() == [
        "Agreed",
        "Line · today",
        "",
        "Promises (2)",
        "• Wang Li · Complete the manual · 2 December",
        "• nobody yet · Ask <legal> & co",
        "",
        "Steps (1)",
        "• S01 · Written: twice · Agreed: once",
        "• one",
        "• two",
    ]


def test_headings_and_boxes_are_lines_of_their_own():
    blocks = [Heading(level=2, text="Open", anchor="open"), Callout(tone="info", title="Mind", body=(plain("this"),))]
    assert as_text("Agreed", blocks).splitlines() == ["Agreed", "", "Open", "Mind this"]


def test_a_mail_carries_its_looks_on_its_elements_and_nothing_unescaped():
    mail = as_mail("A & B", [PROMISES, Bullets(items=(plain("one"),)), Text(spans=plain("<b>"))], "en")
    assert mail.startswith('<div lang="en"><h2>A &amp; B</h2>')
    assert "<td style=" in mail
    assert "Complete the<br>manual" in mail
    assert "Ask &lt;legal&gt; &amp; co" in mail
    assert "<p>&lt;b&gt;</p>" in mail
    assert "class=" not in mail
