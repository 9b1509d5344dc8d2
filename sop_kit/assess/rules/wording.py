"""Rules about vague words: a word that everybody agrees to because everybody reads something else in it.

A word counts only where no figure stands in the same clause. A step's own time limit counts too, "promptly" beside a
limit of 15 minutes is clear, and so does how often the step is done for words such as "regularly".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from sop_kit.assess.rules.empty_cells import place
from sop_kit.assess.rules.figures import flat, has_figure, has_time
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import DEMING, ISO_9001_ROLES, VAGUE_TERMS
from sop_kit.errors import Phrase, phrase
from sop_kit.record.labels import column_name
from sop_kit.record.tables import Row, Step

# Where a standard, a limit or a condition stands, and where a person is told what to do.
_MEASURED = {
    "steps": ("standard", "time_limit", "frequency", "trigger", "if_it_fails"),
    "processes": ("trigger",),
    "metrics": ("warn", "critical", "minimum_sample", "frequency"),
    "alerts": (
        *("condition", "acknowledge_within", "mitigate_within", "escalate_after", "update_interval"),
        *("end_condition", "postmortem"),
    ),
    "severities": ("response",),
    "release_stages": ("hold_time", "minimum_sample", "gate", "promote_if", "rollback_if", "inconclusive_if"),
    "hotfixes": ("watch", "expires"),
}
_DONE = {"steps": ("action",), "alerts": ("action", "allowed_actions"), "severities": ("communication",)}
_EVERYWHERE = {table: _MEASURED.get(table, ()) + _DONE.get(table, ()) for table in {**_MEASURED, **_DONE}}

_HASTE = re.compile(
    r"及时(?![率性])|尽快|尽早|尽速|第一时间|适时|短期内|一段时间|迅速|最短的?时间|快速(?:响应|处[理置]|反应)|择期"
    r"|\b(?:as soon as (?:possible|practicable|you can)|a\.?s\.?a\.?p|promptly"
    r"|in (?:a )?timely (?:manner|fashion)|timely"
    r"|quickly|speedily|without (?:undue |unnecessary )?delay|in due (?:course|time)|shortly)\b"
)
_RHYTHM = re.compile(
    r"不?定期(?!存|理财|寿)"
    r"|\b(?:regularly|at regular intervals|on a regular basis|periodically|frequently(?! asked| bought| used)"
    r"|occasionally|from time to time)\b"
)
_JUDGED = re.compile(
    r"必要时|如有必要|视情况?|酌情|适当|适度|适量|合理的?(?:时间|范围|期限|水平)|(?<=[率值量数度间较本])合理|尽量|尽可能|原则上|足够|良好|不错"
    r"|\b(?:(?:if|when|where|whenever|as) (?:necessary|required|needed|appropriate|applicable|possible|practicable)"
    r"|appropriate(?:ly)?|adequate(?:ly)?|sufficient(?:ly)?|reasonabl[ey]|as (?:much|far|many) as possible"
    r"|(?:is|are|stays?|remains?) (?:very )?(?:low|high|small|large)"
    r"|good enough|best[ -]effort|acceptable|satisfactory|normally|in principle|user.friendly)\b"
)
# Of those the ones that leave a deed to whoever does it; how well something is told in a step is no instruction.
_LEFT_TO_THE_DOER = re.compile(
    r"必要时|如有必要|视情况?|酌情|适当|适度|适量"
    r"|\b(?:if|when|where|whenever|as) (?:necessary|appropriate|practicable)\b"
)
# How much it is matters where something is decided by it; in a step it may only tell what a message means.
_SIZED = re.compile(
    r"恢复正常|明显|显著(?!性)|大量|较[大多高低长]|[过偏][高低多大长](?!于)|异常[高低多]"
    r"|\b(?:(?<!statistically )significant(?:ly)?|excessive(?:ly)?|unusual(?:ly)?|abnormal(?:ly)?"
    r"|too (?:high|low|many|slow|long|often|much)|back to normal)\b"
)
_PEOPLE = re.compile(
    r"(?:相关|有关)(?:的)?(?:人员|部门|负责人|责任人|同事|同学|团队|领导|各?方)|专人"
    r"|\b(?:relevant|appropriate|concerned|responsible|respective) "
    r"(?:staff|people|persons?|personnel|part(?:y|ies)|teams?|departments?|stakeholders?|colleagues)\b"
)
_OPEN = re.compile(r"等等|诸如此类|\b(?:etc\b\.?|and so on|and so forth|and the like|including but not limited to)")
_CLAUSES = re.compile(r"[。；;!?！？\n]|\.(?:\s|$)")
_PARTS = re.compile(r"[,，、:：]")


def _vague_time(row: Row, text: str) -> str:
    """Return the word about time that nothing makes definite, "" when there is none."""
    for words, columns in ((_HASTE, ("time_limit",)), (_RHYTHM, ("frequency", "trigger", "time_limit"))):
        if not words.search(flat(text)):
            continue  # hardly any text has such a word: only those that do are read clause by clause
        if isinstance(row, Step) and any(has_time(getattr(row, column)) for column in columns):
            continue
        for clause in _clauses(text):
            for found in words.finditer(clause):
                if not has_time(clause) and not has_figure(_part_of(clause, found)):
                    return found.group()
    return ""


def _vague_judgement(row: Row, text: str) -> str:
    plain = flat(text)
    if not _JUDGED.search(plain) and (isinstance(row, Step) or not _SIZED.search(plain)):
        return ""
    for clause in _clauses(text):
        found = _JUDGED.search(clause) or (None if isinstance(row, Step) else _SIZED.search(clause))
        if found and not has_figure(clause):
            return found.group()
    return ""


def _left_to_the_doer(_row: Row, text: str) -> str:
    if not _LEFT_TO_THE_DOER.search(flat(text)):
        return ""
    found = (_LEFT_TO_THE_DOER.search(clause) for clause in _clauses(text) if not has_figure(clause))
    return next((each.group() for each in found if each), "")


def _nobody_named(_row: Row, text: str) -> str:
    found = _PEOPLE.search(flat(text))
    return found.group() if found else ""


def _left_open(_row: Row, text: str) -> str:
    found = _OPEN.search(flat(text))
    return found.group() if found else ""


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSES.split(flat(text)) if clause.strip()]


def _part_of(clause: str, found: re.Match[str]) -> str:
    """Return the part of a clause, between its commas, in which something was found."""
    ends = [0, *(mark.end() for mark in _PARTS.finditer(clause)), len(clause) + 1]
    return next(clause[start:end] for start, end in pairwise(ends) if found.start() < end)


def _worded(
    columns: dict[str, tuple[str, ...]], word_in: Callable[[Row, str], str], said: Callable[[str, Phrase], Phrase]
) -> Callable[[Facts], Iterator[Breach]]:
    """Return what finds the cells of some columns in which a word stands."""

    def find(facts: Facts) -> Iterator[Breach]:
        for table, names in columns.items():
            for row in facts.record.rows(table):
                for column, text in _texts(row, names):
                    word = word_in(row, text) if text else ""
                    if word:
                        yield Breach(place(table, row.id, column), said(word, column_name(column)))

    return find


def _texts(row: Row, columns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield from ((column, getattr(row, column)) for column in columns)
    if isinstance(row, Step) and "standard" in columns:
        yield from (("next", arrow.when) for arrow in row.next)


def _vague_judgements(facts: Facts) -> Iterator[Breach]:
    for columns, word_in in ((_MEASURED, _vague_judgement), (_DONE, _left_to_the_doer)):
        yield from _worded(
            columns,
            word_in,
            lambda word, column: phrase("“{column}” says “{word}”, and no figure.", column=column, word=word),
        )(facts)


RULES: tuple[Rule, ...] = (
    Rule(
        id="vague-time",
        severity="warning",
        reason=phrase("“In time” is five minutes to whoever waits and two days to whoever works."),
        source=DEMING,
        fix=phrase("Write a figure: within how many minutes, hours or days, or how often."),
        find=_worded(
            _EVERYWHERE,
            _vague_time,
            lambda word, column: phrase("“{column}” says “{word}”, and no time.", column=column, word=word),
        ),
    ),
    Rule(
        id="vague-judgement",
        severity="warning",
        reason=phrase("A condition without a figure is decided by whoever is on shift, each time anew."),
        source=DEMING,
        fix=phrase("Write the figure, or the case in which it is so; or who decides it."),
        find=_vague_judgements,
    ),
    Rule(
        id="vague-people",
        severity="warning",
        reason=phrase("Whoever is meant by everybody concerned does not know it."),
        source=ISO_9001_ROLES,
        fix=phrase("Name the role."),
        find=_worded(
            _EVERYWHERE,
            _nobody_named,
            lambda word, column: phrase("“{column}” says “{word}”, and no role.", column=column, word=word),
        ),
    ),
    Rule(
        id="open-list",
        severity="advice",
        reason=phrase("Nobody can say that an open list is done."),
        source=VAGUE_TERMS,
        fix=phrase("Write the rest of the list, or end it where it ends."),
        find=_worded(
            _EVERYWHERE,
            _left_open,
            lambda word, column: phrase("“{column}” ends in “{word}”.", column=column, word=word),
        ),
    ),
)
