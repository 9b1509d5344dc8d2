"""What the criteria of readiness are called."""

from __future__ import annotations

from sop_kit.document.view import View


def criterion_names(view: View) -> dict[str, str]:
    """Return what each criterion of readiness is called."""
    say = view.say
    return {
        "loop": say("stages of the loop with at least one step"),
        "outputs": say("steps with an output"),
        "standards": say("steps with a standard"),
        "accountable": say("steps with exactly one accountable role"),
        "people": say("roles at work with a named person"),
        "purpose": say("purpose, north-star metric and scope"),
        "owner": say("owner and deputy of the SoP"),
        "decisions": say("decision rights: stop, roll back, release"),
        "alerts": say("alerts with a first responder"),
    }
