"""Every word of the kit is there in Chinese, and the catalogue holds nothing else."""

import ast
import gettext
import io
import re
import string
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from sop_kit.words import Words, words

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "sop_kit" / "words" / "zh" / "LC_MESSAGES" / "sop_kit.po"
TEMPLATES = {".j2", ".jinja", ".html", ".md", ".css"}
SAY_IN_TEMPLATE = re.compile(r"""\bsay\(\s*(?P<quote>["'])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)""", re.DOTALL)
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff]\s*[,.:;!?]\s*[\u4e00-\u9fff]")


class Said(NamedTuple):
    """A text handed to ``say``; "" when it stands somewhere else and cannot be found by reading the code."""

    where: str
    text: str


Check = Callable[[list[Said], Catalog], list[str]]

# What is called → the place of the argument that is a text of the kit; __init__ is that of the tree in errors.py.
SENTENCES = {
    "BadRequest": 0,
    "BadValue": 0,
    "SopKitError": 0,
    "__init__": 0,
    "PlaceNotFound": 1,
    "MissingTool": 1,
    "StoreBroken": 2,
    "StoreRefused": 0,
    "Phrase": 0,
    "phrase": 0,
    "error": 1,
    "warning": 1,
}
TEXT_ITSELF = {"error", "warning"}  # a reader's problems: their texts stand nowhere else


def said_in_code(text: str, where: str) -> Iterator[Said]:
    for node, named in _calls(ast.parse(text)):
        if node.args and _says(node.func):
            for each in literals(node.args[0]):
                yield Said(f"{where}:{node.lineno}", each)
            continue
        # An error or a problem is said by the face that shows it: its text stands where it is made.
        name = _name(node.func)
        place = SENTENCES.get(name, 99)
        for argument in node.args[place : place + 1]:
            for each in named.get(_name(argument), literals(argument)):
                if each or name in TEXT_ITSELF or _is_composed(argument):
                    yield Said(f"{where}:{node.lineno}", each)


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, dict[str, list[str]]]]:
    """Yield every call, with the texts that stand under a name where it is made, to be handed on by that name."""
    scopes: dict[ast.Call, dict[str, list[str]]] = {}
    for scope in ast.walk(tree):
        if isinstance(scope, ast.Module | ast.FunctionDef):
            named: dict[str, list[str]] = {}
            for node in ast.walk(scope):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    named.setdefault(node.targets[0].id, []).extend(literals(node.value))
            texts = {name: found for name, found in named.items() if all(found)}
            # Functions come after what they stand in: the innermost one counts.
            scopes.update((node, texts) for node in ast.walk(scope) if isinstance(node, ast.Call))
    yield from scopes.items()


def _is_composed(argument: ast.expr) -> bool:
    """Whether a text is put together: nobody could say that in another language."""
    return isinstance(argument, ast.JoinedStr | ast.BinOp)


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr if called.attr == "__init__" else ""
    return getattr(called, "id", "")


