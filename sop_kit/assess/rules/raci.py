"""Rules about who does, answers, is asked and is told: RACI step by step, and over all steps."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from sop_kit.assess.burden.machines import is_machine
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import ISO_9001_ROLES, ISO_42001_ROLES, RACI
from sop_kit.errors import phrase
from sop_kit.record.model import TABLES, references
from sop_kit.record.problems import named_ids
from sop_kit.record.tables import Product, RoleRow

MOST_ASKED = 3
ENOUGH_STEPS = 8  # of fewer steps a share says nothing
ENOUGH_ROLES = 3
HEAVY_SHARE = 0.5
_MOST_COMPARED = 300  # roles; each is compared with all before it
_TELLING_WORDS = 2
_ABBREVIATION = 3  # letters

_QUALIFIED = re.compile(r"\b(?:lead|head|chief|senior|junior|manager|deputy|director|backup|assistant|vice|second)\b")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_WORDS = re.compile(r"[\w&-]+")


def _two_accountables(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        answering = tuple(facts.role_name(role) for role in dict.fromkeys(step.accountable))
        if len(answering) > 1:
            what = phrase("{n} roles answer for the step: {roles}.", n=len(answering), roles=answering)
            yield Breach(f"steps/{step.id}/accountable", what)


def _machine_answers(facts: Facts) -> Iterator[Breach]:
    machines = {role.id: role.name for role in facts.record.roles if is_machine(role)}
    for step in facts.record.steps:
        for role in step.accountable:
            if role in machines:
                what = phrase("“{role}” is a machine and cannot answer for the step.", role=machines[role])
                yield Breach(f"steps/{step.id}/accountable", what)


def _many_asked(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        n = len(set(step.consulted))
        if n > MOST_ASKED:
            yield Breach(f"steps/{step.id}/consulted", phrase("{n} roles are asked before the step is done.", n=n))


def _asked_and_told(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        for role in dict.fromkeys(step.consulted):
            if role in step.informed:
                what = phrase("“{role}” is both asked (C) and told (I).", role=facts.role_name(role))
                yield Breach(f"steps/{step.id}/informed", what)


def _doer_told(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        for role in dict.fromkeys((step.role, *step.accountable)):
            if role in step.consulted or role in step.informed:
                what = phrase(
                    "“{role}” does the step or answers for it, and is asked or told too.", role=facts.role_name(role)
                )
                yield Breach(f"steps/{step.id}/role", what)


def _idle_role(facts: Facts) -> Iterator[Breach]:
    """Yield the roles that nothing in the record names."""
    used = set(_roles_named(facts))
    for role in facts.record.roles:
        if role.id not in used:
            yield Breach(f"roles/{role.id}", phrase("The role stands in no step, decision, alert or form."))


def _roles_named(facts: Facts) -> Iterator[str]:
    for table, model in {"product": Product, **TABLES}.items():
        columns = [column for column, target in references(model).items() if target == "roles"]
        rows = (facts.record.product,) if table == "product" else facts.record.rows(table)
        for row in rows if columns else ():
            for column in columns:
                yield from named_ids(getattr(row, column))


def _role_overloaded(facts: Facts) -> Iterator[Breach]:
    steps = facts.record.steps
    if len(steps) < ENOUGH_STEPS or len({step.role for step in steps}) < ENOUGH_ROLES:
        return
    doing = Counter(step.role for step in steps)
    answering = Counter(role for step in steps for role in set(step.accountable))
    for role, n in doing.items():
        if n / len(steps) > HEAVY_SHARE:
            yield Breach(f"roles/{role}", phrase("The role does {n} of {of} steps.", n=n, of=len(steps)))
    for role, n in answering.items():
        if n / len(steps) > HEAVY_SHARE:
            yield Breach(f"roles/{role}", phrase("The role answers for {n} of {of} steps.", n=n, of=len(steps)))


def _roles_alike(facts: Facts) -> Iterator[Breach]:
    """Yield roles that are probably one under two names; the second one of each pair is shown."""
    seen: list[tuple[RoleRow, str, tuple[str, ...]]] = []
    for role in facts.record.roles[:_MOST_COMPARED]:
        plain, words = _plain(role.name), tuple(_WORDS.findall(unicodedata.normalize("NFKC", role.name)))
        for other, other_plain, other_words in seen:
            if plain == other_plain or _one_in_other(words, other_words):
                yield Breach(f"roles/{role.id}", phrase("It may be the same role as “{role}”.", role=other.name))
                break
        seen.append((role, plain, words))


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(_BRACKETS.sub("", text).split()) or "".join(text.split())


def _one_in_other(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether a Latin name of two words or more stands whole in the other, with no rank added.

    A shared abbreviation tells more than a rank does: whoever writes SMT knows whom they mean.
    """
    shorter, longer = sorted((one, other), key=len)
    spelled = {word for word in shorter if word.isupper() and _initials(longer, word)}
    few = {word.casefold() for word in shorter if word not in spelled}
    many = {word.casefold() for word in longer}
    added = " ".join(many - few)
    if len(shorter) < _TELLING_WORDS or not few <= many or not added.isascii():
        return False
    known = any(word.isupper() and len(word) >= _ABBREVIATION for word in shorter)
    return bool(added) and (known or not _QUALIFIED.search(added))


