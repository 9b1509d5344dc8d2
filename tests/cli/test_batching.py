"""Which notebooks a batch runs for a line."""

from sop_kit.cli.batching import CHECKED, NOTEBOOKS, notebooks_of
from sop_kit.record.model import Record
from sop_kit.record.workshop import create


def names(workshop, **tables):
    record = Record.model_validate({"product": {"id": "line"}, **tables})
    return [path.stem for path in notebooks_of(workshop, record)]


def test_the_notebook_about_reality_is_run_for_a_line_that_was_held_against_it(tmp_path):
    workshop = create(tmp_path / "w")
    assert names(workshop) == [*NOTEBOOKS]
    assert names(workshop, checks=[{"id": "C1"}]) == [*NOTEBOOKS, CHECKED]
    assert names(workshop, walkthroughs=[{"id": "W1"}]) == [*NOTEBOOKS, CHECKED]
