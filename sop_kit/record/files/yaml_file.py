"""A record as one YAML file, always with the same bytes for the same record, and back."""

from __future__ import annotations

from typing import Any

from sop_kit.record.files.assemble import assemble
from sop_kit.record.files.decoding import read_text
from sop_kit.record.files.reading import Part, Reading
from sop_kit.record.files.record_tree import record_part
from sop_kit.record.files.settle import settle
from sop_kit.record.files.tidy import tidy
from sop_kit.record.files.yaml_text import dump
from sop_kit.record.files.yaml_tree import read_tree
from sop_kit.record.model import SCHEMA, Record, record_facts, row_facts


def write_record(record: Record) -> str:
    """Return the record as YAML: only columns that are stated, in the order of the model, Chinese as it is.

    A record from the store also says where in the chain it was taken, and carries its change log.
    """
    facts: dict[str, Any] = {"schema": SCHEMA}
    if record.head.number:
        facts["head"] = row_facts(record.head)
    facts |= record_facts(record)
    if "settings" in facts:
        facts["settings"] = _in_order(facts["settings"])
    if record.head.number and record.log:
        facts["log"] = [row_facts(entry) for entry in record.log]
    return dump(facts)


def read_record(text: str | bytes, name: str) -> Reading:
    """Return the record that a YAML file holds, and everything that is wrong with it.

    What is an id by its form is taken as it stands, so that a written record is read back equal. A bad value is left
    out and the rest kept; there is no record when the text is no YAML or has no usable product.
    """
    if isinstance(text, bytes):
        decoded, problems = read_text(text, name)
        if decoded is None:
            return Reading(record=None, problems=problems)
        text = decoded
    else:
        problems = ()
    part = read_yaml(text, name)
    if not part.tables and not part.singles and part.problems:
        return Reading(record=None, problems=(*problems, *part.problems))
    reading = assemble(settle([tidy(part)], None, unknown="keep"), None)
    return Reading(record=reading.record, problems=(*problems, *reading.problems))


def read_yaml(text: str, name: str) -> Part:
    """Return the rows that a YAML record file states, unchecked."""
    tree = read_tree(text, name)
    if tree.value is None and tree.problems:
        return Part(name=name, problems=tree.problems)
    part = record_part(tree.value, tree.origin)
    return Part(
        name=name,
        tables=part.tables,
        singles=part.singles,
        log=part.log,
        problems=(*tree.problems, *part.problems),
    )


def _in_order(settings: dict[str, Any]) -> dict[str, Any]:
    # Two equal records may have been given these in another order, and must be written alike.
    ordered = dict(settings)
    if "rules_off" in ordered:
        ordered["rules_off"] = dict(sorted(ordered["rules_off"].items()))
    rule = dict(ordered.get("verdict_rule", {}))
    if "weights" in rule:
        ordered["verdict_rule"] = {**rule, "weights": dict(sorted(rule["weights"].items()))}
    return ordered
