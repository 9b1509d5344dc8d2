"""The facts of a product line, or a whole record, from JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from sop_kit.errors import Problem
from sop_kit.record.files.facts import facts_part
from sop_kit.record.files.faults import json_fault
from sop_kit.record.files.reading import Origin, Part, error
from sop_kit.record.files.record_tree import record_part
from sop_kit.record.files.run_file import KEY


def read_json(text: str, name: str) -> Part:
    """Return the rows that a JSON text states: a shipped record's facts, or a record by its tables."""
    problems: list[Problem] = []
    origin = Origin(name=name)

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        items: dict[str, object] = {}
        for key, value in pairs:
            if key in items:
                problems.append(
                    error(
                        name,
                        "'{name}' stands twice in one object; the second was left out. Delete one of them.",
                        name=key,
                    )
                )
            items.setdefault(key, value)
        return items

    try:
        # Figures stay as they were written: 1.10 is a version and no number.
        facts = json.loads(text, object_pairs_hook=once, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as fault:
        refused = error(
            f"{name}:{fault.lineno}:{fault.colno}",
            "The file is no valid JSON here: {fault}. Nothing was read from it. Look at commas and quotes.",
            fault=json_fault(fault),
        )
        return Part(name=name, problems=(refused,))
    except RecursionError:
        return Part(name=name, problems=(error(name, "The file is nested too deep to be a record."),))
    if isinstance(facts, Mapping) and KEY in facts:
        message = (
            "This is the record of a run of a checklist. Import it without --product and --name: it names its line."
        )
        return Part(name=name, problems=(error(name, message),))
    part = record_part(facts, origin) if _is_record(facts) else facts_part(facts, origin)
    return replace(part, problems=(*problems, *part.problems))


def _is_record(facts: object) -> bool:
    return isinstance(facts, Mapping) and ("schema" in facts or isinstance(facts.get("product"), Mapping))