def _says(called: ast.expr) -> bool:
    """Whether it is ``say``, ``view.say`` and the like, or the command line's ``spoken()``."""
    if isinstance(called, ast.Call):
        return isinstance(called.func, ast.Name) and called.func.id == "spoken"
    return (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")) == "say"


def literals(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else [""]


def said_in_template(text: str, where: str) -> Iterator[Said]:
    for match in SAY_IN_TEMPLATE.finditer(text):
        quoted = match["quote"] + match["text"] + match["quote"]
        yield Said(f"{where}:{text.count(chr(10), 0, match.start()) + 1}", ast.literal_eval(quoted))


@cache
def everything_said(root: Path) -> list[Said]:
    found: list[Said] = []
    for path in sorted([*(root / "sop_kit").rglob("*"), *(root / "templates").rglob("*")]):
        where = path.relative_to(root).as_posix()
        if path.suffix == ".py":
            found += said_in_code(path.read_text(encoding="utf-8"), where)
        elif path.suffix in TEMPLATES:
            found += said_in_template(path.read_text(encoding="utf-8"), where)
    return found


def read_catalogue(text: str) -> Catalog:
    return read_po(io.BytesIO(text.encode()), locale="zh", abort_invalid=True)


def messages(catalogue: Catalog) -> dict[str, str]:
    return {str(each.id): str(each.string) for each in catalogue if each.id}


def unreadable(said: list[Said], _: Catalog) -> list[str]:
    # errors.py says what was handed to it: those texts are found where errors are raised.
    lost = [each for each in said if not each.text and "errors.py" not in each.where]
    return [f"{each.where}: write the text itself inside say(...)" for each in lost]


def missing(said: list[Said], catalogue: Catalog) -> list[str]:
    known = messages(catalogue)
    return [f"{each.where}: {each.text}" for each in said if each.text and each.text not in known]


def left_over(said: list[Said], catalogue: Catalog) -> list[str]:
    used = {each.text for each in said}
    return [text for text in [*messages(catalogue), *map(str, catalogue.obsolete)] if text not in used]


def unfinished(_: list[Said], catalogue: Catalog) -> list[str]:
    return [str(each.id) for each in catalogue if each.id and (each.fuzzy or not each.string)]


def other_values(_: list[Said], catalogue: Catalog) -> list[str]:
    return [text for text, chinese in messages(catalogue).items() if chinese and values(text) != values(chinese)]


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def half_width(_: list[Said], catalogue: Catalog) -> list[str]:
    return [chinese for chinese in messages(catalogue).values() if HALF_WIDTH.search(chinese)]


CODE = """
def title(say, late):
    return say("Owner") + say("{n} steps", n=3) + say(
        "one "
        "two"
    ) + say("late" if late else "in time")
"""
TEMPLATE = "<p>{{ say('Don\\'t wait') }}</p>\n<p>{{ say(\"Next: {when}\", when=meta.when) }}</p>"
SOUND = {
    "Owner": "负责人",
    "{n} steps": "{n} 个步骤",
    "one two": "一，二",
    "late": "逾期",
    "in time": "按时",
    "Don't wait": "不要等",
    "Next: {when}": "下次：{when}",
}


def say_in_both() -> list[Said]:
    return [*said_in_code(CODE, "a.py"), *said_in_template(TEMPLATE, "a.j2")]


def catalogue_of(entries: dict[str, str], extra: str = "") -> Catalog:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
    return read_catalogue(
        head + "".join(f'\nmsgid "{key}"\nmsgstr "{value}"\n' for key, value in entries.items()) + extra
    )


BROKEN = {
    unreadable: [([Said("a.py:1", "")], catalogue_of(SOUND))],
    missing: [(say_in_both(), catalogue_of({key: SOUND[key] for key in list(SOUND)[1:]}))],
    left_over: [
        (say_in_both(), catalogue_of(SOUND | {"Deputy": "副职"})),
        (say_in_both(), catalogue_of(SOUND, '\n#~ msgid "Old"\n#~ msgstr "旧"\n')),
    ],
    unfinished: [
        (say_in_both(), catalogue_of(SOUND | {"Owner": ""})),
        (say_in_both(), catalogue_of(SOUND, '\n#, fuzzy\nmsgid "New"\nmsgstr "新"\n')),
    ],
    other_values: [(say_in_both(), catalogue_of(SOUND | {"{n} steps": "{m} 个步骤"}))],
    half_width: [
        (say_in_both(), catalogue_of(SOUND | {"one two": "一,二"})),
        (say_in_both(), catalogue_of(SOUND | {"one two": "一. 二"})),
    ],
}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_catalogue(PO.read_text(encoding="utf-8"))


@pytest.mark.parametrize("check", BROKEN)
def test_the_catalogue_is_whole(check: Check, catalogue: Catalog):
    found = check(everything_said(ROOT), catalogue)
    assert not found, "\n".join(found)


def test_what_is_said_is_found_in_code_and_templates():
    assert {each.text for each in say_in_both()} == set(SOUND)
    assert {each.where for each in say_in_both()} == {"a.py:3", "a.py:6", "a.j2:1", "a.j2:2"}


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ('error(row.at(), "No {name}.", name=name)', ["No {name}."]),
        ('warning(where, "One." if one else "More.")', ["One.", "More."]),
        ('text = "No {name}."\nerror(where, text, name=name)', ["No {name}."]),
        ('phrase("A hint")', ["A hint"]),
        ('Phrase("A hint")', ["A hint"]),
        ('BadValue("No {name}", name=name)', ["No {name}"]),
        ("Phrase(advice)", []),
    ],
)
def test_the_sentences_of_problems_and_errors_are_found(code: str, texts: list[str]):
    assert [each.text for each in said_in_code(code, "a.py")] == texts


@pytest.mark.parametrize(
    "code",
    [
        "say(label)",
        "error(where, message)",
        'text = f"No {name}."\nerror(where, text)',
        'error(where, f"No {name}.")',
        'phrase(f"No {name}.")',
        'Phrase("a" + b)',
    ],
)
def test_a_text_that_cannot_be_translated_is_found(code: str):
    assert [each.text for each in said_in_code(code, "a.py")] == [""]


@pytest.mark.parametrize("check", BROKEN)
def test_a_whole_catalogue_is_not_blamed(check: Check):
    assert check(say_in_both(), catalogue_of(SOUND)) == []


@pytest.mark.parametrize(
    ("check", "said", "entries"), [(check, *case) for check, cases in BROKEN.items() for case in cases]
)
def test_a_gap_is_found(check: Check, said: list[Said], entries: Catalog):
    assert len(check(said, entries)) == 1


def test_zero_has_no_sign():
    say = words("en")
    assert [say.number(value) for value in (-0.0, 0.0, 0)] == ["0", "0", "0"]


def test_in_chinese_no_space_stands_beside_full_width_quotes():
    chinese = Words("zh", gettext.NullTranslations())
    assert chinese("有 {a} 的案例，{b} 之前", a="“Deployed”", b="GC21") == "有“Deployed”的案例，GC21 之前"
    assert chinese("问 {a} 吧", a="“甲”和乙") == "问 “甲”和乙 吧"  # only the value as a whole
    assert Words("en", gettext.NullTranslations())("a {a} b", a="“c”") == "a “c” b"
