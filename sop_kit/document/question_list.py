"""The open questions of many product lines in one list, person by person, to be sent out and answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sop_kit.assess.gaps import DATA_SCIENCE, PRODUCT_MANAGER, Gap
from sop_kit.blocks.make import text_of
from sop_kit.document.questions import concerns, question_texts
from sop_kit.document.view import View, ask_name, process_name, role_name
from sop_kit.record.alike import folded
from sop_kit.record.labels import column_label, table_label
from sop_kit.record.model import TABLES
from sop_kit.record.tables import PersonRow, Product, Step
from sop_kit.record.workbooks.sheets import Column, Sheet
from sop_kit.words import Words

# The method's roles as a new line has them: whoever fills them there is asked by name.
_METHOD_ROLES = {PRODUCT_MANAGER: "product-manager", DATA_SCIENCE: "data-scientist"}
# Asked once for all steps: rating is done in the workshop, not step by step in a list.
_ASKED_ONCE = frozenset({"feedback"})
_LONGEST_ACTION = 60
_MOST_ROWS = 500_000  # of a sheet; Excel takes twice as many, and is slow with them


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """One question to one person about one place of one line; ``person`` is "" when nobody is named yet."""

    person: str
    role: str
    line: str
    chapter: str
    question: str
    place: str
    step: str
    department: str = ""  # tells two people of one name apart


def asked_questions(view: View) -> tuple[AskedQuestion, ...]:
    """Return the open questions of a line, one a row they concern, in the order of the chapters."""
    return tuple(asked for gap in view.assessment.gaps for asked in _asked(view, gap))


def person_by_person(questions: Sequence[AskedQuestion]) -> tuple[AskedQuestion, ...]:
    """Return the questions of many lines sorted by person; those nobody is named for come last.

    Two people of one name are told apart by their departments.
    """
    departments: dict[str, set[str]] = {}
    for each in questions:
        departments.setdefault(folded(each.person), set()).add(each.department)
    told = [
        replace(each, person=f"{each.person} ({each.department})")
        if each.department and len(departments[folded(each.person)]) > 1
        else each
        for each in questions
    ]
    return tuple(sorted(told, key=lambda each: (not each.person, folded(each.person), folded(each.role), each.line)))


def question_sheets(questions: Sequence[AskedQuestion], say: Words, most_rows: int = _MOST_ROWS) -> tuple[Sheet, ...]:
    """Return the list as sheets: every question with an empty cell for its answer, and how many each person has.

    More than ``most_rows`` questions go on to a further sheet.
    """
    nobody = say("(nobody named yet)")
    columns = (
        Column(heading=say("Person"), width=16, look="strong"),
        Column(heading=say("Role"), width=20),
        Column(heading=say("Line"), width=20),
        Column(heading=say("Chapter"), width=20),
        Column(heading=say("Question"), width=44),
        Column(heading=say("Place"), width=24),
        Column(heading=say("Step"), width=26),
        Column(heading=say("Answer"), width=40),
    )
    rows = [
        (each.person or nobody, each.role, each.line, each.chapter, each.question, each.place, each.step, "")
        for each in questions
    ]
    name = say("All questions")
    starts = range(0, len(rows), most_rows) or (0,)
    sheets = [
        Sheet(name=f"{name} {number}" if number > 1 else name, columns=columns, rows=rows[at : at + most_rows], spare=0)
        for number, at in enumerate(starts, start=1)
    ]
    return (*sheets, _summary(questions, say, nobody))


def _summary(questions: Sequence[AskedQuestion], say: Words, nobody: str) -> Sheet:
    lines: dict[str, list[str]] = {}
    for each in questions:
        lines.setdefault(each.person or nobody, []).append(each.line)
    columns = (
        Column(heading=say("Person"), width=24, look="strong"),
        Column(heading=say("Questions"), width=12, look="number"),
        Column(heading=say("Lines"), width=12, look="number"),
        Column(heading=say("About"), width=90),
    )
    rows = [
        (person, len(named), len(set(named)), say.list(list(dict.fromkeys(named)))) for person, named in lines.items()
    ]
    return Sheet(name=say("Person by person"), columns=columns, rows=rows, spare=0)


def _asked(view: View, gap: Gap) -> Iterator[AskedQuestion]:
    person, role = _whom(view, gap.ask)
    table, _, column = gap.topic.partition(".")
    asked = AskedQuestion(
        person=person.name if person else "",
        role=role,
        line=view.record.product.name or view.record.product.id,
        chapter=_chapter(view, gap.chapter),
        question=question_texts(view)[gap.topic],
        place=_place(view.say, table, column),
        step="",
        department=person.department if person else "",
    )
    if not gap.rows:
        yield asked
    elif table in _ASKED_ONCE:
        yield replace(asked, step=view.say.list(gap.rows))
    elif table == "steps":
        yield from (replace(asked, step=_step(view.steps[row]) if row in view.steps else row) for row in gap.rows)
    else:
        for row in gap.rows:
            about = text_of(concerns(view, replace(gap, rows=(row,))))
            yield replace(asked, place=about if table == "conflicts" else f"{asked.place} · {about}")


def _whom(view: View, ask: str) -> tuple[PersonRow | None, str]:
    """Return the person a question goes to, ``None`` when nobody is named, and the role they are asked in."""
    if ask in view.people:
        filled = [role.name for role in view.roles.values() if ask in role.people]
        owner = view.say("Owner") if ask == view.record.product.owner else ""
        return view.people[ask], owner or next(iter(filled), "")
    role = view.roles.get(_METHOD_ROLES.get(ask, ask))
    name = ask_name(view, ask) if ask.startswith("@") else role_name(view, ask)
    # One of those who fill the role: a question put to five people gets five answers.
    chosen = next(iter((*role.people, *role.deputies)), "") if role else ""
    person = view.people.get(chosen) or PersonRow(id=chosen, name=chosen) if chosen else None
    return person, name


def _chapter(view: View, chapter: str) -> str:
    say = view.say
    names = {
        "C0": say("Document control"),
        "C1": say("Purpose & scope"),
        "C2": say("Roles & responsibilities (RACI)"),
        "C3": process_name(view, "monitoring"),
        "C4": process_name(view, "feedback"),
        "C5": process_name(view, "iteration"),
        "C6": process_name(view, "release"),
        "C7": say("Keeping this SoP alive"),
        "annex-tools": say("Tools & templates"),
        "annex-contradictions": say("Contradictions"),
        "annex-sources": say("Sources & evidence"),
    }
    title = names.get(chapter, chapter)
    return f"{chapter[1:]} {title}" if chapter.startswith("C") else title


def _place(say: Words, table: str, column: str) -> str:
    model = Product if table == "product" else TABLES[table]
    named = column in model.model_fields
    return f"{table_label(say, table)} · {column_label(say, column)}" if named else table_label(say, table)


def _step(step: Step) -> str:
    about = step.title or step.action
    short = about if len(about) <= _LONGEST_ACTION else f"{about[: _LONGEST_ACTION - 1]}…"
    return f"{step.id} {short}"
