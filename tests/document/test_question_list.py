from sop_kit.document.question_list import AskedQuestion, asked_questions, person_by_person, question_sheets
from sop_kit.document.view import look
from sop_kit.record.life_tables import Conflict
from sop_kit.record.model import Record
from sop_kit.record.tables import PersonRow, Product, RoleRow, Step
from sop_kit.words import words
from tests.document.test_sop import LINES, example

PEOPLE = (PersonRow(id="an", name="An", department="Risk"), PersonRow(id="bo", name="Bo"))


def line(product: str = "fraud", **parts: object) -> Record:
    step = Step(id="S1", stage="monitor", action="look at the board", role="ops")
    roles = (
        RoleRow(id="ops", name="Operations", people=("bo", "an")),
        RoleRow(id="data-scientist", name="Data", people=("bo",)),
    )
    known = Record(product=Product(id=product, name="Fraud", owner="an"), people=PEOPLE, roles=roles, steps=(step,))
    return known.replace(**parts)


def asked(record: Record, lang: str = "en") -> tuple[AskedQuestion, ...]:
    return asked_questions(look(record, lang))


def find(record: Record, words_of_it: str) -> AskedQuestion:
    return next(each for each in asked(record) if words_of_it in each.question)


def test_a_question_about_a_step_goes_to_one_of_those_who_fill_its_role():
    found = find(line(), "What starts the step?")
    assert found == AskedQuestion(
        person="Bo",
        role="Operations",
        line="Fraud",
        chapter="3 Daily monitoring & alerting",
        question="What starts the step?",
        place="Steps · Trigger",
        step="S1 look at the board",
    )


def test_a_question_to_a_role_of_the_method_goes_to_whoever_fills_it_here():
    assert find(line(), "Which metrics").person == "Bo"
    assert find(line(roles=()), "Which metrics").person == ""


def test_what_the_owner_must_answer_goes_to_the_owner_by_name():
    found = find(line(), "What business goal")
    assert (found.person, found.role, found.place) == ("An", "Owner", "Product line · Purpose")


def test_a_conflict_is_asked_with_its_place():
    conflict = Conflict(id="CF1", table="steps", row="S1", field="tool", ours="", theirs="Grafana")
    assert find(line(conflicts=(conflict,)), "different things").place == "Steps · S1 · Tool"


def test_the_list_runs_person_by_person_over_all_lines_and_ends_with_nobody():
    both = [*asked(line(product="b")), *asked(line(product="a", roles=()))]
    people = list(dict.fromkeys(each.person for each in person_by_person(both)))
    assert people == ["An", "Bo", ""]


def test_two_people_of_one_name_are_told_apart_by_department():
    other = line(people=(PersonRow(id="an", name="An", department="Data"),), roles=())
    found = {each.person for each in person_by_person([*asked(line()), *asked(other)]) if each.person.startswith("An")}
    assert found == {"An (Risk)", "An (Data)"}


def test_every_gap_of_the_real_lines_is_in_the_list():
    for name in LINES:
        view = look(example(name), "zh")
        rows = sum(max(1, len(gap.rows)) if gap.topic != "feedback" else 1 for gap in view.assessment.gaps)
        assert len(asked_questions(view)) == rows


def test_the_sheets_have_a_row_a_question_with_room_for_the_answer():
    questions = person_by_person(asked(line(), "zh"))
    every, summary = question_sheets(questions, words("zh"))
    assert [column.heading for column in every.columns][-1] == "答复"
    assert all(row[-1] == "" for row in every.rows)
    assert len(every.rows) == len(questions)
    assert sum(int(row[1] or 0) for row in summary.rows) == len(questions)


def test_more_questions_than_a_sheet_takes_go_on_to_the_next():
    questions = person_by_person(asked(line()))
    sheets = question_sheets(questions, words("en"), most_rows=10)
    assert [sheet.name for sheet in sheets][:2] == ["All questions", "All questions 2"]
    assert [row for sheet in sheets[:-1] for row in sheet.rows] == list(question_sheets(questions, words("en"))[0].rows)


def test_a_list_without_questions_still_has_its_headings():
    assert [len(sheet.rows) for sheet in question_sheets((), words("en"))] == [0, 0]
