"""Rules about people: whether somebody is there, knowledge in one head, names where roles belong, promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sop_kit.assess.gaps import whom
from sop_kit.assess.rules.person_names import is_person_name, standing_in
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import EPA_SOP, ISO_9001_KNOWLEDGE, ISO_9001_ROLES, NIST_AI_MANAGE
from sop_kit.errors import phrase
from sop_kit.record.labels import column_name

ENOUGH_ROLES = 3
HEAVY_SHARE = 0.5
_CRITICAL = {"decide", "release"}
# Where a text tells what is to be done: a person's name there is out of date as soon as they move on.
_TELLING = {
    "steps": ("title", "action", "trigger", "inputs", "outputs", "standard", "time_limit", "if_it_fails"),
    "alerts": ("condition", "action", "allowed_actions", "escalate_after", "end_condition"),
    "metrics": ("why", "action", "silence_rule"),
    "release_stages": ("gate", "promote_if", "rollback_if", "inconclusive_if"),
    "triggers": ("condition", "action"),
    "decisions": ("how",),
    "roles": ("name", "does"),
}


def _role_without_deputy(facts: Facts) -> Iterator[Breach]:
    doing = {step.role for step in facts.record.steps}
    for role in facts.record.roles:
        if role.id in doing and len(set(role.people)) == 1 and not set(role.deputies) - set(role.people):
            yield Breach(f"roles/{role.id}/deputies", phrase("One person fills the role, and nobody stands in."))


def _one_performer(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        if len(set(step.performers)) == 1:
            yield Breach(f"steps/{step.id}/performers", phrase("Only one person has ever done the step."))


def _performers_unknown(facts: Facts) -> Iterator[Breach]:
    rows = [step.id for step in facts.record.steps if step.stage in _CRITICAL and not step.performers]
    if rows:
        yield Breach(f"steps/{','.join(rows)}", phrase("Who has really done the step?"), whom(facts.record))


def _person_as_role(facts: Facts) -> Iterator[Breach]:
    known = {person.name for person in facts.record.people}
    for role in facts.record.roles:
        if role.name in known or is_person_name(role.name):
            yield Breach(f"roles/{role.id}/name", phrase("“{name}” is a person's name, not a role.", name=role.name))


def _name_in_text(facts: Facts) -> Iterator[Breach]:
    told = [
        (table, row.id, column, text)
        for table, columns in _TELLING.items()
        for row in facts.record.rows(table)
        for column in columns
        if (text := getattr(row, column))
    ]
    # Most people of a large company are named nowhere: to look for each of them in each text would take minutes.
    whole = "\n".join(text for *_, text in told)
    finding = standing_in(person.name for person in facts.record.people if person.name in whole)
    for table, row_id, column, text in told if finding(whole) else ():
        name = finding(text)
        # A role that is nothing but a name is said by the rule about roles already.
        if name and not (table == "roles" and text == name):
            what = phrase("“{column}” names a person: {name}.", column=column_name(column), name=name)
            yield Breach(f"{table}/{row_id}/{column}", what)


def _one_for_all(facts: Facts) -> Iterator[Breach]:
    """Yield the people who fill more than half of the roles that do steps."""
    doing = {step.role for step in facts.record.steps}
    filled = [role for role in facts.record.roles if role.id in doing and role.people]
    if len(filled) < ENOUGH_ROLES:
        return
    count = Counter(person for role in filled for person in set(role.people))
    for person, n in count.items():
        if n / len(filled) > HEAVY_SHARE:
            what = phrase("The person fills {n} of the {of} roles that do the work.", n=n, of=len(filled))
            yield Breach(f"people/{person}", what)


def _owner_in_no_role(facts: Facts) -> Iterator[Breach]:
    product = facts.record.product
    working = {person for role in facts.record.roles for person in (*role.people, *role.deputies)}
    if working and product.owner and product.owner not in working:
        yield Breach("product/owner", phrase("The owner fills no role of the team."))


def _idle_person(facts: Facts) -> Iterator[Breach]:
    """Yield roles whose people have done none of the steps of the role, where it is known who did them."""
    performers: dict[str, set[str]] = {}
    for step in facts.record.steps:
        if step.performers:
            performers.setdefault(step.role, set()).update(step.performers)
    for role in facts.record.roles:
        if role.people and role.id in performers and not performers[role.id] & {*role.people, *role.deputies}:
            yield Breach(f"roles/{role.id}/people", phrase("None of its people has done any of its steps."))


def _hot_spot_open(facts: Facts) -> Iterator[Breach]:
    promised = {row.step for row in facts.record.actions}
    for step in facts.record.steps:
        if step.hot_spot and not step.agreed and step.id not in promised:
            yield Breach(
                f"steps/{step.id}/hot_spot", phrase("Where it hurts is known, and nothing was agreed about it.")
            )


def _not_ours(facts: Facts) -> Iterator[Breach]:
    promised = {row.step for row in facts.record.actions}
    for step in facts.record.steps:
        if step.decidable == "no" and not step.agreed and step.id not in promised:
            yield Breach(
                f"steps/{step.id}/decidable", phrase("The team cannot decide this, and nobody was told to ask.")
            )


def _promise_open(facts: Facts) -> Iterator[Breach]:
    for row in facts.record.actions:
        if row.done:
            continue
        if not row.owner:
            yield Breach(f"actions/{row.id}/owner", phrase("The promise has no owner."))
        if not row.due:
            yield Breach(f"actions/{row.id}/due", phrase("The promise has no date."))


RULES: tuple[Rule, ...] = (
    Rule(
        id="role-without-deputy",
        severity="warning",
        reason=phrase("On the day the only one is away the work stops."),
        source=ISO_9001_ROLES,
        fix=phrase("Name a deputy, and let them do the steps once under supervision."),
        find=_role_without_deputy,
    ),
    Rule(
        id="step-with-one-performer",
        severity="warning",
        reason=phrase("What only one person has ever done lives in one head and leaves with it."),
        source=ISO_9001_KNOWLEDGE,
        fix=phrase("Promise a date on which a second person does the step alone, following the text."),
        find=_one_performer,
    ),
    Rule(
        id="performers-unknown",
        severity="missing",
        reason=phrase(
            "Whether a decision or a release lives in one head is known only when it is known who has done it."
        ),
        source=ISO_9001_KNOWLEDGE,
        fix=phrase("Ask, and write the people into “Has done it”."),
        find=_performers_unknown,
    ),
    Rule(
        id="person-as-role",
        severity="warning",
        reason=phrase("People move on; a duty that hangs on a name goes with them."),
        source=EPA_SOP,
        fix=phrase("Give the role the name of its duty, and put the person into the column “People”."),
        find=_person_as_role,
    ),
    Rule(
        id="name-in-text",
        severity="warning",
        reason=phrase("People move on; an instruction that names one is wrong from that day on."),
        source=EPA_SOP,
        fix=phrase("Write the role; who fills it stands in the table of roles."),
        find=_name_in_text,
    ),
    Rule(
        id="one-person-for-all",
        severity="warning",
        reason=phrase("Roles that are one person check nothing and share nothing."),
        source=ISO_9001_KNOWLEDGE,
        fix=phrase("Give some of the roles to somebody else, the approving ones first."),
        find=_one_for_all,
    ),
    Rule(
        id="owner-in-no-role",
        severity="advice",
        reason=phrase("Who does none of the work does not notice when the text is no longer true."),
        source=ISO_9001_ROLES,
        fix=phrase("Add the owner to the role they fill, or choose an owner from the team."),
        find=_owner_in_no_role,
    ),
    Rule(
        id="role-on-paper",
        severity="warning",
        reason=phrase("A role whose people have never done its steps is filled on paper only."),
        source=ISO_9001_KNOWLEDGE,
        fix=phrase("Correct who fills the role, or who has done the steps."),
        find=_idle_person,
    ),
    Rule(
        id="hot-spot-open",
        severity="warning",
        reason=phrase(
            "A pain that everybody knows and nobody promises to end is what makes people stop believing in the text."
        ),
        source=NIST_AI_MANAGE,
        fix=phrase("Write down what was agreed, or a promise with an owner and a date."),
        find=_hot_spot_open,
    ),
    Rule(
        id="not-ours-to-decide",
        severity="advice",
        reason=phrase("What others must decide stays as it is until somebody asks them."),
        source=NIST_AI_MANAGE,
        fix=phrase("Promise who asks whom until when, or write down what holds until then."),
        find=_not_ours,
    ),
    Rule(
        id="promise-open",
        severity="warning",
        reason=phrase("A promise without an owner and a date is a wish."),
        source=ISO_9001_ROLES,
        fix=phrase("Name one person and one date."),
        find=_promise_open,
    ),
)
