"""The RACI matrix: a row a step, a column a role, and every doubt about who answers."""

from itertools import pairwise

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Callout, Figure, Table
from sop_kit.document.chapters.roles import MOST_ROLES
from sop_kit.document.sop import chapter_bundle
from sop_kit.document.view import look
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, RoleRow, Step


def step(number: int, **more: object) -> Step:
    return Step.model_validate({"id": f"S{number}", "stage": "monitor", "action": "look", "role": "ops", **more})


def blocks(*steps: Step, roles: tuple[RoleRow, ...] = ()):
    return chapter_bundle(look(Record(product=Product(id="line"), roles=roles, steps=steps), "en"), "C2").blocks


def matrices(found) -> list[Table]:
    return [block for block in found if isinstance(block, Table) and block.caption.startswith("RACI")]


def boxes(found) -> dict[str, list[str]]:
    return {block.title: [text_of(line) for line in block.body] for block in found if isinstance(block, Callout)}


def test_rows_are_steps_columns_are_roles_and_cells_are_letters():
    first = step(1, title="Morning look", accountable=("boss",), informed=("law",))
    (matrix,) = matrices(blocks(first, step(2, role="boss", accountable=("boss",), supporting=("ops",))))
    assert [(column.label, column.turned) for column in matrix.columns] == [
        ("Step", False),
        ("ops", True),
        ("boss", True),
        ("law", True),
    ]
    assert [[text_of(cell) for cell in row.cells] for row in matrix.rows] == [
        ["S1 Morning look", "R", "A", "I"],
        ["S2 look", "S", "RA", ""],
    ]
    assert matrix.rows[0].cells[0][0].to == "#step-S1"


def test_a_role_that_no_step_names_takes_no_column():
    (matrix,) = matrices(blocks(step(1), roles=(RoleRow(id="idle", name="Idle"), RoleRow(id="ops", name="On call"))))
    assert [column.label for column in matrix.columns] == ["Step", "On call"]


def test_a_step_that_nobody_or_more_than_one_role_answers_for_is_marked_and_listed():
    found = blocks(step(1, accountable=("a",)), step(2), step(3, accountable=("a", "b")))
    (matrix,) = matrices(found)
    assert [text_of(row.cells[0]) for row in matrix.rows] == ["S1 look", "S2 look (no A)", "S3 look (2 A)"]
    assert boxes(found)["Nobody is accountable (A) yet"][1] == "S2"
    assert boxes(found)["More than one role is accountable (A): then nobody is"] == ["S3"]


def test_where_nobody_answers_for_any_step_it_is_said_once():
    found = blocks(step(1), step(2))
    assert [text_of(row.cells[0]) for row in matrices(found)[0].rows] == ["S1 look", "S2 look"]
    assert boxes(found)["Nobody is accountable (A) for any step yet"] == [
        "not yet known; ask: product manager or business owner"
    ]


def test_more_roles_than_a_page_holds_go_on_in_another_matrix_and_none_is_lost():
    steps = [step(n, role=f"role {n:02}".replace(" ", "-"), supporting=("ops",)) for n in range(2 * MOST_ROLES)]
    found = matrices(blocks(*steps))
    assert [matrix.caption[-8:] for matrix in found] == ["(1 of 3)", "(2 of 3)", "(3 of 3)"]
    heads = [column.label for matrix in found for column in matrix.columns[1:]]
    assert sorted(heads) == sorted({"ops", *(each.role for each in steps)})
    sizes = [len(matrix.columns) for matrix in found]
    assert all(abs(one - other) <= 1 for one, other in pairwise(sizes))


def test_what_only_one_person_can_do_is_a_risk_said_person_by_person():
    found = boxes(blocks(step(1, performers=("li",)), step(2, performers=("li",)), step(3, performers=("li", "wu"))))
    assert found["Known by one person only: what stops when they are away"] == ["li: S1, S2"]


def test_nobody_named_for_any_role_is_said_once():
    found = blocks(step(1), roles=(RoleRow(id="ops", name="On call"), RoleRow(id="boss", name="Boss", does="decides")))
    (table,) = [block for block in found if isinstance(block, Table) and block.caption.startswith("Roles")]
    assert [column.label for column in table.columns] == ["Role", "Does", "Steps"]
    assert "No person and no deputy is named for any role yet" in boxes(found)


def test_the_load_of_each_role_is_drawn_with_the_same_in_words():
    (chart,) = [block for block in blocks(step(1, accountable=("boss",)), step(2)) if isinstance(block, Figure)]
    assert chart.twin == ("ops: R 2, A 0", "boss: R 0, A 1")
