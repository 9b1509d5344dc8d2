"""Real kernels: each fault as a small notebook, beside a line that is well."""

import json
import signal
import weakref
from pathlib import Path

import nbformat
import pytest

from sop_kit.batch.plan import Result, Task, chosen_formats
from sop_kit.batch.runs import run_all
from sop_kit.errors import BadRequest
from sop_kit.places import kit_path

# The lines are run once: the tests that look at them belong into one process.
pytestmark = pytest.mark.xdist_group("runs")

FAULTS = Path(__file__).parent / "notebooks"
DRAFT = kit_path("notebooks", "04-draft-sop.ipynb")


def task(out: Path, product: str, notebook: Path, lang: str = "zh") -> Task:
    folder = out / product
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / "record.yaml"
    text = (
        kit_path("workshop", "govuk-chat.yaml")
        .read_text(encoding="utf-8")
        .replace("id: govuk-chat", f"id: {product}", 1)
    )
    record.write_text(text, encoding="utf-8")
    return Task(
        product=product,
        lang=lang,
        record=record,
        notebooks=(notebook,),
        exports=chosen_formats(["html"]),
        folder=folder,
    )


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    out = tmp_path_factory.mktemp("结果 {x}")
    reported = []
    tasks = [
        task(out, "well", DRAFT),
        task(out, "broken", FAULTS / "broken.ipynb"),
        task(out, "killed", FAULTS / "kills-its-kernel.ipynb"),
        task(out, "silent", FAULTS / "04-draft-sop.ipynb"),
    ]
    results = run_all(tasks, jobs=2, report=reported.append)
    return out, {result.product: result for result in results}, reported


def test_a_line_that_fails_stops_no_other(run):
    out, results, reported = run
    assert not results["well"].failures
    assert (out / "well" / "zh" / "sop.html").stat().st_size > 50_000
    assert sorted(result.product for result in reported) == ["broken", "killed", "silent", "well"]


def test_a_failure_names_the_cell_by_its_heading_in_one_sentence(run):
    out, results, _ = run
    (failure,) = results["broken"].failures
    assert (failure.where, failure.message) == ("打分 · The rating", "no ratings yet")
    assert (out / failure.link).is_file()


def test_the_notebook_that_failed_is_kept_with_its_error(run):
    out, results, _ = run
    notebook = nbformat.read(out / results["broken"].failures[0].link, as_version=4)
    assert any("papermill-error-cell-tag" in cell.metadata.get("tags", []) for cell in notebook.cells)


def test_a_kernel_that_dies_costs_its_line_only(run):
    (failure,) = run[1]["killed"].failures
    assert "died" in failure.message.lower()


def test_a_draft_without_outputs_is_refused_by_every_exporter_in_its_language(run):
    messages = {failure.where: failure.message for failure in run[1]["silent"].failures}
    assert set(messages) == {"sop.html", "checklists.html", "workflow.svg", "workflow.bpmn"}
    assert all("没有 SoP 输出" in message for message in messages.values())


def test_an_executed_notebook_carries_its_facts_and_no_path_of_the_machine(run):
    out, _, _ = run
    path = out / "well" / "notebooks" / "04-draft-sop.zh.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["metadata"]["sop_kit"]["product"] == "well"
    assert notebook["metadata"]["sop_kit"]["readiness"] == "sketch"
    assert str(out) not in path.read_text(encoding="utf-8")


def test_a_wrong_notebook_is_refused_before_anything_starts(tmp_path):
    with pytest.raises(BadRequest):
        run_all([task(tmp_path, "line", FAULTS / "no-parameters.ipynb")], jobs=1, report=lambda _: None)
    assert not (tmp_path / "line" / "notebooks").exists()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_ctrl_c_is_heard_even_where_python_drops_it(tmp_path):
    tasks = [task(tmp_path, f"line-{number}", FAULTS / "broken.ipynb") for number in range(4)]
    reported = []

    def press_while_python_clears_up(result: Result) -> None:
        reported.append(result)
        thing = Thing()
        watched = weakref.ref(thing, lambda _gone: signal.raise_signal(signal.SIGINT))
        del thing
        assert watched() is None

    with pytest.raises(KeyboardInterrupt):
        run_all(tasks, jobs=1, report=press_while_python_clears_up)
    assert len(reported) == 1


class Thing:
    """Something that can be watched until it is gone."""
