"""The nbconvert exporters: ``jupyter nbconvert --to sop`` and its siblings, found by entry point."""

from __future__ import annotations

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

    def render(self, bundle: Bundle) -> tuple[str | bytes, dict[str, bytes]]:
        """Return the file, and further files that lie beside it, by name."""
        raise NotImplementedError


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
        from sop_kit.export.html import checklists

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
        for block in bundle.blocks:
            if isinstance(block, Figure) and block.name == "workflow":
                return block.svg, {}
        reason = phrase("the record has no steps yet, so there is no workflow to draw.")
        raise ExportFailed("workflow.svg", reason)
