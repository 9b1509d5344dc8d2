"""The style sheets of the kit, and the colours a figure may share with the page around it."""

from __future__ import annotations

import re
from functools import cache
from itertools import cycle

from sop_kit.places import kit_path

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_SAID = re.compile(r"""("[^"\n]*"|'[^'\n]*'|`[^`]*`|/\*.*?\*/|// .*)""")
_AROUND = re.compile(r" ?(=>|===|!==|[<>]=|&&|\|\||[{}();,?:=<>]) ?")
_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})\b")


@cache
def sheet(name: str) -> str:
    """Return a style sheet or script of the kit by its file name, without what only its authors read."""
    text = kit_path("templates", "html", name).read_text(encoding="utf-8").strip()
    return _lean_style(text) if name.endswith(".css") else _lean_script(text)


def _lean_style(text: str) -> str:
    """Return a style sheet without comments and spare white space; what stands in quotes is left alone."""
    parts = _QUOTED.split(_COMMENT.sub("", text))
    return "".join(part if quoted else _tight(part) for part, quoted in zip(parts, cycle((False, True)), strict=False))


def _tight(rules: str) -> str:
    joined = re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", rules))
    return re.sub(r":\s+", ":", joined).replace(";}", "}")


def _lean_script(text: str) -> str:
    """Return a script without comments and spare white space; what stands in quotes is left alone."""
    # Line by line: the scripts of the kit hold no text of several lines, and a line's end may end a statement.
    lines = (line.strip() for line in text.splitlines())
    told = "\n".join(line for line in lines if line and not line.startswith("//"))
    parts = _SAID.split(told)
    return "".join(
        part if quoted else _AROUND.sub(r"\1", part) for part, quoted in zip(parts, cycle((False, True)), strict=False)
    )


@cache
def palette() -> dict[str, str]:
    """Return colour → its name, as written in ``light.css``."""
    return {colour: name for name, colour in _COLOUR.findall(sheet("light.css"))}


@cache
def blocks_sheet() -> str:
    """Return the rules for blocks, without the colours themselves."""
    # A figure is drawn in the light colours; where it uses them, it follows the page into the dark.
    followed = "".join(
        f'.sop-doc .themed [{paint}="{colour}"]{{{paint}:var(--{name})}}\n'
        for colour, name in palette().items()
        for paint in ("fill", "stroke")
    )
    return f"{sheet('blocks.css')}\n{followed}"


@cache
def notebook_sheet() -> str:
    """Return the rules for blocks inside JupyterLab or VS Code, in their light and dark themes."""
    paper = "--paper:var(--jp-layout-color0,var(--vscode-editor-background))"  # no slab of another black in the dark
    return (
        f".sop-doc{{{sheet('light.css')}}}\n"
        f"[data-jp-theme-light='false'] .sop-doc,.vscode-dark .sop-doc{{{sheet('dark.css')}{paper}}}\n{blocks_sheet()}"
    )
