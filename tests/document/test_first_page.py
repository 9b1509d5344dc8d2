"""The first page answers six questions from the record alone, and says what the record does not know."""

import pytest
from hypothesis import given, settings

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Answer, Answers, Inline
from sop_kit.document.first_page.page import first_page
from sop_kit.document.first_page.wording import gist, width
from sop_kit.document.sop import sop
from sop_kit.document.view import look
from sop_kit.record.model import Record
from tests.document.test_sop import anchors, example, spans
from tests.record.strategies import records

LINES = ["anti-fraud", "recommender", "govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff"]
WATCH, WAKE, STOP, RELEASE, WRITE, PROOF = range(6)
MOST = 7  # rows or lines of an answer
LONGEST_CELL = 340  # half-width letters

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


def rows(question: int, lang: str = "en", **tables: object) -> list[list[str]]:
    table = answer(question, lang, **tables).table
    return [[text_of(cell).replace("\u00a0", " ") for cell in row.cells] for row in table.rows] if table else []


def lines(question: int, lang: str = "en", **tables: object) -> list[str]:
    return [text_of(line).replace("\u00a0", " ") for line in answer(question, lang, **tables).lines]


def cells(found: Answer) -> list[Inline]:
    return [*found.lines, *(cell for row in (found.table.rows if found.table else ()) for cell in row.cells)]


def missing(found: Answer) -> list[str]:
    return [span.text for cell in cells(found) for span in cell if span.style == "missing"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LINES)
def test_every_line_answers_six_questions_in_short_each_with_its_clause(name, lang):
    found = page(example(name), lang)
    assert len(found.items) == 6
    for item in found.items:
        assert len(cells(item)) >= 1
        assert len(item.lines) <= MOST
        assert len(item.table.rows if item.table else ()) <= MOST
        assert max(width(text_of(cell)) for cell in cells(item)) <= LONGEST_CELL
        assert any(span.to for span in item.clauses)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LINES)
def test_every_link_of_the_first_page_leads_somewhere_in_the_document(name, lang):
    bundle = sop(look(example(name), lang))
    targets = {span.to[1:] for span in spans(page(example(name), lang)) if span.to.startswith("#")}
    assert targets <= set(anchors(bundle))


@settings(max_examples=40)
@given(records(dangling=True))
def test_any_record_has_a_first_page_that_says_something_to_each_question(record):
    for lang in ("zh", "en"):
        for item in page(record, lang).items:
            assert any(text_of(cell).strip() for cell in cells(item))
            assert all(len(row.cells) == len(item.table.columns) for row in (item.table.rows if item.table else ()))


def test_the_first_page_stands_before_everything_else():
    assert isinstance(sop(look(example("recommender"), "en")).blocks[0], Answers)


def test_the_stop_is_marked_and_has_the_whole_width():
    assert [item.urgent for item in page(example("recommender")).items].index(True) == STOP
    assert page(example("recommender")).items[STOP].wide


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LINES)
def test_no_line_is_emphasised_as_a_whole(name, lang):
    for item in page(example(name), lang).items:
        assert all(any(span.style == "plain" for span in line) for line in item.lines)


@pytest.mark.parametrize("name", LINES)
def test_the_page_in_chinese_begins_no_question_with_excuse_me(name):
    assert "请问" not in page(example(name), "zh").model_dump_json()


def test_who_looks_names_role_person_what_how_often_and_the_step():
    assert rows(WATCH) == [["On call: Xu", "Look at the board", "every shift", "S1"]]


def test_what_is_looked_at_every_day_comes_before_what_waits_for_something():
    waits = {**LOOK, "id": "S0", "action": "Close the alert", "frequency": "every case"}
    assert [row[-1] for row in rows(WATCH, steps=[waits, LOOK])] == ["S1", "S0"]


