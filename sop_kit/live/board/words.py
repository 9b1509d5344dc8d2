"""The words the board needs in the browser: JavaScript holds no sentence. What stands in braces is filled in there."""

from __future__ import annotations

from typing import Any

from sop_kit.record.model import Record
from sop_kit.words import Words, words


def own_words(record: Record, say: Words) -> Words:
    """Return the words of the language a record is written in, ``say`` when it does not tell.

    What the board itself writes into a record is in that language.
    """
    own = record.product.languages
    return words(own[0]) if own else say


def board_words(say: Words) -> dict[str, Any]:
    """Return what the board says, by the names it calls its words."""
    return {**_at_first(say), **_lanes(say), **_looking(say), **_arrows(say), **_steps(say), "key_list": _keys(say)}


def _at_first(say: Words) -> dict[str, str]:
    return {
        "board": say("Board of the workflow: {lanes} lanes, {stages} stages, {steps} steps"),
        "start": say(
            "Type what is really done, one step after the other. Double click on a field, or press N, "
            "writes right there."
        ),
        "entry": say("New step"),
        "entry_hint": say("What is done? Enter adds it"),
        "role": say("Role"),
        "stage": say("Stage"),
        "add": say("Add"),
        "add_here": say("New step: {role}, {stage}"),
        "added": say("Added: {text}"),
        "empty": say("No step: {role}, {stage}"),
    }


def _lanes(say: Words) -> dict[str, str]:
    return {
        "lane": say("Lane {role}"),
        "lane_added": say("Lane added: {role}"),
        "new_lane": say("New lane"),
        "new_lane_hint": say("Name of a role; Enter adds the lane"),
        "rename": say("Rename"),
        "name": say("Name"),
        "height": say("Height"),
        "height_least": say("Height in pixels (0: as much as needed)"),
        "up": say("Move up"),
        "down": say("Move down"),
        "lane_moved": say("{role} moved"),
        "take_lane_out": say("Take lane out"),
        "lane_height": say("{role}: {height} px"),
        "lane_out": say("Lane {role} taken out. Undo brings it back."),
    }


def _looking(say: Words) -> dict[str, str]:
    return {
        "zoom_in": say("Larger"),
        "zoom_out": say("Smaller"),
        "fit_width": say("Full width"),
        "fit_whole": say("Whole picture"),
        "zoomed": say("{percent} %"),
        "search": say("Search"),
        "search_hint": say("Words or number"),
        "found": say("{n} found: {at} of {n}"),
        "found_none": say("Nothing found"),
        "select_mode": say("Select"),
        "select_on": say("Touch the steps that belong together."),
        "details": say("Details"),
        "details_all": say("Details: waiting, lessons and differences at every step"),
        "leave": say("Back to the notebook"),
        "keys": say("Keys"),
        "selected": say("{n} selected"),
        "selected_none": say("Nothing selected"),
        "card": say("Card"),
        "close": say("Shut the card"),
        "pan": say("Space or the middle button with the mouse moves the picture."),
        "actions": say("What can be done with {what}"),
        "steps_more": say("{step} and {n} more"),
    }


def _arrows(say: Words) -> dict[str, str]:
    return {
        "arrow": say("Arrow"),
        "arrow_from": say(
            "Arrow from {step}: go to a step with the arrow keys or type its number, then Enter. Esc stops."
        ),
        "arrow_to": say("To {step}"),
        "arrow_in": say("From {step}"),
        "arrow_if": say("{step}, if: {when}"),
        "arrow_made": say("Arrow from {source} to {target}"),
        "arrow_named": say("Arrow from {source} to {target}: {when}"),
        "arrow_self": say("An arrow leads to another step."),
        "condition": say("Condition"),
        "condition_hint": say("When does it go this way? Empty: always"),
        "turn": say("Turn round"),
        "turned": say("Arrow turned round: {source} to {target}"),
        "remove": say("Remove"),
        "arrow_removed": say("Arrow removed: {source} to {target}"),
    }


def _steps(say: Words) -> dict[str, str]:
    return {
        "move_to": say("Move to…"),
        "move": say("Move"),
        "moved": say("{steps} moved to {role}, {stage}"),
        "after": say("After"),
        "first": say("first"),
        "take_out": say("Take out"),
        "taken_out": say("Taken out: {steps}. Undo brings it back."),
        "hot_spot": say("Hot spot"),
        "hot_why": say("What hurts here? Empty: no hot spot"),
        "hot_set": say("Hot spot at {steps}"),
        "hot_gone": say("No hot spot any more: {steps}"),
        "one_head": say("Only one knows"),
        "waiting": say("Waiting"),
        "waiting_minutes": say("Minutes of waiting before this step"),
        "waiting_set": say("Waiting before {step}: {minutes}"),
        "group": say("Group"),
        "group_name": say("Name of the group"),
        "grouped": say("Group {text}: {steps}"),
        "merge": say("Merge"),
        "merge_into": say("Keep"),
        "merged": say("Merged: {steps}"),
        "assign": say("Process"),
        "assigned": say("{steps} assigned to {process}"),
        "clear": say("Clear selection"),
        "undone": say("Undo"),
        "redone": say("Redo"),
        "back": say("Not saved, put back: {what}"),
        "changed": say("The board has changed."),
        "paste": say("Paste"),
        "pasted": say("Pasted"),
        "photo": say("Photo"),
        "photo_added": say("Photo added as evidence: {name}"),
        "photo_big": say("This picture is too large even when scaled down."),
        "photo_bad": say("This file is no picture that the browser can read."),
        "drop_photo": say("Drop the photo here"),
        "stopped": say("Stopped."),
        "ok": say("OK"),
        "cancel": say("Cancel"),
        "renamed": say("{step}: {text}"),
        "one_head_who": say("Who is the only one who knows? Empty: not so any more"),
        "one_head_set": say("Only {person} knows: {steps}"),
        "one_head_gone": say("Not in one head any more: {steps}"),
        "paste_title": say("These rows become steps"),
        "paste_nothing": say("Nothing to paste here."),
    }


def _keys(say: Words) -> list[list[str]]:
    """Return the keys and what each does."""
    return [
        ["N", say("new step in this field")],
        ["Enter", say("open the card")],
        ["F2", say("rename")],
        ["A", say("arrow to another step")],
        ["Tab", say("arrows of the step")],
        ["Alt+↑ ↓ ← →", say("move the step or lane")],
        ["Space", say("select or not")],
        ["Ctrl+A", say("select all")],
        ["Delete", say("take out")],
        ["Ctrl+Z / Ctrl+Y", say("undo, redo")],
        ["Ctrl+V", say("paste steps or a photo")],
        ["H / O / W", say("hot spot, only one knows, waiting")],
        ["D", say("details of every step")],
        ["/", say("search")],
        ["+ − 0", say("larger, smaller, whole picture")],
        ["Esc", say("stop, clear the selection")],
    ]
