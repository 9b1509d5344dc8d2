"""What a rule is: an id, how grave, why, where it comes from, how to fix it, and what finds its breaches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sop_kit.assess.feasibility.judgement import Judgement, judge
from sop_kit.assess.gaps import Gap, find_gaps
from sop_kit.errors import Phrase
from sop_kit.record.model import Record, by_id
from sop_kit.record.tables import RoleRow, Step

# error: the document contradicts itself or is unsafe to follow; warning: it will go wrong one day;
# missing: a question to the team; advice: better practice, no duty.
Severity = Literal["error", "warning", "missing", "advice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "missing", "advice")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules look at: the record, and the day on which it is judged (ISO; "" when no day is known).

    What many rules ask for is found once. (No slots: they would leave no room to keep it.) ``judged`` is what the
    ratings say, where somebody has found that out already.
    """

    record: Record
    today: str = ""
    judged: Mapping[str, Judgement] | None = None

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Return what the record does not know."""
        return find_gaps(self.record)

    @cached_property
    def judgements(self) -> Mapping[str, Judgement]:
        """Return what the ratings say, by target."""
        return judge(self.record.feedback, self.record.settings.verdict_rule) if self.judged is None else self.judged

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Return the steps by id."""
        return by_id(self.record.steps)

    @cached_property
    def roles(self) -> Mapping[str, RoleRow]:
        """Return the roles by id."""
        return by_id(self.record.roles)

    def role_name(self, role: str) -> str:
        """Return what a role is called; its id when nobody named it."""
        row = self.roles.get(role)
        return row.name if row else role


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a rule is broken.

    ``where`` is table/row/column, as far as it goes (several rows of one table: ``steps/S1,S2``). ``what`` says what is
    wrong there without naming the place again: equal sentences of one rule are shown together. ``ask`` is whom to ask
    where only a person knows the answer, as in a gap.
    """

    where: str
    what: Phrase
    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the linter.

    ``id`` is lower-case words joined by hyphens and never changes: records switch rules off by it. ``reason`` says why
    it matters, ``source`` where it comes from (a book, a standard, a paper; a title, so it is not translated), ``fix``
    what to do.
    """

    id: str
    severity: Severity
    reason: Phrase
    source: str
    fix: Phrase
    find: Callable[[Facts], Iterable[Breach]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One breach of one rule, ready to be listed."""

    rule: str
    severity: Severity
    where: str
    message: Phrase
    fix: Phrase
    ask: str = ""
