"""The logs of three real product lines: the facts that their sources state are found again."""

from functools import cache

import pytest

from sop_kit.assess.conformance.check import check_log
from sop_kit.assess.logs.open_log import read_log
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record, write_record

PRODUCTS = ["govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff"]


def text_of(product):
    return kit_path("workshop", f"{product}.yaml").read_bytes()


@cache
def check_of(product):
    record = read_record(text_of(product), product).record
    return check_log(record, read_log(kit_path("workshop", "logs", f"{product}.csv.gz")))


def of_rule(product, constraint):
    check = check_of(product)
    (found,) = [each for each in (*check.findings, *check.held) if each.subject.constraint == constraint]
    return found


@pytest.mark.parametrize("product", PRODUCTS)
def test_what_the_records_declare_can_all_be_judged_and_rests_on_no_guess(product):
    check = check_of(product)
    record = read_record(text_of(product), product).record
    assert check.problems == ()
    assert (check.mapping.suggested, check.mapping.unmapped) == ((), ())
    assert {each.subject.constraint for each in (*check.findings, *check.held)} - {""} == {
        row.id for row in record.constraints
    }
    assert not any(each.guessed for each in check.findings)


@pytest.mark.parametrize("product", PRODUCTS)
def test_the_records_are_as_the_kit_writes_them(product):
    assert write_record(read_record(text_of(product), product).record).encode() == text_of(product)


def test_govuk_chat_is_counted_as_its_source_counts_it():
    check = check_of("govuk-chat")
    assert (check.cases, check.events, check.activities, len(check.variants)) == (1792, 6302, 6, 23)
    assert (check.first, check.last) == ("2024-04-25", "2026-08-20")


def test_deploys_outside_the_documented_hours():
    found = of_rule("govuk-chat", "K1")
    assert (found.subject.kind, found.count, found.of) == ("hours", 241, 1147)


def test_no_production_deploy_skipped_staging():
    found = of_rule("govuk-chat", "K2")
    assert (found.count, found.of) == (0, 1147)


def test_releases_that_stopped_in_integration():
    assert of_rule("govuk-chat", "K4").cases == 541


def test_deploys_that_went_back_to_an_older_tag():
    found = of_rule("govuk-chat", "K5")
    assert (found.count, found.of) == (6, 1147)
    check = check_of("govuk-chat")
    assert [each.events for each in check.seen if each.step == "GC23"] == [6]


def test_how_long_a_merge_takes_to_production():
    time = of_rule("govuk-chat", "K6").time
    assert (time.n, round(time.p50, 1), round(time.p90, 1)) == (678, 18.3, 22.7)
    (pair,) = [
        each.time
        for each in check_of("govuk-chat").durations
        if (each.first, each.second) == ("Pull request merged and tagged", "Deployed to production")
    ]
    assert pair == time


def test_lift_wing_tasks_without_staging_and_without_a_load_test_before_production():
    staging, load = of_rule("wikimedia-liftwing", "K1"), of_rule("wikimedia-liftwing", "K2")
    # 151 tasks merged a production image; 42 had staging or experimental before, 12 carry a load test.
    assert (staging.of_cases - staging.cases, staging.of_cases) == (42, 151)
    assert (load.of_cases - load.cases, load.of_cases) == (12, 151)
    assert check_of("wikimedia-liftwing").cases == 420


def test_robotoff_releases():
    check = check_of("openfoodfacts-robotoff")
    assert (check.cases, check.events, check.activities, len(check.variants)) == (200, 2830, 9, 141)
    # The first releases were tagged by hand: their commits state no type, and no release pull request was merged.
    assert (of_rule("openfoodfacts-robotoff", "K1").count, of_rule("openfoodfacts-robotoff", "K2").count) == (16, 56)
