"""Put like with like: revealed notes become clusters with a name, by hand or as the kit proposes, each step undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sop_kit.document.dots import questions
from sop_kit.document.unseen import said_of
from sop_kit.document.view import View
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.desk.nodes import (
    Node,
    button,
    choice,
    drop,
    element,
    entry,
    field,
    fold,
    heading,
    note,
    pick,
    present_button,
    row,
)
from sop_kit.live.naming import row_names
from sop_kit.live.panels.cluster_acts import acts_of_clusters, proposed
from sop_kit.live.panels.clustering import (
    loose_notes,
    notes_in,
)
from sop_kit.live.panels.unseen_nodes import with_picks
from sop_kit.live.session import Session
from sop_kit.live.typed import shown
from sop_kit.record.model import Record, by_id
from sop_kit.record.workshop_tables import Cluster, Note, Prompt
from sop_kit.words import Words

GROUP = "notes"


class ClustersPanel:
    """Which question's notes are shown, and what is done with them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._chosen = ""
        self.show: Callable[[], None] = lambda: None

    def look(self) -> Mapping[str, Any]:
        """Return what the panel shows."""
        say, view = self._session.say, self._session.view
        asked = with_notes(view.source)
        tools = [button(say("Undo"), "undo"), button(say("Redo"), "redo"), present_button(say("Fill the screen"))]
        if not asked:
            return {"title": say("Clusters"), "tools": tools, "nodes": [note(say("No notes have been revealed yet."))]}
        prompt = next((each for each in asked if each.id == self._chosen), asked[0])
        options = [(each.id, each.text) for each in asked]
        several = len(asked) > 1
        choosing = choice("prompt", say("Question"), prompt.id, options, "choose", look="sop-asked-of")
        question = choosing if several else element("p", prompt.text, look="sop-question")
        return {"title": say("Clusters"), "tools": tools, "nodes": [question, *_body(view, prompt)]}

    def acts(self) -> Mapping[str, Act]:
        """Return what can be done with the panel."""
        return {"choose": self._choose, **acts_of_clusters()}

    def _choose(self, asked: Asked) -> Answer | None:
        self._chosen = asked.text("value")
        self.show()
        chosen = by_id(asked.session.record.prompts).get(self._chosen)
        return {"says": chosen.text if chosen else ""}


def with_notes(record: Record) -> tuple[Prompt, ...]:
    """Return the questions whose answers have been revealed, the latest first."""
    answered = {note.prompt for note in record.notes}
    return tuple(prompt for prompt in questions(record) if prompt.id in answered)


def _body(view: View, prompt: Prompt) -> list[Node]:
    say, record = view.say, view.source
    clusters = [each for each in record.clusters if each.prompt == prompt.id]
    loose = loose_notes(record, prompt.id)
    counts = say("Clusters: {clusters} · in none: {loose}", clusters=len(clusters), loose=len(loose))
    return [
        note(f"{said_of(view, prompt)} · {counts}"),
        _tools(view, prompt),
        *_proposals(say, record, prompt),
        element(
            "div",
            element(
                "section",
                heading(say("In no cluster ({n})", n=len(loose))),
                *(_card(each) for each in loose),
                look="sop-loose",
                key="loose",
                drop=drop("into", GROUP, {"row": ""}, say("Take out of its cluster")),
            ),
            element("div", *(_cluster(view, each, clusters) for each in clusters), look="sop-clusters", key="clusters"),
            look="sop-table",
            key="table",
        ),
    ]


def _tools(view: View, prompt: Prompt) -> Node:
    say, place = view.say, {"prompt": prompt.id}
    named = entry(
        "new", say("New cluster from the chosen notes: its name, then Enter"), "new", place, look="sop-wide", most=120
    )
    steps = list(row_names(view, "steps").values())
    tied = entry(
        "tie", say("Step of the chosen notes: search, then Enter"), "tie", place, suggestions=steps, look="sop-wide"
    )
    return row(
        with_picks(named, GROUP),
        with_picks(tied, GROUP),
        button(say("Out of the cluster"), "into", {"row": ""}, group=GROUP, key="out"),
        key="tools",
    )


def _proposals(say: Words, record: Record, prompt: Prompt) -> list[Node]:
    found = proposed(record, prompt.id)
    if not found:
        return []
    texts, clusters = by_id(record.notes), by_id(record.clusters)
    every = button(say("Take all proposals"), "take_all", {"prompt": prompt.id}, key="take all")
    lines = [
        element(
            "li",
            element(
                "span",
                say("Join “{name}”: ", name=clusters[each.cluster].name) if each.cluster else "",
                " ＋ ".join(texts[row_id].text for row_id in each.notes),
                look="sop-wide",
            ),
            button(
                say("Take"),
                "take",
                {"prompt": prompt.id, "row": each.cluster, "ids": list(each.notes)},
                tip=say("Take: {notes}", notes=say.list([texts[row_id].text for row_id in each.notes])),
                key="take",
            ),
            key="/".join((each.cluster, *each.notes)),
        )
        for each in found
    ]
    listed = element("ul", *lines, look="sop-proposals")
    title = say("Perhaps alike, by their words ({n}): you decide", n=len(found))
    return [fold(title, row(every), listed, key="proposals", opened=True)]


def _cluster(view: View, cluster: Cluster, clusters: Sequence[Cluster]) -> Node:
    say, inside = view.say, notes_in(view.source, cluster.id)
    place = {"table": "clusters", "row": cluster.id}
    others = [(each.id, each.name or say("without a name")) for each in clusters if each.id != cluster.id]
    steps = list(row_names(view, "steps").values())
    merging = [
        choice(
            f"merge/{cluster.id}",
            say("Merge into"),
            "",
            [("", "…"), *others],
            "merge",
            {"row": cluster.id},
            look="sop-merge",
        )
    ]
    changed = fold(
        say("Change “{name}”", name=cluster.name or say("without a name")),
        row(
            field(
                f"step/{cluster.id}",
                say("Step"),
                str(shown(view, "clusters", "step", cluster.step)),
                "set",
                {**place, "column": "step"},
                suggestions=steps,
                whole=True,
                look="sop-wide",
            ),
            *(merging if others else []),
            button(
                say("Dissolve"),
                "dissolve",
                {"row": cluster.id},
                ask=say("Its notes stay. Dissolve it?"),
                key="dissolve",
            ),
        ),
        key=f"change/{cluster.id}",
    )
    name = field(
        f"name/{cluster.id}",
        say("Cluster ({n})", n=len(inside)),
        cluster.name,
        "set",
        {**place, "column": "name"},
        hint=say("without a name"),
        look="sop-wide sop-cluster-name",
    )
    tied = [note(str(shown(view, "clusters", "step", cluster.step)), "sop-tied")] if cluster.step else []
    return element(
        "section",
        row(
            name,
            button(say("Chosen notes here"), "into", {"row": cluster.id}, group=GROUP, key="in"),
        ),
        *tied,
        *(_card(each) for each in inside),
        changed,
        look="sop-cluster",
        key=cluster.id,
        aria_label=cluster.name or say("without a name"),
        drop=drop("into", GROUP, {"row": cluster.id}, say("Into “{name}”", name=cluster.name)),
    )


def _card(each: Note) -> Node:
    return pick(GROUP, each.id, each.text, each.step)
