"""Why a value was not taken in and what to write instead, for somebody who has never seen a type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from sop_kit.errors import BadValue, Lines, Phrase, phrase
from sop_kit.record.alike import did_you_mean
from sop_kit.record.value_labels import value_word

_SHOWN = 80  # characters of a value that are repeated
_NOT_YES_NO = Phrase("{value} is neither yes nor no.")
_NO_WHOLE_NUMBER = Phrase("{value} is no whole number.")
_NO_NUMBER = Phrase("{value} is no number; write only the figure, such as 15.")
_NO_LIST = Phrase("a list is expected here.")
_NO_LINES = Phrase("lines such as 'name: value' are expected here.")
_EMPTY = Phrase("it is empty, and must be stated.")
_OTHER = Phrase("{value} does not fit here. See in an export how it is written.")
# What pydantic calls the fault → what it is.
_SENTENCES: Mapping[str, Phrase] = {
    "missing": _EMPTY,
    "too_short": _EMPTY,
    "string_too_short": _EMPTY,
    "extra_forbidden": Phrase("this name is not known here."),
    "bool_parsing": _NOT_YES_NO,
    "bool_type": _NOT_YES_NO,
    "int_parsing": _NO_WHOLE_NUMBER,
    "int_parsing_size": _NO_WHOLE_NUMBER,
    "int_type": _NO_WHOLE_NUMBER,
    "int_from_float": _NO_WHOLE_NUMBER,
    "float_parsing": _NO_NUMBER,
    "float_type": _NO_NUMBER,
    "finite_number": _NO_NUMBER,
    "tuple_type": _NO_LIST,
    "list_type": _NO_LIST,
    "dict_type": _NO_LINES,
    "model_type": _NO_LINES,
    "model_attributes_type": _NO_LINES,
    "string_type": Phrase("a text is expected here."),
}


def reason(detail: Mapping[str, Any]) -> Phrase:
    """Return what is wrong with a value as the rest of a sentence; ``detail`` is what pydantic tells of it."""
    value, context = detail["input"], detail.get("ctx", {})
    shown = phrase("'{name}'", name=value[:_SHOWN]) if isinstance(value, str) else phrase("what stands here")
    match detail["type"]:
        case "value_error" if isinstance(context["error"], BadValue):
            found: Phrase = context["error"].what
            return found
        case "literal_error":
            words = tuple(word for word in re.findall(r"'([^']*)'", context["expected"]) if word)
            hint = did_you_mean(str(value), words)
            return phrase(
                "{value} is not one of {words}.{hint}", value=shown, words=tuple(map(value_word, words)), hint=hint
            )
        case "greater_than_equal":
            return phrase("{value} is too little; write {least} or more.", value=value, least=_figure(context["ge"]))
        case "less_than_equal":
            return phrase("{value} is too much; write {most} or less.", value=value, most=_figure(context["le"]))
        case kind:
            return replace(_SENTENCES.get(kind, _OTHER), values=(("value", shown),))


def explain(error: ValidationError) -> Phrase | Lines:
    """Return what is wrong with the values of a record, each with its place, such as ``steps/3/stage``."""
    found = [
        phrase("{where}: {reason}", where="/".join(map(str, detail["loc"])), reason=reason(detail))
        if detail["loc"]
        else reason(detail)
        for detail in error.errors(include_url=False)
    ]
    return found[0] if len(found) == 1 else Lines(found)


def _figure(limit: float) -> str:
    return f"{limit:,.0f}" if limit == int(limit) else str(limit)
