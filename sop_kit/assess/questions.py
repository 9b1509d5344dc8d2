"""What each gap asks, as it is put to whoever can answer."""

from __future__ import annotations

from collections.abc import Mapping

from sop_kit.errors import Phrase, phrase

# Topic of a gap (table.column, or the table) → the question.
QUESTIONS: Mapping[str, Phrase] = {
    "product.purpose": phrase("What business goal does the product serve?"),
    "product.north_star": phrase("What is the north-star metric, how is it defined, and where is it read?"),
    "product.owner": phrase("Which person owns this SoP?"),
    "product.deputy": phrase("Who stands in for the owner?"),
    "product.scope_in": phrase("What does the SoP cover?"),
    "product.scope_out": phrase("What does it not cover?"),
    "product.users": phrase("Who uses the product, and whom does it affect?"),
    "product.service_hours": phrase("What are the service hours and targets?"),
    "product.risk_class": phrase("What is the risk class, and which duties follow from it?"),
    "product.live_since": phrase("Since when has the product been live?"),
    "product.deviation": phrase("What is to be done when the SoP does not fit?"),
    "product.home": phrase("Where does the only valid copy live?"),
    "roles.people": phrase("Which person fills the role, and who is the deputy? For a machine: who answers for it?"),
    "roles.does": phrase("What does this role do?"),
    "steps.accountable": phrase("Which one role answers for the step (A)?"),
    "steps.role": phrase("The sources do not state the owner; the role was inferred. Is it right?"),
    "decisions": phrase("Who may decide this, and who is the deputy?"),
    "steps.monitoring": phrase("Which steps does daily monitoring have?"),
    "steps.feedback": phrase("Which steps do feedback and problem management have?"),
    "steps.iteration": phrase("Which steps does an iteration have?"),
    "steps.release": phrase("Which steps does a release have?"),
    "steps.trigger": phrase("What starts the step?"),
    "steps.inputs": phrase("What goes in?"),
    "steps.outputs": phrase("What comes out, and where is it recorded?"),
    "steps.standard": phrase("What must be true for the step to be done well?"),
    "steps.time_limit": phrase("How long may it take?"),
    "steps.if_it_fails": phrase("What is to be done when it fails, and who is told?"),
    "processes.owner": phrase("Which role owns this process?"),
    "metrics": phrase("Which metrics are looked at, where, how often, and from which value on is it bad?"),
    "severities": phrase("Which severity levels are there, and what does each one trigger?"),
    "alerts": phrase("When is somebody woken, and whom?"),
    "alerts.first_responder": phrase("Who responds first?"),
    "alerts.acknowledge_within": phrase("Within what time must it be acknowledged?"),
    "alerts.escalate_to": phrase("Who is next when nobody answers?"),
    "triggers": phrase("Which figures start an optimisation cycle?"),
    "release_stages": phrase("Which stages does a release go through?"),
    "release_stages.share": phrase("What share of traffic or users does the stage get?"),
    "release_stages.hold_time": phrase("How long is the stage held?"),
    "release_stages.gate": phrase("What must be true before the next stage?"),
    "release_stages.rollback_if": phrase("What makes us roll back?"),
    "release_stages.decider": phrase("Who decides when the figures are inconclusive?"),
    "tools.link": phrase("Where is it (link)?"),
    "images.alt": phrase("What does the picture show, in words for those who cannot see it (alt)?"),
    "contradictions.verdict": phrase("Which side is right, and what is changed: the document or the practice?"),
    "conflicts.decision": phrase("Two people said different things here (annex E). Which is right?"),
    "overrides.why": phrase("Why does the line depart from the company core here?"),
    "feedback": phrase("How feasible, clear and accurate is the step? (nobody has rated it yet)"),
}
