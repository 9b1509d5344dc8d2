"""The first page answers six questions from the record alone, and says what the record does not know."""

import pytest
from hypothesis import given, settings

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Answer, Answers
from sop_kit.document.first_page.page import first_page
from sop_kit.document.first_page.wording import MOST_LINES, gist, width
from sop_kit.document.sop import sop
from sop_kit.document.view import look
from sop_kit.record.model import Record
from tests.document.test_sop import anchors, example, spans
from tests.record.strategies import records

LINES = ["anti-fraud", "recommender", "govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff"]
WATCH, WAKE, STOP, RELEASE, WRITE, PROOF = range(6)
LONGEST_LINE = 460  # half-width letters: four and a half lines of an A4 page

LOOK = {"id": "S1", "stage": "monitor", "action": "Look at the board", "role": "duty", "frequency": "every shift"}
BACK = {"id": "S2", "stage": "release", "action": "Press the button", "role": "duty", "tool": "DeployX"}
FACTS = {
    "product": {"id": "line", "owner": "lin"},
    "people": [{"id": "lin", "name": "Lin"}, {"id": "xu", "name": "Xu"}, {"id": "bai", "name": "Bai (engineer)"}],
    "roles": [{"id": "duty", "name": "On call", "people": ["xu"], "deputies": ["bai"]}, {"id": "boss", "name": "Boss"}],
    "steps": [LOOK, BACK],
}


def page(record: Record, lang: str = "en") -> Answers:
    (block,) = first_page(look(record, lang))
    assert isinstance(block, Answers)
    return block


def answer(question: int, lang: str = "en", **tables: object) -> Answer:
    return page(Record.model_validate({**FACTS, **tables}), lang).items[question]


def lines(question: int, lang: str = "en", **tables: object) -> list[str]:
    return [text_of(line) for line in answer(question, lang, **tables).lines]


def missing(found: Answer) -> list[str]:
    return [span.text for line in found.lines for span in line if span.style == "missing"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LINES)
def test_every_line_answers_six_questions_in_a_few_lines_each_with_its_clause(name, lang):
    found = page(example(name), lang)
    assert len(found.items) == 6
    for item in found.items:
        assert 1 <= len(item.lines) <= MOST_LINES
        assert max(width(text_of(line)) for line in item.lines) <= LONGEST_LINE
        assert any(span.to for span in item.clauses)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LINES)
def test_every_link_of_the_first_page_leads_somewhere_in_the_document(name, lang):
    bundle = sop(look(example(name), lang))
    targets = {span.to[1:] for span in spans(page(example(name), lang)) if span.to.startswith("#")}
    assert targets <= set(anchors(bundle))


@settings(max_examples=40)
@given(records(dangling=True))
def test_any_record_has_a_first_page_of_few_lines(record):
    for lang in ("zh", "en"):
        for item in page(record, lang).items:
            assert 1 <= len(item.lines) <= MOST_LINES
            assert all(text_of(line).strip() for line in item.lines)
            assert max(width(text_of(line)) for line in item.lines) <= 3 * LONGEST_LINE


def test_the_first_page_stands_before_everything_else():
    assert isinstance(sop(look(example("recommender"), "en")).blocks[0], Answers)


def test_who_looks_names_role_person_deputy_what_how_often_and_the_step():
    (said,) = lines(WATCH)
    assert said == "On call (Xu; deputy: Bai): Look at the board S1 · every shift"


def test_what_is_looked_at_every_day_comes_before_what_waits_for_something():
    waits = {**LOOK, "id": "S0", "action": "Close the alert", "frequency": "every case"}
    assert [said.split(": ")[-1][:4] for said in lines(WATCH, steps=[waits, LOOK])] == ["Look", "Clos"]


def test_the_same_steps_are_chosen_in_both_languages():
    for name in ("anti-fraud", "recommender"):
        chosen = [
            [
                span.to
                for item in page(example(name), lang).items
                for span in spans(item.lines)
                if span.to.startswith("#step")
            ]
            for lang in ("zh", "en")
        ]
        assert chosen[0] == chosen[1]


def test_a_step_without_a_rhythm_says_that_it_is_open():
    assert missing(answer(WATCH, steps=[{**LOOK, "frequency": ""}])) == ["open"]


def test_a_step_that_was_dropped_is_not_looked_at_today():
    ratings = [
        {"id": f"f{n}{aspect}", "participant": f"p{n}", "target": "S1", "aspect": aspect, "score": 1}
        for n in range(4)
        for aspect in ("feasibility", "clarity", "accuracy")
    ]
    assert missing(answer(WATCH, feedback=ratings)) == ["not yet known; ask: Lin"]


ALERT = {"first_responder": "duty", "acknowledge_within": "5 min", "escalate_to": "boss", "escalate_after": "10 min"}
GRADES = [{"id": "P1", "impact": "outage"}, {"id": "P2", "impact": "slow"}]


