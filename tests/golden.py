"""Golden files: what an exporter makes of a small fixed sample, beside what a person has read and kept.

Such a file lies in the folder ``golden`` beside the test. ``pytest --update-golden`` writes it anew: read the
difference (``git diff``) before it is committed.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

import pytest

_MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Golden:
    """Compares what was made with the files of one folder."""

    folder: Path
    update: bool

    def check(self, name: str, made: str) -> None:
        """Fail the test when the text differs from the file of that name; with ``--update-golden``, keep it instead."""
        path = self.folder / name
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made, encoding="utf-8", newline="")
            return
        if not path.is_file():
            pytest.fail(f"There is no {path}. Run pytest --update-golden, read the file, and commit it.")
        kept = path.read_bytes().decode()
        if made != kept:
            pytest.fail(f"{difference(kept, made, name)}\nIf this is meant: pytest --update-golden, and read the diff.")


def difference(kept: str, made: str, name: str) -> str:
    """Return the first lines in which two texts differ."""
    lines = list(
        difflib.unified_diff(kept.splitlines(), made.splitlines(), f"{name} (kept)", f"{name} (made)", "", "", 1, "")
    )
    more = [f"… {len(lines) - _MOST_LINES} more lines"] if len(lines) > _MOST_LINES else []
    return "\n".join(lines[:_MOST_LINES] + more)
