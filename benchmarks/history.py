"""What a Change costs on a short and on a long chain, and how long it takes to open and to verify one.

Run: .venv/bin/python benchmarks/history.py [--most 10000] [--json]

The record is that of a shipped product line, in a file of SQLite; every commit is on disk before it counts.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sop_kit.places import kit_path
from sop_kit.record.changes import Edit, difference
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.store import Store
from sop_kit.record.verifying import verify

LENGTHS = (100, 1_000, 10_000)
MEASURED = 50  # Changes at each length whose median counts
LINE = "wikimedia-liftwing"


def main() -> None:
    """Print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=LENGTHS[-1], help="the longest chain")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        facts = _measure(Path(folder) / "workshop.db", [length for length in LENGTHS if length <= options.most])
    if options.json:
        print(json.dumps(facts, indent=1))
        return
    print(f"Record of {LINE}, SQLite, one process; median of {MEASURED} Changes.")
    print(f"{'Changes':>8} {'ms a Change':>12} {'ms to open':>11} {'ms to verify':>13}")
    for each in facts:
        print(f"{each['changes']:>8,} {each['change_ms']:>12.1f} {each['open_ms']:>11.0f} {each['verify_ms']:>13.0f}")


def _measure(path: Path, lengths: list[int]) -> list[dict[str, float]]:
    record = read_record(kit_path("workshop", f"{LINE}.yaml").read_bytes(), LINE).record
    if record is None:
        raise SystemExit("The shipped product line cannot be read.")
    product, steps = record.product.id, [step.id for step in record.steps]
    store = Store.open(path)
    number = store.add(product, difference(None, record), by="benchmark").number
    facts = []
    for length in lengths:
        times = []
        while number < length:
            edit = Edit(act="put", table="steps", row=steps[number % len(steps)], values={"tool": f"tool {number}"})
            times.append(_milliseconds(lambda edit=edit: store.add(product, [edit], by="benchmark")))
            store.record(product)
            number += 1
        facts.append(
            {
                "changes": number,
                "change_ms": statistics.median(times[-MEASURED:]),
                "open_ms": _milliseconds(lambda: _open(path, product)),
                "verify_ms": _milliseconds(lambda: verify(store.rows(product), [])),
            }
        )
    store.close()
    return facts


def _open(path: Path, product: str) -> None:
    store = Store.open(path)
    store.record(product)
    store.close()


def _milliseconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
