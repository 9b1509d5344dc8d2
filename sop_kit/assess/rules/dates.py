"""Rules about the document's own life: approved, published, read, reviewed, each bound to the text it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sop_kit.assess.gaps import whom
from sop_kit.assess.rules.empty_cells import names, place, rows_place, says
from sop_kit.assess.rules.figures import Day, days_between, last_day
from sop_kit.assess.rules.mistakes import is_open
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import (
    DELPHI,
    DEMING,
    EPA_SOP,
    ISO_9001_AWARENESS,
    ISO_9001_DOCUMENTS,
    ISO_27001_CLASSES,
)
from sop_kit.errors import phrase
from sop_kit.record.in_force import day_of, last_publication, latest, review_due, signed, text_hash
from sop_kit.record.life_tables import Approval, Publication
from sop_kit.record.tables import Row

DAYS_TO_READ = 14  # after a version was published
_TELLING = 8  # digits of a hash below which it says nothing
_MANY_CORRECTIONS = 3


def _no_classification(facts: Facts) -> Iterator[Breach]:
    if not names(facts.record.product.classification):
        what = phrase("Nothing says who may read it.")
        yield Breach("product/classification", what, whom(facts.record))


def _without_review_date(facts: Facts) -> Iterator[Breach]:
    if facts.record.publications and not review_due(facts.record):
        what = phrase("It is published, and no date tells when its review is due.")
        yield Breach("publications", what, whom(facts.record))


def _review_overdue(facts: Facts) -> Iterator[Breach]:
    due = review_due(facts.record)
    if due and facts.today and due < facts.today:
        what = phrase("The review was due on {day}.", day=Day(due))
        yield Breach("product/review_every_days", what, whom(facts.record))


def _changed_text(facts: Facts) -> Iterator[Breach]:
    last = last_publication(facts.record)
    if last is not None and _is_of_another_text(facts, last):
        what = phrase("The text has changed since version {version} was published.", version=last.version or last.id)
        yield Breach(place("publications", last.id, "hash"), what, whom(facts.record))


def _approval_outdated(facts: Facts) -> Iterator[Breach]:
    approved = [row for row in signed(facts.record, "approved") if not row.chapter]
    if approved and _is_of_another_text(facts, latest(approved)):
        row = latest(approved)
        what = phrase("What was approved is not what stands here now.")
        yield Breach(place("approvals", row.id, "hash"), what, row.person or whom(facts.record))


def _is_of_another_text(facts: Facts, row: Approval | Publication) -> bool:
    noted = row.hash.strip().lower()
    return len(noted) >= _TELLING and not text_hash(facts.record).startswith(noted)


def _published_unapproved(facts: Facts) -> Iterator[Breach]:
    last = last_publication(facts.record)
    if last is not None and not signed(facts.record, "approved", last.version):
        what = phrase("Version {version} was published, and nobody approved it.", version=last.version or last.id)
        yield Breach(place("publications", last.id), what, whom(facts.record))


def _objection(facts: Facts) -> Iterator[Breach]:
    last = last_publication(facts.record)
    if last is None:
        return
    words: dict[tuple[str, str, str], Approval] = {}
    for row in sorted(facts.record.approvals, key=lambda row: day_of(row.at)):
        if row.verdict and row.version == last.version:
            words[row.person or row.role, row.chapter, row.kind] = row
    for row in words.values():
        if row.verdict == "block":
            what = phrase("An objection stands against version {version}, which is published.", version=row.version)
            yield Breach(place("approvals", row.id), what, row.person or whom(facts.record))


def _without_hash(facts: Facts) -> Iterator[Breach]:
    last = last_publication(facts.record)
    if last is not None and not names(last.hash):
        what = phrase("Nothing binds the publication to the text it is about.")
        yield Breach(place("publications", last.id, "hash"), what, whom(facts.record))


def _unread(facts: Facts) -> Iterator[Breach]:
    record = facts.record
    last = last_publication(record)
    since = day_of(last.at) if last else ""
    if last is None or not since or not facts.today or days_between(since, facts.today) < DAYS_TO_READ:
        return
    read = {row.person for row in record.readings if row.version == last.version}
    read |= {row.person for row in record.approvals if row.version == last.version}
    working = {step.role for step in record.steps} | {role for step in record.steps for role in step.accountable}
    holders = [person for role in record.roles if role.id in working for person in role.people]
    lacking = [person for person in dict.fromkeys(holders) if person not in read]
    if lacking or not read:
        what = phrase(
            "No reading of version {version} is noted of those who do the work; it was published on {day}.",
            version=last.version or last.id,
            day=Day(since),
        )
        yield Breach(rows_place("people", lacking) if lacking else "readings", what, whom(record))


def _unreadable(facts: Facts) -> Iterator[Breach]:
    record = facts.record
    waiting: tuple[tuple[str, str, Iterable[Row]], ...] = (
        ("actions", "due", (row for row in record.actions if not says(row.done))),
        ("mistakes", "due", (row for row in record.mistakes if is_open(row))),
        ("hotfixes", "expires", (row for row in record.hotfixes if not names(row.end))),
        ("hotfixes", "permanent_due", (row for row in record.hotfixes if not names(row.end))),
        ("findings", "until", (row for row in record.findings if row.verdict == "accept")),
    )
    for table, column, rows in waiting:
        for row in rows:
            text = getattr(row, column)
            if names(text) and not last_day(text):
                what = phrase("“{text}” cannot be read as a day, so nobody sees when it is over.", text=text)
                yield Breach(place(table, row.id, column), what, whom(record))


def _many_corrections(facts: Facts) -> Iterator[Breach]:
    last = last_publication(facts.record)
    since = day_of(last.at) if last else ""
    later = [row for row in facts.record.corrections if row.verdict != "rejected" and since and day_of(row.at) > since]
    if len(later) >= _MANY_CORRECTIONS:
        what = phrase("{count} corrections have come in since it was published.", count=len(later))
        yield Breach(rows_place("corrections", [row.id for row in later]), what, whom(facts.record))


RULES: tuple[Rule, ...] = (
    Rule(
        id="no-classification",
        severity="missing",
        reason=phrase(
            "Thresholds and switches tell an attacker how to get by; whoever passes it on must know whether they may."
        ),
        source=ISO_27001_CLASSES,
        fix=phrase("Write the class your company gives such documents."),
        find=_no_classification,
    ),
    Rule(
        id="review-date-missing",
        severity="missing",
        reason=phrase("A document without a review date is true until somebody is harmed by it."),
        source=EPA_SOP,
        fix=phrase("Write the day of the publication (year-month-day); the review follows from it."),
        find=_without_review_date,
    ),
    Rule(
        id="review-overdue",
        severity="warning",
        reason=phrase("What nobody has stood for lately is believed out of habit."),
        source=EPA_SOP,
        fix=phrase("Hold the review, and close a round of the kind “review”; an unchanged text is a result too."),
        find=_review_overdue,
    ),
    Rule(
        id="published-text-changed",
        severity="warning",
        reason=phrase("What people read and what stands here are two documents."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Have the changes reviewed and publish the next version, or take them back."),
        find=_changed_text,
    ),
    Rule(
        id="approval-older-than-text",
        severity="warning",
        reason=phrase("A signature belongs to one text; the next one has none."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Show those who approve what has changed, and let them sign that text."),
        find=_approval_outdated,
    ),
    Rule(
        id="published-without-approval",
        severity="error",
        reason=phrase("People follow it, and nobody answers for it."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Note who approved this version, and when; or take it off until somebody has."),
        find=_published_unapproved,
    ),
    Rule(
        id="standing-objection",
        severity="error",
        reason=phrase("Whoever objects knows something the others do not, or will not follow it."),
        source=DELPHI,
        fix=phrase("Talk it over until it is withdrawn, or let the owner overrule it with a reason that is printed."),
        find=_objection,
    ),
    Rule(
        id="publication-without-hash",
        severity="advice",
        reason=phrase("Without its hash nobody can prove later which text was published."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Note the content hash that the exported file prints."),
        find=_without_hash,
    ),
    Rule(
        id="version-unread",
        severity="warning",
        reason=phrase("A version that people have not read does not change what they do."),
        source=ISO_9001_AWARENESS,
        fix=phrase("Hold the training, and note who has read which version."),
        find=_unread,
    ),
    Rule(
        id="date-unreadable",
        severity="missing",
        reason=phrase("“Next week” is always next week."),
        source=DEMING,
        fix=phrase("Write the day (year-month-day)."),
        find=_unreadable,
    ),
    Rule(
        id="corrections-pile-up",
        severity="advice",
        reason=phrase("Several corrections in a row are a sign that the text has fallen behind the work."),
        source=EPA_SOP,
        fix=phrase("Hold the review now, do not wait for its day."),
        find=_many_corrections,
    ),
)
