"""Who looks at what every day, and who is woken when."""

from tests.document.first_page.sample import LOOK, WAKE, WATCH, answer, lines, missing, page, rows
from tests.document.test_sop import example, spans


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
