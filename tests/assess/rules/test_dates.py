import pytest

from sop_kit.assess.rules.dates import RULES
from sop_kit.record.in_force import text_hash
from sop_kit.record.life_tables import Approval, Correction, Publication, Reading
from sop_kit.record.model import Record
from sop_kit.record.tables import Action, Hotfix, Product, RoleRow, Step
from tests.assess.rules.tried import Case, breaches, name_of, places

TEXT = {
    "product": Product(id="line", home="https://wiki/af", classification="内部", owner="lin"),
    "steps": (Step(id="S1", stage="monitor", action="看屏", role="oncall"),),
    "roles": (RoleRow(id="oncall", name="值班", people=("li", "wang")),),
}
HASH = text_hash(Record(**TEXT))
OTHER = "0" * 64


def published(at="2026-11-20", version="1.0", hashed=HASH):
    return TEXT | {"publications": (Publication(id="PB1", version=version, at=at, hash=hashed),)}


def approved(**changed):
    row = {"id": "AP1", "kind": "approved", "person": "gao", "version": "1.0", "at": "2026-11-18", "verdict": "agree"}
    return {"approvals": (Approval(**row | changed),)}


def read(*people):
    return {"readings": tuple(Reading(id=f"R{person}", person=person, version="1.0") for person in people)}


def corrections(*verdicts):
    return {
        "corrections": tuple(
            Correction(id=f"C{place}", at="2026-11-22", verdict=verdict) for place, verdict in enumerate(verdicts)
        )
    }


SOUND = published() | approved()

CASES = [
    Case("no-classification", {}, ["product/classification"], TEXT),
    Case("review-date-missing", published(at="去年"), ["publications"], SOUND),
    Case("review-overdue", published(at="2026-05-01"), ["product/review_every_days"], SOUND),
    Case("published-text-changed", published(hashed=OTHER), ["publications/PB1/hash"], published(hashed=HASH[:12])),
    Case(
        "approval-older-than-text",
        TEXT | approved(hash=OTHER),
        ["approvals/AP1/hash"],
        TEXT | approved(hash=HASH.upper()),
    ),
    Case("published-without-approval", published(), ["publications/PB1"], SOUND),
    Case("published-without-approval", published() | approved(version="0.9"), ["publications/PB1"], SOUND),
    Case("published-without-approval", published() | approved(verdict="block"), ["publications/PB1"], SOUND),
    Case("standing-objection", published() | approved(verdict="block"), ["approvals/AP1"], SOUND),
    Case("publication-without-hash", published(hashed=""), ["publications/PB1/hash"], SOUND),
    Case(
        "version-unread",
        published(at="2026-10-26") | read("li"),
        ["people/wang"],
        published(at="2026-10-26") | read("li", "wang"),
    ),
    Case("version-unread", published(at="2026-10-26"), ["people/li,wang"], published(at="2026-11-20")),
    Case(
        "version-unread",
        published(at="2026-10-26") | {"roles": ()},  # nobody is known to hold a role
        ["readings"],
        published(at="2026-10-26") | {"roles": ()} | read("li"),
    ),
    Case(
        "date-unreadable",
        {"actions": (Action(id="AC1", text="写卡片", due="下周"),)},
        ["actions/AC1/due"],
        {
            "actions": (
                Action(id="AC1", text="写卡片", due="下周", done="是"),
                Action(id="AC2", text="x", due="2026-12-01"),
            )
        },
    ),
    Case(
        "date-unreadable",
        {"hotfixes": (Hotfix(id="H1", expires="next release", permanent_due="Q1"),)},
        ["hotfixes/H1/expires", "hotfixes/H1/permanent_due"],
        {"hotfixes": (Hotfix(id="H1", expires="", permanent_due="2026/12/12"),)},
    ),
    Case(
        "corrections-pile-up",
        published() | corrections("", "accepted", ""),
        ["corrections/C0,C1,C2"],
        published() | corrections("", "accepted", "rejected"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_broken_record_is_blamed_and_a_sound_one_is_not(case: Case):
    assert places(case.rule, case.broken) == case.where
    assert places(case.rule, case.sound) == []


def test_every_rule_is_tried():
    assert {rule.id for rule in RULES} == {case.rule for case in CASES}


def test_an_objection_that_was_withdrawn_stands_no_more():
    rows = (
        Approval(id="AP2", kind="checked", person="luo", version="1.0", at="2026-11-17", verdict="agree_with_note"),
        Approval(id="AP1", kind="checked", person="luo", version="1.0", at="2026-11-16", verdict="block"),
    )
    assert places("standing-objection", published() | {"approvals": rows}) == []


def test_whoever_signed_a_version_has_read_it():
    assert places("version-unread", published(at="2026-10-26") | read("li") | approved(person="wang")) == []


def test_the_day_is_said_as_a_language_writes_it():
    [(_, told)] = breaches("review-overdue", published(at="2026-05-01"))
    assert told == "The review was due on 2026-07-30."


def test_a_record_that_was_never_published_has_no_review_to_miss():
    for rule in ("review-date-missing", "review-overdue", "version-unread", "published-without-approval"):
        assert places(rule, TEXT) == []
