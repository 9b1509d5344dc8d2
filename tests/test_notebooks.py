"""The notebooks are fit to be opened by people and run by papermill."""

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
EXPECTED = [
    "00-start-here",
    "01-capture-workflow",
    "02-gather-feedback",
    "03-score-feasibility",
    "04-draft-sop",
    "07-keep-alive",
]
LONGEST_CELL = 12  # lines
PARAMETERS = {"record", "lang", "live"}
PARAMETER = re.compile(r"(?P<name>[a-z_]+): [^=]+ = .+  # \S.*")  # what papermill reads: name, type, default, help
CELL_ID = re.compile(r"[A-Za-z]+(-[A-Za-z0-9]+)*")
DRAWN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f-]+)?|\d+")  # what Jupyter draws by chance, or a plain number

Notebook = nbformat.NotebookNode
Check = Callable[[Notebook], list[str]]


def code_cells(notebook: Notebook) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_not_valid(notebook: Notebook) -> list[str]:
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        return [str(error).splitlines()[0]]
    return []


def holds_outputs(notebook: Notebook) -> list[str]:
    found = [f"{cell.id} has outputs" for cell in code_cells(notebook) if cell.outputs]
    found += [f"{cell.id} has a run number" for cell in code_cells(notebook) if cell.execution_count is not None]
    return found + [f"the metadata holds {name}" for name in ("widgets", "papermill") if name in notebook.metadata]


def parameters_are_unclear(notebook: Notebook) -> list[str]:
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        return [f"{len(cells)} cells are tagged parameters"]
    lines = [line for line in cells[0].source.splitlines() if line.strip()]
    matches = [PARAMETER.fullmatch(line) for line in lines]
    found = [f"no typed line with help: {line}" for line, match in zip(lines, matches, strict=True) if not match]
    missing = PARAMETERS - {match["name"] for match in matches if match}
    return found + ([f"missing: {', '.join(sorted(missing))}"] if missing and not found else [])


def shows_code(notebook: Notebook) -> list[str]:
    cells = code_cells(notebook)
    return [f"{cell.id} shows its code" for cell in cells if not cell.metadata.get("jupyter", {}).get("source_hidden")]


def defines_something(notebook: Notebook) -> list[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    cells = code_cells(notebook)
    return [
        f"{cell.id} defines" for cell in cells for node in ast.walk(ast.parse(cell.source)) if isinstance(node, kinds)
    ]


def has_long_cells(notebook: Notebook) -> list[str]:
    cells = code_cells(notebook)
    return [f"{cell.id} is long" for cell in cells if len(cell.source.splitlines()) > LONGEST_CELL]


def has_drawn_ids(notebook: Notebook) -> list[str]:
    ids = [cell.get("id", "") for cell in notebook.cells]
    found = [f"'{each}' names no cell" for each in ids if not CELL_ID.fullmatch(each) or DRAWN_ID.fullmatch(each)]
    return found + [f"'{each}' names two cells" for each in sorted(set(ids)) if ids.count(each) > 1]


def has_another_kernel(notebook: Notebook) -> list[str]:
    name = notebook.metadata.get("kernelspec", {}).get("name")
    return [] if name == "python3" else [f"the kernel is {name}"]


def sound_notebook() -> Notebook:
    """Return a small notebook that every check lets pass."""
    hidden = {"source_hidden": True}
    parameters = (
        'record: str = "a"  # id of a product line\nlang: str = "zh"  # zh or en\nlive: bool = True  # with people'
    )
    cells = [
        new_markdown_cell("# Start", id="what-happens-here"),
        new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"], "jupyter": hidden}),
        new_code_cell("x = 1\n" * LONGEST_CELL, id="board", metadata={"jupyter": hidden}),
    ]
    return new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})


def with_last_cell(**changes: Any) -> Notebook:
    notebook = sound_notebook()
    notebook.cells[-1].update(nbformat.from_dict(changes))
    return notebook


def with_parameters(source: str) -> Notebook:
    notebook = sound_notebook()
    notebook.cells[1].source = source
    return notebook


def with_metadata(**changes: Any) -> Notebook:
    notebook = sound_notebook()
    notebook.metadata.update(nbformat.from_dict(changes))
    return notebook


STREAM = {"output_type": "stream", "name": "stdout", "text": "x"}
# Check → notebooks it must not let pass.
BROKEN = {
    is_not_valid: [with_last_cell(cell_type="picture"), with_last_cell(source=3)],
    holds_outputs: [with_last_cell(outputs=[STREAM]), with_last_cell(execution_count=3), with_metadata(widgets={})],
    parameters_are_unclear: [
        with_last_cell(metadata={"tags": ["parameters"]}),
        with_parameters('record = "a"  # no type'),
        with_parameters('record: str = "a"'),
        with_parameters('record: str = "a"  # id of a product line'),
    ],
    shows_code: [with_last_cell(metadata={})],
    defines_something: [with_last_cell(source="def f():\n    pass"), with_last_cell(source="class A:\n    pass")],
    has_long_cells: [with_last_cell(source="x = 1\n" * 13)],
    has_drawn_ids: [with_last_cell(id="3f9a0c1b"), with_last_cell(id="2"), with_last_cell(id="parameters")],
    has_another_kernel: [with_metadata(kernelspec={"name": "conda-env-x", "display_name": "x"})],
}


def read(name: str) -> Notebook:
    return nbformat.reads((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8"), as_version=nbformat.NO_CONVERT)


def test_every_step_of_the_method_has_its_notebook():
    there = {path.stem for path in FOLDER.glob("*.ipynb")}
    assert [name for name in EXPECTED if name not in there] == []


@pytest.mark.parametrize("check", BROKEN)
@pytest.mark.parametrize("name", sorted({path.stem for path in FOLDER.glob("*.ipynb")}))
def test_a_notebook_is_fit(name: str, check: Check):
    found = check(read(name))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("check", BROKEN)
def test_a_sound_notebook_is_not_blamed(check: Check):
    assert check(sound_notebook()) == []


@pytest.mark.parametrize(
    ("check", "notebook"), [(check, notebook) for check, notebooks in BROKEN.items() for notebook in notebooks]
)
def test_an_unfit_notebook_is_found(check: Check, notebook: Notebook):
    assert check(notebook) != []
