"""A record, its assessment and a language in one hand, and the ways chapters name people, roles and steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sop_kit.assess.assessment import Assessment, assess
from sop_kit.assess.conformance.spot_checks import known_today
from sop_kit.assess.gaps import DATA_SCIENCE, ONCALL, PRODUCT_MANAGER, whom
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Inline
from sop_kit.document.reality.standings import Standings, standings
from sop_kit.record.in_force import Standing, standing, text_hash
from sop_kit.record.kinds import CORE_PROCESSES
from sop_kit.record.model import Record, by_id
from sop_kit.record.tables import PersonRow, Process, RoleRow, Step
from sop_kit.record.translate import Place, in_language
from sop_kit.words import Words, words


@dataclass(frozen=True, kw_only=True)  # no slots: what is asked for again and again is kept
class View:
    """What a chapter is written from.

    ``stale`` lists translations that are older than their source; ``pictures`` holds the files of the record's pictures
    that were found, under the name that their row gives.
    """

    source: Record  # as its authors wrote it
    record: Record  # said in the view's language
    assessment: Assessment
    say: Words
    roles: Mapping[str, RoleRow]
    people: Mapping[str, PersonRow]
    steps: Mapping[str, Step]
    processes: Mapping[str, Process]
    stale: frozenset[Place]
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def text_hash(self) -> str:
        """The SHA-256 (hex) of what the SoP says."""
        return text_hash(self.source)

    @cached_property
    def findings(self) -> Standings:
        """Where the document and reality differ, in the view's language."""
        return standings(self.record, known_today(self.source))

    @cached_property
    def standing(self) -> Standing:
        """How far the SoP is."""
        return standing(self.source, self.text_hash)


def look(
    record: Record, lang: str, assessment: Assessment | None = None, *, pictures: Mapping[str, bytes] | None = None
) -> View:
    """Return the view of a record in a language; the assessment is made when none is handed over.

    ``pictures`` are the files of the record's pictures, by the name that their row gives (``files_of_pictures``).
    """
    said, stale = in_language(record, lang)
    return View(
        source=record,
        record=said,
        assessment=assessment or assess(record),
        say=words(lang),
        roles=by_id(said.roles),
        people=by_id(said.people),
        steps=by_id(said.steps),
        processes=by_id(said.processes),
        stale=stale,
        pictures=pictures or {},
    )


def step_anchor(step: str) -> str:
    """Return the deep link's anchor of a step."""
    return f"step-{step}"


def role_name(view: View, role: str) -> str:
    """Return a role's name, or its id when the table of roles does not know it."""
    return view.roles[role].name if role in view.roles else role


def person_name(view: View, person: str) -> str:
    """Return a person's name, or the id when the table of people does not know it."""
    return view.people[person].name if person in view.people else person


def names(view: View, roles: Iterable[str]) -> Inline:
    """Return the names of roles as one list."""
    return plain(view.say.list([role_name(view, role) for role in roles]))


def persons(view: View, people: Iterable[str]) -> Inline:
    """Return the names of people as one list."""
    return plain(view.say.list([person_name(view, person) for person in people]))


def ask_name(view: View, ask: str) -> str:
    """Return the name of whoever a question goes to: a person, a role, or one of the method's roles."""
    say = view.say
    method = {
        PRODUCT_MANAGER: say("product manager or business owner"),
        DATA_SCIENCE: say("AI team and data scientists"),
        ONCALL: say("people on call"),
    }
    if ask in method:
        return method[ask]
    return person_name(view, ask) if ask in view.people else role_name(view, ask)


def unknown(view: View, ask: str = "") -> Inline:
    """Return "not yet known", and whom to ask: what the record does not say is said plainly, never guessed."""
    who = ask_name(view, ask or whom(view.record))
    return styled(view.say("not yet known; ask: {who}", who=who), "missing")


def still_open(view: View) -> Inline:
    """Return the short mark of what is not yet known, for tables that say once below themselves whom to ask."""
    return styled(view.say("open"), "missing")


def told(view: View, text: str, ask: str = "") -> Inline:
    """Return the text, or that it is not yet known."""
    return plain(text) if text else unknown(view, ask)


def step_link(view: View, step: str) -> Inline:
    """Return a step's id as a link to its card; the bare id when there is no such step."""
    return link(step, f"#{step_anchor(step)}") if step in view.steps else plain(step)


def step_links(view: View, steps: Iterable[str]) -> Inline:
    """Return step ids as links, joined."""
    return join([step_link(view, step) for step in steps], view.say.list(("", "")))


def stage_name(view: View, stage: str) -> str:
    """Return the name of a stage of the loop."""
    say = view.say
    return {
        "monitor": say("Monitor"),
        "feedback": say("Feedback"),
        "analyse": say("Analyse"),
        "decide": say("Decide"),
        "optimise": say("Optimise"),
        "release": say("Release"),
    }[stage]


def process_name(view: View, process: str) -> str:
    """Return a process's name: the record's own, else the method's, else its id."""
    say = view.say
    row = view.processes.get(process)
    if row is not None and row.name:
        return row.name
    method = {
        "monitoring": say("Daily monitoring & alerting"),
        "feedback": say("Expert feedback & problem management"),
        "iteration": say("Iteration"),
        "release": say("Version release"),
    }
    return method.get(process, process)


def verdict_name(view: View, verdict: str) -> str:
    """Return what a verdict is called."""
    say = view.say
    return {
        "codify": say("codify"),
        "refine": say("refine"),
        "pilot": say("pilot"),
        "drop": say("drop"),
        "": say("no verdict yet"),
    }[verdict]


def own_processes(view: View) -> tuple[str, ...]:
    """Return the processes that are the team's own: named by a step or in the table, beside the four core ones."""
    named = [*(step.process for step in view.record.steps if step.process), *view.processes]
    return tuple(dict.fromkeys(name for name in named if name not in CORE_PROCESSES))
