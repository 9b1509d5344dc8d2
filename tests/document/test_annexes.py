"""The annexes keep what is open, used and learned: nothing said twice, nothing lost."""

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Fold, Heading, Table, Text
from sop_kit.document.sop import chapter_bundle
from sop_kit.document.view import look
from sop_kit.record.model import Record
from sop_kit.record.tables import AuthorText, Product, RoleRow, Source, Step, Tool, Translation
from tests.document.test_sop import example


def step(number: int, **more: object) -> Step:
    given = {"id": f"S{number}", "stage": "monitor", "action": "look", "role": "ops", **more}
    return Step.model_validate(given)


def blocks(code: str, **tables: tuple):
    return chapter_bundle(look(Record.model_validate({"product": Product(id="line"), **tables}), "en"), code).blocks


def texts(found) -> list[str]:
    return [text_of(block.spans) for block in found if isinstance(block, Text)]


def rows(found) -> dict[str, list[list[str]]]:
    tables = [block for block in found if isinstance(block, Table)]
    return {table.caption: [[text_of(cell) for cell in row.cells] for row in table.rows] for table in tables}


def test_a_question_about_many_steps_is_one_row():
    found = rows(blocks("C", steps=tuple(step(n, outputs="a log" if n < 2 else "") for n in range(8))))
    (to_ops,) = [row for row in found["To: ops (6 questions)"] if row[0].startswith("What comes out")]
    assert to_ops[1] == "S2, S3, S4, S5, S6, S7 (6)"
    (standard,) = [row for row in found["To: ops (6 questions)"] if row[0].startswith("What must be true")]
    assert standard[1] == "all 8 steps"


def test_a_question_asked_in_several_chapters_is_asked_once():
    found = rows(blocks("C", steps=(step(1), step(2, stage="release"))))
    asked = [row[0] for row in found["To: ops (6 questions)"]]
    assert len(asked) == len(set(asked))
    assert found["To: ops (6 questions)"][0][1] == "S1, S2"


def test_no_gap_of_a_real_line_is_lost():
    for name in ("govuk-chat", "openfoodfacts-robotoff", "wikimedia-liftwing"):
        view = look(example(name), "en")
        said = "\n".join(
            cell for table in rows(chapter_bundle(view, "C").blocks).values() for row in table for cell in row
        )
        steps = {row for gap in view.assessment.gaps if gap.topic.startswith("steps.") for row in gap.rows}
        assert [each for each in steps if each not in said and f"all {len(view.steps)} steps" not in said] == []


def test_those_who_are_asked_little_share_a_table():
    steps = (step(1, role="a", **FULL), step(2, role="b", **FULL))
    found = rows(blocks("C", steps=steps))["To the others"]
    assert ["a", "How long may it take? S1"] in found
    assert ["b", "How long may it take? S2"] in found


FULL = {"trigger": "x", "inputs": "x", "outputs": "x", "standard": "x", "if_it_fails": "x", "accountable": ("a",)}


def test_a_tool_stands_with_the_steps_that_name_it_alone_or_among_others():
    tools = (Tool(id="T1", name='Grafana "Technical"', link="https://x.example"), Tool(id="T2", name="CaseDesk"))
    steps = (step(1, tool="Grafana"), step(2, tool="CaseDesk / Grafana"), step(3, tool="mail"))
    found = blocks("B", tools=tools, steps=steps)
    assert rows(found)["Tools and templates"] == [
        ['Grafana "Technical"', "S1, S2", "https://x.example"],
        ["CaseDesk", "S2", "open"],
    ]
    assert "Also named by the steps: mail S3" in texts(found)


def test_links_that_are_missing_everywhere_are_said_once():
    found = blocks("B", tools=(Tool(id="T1", name="Sentry", used_for="errors"), Tool(id="T2", name="Slack")))
    assert rows(found)["Tools and templates"] == [["Sentry", "errors"], ["Slack", "–"]]
    assert "Where each of them is (link): not yet known; ask: product manager or business owner" in texts(found)


def test_sources_are_folded_away():
    (fold,) = [block for block in blocks("F", sources=(Source(id="MAN", title="Manual"),)) if isinstance(block, Fold)]
    assert rows(fold.blocks)["Sources"] == [["MAN", "Manual", ""]]


def test_a_text_that_names_no_chapter_is_not_lost():
    found = blocks("F", texts=(AuthorText(id="T1", chapter="appendix", text="By the way."),))
    assert "Texts and pictures that name no chapter" in [b.text for b in found if isinstance(b, Heading)]
    assert "By the way." in texts(found)


def test_an_authors_text_in_an_older_translation_says_so():
    old = Translation(id="t", table="texts", row="T1", field="text", lang="en", text="Look twice.", of="before")
    found = blocks("D", texts=(AuthorText(id="T1", chapter="D", text="看两遍。"),), translations=(old,))
    said = texts(found)
    assert said[-2:] == ["The text below is a translation older than its source.", "Look twice."]


def test_a_role_that_lacks_a_person_is_named_by_name():
    found = rows(blocks("C", roles=(RoleRow(id="ops", name="People on call"),), steps=(step(1),)))
    assert any("People on call" in cell for table in found.values() for row in table for cell in row)
