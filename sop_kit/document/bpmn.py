"""The workflow as BPMN 2.0: the swimlane's lanes, steps and arrows, where its layout puts them.

What is what: a lane is a role, a group a stage of the loop, a task a step, a sequence flow an arrow.

- A step is a plain task. People do it, as its lane says, and no engine hands it to them: a user task would promise a
  task list and a service task a program that does the work. A manual task would be right, but its hand hides the id.
- An arrow with a condition is a conditional flow straight from the step, as the record says it. An exclusive gateway
  would claim that exactly one way is taken, which nobody has said.
- There is no start and no end event: a loop that runs as long as the product has neither (see docs/decisions).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from sop_kit import __version__
from sop_kit.document.bpmn_shapes import PlacedIds, diagram
from sop_kit.document.bpmn_text import Ids, element, fit, one_line, worded
from sop_kit.document.meta import meta
from sop_kit.document.swimlane.layout import Layout, PlacedBox, Route, lay_out
from sop_kit.document.view import View
from sop_kit.document.workflow import workflow
from sop_kit.record.tables import Step

_NAMESPACES = {
    "xmlns:bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
    "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """The words of a process that its layout does not hold."""

    product: str  # id
    name: str
    documentation: str
    of_steps: Mapping[str, str]  # box id → what its documentation says
    round_again: str


def workflow_bpmn(view: View) -> str:
    """Return the workflow of the record as a BPMN file; empty when the record has no steps."""
    steps = view.record.steps
    if not steps:
        return ""
    facts, say = meta(view), view.say
    copy = (
        say("The workflow that is really run"),
        say(": ").join((say("Version"), f"{facts.version} · {facts.status_label}")),
        say(": ").join((say("Content hash"), facts.content_hash)),
    )
    return write(
        lay_out(workflow(view, steps)),
        Sayings(
            product=facts.product,
            name=facts.product_name,
            documentation="\n".join(copy),
            of_steps={step.id: _documentation(view, step) for step in steps},
            round_again=say("and round again: what was released is monitored"),
        ),
    )


def write(layout: Layout, sayings: Sayings) -> str:
    """Return a layout as a BPMN file."""
    ids = _ids(layout)
    head = {
        **_NAMESPACES,
        "id": "Definitions",
        "targetNamespace": f"urn:sop-kit:{quote(fit(sayings.product), safe='')}",
        # Conditions are said in words; without this they would be read as XPath.
        "expressionLanguage": "urn:sop-kit:words",
        "exporter": "sop-kit",
        "exporterVersion": __version__,
    }
    parts = (
        _stages(layout, ids),
        _collaboration(ids, sayings),
        _process(layout, ids, sayings),
        diagram(layout, ids),
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + element("bpmn:definitions", head, *(f"\n{p}" for p in parts))
        + "\n"
    )


def _documentation(view: View, step: Step) -> str:
    say = view.say
    facts = (
        (say("What"), step.action if step.title else ""),
        (say("When"), step.trigger),
        (say("Input"), step.inputs),
        (say("Output"), step.outputs),
        (say("Standard"), step.standard),
        (say("Tool"), step.tool),
        (say("Time limit"), step.time_limit),
        (say("If it fails"), step.if_it_fails),
    )
    return "\n".join(say(": ").join(fact) for fact in facts if fact[1])


def _ids(layout: Layout) -> PlacedIds:
    ids = Ids()
    return PlacedIds(
        lanes=ids.all("Lane", (placed.lane.id for placed in layout.lanes)),
        stages=ids.all("Stage", (placed.column.id for placed in layout.columns)),
        steps=ids.all("Step", (placed.box.id for placed in layout.boxes)),
        flows=tuple(ids.new("Flow", route.arrow.source, route.arrow.target) for route in layout.routes),
        loop=len(layout.columns) > 1,
    )


def _stages(layout: Layout, ids: PlacedIds) -> str:
    values = (
        element(
            "bpmn:categoryValue", {"id": f"{ids.stages[placed.column.id]}_name", "value": one_line(placed.column.label)}
        )
        for placed in layout.columns
    )
    return element("bpmn:category", {"id": "Stages"}, *values)


def _collaboration(ids: PlacedIds, sayings: Sayings) -> str:
    pool = element("bpmn:participant", {"id": "Participant", "name": one_line(sayings.name), "processRef": "Process"})
    groups = [
        element("bpmn:group", {"id": stage, "categoryValueRef": f"{stage}_name"}) for stage in ids.stages.values()
    ]
    loop = (
        element("bpmn:textAnnotation", {"id": "Loop_words"}, worded("bpmn:text", sayings.round_again)),
        element("bpmn:association", {"id": "Loop", "associationDirection": "One", **ids.loop_ends}),
    )
    return element("bpmn:collaboration", {"id": "Collaboration"}, pool, *groups, *(loop if ids.loop else ()))


def _process(layout: Layout, ids: PlacedIds, sayings: Sayings) -> str:
    lanes = [
        element(
            "bpmn:lane",
            {"id": ids.lanes[placed.lane.id], "name": one_line(placed.lane.label)},
            *(
                worded("bpmn:flowNodeRef", ids.steps[box.box.id])
                for box in layout.boxes
                if box.box.lane == placed.lane.id
            ),
        )
        for placed in layout.lanes
    ]
    tasks = [_task(layout, ids, box, sayings.of_steps.get(box.box.id, "")) for box in layout.boxes]
    flows = [_flow(ids, route, number) for number, route in enumerate(layout.routes)]
    return element(
        "bpmn:process",
        {"id": "Process", "name": one_line(sayings.name), "isExecutable": "false"},
        worded("bpmn:documentation", sayings.documentation),
        "\n",
        element("bpmn:laneSet", {"id": "Lanes"}, *lanes),
        *(f"\n{part}" for part in (*tasks, *flows)),
        "\n",
    )


def _task(layout: Layout, ids: PlacedIds, placed: PlacedBox, documentation: str) -> str:
    box = placed.box
    links = [
        (tag, ids.flows[number])
        for tag, here in (("incoming", "target"), ("outgoing", "source"))
        for number, route in enumerate(layout.routes)
        if getattr(route.arrow, here) == box.id
    ]
    return element(
        "bpmn:task",
        {"id": ids.steps[box.id], "name": one_line(f"{box.id} {box.label}")},
        worded("bpmn:documentation", documentation),
        worded("bpmn:categoryValueRef", f"{ids.stages[box.column]}_name"),
        *(worded(f"bpmn:{tag}", flow) for tag, flow in links),
    )


def _flow(ids: PlacedIds, route: Route, number: int) -> str:
    arrow = route.arrow
    return element(
        "bpmn:sequenceFlow",
        {
            "id": ids.flows[number],
            "name": one_line(arrow.label),
            "sourceRef": ids.steps[arrow.source],
            "targetRef": ids.steps[arrow.target],
        },
        worded("bpmn:conditionExpression", arrow.label, {"xsi:type": "bpmn:tFormalExpression"}),
    )
