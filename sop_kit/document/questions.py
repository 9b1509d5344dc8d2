"""The gaps of a record turned into questions, grouped by whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from sop_kit.assess.gaps import Gap
from sop_kit.blocks.make import join, plain
from sop_kit.blocks.model import Inline
from sop_kit.document.conflicts import place_inline
from sop_kit.document.view import View, ask_name, process_name, role_name, step_links
from sop_kit.record.model import by_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its number in the document and the rows it concerns."""

    number: str
    text: str
    concerns: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGroup:
    """All questions to one person or role."""

    who: str
    questions: tuple[Question, ...]


def question_groups(view: View) -> tuple[QuestionGroup, ...]:
    """Return the open questions grouped by whom to ask, in the order of the chapters."""
    texts = question_texts(view)
    grouped: dict[str, list[Question]] = {}
    for place, gap in enumerate(view.assessment.gaps, start=1):
        question = Question(number=str(place), text=texts[gap.topic], concerns=concerns(view, gap))
        grouped.setdefault(ask_name(view, gap.ask), []).append(question)
    return tuple(QuestionGroup(who=who, questions=tuple(questions)) for who, questions in grouped.items())


def concerns(view: View, gap: Gap) -> Inline:
    """Return the rows that a gap is about, as people name them."""
    table = gap.topic.partition(".")[0]
    if table in {"steps", "feedback"}:
        return step_links(view, gap.rows)
    if table == "roles":
        return plain(view.say.list([role_name(view, role) for role in gap.rows]))
    if table == "processes":
        return plain(view.say.list([process_name(view, process) for process in gap.rows]))
    if table == "tools":
        known = {tool.id: tool.name for tool in view.record.tools}
        return plain(view.say.list([known.get(row, row) for row in gap.rows]))
    if table == "images":
        known = {image.id: image.caption or image.file for image in view.record.images}
        return plain(view.say.list([known.get(row, row) for row in gap.rows]))
    if table == "release_stages":
        known = {stage.id: stage.name for stage in view.record.release_stages}
        return plain(view.say.list([known.get(row, row) for row in gap.rows]))
    if table == "conflicts":
        conflicts = by_id(view.record.conflicts)
        return join([place_inline(view, conflicts[row]) for row in gap.rows], "\n")
    if table == "decisions":
        say = view.say
        kinds = {
            "stop": say("stop"),
            "roll_back": say("roll back"),
            "retrain": say("retrain"),
            "release": say("release a version"),
        }
        return plain(say.list([kinds[row] for row in gap.rows]))
    return plain(view.say.list(gap.rows))


def question_texts(view: View) -> dict[str, str]:
    """Return the question that each topic of a gap is."""
    say = view.say
    return {
        "product.purpose": say("What business goal does the product serve?"),
        "product.north_star": say("What is the north-star metric, how is it defined, and where is it read?"),
        "product.owner": say("Which person owns this SoP?"),
        "product.deputy": say("Who stands in for the owner?"),
        "product.scope_in": say("What does the SoP cover?"),
        "product.scope_out": say("What does it not cover?"),
        "product.users": say("Who uses the product, and whom does it affect?"),
        "product.service_hours": say("What are the service hours and targets?"),
        "product.risk_class": say("What is the risk class, and which duties follow from it?"),
        "product.live_since": say("Since when has the product been live?"),
        "product.deviation": say("What is to be done when the SoP does not fit?"),
        "product.home": say("Where does the only valid copy live?"),
        "roles.people": say("Which person fills the role, and who is the deputy? For a machine: who answers for it?"),
        "roles.does": say("What does this role do?"),
        "steps.accountable": say("Which one role answers for the step (A)?"),
        "steps.role": say("The sources do not state the owner; the role was inferred. Is it right?"),
        "decisions": say("Who may decide this, and who is the deputy?"),
        "steps.monitoring": say("Which steps does daily monitoring have?"),
        "steps.feedback": say("Which steps do feedback and problem management have?"),
        "steps.iteration": say("Which steps does an iteration have?"),
        "steps.release": say("Which steps does a release have?"),
        "steps.trigger": say("What starts the step?"),
        "steps.inputs": say("What goes in?"),
        "steps.outputs": say("What comes out, and where is it recorded?"),
        "steps.standard": say("What must be true for the step to be done well?"),
        "steps.time_limit": say("How long may it take?"),
        "steps.if_it_fails": say("What is to be done when it fails, and who is told?"),
        "processes.owner": say("Which role owns this process?"),
        "metrics": say("Which metrics are looked at, where, how often, and from which value on is it bad?"),
        "severities": say("Which severity levels are there, and what does each one trigger?"),
        "alerts": say("When is somebody woken, and whom?"),
        "alerts.first_responder": say("Who responds first?"),
        "alerts.acknowledge_within": say("Within what time must it be acknowledged?"),
        "alerts.escalate_to": say("Who is next when nobody answers?"),
        "triggers": say("Which figures start an optimisation cycle?"),
        "release_stages": say("Which stages does a release go through?"),
        "release_stages.share": say("What share of traffic or users does the stage get?"),
        "release_stages.hold_time": say("How long is the stage held?"),
        "release_stages.gate": say("What must be true before the next stage?"),
        "release_stages.rollback_if": say("What makes us roll back?"),
        "release_stages.decider": say("Who decides when the figures are inconclusive?"),
        "tools.link": say("Where is it (link)?"),
        "images.alt": say("What does the picture show, in words for those who cannot see it (alt)?"),
        "contradictions.verdict": say("Which side is right, and what is changed: the document or the practice?"),
        "conflicts.decision": say("Two people said different things here (annex E). Which is right?"),
        "overrides.why": say("Why does the line depart from the company core here?"),
        "feedback": say("How feasible, clear and accurate is the step? (nobody has rated it yet)"),
    }
