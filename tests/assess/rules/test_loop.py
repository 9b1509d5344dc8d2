"""The way through the steps: the loop is closed, every step is reached, every arrow can be followed."""

import pytest

from sop_kit.record.kinds import STAGES
from tests.assess.rules.records import messages, places


def flow(*lines: str) -> str:
    """Return steps from lines such as ``S1 monitor -> S2 [red], S3``; a ``!`` takes the trigger away."""
    rows = []
    for line in lines:
        head, _, targets = line.partition("->")
        identity, stage, *more = head.replace("!", " ").split()
        arrows = ", ".join(
            f"{{to: {to.split()[0]}" + (f", when: {to.partition('[')[2].rstrip(' ]')}" if "[" in to else "") + "}"
            for to in targets.split(",")
            if to.strip()
        )
        trigger = "" if "!" in head else ", trigger: a call"
        action = " ".join(more) or f"do {identity}"
        rows.append(f"{{id: {identity}, stage: {stage}, action: {action}, role: ops{trigger}, next: [{arrows}]}}")
    return f"steps: [{', '.join(rows)}]"


RING = ("A monitor -> B", "B feedback -> C", "C analyse -> D", "D decide -> E", "E optimise -> F", "F release -> A")


def fork(targets: str) -> str:
    return flow(f"A monitor -> {targets}", *RING[1:])


@pytest.mark.parametrize(
    ("rule", "broken", "where", "sound"),
    [
        ("stage-missing", flow(*RING[:5]), "steps", flow(*RING)),
        ("no-arrows", flow("A monitor", "B decide"), "steps", flow(*RING)),
        ("loop-open", flow(*RING[:5], "F release -> D"), "steps/F/next", flow(*RING)),
        ("unreachable-step", flow(*RING, "G decide! -> E"), "steps/G/trigger", flow(*RING, "G decide -> E")),
        ("starts-alone", flow(*RING, "G decide -> E"), "steps/G", flow(*RING, "G monitor -> E")),
        ("dead-end", flow(*RING, "G feedback"), "steps/G/next", flow(*RING, "G feedback -> A")),
        ("branch-without-condition", fork("B, C"), "steps/A/next", fork("B [red], C")),
        ("same-condition-twice", fork("B [red], C [Red]"), "steps/A/next", fork("B [red], C [green]")),
        ("release-without-decision", fork("F"), "steps/F", flow(*RING)),
        ("loop", flow("A analyse -> B", "B decide -> A"), "steps/A/next", flow(*RING)),
    ],
)  # fmt: skip
def test_a_rule_finds_what_breaks_it_and_nothing_else(rule, broken, where, sound):
    assert places(rule, broken) == [where]
    assert places(rule, sound) == []


def test_the_missing_stages_are_named():
    assert messages("stage-missing", flow("A monitor -> B", "B decide -> A")) == [
        "The loop has no step of: Feedback, Analyse, Optimise, Release."
    ]


def test_going_back_needs_no_decision():
    assert places("release-without-decision", flow("A monitor -> G", *RING[1:], "G release roll back -> A")) == []


def test_only_the_first_release_of_a_way_is_blamed():
    assert places("release-without-decision", flow("A monitor -> G", *RING[1:], "G release -> F")) == ["steps/G"]


def test_few_arrows_say_nothing_about_missing_ones():
    text = flow("A monitor -> B", "B release", "C decide!", "D analyse")
    assert [rule for rule in ("dead-end", "loop-open", "unreachable-step") if places(rule, text)] == []


def test_a_sound_ring_passes_every_stage_once():
    assert len(RING) == len(STAGES)


def test_a_step_that_leads_back_to_itself_inside_a_loop_is_part_of_it():
    text = flow("A analyse -> B, A [again]", "B decide -> A, B [again]")
    assert places("loop", text) == ["steps/A/next"]
