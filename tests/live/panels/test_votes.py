"""Dots given secretly, driven as the browser drives it, on a real store."""

from __future__ import annotations

import json

from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from tests.live.panels.rooms import texts
from tests.live.panels.unseen_room import ONE, TWO, ask, asks, collecting, dots, opened_vote, voting


def revealed(session, clock):
    """Return a question whose answers lie there: a cluster of two, and two loose ones."""
    panel = collecting(session, clock)
    prompt = ask(panel)
    rows = [("N01", "a", "cl"), ("N02", "b", "cl"), ("N03", "c", ""), ("N04", "d", "")]
    session.save(
        [
            Edit(act="put", table="clusters", row="cl", values={"prompt": prompt, "name": "night"}),
            *(
                Edit(act="put", table="notes", row=row, values={"prompt": prompt, "text": text, "cluster": cluster})
                for row, text, cluster in rows
            ),
            Edit(act="put", table="prompts", row=prompt, values={"state": "closed"}),
        ]
    )
    return prompt


def test_dots_are_counted_when_the_vote_is_closed_and_not_before(session, clock):
    panel = voting(session, clock)
    vote = opened_vote(panel, revealed(session, clock))
    for token, to in ((ONE, "clusters/cl"), (ONE, "clusters/cl"), (ONE, "notes/N03"), (TWO, "clusters/cl")):
        assert panel.act("dot", prompt=vote, token=token, to=to)["says"] == "Kept, unseen."
    assert dots(session) == {}
    panel.act("reveal", prompt=vote)
    assert dots(session) == {"cl": 3, "N03": 1}
    assert by_id(session.record.prompts)[vote].answered == 2
    said = texts(panel.desk.view)
    assert "What helps us most to talk about today? · Dots: 4 · people: 2 · dots for each: 3" in said
    assert [text for text in said if text in ("night", "c")] == ["night", "c"]
    assert "Without a dot: 1" in said


def test_nobody_gives_more_dots_than_the_budget_and_one_taken_back_is_free_again(session, clock):
    panel = voting(session, clock)
    vote = opened_vote(panel, revealed(session, clock), budget=2)
    first = panel.act("dot", prompt=vote, token=ONE, to="notes/N03")["id"]
    panel.act("dot", prompt=vote, token=ONE, to="notes/N03")
    assert panel.act("dot", prompt=vote, token=ONE, to="notes/N04")["kind"] == "refused"
    panel.act("undot", prompt=vote, token=ONE, entry=first)
    assert panel.act("dot", prompt=vote, token=ONE, to="notes/N04")["kind"] == "done"
    assert "0 of 2 dots left" in texts(asks(panel, "voting", prompt=vote, token=ONE))
    assert "2 of 2 dots left" in texts(asks(panel, "voting", prompt=vote, token=TWO))


def test_a_dot_sent_twice_counts_once(session, clock):
    panel = voting(session, clock)
    vote = opened_vote(panel, revealed(session, clock), budget=1)
    for _ in range(3):
        assert panel.act("dot", "dot-1", prompt=vote, token=ONE, to="notes/N03")["kind"] == "done"
    panel.act("reveal", prompt=vote)
    assert dots(session) == {"N03": 1}


def test_only_one_dot_on_the_same_place_where_the_team_wants_it_so(session, clock):
    panel = voting(session, clock)
    vote = opened_vote(panel, revealed(session, clock), one_each=True)
    panel.act("dot", prompt=vote, token=ONE, to="notes/N03")
    assert panel.act("dot", prompt=vote, token=ONE, to="notes/N03")["kind"] == "refused"
    assert "only one on the same place" in " ".join(texts(panel.desk.view))


def test_nobody_votes_twice_under_one_word(session, clock):
    panel = voting(session, clock)
    vote = opened_vote(panel, revealed(session, clock))
    panel.act("finish", prompt=vote, who="Owl")
    assert "taken" in asks(panel, "voting", prompt=vote, token=TWO, who="ｏwl")
    assert "nodes" in asks(panel, "voting", prompt=vote, token=TWO, who="fox")


def test_a_dot_on_something_that_is_not_there_is_refused(session, clock):
    panel = voting(session, clock)
    vote = opened_vote(panel, revealed(session, clock))
    for to in ("notes/N99", "notes/N01", "steps/S01", ""):
        assert panel.act("dot", prompt=vote, token=ONE, to=to)["kind"] == "refused"


def test_a_second_vote_takes_the_place_of_the_first(session, clock):
    panel, about = voting(session, clock), revealed(session, clock)
    for to in ("notes/N03", "notes/N04"):
        vote = opened_vote(panel, about)
        panel.act("dot", prompt=vote, token=ONE, to=to)
        panel.act("reveal", prompt=vote)
    assert dots(session) == {"N04": 1}


def test_what_is_chosen_secretly_stands_in_no_view(session, clock):
    panel = voting(session, clock)
    vote = opened_vote(panel, revealed(session, clock))
    before = json.dumps(panel.desk.view["nodes"], ensure_ascii=False)
    panel.act("dot", prompt=vote, token=ONE, to="notes/N03")
    panel.desk.refresh()
    assert json.dumps(panel.desk.view["nodes"], ensure_ascii=False) == before
