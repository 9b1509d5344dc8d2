"""Rules about hotfixes: a way in, a day on which they end, and something permanent after them."""

from __future__ import annotations

from collections.abc import Iterator

from sop_kit.assess.gaps import whom
from sop_kit.assess.rules.empty_cells import empty, names, place
from sop_kit.assess.rules.figures import Day, last_day
from sop_kit.assess.rules.mistakes import is_closed, is_open
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import CHANGE_CONTROL, HIDDEN_DEBT, SRE_POSTMORTEM, TOGGLES
from sop_kit.errors import phrase
from sop_kit.record.model import by_id
from sop_kit.record.tables import Hotfix


def _is_running(facts: Facts, hotfix: Hotfix) -> bool:
    end = last_day(hotfix.end)
    return not names(hotfix.end) or bool(end and facts.today and end > facts.today)


def _is_endless(_facts: Facts, hotfix: Hotfix) -> bool:
    return not names(hotfix.end)


def _has_permanent(_facts: Facts, hotfix: Hotfix) -> bool:
    return names(hotfix.permanent_fix)


def _asked(facts: Facts, hotfix: Hotfix) -> str:
    return hotfix.decider or whom(facts.record)


def _expired(facts: Facts) -> Iterator[Breach]:
    for hotfix in facts.record.hotfixes:
        expires = last_day(hotfix.expires)
        if expires and facts.today and expires < facts.today and _is_running(facts, hotfix):
            what = phrase("It should have ended on {day}, and has not.", day=Day(expires))
            yield Breach(place("hotfixes", hotfix.id, "expires"), what, _asked(facts, hotfix))


def _ended_late(facts: Facts) -> Iterator[Breach]:
    for hotfix in facts.record.hotfixes:
        expires, end = last_day(hotfix.expires), last_day(hotfix.end)
        if expires and end > expires and not _is_running(facts, hotfix):
            what = phrase("It expired on {day}, and ran on until {end}.", day=Day(expires), end=Day(end))
            yield Breach(place("hotfixes", hotfix.id, "end"), what)


def _outlives(facts: Facts) -> Iterator[Breach]:
    closed = {mistake.id for mistake in facts.record.mistakes if is_closed(mistake)}
    for hotfix in facts.record.hotfixes:
        if hotfix.mistake in closed and _is_running(facts, hotfix):
            what = phrase("Its mistake {mistake} is closed, and it still runs.", mistake=hotfix.mistake)
            yield Breach(place("hotfixes", hotfix.id, "end"), what, _asked(facts, hotfix))


def _permanent_overdue(facts: Facts) -> Iterator[Breach]:
    mistakes = by_id(facts.record.mistakes)
    for hotfix in facts.record.hotfixes:
        due = last_day(hotfix.permanent_due)
        mistake = mistakes.get(hotfix.mistake)
        waiting = is_open(mistake) if mistake else _is_running(facts, hotfix)
        if waiting and due and facts.today and due < facts.today:
            what = phrase("The permanent fix was due on {day}, and is not there.", day=Day(due))
            yield Breach(place("hotfixes", hotfix.id, "permanent_due"), what, _asked(facts, hotfix))


RULES: tuple[Rule, ...] = (
    Rule(
        id="hotfix-without-expiry",
        severity="error",
        reason=phrase("A temporary rule without an end is a permanent rule that nobody has tested."),
        source=TOGGLES,
        fix=phrase("Write the day on which it ends by itself."),
        find=empty("hotfixes", "expires", applies=_is_endless, ask=_asked, filled=names),
    ),
    Rule(
        id="hotfix-expired",
        severity="error",
        reason=phrase("It still decides about cases, and nobody stands for it any more."),
        source=TOGGLES,
        fix=phrase("Take it out, or decide anew, with a new day and the reason."),
        find=_expired,
    ),
    Rule(
        id="hotfix-ended-late",
        severity="advice",
        reason=phrase("What once ran on unseen will do so again, unless something ends it by itself."),
        source=TOGGLES,
        fix=phrase("Let the system end a hotfix on its day, and count the late ones."),
        find=_ended_late,
    ),
    Rule(
        id="hotfix-outlives-its-mistake",
        severity="warning",
        reason=phrase("What is repaired needs no patch; left in, it acts on cases for which nobody made it."),
        source=TOGGLES,
        fix=phrase("Take it out and note the day; or open the mistake again when the repair is not enough."),
        find=_outlives,
    ),
    Rule(
        id="hotfix-without-permanent-fix",
        severity="warning",
        reason=phrase("Without a permanent fix the mistake comes back on the day the hotfix ends."),
        source=HIDDEN_DEBT,
        fix=phrase("Name the ticket or version that repairs the cause, or write why none is needed."),
        find=empty("hotfixes", "permanent_fix", ask=_asked),
    ),
    Rule(
        id="permanent-fix-without-date",
        severity="missing",
        reason=phrase("Once it no longer hurts, the repair waits for ever."),
        source=HIDDEN_DEBT,
        fix=phrase("Write the day by which the permanent fix is there."),
        find=empty("hotfixes", "permanent_due", applies=_has_permanent, ask=_asked, filled=names),
    ),
    Rule(
        id="permanent-fix-overdue",
        severity="warning",
        reason=phrase("Debt that is not paid back on its day grows."),
        source=HIDDEN_DEBT,
        fix=phrase("Bring the repair, or agree on a new day and say who accepts the risk until then."),
        find=_permanent_overdue,
    ),
    Rule(
        id="hotfix-without-approver",
        severity="missing",
        reason=phrase("A change to production that nobody approved is nobody's."),
        source=CHANGE_CONTROL,
        fix=phrase("Name the role that approved it."),
        find=empty("hotfixes", "approver", ask=_asked),
    ),
    Rule(
        id="hotfix-without-rollback",
        severity="missing",
        reason=phrase("A hotfix is the least tested change of all, and needs the quickest way back."),
        source=CHANGE_CONTROL,
        fix=phrase("Write how it is taken out, and how long that takes."),
        find=empty("hotfixes", "rollback", ask=_asked, filled=names),
    ),
    Rule(
        id="hotfix-without-review",
        severity="missing",
        reason=phrase("Nobody looks back on a hotfix that worked, and so the next one is no better."),
        source=SRE_POSTMORTEM,
        fix=phrase("Write the day on which it is looked back on."),
        find=empty("hotfixes", "after_review", ask=_asked, filled=names),
    ),
)
