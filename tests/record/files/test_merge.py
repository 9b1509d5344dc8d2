import pytest

from sop_kit.record.files.merge import read_files
from sop_kit.record.files.reading import Reading
from sop_kit.record.files.yaml_file import write_record
from sop_kit.record.model import Head, Record
from sop_kit.record.tables import Next, PersonRow, Product, RoleRow, Step, Tool

BASE = Record(
    product=Product(id="chat", name="Chat", owner="an"),
    people=(PersonRow(id="an", name="Ana Silva"),),
    roles=(RoleRow(id="sre", name="ML SRE"), RoleRow(id="night", name="Ops, night shift")),
    steps=(
        Step(id="GC01", stage="monitor", action="Look", role="sre", tool="Grafana"),
        Step(id="GC02", stage="decide", action="Decide", role="sre"),
    ),
    head=Head(number=3, hash="abc", at="2026-11-22T08:00:00Z"),
)


def merged(*files: tuple[str, str], base: Record | None = BASE, product: str | None = None) -> Reading:
    return read_files([(name, text.encode()) for name, text in files], product=product, name=None, base=base)


def messages(reading: Reading) -> list[str]:
    return [problem.message for problem in reading.problems]


def test_rows_are_matched_by_id_and_only_stated_columns_change():
    reading = merged(("steps.csv", "id,standard,stage,action,role\nGC02,agreed,,,\nGC03,,release,Go,ml sre\n"))
    first, second, third = reading.record.steps
    assert first == BASE.steps[0]
    assert second == BASE.steps[1].model_copy(update={"standard": "agreed"})
    assert third == Step(id="GC03", stage="release", action="Go", role="sre")
    assert reading.record.roles == BASE.roles
    assert reading.record.head == BASE.head
    assert reading.problems == ()


def test_a_later_file_wins():
    first = ("steps.csv", "id,tool\nGC01,Prometheus\n")
    second = ("steps.tsv", "id\ttitle\nGC01\tWatch\n")
    third = ("chat.yaml", "product: {id: chat}\nsteps: [{id: GC01, tool: Thanos, title: }]\n")
    step = merged(first, second, third).record.steps[0]
    assert (step.tool, step.title) == ("Thanos", "")


def test_a_bad_value_leaves_the_old_one():
    reading = merged(("steps.csv", "id,stage,minutes\nGC01,sometimes,5\n"))
    assert (reading.record.steps[0].stage, reading.record.steps[0].minutes) == ("monitor", 5)
    assert len(reading.problems) == 1


def test_files_of_any_kind_come_together():
    reading = merged(
        ("chat.json", '{"name": "chat", "title": "Chat", "roles": [["dev", "codes"]]}'),
        ("tools.csv", "name\nGrafana\nSlack\n"),
        ("notes.txt", "product: {id: chat}\npeople: [{id: bo, name: Bo}]\n"),
        base=None,
    )
    assert reading.problems == ()
    assert reading.record == Record(
        product=Product(id="chat", name="Chat"),
        roles=(RoleRow(id="dev", name="dev", does="codes"),),
        tools=(Tool(id="grafana", name="Grafana"), Tool(id="slack", name="Slack")),
        people=(PersonRow(id="bo", name="Bo"),),
    )


@pytest.mark.parametrize("cell", ["sre", "SRE", "ML SRE", " ml  sre ", "ＭＬ　ＳＲＥ"])
def test_a_role_is_found_by_id_or_name(cell: str):
    reading = merged(("steps.csv", f"id,role\nGC01,{cell}\n"))
    assert (reading.record.steps[0].role, reading.problems) == ("sre", ())


def test_an_unknown_role_is_added_once_and_named():
    text = (
        'id,role,supporting\nGC01,ML SRE team,"Ops, night shift"\nGC02,ml sre TEAM,"Ops, day; 值班（甲，乙）、ML SRE"\n'
    )
    reading = merged(("steps.csv", text))
    first, second = reading.record.steps
    assert (first.role, second.role) == ("ml-sre-team", "ml-sre-team")
    assert first.supporting == ("night",)
    assert second.supporting == ("ops", "day", "值班-甲-乙", "sre")
    assert [role.name for role in reading.record.roles[2:]] == ["ML SRE team", "Ops", "day", "值班（甲，乙）"]
    (note,) = messages(reading)
    assert note.startswith("Not in the list of roles, and added to it: 'ML SRE team' (did you mean 'ML SRE'?), ")
    assert note.endswith("'Ops', 'day', '值班（甲，乙）'.")


def test_a_role_is_never_split():
    reading = merged(("steps.csv", 'id,role\nGC01,"CI (GitHub Actions), Argo; more"\n'))
    assert reading.record.roles[-1].name == "CI (GitHub Actions), Argo; more"


