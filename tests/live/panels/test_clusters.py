"""Putting notes together, driven as the browser drives it, on a real store."""

import pytest

from sop_kit.live.desk.desk import Desk
from sop_kit.live.panels.clusters import ClustersPanel
from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from tests.live.panels.rooms import Panel, again, find, new_line, texts

NOTES = {
    "N01": "Waiting for the product manager costs forty minutes",
    "N02": "We wait for the product manager every time",
    "N03": "Alerts that nobody looks at",
    "N04": "Too many alerts, nobody looks",
    "N05": "Good coffee",
}


@pytest.fixture
def session(tmp_path, monkeypatch):
    new_line(tmp_path / "w")
    monkeypatch.chdir(tmp_path / "w")
    session = again()
    step = {"stage": "monitor", "role": "data-team", "action": "Look at the board"}
    session.save(
        [
            Edit(act="put", table="steps", row="S01", values=step),
            Edit(
                act="put", table="prompts", row="PR1", values={"text": "What hurts?", "state": "closed", "answered": 3}
            ),
            *(
                Edit(act="put", table="notes", row=row, values={"prompt": "PR1", "text": text})
                for row, text in NOTES.items()
            ),
        ]
    )
    return session


@pytest.fixture
def panel(session):
    clusters = ClustersPanel(session)
    desk = Desk(session, "clusters", clusters.look, clusters.acts())
    clusters.show = desk.refresh
    return Panel(desk)


def lying(session):
    """Return the notes of each cluster by its name; "" for none."""
    names = {each.id: each.name for each in session.record.clusters}
    found = {name: [] for name in names.values()}
    for note in session.record.notes:
        found.setdefault(names.get(note.cluster, ""), []).append(note.id)
    return found


def cluster(session, name):
    return next(each.id for each in session.record.clusters if each.name == name)


def test_chosen_notes_become_a_cluster_with_a_name_and_one_undo_takes_it_back(panel, session):
    panel.act("new", prompt="PR1", text="Waiting", ids=["N01", "N02"])
    assert lying(session) == {"Waiting": ["N01", "N02"], "": ["N03", "N04", "N05"]}
    panel.act("undo")
    assert lying(session) == {"": list(NOTES)}
    panel.act("redo")
    assert lying(session)["Waiting"] == ["N01", "N02"]


def test_a_cluster_made_twice_with_the_same_id_is_there_once(panel, session):
    for _ in range(2):
        assert panel.act("new", "new-1", prompt="PR1", text="Waiting", ids=["N01"])["kind"] == "done"
    assert len(session.record.clusters) == 1


def test_two_clusters_of_one_name_stay_two(panel, session):
    panel.act("new", prompt="PR1", text="Waiting", ids=["N01"])
    panel.act("new", prompt="PR1", text="Waiting", ids=["N02"])
    assert len({each.id for each in session.record.clusters}) == 2


def test_notes_are_carried_into_a_cluster_and_out_again(panel, session):
    panel.act("new", prompt="PR1", text="Waiting", ids=[])
    panel.act("into", row=cluster(session, "Waiting"), ids=["N01", "N05"])
    panel.act("into", row="", ids=["N05"])
    assert lying(session)["Waiting"] == ["N01"]
    assert panel.act("into", row="gone", ids=["N01"])["kind"] == "refused"


def test_proposals_are_marked_as_such_and_taken_one_by_one(panel, session):
    said = texts(panel.desk.view)
    assert "Perhaps alike, by their words (2): you decide" in said
    take = find(panel.desk.view, act="take")
    panel.act("take", **take[0]["args"])
    assert list(lying(session)) in (["product manager", ""], ["Alerts", ""])
    assert len(find(panel.desk.view, act="take")) == 1


def test_all_proposals_are_one_step_of_undo(panel, session):
    panel.act("take_all", prompt="PR1")
    assert lying(session) == {"product manager": ["N01", "N02"], "Alerts": ["N03", "N04"], "": ["N05"]}
    panel.act("undo")
    assert lying(session) == {"": list(NOTES)}


def test_a_loose_note_is_proposed_for_a_cluster_that_is_there(panel, session):
    panel.act("new", prompt="PR1", text="Waiting", ids=["N01"])
    panel.desk.refresh()
    assert "Join “Waiting”: " in texts(panel.desk.view)
    panel.act("take_all", prompt="PR1")
    assert lying(session)["Waiting"] == ["N01", "N02"]


def test_clusters_are_renamed_merged_and_dissolved_and_no_note_is_lost(panel, session):
    panel.act("take_all", prompt="PR1")
    one, other = (each.id for each in session.record.clusters)
    panel.act("set", table="clusters", row=one, column="name", text="Waiting", before="product manager")
    panel.act("merge", row=other, value=one)
    assert lying(session) == {"Waiting": ["N01", "N02", "N03", "N04"], "": ["N05"]}
    assert panel.act("merge", row=one, value=one)["kind"] == "refused"
    panel.act("dissolve", row=one)
    assert lying(session) == {"": list(NOTES)}


def test_merged_clusters_keep_their_dots(panel, session):
    panel.act("take_all", prompt="PR1")
    one, other = (each.id for each in session.record.clusters)
    session.save(
        [
            Edit(act="put", table="clusters", row=one, values={"dots": 2}),
            Edit(act="put", table="clusters", row=other, values={"dots": 3}),
        ]
    )
    panel.act("merge", row=one, value=other)
    assert [each.dots for each in session.record.clusters] == [5]


def test_a_cluster_and_single_notes_are_tied_to_a_step_by_what_people_read(panel, session):
    panel.act("take_all", prompt="PR1")
    one = session.record.clusters[0].id
    panel.act("set", table="clusters", row=one, column="step", text="S01 Look at the board", before="")
    panel.act("tie", prompt="PR1", text="S01 Look at the board", ids=["N05"])
    assert session.record.clusters[0].step == "S01"
    assert by_id(session.record.notes)["N05"].step == "S01"
    assert panel.act("tie", prompt="PR1", text="S01 Look at the board", ids=[])["kind"] == "refused"


def test_while_people_vote_clusters_stay_as_they_are(panel, session):
    vote = {"text": "What first?", "kind": "dots", "about": "PR1", "state": "open"}
    session.save([Edit(act="put", table="prompts", row="PR2", values=vote)])
    for name, args in (
        ("new", {"prompt": "PR1", "text": "x", "ids": ["N01"]}),
        ("take_all", {"prompt": "PR1"}),
        ("into", {"row": "", "ids": ["N01"]}),
    ):
        assert panel.act(name, **args)["kind"] == "refused"
    assert lying(session) == {"": list(NOTES)}


def test_the_counts_say_how_many_notes_lie_in_none(panel):
    panel.act("take_all", prompt="PR1")
    panel.desk.refresh()
    said = texts(panel.desk.view)
    assert "Notes: 5 · people: 3 · Clusters: 2 · in none: 1" in said
    assert "In no cluster (1)" in said


def test_one_of_several_questions_is_chosen(panel, session):
    session.save(
        [
            Edit(act="put", table="prompts", row="PR2", values={"text": "What works?", "state": "closed"}),
            Edit(act="put", table="notes", row="N06", values={"prompt": "PR2", "text": "The handover"}),
        ]
    )
    panel.desk.refresh()
    assert "The handover" in texts(panel.desk.view)
    panel.act("choose", value="PR1")
    assert "The handover" not in texts(panel.desk.view)
