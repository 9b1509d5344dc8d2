"""What a notebook keeps of questions, clusters and dots: only what has been revealed."""

from sop_kit.blocks.html import fragment
from sop_kit.document.dots import by_dots, targets_of
from sop_kit.document.unseen import (
    answered_blocks,
    clusters_blocks,
    collected_blocks,
    raters,
    topics_blocks,
    votes_blocks,
)
from sop_kit.document.view import look
from sop_kit.record.model import Record

TABLES = {
    "prompts": [
        {"id": "PR1", "text": "What hurts?", "state": "closed", "answered": 3},
        {"id": "PR2", "text": "What first?", "kind": "dots", "about": "PR1", "state": "closed", "answered": 2},
        {"id": "PR3", "text": "What works?", "state": "open"},
        {"id": "PR4", "text": "Anything else?", "state": "closed"},
    ],
    "clusters": [
        {"id": "cl", "prompt": "PR1", "name": "Night", "dots": 2},
        {"id": "no-name", "prompt": "PR1"},
        {"id": "empty", "prompt": "PR1"},
    ],
    "notes": [
        {"id": "N1", "prompt": "PR1", "text": "Nobody may stop it", "cluster": "cl"},
        {"id": "N2", "prompt": "PR1", "text": "The phone is silent", "cluster": "no-name"},
        {"id": "N3", "prompt": "PR1", "text": "Good coffee", "dots": 5, "step": "S01"},
    ],
    "steps": [{"id": "S01", "stage": "monitor", "role": "r", "action": "Look"}],
}


def line(lang="en", **tables):
    return look(Record.model_validate({"product": {"id": "line"}, **TABLES, **tables}), lang)


def shown(blocks):
    return fragment(blocks, "en")


def test_questions_stand_with_their_revealed_notes_and_an_open_one_says_that_it_is_open():
    html = shown(collected_blocks(line()))
    assert html.index("Anything else?") < html.index("What works?") < html.index("What hurts?")
    assert html.count("<li>") == 3
    assert "Still open: nobody sees an answer before all are revealed." in html
    assert "Notes: 3 · people: 3" in html
    assert "Nobody answered." in html
    assert "What first?" not in html


def test_clusters_stand_with_their_notes_and_loose_notes_with_their_step():
    html = shown(clusters_blocks(line()))
    assert html.index("Night") < html.index("Nobody may stop it") < html.index("in no cluster")
    assert "S01 Look" in html


def test_what_got_dots_stands_most_first_with_how_many_gave_them():
    html = shown(votes_blocks(line()))
    assert html.index("Good coffee") < html.index("Night")
    assert "The phone is silent" not in html
    assert "Dots: 7 · people: 2 · dots for each: 3" in html


def test_a_vote_that_is_open_shows_no_dots():
    prompts = [{**row, "state": "open"} if row["id"] == "PR2" else row for row in TABLES["prompts"]]
    assert "No vote has been closed yet." in shown(votes_blocks(line(prompts=prompts)))


def test_a_cluster_without_a_name_is_known_by_its_first_note_and_an_empty_one_gets_no_dots():
    targets = targets_of(line().record, "PR1")
    assert [each.text for each in targets] == ["Night", "The phone is silent", "Good coffee"]
    assert [each.place for each in by_dots(targets)] == ["notes/N3", "clusters/cl"]


def test_of_ratings_it_is_told_who_and_how_many_steps_and_never_how():
    feedback = [
        {"id": "a", "round": 1, "participant": "owl", "target": "S01", "aspect": "clarity", "score": 1},
        {"id": "b", "round": 2, "participant": "fox", "target": "S01", "aspect": "clarity", "score": 5},
        {"id": "c", "round": 2, "participant": "fox", "target": "S01", "aspect": "accuracy"},
        {"id": "d", "round": 2, "participant": "bee", "target": "S01", "comment": "only a word"},
        {"id": "e", "round": 2, "participant": "ant", "target": "C1", "aspect": "clarity", "score": 5},
    ]
    view = line(feedback=feedback)
    assert raters(view.record) == {"fox": 1}
    assert "Finished: 1" in shown(answered_blocks(view))


def test_without_anything_each_says_so():
    view = line(prompts=[], clusters=[], notes=[])
    for make in (collected_blocks, clusters_blocks, votes_blocks, topics_blocks, answered_blocks):
        assert shown(make(view))
