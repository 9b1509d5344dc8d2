"""Which known name a person may have meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

from sop_kit.errors import Phrase, phrase

# Comparing every unknown name with every known one takes minutes in a file full of them: the first ones get a hint.
MOST_HINTS = 100
_COMPARED = 120  # characters: comparing whole paragraphs costs much and says nothing
_AS_GOOD_AS = 0.75


def folded(text: str) -> str:
    """Return the text as it is compared: full and half width the same, lower case, without white space."""
    return "".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


def alike(text: str, known: Iterable[str]) -> str:
    """Return the known name that is most like the text, "" when none is."""
    wanted = folded(text[:_COMPARED])
    names = {folded(name[:_COMPARED]): name for name in known}
    if not wanted:
        return ""
    inside = [name for name in names if _tells(name, wanted)]
    if inside:
        return names[min(inside, key=lambda name: (abs(len(name) - len(wanted)), name))]
    close = difflib.get_close_matches(wanted, names, n=1, cutoff=_AS_GOOD_AS)
    return names[close[0]] if close else ""


def did_you_mean(text: str, known: Iterable[str]) -> Phrase | str:
    """Return `` Did you mean '…'?``, to stand behind a sentence, with the most alike known name; "" when none is."""
    name = alike(text, known)
    return phrase(" Did you mean '{name}'?", name=name) if name else ""


def _tells(name: str, wanted: str) -> bool:
    shorter, longer = sorted((name, wanted), key=len)
    # Two Chinese characters say as much as four letters.
    return len(shorter) >= (4 if shorter.isascii() else 2) and shorter in longer
