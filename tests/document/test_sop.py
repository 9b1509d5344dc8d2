"""The document over the real product lines and over generated records."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Bundle, Callout, Card, Checklist, Figure, Fold, Heading, Span, Table
from sop_kit.document.sop import CHAPTERS, sop
from sop_kit.document.view import look
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import Record, row_facts
from sop_kit.record.tables import Feedback, Product, Step, Translation
from tests.record.strategies import records

LINES = ("govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff")
# Table of the SoP's life → its columns that hold words of people.
LIFE = {
    "rounds": ("name", "stop_rule", "verdict", "note"),
    "approvals": ("reason", "external_ref", "at"),
    "publications": ("version", "place", "note", "external_ref", "at"),
    "readings": ("question", "version", "at"),
    "runs": ("checklist", "note", "case", "at"),
    "corrections": ("text", "proposed", "reason", "at"),
    "constraints": ("why", "within"),
    "activity_map": ("activity", "note"),
    "actions": ("text",),
}


def example(name: str) -> Record:
    record = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
    assert record is not None
    return record


def words_of(bundle: Bundle) -> str:
    return json.dumps(bundle.model_dump(mode="json"), ensure_ascii=False)


def folded(bundle: Bundle, anchor: str) -> list[Table]:
    """Return the tables that the fold of this anchor holds."""
    folds = [block for block in bundle.blocks if isinstance(block, Fold) and block.anchor == anchor]
    return [block for fold in folds for block in fold.blocks if isinstance(block, Table)]


def spans(value: object):
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif hasattr(value, "model_fields_set"):
        for name in type(value).model_fields:
            yield from spans(getattr(value, name))


def anchors(bundle: Bundle) -> list[str]:
    found = []
    for block in bundle.blocks:
        found += [block.anchor] if getattr(block, "anchor", "") else []
        found += [row.anchor for row in getattr(block, "rows", ()) if row.anchor]
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LINES)
def test_every_id_action_output_and_standard_of_a_real_line_is_in_its_document(name, lang):
    record = example(name)
    document = words_of(sop(look(record, lang)))
    for step in record.steps:
        for value in (step.id, step.action, step.outputs, step.standard, step.source):
            assert json.dumps(value, ensure_ascii=False)[1:-1] in document


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_chapter_of_the_method_is_there_in_order(lang):
    headings = [block for block in sop(look(example("govuk-chat"), lang)).blocks if isinstance(block, Heading)]
    assert [heading.number for heading in headings if heading.number] == [*"01234567", *"ABCDEFG"]


@pytest.mark.parametrize("process", ["3", "4", "5", "6"])
def test_each_core_process_has_steps_escalation_and_checklist(process):
    bundle = sop(look(example("wikimedia-liftwing"), "en"))
    assert {f"chapter-{process}-steps", f"chapter-{process}-escalation", f"chapter-{process}-checklist"} <= set(
        anchors(bundle)
    )


@settings(max_examples=40)
@given(records(dangling=True))
def test_any_record_makes_a_document_whose_links_lead_somewhere(record):
    for lang in ("zh", "en"):
        bundle = sop(look(record, lang))
        known = anchors(bundle)
        assert len(known) == len(set(known))
        targets = {span.to[1:] for span in spans(bundle.blocks) if span.to.startswith("#")}
        assert targets <= set(known)


def test_one_step_and_nothing_else_makes_a_document_that_says_what_is_missing():
    step = Step(id="S1", stage="monitor", action="看大盘", role="值班")
    bundle = sop(look(Record(product=Product(id="line"), steps=(step,)), "zh"))
    rows = [row for block in bundle.blocks if isinstance(block, Table) for row in block.rows]
    said = [[text_of(cell) for cell in row.cells] for row in rows if len(row.cells) == 2]
    assert ["每个步骤：谁最终负责（A）、由什么触发、输入、输出、标准、时限、出错怎么办", "做这一步的人"] in said
    assert any(what == "谁负责这个流程" and "产品经理" in ask for what, ask in said)


def test_three_hundred_steps_make_a_document():
    stages = ("monitor", "feedback", "analyse", "decide", "optimise", "release")
    steps = tuple(
        Step(
            id=f"S{n:03}",
            stage=stages[n % 6],
            action=f"Do thing {n}",
            role=f"role-{n % 9}",
            next=({"to": f"S{(n + 1) % 300:03}"},),
        )
        for n in range(300)
    )
    bundle = sop(look(Record(product=Product(id="line"), steps=steps), "en"))
    assert sum(isinstance(block, Card) for block in bundle.blocks) == 300
    lists = [block for block in bundle.blocks if isinstance(block, Checklist)]
    assert sum(len(block.items) for block in lists) == 300
    assert max(len(block.items) for block in lists) <= 9


def test_an_empty_record_says_that_it_is_empty_and_draws_nothing():
    bundle = sop(look(Record(product=Product(id="line")), "en"))
    assert bundle.meta.readiness == "empty"
    assert not [block for block in bundle.blocks if isinstance(block, Figure)]


def test_nothing_is_invented_for_a_real_line():
    record = example("openfoodfacts-robotoff")
    assert not record.people
    assert not record.feedback
    assert not any(step.accountable for step in record.steps)
    bundle = sop(look(record, "en"))
    assert bundle.meta.owner == "not yet named"
    titles = [block.title for block in bundle.blocks if isinstance(block, Callout)]
    assert "Nobody has rated the steps yet" in titles


def rated(step: str, score: int) -> tuple[Feedback, ...]:
    return tuple(
        Feedback(id=f"{step}-{rater}-{aspect}", participant=f"p{rater}", target=step, aspect=aspect, score=score)
        for rater in range(4)
        for aspect in ("feasibility", "clarity", "accuracy")
    )


def test_a_step_judged_drop_stands_in_the_annex_and_not_in_its_process():
    record = example("govuk-chat").replace(feedback=(*rated("GC03", 1), *rated("GC04", 5)))
    blocks = sop(look(record, "en")).blocks
    annex = next(place for place, block in enumerate(blocks) if getattr(block, "anchor", "") == "annex-not-standard")
    place = {block.code: place for place, block in enumerate(blocks) if isinstance(block, Card)}
    assert place["GC04"] < annex < place["GC03"]
    listed = [item.code for block in blocks if isinstance(block, Checklist) for item in block.items]
    assert "GC04" in listed
    assert "GC03" not in listed


def test_figures_and_rule_are_printed_beside_the_verdict():
    record = example("govuk-chat").replace(feedback=rated("GC04", 5))
    document = words_of(sop(look(record, "zh")))
    assert "5 100% (51–100) 0 1.00" in document
    assert "依次为中位数、4 分及以上占比（Wilson 95% 区间）、IQR（第 7 型）、共识度 Cns" in document
    assert "固化：当 " in document


def test_a_process_of_the_teams_own_gets_a_chapter():
    record = example("govuk-chat")
    own = record.steps[0].model_copy(update={"process": "red-teaming"})
    bundle = sop(look(record.replace(steps=(own, *record.steps[1:])), "en"))
    assert "process-red-teaming" in anchors(bundle)


def test_an_authors_text_stands_in_its_chapter_and_its_html_stays_text():
    text = {"id": "T9", "chapter": "C1", "text": "**Why** <script>alert(1)</script>\n\n- one\n- two"}
    record = Record.model_validate({"product": {"id": "line"}, "texts": [text]})
    assert "<script>alert(1)</script>" in words_of(sop(look(record, "en")))


def test_the_same_record_gives_the_same_bytes():
    record = example("govuk-chat")
    once, twice = (sop(look(record, "zh")).model_dump_json() for _ in range(2))
    assert once == twice


def test_a_bundle_travels_as_json_without_loss():
    bundle = sop(look(example("wikimedia-liftwing"), "zh"))
    assert Bundle.model_validate(json.loads(json.dumps(bundle.model_dump(mode="json")))) == bundle


def test_notebook_04_shows_every_chapter():
    notebook = json.loads((Path(kit_path("notebooks")) / "04-draft-sop.ipynb").read_text(encoding="utf-8"))
    sources = "".join("".join(cell["source"]) for cell in notebook["cells"])
    calls = {code: f'session.chapter("{code}")' for code in CHAPTERS} | {"G": "session.files()"}
    assert [code for code, call in calls.items() if call not in sources] == []


def test_a_comment_is_said_in_the_readers_language():
    step = Step(id="S1", stage="monitor", action="看大盘", role="值班")
    comment = Feedback(id="f1", participant="p1", target="S1", comment="太慢")
    english = Translation(id="t1", table="feedback", row="f1", field="comment", lang="en", text="Too slow")
    record = Record(product=Product(id="line"), steps=(step,), feedback=(comment,), translations=(english,))
    assert "Too slow" in words_of(sop(look(record, "en")))


def test_what_was_only_commented_on_is_not_listed_among_the_scores():
    comment = Feedback(id="f1", participant="p1", target="C2", comment="Who stands in for whom?")
    record = example("govuk-chat").replace(feedback=(*rated("GC04", 5), comment))
    (ratings,) = folded(sop(look(record, "en")), "ratings")
    (comments,) = folded(sop(look(record, "en")), "comments")
    assert [text_of(row.cells[0]) for row in ratings.rows] == ["GC04", "Daily monitoring & alerting"]
    assert [text_of(row.cells[0]) for row in comments.rows] == ["C2"]


def test_a_document_without_ratings_is_made_without_numpy():
    program = (
        "import sys\n"
        "from sop_kit.document.sop import sop\n"
        "from sop_kit.document.view import look\n"
        "from sop_kit.places import kit_path\n"
        "from sop_kit.record.files.yaml_file import read_record\n"
        "record = read_record(kit_path('workshop', 'govuk-chat.yaml').read_bytes(), 'chat').record\n"
        "assert len(sop(look(record, 'en')).blocks) > 100 and not record.feedback\n"
        "print(*sorted({'numpy', 'pandas', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_comments_without_any_rating_are_shown_below_the_word_that_nobody_rated():
    comment = Feedback(id="f1", participant="p1", target="C2", comment="Who stands in for whom?")
    bundle = sop(look(example("govuk-chat").replace(feedback=(comment,)), "en"))
    assert "Nobody has rated the steps yet" in [block.title for block in bundle.blocks if isinstance(block, Callout)]
    assert len(folded(bundle, "comments")) == 1


def test_ratings_are_summed_up_in_one_line_before_their_figures():
    record = example("govuk-chat").replace(feedback=(*rated("GC03", 1), *rated("GC04", 5)))
    said = words_of(sop(look(record, "en")))
    assert "Rated: 2, by up to 4 people each. codify: 1, drop: 1. Raters divided on: 0. Blocked: 0." in said


IN_CHINESE = {"min": "分钟", "h": "小时", "d": "天"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [*LINES, "anti-fraud", "recommender"])
def test_every_word_of_a_sops_life_stands_in_its_document(name, lang):
    view = look(example(name), lang)
    shown = "".join(span.text for span in spans(sop(view).blocks)) + words_of(sop(view))
    lost = [
        (table, row.id, column)
        for table in LIFE
        for row in view.record.rows(table)
        for column, value in row_facts(row).items()
        if column in LIFE[table] and not shown_as(json.dumps(value, ensure_ascii=False).strip('"'), shown)
    ]
    assert lost == []


def shown_as(value: str, shown: str) -> bool:
    """Say whether a value stands there as it is, or as a length of time in the reader's language."""
    number, _, unit = value.partition(" ")
    return value in shown or f"{number} {IN_CHINESE.get(unit, unit)}" in shown
