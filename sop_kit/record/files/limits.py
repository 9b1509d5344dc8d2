"""How much of a file is read before it is given up."""

from __future__ import annotations

import os
from dataclasses import dataclass

MEGABYTE = 1_000_000
TIME_VARIABLE, MEMORY_VARIABLE = "SOP_KIT_IMPORT_SECONDS", "SOP_KIT_IMPORT_MEGABYTES"

MOST_BYTES = 50 * MEGABYTE  # of a workbook: pictures make it large, and they are not read
MOST_UNPACKED = 600 * MEGABYTE  # of all that is packed in it
MOST_RATIO = 250  # of unpacked to packed size, for a part that is large
RATIO_COUNTS_FROM = 10 * MEGABYTE
MOST_PARTS = 5_000
MOST_SHEETS = 250
MOST_CELLS = 1_000_000  # with something in them
MOST_COLUMNS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the reading of one file may take."""

    seconds: float = 60.0
    megabytes: int = 1_500


def limits() -> Limits:
    """Return the limits; ``SOP_KIT_IMPORT_SECONDS`` and ``SOP_KIT_IMPORT_MEGABYTES`` change them."""
    usual = Limits()
    return Limits(
        seconds=_number(TIME_VARIABLE, usual.seconds), megabytes=int(_number(MEMORY_VARIABLE, usual.megabytes))
    )


def _number(variable: str, usual: float) -> float:
    try:
        number = float(os.environ.get(variable, ""))
    except ValueError:
        return usual
    return number if number > 0 else usual
