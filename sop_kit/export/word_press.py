"""What a Word document gathers while its body is written: links out, pictures, lists, numbers, and its places."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from sop_kit.blocks.model import Figure, Meta
from sop_kit.export import paper
from sop_kit.export import word_markup as word
from sop_kit.words import Words

_FIRST_LIST = 100  # the lists of reference.docx have lower numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A text of the document that somebody may change in Word, and where it comes from."""

    bookmark: str
    anchor: str  # of the card, row, checklist or heading it belongs to
    field: str  # which of its texts, e.g. "inputs", a column's label, "text 2"
    text: str  # as written


@dataclass(slots=True)
class Press:
    """Gathers what a body refers to; the same calls give the same numbers."""

    meta: Meta
    say: Words
    room: int  # width of an upright page between its margins, in twentieths of a point
    turned_room: int
    links: dict[str, str] = field(default_factory=dict)  # address → id of the relation
    pictures: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # id of the relation → suffix, bytes
    lists: list[tuple[int, int, int]] = field(default_factory=list)  # number, list of reference.docx, start
    places: list[Place] = field(default_factory=list)
    captions: dict[str, int] = field(default_factory=dict)
    drawings: dict[int, paper.Drawing | None] = field(default_factory=dict)  # by the identity of the figure
    around: str = ""  # the anchor that texts without one of their own belong to
    _texts: dict[str, int] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _ids: int = 0

    def link(self, address: str) -> str:
        """Return the id of the relation to an address outside."""
        return self.links.setdefault(address, f"rIdLink{len(self.links) + 1}")

    def picture(self, data: bytes, suffix: str) -> str:
        """Return the id of the relation to a picture that goes into the file."""
        key = f"rIdPicture{len(self.pictures) + 1}"
        self.pictures[key] = (suffix, data)
        return key

    def drawing(self, figure: Figure) -> paper.Drawing | None:
        """Return what may be drawn of a figure, worked out once."""
        if id(figure) not in self.drawings:
            self.drawings[id(figure)] = paper.drawing(figure.svg)
        return self.drawings[id(figure)]

    def new_list(self, kind: int, start: int = 1) -> int:
        """Return the number of a list that begins anew."""
        number = _FIRST_LIST + len(self.lists)
        self.lists.append((number, kind, start))
        return number

    def next_id(self) -> int:
        """Return a number that no other element of the document bears."""
        self._ids += 1
        return self._ids

    def at(self, anchor: str) -> str:
        """Return the bookmark that links to an anchor lead to; nothing when there is no anchor."""
        if not anchor:
            return ""
        return self._marked(word.bookmark(anchor), "")

    def text(self, runs: str, said: str, *, anchor: str, field: str) -> str:
        """Return runs inside the bookmark by which an edited text finds its way back to the record.

        Parameters
        ----------
        runs
            The text as markup.
        said
            The same without markup.
        anchor, field
            Where it comes from.
        """
        if not said:
            return runs
        count = 1
        name = _text_name(anchor, field, count)
        while name in self._names:
            count += 1
            name = _text_name(anchor, field, count)
        self.places.append(Place(bookmark=name, anchor=anchor, field=field, text=said))
        return self._marked(name, runs)

    def next_text(self) -> str:
        """Return which text this is below the anchor around it, e.g. ``text 2``."""
        self._texts[self.around] = self._texts.get(self.around, 0) + 1
        return f"text {self._texts[self.around]}"

    def caption(self, kind: str, label: str) -> str:
        """Return the label and number of a caption: a field that counts on when somebody adds a table.

        Parameters
        ----------
        kind
            What is counted.
        label
            As said, with an ``@`` in the place of the number.
        """
        number = self.captions[kind] = self.captions.get(kind, 0) + 1
        before, _, after = label.partition("@")
        counted = word.field(rf"SEQ {before.strip()} \* ARABIC", word.run(str(number)))
        return word.run(before) + counted + word.run(f"{after}  ")

    def _marked(self, name: str, runs: str) -> str:
        if name in self._names:
            return runs
        self._names.add(name)
        number = self.next_id()
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def _text_name(anchor: str, field: str, count: int) -> str:
    digest = hashlib.sha256(f"{anchor}\n{field}\n{count}".encode()).hexdigest()[:20]
    return f"sop_t_{digest}"
