"""Turn a figure into a picture for the formats that take no SVG."""

from __future__ import annotations

from sop_kit.errors import ExportFailed, MissingTool, phrase
from sop_kit.export import fonts


def png(svg: str, *, zoom: float = 2.0) -> bytes:
    """Return the SVG as PNG bytes on white, set in the shipped fonts only.

    Parameters
    ----------
    svg
        The figure's markup.
    zoom
        Pixels of the picture a pixel of the figure.

    Raises
    ------
    ExportFailed
        When the markup cannot be drawn.
    MissingTool
        When resvg is not installed.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise MissingTool("resvg-py", "Figures in Word files need it: pip install resvg-py") from error
    try:
        return resvg_py.svg_to_bytes(
            svg_string=fonts.printable(svg),
            background="#ffffff",
            zoom=zoom,
            skip_system_fonts=True,
            font_files=list(fonts.files()),
            font_family=fonts.FAMILIES[0],
            sans_serif_family=fonts.FAMILIES[0],
            serif_family=fonts.FAMILIES[0],
            monospace_family=fonts.FAMILIES[0],
        )
    except ValueError as error:
        raise ExportFailed(phrase("A figure"), phrase("its drawing cannot be read ({error}).", error=error)) from error
