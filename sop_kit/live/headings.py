"""What the headings of pasted rows mean: a line a heading, with a list to correct it."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as w

from sop_kit.record.files.reading import Mapped
from sop_kit.record.headings.mapping import column_letter
from sop_kit.record.labels import column_label
from sop_kit.record.mapping_words import how_label
from sop_kit.record.model import TABLES
from sop_kit.words import Words

_MOST = 30  # headings with a list of their own


class HeadingList:
    """The headings of pasted rows, each with what it is taken for; ``changed`` is called when a person corrects one."""

    def __init__(self, say: Words, table: str, changed: Callable[[], None]) -> None:
        self._say = say
        self._changed = changed
        columns = [(column_label(say, name), name) for name in TABLES[table].model_fields]
        self._options = ((say("leave out"), ""), *columns)
        self._silent = False
        self._headings: list[str] = []
        self._lists: list[Any] = []
        self._ways: list[Any] = []  # how each was found
        self._examples: list[Any] = []  # what stands beneath each
        self.given: dict[str, str] = {}  # letter of a column → what a person said it is
        self.widget = w.GridBox()
        self.widget.add_class("sop-headings")

    def show(self, mapping: Sequence[Mapped], examples: Sequence[str]) -> None:
        """Show what headings were taken for, with what stands beneath each."""
        mapping = mapping[:_MOST]
        self._silent = True
        if [each.heading for each in mapping] != self._headings:
            self._make(mapping)
        for each, choice, way, example, cells in zip(
            mapping, self._lists, self._ways, self._examples, examples, strict=False
        ):
            example.value = html.escape(cells)
            choice.value = each.column
            way.value = f"<span>{html.escape(_way(self._say, each))}</span>"
            (choice.remove_class if each.column else choice.add_class)("sop-left-out")
        self._silent = False

    def forget(self) -> None:
        """Forget what was said: other rows were pasted."""
        self.given = {}

    def _make(self, mapping: Sequence[Mapped]) -> None:
        say = self._say
        heads = [say("Heading"), say("For example"), say("Taken for"), say("How found")]
        cells = [w.HTML(f"<strong>{html.escape(text)}</strong>") for text in heads]
        self._headings = [each.heading for each in mapping]
        self._lists, self._ways, self._examples = [], [], []
        wide = w.Layout(width="auto")
        for each in mapping:
            choice = w.Dropdown(options=self._options, layout=wide, tooltip=each.heading)
            choice.observe(self._corrected(column_letter(each.number)), names="value")
            self._lists.append(choice)
            self._ways.append(w.HTML())
            self._examples.append(w.HTML())
            cells += [w.HTML(html.escape(each.heading)), self._examples[-1], choice, self._ways[-1]]
        self.widget.children = tuple(cells)

    def _corrected(self, letter: str) -> Callable[[Mapping[str, Any]], None]:
        def observe(change: Mapping[str, Any]) -> None:
            if self._silent:
                return
            column = str(change["new"])
            # Whatever else was called so before gives way: the last word counts.
            for other in [other for other, said in self.given.items() if column and said == column]:
                del self.given[other]
            self.given[letter] = column
            self._changed()

        return observe


def _way(say: Words, mapped: Mapped) -> str:
    if mapped.how == "unknown" and mapped.nearest:
        return say("not known; perhaps {column}", column=column_label(say, mapped.nearest))
    return how_label(say, mapped)
