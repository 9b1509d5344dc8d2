"""Steps that followed each other otherwise than written, with few false alarms."""

from sop_kit.assess.conformance.check import check_log
from tests.assess.conformance.made_logs import log_of, record_of

CHAIN = ["S1>S2", "S2>S3", "S3>S4", "S4"]


def orders(cases, steps=CHAIN, **more):
    check = check_log(record_of(steps, **more), log_of(cases))
    found = [each for each in check.findings if each.subject.kind == "order" and not each.subject.constraint]
    return {(each.subject.step, each.subject.second): (each.count, each.of) for each in found}


def test_the_written_way_is_no_finding():
    assert orders({"1": "S1 S2 S3 S4", "2": "S1 S2", "3": "S3 S4", "4": "S2"}) == {}


def test_a_step_that_was_left_out_is_one_finding():
    assert orders({**{str(n): "S1 S2 S3" for n in range(9)}, "x": "S1 S3"}) == {("S1", "S3"): (1, 10)}


def test_a_step_that_was_done_later_is_found_where_the_case_goes_back():
    assert orders({**{str(n): "S1 S2 S3 S4" for n in range(9)}, "x": "S1 S3 S2"}) == {("S3", "S2"): (1, 10)}


def test_a_way_over_steps_that_the_log_never_shows_is_written():
    assert orders({"1": "S1 S4", "2": "S1 S4"}) == {}


def test_after_an_end_that_the_log_never_shows_anything_may_come():
    assert orders({**{str(n): "S1 S2 S3" for n in range(9)}, "x": "S1 S2 S3 S1"}) == {}


def test_steps_in_both_orders_are_done_side_by_side():
    assert orders({"1": "S2 S3", "2": "S3 S2", "3": "S2 S3"}) == {}


def test_a_step_without_arrows_says_nothing():
    assert orders({"1": "S4 S1"}) == {}
    assert orders({"1": "S2 S1", "2": "S1 S4"}, steps=["S1", "S2", "S4"]) == {}


def test_two_events_of_one_moment_have_no_order():
    assert orders({"1": "S3@0 S1@0 S2@5"}) == {}


def test_a_case_that_goes_on_with_the_same_step_has_not_moved():
    assert orders({"1": "S1 S1 S2 S2 S3"}) == {}


def test_what_a_rule_tells_is_not_told_again():
    cases = {**{str(n): "S1 S2 S3" for n in range(9)}, "x": "S1 S3"}
    rule = {"kind": "precedence", "first": "S2", "second": "S3"}
    assert orders(cases, constraints=[rule], activities={"S1": "S1", "S2": "S2", "S3": "S3"}) == {}


def test_a_loop_back_to_the_start_is_a_way_when_it_is_written():
    cases = {"1": "S1 S2 S3 S1 S2"}
    assert orders(cases, steps=["S1>S2", "S2>S3", "S3>S1"]) == {}
    assert orders({**cases, **{str(n): "S1 S2 S3 S4" for n in range(2, 9)}}) == {("S3", "S1"): (1, 8)}


def test_a_step_that_may_go_back_still_shows_what_was_jumped_over():
    cases = {**{str(n): "S1 S2 S3 S4" for n in range(9)}, "x": "S1 S2 S1 S2 S4"}
    assert orders(cases, steps=["S1>S2", "S2>S1,S3", "S3>S4", "S4"]) == {("S2", "S4"): (1, 11)}


def test_one_of_two_ways_that_comes_later_was_not_jumped_over():
    # After S2 comes S1 again or S4; while S4 waits, S3 goes on.
    steps = ["S1>S3", "S2>S1,S4", "S3>S5", "S4", "S5>S2"]
    cases = {**{str(n): "S1 S3 S5 S2 S4" for n in range(9)}, "x": "S2 S3 S4"}
    assert ("S2", "S3") not in orders(cases, steps=steps)
