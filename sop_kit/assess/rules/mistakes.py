"""Rules about the mistake book, and about what starts an iteration: closed is what cannot come back unseen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sop_kit.assess.gaps import DATA_SCIENCE, whom
from sop_kit.assess.rules.empty_cells import empty, names, place, says
from sop_kit.assess.rules.figures import Day, flat, has_figure, has_time, last_day
from sop_kit.assess.rules.levels import levels
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import (
    DEMING,
    ISO_9001_ROLES,
    ISO_42001_CORRECTIVE,
    ML_TEST_SCORE,
    NIST_AI_MEASURE,
    SRE_POSTMORTEM,
)
from sop_kit.errors import phrase
from sop_kit.record.labels import column_name
from sop_kit.record.tables import Mistake

_CLOSED = re.compile(
    r"已?(?:关闭|关单|结案|解决|完成)(?!中)|已修复|修复完成|已验证|(?:closed?|resolved|done|fixed|verified|completed?)\b"
)
_LEFT_ALONE = re.compile(r"不修|不处理|不予|不改|重复|won.?t|wont|will not|rejected|duplicate|not a bug")
# What grows or shrinks needs a figure; an event such as a new law does not.
_QUANTITY = re.compile(
    r"上升|上涨|增[多加长]|下降|下跌|下滑|变差|恶化|漂移|太[多少高低]|过[多少高低]|明显|显著|大量|频繁|反复|持续|累计|差距|定期"
    r"|\b(?:drift(?:s|ing)?|drops?|falls?|rises?|grows?|worse|increas\w+|decreas\w+|many|often|several|repeated(?:ly)?"
    r"|too (?:many|high|low|few)|significant(?:ly)?|gap|regularly|periodically)\b"
)


def is_closed(mistake: Mistake) -> bool:
    """Say whether a mistake is closed as repaired; one that will not be repaired is not."""
    status = flat(mistake.status).strip()
    return bool(_CLOSED.match(status)) and not _LEFT_ALONE.search(status)


def is_open(mistake: Mistake) -> bool:
    """Say whether something is still to be done about a mistake."""
    return not is_closed(mistake) and not _LEFT_ALONE.search(flat(mistake.status))


def _is_grave(facts: Facts, mistake: Mistake) -> bool:
    known = levels(facts.record)
    return bool(mistake.severity) and mistake.severity in known[: max(1, len(known) // 2)]


def _closed(_facts: Facts, mistake: Mistake) -> bool:
    return is_closed(mistake)


def _asked(facts: Facts, mistake: Mistake) -> str:
    return mistake.owner or whom(facts.record)


def _overdue(*, grave: bool) -> Callable[[Facts], Iterator[Breach]]:
    def find(facts: Facts) -> Iterator[Breach]:
        for mistake in facts.record.mistakes:
            due = last_day(mistake.due)
            late = bool(due and facts.today and due < facts.today)
            if late and is_open(mistake) and _is_grave(facts, mistake) == grave:
                what = phrase("It was due on {day}, and is still open.", day=Day(due))
                yield Breach(place("mistakes", mistake.id, "due"), what, _asked(facts, mistake))

    return find


def _unassigned(facts: Facts) -> Iterator[Breach]:
    for mistake in facts.record.mistakes:
        for column in ("owner", "due"):
            if is_open(mistake) and not says(getattr(mistake, column)):
                what = phrase("It is open, and nothing is said under “{column}”.", column=column_name(column))
                yield Breach(place("mistakes", mistake.id, column), what, _asked(facts, mistake))


def _unanswered(facts: Facts) -> Iterator[Breach]:
    for mistake in facts.record.mistakes:
        due = last_day(mistake.due)
        over = not is_open(mistake) or bool(due and facts.today and due < facts.today)
        if over and names(mistake.reporter) and not names(mistake.answered):
            what = phrase("Whoever reported it has had no answer.")
            yield Breach(place("mistakes", mistake.id, "answered"), what, _asked(facts, mistake))


def _came_back(facts: Facts) -> Iterator[Breach]:
    repaired = {hotfix.mistake for hotfix in facts.record.hotfixes}
    before = {mistake.id: mistake for mistake in facts.record.mistakes}
    for mistake in facts.record.mistakes:
        if not mistake.recurrence_of or mistake.id in repaired:
            continue
        earlier = before.get(mistake.recurrence_of)
        same = earlier is not None and names(mistake.fix_version) and mistake.fix_version == earlier.fix_version
        if same or not (names(mistake.fix_type) or names(mistake.fix_version)):
            what = phrase(
                "It came back from {earlier}, and nothing new is done about it.", earlier=mistake.recurrence_of
            )
            yield Breach(place("mistakes", mistake.id, "recurrence_of"), what, _asked(facts, mistake))


def _without_figure(facts: Facts) -> Iterator[Breach]:
    for trigger in facts.record.triggers:
        vague = _QUANTITY.search(flat(trigger.condition))
        if vague and not has_figure(trigger.condition) and not has_time(trigger.condition):
            what = phrase("“{word}” has no figure: from how much on, over how long?", word=vague.group())
            yield Breach(place("triggers", trigger.id, "condition"), what, trigger.owner or DATA_SCIENCE)


RULES: tuple[Rule, ...] = (
    Rule(
        id="mistake-closed-without-case",
        severity="warning",
        reason=phrase("A mistake without a regression case comes back with the next version, and nobody sees it."),
        source=ML_TEST_SCORE,
        fix=phrase("Add the case to the regression set and write its number, or open the mistake again."),
        find=empty("mistakes", "regression_case", applies=_closed, ask=_asked, filled=names),
    ),
    Rule(
        id="mistake-closed-without-cause",
        severity="warning",
        reason=phrase("What was closed without a cause was made quiet, not repaired."),
        source=SRE_POSTMORTEM,
        fix=phrase("Write the root cause, or that it could not be found and what watches for it now."),
        find=empty("mistakes", "cause", applies=_closed, ask=_asked, filled=names),
    ),
    Rule(
        id="mistake-closed-unverified",
        severity="warning",
        reason=phrase("Whether a repair works is known when somebody has looked."),
        source=ISO_42001_CORRECTIVE,
        fix=phrase("Write who checked it, and when."),
        find=empty("mistakes", "verified", applies=_closed, ask=_asked, filled=names),
    ),
    Rule(
        id="mistake-unassigned",
        severity="missing",
        reason=phrase("An open mistake without a name and a day stays open."),
        source=SRE_POSTMORTEM,
        fix=phrase("Name the role that repairs it and the day by which."),
        find=_unassigned,
    ),
    Rule(
        id="grave-mistake-overdue",
        severity="error",
        reason=phrase("What can do great harm is known, and its day has passed."),
        source=ISO_42001_CORRECTIVE,
        fix=phrase("Repair it, or decide who accepts it until which new day."),
        find=_overdue(grave=True),
    ),
    Rule(
        id="mistake-overdue",
        severity="warning",
        reason=phrase("A date nobody keeps teaches that dates do not count."),
        source=ISO_42001_CORRECTIVE,
        fix=phrase("Repair it, agree on a new day, or say that it will not be repaired and why."),
        find=_overdue(grave=False),
    ),
    Rule(
        id="reporter-not-answered",
        severity="warning",
        reason=phrase("Who never hears back does not report again."),
        source=NIST_AI_MEASURE,
        fix=phrase("Tell the reporter what was found and what changed, and write the day."),
        find=_unanswered,
    ),
    Rule(
        id="recurrence-without-action",
        severity="warning",
        reason=phrase("What came back was not stopped by what was done the first time."),
        source=ISO_42001_CORRECTIVE,
        fix=phrase("Find the cause one layer deeper, and write a repair that is not the same as before."),
        find=_came_back,
    ),
    Rule(
        id="trigger-without-figure",
        severity="warning",
        reason=phrase("Without a figure the loudest voice starts the next cycle."),
        source=DEMING,
        fix=phrase("Write how much, over how many days or cases."),
        find=_without_figure,
    ),
    Rule(
        id="trigger-without-owner",
        severity="missing",
        reason=phrase("A trigger that nobody watches is never pulled."),
        source=ISO_9001_ROLES,
        fix=phrase("Name the role that looks whether it is reached."),
        find=empty("triggers", "owner", ask=lambda _facts, _trigger: DATA_SCIENCE),
    ),
)
