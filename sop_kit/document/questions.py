"""The gaps of a record turned into questions, grouped by whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from sop_kit.assess.gaps import Gap
from sop_kit.assess.questions import QUESTIONS
from sop_kit.blocks.make import join, plain
from sop_kit.blocks.model import Inline
from sop_kit.document.conflicts import place_inline
from sop_kit.document.view import View, ask_name, process_name, role_name, step_links
from sop_kit.record.model import by_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its number in the document and the rows it concerns."""

    number: str
    text: str
    concerns: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionGroup:
    """All questions to one person or role."""

    who: str
    questions: tuple[Question, ...]


def question_groups(view: View) -> tuple[QuestionGroup, ...]:
    """Return the open questions grouped by whom to ask, in the order of the chapters."""
    texts = question_texts(view)
    grouped: dict[str, list[Question]] = {}
    for place, gap in enumerate(view.assessment.gaps, start=1):
        question = Question(number=str(place), text=texts[gap.topic], concerns=concerns(view, gap))
        grouped.setdefault(ask_name(view, gap.ask), []).append(question)
    return tuple(QuestionGroup(who=who, questions=tuple(questions)) for who, questions in grouped.items())


def concerns(view: View, gap: Gap) -> Inline:
    """Return the rows that a gap is about, as people name them."""
    table = gap.topic.partition(".")[0]
    if table in {"steps", "feedback"}:
        return step_links(view, gap.rows)
    if table == "roles":
        return plain(view.say.list([role_name(view, role) for role in gap.rows]))
    if table == "processes":
        return plain(view.say.list([process_name(view, process) for process in gap.rows]))
    if table == "tools":
        known = {tool.id: tool.name for tool in view.record.tools}
        return plain(view.say.list([known.get(row, row) for row in gap.rows]))
    if table == "images":
        known = {image.id: image.caption or image.file for image in view.record.images}
        return plain(view.say.list([known.get(row, row) for row in gap.rows]))
    if table == "release_stages":
        known = {stage.id: stage.name for stage in view.record.release_stages}
        return plain(view.say.list([known.get(row, row) for row in gap.rows]))
    if table == "conflicts":
        conflicts = by_id(view.record.conflicts)
        return join([place_inline(view, conflicts[row]) for row in gap.rows], "\n")
    if table == "decisions":
        say = view.say
        kinds = {
            "stop": say("stop"),
            "roll_back": say("roll back"),
            "retrain": say("retrain"),
            "release": say("release a version"),
        }
        return plain(say.list([kinds[row] for row in gap.rows]))
    return plain(view.say.list(gap.rows))


def question_texts(view: View) -> dict[str, str]:
    """Return the question that each topic of a gap is."""
    return {topic: question.said(view.say) for topic, question in QUESTIONS.items()}
