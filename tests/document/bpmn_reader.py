"""Reads a BPMN file for the tests: what stands in it, and which of its references lead nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

NAMES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
_ATTRIBUTES = ("sourceRef", "targetRef", "processRef", "categoryValueRef", "bpmnElement")
_ELEMENTS = ("flowNodeRef", "incoming", "outgoing", "categoryValueRef")


def all_of(root: ET.Element, path: str) -> list[ET.Element]:
    """Return the elements of that path, e.g. ``bpmn:task``, wherever they stand."""
    return root.findall(f".//{path}", NAMES)


def text(root: ET.Element, path: str) -> str:
    """Return the text of the first such element, empty without one."""
    return root.findtext(path, "", NAMES)


def numbers(element: ET.Element, *names: str) -> tuple[float, ...]:
    """Return attributes as numbers."""
    return tuple(float(element.attrib[name]) for name in names)


def wrong_references(root: ET.Element) -> list[str]:
    """Return the references that lead nowhere, ids used twice, and things drawn never or twice."""
    ids = Counter(element.attrib["id"] for element in root.iter() if "id" in element.attrib)
    found = [f"{one} is used twice" for one, times in ids.items() if times > 1]
    found += [f"{kind} leads to {target!r}" for kind, target in _references(root) if target not in ids]
    drawn = Counter(element.attrib["bpmnElement"] for element in root.iter() if "bpmnElement" in element.attrib)
    shown = ("participant", "lane", "group", "task", "sequenceFlow", "association", "textAnnotation")
    things = [element.attrib["id"] for name in shown for element in all_of(root, f"bpmn:{name}")]
    found += [f"{one} is drawn {drawn[one]} times" for one in things if drawn[one] != 1]
    homes = Counter(element.text for element in all_of(root, "bpmn:flowNodeRef"))
    found += [
        f"{task.attrib['id']} is in {homes[task.attrib['id']]} lanes"
        for task in all_of(root, "bpmn:task")
        if homes[task.attrib["id"]] != 1
    ]
    return found


def _references(root: ET.Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        yield from ((name, element.attrib[name]) for name in _ATTRIBUTES if name in element.attrib)
    for name in _ELEMENTS:
        yield from ((name, element.text or "") for element in all_of(root, f"bpmn:{name}"))
