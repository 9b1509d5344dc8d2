"""Two people who work on one record, each with a session of their own."""

from sop_kit.live import open_session
from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id

STEP = {"stage": "monitor", "role": "data-team", "action": "看大盘"}


def put(row="S01", table="steps", **values):
    return Edit(act="put", table=table, row=row, values=values)


def drop(row="S01"):
    return Edit(act="drop", table="steps", row=row)


def at(row="S01", **values):
    return {("steps", row, column): value for column, value in values.items()}


class Two:
    """Two sessions on one store, each under a name of its own."""

    def __init__(self, monkeypatch, folder):
        monkeypatch.chdir(folder)
        self._patch = monkeypatch
        self.li = self.opened("li")
        self.li.save([put(**STEP)])
        self.han = self.opened("han")

    def become(self, who):
        self._patch.setenv("LOGNAME", who)

    def opened(self, who):
        self.become(who)
        return open_session("line", lang="en")

    def save(self, who, *edits, **how):
        self.become(who)
        return getattr(self, who).save(edits, **how)

    def decide(self, who, *decision, **how):
        self.become(who)
        getattr(self, who).decide(*decision, **how)

    def step(self, row="S01"):
        return by_id(self.li.kept.store.record("line").steps).get(row)
