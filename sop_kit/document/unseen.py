"""What everybody was asked and answered unseen, as a notebook keeps it: the answers, their clusters, the dots.

Only what has been revealed is in the record; of a question that is still open these blocks hold nothing but itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Block, Bullets, Callout, Text
from sop_kit.document.chapters.parts import table
from sop_kit.document.dots import Target, by_dots, questions, targets_of, votes
from sop_kit.document.room.rows import reasons
from sop_kit.document.targets import target_name
from sop_kit.document.view import View, person_name
from sop_kit.record.model import Record, by_id
from sop_kit.record.workshop_tables import Prompt


def collected_blocks(view: View) -> tuple[Block, ...]:
    """Return each question with its revealed answers, the latest first."""
    asked = questions(view.record)
    if not asked:
        return (Callout(tone="missing", title=view.say("Nobody has been asked anything yet.")),)
    return tuple(block for prompt in asked for block in _collected(view, prompt))


def clusters_blocks(view: View) -> tuple[Block, ...]:
    """Return the clusters of each question, and the notes that lie in none."""
    tables = tuple(block for prompt in questions(view.record) for block in _clusters(view, prompt))
    return tables or (Callout(tone="missing", title=view.say("No notes have been revealed yet.")),)


def votes_blocks(view: View) -> tuple[Block, ...]:
    """Return what got the most dots, of each question that was voted on."""
    tables = tuple(block for prompt in questions(view.record) for block in _votes(view, prompt))
    return tables or (Callout(tone="missing", title=view.say("No vote has been closed yet.")),)


def topics_blocks(view: View) -> tuple[Block, ...]:
    """Return what to talk about, the most divided first, and why."""
    say, topics = view.say, view.assessment.priorities
    if not topics:
        return (Text(spans=plain(say("Nothing: no answers are divided, nothing is blocked, nothing is low."))),)
    lines = tuple(
        join([styled(_topic_name(view, each.target), "strong"), plain(say.list(reasons(view, each)))], " · ")
        for each in topics
    )
    return (Bullets(items=lines, ordered=True),)


def answered_blocks(view: View) -> tuple[Block, ...]:
    """Return how many people have rated in the last round."""
    return (Text(spans=plain(answered_line(view, len(raters(view.record))))),)


def raters(record: Record) -> dict[str, int]:
    """Return how many steps each pseudonym has rated in the last round; never how."""
    rows = [row for row in record.feedback if row.aspect]
    last = max((row.round for row in rows), default=0)
    steps = by_id(record.steps)
    rated = {(row.participant, row.target) for row in rows if row.round == last and row.target in steps}
    return {who: sum(each == who for each, _ in rated) for who in sorted({who for who, _ in rated})}


def expected(view: View) -> tuple[str, ...]:
    """Return the names of the people who fill a role, each once."""
    return tuple(dict.fromkeys(person_name(view, person) for role in view.record.roles for person in role.people))


def answered_line(view: View, n: int) -> str:
    """Return how many have answered, beside how many people are expected."""
    say, of = view.say, len(expected(view))
    return say("Finished: {n}; people in the roles: {of}", n=n, of=of) if of else say("Finished: {n}", n=n)


def said_of(view: View, prompt: Prompt) -> str:
    """Return how many answers to a question were revealed, and from how many people."""
    n = sum(note.prompt == prompt.id for note in view.record.notes)
    return view.say("Notes: {n} · people: {people}", n=n, people=prompt.answered)


def dots_of(view: View, vote: Prompt) -> str:
    """Return how many people gave how many dots in a vote that is closed."""
    n, people, budget = sum(each.dots for each in targets_of(view.record, vote.about)), vote.answered, vote.budget
    return view.say("Dots: {n} · people: {people} · dots for each: {budget}", n=n, people=people, budget=budget)


def step_name(view: View, step: str) -> str:
    """Return a step by its number and what it is called."""
    return _topic_name(view, step) if step else ""


def _topic_name(view: View, target: str) -> str:
    return f"{target} {target_name(view, target)}".strip()


def _collected(view: View, prompt: Prompt) -> Iterator[Block]:
    say = view.say
    yield Text(spans=styled(prompt.text, "strong"))
    notes = [note for note in view.record.notes if note.prompt == prompt.id]
    if prompt.state == "open":
        yield Text(spans=plain(say("Still open: nobody sees an answer before all are revealed.")))
    if notes:
        yield Text(spans=styled(said_of(view, prompt), "muted"))
        yield Bullets(items=tuple(plain(note.text) for note in notes))
    elif prompt.state == "closed":
        yield Text(spans=plain(say("Nobody answered.")))


def _clusters(view: View, prompt: Prompt) -> Iterator[Block]:
    say, targets = view.say, targets_of(view.record, prompt.id)
    if not targets:
        return
    rows = [
        (plain(each.text), plain("\n".join(each.notes)), plain(step_name(view, each.step)))
        for each in targets
        if each.table == "clusters"
    ]
    loose = [each for each in targets if each.table == "notes"]
    rows += [(styled(say("in no cluster"), "muted"), plain(each.text), plain(_step(view, each))) for each in loose]
    columns = ((say("Cluster"), 1.6), (say("Notes"), 3.4), (say("Step"), 1.4))
    yield table(prompt.text, columns, rows)


def _votes(view: View, prompt: Prompt) -> Iterator[Block]:
    say = view.say
    closed = [vote for vote in votes(view.record, prompt.id) if vote.state == "closed"]
    if not closed:
        return
    found = by_dots(targets_of(view.record, prompt.id))
    rows = [(plain(each.text), plain(say.number(each.dots)), plain(_step(view, each))) for each in found]
    columns = ((say("What got dots"), 3.2), (say("Dots"), 0.8), (say("Step"), 1.6))
    yield Text(spans=styled(closed[0].text, "strong"))
    yield Text(spans=styled(dots_of(view, closed[0]), "muted"))
    if rows:
        yield table(prompt.text, columns, rows)


def _step(view: View, target: Target) -> str:
    return step_name(view, target.step)
