"""An agenda runs: phases are opened, closed, skipped and opened again, and the time spent adds up."""

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from sop_kit.live.panels.running import (
    count_anew,
    minutes_taken,
    next_one,
    next_phase,
    open_phase,
    opened_at,
    skip_phase,
    standing,
)
from sop_kit.record.workshop_tables import Phase

BEGIN = datetime(2026, 11, 25, 9, 0, tzinfo=timezone(timedelta(hours=8)))


def at(minutes):
    return BEGIN + timedelta(minutes=minutes)


def agenda(*minutes):
    return [Phase(id=f"P{place}", minutes=planned) for place, planned in enumerate(minutes, start=1)]


def after(phases, edits):
    """Return the phases as they are once the edits are carried out."""
    values = {edit.row: {} for edit in edits}
    for edit in edits:
        values[edit.row] |= edit.values
    return [Phase.model_validate(phase.model_dump() | values.get(phase.id, {})) for phase in phases]


def states(phases):
    return " ".join(f"{phase.id}:{phase.state or '-'}" for phase in phases)


def test_next_goes_through_the_agenda_and_ends_with_nothing_on():
    phases = agenda(10, 20)
    for minutes, expected in ((0, "P1:open P2:-"), (12, "P1:done P2:open"), (30, "P1:done P2:done")):
        phases = after(phases, next_phase(phases, at(minutes)))
        assert states(phases) == expected
    assert [phase.spent for phase in phases] == [12, 18]
    assert next_phase(phases, at(40)) == ()


def test_a_phase_that_is_opened_again_goes_on_counting():
    phases = after(agenda(10, 20), open_phase(agenda(10, 20), "P1", at(0)))
    phases = after(phases, next_phase(phases, at(8)))
    phases = after(phases, open_phase(phases, "P1", at(20)))
    assert states(phases) == "P1:open P2:done"
    assert [minutes_taken(phase, at(25)) for phase in phases] == [13, 12]


def test_any_phase_can_be_opened_whatever_it_was_and_only_one_is_on():
    phases = after(agenda(5, 5, 5), skip_phase(agenda(5, 5, 5), "P3", at(0)))
    phases = after(phases, open_phase(phases, "P3", at(1)))
    phases = after(phases, open_phase(phases, "P2", at(2)))
    assert states(phases) == "P1:- P2:open P3:done"
    assert open_phase(phases, "P2", at(3)) == ()
    assert open_phase(phases, "P9", at(3)) == ()


def test_the_phase_that_is_on_can_be_skipped_and_keeps_what_it_took():
    phases = after(agenda(10, 20), next_phase(agenda(10, 20), at(0)))
    phases = after(phases, skip_phase(phases, "P1", at(4)))
    assert states(phases) == "P1:skipped P2:open"
    assert phases[0].spent == 4
    phases = after(phases, skip_phase(phases, "P2", at(5)))
    assert states(phases) == "P1:skipped P2:skipped"


def test_what_was_passed_over_comes_at_the_end():
    phases = after(agenda(5, 5, 5), open_phase(agenda(5, 5, 5), "P3", at(0)))
    assert next_one(phases).id == "P1"


def test_behind_is_what_closed_phases_took_beyond_their_plan_less_what_skipped_ones_saved():
    late = Phase(id="P1", minutes=10, state="done", spent=25)
    skipped = Phase(id="P2", minutes=8, state="skipped", spent=2)
    free = Phase(id="P3", state="done", spent=30)
    found = standing([late, skipped, free, Phase(id="P4", minutes=15), Phase(id="P5", minutes=5)])
    assert (found.behind, found.to_come) == (9, 20)
    assert (found.on, found.after.id) == (None, "P4")


def test_a_clock_left_running_overnight_is_counted_anew():
    phases = after(agenda(10), next_phase(agenda(10), at(0)))
    phases = after(phases, count_anew(phases, at(900)))
    assert minutes_taken(phases[0], at(903)) == 3


def test_a_moment_that_nobody_can_read_counts_nothing():
    for opened in ("", "this morning", "2026-11-25T09:00:00"):
        phase = Phase(id="P1", state="open", opened=opened, spent=3)
        assert (opened_at(phase), minutes_taken(phase, at(60))) == (0, 3)


@given(st.lists(st.sampled_from(["next", "open", "skip"]), max_size=12), st.integers(0, 3))
def test_the_minutes_add_up_to_the_time_that_passed_while_something_was_on(acts, row):
    phases, on = agenda(5, 5, 5, 5), 0
    for minute, act in enumerate(acts):
        now, chosen = at(minute), phases[row].id
        made = {"next": lambda p, _r, n: next_phase(p, n), "open": open_phase, "skip": skip_phase}[act]
        phases = after(phases, made(phases, chosen, now))
        assert sum(phase.state == "open" for phase in phases) <= 1
        on += any(phase.state == "open" for phase in phases)
    assert round(sum(minutes_taken(phase, at(len(acts))) for phase in phases)) == on
