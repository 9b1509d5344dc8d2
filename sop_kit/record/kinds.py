"""The kinds of value a record holds, and the words the method gives them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from sop_kit.errors import BadValue

STAGES = ("monitor", "feedback", "analyse", "decide", "optimise", "release")
ASPECTS = ("feasibility", "clarity", "accuracy")
VERDICTS = ("codify", "refine", "pilot", "drop")
CORE_PROCESSES = ("monitoring", "feedback", "iteration", "release")
PROCESS_OF_STAGE = {
    "monitor": "monitoring",
    "feedback": "feedback",
    "analyse": "feedback",
    "decide": "iteration",
    "optimise": "iteration",
    "release": "release",
}
# D, C, H and I are the codes of the shipped records: how a fact is known.
EVIDENCE_CODES = ("D", "C", "H", "I")

ID_LIMIT = 80
_ID = re.compile(rf"[\w.\-/:#()+&]{{1,{ID_LIMIT}}}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_PRODUCT_ID = re.compile(r"\w[\w.\-]{0,63}")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a field that names rows of another table by id."""

    table: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Marks a field whose text can be translated."""


def clean_text(text: str) -> str:
    """Return the text with plain line ends and no white space around it.

    Raises
    ------
    BadValue
        When it holds a character that no file format of the kit can carry.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    found = _FORBIDDEN.search(text)
    if found:
        raise BadValue("the character {code} cannot be stored; delete it.", code=code_point(found.group()))
    return text


def storable(text: str) -> str:
    """Return the text without the characters that no file format and no database of the kit can carry."""
    return _FORBIDDEN.sub("", text)


def code_point(character: str) -> str:
    """Return the number of a character as Unicode writes it, such as U+0007."""
    return f"U+{ord(character):04X}"


def clean_id(text: str) -> str:
    """Return the id in Unicode's composed form.

    Raises
    ------
    BadValue
        When it is empty, longer than 80 characters, or holds a space, a comma, a semicolon, a bracket or a quote.
    """
    text = unicodedata.normalize("NFC", text.strip())
    if not _ID.fullmatch(text):
        raise BadValue(
            "'{name}' is no id: use 1 to {limit} letters, digits or . - _ / : # ( ) + & without spaces.",
            name=text[:ID_LIMIT],
            limit=ID_LIMIT,
        )
    return text


def clean_product_id(text: str) -> str:
    """Return the id of a product line; it also names its folder, so it is stricter than other ids.

    Raises
    ------
    BadValue
        When it could not be a folder's name on every system.
    """
    text = unicodedata.normalize("NFC", text.strip())
    if not _PRODUCT_ID.fullmatch(text) or text.endswith(".") or _RESERVED.fullmatch(text):
        raise BadValue(
            "'{name}' is no id of a product line: use up to 64 letters, digits, - _ . "
            "(it names a folder, so names such as CON or ../x are refused).",
            name=text[:ID_LIMIT],
        )
    return text


def make_id(text: str) -> str:
    """Return an id made from a name: its letters and digits, lower case, joined by hyphens ("" when it has none)."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return "-".join(words)[:ID_LIMIT].strip("-")


def _as_text(value: object) -> object:
    # Spreadsheets and YAML hand over numbers and dates where a person typed text.
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value)


def _as_refs(value: object) -> object:
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else value


Line = Annotated[str, BeforeValidator(_as_text), AfterValidator(clean_text)]
Told = Annotated[Line, Prose()]
Id = Annotated[str, BeforeValidator(_as_text), AfterValidator(clean_id)]
Reference = Annotated[str, BeforeValidator(_as_text), AfterValidator(lambda text: clean_id(text) if text else "")]
References = Annotated[tuple[Id, ...], BeforeValidator(_as_refs)]

Role = Annotated[Reference, Refers("roles")]
Roles = Annotated[References, Refers("roles")]
Person = Annotated[Reference, Refers("people")]
People = Annotated[References, Refers("people")]
StepId = Annotated[Reference, Refers("steps")]
StepIds = Annotated[References, Refers("steps")]

Stage = Literal["monitor", "feedback", "analyse", "decide", "optimise", "release"]
Aspect = Literal["", "feasibility", "clarity", "accuracy"]
Score = Annotated[int, Field(ge=1, le=5)] | None
Minutes = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)] | None
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None
