"""Rows pasted from a spreadsheet into a table: what they would become is shown first, then taken as one edit."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Mapping, Sequence

import ipywidgets as w

from sop_kit.blocks.model import Block
from sop_kit.document.row_table import row_table, used_columns
from sop_kit.document.view import look
from sop_kit.errors import BadRequest
from sop_kit.live.frame import button
from sop_kit.live.headings import HeadingList
from sop_kit.live.ids import next_ids
from sop_kit.live.keeper.keeper import Keeper
from sop_kit.live.later import Later
from sop_kit.live.naming import NAMED
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session
from sop_kit.live.typed import LONG_COLUMNS
from sop_kit.record.headings.layout import Line, has_headings
from sop_kit.record.headings.mapping import Mappings
from sop_kit.record.headings.pasted import Pasted, paste, pasted_lines
from sop_kit.record.model import TABLES
from sop_kit.record.remembered import remember, remembered
from sop_kit.record.tables import Step
from sop_kit.record.value_labels import choice_names

_DRAFT = "pasted"
_SHOWN_ROWS = 4  # of those that would be saved
_SHOWN_PROBLEMS = 8
_EXAMPLES, _LONGEST = 2, 26  # cells shown beside a heading, and characters of each
_CARRIED = ("stage", "process", "role")


class PasteBox:
    """The place above a table where rows are pasted, looked at and taken."""

    def __init__(
        self,
        session: Session,
        table: str,
        saving: Saving,
        taken: Callable[[Sequence[str]], None],
        keeper: Keeper,
    ) -> None:
        """Make the box; ``taken`` is called with the ids of the rows that were saved."""
        self._taken = taken
        self._keeper = keeper
        keeper.awaits(_DRAFT, self._restore)
        self._session = session
        self._table = table
        self._saving = saving
        self._silent = False
        self._lines: tuple[Line, ...] = ()
        self._later = Later(self._look)
        self._made = False
        # Filled when it is opened: twelve forms of a notebook are never pasted into.
        self.widget = w.VBox(layout=w.Layout(display="none"))
        self.widget.add_class("sop-paste")

    def toggle(self) -> None:
        """Show the box, or put it away; what was typed into it stays."""
        if not self._made:
            self._make()
        self.widget.layout.display = "" if self.widget.layout.display else "none"

    def _restore(self, text: str) -> bool:
        """Put rows into the box that were pasted on an earlier page and never taken."""
        if not self._made:
            self._make()
        if self.area.value:
            return False
        self.widget.layout.display = ""
        self.area.value = text
        return True

    def take(self) -> None:
        """Save the rows that are right as one edit; the others stay in the text, with what is wrong with them."""
        self._later.now()
        say = self._session.say
        taken: list[Pasted] = []
        if not self._lines:
            self._saving.note(say("Paste rows first; nothing was saved."), bad=True)
        elif not self._read().edits:
            self._saving.note(say("None of these rows can be taken; nothing was saved."), bad=True)
        elif self._saving.carry_out(lambda: taken.append(self._save())):
            self._after(taken[0])

    def _make(self) -> None:
        say = self._session.say
        self._made = True
        wide = w.Layout(width="auto")
        hint = say("Copy rows in Excel or WPS, click here, and paste them (Ctrl+V), with or without their headings.")
        self.area = w.Textarea(placeholder=hint, rows=5, layout=wide)
        self.area.observe(self._typed, names="value")
        self._keeper.draft(_DRAFT, self.area, self._restore)
        self.headings = w.Checkbox(
            value=True, description=say("The first row holds headings"), indent=False, layout=wide
        )
        self.down = w.Checkbox(
            value=False, description=say("Empty cells: as above (stage, role)"), indent=False, layout=wide
        )
        stages = [(name if value else say("none"), value) for value, name in _stages(self._session)]
        self.stage = w.Dropdown(options=stages, description=say("Stage of rows without one"), layout=wide)
        self.stage.style.description_width = "initial"
        for widget in (self.headings, self.down, self.stage):
            widget.observe(self._chosen, names="value")
        self.columns = HeadingList(say, self._table, self._look)
        self.preview, self.wrong = w.HTML(), w.HTML()
        self.preview.add_class("sop-preview")
        options = [self.headings, self.down, self.stage] if self._table == "steps" else [self.headings]
        self.button = button(say("Take these rows"), "check", self.take, style="primary")
        self.counts = w.HTML()
        self.counts.add_class("sop-counts")
        acting = w.HBox([self.button, button(say("Put away"), "times", self.toggle), self.counts])
        self._options = w.HBox(options)
        self._shown = w.VBox([self.wrong, self.columns.widget, self.preview])
        self.widget.children = (self.area, self._options, acting, self._shown)
        self._show()

    def _typed(self, _change: object) -> None:
        if not self._silent:
            self._later.start()

    def _chosen(self, _change: object) -> None:
        if not self._silent:
            self._look()

    def _look(self) -> None:
        """Show what the pasted rows would become."""
        before = [*self._lines[0].cells] if self._lines else []
        self._lines = pasted_lines(self.area.value, self._session.say("pasted rows"))
        if self._lines and [*self._lines[0].cells] != before:
            self._forget_choices()
        self._show()

    def _forget_choices(self) -> None:
        self.columns.forget()
        self._silent = True
        self.headings.value = has_headings(self._lines, self._table)
        self._silent = False

    def _read(self) -> Pasted:
        session = self._session
        session.refresh()
        known = remembered(session.kept.workshop.folder)[0] if session.kept else {}
        said = Mappings(
            given=self.columns.given,
            remembered=known,
            stage=self.stage.value or "",
            carried=frozenset(_CARRIED if self.down.value else ()),
        )
        return paste(
            self._lines,
            self._table,
            session.record,
            name=session.say("pasted rows"),
            headings=self.headings.value,
            mappings=said,
            ids=self._ids,
        )

    def _ids(self, rows: Sequence[Mapping[str, object]], stated: Collection[str]) -> list[str]:
        """Return ids that go on with those of the table; rows that people know by name get theirs from it."""
        if self._table in NAMED:
            return [""] * len(rows)
        now = [row.id for row in self._session.record.rows(self._table)]
        return next_ids(self._table, len(rows), [*now, *stated], self._session.ids_ever(self._table))

    def _save(self) -> Pasted:
        session = self._session
        while True:
            pasted = self._read()
            head = session.record.head.number
            try:
                session.save(pasted.edits, session.say("pasted rows"), expect=head)
            except BadRequest:
                # Somebody saved at the same moment: their rows count, and the ids are given anew.
                if session.kept is None or session.kept.store.head(session.kept.product).number == head:
                    raise
            else:
                return pasted

    def _after(self, pasted: Pasted) -> None:
        say = self._session.say
        self._silent = True
        self.area.value = pasted.left
        self._silent = False
        self._keeper.taken(_DRAFT, left=pasted.left)
        # What was chosen for the columns holds for the rows that are left.
        self._lines = pasted_lines(pasted.left, say("pasted rows"))
        self._show()
        if not pasted.left:
            self.toggle()
        self._taken((*pasted.new, *pasted.changed))
        self._add(_counts(self._session, self._table, pasted))
        if self._session.kept is not None:
            confirmed = [each for each in pasted.mapping if each.column or each.how == "given"]
            try:
                remember(self._session.kept.workshop.folder, confirmed)
            except OSError as error:
                text = say("The meaning of the headings could not be kept ({reason}).", reason=error.strerror or "")
                self._add(text)

    def _add(self, text: str) -> None:
        self._saving.note(f"{self._saving.said} · {text}")

    def _show(self) -> None:
        for widget in (self._options, self._shown, self.counts, self.button):
            widget.layout.display = "" if self._lines else "none"
        if not self._lines:
            return
        pasted = self._read()
        self.columns.show(pasted.mapping, _examples(pasted, self._lines, headings=self.headings.value))
        self.button.disabled = not pasted.edits
        self.counts.value = html.escape(_counts(self._session, self._table, pasted))
        self.wrong.value = _problems(self._session, pasted)
        self.preview.value = self._session.show(self._rows(pasted)).html if pasted.new or pasted.changed else ""

    def _rows(self, pasted: Pasted) -> list[Block]:
        view = look(pasted.record, self._session.say.lang, self._session.view.assessment)
        touched = {*pasted.new, *pasted.changed}
        rows = [row for row in view.record.rows(self._table) if row.id in touched]
        names = [name for name in TABLES[self._table].model_fields if name != "id" or self._table not in NAMED]
        columns = used_columns(rows, names)
        caption = self._session.say("The first rows as they will be saved")
        return [row_table(view, caption, rows[:_SHOWN_ROWS], columns, wide=LONG_COLUMNS)]


def _stages(session: Session) -> list[tuple[str, str]]:
    return [("", ""), *choice_names(session.say, Step, "stage").items()]


def _counts(session: Session, table: str, pasted: Pasted) -> str:
    say = session.say
    parts = [say("New rows: {n}", n=len(pasted.new))]
    if pasted.changed:
        parts.append(say("rows that are there and change: {rows}", rows=say.list(pasted.changed)))
    if pasted.same:
        parts.append(say("nothing new: {n}", n=pasted.same))
    if pasted.wrong:
        parts.append(say("cannot be taken yet: {n}", n=pasted.wrong))
    names = tuple(str(edit.values["name"]) for edit in pasted.edits if edit.table == "roles" and "name" in edit.values)
    if names and table != "roles":
        parts.append(say("new roles: {names}", names=say.list(names)))
    return " · ".join(parts)


def _problems(session: Session, pasted: Pasted) -> str:
    """Return what is wrong and what was noticed, each with the number of its row."""
    say = session.say
    lines = []
    for problem in pasted.problems[:_SHOWN_PROBLEMS]:
        mark = "⚠" if problem.severity == "error" else "·"
        number = problem.where.rpartition(":")[2]
        place = say("Row {number}", number=number) if number.isdigit() else ""
        text = html.escape(problem.what.said(say))
        lines.append(f'<li class="sop-{problem.severity}">{mark} <strong>{html.escape(place)}</strong> {text}</li>')
    more = len(pasted.problems) - _SHOWN_PROBLEMS
    if more > 0:
        lines.append(f"<li>{html.escape(say('{n} more notes', n=more))}</li>")
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def _examples(pasted: Pasted, lines: Sequence[Line], *, headings: bool) -> list[str]:
    """Return the first cells that stand beneath each heading, on one line."""
    places = {mapped.where for mapped in pasted.mapping} if headings else set()
    last = max((number for number, line in enumerate(lines) if line.where in places), default=-1)
    shown = []
    for mapped in pasted.mapping:
        beneath = (line.cells[mapped.number] for line in lines[last + 1 :] if mapped.number < len(line.cells))
        texts = [" ".join(cell.split()) for cell in beneath if cell.strip()][:_EXAMPLES]
        shown.append(" · ".join(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in texts))
    return shown
