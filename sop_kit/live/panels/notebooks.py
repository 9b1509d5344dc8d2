"""In which notebook a phase happens: a link that JupyterLab opens beside the one it stands in."""

from __future__ import annotations

from sop_kit.blocks.make import link, plain
from sop_kit.blocks.model import Block, Text
from sop_kit.document.agenda_rows import agenda_rows
from sop_kit.document.view import View
from sop_kit.live.panels.running import next_one

NOTEBOOKS = {
    "00": "00-start-here.ipynb",
    "01": "01-capture-workflow.ipynb",
    "02": "02-gather-feedback.ipynb",
    "03": "03-score-feasibility.ipynb",
}


def where_it_happens(view: View, here: str) -> tuple[Block, ...]:
    """Return a line with the notebook of the phase that is on, or else of the next one; nothing when it is ``here``.

    Parameters
    ----------
    here
        The name of the notebook the line stands in.
    """
    say, rows = view.say, agenda_rows(view.record.phases, view.say)
    if not rows:
        return () if here == NOTEBOOKS["00"] else (_line(say("The agenda is made in: "), NOTEBOOKS["00"]),)
    after = next_one(view.record.phases)
    on = next((each for each in rows if each.phase.state == "open"), None)
    meant = on or next((each for each in rows if after and each.phase.id == after.id), None)
    name = NOTEBOOKS.get(meant.told.notebook, "") if meant and meant.told else ""
    if meant is None or not name or name == here:
        return ()
    before = say("“{name}” is on in: ", name=meant.name) if on else say("“{name}” will be in: ", name=meant.name)
    return (_line(before, name),)


def _line(before: str, name: str) -> Text:
    return Text(spans=(*plain(before), *link(name.removesuffix(".ipynb"), f"./{name}")))