def _initials(words: tuple[str, ...], wanted: str) -> bool:
    """Say whether words that follow each other begin with these letters, as "site reliability engineer" does SRE."""
    first = "".join(word[0].upper() for word in words)
    return len(wanted) >= _ABBREVIATION and wanted in first


RULES: tuple[Rule, ...] = (
    Rule(
        id="two-accountables",
        severity="error",
        reason=phrase("When two answer for a step, each one waits for the other, and in the end nobody did it."),
        source=RACI,
        fix=phrase("Leave exactly one role in “Accountable (A)”; make the others C or I."),
        find=_two_accountables,
    ),
    Rule(
        id="machine-answers",
        severity="error",
        reason=phrase("A program can do a step; only a person can answer for it, stop it and explain it."),
        source=ISO_42001_ROLES,
        fix=phrase("Name the role of the person who looks after the machine as “Accountable (A)”."),
        find=_machine_answers,
    ),
    Rule(
        id="many-consulted",
        severity="advice",
        reason=phrase("Every role that must be asked is a wait; most of them only want to know."),
        source=RACI,
        fix=phrase("Ask at most {n} roles; tell the others afterwards (I).", n=MOST_ASKED),
        find=_many_asked,
    ),
    Rule(
        id="asked-and-told",
        severity="warning",
        reason=phrase(
            "Asked means before and with a say, told means afterwards: both at once leaves open which one holds."
        ),
        source=RACI,
        fix=phrase("Keep the role in one of the two columns."),
        find=_asked_and_told,
    ),
    Rule(
        id="doer-asked-or-told",
        severity="advice",
        reason=phrase("Nobody has to be asked or told what they do themselves; the entry hides who is meant."),
        source=RACI,
        fix=phrase("Take the role out of C and I, or name whom it stands for."),
        find=_doer_told,
    ),
    Rule(
        id="idle-role",
        severity="advice",
        reason=phrase("A role without a task is either a forgotten step or a name too many."),
        source=RACI,
        fix=phrase("Give the role its step, or delete it."),
        find=_idle_role,
    ),
    Rule(
        id="role-overloaded",
        severity="advice",
        reason=phrase("What hangs on one role stands still when that role is busy, and nobody else learns it."),
        source=RACI,
        fix=phrase("Give some of the steps to another role, or split the role in two."),
        find=_role_overloaded,
    ),
    Rule(
        id="roles-alike",
        severity="advice",
        reason=phrase("Under two names one role has two half lists of duties, and its load is not seen."),
        source=ISO_9001_ROLES,
        fix=phrase("Keep one name and use it in every step; if they differ, say in “Does” how."),
        find=_roles_alike,
    ),
)
