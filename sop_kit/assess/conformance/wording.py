"""What the SoP says and what was seen, as sentences made from a rule, a step and figures; said in either language."""

from __future__ import annotations

from collections.abc import Mapping

from sop_kit.assess.conformance.naming import activity_named, named, share, spell
from sop_kit.assess.conformance.ruled import rule
from sop_kit.assess.conformance.walks import WALKED
from sop_kit.errors import Amount, Phrase, phrase
from sop_kit.record.model import Record, by_id
from sop_kit.record.reality_tables import Constraint, Finding
from sop_kit.record.tables import Step

__all__ = ["held", "named", "observed", "rests_on_a_guess", "rule", "share", "spell", "written"]

# Kind of rule → what was seen where it was broken.
_BROKEN: Mapping[str, Phrase] = {
    "existence": phrase("missing"),
    "absence": phrase("seen all the same"),
    "exactly": phrase("another number of times"),
    "init": phrase("begun otherwise"),
    "end": phrase("ended otherwise"),
    "choice": phrase("with neither"),
    "exclusive_choice": phrase("with both or neither"),
    "responded_existence": phrase("without the other"),
    "coexistence": phrase("without the other"),
    "response": phrase("not followed by it"),
    "precedence": phrase("without it before"),
    "succession": phrase("without the other in its place"),
    "alternate_response": phrase("not followed by it in time"),
    "alternate_precedence": phrase("without one of its own before"),
    "alternate_succession": phrase("not in turn"),
    "chain_response": phrase("followed by something else"),
    "chain_precedence": phrase("preceded by something else"),
    "chain_succession": phrase("not side by side"),
    "not_coexistence": phrase("together in one case"),
    "not_succession": phrase("followed by it all the same"),
    "not_chain_succession": phrase("right after it"),
    "time_window": phrase("outside the hours"),
    "duration": phrase("longer"),
    "four_eyes": phrase("by the same person"),
}
_LATE = phrase("later, or not at all")


def written(record: Record, finding: Finding) -> Phrase:
    """Return what the SoP says where a finding differs; a person's own text goes before the kit's."""
    if finding.written:
        return phrase("{text}", text=finding.written)
    constraint = by_id(record.constraints).get(finding.constraint)
    if constraint is not None:
        return rule(record, constraint)
    step = by_id(record.steps).get(finding.step)
    if finding.kind == "extra":
        return phrase("No step is {activity}", activity=activity_named(finding.activity))
    if finding.kind == "order" and step is not None:
        return _arrows(record, step)
    if finding.kind == "role" and step is not None:
        roles = by_id(record.roles)
        role = roles[step.role].name if step.role in roles else step.role
        return phrase("{step} is done by {role}", step=named(record, step.id), role=role)
    if finding.kind == "missing":
        return phrase("{step} is a step", step=named(record, finding.step))
    return phrase("{text}", text=named(record, finding.step) if finding.step else "–")


def observed(record: Record, finding: Finding) -> Phrase:
    """Return what was seen, with its figures; a person's own text goes before the kit's.

    How many cases that were is only told where their share is another one.
    """
    if finding.observed:
        return phrase("{text}", text=finding.observed)
    if finding.count == 0:
        return (
            phrase("No longer seen; {of} looked at", of=Amount(finding.of)) if finding.of else phrase("No longer seen")
        )
    constraint = by_id(record.constraints).get(finding.constraint)
    seen = _broken(finding, constraint) if constraint is not None else _seen(record, finding)
    if finding.of_cases and share(finding.cases, finding.of_cases) != share(finding.count, finding.of):
        seen = phrase(
            "{seen}; {cases} of {of_cases} cases",
            seen=seen,
            cases=Amount(finding.cases),
            of_cases=Amount(finding.of_cases),
        )
    if finding.p50 is not None and finding.p90 is not None:
        seen = phrase(
            "{seen}; half took {p50} or less, nine of ten {p90} or less",
            seen=seen,
            p50=spell(finding.p50),
            p90=spell(finding.p90),
        )
    return seen


def held(finding: Finding) -> Phrase:
    """Return what was seen of a rule that was never broken."""
    if not finding.of:
        return phrase("It never came up")
    if finding.p50 is not None and finding.p90 is not None:
        return phrase(
            "{of} measured: half took {p50} or less, nine of ten {p90} or less",
            of=Amount(finding.of),
            p50=spell(finding.p50),
            p90=spell(finding.p90),
        )
    return phrase("{of} looked at, none otherwise", of=Amount(finding.of))


def rests_on_a_guess(record: Record, finding: Finding) -> bool:
    """Say whether a finding rests on a step whose activities nobody has declared: they were only suggested."""
    declared = {row.step for row in record.activity_map if row.step}
    seen = {row.step for row in record.seen_activities if row.step}
    constraint = by_id(record.constraints).get(finding.constraint)
    return any(step in seen - declared for step in _steps_of(finding, constraint))


def _steps_of(finding: Finding, constraint: Constraint | None) -> tuple[str, ...]:
    if constraint is None:
        return tuple(step for step in (finding.step, finding.second) if step)
    sides = ((constraint.first, constraint.first_activity), (constraint.second, constraint.second_activity))
    return tuple(step for step, activity in sides if step and not activity)


def _broken(finding: Finding, constraint: Constraint) -> Phrase:
    late = finding.kind == "late" and constraint.kind != "duration"
    return _counted(finding, _LATE if late else _BROKEN[constraint.kind])


def _seen(record: Record, finding: Finding) -> Phrase:
    if finding.kind == "order":
        return _counted(finding, phrase("followed by {step}", step=named(record, finding.second)))
    if finding.kind == "extra":
        return phrase("seen once") if finding.count == 1 else phrase("{count} events", count=Amount(finding.count))
    if finding.kind == "role":
        people = by_id(record.people)
        who = people[finding.who].name if finding.who in people else finding.who
        return _counted(finding, phrase("by {person}", person=who))
    if finding.kind == "missing":
        names = tuple(dict.fromkeys(row.activity for row in record.activity_map if row.step == finding.step))
        return phrase("None of its activities occurs: {activities}", activities=names or "–")
    if finding.kind in WALKED:
        return phrase("{count} of {of} answers were otherwise", count=Amount(finding.count), of=Amount(finding.of))
    return _counted(finding, phrase("otherwise"))


def _counted(finding: Finding, how: Phrase) -> Phrase:
    values = {"count": Amount(finding.count), "of": Amount(finding.of), "share": share(finding.count, finding.of)}
    if finding.of_cases:
        return phrase("{count} of {of} times ({share}): {how}", **values, how=how)
    return phrase("{count} of {of} cases ({share}): {how}", **values, how=how)


def _arrows(record: Record, step: Step) -> Phrase:
    names = tuple(named(record, arrow.to) for arrow in step.next)
    return phrase("After {step} comes {next}", step=named(record, step.id), next=names)
