"""Where everything in a BPMN file stands (its diagram interchange): the swimlane's layout, all of it enlarged alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sop_kit.document.bpmn_text import element
from sop_kit.document.swimlane.ink import number
from sop_kit.document.swimlane.layout import Layout, PlacedColumn, PlacedLabel, Point, Rect, Route

SCALE = 1.25  # BPMN tools set names in letters of 12 px, with a rim around: larger than the layout reckons with
_POOL_HEAD = 30.0 / SCALE  # left of the lanes, as wide as the tools draw it
_WORDS_HEIGHT = 24.0 / SCALE
_LABEL_MORE = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedIds:
    """The id of each thing in the file, by its id in the layout."""

    lanes: Mapping[str, str]
    stages: Mapping[str, str]
    steps: Mapping[str, str]
    flows: Sequence[str]  # in the order of the routes
    loop: bool  # whether a line leads from the last stage round to the first

    @property
    def loop_ends(self) -> dict[str, str]:
        """The stages that the line round again joins, as attributes."""
        stages = list(self.stages.values())
        return {"sourceRef": stages[-1], "targetRef": stages[0]}


def diagram(layout: Layout, ids: PlacedIds) -> str:
    """Return the diagram interchange of a layout."""
    lanes = layout.lanes
    pool = Rect(
        lanes[0].area.x - _POOL_HEAD,
        lanes[0].area.y,
        lanes[0].area.w + _POOL_HEAD,
        lanes[-1].area.bottom - lanes[0].area.y,
    )
    shapes = [
        _shape("Participant", pool, {"isHorizontal": "true"}),
        *(_shape(ids.lanes[placed.lane.id], placed.area, {"isHorizontal": "true"}) for placed in lanes),
        *(_stage(ids.stages[placed.column.id], placed) for placed in layout.columns),
        *(_shape(ids.steps[placed.box.id], placed.area) for placed in layout.boxes),
        *(_edge(flow, route) for flow, route in zip(ids.flows, layout.routes, strict=True)),
        *(_loop(layout) if ids.loop else ()),
    ]
    plane = element("bpmndi:BPMNPlane", {"id": "Plane", "bpmnElement": "Collaboration"}, *(f"\n{s}" for s in shapes))
    return element("bpmndi:BPMNDiagram", {"id": "Diagram"}, plane)


def _stage(stage: str, placed: PlacedColumn) -> str:
    head, area = placed.head, placed.area
    return _shape(
        stage, Rect(area.x, head.y, area.w, area.bottom - head.y), label=_label(Rect(area.x, head.y, area.w, head.h))
    )


def _loop(layout: Layout) -> tuple[str, str]:
    _, up, down, _ = layout.loop
    words = Rect(down.x, up.y - _WORDS_HEIGHT, up.x - down.x, _WORDS_HEIGHT)
    line = element("bpmndi:BPMNEdge", {"id": "Loop_line", "bpmnElement": "Loop"}, *map(_waypoint, layout.loop))
    return line, _shape("Loop_words", words)


def _shape(of: str, area: Rect, attributes: dict[str, str] | None = None, label: str = "") -> str:
    given = {"id": f"{of}_shape", "bpmnElement": of, **(attributes or {})}
    return element("bpmndi:BPMNShape", given, _bounds(area), label)


def _edge(flow: str, route: Route) -> str:
    given = {"id": f"{flow}_line", "bpmnElement": flow}
    return element("bpmndi:BPMNEdge", given, *map(_waypoint, route.points), _words(route.label))


def _words(label: PlacedLabel | None) -> str:
    if label is None:
        return ""
    x, y, width, height = label.area
    left = x if label.anchor == "start" else x - _LABEL_MORE
    return _label(Rect(left, y, width + _LABEL_MORE, height))


def _label(area: Rect) -> str:
    return element("bpmndi:BPMNLabel", None, _bounds(area))


def _bounds(area: Rect) -> str:
    x, y, width, height = (number(side * SCALE) for side in area)
    return element("dc:Bounds", {"x": x, "y": y, "width": width, "height": height})


def _waypoint(point: Point) -> str:
    return element("di:waypoint", {"x": number(point.x * SCALE), "y": number(point.y * SCALE)})
