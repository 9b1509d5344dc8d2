"""Who is behind a role on the first page: one order of people, each named once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sop_kit.assess.burden.machines import is_called_machine
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Inline
from sop_kit.document.first_page.wording import NAME, gist, width, without_brackets
from sop_kit.document.view import View, person_name, role_name

_MOST_NAMES = 3  # of those who share a role
_LONG_ROLE = 18  # half-width letters; a role's name above this loses what stands in its brackets


def who(view: View, role: str, named: set[str]) -> Inline:
    """Return a role, and at its first mention the people who fill it: ``named`` remembers who was introduced."""
    name = styled(short_role(view, role), "strong")
    if not role or role in named:
        return name
    named.add(role)
    row = view.roles.get(role)
    if row is not None and row.people:
        return join([name, plain(_few(view, row.people))], view.say(": "))
    return join([name, styled(view.say("person open"), "missing")], view.say(": ")) if anybody_named(view) else name


def in_order(view: View, role: str, deputy: str) -> Inline:
    """Return a role, its people, its deputies, then those of the role that stands in for it: one order of people."""
    say = view.say
    name = styled(short_role(view, role), "strong")
    own = _groups(view, role)
    asked = {person for group in own for person in group}
    groups = [_few(view, group) for group in own]
    if deputy:
        further = [person for group in _groups(view, deputy) for person in group if person not in asked]
        groups.append(_few(view, further) or short_role(view, deputy))
    if not own and groups:
        return join([name, plain(say("then {who}", who=_in_order(view, groups)))], say(", "))
    if not groups:
        return who(view, role, set())
    return join([name, plain(_in_order(view, groups))], say(": "))


def short_role(view: View, role: str) -> str:
    """Return a role's name; a long one without its brackets, unless another role would then bear the same name."""
    name = role_name(view, role)
    short = without_brackets(name)
    if (
        width(name) > _LONG_ROLE
        and not is_called_machine(name)  # that nobody is there must be seen
        and sum(without_brackets(row.name) == short for row in view.record.roles) <= 1
    ):
        name = short
    return gist(name, NAME)


def anybody_named(view: View) -> bool:
    """Say whether the record names a person for at least one role."""
    return any(role.people for role in view.record.roles)


def _groups(view: View, role: str) -> list[Sequence[str]]:
    """Return those who fill a role, and after them those who stand in for them."""
    row = view.roles.get(role)
    if row is None:
        return []
    deputies = [person for person in row.deputies if person not in row.people]
    return [group for group in (row.people, deputies) if group]


def _in_order(view: View, groups: Iterable[str]) -> str:
    first, *rest = groups
    for group in rest:
        first = view.say("{first}, then {next}", first=first, next=group)
    return first


def _few(view: View, people: Sequence[str]) -> str:
    say = view.say
    shown = [_name(view, person) for person in people[:_MOST_NAMES]]
    left = len(people) - _MOST_NAMES
    if left > 0:
        return say("{people} and {n} more", people=say.list(shown), n=left)
    return say(" or ").join(shown)


def _name(view: View, person: str) -> str:
    # A name is not broken at the end of a line.
    return gist(without_brackets(person_name(view, person)), NAME).replace(" ", "\u00a0")