def test_who_is_woken_names_when_whom_how_fast_and_who_is_next():
    alert = {"id": "A1", "level": "P1", "condition": "Errors above 10%", "channel": "phone", **ALERT}
    (said,) = lines(WAKE, alerts=[alert], severities=GRADES)
    assert said == (
        "P1 Errors above 10% → On call (Xu; deputy: Bai) · answers within 5 min · phone · no answer after 10 min: "
        "Boss (person: open)"
    )


def test_the_gravest_alert_comes_first_and_alerts_with_one_clock_share_a_line():
    alerts = [
        {"id": "A1", "level": "P2", "condition": "slow", **ALERT},
        {"id": "A2", "level": "P1", "condition": "down", **ALERT},
        {"id": "A3", "level": "P1", "condition": "wrong", **ALERT},
    ]
    first, second = lines(WAKE, alerts=alerts, severities=GRADES)
    assert first.startswith("P1 down; wrong → ")
    assert second.startswith("P2 slow → ")


def test_an_alert_without_a_clock_shows_what_is_known_and_whom_to_ask():
    found = answer(WAKE, alerts=[{"id": "E1", "condition": "Page", "action": "acknowledge, then escalate"}])
    assert text_of(found.lines[0]) == "Page: acknowledge, then escalate"
    assert missing(found) == [
        "Open for 1 of 1 alerts: who answers first, how fast, or who is next; ask: people on call"
    ]


def test_without_alerts_the_severities_are_all_that_is_known():
    found = answer(WAKE, severities=GRADES)
    assert missing(found) == ["not yet known; ask: people on call"]
    assert [text_of(line) for line in found.lines[1:]] == ["P1: outage", "P2: slow"]


def test_how_it_is_stopped_names_who_may_how_the_step_and_its_tool():
    decisions = [
        {"id": "D1", "kind": "stop", "role": "duty", "deputy": "boss", "how": "stop first, report later", "step": "S2"},
        {"id": "D2", "kind": "roll_back", "role": "duty", "step": "S2"},
    ]
    stop, back = lines(STOP, decisions=decisions)
    assert stop == (
        "Stop: On call (Xu; deputy: Bai) · in their absence: Boss · stop first, report later · Press the button S2 · "
        "DeployX"
    )
    assert back == "Roll back: On call · Press the button S2"


def test_a_right_nobody_has_is_named_with_whom_to_ask():
    decisions = [{"id": "D1", "kind": "stop", "role": "duty"}]
    assert missing(answer(STOP, decisions=decisions)) == ["Who may do it is not yet known (Roll back); ask: Lin"]


@pytest.mark.parametrize("action", ["Roll back", "Switch Chat off (API and web separately)", "一键回滚", "先止损"])
def test_while_nobodys_right_is_known_the_steps_that_speak_of_stopping_are_shown(action):
    found = answer(STOP, steps=[{**LOOK, "action": action}])
    assert missing(found) == ["Who may do it is not yet known (Stop, Roll back); ask: Lin"]
    assert action.split(" (")[0] in text_of(found.lines[1])


def test_what_a_first_responder_may_do_at_once_stands_there_while_no_right_to_stop_is_known():
    alert = {"id": "A1", "condition": "down", "first_responder": "duty", "allowed_actions": "cut the source"}
    assert lines(STOP, alerts=[alert])[1] == "On call (Xu; deputy: Bai): cut the source · down"


def test_who_may_release_names_the_right_and_who_decides_at_each_stage():
    decisions = [{"id": "D1", "kind": "release", "role": "duty", "how": "all gates passed"}]
    stages = [
        {"id": "R1", "name": "1%", "decider": "duty"},
        {"id": "R2", "name": "10%", "decider": "boss"},
        {"id": "R3", "name": "100%", "decider": "boss"},
    ]
    right, each = lines(RELEASE, decisions=decisions, release_stages=stages)
    assert right == "Release: On call (Xu; deputy: Bai) · all gates passed"
    assert each == "Decides at each stage: 1% → On call; 10% – 100% → Boss (person: open)"


def test_nobody_is_guessed_to_have_the_right_to_release():
    found = answer(RELEASE)
    assert missing(found) == ["Who may release is not yet known; ask: Lin"]
    assert text_of(found.lines[1]) == "On call (Xu; deputy: Bai): Press the button S2 · DeployX"


def test_where_it_is_written_down_names_the_record_its_tool_and_its_form():
    tools = [{"id": "F1", "name": "Duty sheet", "kind": "template", "link": "https://x.example/f1", "used_for": "S1"}]
    found = answer(WRITE, steps=[{**LOOK, "outputs": "duty log", "tool": "CaseDesk"}], tools=tools)
    assert text_of(found.lines[0]) == "Daily monitoring & alerting: duty log · CaseDesk · Duty sheet · S1"
    assert "https://x.example/f1" in [span.to for span in found.lines[0]]


def test_a_form_of_another_step_whose_id_begins_alike_is_not_taken_for_it():
    tools = [{"id": "F1", "name": "Sheet", "kind": "template", "used_for": "S10"}]
    assert "Sheet" not in lines(WRITE, steps=[{**LOOK, "outputs": "duty log"}], tools=tools)[0]


