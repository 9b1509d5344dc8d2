"""The invented product lines show the whole kit: nothing in them is empty, stale or out of step."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from sop_kit.assess.readiness import readiness
from sop_kit.places import kit_path
from sop_kit.record.files.cells import value_text
from sop_kit.record.files.reading import Reading
from sop_kit.record.files.yaml_file import read_record, write_record
from sop_kit.record.kinds import ASPECTS, CORE_PROCESSES
from sop_kit.record.model import TABLES, Record
from sop_kit.record.problems import dangling
from sop_kit.record.translate import LOG_NAMES, translatable

FOLDER = kit_path("workshop")
MAY_BE_EMPTY = {"overrides", "conflicts"}  # a line without a core departs from none; nobody has to disagree
LOG_COLUMNS = {"case_id", "activity", "timestamp", "resource"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
MOST_UNKNOWN = 3  # activities of the log that the document does not know


@cache
def reading(path: Path) -> Reading:
    return read_record(path.read_bytes(), path.name)


def record(path: Path) -> Record:
    found = reading(path).record
    assert found is not None
    return found


ILLUSTRATIONS = [path for path in sorted(FOLDER.glob("*.yaml")) if b"\n  illustration: true\n" in path.read_bytes()]
every = pytest.mark.parametrize("path", ILLUSTRATIONS, ids=[path.stem for path in ILLUSTRATIONS])


def places(record: Record) -> Iterator[tuple[str, str, str, str]]:
    """Yield every text with Chinese words in it: table, row, column, text as in a cell of a table."""
    rows = [("product", "", record.product)]
    rows += [(table, row.id, row) for table in TABLES for row in record.rows(table) if table != "translations"]
    for table, name, row in rows:
        for column in translatable(type(row)):
            if column in LOG_NAMES.get(table, ()):
                continue  # said once, in the list of the log's activities
            if CHINESE.search(text := value_text(getattr(row, column))):
                yield table, name, column, text


def log(path: Path) -> list[dict[str, str]]:
    with (FOLDER / "logs" / f"{path.stem}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_there_is_an_illustration():
    assert ILLUSTRATIONS


@every
def test_the_file_is_canonical_and_sound(path: Path):
    assert reading(path).problems == ()
    assert dangling(record(path)) == ()
    assert record(path).product.id == path.stem
    assert write_record(record(path)) == path.read_text(encoding="utf-8")


@every
def test_every_table_has_rows(path: Path):
    assert {table for table in TABLES if not record(path).rows(table)} <= MAY_BE_EMPTY


@every
def test_it_is_ready_for_review(path: Path):
    assert readiness(record(path)).level == "reviewable"
    assert {row.id for row in record(path).processes} >= set(CORE_PROCESSES)


@every
def test_every_step_has_one_accountable_who_is_not_the_maker(path: Path):
    assert [step.id for step in record(path).steps if len(step.accountable) != 1 or step.role in step.accountable] == []


@every
def test_the_loop_is_closed(path: Path):
    steps = {step.id: step for step in record(path).steps}
    before = defaultdict(set)
    for step in steps.values():
        for arrow in step.next:
            before[arrow.to].add(step.id)
    monitors = {step.id for step in steps.values() if step.stage == "monitor"}
    assert any(steps[each].stage == "release" for monitor in monitors for each in before[monitor])
    leads_back, waiting = set(monitors), list(monitors)
    while waiting:
        new = before[waiting.pop()] - leads_back
        leads_back |= new
        waiting += new
    assert set(steps) - leads_back == set()


@every
def test_eight_people_rate_every_step_in_two_rounds(path: Path):
    rated: dict[int, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for entry in record(path).feedback:
        if entry.aspect:
            rated[entry.round][entry.participant].add((entry.target, entry.aspect))
    wanted = {(step.id, aspect) for step in record(path).steps for aspect in ASPECTS}
    assert len(rated) >= 2
    for of_round in rated.values():
        assert len(of_round) >= 8
        assert wanted <= set().union(*of_round.values())


@every
def test_every_text_has_an_english_translation_made_from_it(path: Path):
    made_from = {
        (entry.table, entry.row, entry.field): entry.of for entry in record(path).translations if entry.lang == "en"
    }
    assert record(path).product.languages == ("zh", "en")
    assert [place for *place, text in places(record(path)) if made_from.get(tuple(place)) != text] == []


@every
def test_every_picture_is_there(path: Path):
    for image in record(path).images:
        assert (FOLDER / image.file).is_file()


@every
def test_the_event_log_is_about_the_steps(path: Path):
    rows = log(path)
    known = {row.activity for row in record(path).activity_map}
    assert set(rows[0]) >= LOG_COLUMNS
    assert all(row[column] for row in rows for column in LOG_COLUMNS)
    assert len({row["case_id"] for row in rows}) >= 120
    assert {"NA", "007"} & {row["case_id"] for row in rows}  # a careless reader takes these for something else
    assert len({row["activity"] for row in rows} - known) <= MOST_UNKNOWN
