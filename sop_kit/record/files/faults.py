"""What a parser says is wrong with a file, in words for people."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sop_kit.errors import Phrase

_UNKNOWN = Phrase("it cannot be parsed")
_QUOTE = Phrase("a quote is not closed")
_CLOSING = Phrase("a comma or a closing bracket is missing")
_NAME = Phrase("a name in double quotes is expected")
_ESCAPE = Phrase("a backslash stands before a character that needs none")
_MISFIT = Phrase("the indentation or the quotes do not fit the lines above")

# Part of what the parser says → what it means. Of several that fit the first counts.
_YAML: Mapping[str, Phrase] = {
    "mapping values are not allowed": Phrase("a colon stands where none can be"),
    "could not find expected ':'": Phrase("a colon is missing"),
    "unexpected end of stream": _QUOTE,
    "',' or ']'": _CLOSING,
    "',' or '}'": _CLOSING,
    "'-' indicator": _MISFIT,
    "<block end>": _MISFIT,
    "did not find expected key": _MISFIT,
    "sequence entries are not allowed": Phrase("'- ' stands where no list can be"),
    "node content": Phrase("a bracket or a comma stands where none can be"),
    "nesting depth": Phrase("it is nested too deep to be a record"),
    "tab character": Phrase("the indentation holds a tab; use spaces"),
    "cannot start any token": Phrase("a text must not start with this character unless it is in quotes"),
    "escape": _ESCAPE,
}
_JSON: Mapping[str, Phrase] = {
    "Expecting value": Phrase("a value is missing"),
    "Expecting ',' delimiter": _CLOSING,
    "Expecting ':' delimiter": Phrase("a colon is missing"),
    "Expecting property name": _NAME,
    "Illegal trailing comma": Phrase("a comma stands before a closing bracket"),
    "Unterminated string": _QUOTE,
    "Invalid control character": Phrase("a line break or a tab stands inside quotes; write \\n or \\t"),
    "Extra data": Phrase("something stands behind the end"),
    "escape": _ESCAPE,
}


def yaml_fault(fault: Exception) -> Phrase:
    """Return what is wrong with a YAML text, by the parser's ``context`` and ``problem``."""
    parts = (getattr(fault, "context", None), getattr(fault, "problem", None))
    return _meaning(" ".join(str(part) for part in parts if part), _YAML)


def json_fault(fault: json.JSONDecodeError) -> Phrase:
    """Return what is wrong with a JSON text."""
    return _meaning(fault.msg, _JSON)


def _meaning(said: str, meanings: Mapping[str, Phrase]) -> Phrase:
    return next((meaning for part, meaning in meanings.items() if part in said), _UNKNOWN)
