"""The workflow that simulated participants tell: an AI assistant of a service desk, from monitoring to release."""

from __future__ import annotations

from dataclasses import dataclass

from sop_kit.record.kinds import Stage
from sop_kit.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A step as somebody tells it; ``onward`` leads to other steps of the tale, each with its condition."""

    key: str
    stage: Stage
    role: str  # one of the method's five
    action: str
    outputs: str
    time_limit: str
    onward: tuple[tuple[str, str], ...]


def tale(say: Words) -> tuple[Told, ...]:
    """Return the steps in the order in which they are told; the last one leads back to the first."""
    return (*_noticing(say), *_finding_out(say), *_changing(say))


def _noticing(say: Words) -> tuple[Told, ...]:
    return (
        Told(
            key="look",
            stage="monitor",
            role="data-team",
            action=say("Look through the dashboard of answers and complaints every morning"),
            outputs=say("a list of what stands out"),
            time_limit=say("by 9:30"),
            onward=(("sort", say("something stands out")),),
        ),
        Told(
            key="sort",
            stage="monitor",
            role="data-team",
            action=say("Say whether the alert is a false one"),
            outputs=say("alert taken on or closed"),
            time_limit=say("15 minutes"),
            onward=(("replay", say("it is real")),),
        ),
        Told(
            key="complaints",
            stage="feedback",
            role="business-expert",
            action=say("Gather the complaints that the service desk passes on"),
            outputs=say("complaints with the number of the conversation"),
            time_limit=say("every day by noon"),
            onward=(("replay", ""),),
        ),
        Told(
            key="screenshots",
            stage="feedback",
            role="ai-expert-user",
            action=say("Keep a picture of every wrong answer that somebody meets"),
            outputs=say("picture and right answer"),
            time_limit=say("at once"),
            onward=(("replay", ""),),
        ),
    )


def _finding_out(say: Words) -> tuple[Told, ...]:
    return (
        Told(
            key="replay",
            stage="analyse",
            role="data-scientist",
            action=say("Replay the conversations behind the complaints"),
            outputs=say("what went wrong in each of them"),
            time_limit=say("1 working day"),
            onward=(("cause", ""),),
        ),
        Told(
            key="cause",
            stage="analyse",
            role="data-scientist",
            action=say("Say where the fault lies: data, model or knowledge base"),
            outputs=say("cause and evidence"),
            time_limit=say("2 working days"),
            onward=(("decide", ""),),
        ),
        Told(
            key="decide",
            stage="decide",
            role="product-manager",
            action=say("Decide: take the answer off, repair it, or live with it"),
            outputs=say("a decision with its reason"),
            time_limit=say("the same day"),
            onward=(
                ("desk", say("it is taken off")),
                ("label", say("the model is at fault")),
                ("article", say("the article is wrong")),
            ),
        ),
        Told(
            key="desk",
            stage="decide",
            role="product-manager",
            action=say("Tell the service desk what to say meanwhile"),
            outputs=say("a text for the service desk"),
            time_limit=say("1 hour"),
            onward=(("label", ""),),
        ),
    )


def _changing(say: Words) -> tuple[Told, ...]:
    return (
        Told(
            key="label",
            stage="optimise",
            role="data-team",
            action=say("Label fifty examples of the fault"),
            outputs=say("fifty labelled examples"),
            time_limit=say("2 working days"),
            onward=(("repair", ""),),
        ),
        Told(
            key="repair",
            stage="optimise",
            role="data-scientist",
            action=say("Train the model again or rewrite the prompt, then run the regression set"),
            outputs=say("a new version and its regression report"),
            time_limit=say("3 working days"),
            onward=(("small", say("the regression set passes")),),
        ),
        Told(
            key="article",
            stage="optimise",
            role="ai-expert-user",
            action=say("Correct the article in the knowledge base"),
            outputs=say("the corrected article"),
            time_limit=say("1 working day"),
            onward=(("small", ""),),
        ),
        Told(
            key="small",
            stage="release",
            role="data-scientist",
            action=say("Release to five in a hundred conversations"),
            outputs=say("figures of two days"),
            time_limit=say("2 working days"),
            onward=(("full", say("complaints do not rise")), ("back", say("complaints rise"))),
        ),
        Told(
            key="full",
            stage="release",
            role="product-manager",
            action=say("Release to all conversations"),
            outputs=say("a line in the release log"),
            time_limit=say("the same day"),
            onward=(("look", ""),),
        ),
        Told(
            key="back",
            stage="release",
            role="data-team",
            action=say("Go back to the version before"),
            outputs=say("the version before is running"),
            time_limit=say("15 minutes"),
            onward=(("replay", ""),),
        ),
    )


def hot_spots(say: Words) -> dict[str, str]:
    """Return what hurts, by the key of the step."""
    return {
        "sort": say("False alarms every night; nobody reads them any more"),
        "cause": say("Waits for the logs for days"),
        "full": say("Nobody knows who may say yes"),
    }


ONE_HEAD = ("repair",)  # steps that only one person has really done
WAITING = {"cause": 960.0, "decide": 480.0}  # minutes before the step begins
