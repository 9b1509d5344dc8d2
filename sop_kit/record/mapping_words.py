"""How a mapping of headings is told to people."""

from __future__ import annotations

from sop_kit.record.files.reading import Mapped
from sop_kit.record.labels import column_label
from sop_kit.words import Words


def how_label(say: Words, mapped: Mapped) -> str:
    """Return how the column of a heading was found."""
    return {
        "exact": say("known word"),
        "alike": say("by likeness"),
        "cells": say("by its cells"),
        "backwards": say("turned around"),
        "remembered": say("remembered"),
        "given": say("as you said"),
        "taken": say("another column is it"),
        "unknown": say("not known"),
    }[mapped.how]


def meant_label(say: Words, mapped: Mapped) -> str:
    """Return what a heading was taken for, with the column's name as ``--map`` takes it."""
    if mapped.column:
        return f"{column_label(say, mapped.column)} ({mapped.column})"
    if mapped.how == "unknown" and mapped.nearest:
        return say("left out; perhaps {column}", column=f"{column_label(say, mapped.nearest)} ({mapped.nearest})")
    return say("left out")


def needs_a_look(mapped: Mapped) -> bool:
    """Say whether a person should look at how a heading was taken."""
    return mapped.how != "exact"
