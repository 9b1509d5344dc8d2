"""Ratings as rows of feedback, written as tables: one row a rater, one column an aspect."""

from sop_kit.record.kinds import ASPECTS
from sop_kit.record.model import Record
from sop_kit.record.tables import Feedback, Product, Step

Scores = tuple[int | None, int | None, int | None]


def ratings(target: str, scores: list[Scores], round_: int = 1, *, first: int = 0) -> list[Feedback]:
    """Return the ratings of one target; the raters are p0, p1 … from ``first`` on; None is "cannot judge"."""
    return [
        Feedback(
            id=f"{target}-{round_}-{place}-{aspect}",
            round=round_,
            participant=f"p{place}",
            target=target,
            aspect=aspect,
            score=score,
        )
        for place, row in enumerate(scores, start=first)
        for aspect, score in zip(ASPECTS, row, strict=True)
    ]


def alike(target: str, scores: list[int | None], round_: int = 1) -> list[Feedback]:
    """Return ratings in which every rater gives the same on all three aspects."""
    return ratings(target, [(score, score, score) for score in scores], round_)


def remark(target: str, by: str = "p0", round_: int = 1, *, blocking: bool = False) -> Feedback:
    """Return a comment."""
    return Feedback(
        id=f"{target}-{round_}-{by}-remark",
        round=round_,
        participant=by,
        target=target,
        comment="not like this",
        blocking=blocking,
    )


def record(steps: dict[str, str], feedback: list[Feedback], **parts: object) -> Record:
    """Return a record with these steps (id → stage) and ratings."""
    rows = tuple(Step(id=step, stage=stage, action="do it", role="ops") for step, stage in steps.items())
    return Record(product=Product(id="line"), steps=rows, feedback=tuple(feedback)).replace(**parts)
