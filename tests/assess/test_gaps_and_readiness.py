from hypothesis import given, settings

from sop_kit.assess.gaps import PRODUCT_MANAGER, find_gaps
from sop_kit.assess.readiness import readiness
from sop_kit.record.model import Record
from sop_kit.record.tables import Alert, Decision, Product, RoleRow, Step
from tests.record.strategies import records

STAGES = ("monitor", "feedback", "analyse", "decide", "optimise", "release")


def complete() -> Record:
    role = RoleRow(id="oncall", name="值班", people=("li",), deputies=("wang",), does="看")
    steps = tuple(
        Step(
            id=f"S{n}",
            stage=stage,
            action="做",
            role="oncall",
            accountable=("oncall",),
            outputs="记录",
            standard="当天",
        )
        for n, stage in enumerate(STAGES)
    )
    product = Product(id="line", owner="li", deputy="wang", purpose="少受骗", north_star="拦截率", scope_in="支付")
    kinds = ("stop", "roll_back", "release")
    decisions = tuple(Decision(id=kind, kind=kind, role="oncall") for kind in kinds)
    alerts = (Alert(id="E1", condition="拦截率下降", first_responder="oncall"),)
    return Record(product=product, roles=(role,), steps=steps, decisions=decisions, alerts=alerts)


def test_a_record_without_steps_is_empty():
    assert readiness(Record(product=Product(id="line"))).level == "empty"


def test_a_complete_record_is_reviewable():
    ready = readiness(complete())
    assert ready.level == "reviewable", ready.missing


def test_one_missing_thing_makes_it_a_sketch_and_is_named():
    record = complete()
    ready = readiness(record.replace(steps=record.steps[:-1]))
    assert ready.level == "sketch"
    assert [(item.name, item.have, item.of) for item in ready.missing] == [("loop", 5, 6)]


def test_two_accountable_roles_are_as_bad_as_none():
    record = complete()
    both = record.steps[0].model_copy(update={"accountable": ("oncall", "boss")})
    assert readiness(record.replace(steps=(both, *record.steps[1:]))).level == "sketch"


def test_missing_owner_is_asked_of_the_product_manager_until_there_is_one():
    gaps = {gap.topic: gap for gap in find_gaps(Record(product=Product(id="line")))}
    assert gaps["product.owner"].ask == PRODUCT_MANAGER
    named = {gap.topic: gap for gap in find_gaps(Record(product=Product(id="line", owner="li")))}
    assert "product.owner" not in named
    assert named["product.purpose"].ask == "li"


def test_what_a_step_lacks_is_asked_of_the_role_that_does_it():
    steps = (
        Step(id="S1", stage="monitor", action="看", role="oncall", outputs="记录"),
        Step(id="S2", stage="monitor", action="查", role="oncall"),
        Step(id="S3", stage="monitor", action="写", role="writer"),
    )
    gaps = [gap for gap in find_gaps(Record(product=Product(id="line"), steps=steps)) if gap.topic == "steps.outputs"]
    assert [(gap.ask, gap.rows) for gap in gaps] == [("oncall", ("S2",)), ("writer", ("S3",))]


def test_an_inferred_owner_becomes_a_question():
    step = Step(id="S1", stage="monitor", action="看", role="oncall", evidence="C I")
    topics = {gap.topic: gap.rows for gap in find_gaps(Record(product=Product(id="line"), steps=(step,)))}
    assert topics["steps.role"] == ("S1",)


@settings(max_examples=40)
@given(records())
def test_any_record_can_be_assessed(record):
    assert readiness(record).level in {"empty", "sketch", "reviewable"}
    assert all(gap.chapter and gap.ask for gap in find_gaps(record))
