from pathlib import Path

import pytest

from sop_kit.batch.plan import check_parameters, chosen_formats, declared_parameters
from sop_kit.errors import BadRequest
from sop_kit.places import kit_path

NOTEBOOKS = Path(__file__).parent / "notebooks"


def test_the_notebooks_of_the_kit_declare_what_a_batch_hands_over():
    for notebook in kit_path("notebooks").glob("*.ipynb"):
        assert declared_parameters(notebook) == ("record", "lang", "live")


@pytest.mark.parametrize("name", ["recrod", "__import__('os')", "x\nimport os", "class", ""])
def test_a_parameter_the_notebook_does_not_declare_is_refused(name):
    with pytest.raises(BadRequest):
        check_parameters(kit_path("notebooks", "04-draft-sop.ipynb"), {name: 1})


def test_a_notebook_without_parameters_is_refused_before_any_kernel_starts():
    with pytest.raises(BadRequest, match="no-parameters"):
        check_parameters(NOTEBOOKS / "no-parameters.ipynb", {"record": "x"})


def test_an_unknown_format_is_named_with_the_known_ones():
    with pytest.raises(BadRequest, match="docx, pdf"):
        chosen_formats(["html", "doc"])


def test_the_picture_comes_with_any_format():
    assert ("sop_workflow", "workflow.svg") in chosen_formats(["md"])
