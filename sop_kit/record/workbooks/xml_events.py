"""XML as events, by local names; a file that defines entities of its own is refused before they count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

Start = Callable[[str, Mapping[str, str]], None]


class BadXml(ValueError):
    """The XML is damaged."""


class EntitiesDefined(BadXml):
    """The XML holds a document type: a way to blow up in memory, or to read other files."""


def read_events(
    chunks: Iterable[bytes],
    *,
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call ``start``, ``end`` and ``text`` for what the XML holds; elements are named without their namespace.

    An attribute that has a namespace keeps it, with a space before its name.

    Raises
    ------
    BadXml
        When the XML is damaged or defines entities.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 65_536
    local = _LocalNames()

    def doctype(*_: object) -> None:
        raise EntitiesDefined

    parser.StartElementHandler = lambda name, attributes: start(local[name], attributes)
    parser.StartDoctypeDeclHandler = doctype
    if end is not None:
        parser.EndElementHandler = lambda name: end(local[name])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003  expat takes it by position only
        parser.Parse(b"", True)  # noqa: FBT003  the same
    except expat.ExpatError as fault:
        raise BadXml(str(fault)) from fault
    except (LookupError, ValueError) as fault:  # an encoding nobody knows
        raise fault if isinstance(fault, BadXml) else BadXml(str(fault)) from fault


class _LocalNames(dict[str, str]):
    """Names of elements → the same without their namespace."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(" ")[2]
        return local
