"""Each template against its formula in temporal logic over finite traces, evaluated in plain loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop_kit.assess.conformance.declare import COUNTED, RELATED
from sop_kit.assess.conformance.found import Subject, found_in
from tests.assess.conformance.made_logs import log_of

TRACES = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=9), min_size=1, max_size=6)


# A formula is a function of a trace and a place in it (LTLf, De Giacomo and Vardi 2013).
def atom(name):
    return lambda trace, i: trace[i] == name


def no(f):
    return lambda trace, i: not f(trace, i)


def both(f, g):
    return lambda trace, i: f(trace, i) and g(trace, i)


def either(f, g):
    return lambda trace, i: f(trace, i) or g(trace, i)


def implies(f, g):
    return either(no(f), g)


def next_(f):
    return lambda trace, i: i + 1 < len(trace) and f(trace, i + 1)


def weak_next(f):
    return lambda trace, i: i + 1 >= len(trace) or f(trace, i + 1)


def some(f):
    return lambda trace, i: any(f(trace, j) for j in range(i, len(trace)))


def always(f):
    return lambda trace, i: all(f(trace, j) for j in range(i, len(trace)))


def until(f, g):
    return lambda trace, i: any(g(trace, j) and all(f(trace, k) for k in range(i, j)) for j in range(i, len(trace)))


def weak_until(f, g):
    return either(until(f, g), always(f))


def at_least(n, f):
    return some(f) if n == 1 else some(both(f, next_(at_least(n - 1, f))))


def last(trace, i):
    return i == len(trace) - 1


A, B = atom("a"), atom("b")
PRECEDENCE = weak_until(no(B), A)
ALTERNATE_RESPONSE = always(implies(A, next_(until(no(A), B))))
ALTERNATE_PRECEDENCE = both(PRECEDENCE, always(implies(B, weak_next(PRECEDENCE))))
CHAIN_RESPONSE = always(implies(A, next_(B)))
CHAIN_PRECEDENCE = both(no(B), always(implies(next_(B), A)))
RELATED_FORMULAS = {
    "choice": either(some(A), some(B)),
    "exclusive_choice": both(either(some(A), some(B)), no(both(some(A), some(B)))),
    "responded_existence": implies(some(A), some(B)),
    "coexistence": both(implies(some(A), some(B)), implies(some(B), some(A))),
    "response": always(implies(A, some(B))),
    "precedence": PRECEDENCE,
    "succession": both(always(implies(A, some(B))), PRECEDENCE),
    "alternate_response": ALTERNATE_RESPONSE,
    "alternate_precedence": ALTERNATE_PRECEDENCE,
    "alternate_succession": both(ALTERNATE_RESPONSE, ALTERNATE_PRECEDENCE),
    "chain_response": CHAIN_RESPONSE,
    "chain_precedence": CHAIN_PRECEDENCE,
    "chain_succession": both(CHAIN_RESPONSE, CHAIN_PRECEDENCE),
    "not_coexistence": no(both(some(A), some(B))),
    "not_succession": always(implies(A, no(some(B)))),
    "not_chain_succession": always(implies(A, no(next_(B)))),
}
# Which events ask for something: what is counted.
ACTIVATED_BY = {
    **dict.fromkeys(["response", "alternate_response", "chain_response", "responded_existence"], "a"),
    **dict.fromkeys(["not_succession", "not_chain_succession"], "a"),
    **dict.fromkeys(["precedence", "alternate_precedence", "chain_precedence"], "b"),
    **dict.fromkeys(["succession", "alternate_succession", "chain_succession"], "ab"),
    **dict.fromkeys(["coexistence", "not_coexistence"], "ab"),
}


def counted_formula(kind, n):
    return {
        "existence": at_least(n, A),
        "absence": no(at_least(n, A)),
        "exactly": both(at_least(n, A), no(at_least(n + 1, A))),
        "init": A,
        "end": some(both(A, last)),
    }[kind]


def log_and_marks(traces):
    log = log_of({f"c{n}": " ".join(trace) for n, trace in enumerate(traces)})
    names = np.array([*log.activity.names])[log.activity.codes]
    return log, names == "a", names == "b"


def broken_cases(log, judged):
    return {log.case.names[case] for case in log.case.codes[judged.at[judged.broken]]}


def breaking(traces, formula):
    return {f"c{n}" for n, trace in enumerate(traces) if not formula(trace, 0)}


def test_every_template_has_its_formula_here():
    assert set(RELATED) == set(RELATED_FORMULAS)
    assert set(COUNTED) == {"existence", "absence", "exactly", "init", "end"}


@pytest.mark.parametrize("kind", RELATED_FORMULAS)
@given(traces=TRACES)
@settings(max_examples=150, deadline=None)
def test_a_case_breaks_a_template_about_two_when_it_breaks_its_formula(kind, traces):
    log, first, second = log_and_marks(traces)
    judged = RELATED[kind](log, first, second, None)
    assert broken_cases(log, judged) == breaking(traces, RELATED_FORMULAS[kind])
    if kind in ACTIVATED_BY:
        assert len(judged.at) == sum(event in ACTIVATED_BY[kind] for trace in traces for event in trace)
    else:
        assert len(judged.at) == len(traces)


@pytest.mark.parametrize("kind", COUNTED)
@given(traces=TRACES, times=st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_a_case_breaks_a_template_about_one_when_it_breaks_its_formula(kind, traces, times):
    log, first, _ = log_and_marks(traces)
    judged = COUNTED[kind](log, first, times)
    assert broken_cases(log, judged) == breaking(traces, counted_formula(kind, times))
    assert len(judged.at) == len(traces)


@given(
    cases=st.lists(
        st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 50)), min_size=1, max_size=7), min_size=1, max_size=4
    ),
    within=st.integers(0, 30),
)
@settings(max_examples=300, deadline=None)
def test_an_answer_in_time_is_one_that_a_loop_finds(cases, within):
    cases = [sorted(case, key=lambda event: event[1]) for case in cases]
    log = log_of({f"c{n}": " ".join(f"{a}@{t}" for a, t in case) for n, case in enumerate(cases)})
    names = np.array([*log.activity.names])[log.activity.codes]
    first, second = names == "a", names == "b"
    over = max(t for case in cases for _, t in case)

    def asked(kind):
        for case in cases:
            for i, (activity, at) in enumerate(case):
                if kind == "response" and activity == "a":
                    answers = [t for b, t in case[i + 1 :] if b == "b"]
                    if answers or over - at >= within:
                        yield not answers or answers[0] - at > within
                if kind == "precedence" and activity == "b":
                    answers = [t for a, t in case[:i] if a == "a"]
                    yield not answers or at - answers[-1] > within
                if kind == "not_succession" and activity == "a":
                    yield any(b == "b" and t - at <= within for b, t in case[i + 1 :])

    for kind in ("response", "precedence", "not_succession"):
        judged = RELATED[kind](log, first, second, float(within))
        expected = list(asked(kind))
        assert (len(judged.at), int(judged.broken.sum())) == (len(expected), sum(expected)), kind


def test_what_the_log_ends_too_early_for_is_undecided_not_broken():
    log = log_of({"1": "a@0 b@10", "2": "a@0", "3": "a@95 c@100"})
    names = np.array([*log.activity.names])[log.activity.codes]
    judged = RELATED["response"](log, names == "a", names == "b", 60.0)
    assert (len(judged.at), int(judged.broken.sum()), judged.undecided) == (2, 1, 1)
    # Without a time limit nothing is waited for: the case is taken as it stands.
    untimed = RELATED["response"](log, names == "a", names == "b", None)
    assert (len(untimed.at), int(untimed.broken.sum()), untimed.undecided) == (3, 2, 0)


def test_cases_in_which_nothing_asks_are_not_counted():
    log = log_of({"1": "a b", "2": "c", "3": "c c"})
    names = np.array([*log.activity.names])[log.activity.codes]
    found = found_in(log, RELATED["response"](log, names == "a", names == "b", None), Subject(kind="missing"))
    assert (found.count, found.of, found.of_cases, found.rate) == (0, 1, 1, 0.0)


def test_no_event_answers_itself():
    log = log_of({"1": "a", "2": "a a"})
    every = np.ones(log.events, bool)
    assert broken_cases(log, RELATED["response"](log, every, every, None)) == {"1", "2"}
    assert broken_cases(log, RELATED["responded_existence"](log, every, every, None)) == {"1"}
