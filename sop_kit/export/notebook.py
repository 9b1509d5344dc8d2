"""The document inside an executed notebook: its blocks, in the order of the cells."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from sop_kit.blocks.markdown import markdown_blocks
from sop_kit.blocks.model import MIME, Block, Bundle
from sop_kit.errors import ExportFailed, NotebookNotRun, phrase

TAG = "sop"  # a Markdown cell with this tag belongs to the document


def read_bundle(notebook: Any, name: str) -> Bundle:  # noqa: ANN401  nbformat's nodes have no types
    """Return the blocks of a notebook's outputs and of its Markdown cells tagged ``sop``.

    Raises
    ------
    NotebookNotRun
        When no output holds blocks.
    ExportFailed
        When outputs are damaged, or come from different records: such a file would mix two states.
    """
    blocks: list[Block] = []
    bundles: list[Bundle] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and TAG in cell.metadata.get("tags", []):
            blocks.extend(markdown_blocks(cell.source))
        for data in _block_outputs(cell):
            try:
                bundle = Bundle.model_validate(data)
            except ValidationError as error:
                reason = phrase("an output is damaged or from another version. Run all cells again.")
                raise ExportFailed(name, reason) from error
            bundles.append(bundle)
            blocks.extend(bundle.blocks)
    if not bundles:
        raise NotebookNotRun(name)
    if len({(bundle.meta.product, bundle.meta.lang, bundle.meta.content_hash) for bundle in bundles}) > 1:
        reason = phrase("its cells were run on different states of the record. Run all cells again from the top.")
        raise ExportFailed(name, reason)
    forms = tuple(sheet for bundle in bundles for sheet in bundle.forms)
    bpmn = next((bundle.bpmn for bundle in bundles if bundle.bpmn), "")
    return Bundle(meta=bundles[0].meta, blocks=tuple(blocks), forms=forms, bpmn=bpmn)


def _block_outputs(cell: Any) -> list[Any]:  # noqa: ANN401  nbformat's nodes have no types
    if cell.cell_type != "code":
        return []
    return [output.data[MIME] for output in cell.outputs if MIME in output.get("data", {})]
