"""A step's card says first who, when and how long, loses no word, and says what is open in one line."""

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Card
from sop_kit.document.chapters.steps import ASKED, step_card
from sop_kit.document.sop import sop
from sop_kit.document.view import look
from sop_kit.record.model import Record
from sop_kit.record.tables import PersonRow, Product, RoleRow, Step, Translation

FULL = Step(
    id="S1",
    stage="monitor",
    action="Look at the dashboard",
    role="ops",
    accountable=("shop",),
    consulted=("data",),
    informed=("law", "shop"),
    supporting=("data",),
    performers=("li",),
    title="Morning look",
    trigger="every morning",
    inputs="yesterday's log",
    outputs="a line in the log",
    tool="Grafana",
    standard="all green",
    time_limit="15 min",
    frequency="daily",
    minutes=12,
    waiting=3,
    if_it_fails="go on with S2",
    next=({"to": "S2", "when": "red"}, {"to": "S3"}),
    written="twice a day",
    done="once a day",
    agreed="once a day is enough",
    hot_spot="the board is slow",
    decidable="no",
    evidence="D I",
    source="manual 3.1",
)
OTHER = Step(id="S2", stage="release", action="Roll back", role="ops", standard="10 min")
ROLES = (RoleRow(id="ops", name="On call", people=("li",), deputies=("wu",)), RoleRow(id="shop", name="Shop floor"))
PEOPLE = (PersonRow(id="li", name="Engineer Li"), PersonRow(id="wu", name="Engineer Wu"))


def view(*steps: Step, lang: str = "en", **more: tuple):
    given = {"product": Product(id="line"), "roles": ROLES, "people": PEOPLE, "steps": steps, **more}
    return look(Record.model_validate(given), lang)


def facts(card: Card, role: str) -> dict[str, str]:
    return {fact.label: text_of(fact.value) for fact in card.facts if fact.role == role}


def test_who_when_and_how_long_come_first():
    card = step_card(view(FULL, OTHER), FULL)
    assert card.title == "Morning look: Look at the dashboard"
    assert facts(card, "lead") == {
        "Who (R)": "On call Engineer Li · deputy: Engineer Wu",
        "When it is done": "every morning · daily",
        "Time limit": "15 min",
    }
    assert [fact.role for fact in card.facts] == sorted(
        (fact.role for fact in card.facts), key=["lead", "normal", "evidence"].index
    )


def test_what_is_done_next_and_when_it_fails_leads_to_the_cards():
    card = step_card(view(FULL, OTHER), FULL)
    said = facts(card, "normal")
    assert said["If it fails"] == "go on with S2"
    assert said["Next"] == "S2 (red), S3"
    links = {span.to for fact in card.facts for span in fact.value if span.to}
    assert links == {"#step-S2"}  # S3 is no step of this record


def test_the_parts_of_others_are_said_in_letters():
    assert facts(step_card(view(FULL), FULL), "normal")["RACI"] == "A Shop floor · S data · C data · I law, Shop floor"


def test_no_word_of_a_step_is_lost():
    card = step_card(view(FULL, OTHER), FULL)
    said = "\n".join([card.title, *(text_of(fact.value) for fact in card.facts)])
    texts = [value for name, value in FULL.model_dump().items() if isinstance(value, str) and name not in KEPT_IN_WORDS]
    assert [text for text in texts if text not in said] == []


KEPT_IN_WORDS = {"id", "stage", "role", "process", "decidable", "evidence"}  # as a mark or by a name


def test_what_is_open_is_one_line_with_whom_to_ask():
    card = step_card(view(FULL, OTHER), OTHER)
    assert facts(card, "normal")["Still open"] == (
        "who is accountable (A) (ask: product manager or business owner); what starts it, input, output, time limit, "
        "what to do if it fails (ask: On call)"
    )
    assert "Still open" not in facts(step_card(view(FULL), FULL), "normal")


def test_what_no_step_of_a_process_has_is_not_said_on_every_card():
    card = step_card(view(OTHER), OTHER, frozenset(ASKED))
    assert [fact.label for fact in card.facts if fact.role != "evidence"] == ["Who (R)", "Standard"]


def test_an_older_translation_of_a_steps_title_and_text_is_marked_on_its_card():
    old = [
        Translation(id=f"t{n}", table="steps", row="S1", field=field, lang="en", text=f"old {field}", of="before")
        for n, field in enumerate(("title", "standard", "next"))
    ]
    blocks = sop(view(FULL, OTHER, translations=tuple(old[:2]))).blocks
    card = next(block for block in blocks if isinstance(block, Card) and block.code == "S1")
    assert card.title.startswith("old title (translation older than its source)")
    (standard,) = [fact for fact in card.facts if fact.label == "Standard"]
    assert [(span.text, span.style) for span in standard.value] == [("old standard", "stale")]
