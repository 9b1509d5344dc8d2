"""Whatever is wrong with a file is said in Chinese to whoever reads Chinese, down to the last word."""

import re

import pytest

from sop_kit.errors import Problem
from sop_kit.record.files.merge import read_files
from sop_kit.words import words

BROKEN = {
    "chat.yaml": """\
produkt: {id: y}
product: {id: x, naem: X, languages: [fr], name: "\a"}
steps:
  - {id: a, stage: monitr, action: Look, role: dev}
  - {id: b, stage: 监控, action: Look, role: dev, minutes: five, tol: x}
  - {id: c, stage: release, role: dev, id: d}
  - {id: c 1, stage: release, action: Go, role: [a, {b: c}], next: 'S9; S 10', minutes: -4}
  - {stage: release, action: Go, role: !!python/x y, frequency: [a, b]}
feedback:
  - {id: f, participant: p, target: b, score: "6"}
  - {id: g, participant: p, target: b, blocking: vielleicht}
  - just text
people: nobody
metrics: [{name: AUC}, {name: AUC}]
settings: {verdict_rule: {minimum_raters: none}, rules_off: [a]}
""",
    "torn.yaml": "product: [1\nsteps: 2",
    "steps.csv": (
        "A title\nid,stage,action,role,colour\n1,monitr,Look,dev\n2,monitor,,dev\n3,monitor,Look,dev,,too,many\n"
        '1,monitor,Look,"ops, sre\n!!,monitor,Look,devs\n1,monitor,Again,ops\n'
    ),
    "strange.csv": "hello,world\nfoo,bar\n",
    "product.csv": "fact,value\nid,x\nsettings.rules_off,{\n",
    "facts.json": (
        '{"name": "x", "steps": [1, {"id": "a", "stage": "monitor", "action": "Look", "role": "me", "foo": "y"}],'
        '"roles": [["a", "b", "c"]], "sources": 3, "toolz": [], "pain": "x", "lessons": [1], "title": 4, "name": "y"}'
    ),
    "torn.json": "{'a': 1}",
    "facts.md": (
        "# Title\n\nfoo bar\n\n## Steps\n\n| id | stage | action | role |\n|--|--|--|--|\n"
        "| a | monitor | Look |\n| b | wrong | Look | dev |\n\n## Odd\n\nbar\n"
    ),
    "empty.md": "",
    "no.md": "# Title\n",
    "slides.pdf": "%PDF-1.7",
    "CON.csv": "id,stage,action,role\nS1,monitor,Look,dev\n",
}
QUOTED = re.compile(r"“[^“”]*”")
ENGLISH = re.compile(r"[A-Za-z]+ [a-z]+ [a-z]+")


def problems_of(name: str) -> tuple[Problem, ...]:
    return read_files([(name, BROKEN[name].encode())], product=None, name=None, base=None).problems


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_with_a_file_is_said_in_chinese(name: str):
    problems = problems_of(name)
    assert problems
    for problem in problems:
        said = problem.what.said(words("zh"))
        assert said != problem.what.said(words("en"))
        assert not ENGLISH.search(QUOTED.sub("", said)), said


@pytest.mark.parametrize("name", BROKEN)
def test_in_english_a_problem_reads_as_its_text(name: str):
    assert [problem.said(words("en")) for problem in problems_of(name)] == [str(each) for each in problems_of(name)]


def test_files_of_several_lines_are_named_in_chinese():
    files = [(f"{name}.yaml", f"product: {{id: {name}}}".encode()) for name in ("chat", "fraud")]
    (problem,) = read_files(files, product=None, name=None, base=None).problems
    assert problem.what.said(words("zh")) == (
        "这些文件属于不同的产品线：“chat”、“fraud”。请分别导入，或用 --product 指定一条。"
    )
