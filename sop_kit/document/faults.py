"""What the rules find in a record: grouped by rule, each place as people name it, and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sop_kit.assess.questions import QUESTIONS
from sop_kit.assess.rules import RULES, Fault
from sop_kit.assess.rules.open_questions import topic_id
from sop_kit.assess.rules.rule import SEVERITIES, Severity
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import (
    Block,
    Bullets,
    Callout,
    Column,
    Fold,
    FoldBlock,
    Heading,
    Inline,
    Table,
    TableRow,
    Text,
)
from sop_kit.document.view import View, ask_name, step_link
from sop_kit.record.changes import SINGLES
from sop_kit.record.labels import table_label
from sop_kit.record.model import TABLES
from sop_kit.words import Words

SHOWN = 8  # places of one sentence; who wants them all asks for the list
_KNOWN_BY_NAME = {"people", "roles", "processes", "tools", "release_stages"}
_ASKED = frozenset(map(topic_id, QUESTIONS))  # rules whose questions annex C puts to people


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultGroup:
    """All breaches of one rule in a record; ``places`` counts rows, not sentences."""

    rule: str
    severity: Severity
    faults: tuple[Fault, ...]

    @property
    def places(self) -> int:
        """Return in how many rows the rule is broken."""
        return sum(len(rows_of(fault.where)) or 1 for fault in self.faults)


def fault_groups(faults: Iterable[Fault]) -> tuple[FaultGroup, ...]:
    """Return faults grouped by rule, the gravest first, then the rules with most faults."""
    grouped: dict[str, list[Fault]] = {}
    for fault in faults:
        grouped.setdefault(fault.rule, []).append(fault)
    groups = [FaultGroup(rule=rule, severity=found[0].severity, faults=tuple(found)) for rule, found in grouped.items()]
    return tuple(sorted(groups, key=lambda group: (SEVERITIES.index(group.severity), -len(group.faults))))


def sentences(group: FaultGroup, say: Words) -> dict[str, list[Fault]]:
    """Return what is wrong, sentence by sentence, with the faults that each sentence is said of."""
    found: dict[str, list[Fault]] = {}
    for fault in group.faults:
        found.setdefault(fault.message.said(say), []).append(fault)
    return found


def rows_of(where: str) -> tuple[str, ...]:
    """Return the rows that a place names: ``steps/S1,S2/role`` names S1 and S2."""
    _, _, rest = where.partition("/")
    return tuple(row for row in rest.partition("/")[0].split(",") if row)


def severity_name(say: Words, severity: str) -> str:
    """Return how grave a fault is, in a word."""
    return {
        "error": say("Error"),
        "warning": say("Warning"),
        "missing": say("Missing"),
        "advice": say("Advice"),
    }[severity]


def counted(say: Words, faults: Iterable[Fault]) -> str:
    """Return how many faults there are of each severity, "" when there is none."""
    found = Counter(fault.severity for fault in faults)
    told = {
        "error": say("errors: {n}", n=say.number(found["error"])),
        "warning": say("warnings: {n}", n=say.number(found["warning"])),
        "missing": say("missing: {n}", n=say.number(found["missing"])),
        "advice": say("advice: {n}", n=say.number(found["advice"])),
    }
    return say.list([told[severity] for severity in SEVERITIES if found[severity]])


def rule_fold(view: View) -> tuple[Block, ...]:
    """Return what the rules find, folded away at the end of annex C; what is missing is asked there already."""
    faults = _found(view)
    off = _switched_off(view)
    if not faults and not off:
        return ()
    say = view.say
    blocks: list[FoldBlock] = [_table(view, faults, say("What the rules find"))] if faults else []
    if off:
        blocks += [Text(spans=plain(say("Switched off in this record, and why:"))), Bullets(items=off)]
    told = counted(say, faults) or say("nothing")
    return (
        Fold(anchor="annex-questions-rules", summary=say("What the rules find: {n}", n=told), blocks=tuple(blocks)),
    )


def rule_blocks(view: View) -> tuple[Block, ...]:
    """Return what the rules find as a page of its own, for the notebooks."""
    say = view.say
    faults, off = _found(view), _switched_off(view)
    head = Heading(level=2, text=say("What the rules find"), anchor="rules-found")
    asked = len(view.assessment.gaps)
    note = say(
        "What the record does not say is asked in annex C, with whom to ask: {n} questions.", n=say.number(asked)
    )
    blocks: list[Block] = [head]
    if faults:
        blocks.append(
            Text(spans=plain(say("{n}. Mend what stands first before the draft is sent out.", n=counted(say, faults))))
        )
        blocks.append(_table(view, faults, ""))
    else:
        blocks.append(Callout(tone="good", title=say("The rules find nothing wrong.")))
    if asked:
        blocks.append(Text(spans=styled(note, "muted")))
    if off:
        blocks += [Text(spans=plain(say("Switched off in this record, and why:"))), Bullets(items=off)]
    return tuple(blocks)


def place_inline(view: View, faults: Sequence[Fault], most: int = SHOWN) -> Inline:
    """Return where faults are, as people name the rows; steps lead to their cards. Beyond ``most`` they are counted."""
    places = list(dict.fromkeys(place for fault in faults for place in _places(fault.where)))
    parts: list[Inline] = []
    before = ""
    for table, row in places[:most]:
        parts.append(_place(view, table, row, labelled=table != before))
        before = table
    told = join(parts, view.say.list(("", "")))
    more = len(places) - most
    return (*told, *styled(view.say(" and {n} more", n=view.say.number(more)), "muted")) if more > 0 else told


def _places(where: str) -> Iterator[tuple[str, str]]:
    table = where.partition("/")[0]
    yield from ((table, row) for row in rows_of(where)) if table in TABLES and "/" in where else ((table, ""),)


def _place(view: View, table: str, row: str, *, labelled: bool) -> Inline:
    """Return a row by the name people know it by; one that has none by its id, behind what its table is called."""
    if table == "steps" and row:
        return step_link(view, row)
    if table not in (*SINGLES, *TABLES):
        return plain(row or table)
    if table in _KNOWN_BY_NAME and row:
        known = next((each for each in view.record.rows(table) if each.id == row), None)
        return styled(str(getattr(known, "name", "")) or row, "muted")
    label = table_label(view.say, table) if labelled or not row else ""
    return styled(" ".join(part for part in (label, row) if part), "muted")


def _found(view: View) -> tuple[Fault, ...]:
    """Return the faults but those that the questions of annex C are."""
    return tuple(fault for fault in view.assessment.faults if fault.rule not in _ASKED)


def _switched_off(view: View) -> tuple[Inline, ...]:
    known = {rule.id for rule in RULES}
    return tuple(
        join([styled(rule, "code"), plain(reason)], " · ")
        for rule, reason in view.record.settings.rules_off.items()
        if rule in known and reason
    )


def _table(view: View, faults: Sequence[Fault], caption: str) -> Table:
    say = view.say
    rows = [
        TableRow(
            cells=(
                join([plain(severity_name(say, group.severity)), styled(group.rule, "muted")], "\n"),
                join([_sentence(view, text, found) for text, found in sentences(group, say).items()], "\n"),
                plain(fix_text(view, group.faults)),
            )
        )
        for group in fault_groups(faults)
    ]
    return Table(
        caption=caption,
        columns=(
            Column(label=say("Rule"), width=1.3),
            Column(label=say("What"), width=3.0),
            Column(label=say("What to do"), width=2.4),
        ),
        rows=tuple(rows),
    )


def fix_text(view: View, faults: Sequence[Fault]) -> str:
    """Return what to do about faults of one rule: how to mend them, and everybody who knows what is to be written.

    What is nothing but a question is answered by asking: its fix would only say so again.
    """
    fix = faults[0].fix.said(view.say)
    who = view.say.list(list(dict.fromkeys(ask_name(view, fault.ask) for fault in faults if fault.ask)))
    if not who:
        return fix
    if faults[0].rule in _ASKED:
        return view.say("ask: {who}", who=who)
    return view.say("{fix} Ask: {who}", fix=fix, who=who)


def _sentence(view: View, text: str, faults: Sequence[Fault]) -> Inline:
    return join([plain(text), place_inline(view, faults)], " ")
