from sop_kit.record.model import Record
from sop_kit.record.problems import dangling
from sop_kit.record.tables import Next, Product, RoleRow, Step, Translation


def test_every_name_that_leads_nowhere_is_reported_at_its_place():
    step = Step(
        id="GC01",
        stage="monitor",
        action="Look",
        role="dev",
        supporting=("dev", "devops"),
        performers=("ana",),
        next=(Next(to="GC02", when="ok"), Next(to="GC01")),
    )
    record = Record(
        product=Product(id="chat", owner="bo"),
        roles=(RoleRow(id="dev", name="Developer"),),
        steps=(step,),
        translations=(
            Translation(id="1", table="step", row="GC01", field="action", lang="zh", text="看"),
            Translation(id="2", table="steps", row="GC03", field="action", lang="zh", text="看"),
            Translation(id="3", table="product", field="name", lang="zh", text="聊天"),
        ),
    )
    found = dangling(record)
    assert [problem.where for problem in found] == [
        "product/owner",
        "steps/GC01/supporting",
        "steps/GC01/performers",
        "steps/GC01/next",
        "translations/1/table",
        "translations/2/row",
    ]
    assert {problem.severity for problem in found} == {"warning"}
    assert found[3].message == "'GC02' is not in Steps. Did you mean 'GC01'?"
    assert found[4].message.endswith("Did you mean 'steps'?")


def test_a_record_that_holds_what_it_names_has_no_problem():
    record = Record(
        product=Product(id="chat"),
        roles=(RoleRow(id="dev", name="Developer"),),
        steps=(Step(id="a", stage="monitor", action="Look", role="dev", next=(Next(to="a"),)),),
    )
    assert dangling(record) == ()


def test_a_record_full_of_lost_names_is_checked_in_time():
    steps = tuple(
        Step(id=f"S{number}", stage="monitor", action="Look", role="r", next=(Next(to=f"Z{number}"),))
        for number in range(2_000)
    )
    assert len(dangling(Record(product=Product(id="x"), steps=steps))) == 4_000
