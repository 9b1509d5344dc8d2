"""The exporters as nbconvert finds and calls them, and what each makes of the sample, as a person has read it."""

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from sop_kit.blocks.model import MIME
from sop_kit.errors import ExportFailed
from tests.export import sample

TEXTS = {"sop_markdown": "sop.md", "sop_mediawiki": "sop.wiki", "sop_confluence": "sop.confluence.xml"}


def notebook(document):
    output = nbformat.v4.new_output("display_data", {MIME: document.model_dump(mode="json")})
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[output])])


def exported(exporter, document):
    return get_exporter(exporter)().from_notebook_node(notebook(document))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("exporter", TEXTS)
def test_the_text_is_as_it_was_read(exporter, lang, golden):
    text, _ = exported(exporter, sample.bundle(lang))
    golden.check(f"{lang}/{TEXTS[exporter]}", text)


@pytest.mark.parametrize("exporter", ["sop_mediawiki", "sop_confluence"])
def test_pictures_lie_in_a_folder_of_their_own(exporter):
    _, resources = exported(exporter, sample.bundle("en"))
    assert set(resources["outputs"]) == {
        f"pictures/fraud-scoring-en-{name}.png" for name in ("workflow", "burden", "notes", "whiteboard")
    }


def test_the_workflow_comes_as_svg_and_as_bpmn():
    document = sample.bundle("en")
    figure = next(block for block in document.blocks if block.kind == "figure" and block.name == "workflow")
    document = sample.one(figure).model_copy(update={"bpmn": "<definitions/>"})
    assert exported("sop_workflow", document)[0] == figure.svg
    text, resources = exported("sop_bpmn", document)
    assert text == "<definitions/>"
    assert resources["output_extension"] == ".bpmn"


@pytest.mark.parametrize("exporter", ["sop_workflow", "sop_bpmn"])
def test_without_steps_there_is_no_workflow(exporter):
    with pytest.raises(ExportFailed, match="no steps yet"):
        exported(exporter, sample.one())


def test_an_old_notebook_without_a_bpmn_file_names_the_cell_to_add():
    with pytest.raises(ExportFailed, match=r"session.files\(\)"):
        exported("sop_bpmn", sample.bundle("en"))