def test_a_process_that_leaves_no_record_is_named():
    found = answer(WRITE, steps=[{**LOOK, "outputs": "duty log"}])
    (gap,) = missing(found)
    assert gap == ("Not yet known for: Expert feedback & problem management, Iteration, Version release; ask: Lin")


def test_an_address_that_runs_a_script_is_no_link():
    tools = [{"id": "F1", "name": "Sheet", "kind": "template", "link": "javascript:alert(1)", "used_for": "S1"}]
    found = answer(WRITE, steps=[{**LOOK, "outputs": "duty log"}], tools=tools)
    assert not [span.to for line in found.lines for span in line if span.to.startswith("java")]


def test_what_nobody_approved_used_or_practised_was_never_proven():
    assert missing(answer(PROOF)) == ["Never: the record knows of no approval, no use and no rehearsal; ask: Lin"]


def test_the_day_the_sources_were_read_is_all_that_a_record_from_documents_has():
    sources = [{"id": "Q1", "title": "Manual", "read_on": "2026-10-12"}]
    assert lines(PROOF, sources=sources)[1] == "Its sources were read on 12 October 2026."


def test_the_last_proof_names_publication_approval_use_rehearsal_and_next_review():
    said = lines(
        PROOF,
        publications=[{"id": "P1", "version": "1.0", "at": "2026-11-20"}],
        approvals=[
            {"id": "A1", "kind": "approved", "person": "lin", "verdict": "agree", "version": "1.0", "at": "2026-11-18"}
        ],
        decisions=[{"id": "D1", "kind": "roll_back", "role": "duty", "step": "S2"}],
        runs=[
            {"id": "U2", "step": "S1", "at": "2026-11-24", "result": "partly"},
            {"id": "U1", "step": "S2", "at": "2026-11-19", "result": "complete", "note": "8 min"},
        ],
    )
    assert said == [
        "Version 1.0 published on 20 November 2026 · approved by Lin on 18 November 2026",
        "Last used on 24 November 2026 · S1 · Partly · 2 uses in all, 1 not completed",
        "Stopping or rolling back last done on 19 November 2026 · S2 · Complete · 8 min",
        "Next review: 18 February 2027",
    ]


def test_a_text_that_was_used_and_never_rehearsed_for_stopping_says_so():
    found = answer(PROOF, runs=[{"id": "U1", "step": "S1", "at": "2026-11-24"}])
    assert missing(found) == ["Stopping and rolling back: no rehearsal is on record; ask: people on call"]


def test_a_published_text_that_was_changed_says_that_this_copy_is_not_in_force():
    found = answer(PROOF, publications=[{"id": "P1", "version": "1.0", "at": "2026-11-20", "hash": "0" * 12}])
    assert missing(found) == ["changed since: this copy is not in force"]


def test_a_translation_older_than_its_source_is_marked_where_it_stands():
    old = {"id": "T1", "table": "steps", "row": "S1", "field": "action", "lang": "zh", "text": "看板", "of": "Look up"}
    product = {**FACTS["product"], "languages": ["en", "zh"]}  # type: ignore[dict-item]
    found = answer(WATCH, "zh", product=product, translations=[old])
    assert [span.text for span in spans(found.lines) if span.style == "stale"] == ["看板"]


def test_a_persons_contact_is_never_shown():
    people = [{**each, "contact": f"{each['id']}@example.com"} for each in FACTS["people"]]  # type: ignore[attr-defined]
    found = page(Record.model_validate({**FACTS, "people": people}))
    assert "example.com" not in found.model_dump_json()


def test_a_person_is_introduced_once_in_an_answer():
    said = lines(WATCH, steps=[LOOK, {**LOOK, "id": "S3"}])
    assert [line.count("Xu") for line in said] == [1, 0]


def test_what_does_not_fit_is_counted_and_linked():
    steps = [{**LOOK, "id": f"S{n}"} for n in range(9)]
    last = answer(WATCH, steps=steps).lines[-1]
    assert text_of(last).endswith("… and 5 more")
    assert last[-1].to == "#chapter-3-steps"


def test_the_note_says_what_a_reader_must_know_before_trusting_the_page():
    record = Record.model_validate(
        {**FACTS, "product": {"id": "line", "illustration": True}, "roles": [{"id": "duty", "name": "On call"}]}
    )
    said = text_of(page(record).note)
    assert said.startswith("An invented example: it shows the kit, not a real team. No person is named for any role")
    assert "Still missing before a review makes sense: " in said


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Look at the board", "Look at the board"),
        ("Look at the board, then write the log and tell everybody", "Look at the board…"),
        ("看完三块屏（资损、拦截、链路），逐项打勾，再写日志", "看完三块屏（资损、拦截、链路）…"),
        ("核对 1,000 笔", "核对 1,000 笔"),
        ("a\n  b", "a b"),
        ("x" * 10_000, "x" * 32 + "…"),
    ],
)
def test_a_long_text_is_cut_where_a_clause_ends(text, short):
    assert gist(text, 32) == short