def test_the_same_steps_are_chosen_in_both_languages():
    for name in ("anti-fraud", "recommender"):
        chosen = [
            [span.to for item in page(example(name), lang).items for span in spans(item) if span.to.startswith("#step")]
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
    assert lines(WATCH, feedback=ratings) == [
        "Not yet known: who looks at what, and how often (to be settled with: Lin)"
    ]


def test_a_long_step_is_named_by_its_title():
    assert rows(WATCH, steps=[{**LOOK, "action": "look " * 40, "title": "Morning look"}])[0][1] == "Morning look"


ALERT = {"first_responder": "duty", "acknowledge_within": "5 min", "escalate_to": "boss", "escalate_after": "10 min"}
GRADES = [{"id": "P1", "impact": "outage"}, {"id": "P2", "impact": "slow"}]


def test_who_is_woken_names_when_whom_how_fast_who_is_next_and_how():
    alert = {"id": "A1", "level": "P1", "condition": "Errors above 10%", "channel": "phone", **ALERT}
    assert rows(WAKE, alerts=[alert], severities=GRADES) == [
        ["P1", "Errors above 10%", "On call: Xu", "5 min", "after 10 min: Boss: person open", "phone"]
    ]


def test_the_gravest_alert_comes_first_and_alerts_with_one_clock_share_a_row():
    alerts = [
        {"id": "A1", "level": "P2", "condition": "slow", **ALERT},
        {"id": "A2", "level": "P1", "condition": "down", **ALERT},
        {"id": "A3", "level": "P1", "condition": "wrong", **ALERT},
    ]
    first, second = rows(WAKE, alerts=alerts, severities=GRADES)
    assert first[:2] == ["P1", "down\nwrong"]
    assert second[:2] == ["P2", "slow"]


def test_alerts_that_answer_at_another_pace_are_not_merged():
    alerts = [
        {"id": "A1", "level": "P2", "condition": "slow", **ALERT},
        {"id": "A2", "level": "P2", "condition": "late", **ALERT, "acknowledge_within": "15 min"},
    ]
    assert [row[3] for row in rows(WAKE, alerts=alerts, severities=GRADES)] == ["5 min", "15 min"]


def test_alerts_that_found_no_row_are_named_by_their_metrics():
    alerts = [
        {"id": f"A{n}", "level": "P2", "metric": f"M{n}", "condition": f"c{n}", **ALERT, "escalate_after": f"{n} min"}
        for n in range(7)
    ]
    metrics = [{"id": f"M{n}", "name": f"Metric {n} (daily)"} for n in range(7)]
    assert lines(WAKE, alerts=alerts, severities=GRADES, metrics=metrics) == ["2 more alerts: P2 Metric 5, Metric 6"]


def test_an_alert_without_a_clock_shows_that_nobody_is_named_beside_what_is_written_down():
    found = {"alerts": [{"id": "E1", "condition": "Attack", "action": "not sure -> switch the service off"}]}
    assert rows(WAKE, **found) == [["Attack", "not yet known", "not sure → switch the service off"]]
    assert lines(WAKE, **found) == [
        "Not yet known: who answers first, how fast, and who is called next (to be settled with: people on call)"
    ]


def test_without_alerts_the_severities_are_all_that_is_known():
    assert rows(WAKE, severities=GRADES) == [["P1", "outage"], ["P2", "slow"]]
    assert missing(answer(WAKE, severities=GRADES)) == ["Not yet known"]


def test_how_it_is_stopped_names_who_in_one_order_how_where_and_the_step():
    decisions = [
        {"id": "D1", "kind": "stop", "role": "duty", "deputy": "boss", "how": "stop first, report later", "step": "S2"},
        {"id": "D2", "kind": "roll_back", "role": "duty", "step": "S2"},
    ]
    assert rows(STOP, decisions=decisions) == [
        ["Stop", "On call: Xu, then Bai, then Boss", "stop first, report later; Press the button", "DeployX", "S2"],
        ["Roll back", "On call: Xu, then Bai", "", "DeployX", "S2"],
    ]


def test_a_deputy_who_also_fills_the_role_that_stands_in_is_named_once():
    roles = [
        {"id": "duty", "name": "On call", "people": ["xu"], "deputies": ["bai"]},
        {"id": "boss", "name": "Boss", "people": ["bai"], "deputies": ["lin"]},
    ]
    decisions = [{"id": f"D{kind}", "kind": kind, "role": "duty", "deputy": "boss"} for kind in ("stop", "roll_back")]
    assert rows(STOP, roles=roles, decisions=decisions)[0][1] == "On call: Xu, then Bai, then Lin"


@pytest.mark.parametrize(("action", "shown"), [("Check the banned items", False), ("Press the button", True)])
def test_a_step_that_only_looks_is_no_way_to_stop(action, shown):
    decisions = [{"id": f"D{kind}", "kind": kind, "role": "duty", "step": "S2"} for kind in ("stop", "roll_back")]
    found = rows(STOP, decisions=decisions, steps=[LOOK, {**BACK, "action": action}])
    assert any("S2" in row for row in found) is shown


def test_a_right_nobody_has_is_named_with_whom_to_settle_it():
    decisions = [{"id": "D1", "kind": "stop", "role": "duty"}]
    assert lines(STOP, decisions=decisions) == ["Not confirmed: who may decide it: Roll back (to be settled with: Lin)"]


@pytest.mark.parametrize("action", ["Roll back", "Switch Chat off (API and web separately)", "一键回滚", "先止损"])
def test_while_nobodys_right_is_known_what_is_written_down_stands_apart_from_who_may_decide(action):
    steps = [{**LOOK, "action": action}]
    assert rows(STOP, steps=steps) == [[action, "On call: Xu", "S1"]]
    assert lines(STOP, steps=steps) == ["Not confirmed: who may decide it: Stop, Roll back (to be settled with: Lin)"]


def test_what_a_first_responder_may_do_at_once_stands_there_while_no_right_to_stop_is_known():
    alert = {"id": "A1", "condition": "down", "first_responder": "duty", "allowed_actions": "cut the source"}
    assert rows(STOP, alerts=[alert]) == [["cut the source (when: down)", "On call"]]


def test_who_may_release_names_who_decides_at_each_stage_and_who_gives_the_go():
    decisions = [{"id": "D1", "kind": "release", "role": "duty", "how": "all gates passed"}]
    stages = [
        {"id": "R1", "name": "Shadow", "share": "0%", "decider": "duty"},
        {"id": "R2", "name": "10%", "share": "10%", "decider": "boss"},
        {"id": "R3", "name": "100%", "share": "100%", "decider": "boss"},
    ]
    assert rows(RELEASE, decisions=decisions, release_stages=stages) == [
        ["Shadow (0%)", "On call: Xu"],
        ["10%, 100%", "Boss: person open"],
    ]
    assert lines(RELEASE, decisions=decisions, release_stages=stages) == [
        "Gives the go: On call: Xu, then Bai. all gates passed"
    ]


def test_nobody_is_guessed_to_have_the_right_to_release():
    assert rows(RELEASE) == [["Press the button", "On call: Xu", "DeployX", "S2"]]
    assert lines(RELEASE) == ["Not confirmed: who may release (to be settled with: Lin)"]


def test_where_it_is_written_down_names_what_happened_and_its_form():
    tools = [{"id": "F1", "name": "Duty log", "kind": "template", "link": "https://x.example/f1", "used_for": "S1"}]
    steps = [{**LOOK, "title": "Hand over the shift", "outputs": "duty log", "tool": "CaseDesk"}]
    found = answer(WRITE, steps=steps, tools=tools)
    assert rows(WRITE, steps=steps, tools=tools) == [["Hand-over", "Duty log S1"]]
    assert "https://x.example/f1" in [span.to for cell in cells(found) for span in cell]


def test_without_a_form_the_record_and_its_tool_are_named():
    steps = [{**LOOK, "title": "Hand over", "outputs": "duty log: 9 ticks", "tool": "CaseDesk"}]
    assert rows(WRITE, steps=steps) == [["Hand-over", "duty log (CaseDesk) S1"]]


def test_a_form_of_another_step_whose_id_begins_alike_is_not_taken_for_it():
    tools = [{"id": "F1", "name": "Sheet", "kind": "template", "used_for": "S10"}]
    steps = [{**LOOK, "title": "Hand over", "outputs": "duty log"}]
    assert rows(WRITE, steps=steps, tools=tools) == [["Hand-over", "duty log S1"]]


def test_where_alerts_are_written_down_comes_without_the_pattern_of_their_numbers():
    assert rows(WRITE, alerts=[{"id": "A1", "record": "CaseDesk AL-*"}]) == [["Alert", "CaseDesk"]]


def test_what_is_written_down_nowhere_is_named():
    steps = [{**LOOK, "title": "Hand over", "outputs": "duty log"}]
    assert lines(WRITE, steps=steps) == [
        "Not yet known: where to write: alert, stop, hotfix, wrong answer, proposal, release (to be settled with: Lin)"
    ]


def test_an_address_that_runs_a_script_is_no_link():
    tools = [{"id": "F1", "name": "Duty log", "kind": "template", "link": "javascript:alert(1)", "used_for": "S1"}]
    found = answer(WRITE, steps=[{**LOOK, "title": "Hand over", "outputs": "duty log"}], tools=tools)
    assert not [span.to for cell in cells(found) for span in cell if span.to.startswith("java")]


def test_what_nobody_approved_used_or_practised_was_never_proven():
    assert rows(PROOF) == [
        ["In force", "no: a text to be corrected, not yet a rule to work by"],
        ["Proven", "never: no approval, no use and no rehearsal is on record"],
        ["Next review", "90 days after approval"],
    ]


def test_the_day_the_sources_were_read_is_all_that_a_record_from_documents_has():
    sources = [{"id": "Q1", "title": "Manual", "read_on": "2026-10-12"}]
    assert ["Sources read", "12 October 2026"] in rows(PROOF, sources=sources)


def test_the_last_proof_names_publication_approval_use_stop_drill_and_how_long_it_holds():
    drill = {"id": "S3", "stage": "release", "action": "Rehearse the way to roll back", "role": "duty"}
    found = rows(
        PROOF,
        steps=[LOOK, BACK, drill],
        publications=[{"id": "P1", "version": "1.0", "at": "2026-11-20"}],
        approvals=[
            {"id": "A1", "kind": "approved", "person": "lin", "verdict": "agree", "version": "1.0", "at": "2026-11-18"}
        ],
        decisions=[{"id": "D1", "kind": "roll_back", "role": "duty", "step": "S2"}],
        runs=[
            {"id": "U2", "step": "S1", "at": "2026-11-24", "result": "partly", "version": "1.0"},
            {"id": "U1", "step": "S2", "at": "2026-11-19", "result": "complete", "case": "AL-7", "note": "8 min"},
            {"id": "U3", "step": "S3", "at": "2026-11-12", "result": "stopped"},
        ],
    )
    assert found == [
        ["In force", "version 1.0 since 20 November 2026; approved by Lin on 18 November 2026"],
        [
            "Last used",
            "24 November 2026: S1, version 1.0, in part; 3 uses: 1 completed, 1 in part, 1 broken off",
        ],
        ["Last stopped", "19 November 2026: S2, case AL-7, completed; 8 min"],
        ["Last drill", "12 November 2026: S3, broken off"],
        ["Valid until", "18 February 2027"],
    ]


def test_a_text_that_was_used_and_never_rehearsed_for_stopping_says_so():
    assert missing(answer(PROOF, runs=[{"id": "U1", "step": "S1", "at": "2026-11-24"}])) == ["no", "never"]


def test_a_published_text_that_was_changed_says_which_version_holds():
    found = rows(PROOF, publications=[{"id": "P1", "version": "1.0", "at": "2026-11-20", "hash": "0" * 12}])
    assert found[0] == ["In force", "no: changed since version 1.0; that version holds until this one is published"]


def test_a_draft_says_of_which_day_it_is():
    head = {"number": 3, "hash": "0" * 64, "at": "2026-11-02T10:00:00+00:00"}
    assert rows(PROOF, head=head)[0][1].startswith("no, as of 2 November 2026: ")


def test_a_translation_older_than_its_source_is_marked_where_it_stands():
    old = {"id": "T1", "table": "steps", "row": "S1", "field": "action", "lang": "zh", "text": "看板", "of": "Look up"}
    product = {**FACTS["product"], "languages": ["en", "zh"]}  # type: ignore[dict-item]
    found = answer(WATCH, "zh", product=product, translations=[old])
    assert [span.text for span in spans(found) if span.style == "stale"] == ["看板"]


def test_a_persons_contact_is_never_shown():
    people = [{**each, "contact": f"{each['id']}@example.com"} for each in FACTS["people"]]  # type: ignore[attr-defined]
    found = page(Record.model_validate({**FACTS, "people": people}))
    assert "example.com" not in found.model_dump_json()


def test_a_person_is_introduced_once_in_an_answer():
    assert [row[0].count("Xu") for row in rows(WATCH, steps=[LOOK, {**LOOK, "id": "S3"}])] == [1, 0]


def test_what_does_not_fit_is_counted_and_linked():
    found = answer(WATCH, steps=[{**LOOK, "id": f"S{n}"} for n in range(9)])
    assert found.clauses[0].text == "… and 5 more"
    assert found.clauses[0].to == "#chapter-3-steps"


def test_the_note_says_what_a_reader_must_know_before_trusting_the_page():
    record = Record.model_validate(
        {**FACTS, "product": {"id": "line", "illustration": True}, "roles": [{"id": "duty", "name": "On call"}]}
    )
    said = text_of(page(record).note)
    assert said.startswith("An invented example: it shows the kit, not a real team. No person is named for any role")
    assert "Not ready for review: " in said
    assert said.endswith("open questions, see annex C")


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