def test_names_without_letters_get_an_id():
    reading = merged(("steps.csv", "id,role\nGC01,？？\nGC02,！！\n"), ("roles.csv", "name\n***\n"))
    assert [role.id for role in reading.record.roles[2:]] == ["role-1", "role", "role-2"]


def test_a_role_listed_by_name_is_the_one_that_is_known():
    reading = merged(("chat.json", '{"roles": [["ml sre", "watches"], ["dev", "codes"]]}'))
    assert [(role.id, role.does) for role in reading.record.roles] == [
        ("sre", "watches"),
        ("night", ""),
        ("dev", "codes"),
    ]


def test_people_are_found_by_name():
    reading = merged(("roles.csv", "id,people\nsre,ana silva; bo\n"), ("chat.yaml", "product: {owner: Ana  Silva}"))
    assert reading.record.roles[0].people == ("an", "bo")
    assert reading.record.product.owner == "an"


def test_ids_with_spaces_are_rewritten_wherever_they_stand():
    text = 'id,stage,action,role,next\nGC 10,monitor,Look,sre,GC 11 [again]\n"GC 11, b",release,Go,sre,gc 10\n'
    reading = merged(("steps.csv", text))
    assert [(step.id, step.next) for step in reading.record.steps[2:]] == [
        ("GC-10", (Next(to="GC-11", when="again"),)),
        ("GC-11-b", (Next(to="GC-10"),)),
    ]
    assert "The id 'GC 10' was changed to 'GC-10'" in messages(reading)[0]


def test_words_after_a_known_step_are_its_condition():
    reading = merged(("steps.csv", "id,next\nGC01,GC02 if it fails; gc01\n"))
    assert reading.record.steps[0].next == (Next(to="GC02", when="if it fails"), Next(to="GC01"))


def test_what_leads_nowhere_is_kept():
    reading = merged(("steps.csv", "id,next,performers\nGC01,GC99,zoe\n"))
    assert (reading.record.steps[0].next, reading.record.steps[0].performers) == ((Next(to="GC99"),), ("zoe",))


def test_a_written_record_over_itself_changes_nothing():
    reading = merged(("chat.yaml", write_record(BASE)))
    assert (reading.record, reading.problems) == (BASE, ())


STEPS = "id,stage,action,role\n1,monitor,Look,dev\n"


@pytest.mark.parametrize(
    ("name", "expected", "title", "words"),
    [
        ("客服助手.csv", "客服助手", "客服助手", None),
        ("folder/chat-steps.csv", "chat", "chat", None),
        ("my chat (new).csv", "my-chat-new", "my chat (new)", "became 'my-chat-new'"),
        ("CON.csv", "product-con", "CON", "became 'product-con'"),
        ("...csv", "product", "..", "became 'product'"),
        ("steps.csv", "steps", "steps", "Give another with --product"),
    ],
)
def test_the_id_of_a_new_line_comes_from_the_files_name(name: str, expected: str, title: str, words: str | None):
    reading = merged((name, STEPS), base=None)
    assert (reading.record.product.id, reading.record.product.name) == (expected, title)
    assert [words in message for message in messages(reading) if "role" not in message] == ([True] if words else [])


def test_what_was_asked_for_decides_which_line_it_is():
    files = [("x.yaml", b"product: {id: x, name: X, line: l}")]
    reading = read_files(files, product="y", name="Why", base=None)
    assert reading.record.product == Product(id="y", name="Why", line="l")
    assert "The file is about 'x'" in messages(reading)[0]


def test_facts_of_another_line_are_taken_into_the_base_and_said():
    reading = merged(("x.yaml", "product: {id: x, line: l}"))
    assert reading.record.product == BASE.product.model_copy(update={"line": "l"})
    assert "taken into 'chat'" in messages(reading)[0]


def test_two_lines_are_not_mixed():
    reading = merged(("x.yaml", "product: {id: x}"), ("y.yaml", "product: {id: y}"), base=None)
    assert reading.record is None
    assert "different product lines: 'x', 'y'" in messages(reading)[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.xlsx", b"PK\x03\x04"), ("a.csv", b""), ("a.csv", b"\0" * 99), ("a.yaml", b"a: [")],
)
def test_a_file_that_cannot_be_read_is_one_problem_and_the_others_count(name: str, data: bytes):
    alone = read_files([(name, data)], product=None, name=None, base=BASE)
    assert (alone.record, len(alone.problems)) == (None, 1)
    together = read_files([(name, data), ("tools.csv", b"name\nSlack\n")], product=None, name=None, base=BASE)
    assert (together.record.tools, len(together.problems)) == ((Tool(id="slack", name="Slack"),), 1)


def test_no_file_is_a_problem():
    assert messages(read_files([], product="x", name=None, base=None)) == [
        "There is no file to read. Name at least one."
    ]
