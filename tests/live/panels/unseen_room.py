"""A question, and those who answer it unseen, as their browsers talk to a panel."""

from __future__ import annotations

from sop_kit.live.desk.desk import Desk
from sop_kit.live.panels.collect import acts_of_collect, asks_of_collect, look_at_collect
from sop_kit.live.panels.votes import VotesPanel
from tests.live.panels.rooms import Panel

ONE, TWO = "a1", "b2"  # what the browsers of two people draw


def collecting(session, clock):
    desk = Desk(session, "collect", lambda: look_at_collect(session), acts_of_collect(clock), asks_of_collect(session))
    return Panel(desk)


def voting(session, clock):
    panel = VotesPanel(session)
    desk = Panel(Desk(session, "votes", panel.look, panel.acts(clock), panel.asks()))
    panel.show = desk.desk.refresh
    return desk


def asks(panel, name, **args):
    return panel.desk._told({"name": name, "args": args})  # noqa: SLF001  what a question of the browser ends in


def ask(panel, text="What hurts?"):
    panel.act("ask", text=text)
    return panel.desk._session.record.prompts[-1].id  # noqa: SLF001


def write(panel, prompt, text, *, token=ONE, entry="000"):
    return panel.act("write", prompt=prompt, token=token, entry=entry, text=text)


def notes(session, prompt):
    return sorted(note.text for note in session.record.notes if note.prompt == prompt)


def opened_vote(panel, about, *, budget=3, one_each=False):
    panel.act("prepare", about=about)
    vote = panel.desk._session.record.prompts[-1].id  # noqa: SLF001
    panel.act("budget", prompt=vote, value=str(budget))
    if one_each:
        panel.act("one_each", prompt=vote, on=True)
    panel.act("open", prompt=vote)
    return vote


def dots(session):
    return {each.id: each.dots for each in (*session.record.clusters, *session.record.notes) if each.dots}
