import json

import pytest
import yaml

from sop_kit.record.files.faults import json_fault, yaml_fault
from sop_kit.words import words

LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a: b: c", "a colon stands where none can be"),
        ("steps: 'Look", "a quote is not closed"),
        ("steps: [a, b", "a comma or a closing bracket is missing"),
        ("a: {b: 1\nc: 2", "a comma or a closing bracket is missing"),
        ("steps:\n  - id: a\n   stage: b", "the indentation or the quotes do not fit the lines above"),
        ('a: "b" c', "the indentation or the quotes do not fit the lines above"),
        ("a: - b", "'- ' stands where no list can be"),
        ("a: @b", "a text must not start with this character unless it is in quotes"),
        ("a: ]", "a bracket or a comma stands where none can be"),
        ("a: !<x y", "it cannot be parsed"),
    ],
)
def test_what_is_wrong_with_yaml_is_said_for_people(text: str, meaning: str, loader: type):
    with pytest.raises(yaml.YAMLError) as caught:
        list(yaml.parse(text, Loader=loader))
    assert str(yaml_fault(caught.value)) == meaning


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ('{"a": }', "a value is missing"),
        ('{"a": 1 "b": 2}', "a comma or a closing bracket is missing"),
        ("{'a': 1}", "a name in double quotes is expected"),
        ('{"a" 1}', "a colon is missing"),
        ('{"a": "b', "a quote is not closed"),
        ('["a\nb"]', "a line break or a tab stands inside quotes; write \\n or \\t"),
        ('["\\q"]', "a backslash stands before a character that needs none"),
        ("{} {}", "something stands behind the end"),
    ],
)
def test_what_is_wrong_with_json_is_said_for_people(text: str, meaning: str):
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads(text)
    fault = json_fault(caught.value)
    assert (str(fault), fault.said(words("zh")) != meaning) == (meaning, True)
