"""The nbconvert exporters: ``jupyter nbconvert --to sop`` and its siblings, found by entry point."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from nbconvert.exporters import Exporter

from sop_kit.blocks.model import Bundle, Figure
from sop_kit.errors import ExportFailed, phrase
from sop_kit.export.notebook import read_bundle

Resources = dict[str, Any]


class _SopExporter(Exporter):
    """Reads the blocks of an executed notebook; never the HTML of a cell, and no code."""

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own exporters return text, too
        self,
        nb: Any,  # noqa: ANN401  nbconvert's signature
        resources: Resources | None = None,
        **kw: Any,  # noqa: ANN401  nbconvert's signature
    ) -> tuple[str | bytes, Resources]:
        notebook, found = super().from_notebook_node(nb, resources, **kw)
        name = str(found.get("metadata", {}).get("name", "") or "notebook")
        output, files = self.render(read_bundle(notebook, f"{name}.ipynb"))
        found["outputs"] = {**files}
        return output, found

    @abstractmethod
    def render(self, bundle: Bundle) -> tuple[str | bytes, dict[str, bytes]]:
        """Return the file, and further files that lie beside it, by name."""


class SopHtml(_SopExporter):
    """The SoP as one self-contained HTML file."""

    export_from_notebook = "SoP (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def render(self, bundle: Bundle) -> tuple[str | bytes, dict[str, bytes]]:
        """Return the page."""
        from sop_kit.export.html import page

        return page(bundle), {}


class SopChecklist(_SopExporter):
    """The checklists of the SoP, a page each."""

    export_from_notebook = "SoP checklists (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def render(self, bundle: Bundle) -> tuple[str | bytes, dict[str, bytes]]:
        """Return the page of checklists."""
        from sop_kit.export.checklists import checklists

        return checklists(bundle), {}


class SopMarkdown(_SopExporter):
    """The SoP as Markdown for wikis, diagrams as files beside it."""

    export_from_notebook = "SoP (Markdown)"
    output_mimetype = "text/markdown"

    def _file_extension_default(self) -> str:
        return ".md"

    def render(self, bundle: Bundle) -> tuple[str | bytes, dict[str, bytes]]:
        """Return the text, and its figures."""
        from sop_kit.export.markdown import render

        return render(bundle)


class SopMediaWiki(_SopExporter):
    """The SoP as the page of a MediaWiki, pictures as files beside it."""

    export_from_notebook = "SoP (MediaWiki)"
    output_mimetype = "text/x-wiki"

    def _file_extension_default(self) -> str:
        return ".wiki"

    def render(self, bundle: Bundle) -> tuple[str | bytes, dict[str, bytes]]:
        """Return the text, and its pictures."""
        from sop_kit.export.mediawiki import render

        return render(bundle)


class SopConfluence(_SopExporter):
    """The SoP in the storage format of Confluence, pictures as files beside it."""

    export_from_notebook = "SoP (Confluence)"
    output_mimetype = "application/xml"

    def _file_extension_default(self) -> str:
        return ".xml"

    def render(self, bundle: Bundle) -> tuple[str | bytes, dict[str, bytes]]:
        """Return the body of the page, and its pictures."""
        from sop_kit.export.confluence import render

        return render(bundle)


class SopDocx(_SopExporter):
    """The SoP as a Word document."""

    export_from_notebook = "SoP (Word)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def _file_extension_default(self) -> str:
        return ".docx"

    def render(self, bundle: Bundle) -> tuple[str | bytes, dict[str, bytes]]:
        """Return the document."""
        from sop_kit.export.docx import render

        return render(bundle), {}


class SopPdf(_SopExporter):
    """The SoP as a PDF/UA file."""

    export_from_notebook = "SoP (PDF)"
    output_mimetype = "application/pdf"

    def _file_extension_default(self) -> str:
        return ".pdf"

    def render(self, bundle: Bundle) -> tuple[str | bytes, dict[str, bytes]]:
        """Return the document."""
        from sop_kit.export.pdf import render

        return render(bundle), {}


class SopWorkflow(_SopExporter):
    """The swimlane of the whole loop as SVG."""

    export_from_notebook = "SoP workflow (SVG)"
    output_mimetype = "image/svg+xml"

    def _file_extension_default(self) -> str:
        return ".svg"

    def render(self, bundle: Bundle) -> tuple[str | bytes, dict[str, bytes]]:
        """Return the picture."""
        return _workflow(bundle, "workflow.svg").svg, {}


class SopBpmn(_SopExporter):
    """The workflow of the whole loop as a BPMN file."""

    export_from_notebook = "SoP workflow (BPMN)"
    output_mimetype = "application/bpmn+xml"

    def _file_extension_default(self) -> str:
        return ".bpmn"

    def render(self, bundle: Bundle) -> tuple[str | bytes, dict[str, bytes]]:
        """Return the file."""
        if _workflow(bundle, "workflow.bpmn") and not bundle.bpmn:
            reason = phrase("the notebook has no cell that makes this file. Add one at its end: session.files()")
            raise ExportFailed("workflow.bpmn", reason)
        return bundle.bpmn, {}


def _workflow(bundle: Bundle, name: str) -> Figure:
    for block in bundle.blocks:
        if isinstance(block, Figure) and block.name == "workflow":
            return block
    raise ExportFailed(name, phrase("the record has no steps yet, so there is no workflow to draw."))


class SopForms(_SopExporter):
    """The forms of the SoP as one workbook to be filled in or printed."""

    export_from_notebook = "SoP forms (Excel)"
    output_mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def _file_extension_default(self) -> str:
        return ".xlsx"

    def render(self, bundle: Bundle) -> tuple[str | bytes, dict[str, bytes]]:
        """Return the workbook."""
        from sop_kit.export.forms import render

        return render(bundle), {}
