"""The kit's own words in Chinese and English: the only mechanism for translated words."""

from __future__ import annotations

import datetime as dt
import gettext
import io
from functools import cache, lru_cache, partial
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from sop_kit.errors import UnknownLanguage

LANGUAGES = ("zh", "en")
HTML_LANG = {"zh": "zh-Hans", "en": "en"}


class Words:
    """Say an English source text in one language, with values filled in."""

    def __init__(self, lang: str, catalogue: gettext.NullTranslations) -> None:
        self.lang = lang
        self._said = cache(catalogue.gettext)  # only the kit's own texts: they have an end
        # A document writes the same few figures and days hundreds of times.
        self._day = lru_cache(maxsize=1024)(self._written_day)
        self._number = lru_cache(maxsize=1024)(partial(format_decimal, locale=Locale.parse(lang)))

    def __call__(self, text: str, /, **values: object) -> str:
        """Return ``text`` in this language; ``{name}`` is replaced by the value of that name."""
        said = self._said(text)
        if not values:
            return said
        return (_close_to_quotes(said, values) if self.lang == "zh" else said).format(**values)

    def list(self, items: list[str] | tuple[str, ...]) -> str:
        """Return the items joined as this language joins a list."""
        return ("、" if self.lang == "zh" else ", ").join(items)

    def day(self, date: str) -> str:
        """Return an ISO date as this language writes it; a text that is none comes back as it is."""
        return self._day(date)

    def number(self, value: float) -> str:
        """Return a number with this language's marks for thousands and decimals."""
        return self._number(value or 0)  # zero has no sign

    def _written_day(self, date: str) -> str:
        try:
            found = dt.date.fromisoformat(date)
        except ValueError:
            return date
        return format_date(found, "y年M月d日" if self.lang == "zh" else "d MMMM y", locale=self.lang)


def _close_to_quotes(said: str, values: dict[str, object]) -> str:
    """Return a Chinese text without the space that a Latin value wants, where the value stands in full-width quotes."""
    for name, value in values.items():
        if isinstance(value, str) and value.startswith("“") and value.endswith("”"):
            place = f"{{{name}}}"
            said = said.replace(f" {place}", place).replace(f"{place} ", place)
    return said


@cache
def words(lang: str) -> Words:
    """Return the words of a language.

    Raises
    ------
    UnknownLanguage
        When ``lang`` is none of ``LANGUAGES``.
    """
    if lang not in LANGUAGES:
        raise UnknownLanguage(lang, LANGUAGES)
    return Words(lang, _catalogue(lang))


def _catalogue(lang: str) -> gettext.NullTranslations:
    # English is the source language: its texts need no catalogue.
    path = Path(__file__).parent / lang / "LC_MESSAGES" / "sop_kit.po"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=lang)
    binary = io.BytesIO()
    write_mo(binary, catalogue)
    binary.seek(0)
    return gettext.GNUTranslations(binary)
