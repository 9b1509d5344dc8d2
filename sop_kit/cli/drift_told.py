"""What a log says of a record, as a person reads it in a terminal of 100 columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sop_kit.assess.agreement import wilson
from sop_kit.assess.conformance.check import RealityCheck
from sop_kit.assess.conformance.found import Found
from sop_kit.assess.conformance.kept import subject_of_row
from sop_kit.assess.conformance.naming import named, share, spell
from sop_kit.assess.conformance.trend import Month, months
from sop_kit.assess.conformance.verdicts import standing
from sop_kit.assess.conformance.wording import held, observed, rests_on_a_guess, written
from sop_kit.cli.drift_facts import UNKNOWN, finding_row
from sop_kit.cli.speaking import tell, tell_table, warn
from sop_kit.errors import Problem
from sop_kit.record.in_force import day_of
from sop_kit.record.model import Record
from sop_kit.record.reality_tables import Finding
from sop_kit.record.value_labels import choice_names
from sop_kit.words import Words

SHOWN = 30  # findings in a terminal; --json and the document have all
_LISTED = 12  # activities of a kind
_MONTHS_TO_COMPARE = 4  # fewer say nothing of a trend


def tell_check(record: Record, check: RealityCheck, say: Words, today: str) -> None:
    """Print a check: what was read, which step each activity is, what was found, how long it took."""
    first, last = say.day(check.first), say.day(check.last)
    tell(say("{log}: {first} to {last} ({zone})", log=check.log, first=first, last=last, zone=check.zone))
    tell(
        say(
            "{cases} cases, {events} events, {activities} activities, {variants} variants",
            cases=say.number(check.cases),
            events=say.number(check.events),
            activities=say.number(check.activities),
            variants=say.number(len(check.variants)),
        )
    )
    _tell_problems(check.problems, say)
    _tell_mapping(record, check, say)
    rows = {subject_of_row(row): row for row in reversed(record.findings)}
    tell_findings(record, [finding_row(each, rows.get(each.subject)) for each in check.findings], say, today)
    _tell_undecided((*check.findings, *check.held), say)
    _tell_held(record, check.held, say)
    _tell_durations(check, say)


def tell_findings(record: Record, findings: Sequence[Finding], say: Words, today: str) -> None:
    """Print findings: what the SoP says, what was seen, and what the owner said."""
    if not findings:
        tell(say("No finding: in what could be judged, the log is as the SoP says."))
        return
    rows = [_line(record, finding, say, today) for finding in findings[:SHOWN]]
    columns = (say("Finding"), say("The SoP says"), say("The log says"), say("Verdict"))
    tell_table(say("Findings ({n})", n=say.number(len(findings))), columns, rows)
    if len(findings) > SHOWN:
        tell(say("{n} more: see them with --json, or in the document.", n=say.number(len(findings) - SHOWN)))


def verdict_words(finding: Finding, say: Words, today: str) -> str:
    """Return where a finding stands, as a person reads it."""
    names = choice_names(say, Finding, "verdict")
    stands = standing(finding, today)
    if stands == "gone":
        return say("no longer seen")
    if stands == "open" and finding.verdict == "accept":
        return say("open again: accepted until {day}", day=say.day(day_of(finding.until)))
    if stands == "accept":
        return say("accepted until {day}", day=say.day(day_of(finding.until)))
    return say("open") if stands == "open" else names[stands]


def _line(record: Record, finding: Finding, say: Words, today: str) -> tuple[str, ...]:
    seen = [observed(record, finding).said(say)]
    change = _trend(months(finding.by_month), say)
    if change and finding.kind != "extra":
        seen.append(change)
    if finding.examples and finding.count:
        seen.append(say("such as {cases}", cases=finding.examples))
    if rests_on_a_guess(record, finding):
        seen.append(say("rests on a step that is only suggested"))
    name = "" if finding.id == UNKNOWN else finding.id
    return name, written(record, finding).said(say), "\n".join(seen), verdict_words(finding, say, today)


def _trend(by_month: Sequence[Month], say: Words) -> str:
    """Return how the share was in the first and in the second half of the months.

    "" when there are too few, and when chance may be all that is between them: Wilson's intervals overlap.
    """
    judged = [month for month in by_month if month[2]]
    if len(judged) < _MONTHS_TO_COMPARE:
        return ""
    middle = len(judged) // 2
    before, since = _counted(judged[:middle]), _counted(judged[middle:])
    (low, high), (lower, higher) = wilson(*before), wilson(*since)
    if low <= higher and lower <= high:
        return ""
    return say(
        "until {month}: {before}, since then: {since}",
        month=judged[middle - 1][0],
        before=share(*before),
        since=share(*since),
    )


def _counted(by_month: Iterable[Month]) -> tuple[int, int]:
    counted = list(by_month)
    return sum(month[1] for month in counted), sum(month[2] for month in counted)


def _tell_problems(problems: Sequence[Problem], say: Words) -> None:
    for problem in problems[:SHOWN]:
        label = say("Error") if problem.severity == "error" else say("Note")
        warn(say("{label}: {value}", label=label, value=problem.said(say)))
    if len(problems) > SHOWN:
        warn(say("{n} more of these: see them with --json.", n=say.number(len(problems) - SHOWN)))


def _tell_undecided(ruled: Iterable[Found], say: Words) -> None:
    for each in ruled:
        if each.undecided:
            rule, n = each.subject.constraint, say.number(each.undecided)
            tell(say("{rule}: {n} could not be judged; the log ends too early, or names nobody.", rule=rule, n=n))


def _tell_mapping(record: Record, check: RealityCheck, say: Words) -> None:
    mapping = check.mapping
    listed = [(each, say("declared")) for each in mapping.declared] if len(mapping.declared) <= _LISTED else []
    listed += [(each, say("suggested")) for each in mapping.suggested]
    rows = [
        (
            f"{each.activity} ({each.where})" if each.where else each.activity,
            say.number(each.events),
            named(record, each.step),
            how,
        )
        for each, how in listed
    ]
    rows += [(each.activity, say.number(each.events), "–", say("no step")) for each in mapping.aside]
    rows += [(each.activity, say.number(each.events), "?", say("unknown")) for each in mapping.unmapped[:_LISTED]]
    more = len(mapping.unmapped) - _LISTED
    columns = (say("Activity"), say("Events"), say("Step"), say("Known how"))
    if len(mapping.declared) > _LISTED:
        tell(say("{n} activities are declared to be a step.", n=say.number(len(mapping.declared))))
    if rows:
        tell_table(say("Which step each activity is"), columns, rows)
    if more > 0:
        tell(say("{n} more activities are like no step.", n=say.number(more)))
    if mapping.suggested:
        tell(say("A suggested step is a guess from the words. Declare it in the activities of the event log."))


def _tell_held(record: Record, never_broken: Iterable[Found], say: Words) -> None:
    rows = [finding_row(each, None) for each in never_broken]
    lines = [(row.constraint, written(record, row).said(say), held(row).said(say)) for row in rows]
    if lines:
        tell_table(say("Rules that held"), (say("Rule"), say("The SoP says"), say("The log says")), lines)


def _tell_durations(check: RealityCheck, say: Words) -> None:
    whole = next(iter(check.durations), None)
    if whole is not None and whole.time.n:
        p50, p90 = spell(whole.time.p50).said(say), spell(whole.time.p90).said(say)
        tell(say("A case takes {p50} at the median; nine of ten take {p90} or less.", p50=p50, p90=p90))
