"""Where it is written down, and when the text was last proven."""

from tests.document.first_page.sample import BACK, LOOK, PROOF, WRITE, answer, cells, lines, missing, rows


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
