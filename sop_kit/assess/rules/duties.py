"""Rules about power: who may decide, that who makes something does not approve it, and that somebody stands in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sop_kit.assess.burden.approvals import is_approval
from sop_kit.assess.rules.levels import one_person
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import ISO_9001_ROLES, NIST_AI_MANAGE, SEPARATION, SRE_INCIDENTS
from sop_kit.errors import phrase
from sop_kit.record.tables import Step

# Stages in which something is made, and in which a judgement of it is a gate.
_MAKING = {"optimise"}
_JUDGING = {"decide", "release"}
_PROPOSES = re.compile(
    r"(?:起草|编写|撰写|拟定|提交|发起|填写).{0,12}(?:申请|方案|工单|变更单|报告)"
    r"|\b(?:open|write|draft|raise|submit|file)s? (?:an? |the )?(?:\w+ ){0,2}(?:request|proposal|plan)\b",
    re.IGNORECASE,
)
_MOST = 0.5  # share of the making steps; who does more of them does not judge them
_TWO = 2


def _maker_approves(facts: Facts) -> Iterator[Breach]:
    """Yield the judging steps whose doer also did the step before them that made what is judged.

    Where somebody else answers for the judgement (A), there is a second pair of eyes. Where no arrow leads to the
    judgement, it is of everything that is made, so only who makes all of it counts.
    """
    before = _steps_before(facts)
    makers = [step for step in facts.record.steps if step.stage in _MAKING]
    only = makers[:1] if len({step.role for step in makers}) == 1 else []
    for step in facts.record.steps:
        if step.stage in _JUDGING and is_approval(step) and not set(step.accountable) - {step.role}:
            for maker in before.get(step.id, only):
                if _makes(maker) and _same_hands(facts, maker, step):
                    what = phrase(
                        "“{role}” approves here what it made in {step}.",
                        role=facts.role_name(step.role),
                        step=maker.id,
                    )
                    yield Breach(f"steps/{step.id}/role", what)
                    break


def _makes(step: Step) -> bool:
    """Say whether a step makes what can be approved: a change, or the request for one."""
    return step.stage in _MAKING or (not is_approval(step) and bool(_PROPOSES.search(f"{step.title}\n{step.action}")))


def _steps_before(facts: Facts) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for step in facts.record.steps:
        for arrow in step.next:
            found.setdefault(arrow.to, []).append(step)
    return found


def _same_hands(facts: Facts, maker: Step, judge: Step) -> bool:
    """Say whether it is the same role, or two roles of which the same single person is all there is."""
    if maker.role == judge.role:
        return True
    made_by, judged_by = (set(_people(facts, step)) for step in (maker, judge))
    return len(made_by) == 1 and made_by == judged_by


def _people(facts: Facts, step: Step) -> tuple[str, ...]:
    row = facts.roles.get(step.role)
    return row.people if row else ()


def _builder_releases(facts: Facts) -> Iterator[Breach]:
    """Yield the right to release where it lies with a role that does more than half of the making."""
    making = Counter(step.role for step in facts.record.steps if step.stage in _MAKING)
    for row in facts.record.decisions:
        if row.kind == "release" and making[row.role] > _MOST * making.total():
            name = facts.role_name(row.role)
            what = phrase("“{role}” builds most of the changes and decides alone that one goes out.", role=name)
            yield Breach(f"decisions/{row.id}/role", what)


def _hotfix_self_approved(facts: Facts) -> Iterator[Breach]:
    for row in facts.record.hotfixes:
        if one_person(facts, row.decider, row.approver):
            what = phrase("“{role}” decided the hotfix and approved it.", role=facts.role_name(row.approver))
            if row.approver != row.decider:
                what = phrase("One and the same person decided the hotfix and approved it.")
            yield Breach(f"hotfixes/{row.id}/approver", what)


def _approved_by_author(facts: Facts) -> Iterator[Breach]:
    """Yield the signatures of people who approve a version that they prepared themselves."""
    prepared = {(row.version, row.person) for row in facts.record.approvals if row.kind == "prepared" and row.person}
    for row in facts.record.approvals:
        if row.kind == "approved" and (row.version, row.person) in prepared:
            what = phrase("The same person prepared version {version} and approved it.", version=row.version or "–")
            yield Breach(f"approvals/{row.id}/person", what)


def _decision_without_deputy(facts: Facts) -> Iterator[Breach]:
    for row in facts.record.decisions:
        if row.role and not row.deputy and not _is_covered(facts, row.role):
            what = phrase("Nobody may decide this when “{role}” is away.", role=facts.role_name(row.role))
            yield Breach(f"decisions/{row.id}/deputy", what)


def _is_covered(facts: Facts, role: str) -> bool:
    """Say whether the role has two people or more, deputies included."""
    row = facts.roles.get(role)
    return row is not None and len({*row.people, *row.deputies}) >= _TWO


def _own_deputy(facts: Facts) -> Iterator[Breach]:
    """Yield the places where somebody stands in for themselves."""
    product = facts.record.product
    what = phrase("The deputy is the same as the one they stand in for.")
    if product.owner and product.owner == product.deputy:
        yield Breach("product/deputy", what)
    for role in facts.record.roles:
        if role.deputies and set(role.deputies) <= set(role.people) and len(role.people) == 1:
            yield Breach(f"roles/{role.id}/deputies", what)
    for row in facts.record.decisions:
        if row.role and row.role == row.deputy:
            yield Breach(f"decisions/{row.id}/deputy", what)


def _two_deciders(facts: Facts) -> Iterator[Breach]:
    """Yield a second right to the same thing, given to another role in the same words."""
    seen: dict[tuple[str, str, str], str] = {}
    for row in facts.record.decisions:
        if row.kind == "other" or not row.role:
            continue
        key = (row.kind, row.how, row.step)
        first = seen.setdefault(key, row.role)
        if first != row.role:
            what = phrase("“{role}” may decide exactly the same.", role=facts.role_name(first))
            yield Breach(f"decisions/{row.id}", what)


RULES: tuple[Rule, ...] = (
    Rule(
        id="maker-approves",
        severity="warning",
        reason=phrase("Nobody sees their own slip: who has made something is the last to find what is wrong with it."),
        source=SEPARATION,
        fix=phrase("Give the approval to another role, or write down that it is always somebody else who approves."),
        find=_maker_approves,
    ),
    Rule(
        id="builder-releases",
        severity="warning",
        reason=phrase("Who built a version wants it to go out; the decision needs somebody who may say no."),
        source=SEPARATION,
        fix=phrase("Give the right to release to a role that builds nothing, such as the product manager."),
        find=_builder_releases,
    ),
    Rule(
        id="hotfix-self-approved",
        severity="warning",
        reason=phrase("A hotfix skips the usual checks; a second pair of eyes is the one check it keeps."),
        source=SEPARATION,
        fix=phrase("Let another role approve it; afterwards where there was no time."),
        find=_hotfix_self_approved,
    ),
    Rule(
        id="approved-by-its-author",
        severity="warning",
        reason=phrase("A signature under one's own text proves nothing."),
        source=SEPARATION,
        fix=phrase("Have another person approve the version."),
        find=_approved_by_author,
    ),
    Rule(
        id="decision-without-deputy",
        severity="warning",
        reason=phrase("The decision to stop or to roll back is needed on the very day on which its owner is away."),
        source=SRE_INCIDENTS,
        fix=phrase("Name a deputy for the decision, or a second person for the role."),
        find=_decision_without_deputy,
    ),
    Rule(
        id="own-deputy",
        severity="error",
        reason=phrase("Who is away is away in both functions."),
        source=ISO_9001_ROLES,
        fix=phrase("Name somebody else as deputy."),
        find=_own_deputy,
    ),
    Rule(
        id="two-deciders",
        severity="warning",
        reason=phrase("Where two may decide the same, one says stop and the other says go on."),
        source=NIST_AI_MANAGE,
        fix=phrase("Say in “How” which cases are whose, or leave the right to one role."),
        find=_two_deciders,
    ),
)
