"""What a pasted text would become, shown before it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sop_kit.live.desk.nodes import Node, element, fold, note
from sop_kit.live.session import Session


def paste_card(session: Session, preview: Mapping[str, Any]) -> dict[str, Any]:
    """Return the preview of a pasted text as nodes; what was asked is what the act ``paste`` takes."""
    say = session.say
    title = say("What was pasted")
    if preview.get("refused"):
        return {**preview, "title": title, "nodes": [note(str(preview["refused"]), "sop-profile-alone")]}
    nodes = [
        note(_counts(session, preview)),
        *_wrong(preview),
        *_rows(session, preview),
        *_columns(session, preview),
    ]
    return {**preview, "title": title, "nodes": [element("div", *nodes, look="sop-profile", key="paste")]}


def _counts(session: Session, preview: Mapping[str, Any]) -> str:
    say = session.say
    told = [say("New steps: {n}", n=len(preview["new"]))]
    if preview["changed"]:
        told.append(say("rows that are there and change: {rows}", rows=say.list(preview["changed"])))
    if preview["same"]:
        told.append(say("nothing new: {n}", n=preview["same"]))
    if preview["wrong"]:
        told.append(say("cannot be taken yet: {n}", n=preview["wrong"]))
    return " · ".join(told)


def _wrong(preview: Mapping[str, Any]) -> list[Node]:
    """Return why lines cannot be taken, and the lines; they are given back when the rest is taken."""
    if not preview["problems"]:
        return []
    lines = [element("li", problem) for problem in preview["problems"]]
    left = [element("pre", str(preview["left"]))] if preview["left"] else []
    return [element("div", element("ul", *lines), *left, look="sop-profile-wrong", key="wrong")]


def _rows(session: Session, preview: Mapping[str, Any]) -> list[Node]:
    say = session.say
    if not preview["rows"]:
        return []
    names = (say("No."), say("What is done"), say("Role"), say("Stage"))
    head = element("tr", *(element("th", name, scope="col") for name in names))
    lines = [
        element("tr", *(element("td", str(each[name])) for name in ("id", "action", "role", "stage")), key=each["id"])
        for each in preview["rows"]
    ]
    more = len(preview["new"]) + len(preview["changed"]) - len(preview["rows"])
    rest = [note(say("and {n} more", n=more))] if more > 0 else []
    return [element("table", element("thead", head), element("tbody", *lines), look="sop-profile-rows"), *rest]


def _columns(session: Session, preview: Mapping[str, Any]) -> list[Node]:
    say = session.say
    if not preview["columns"]:
        return []
    lines = [
        element("li", say("{heading}: taken for {column}", heading=heading, column=column or say("nothing, left out")))
        for heading, column in preview["columns"]
    ]
    return [fold(say("Headings"), element("ul", *lines), key="headings")]
