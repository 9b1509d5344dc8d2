"""A line in a notebook stands beside the other lines of its workshop; a frozen file stands alone."""

import pytest

from sop_kit.cli.taking import start_workshop
from sop_kit.live import open_session
from sop_kit.live.other_lines import other_burdens
from sop_kit.record.changes import difference
from sop_kit.record.files.yaml_file import write_record
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, Step
from sop_kit.record.workshop import open_workshop


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    start_workshop(tmp_path / "w", product="line", name="贷款")
    store = open_workshop(tmp_path / "w").store()
    step = Step(id="S1", stage="monitor", action="看大盘", role="data-team")
    store.add("other", difference(None, Record(product=Product(id="other"), steps=(step,))), by="lin")
    monkeypatch.chdir(tmp_path / "w" / "notebooks")
    return store


def test_the_other_lines_of_the_workshop_are_counted(workshop):
    found = other_burdens(open_session("line", lang="zh", live=False))
    assert {line: burden.steps for line, burden in found.items()} == {"other": 1}


def test_a_record_from_a_file_has_no_other_lines(workshop, tmp_path):
    path = tmp_path / "line.yaml"
    path.write_text(write_record(workshop.record("other")), encoding="utf-8")
    assert other_burdens(open_session(str(path), lang="zh", live=False)) == {}
