"""What it costs to read, mine and check an event log of 100,000, 300,000 and 1,000,000 events: CPU and peak memory.

Run: .venv/bin/python benchmarks/logs.py [--most 300000] [--json]

The events are those of the example govuk-chat, again and again, each time as other cases and a while later; its record
is checked with a few constraints of each family. Every measurement has a process of its own.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, groupby, islice
from pathlib import Path
from xml.sax.saxutils import quoteattr

from sop_kit.places import kit_path

SIZES = (100_000, 300_000, 1_000_000)
KINDS = ("csv", "xes", "xes.gz")
LINE = "govuk-chat"
APART = timedelta(days=900)  # of one round of the same events from the next
MERGED, STAGED, DEPLOYED = "Pull request merged and tagged", "Deployed to staging", "Deployed to production"
CONSTRAINTS = (
    {"kind": "precedence", "first_activity": STAGED, "second_activity": DEPLOYED},
    {"kind": "response", "first_activity": MERGED, "second_activity": DEPLOYED, "within": "1 h"},
    {"kind": "exactly", "first_activity": MERGED},
    {"kind": "duration", "first_activity": MERGED, "second_activity": DEPLOYED, "within": "4 h"},
    {"kind": "four_eyes", "first_activity": "First commit authored", "second_activity": MERGED},
    {
        "kind": "time_window",
        "first_activity": DEPLOYED,
        "window": "Mon-Thu 09:30-17:00; Fri 09:30-16:00",
        "zone": "Europe/London",
    },
)
Event = dict[str, str]


def main() -> None:
    """Print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the most events")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(_measure(options.measure)))
        return
    facts = []
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            for size in (size for size in SIZES if size <= options.most):
                path = Path(folder) / f"log.{kind}"
                _write(path, size)
                command = [sys.executable, __file__, "--measure", str(path)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  this file
                facts.append({"kind": kind, "mb": path.stat().st_size / 1e6, **json.loads(done.stdout)})
                if not options.json:
                    _tell(facts)
    if options.json:
        print(json.dumps(facts, indent=1))


def _tell(facts: list[dict[str, object]]) -> None:
    columns = {"events": ",", "mb": ".0f", "read": ".2f", "mine": ".2f", "check": ".2f", "each": ".2f", "peak": ".0f"}
    if len(facts) == 1:
        print("CPU seconds of reading, mining and checking; µs an event; peak memory of the process in MB.")
        print("file    " + "".join(f"{name:>11}" for name in columns))
    last = facts[-1]
    print(f"{last['kind']:<8}" + "".join(f"{last[name]:>11{form}}" for name, form in columns.items()), flush=True)


def _measure(path: Path) -> dict[str, float]:
    """Return the CPU seconds of each part and the peak memory of this process, its imports with it."""
    from sop_kit.assess.conformance.check import check_log
    from sop_kit.assess.logs.counts import activity_counts
    from sop_kit.assess.logs.flows import flows
    from sop_kit.assess.logs.months import by_month
    from sop_kit.assess.logs.open_log import read_log
    from sop_kit.assess.logs.variants import variants
    from sop_kit.record.files.yaml_file import read_record
    from sop_kit.record.reality_tables import Constraint

    record = read_record(kit_path("workshop", f"{LINE}.yaml").read_bytes(), LINE).record
    if record is None:
        raise SystemExit("The shipped product line cannot be read.")
    record = record.replace(
        constraints=tuple(Constraint(id=f"c{number}", **values) for number, values in enumerate(CONSTRAINTS, start=1))
    )
    started = time.process_time()
    log = read_log(path)
    read = time.process_time()
    for mine in (variants, flows, activity_counts, by_month):
        mine(log)
    mined = time.process_time()
    check_log(record, log)
    checked = time.process_time()
    return {
        "events": log.events,
        "read": read - started,
        "mine": mined - read,
        "check": checked - mined,
        "each": (checked - started) / log.events * 1e6,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _write(path: Path, size: int) -> None:
    events = islice(_events(), size)
    with (
        gzip.open(path, "wt", 1, encoding="utf-8") if path.suffix == ".gz" else path.open("w", encoding="utf-8") as file
    ):
        if path.suffix == ".csv":
            first = next(events)
            rows = csv.DictWriter(file, list(first), lineterminator="\n")
            rows.writeheader()
            rows.writerow(first)
            rows.writerows(events)
        else:
            file.writelines(_xes(events))


def _events() -> Iterator[Event]:
    """Yield the events of the example for ever, each round as other cases and later than the one before."""
    text = gzip.decompress(kit_path("workshop", f"logs/{LINE}.csv.gz").read_bytes()).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    for turn in count():
        for row in rows:
            moment = datetime.fromisoformat(row["timestamp"]) + APART * (turn % 60)
            yield row | {"case_id": f"{row['case_id']}-{turn}", "timestamp": moment.isoformat().replace("+00:00", "Z")}


def _xes(events: Iterator[Event]) -> Iterator[str]:
    keys = {"activity": "concept:name", "resource": "org:resource"}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n'
    for case, rows in groupby(events, key=lambda row: row["case_id"]):
        yield f'<trace><string key="concept:name" value={quoteattr(case)}/>\n'
        for row in rows:
            yield f'<event><date key="time:timestamp" value="{row["timestamp"]}"/>'
            for name, value in row.items():
                if value and name not in {"case_id", "timestamp"}:
                    yield f'<string key="{keys.get(name, name)}" value={quoteattr(value)}/>'
            yield "</event>\n"
        yield "</trace>\n"
    yield "</log>\n"


if __name__ == "__main__":
    main()
