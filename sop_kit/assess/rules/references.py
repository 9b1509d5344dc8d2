"""Rules about names that must mean one thing: what is named and not there, what bears a name twice, lost pictures."""

from __future__ import annotations

from collections.abc import Iterator

from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import ISO_9001_DOCUMENTS
from sop_kit.errors import phrase
from sop_kit.record.alike import folded
from sop_kit.record.problems import dangling
from sop_kit.record.translate import outdated

# Tables whose rows are known to people by their name.
_NAMED = ("roles", "processes", "metrics", "tools", "release_stages")


def _lost(facts: Facts) -> Iterator[Breach]:
    for problem in dangling(facts.record):
        # A level that the severity table does not define breaks a rule of its own.
        if not (facts.record.severities and problem.where.endswith(("/level", "/severity"))):
            yield Breach(problem.where, problem.what)


def _same_name(facts: Facts) -> Iterator[Breach]:
    for table in _NAMED:
        seen: dict[str, str] = {}
        for row in facts.record.rows(table):
            name = str(getattr(row, "name", ""))
            first = seen.setdefault(folded(name), row.id) if name else row.id
            if first != row.id:
                yield Breach(
                    f"{table}/{row.id}/name", phrase("“{name}” is the name of {first} too.", name=name, first=first)
                )


def _old_translations(facts: Facts) -> Iterator[Breach]:
    for place in outdated(facts.record):
        yield Breach("/".join(filter(None, place)), phrase("The text was changed after it was translated."))


def _nothing(_facts: Facts) -> tuple[Breach, ...]:
    return ()


RULES: tuple[Rule, ...] = (
    Rule(
        id="dangling",
        severity="warning",
        reason=phrase("A reference to something that is not there leads the reader nowhere."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Correct the id, or add the row it names."),
        find=_lost,
    ),
    Rule(
        id="same-name-twice",
        severity="warning",
        reason=phrase("When two things bear one name, people talk about different ones without noticing."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Delete one of the two, or give it a name of its own."),
        find=_same_name,
    ),
    Rule(
        id="old-translation",
        severity="warning",
        reason=phrase("Readers of the other language follow what held before."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Translate the text anew, or confirm that the translation still says the same."),
        find=_old_translations,
    ),
    # Only a face sees the files beside a record: it finds the breaches of this one.
    Rule(
        id="picture",
        severity="warning",
        reason=phrase("Where a picture is missing, the reader does not see what the text speaks of."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Put the file into the folder images, or take the row out."),
        find=_nothing,
    ),
)
