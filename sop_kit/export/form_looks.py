"""How the cells of forms look: fonts, colours and borders, by the look a form asks for."""

from __future__ import annotations

from typing import get_args

from sop_kit.blocks.forms import CellLook

FONTS = {"zh": "Microsoft YaHei", "en": "Calibri"}

_INK, _MUTED, _LINE, _EDGE, _ACCENT, _PALE = "#1b2430", "#566171", "#c3ccd7", "#7d8a9a", "#0b5cad", "#d6e6f7"
_WASH, _LABEL = "#f5f7fa", "#eef2f7"
_TEXT = {"num_format": "@"}  # what is typed stays what it is: 007, 1.10, =1+1


def looks(font: str) -> dict[str, dict[str, object]]:
    """Return the properties of every look, and of the two lines of a cell that says something in both languages."""
    base: dict[str, object] = {
        "font_name": font,
        "font_size": 10,
        "font_color": _INK,
        "valign": "top",
        "text_wrap": True,
    }
    cell = {**base, "border": 1, "border_color": _LINE}
    light = {"font_color": "#ffffff", "bg_color": _ACCENT, "border_color": "#ffffff", "valign": "vcenter"}
    made: dict[str, dict[str, object]] = {
        "plain": base,
        "title": {**base, "bold": True, "font_size": 16, "font_color": _ACCENT, "valign": "vcenter"},
        "note": {**base, "font_size": 8.5, "font_color": _MUTED},
        "part": {**base, "bold": True, "font_size": 11, "valign": "vcenter", "bottom": 2, "bottom_color": _ACCENT},
        "head": {**cell, **light, "bold": True},
        "label": {**cell, "bold": True, "bg_color": _LABEL},
        "field": {**cell, **_TEXT},
        "strong": {**cell, **_TEXT, "bold": True},
        "quiet": {**cell, **_TEXT, "font_size": 8.5, "font_color": _MUTED},
        "figure": {**cell, "align": "right"},
        "date": {**cell, "num_format": "yyyy-mm-dd", "align": "left"},
        "example": {**cell, **_TEXT, "italic": True, "font_color": "#5c6877", "bg_color": _WASH},
        "tick": {**cell, "align": "center", "valign": "vcenter", "font_size": 13, "font_color": _EDGE},
        "link": {**cell, "font_color": _ACCENT, "underline": 1, "bold": True},
    }
    for look in get_args(CellLook):
        colour = "#ffffff" if look == "head" else made[look]["font_color"]
        quiet = _PALE if look == "head" else _MUTED
        size = made[look]["font_size"]
        made[f"{look} above"] = {"font_name": font, "font_size": size, "font_color": colour, "bold": True}
        made[f"{look} beneath"] = {"font_name": font, "font_size": 8, "font_color": quiet, "bold": False}
    return made
