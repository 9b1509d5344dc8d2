"""From lists, mappings and scalars to YAML text that is always the same and that a person can read.

Written by hand and not by a library: the bytes decide what must be made again, so that a new version of a library
must not change them; and rare Chinese characters stay as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

WIDTH = 110  # characters: longer prose is folded at its spaces

# What cannot be seen or ends a line is escaped. The set is spelled out: Unicode's own classes change with its version.
_ESCAPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ud800-\udfff\ufffe\uffff]"
)
# A text that no YAML reader, of version 1.1 or 1.2, takes for anything but this text.
_PLAIN = re.compile(r"(?:[A-Za-z\u00a1-\U0010ffff]|[0-9]+ [A-Za-z]{2}|[0-9]+ [\u00a1-\U0010ffff])[^\n\t]*")
_NOT_PLAIN = re.compile(r": | #|[: ]$")
_WORDS_OF_YAML = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def dump(facts: Mapping[str, object]) -> str:
    """Return a mapping as YAML, a blank line between its entries, keys in their order."""
    parts = ["".join(f"{line}\n" for line in _entry(key, value, "")) for key, value in facts.items()]
    return "\n".join(parts)


def _entry(key: str, value: object, indent: str) -> Iterator[str]:
    head = f"{indent}{_one_line(key)}:"
    if isinstance(value, Mapping) and value:
        yield head
        for name, item in value.items():
            yield from _entry(name, item, indent + "  ")
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        yield head
        for item in value:
            yield from _item(item, indent + "  ")
    else:
        first, *others = _scalar(value, indent + "  ")
        yield f"{head} {first}"
        yield from others


def _item(value: object, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        lines = [line for name, item in value.items() for line in _entry(name, item, indent + "  ")]
        yield f"{indent}- {lines[0].lstrip(' ')}"
        yield from lines[1:]
    else:
        first, *others = _scalar(value, indent + "  ")
        yield f"{indent}- {first}"
        yield from others


def _scalar(value: object, indent: str) -> list[str]:
    if isinstance(value, str):
        return _text(value, indent)
    if isinstance(value, Mapping):
        return ["{}"]
    if isinstance(value, Sequence):
        return ["[]"]
    return [json.dumps(value)]


def _text(text: str, indent: str) -> list[str]:
    if _is_block(text):
        return ["|-", *(indent + line if line else "" for line in text.split("\n"))]
    folded = _folded(text) if len(text) > WIDTH else []
    if len(folded) > 1:
        return [">-", *(indent + line for line in folded)]
    return [_one_line(text)]


def _is_block(text: str) -> bool:
    lines = text.split("\n")
    return (
        len(lines) > 1
        and bool(lines[0])
        and bool(lines[-1])
        and not lines[0].startswith(" ")
        and not any(line.endswith(" ") or "\t" in line for line in lines)
        and not _ESCAPED.search(text)
    )


def _folded(text: str) -> list[str]:
    words = text.split(" ")
    if "" in words or "\n" in text or "\t" in text or _ESCAPED.search(text):
        return []
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + len(word) < WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _one_line(text: str) -> str:
    plain = (
        _PLAIN.fullmatch(text)
        and not _NOT_PLAIN.search(text)
        and not _ESCAPED.search(text)
        and text.casefold() not in _WORDS_OF_YAML
    )
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    # A JSON string is a YAML string; only what JSON leaves bare and cannot be seen needs more.
    return _ESCAPED.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found.group()):04x}"
