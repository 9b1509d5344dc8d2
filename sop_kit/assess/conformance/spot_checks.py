"""Which steps to ask about in the next walk-through 走查, and why those."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sop_kit.assess.assessment import Assessment, in_the_sop
from sop_kit.assess.conformance.walks import all_findings
from sop_kit.errors import Phrase, phrase
from sop_kit.record.in_force import day_of
from sop_kit.record.model import Record
from sop_kit.record.tables import Step

MOST = 5  # as many steps are asked about in a quarter of an hour
LONG_AGO = 90  # days
_ONE_HEAD = 1
_CLARITY = "clarity"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAsk:
    """A step worth asking about: how much speaks for it, why, and a role to ask that does not own it ("" if none)."""

    step: str
    weight: int
    reasons: tuple[Phrase, ...]
    ask: str


def steps_to_ask(record: Record, assessment: Assessment, today: str = "", most: int = MOST) -> tuple[ToAsk, ...]:
    """Return the steps to ask about first, each with its reasons; of equal ones the earlier in the workflow.

    A step is worth a question when a mistake in it costs most (somebody may stop, roll back or release there: 3), one
    person alone knows it (3), a finding about it is undecided (2), it is a hot spot (2), its raters find unclear who
    does what (2), nobody has asked yet or not within 90 days of ``today`` (1).
    """
    asked = _last_asked(record)
    critical = {row.step for row in record.decisions if row.step}
    undecided = Counter(row.step for row in all_findings(record) if row.count and not row.verdict)
    found = [
        _weighed(step, assessment, critical=step.id in critical, undecided=undecided[step.id], asked=asked, today=today)
        for step in in_the_sop(record, assessment)
    ]
    roles = _other_roles(record)
    worth = [one for one in found if one[0]]
    ordered = sorted(worth, key=lambda one: -one[0])
    return tuple(
        ToAsk(step=step.id, weight=weight, reasons=reasons, ask=roles.get(step.id, ""))
        for weight, reasons, step in ordered[:most]
    )


def known_today(record: Record) -> str:
    """Return the last day that the record knows of: of its last change, check or walk-through; "" when of none."""
    days = [record.head.at, *(row.at for row in record.checks), *(row.at for row in record.walkthroughs)]
    return max(map(day_of, days), default="")


def _weighed(  # noqa: PLR0913 - a step is weighed by this much
    step: Step, assessment: Assessment, *, critical: bool, undecided: int, asked: Mapping[str, str], today: str
) -> tuple[int, tuple[Phrase, ...], Step]:
    judgement = assessment.judgements.get(step.id)
    clarity = judgement.aspects[_CLARITY] if judgement else None
    last = asked.get(step.id, "")
    reasons = (
        (3, critical, phrase("somebody may stop, roll back or release there")),
        (3, len(step.performers) == _ONE_HEAD, phrase("only one person has done it")),
        (2, bool(undecided), phrase("findings about it are undecided: {n}", n=undecided)),
        (2, bool(step.hot_spot), phrase("it is a hot spot")),
        (2, clarity is not None and (clarity.rated_low or clarity.divided), phrase("who does what is rated unclear")),
        (1, not last, phrase("nobody has asked about it yet")),
        (1, _long_ago(last, today), phrase("not asked about for more than {days} days", days=LONG_AGO)),
    )
    holding = [(weight, words) for weight, holds, words in reasons if holds]
    return sum(weight for weight, _ in holding), tuple(words for _, words in holding), step


def _last_asked(record: Record) -> dict[str, str]:
    last: dict[str, str] = {}
    for row in record.walkthroughs:
        if row.answer and (day := day_of(row.at)) >= last.get(row.step, ""):
            last[row.step] = day or last.get(row.step, "-")
    return last


def _long_ago(last: str, today: str) -> bool:
    if not day_of(last) or not day_of(today):
        return False
    return (date.fromisoformat(today) - date.fromisoformat(last)).days > LONG_AGO


def _other_roles(record: Record) -> dict[str, str]:
    """Return a role to ask for each step: it has a part in it or works next to it, and neither does nor owns it."""
    beside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    steps = {step.id: step for step in record.steps}
    for step in record.steps:
        beside[step.id].update((*step.supporting, *step.consulted, *step.informed))
        for arrow in step.next:
            if other := steps.get(arrow.to):
                beside[step.id][other.role] += 1
                beside[other.id][step.role] += 1
    chosen = {}
    for name, roles in beside.items():
        own = {steps[name].role, *steps[name].accountable, ""}
        others = [(count, role) for role, count in roles.items() if role not in own]
        if others:
            chosen[name] = max(others, key=lambda one: one[0])[1]
    return chosen
