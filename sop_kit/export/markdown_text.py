"""Text as Markdown that says exactly that text, in CommonMark and in the dialects of GitHub and GitLab."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from sop_kit.blocks.model import Inline, Span
from sop_kit.export import paper

_ADDRESS = re.compile(r"https?://[A-Za-z0-9/?%=&+#@~:;,._!()*'$-]*[A-Za-z0-9/=#]")
# Whatever starts a construct in the middle of a line: code, emphasis, links, HTML, entities, cells, maths, mentions.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$^{}#@!]")
_SHORTCODE = re.compile(r":(?=[A-Za-z0-9_+-]+:)|(?<=[A-Za-z]):(?=//)|(?i:(?<=www)\.)")
_LINE_START = re.compile(r"[-+=:]|\d+[.)]")
_BLANKS = re.compile(r"^[ \t]+|[ \t]+$")
_BARE_TARGET = re.compile(r"[A-Za-z0-9#/:?&=._-]+")


def literal(text: str) -> str:
    """Return one line of text so that Markdown shows it as it is; only web addresses become links."""
    parts: list[str] = []
    at = 0
    for address in _ADDRESS.finditer(text):
        parts += [_escaped(text[at : address.start()]), f"<{address[0]}>"]
        at = address.end()
    return "".join([*parts, _escaped(text[at:])])


def attribute(text: str) -> str:
    """Return one line of text for the few HTML elements that the kit writes itself."""
    # GitHub looks for mathematics even there.
    return escape(text).replace("\n", " ").replace("$", "&#36;")


def one_line(inline: Inline) -> str:
    """Return an inline for a table cell: its lines are parted by a break element."""
    return "<br>".join(_lines(inline))


def paragraph(inline: Inline, indent: str = "") -> str:
    """Return an inline as a paragraph; each line after the first starts with ``indent``."""
    lines = [_protected(line) for line in _lines(inline)]
    return f"\\\n{indent}".join(lines)


def strong(text: str) -> str:
    """Return a text in bold; its lines are parted by a break element."""
    return "<br>".join(_strong(line, "", "") for line in text.split("\n")) if text else ""


def heading(text: str) -> str:
    """Return a text for a heading."""
    return literal(" ".join(text.split("\n")).strip())


def plain(text: str) -> Inline:
    """Return the text as an inline."""
    return (Span(text=text),)


def target(to: str) -> str:
    """Return the target of a link."""
    quoted = quote(to, safe="#/:?&=%@+,;~!$'()*[]._-")
    return quoted if _BARE_TARGET.fullmatch(quoted) else f"<{quoted}>"


def _lines(inline: Inline) -> Iterable[str]:
    for line in paper.lines_of(inline):
        said = ""
        for number, span in enumerate(line, start=1):
            said += _run(span, said[-1:], "".join(more.text for more in line[number:])[:1])
        yield said


def _run(span: Span, before: str, after: str) -> str:
    if not span.text.strip():
        return literal(span.text)
    if span.to:
        shown = _code(span.text, touching=False) if span.style == "code" else _escaped(span.text)
        return f"[{shown}]({target(span.to)})"
    if span.style == "code":
        return _code(span.text, touching=_touches(before))
    return _strong(span.text, before, after) if span.style in {"strong", "missing"} else literal(span.text)


def _strong(text: str, before: str, after: str) -> str:
    # Between punctuation, Chinese included, and a letter asterisks may stay asterisks.
    if text and _opens(text[0], before) and _opens(text[-1], after) and not _touches(before):
        return f"**{literal(text)}**"
    return f"<strong>{literal(text)}</strong>"


def _touches(before: str) -> bool:
    # Two runs of asterisks or of backticks that touch would be read as one.
    return before in {"*", "`"}


def _opens(edge: str, beside: str) -> bool:
    apart = not beside or beside.isspace() or (beside.isascii() and not beside.isalnum())
    return edge.isalnum() or (apart and not edge.isspace())


def _code(text: str, *, touching: bool) -> str:
    if touching or "|" in text:
        # In a table a bar ends the cell even in code; outside of one a backslash before it would be shown.
        return f"<code>{_escaped(text)}</code>"
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _escaped(text: str) -> str:
    return _SHORTCODE.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\g<0>", text))


def _protected(line: str) -> str:
    start = _LINE_START.match(line)
    if start:
        line = f"{start[0][:-1]}\\{start[0][-1]}{line[start.end() :]}"
    # Blanks at an edge of a line would vanish, or make it code or a break.
    line = _BLANKS.sub(lambda blanks: "".join(f"&#{ord(blank)};" for blank in blanks[0]), line)
    return line or "&#32;"
