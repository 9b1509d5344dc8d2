"""The house holds: imports point one way, files stay small, a package is named in its one home."""

import ast
import graphlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
KIT = "sop_kit"

GROUND = {"errors", "words", "places"}
# Room → the rooms it may see besides itself. `sop_kit/__init__.py` is seen by all and sees nothing.
MAY_SEE = {
    "__init__": set(),
    "errors": set(),
    "places": {"errors"},
    "words": {"errors"},
    "record": GROUND,
    "assess": GROUND | {"record"},
    "blocks": GROUND,
    "document": GROUND | {"record", "assess", "blocks"},
    "export": GROUND | {"blocks"},
    "batch": GROUND,
    "live": GROUND | {"record", "assess", "blocks", "document"},
    "release": GROUND | {"record", "assess", "blocks", "document"},
    "cli": GROUND | {"record", "assess", "blocks", "document", "export", "batch", "live", "release"},
    "__main__": {"cli"},
}

# Package → the files below sop_kit/ that may name it. What nobody may name is not listed.
HOMES = {
    "pydantic": ("record/*", "assess/*", "blocks/*", "document/*", "export/*", "batch/*", "live/*"),
    "babel": ("words/__init__.py",),
    "sqlalchemy": ("record/store*.py",),
    "yaml": ("record/files/yaml_tree.py",),
    "xlsxwriter": ("record/workbooks/xlsx_sheets.py", "export/forms.py"),
    "openpyxl": ("record/workbooks/xlsx_*.py",),
    "numpy": ("assess/*",),
    "pandas": ("assess/*", "live/*"),
    "markdown_it": ("blocks/markdown.py",),
    "jinja2": ("export/*", "batch/*"),
    "markupsafe": ("export/*", "batch/*"),
    "resvg_py": ("export/png.py",),
    "typst": ("export/press.py",),
    "nbconvert": ("export/exporters.py", "batch/*"),
    "traitlets": ("export/exporters.py", "batch/*", "live/desk/*", "live/keeper/*"),
    "nbformat": ("export/exporters.py", "batch/*"),
    "papermill": ("batch/*",),
    "nbclient": ("batch/*",),
    "jupyter_client": ("batch/*", "cli/doctor.py"),
    "ipywidgets": ("live/*",),
    "anywidget": ("live/*",),
    "IPython": ("live/*",),
    "typer": ("cli*",),
    "rich": ("cli*",),
}

LONGEST_FILE = 400  # lines
DEEPEST_FOLDER = 3  # sop_kit itself is the first
SAYS_NOTHING = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
IMPORTING_CALLS = {"import_module", "__import__"}


class Import(NamedTuple):
    """One import: the file and line it stands on, and what it names."""

    path: Path  # relative to the root
    line: int
    name: str  # dotted; starts with a dot when relative; "" when computed
    star: bool = False

    @property
    def where(self) -> str:
        return f"{self.path.as_posix()}:{self.line}"


def modules(root: Path) -> list[Path]:
    return sorted(path.relative_to(root) for path in (root / KIT).rglob("*.py"))


def imports(root: Path) -> list[Import]:
    """Return every import of the kit: at the head of a file, inside a function, for type checking only, by call."""
    found: list[Import] = []
    for path in modules(root):
        tree = ast.parse((root / path).read_text(encoding="utf-8"))
        found += [each for node in ast.walk(tree) for each in imports_of(node, path, root)]
    return found


def imports_of(node: ast.AST, path: Path, root: Path) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(path, node.lineno, alias.name)
    elif isinstance(node, ast.ImportFrom):
        base = "." * node.level + (node.module or "")
        for alias in node.names:
            name = f"{base}.{alias.name}"
            yield Import(path, node.lineno, name if is_module(name, root) else base, star=alias.name == "*")
    elif isinstance(node, ast.Call) and called(node) in IMPORTING_CALLS:
        first = node.args[0] if node.args else None
        literal = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
        yield Import(path, node.lineno, literal)


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_module(dotted: str, root: Path) -> bool:
    path = root.joinpath(*dotted.split("."))
    return path.is_dir() or path.with_name(path.name + ".py").is_file()


def room(path: Path) -> str:
    """Return the room a file of the kit belongs to: its folder below sop_kit, or its own name."""
    return path.parts[1].removesuffix(".py")


def arrows_that_point_back(root: Path) -> list[str]:
    found = []
    for each in imports(root):
        parts = each.name.split(".")
        if parts[0] != KIT or len(parts) == 1:
            continue
        here, there = room(each.path), parts[1]
        if here not in MAY_SEE:
            found.append(f"{each.where}: the room {here} stands nowhere in MAY_SEE")
        elif there != here and there not in MAY_SEE[here]:
            found.append(f"{each.where}: {here} must not see {there}")
    return found


def circles(root: Path) -> list[str]:
    known = {".".join(path.with_suffix("").parts).removesuffix(".__init__"): path for path in modules(root)}
    names = {path: name for name, path in known.items()}
    graph: dict[str, set[str]] = {name: set() for name in known}
    for each in imports(root):
        if each.name in known and each.name not in (KIT, names[each.path]):
            graph[names[each.path]].add(each.name)
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return ["a circle: " + " → ".join(reversed(error.args[1]))]
    return []


def unclear_imports(root: Path) -> list[str]:
    found = []
    for each in imports(root):
        if each.star:
            found.append(f"{each.where}: a star import hides what is used")
        if each.name.startswith("."):
            found.append(f"{each.where}: write the import from sop_kit on, not {each.name}")
        if not each.name:
            found.append(f"{each.where}: this import computes what it names; no test can follow it")
    return found


def strangers(root: Path) -> list[str]:
    """Return the imports of packages outside their home, and of packages that have none."""
    found = []
    for each in imports(root):
        package = each.name.split(".")[0]
        if package in ("", KIT) or package in sys.stdlib_module_names:
            continue
        inside = each.path.relative_to(KIT).as_posix()
        homes = HOMES.get(package, ())
        if not any(fnmatch(inside, home) for home in homes):
            found.append(
                f"{each.where}: {package} belongs in {' or '.join(homes) or 'no file: give it a home in HOMES'}"
            )
    return found


def long_files(root: Path) -> list[str]:
    found = []
    for folder in (KIT, "tests", "benchmarks", "bundle"):
        for path in sorted(each for kind in ("*.py", "*.js") for each in (root / folder).rglob(kind)):
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST_FILE and "node_modules" not in path.parts:
                found.append(f"{path.relative_to(root).as_posix()}: {lines} lines; {LONGEST_FILE} is the wall")
    return found


def deep_folders(root: Path) -> list[str]:
    deep = sorted({path.parent for path in modules(root) if len(path.parent.parts) > DEEPEST_FOLDER})
    return [f"{folder.as_posix()}: {len(folder.parts)} folders deep; {DEEPEST_FOLDER} is the end" for folder in deep]


def names_that_say_nothing(root: Path) -> list[str]:
    found = []
    for path in modules(root):
        words = {word for part in path.with_suffix("").parts for word in part.split("_")}
        found += [f"{path.as_posix()}: '{word}' does not say what is inside" for word in sorted(words & SAYS_NOTHING)]
    return found


# Check → a tree that breaks it, and a word of the finding.
BROKEN = {
    arrows_that_point_back: [
        ({"record/a.py": "from sop_kit.assess import gaps"}, "record must not see assess"),
        ({"record/a.py": "from sop_kit import assess", "assess/__init__.py": ""}, "record must not see assess"),
        ({"record/a.py": "def f():\n    import sop_kit.document.draft"}, "record/a.py:2: record must not see document"),
        ({"batch/a.py": "import importlib\nimportlib.import_module('sop_kit.export.pdf')"}, "must not see export"),
        ({"batch/a.py": "__import__('sop_kit.record.store')"}, "batch must not see record"),
        ({"live/a.py": "from sop_kit.release import wikis"}, "live must not see release"),
        ({"blocks/a.py": "if TYPE_CHECKING:\n    from sop_kit.record.model import Record"}, "must not see record"),
        ({"errors.py": "from sop_kit.words import words"}, "errors must not see words"),
        ({"__init__.py": "from sop_kit.record.model import Record"}, "__init__ must not see record"),
        ({"cellar/a.py": "from sop_kit.errors import Problem"}, "the room cellar stands nowhere"),
    ],
    circles: [
        (
            {
                "record/a.py": "from sop_kit.record import b",
                "record/b.py": "def f():\n    from sop_kit.record.a import x",
            },
            "a circle: sop_kit.record.",
        )
    ],
    unclear_imports: [
        ({"record/a.py": "from sop_kit.errors import *"}, "star import"),
        ({"record/a.py": "from .tables import Step"}, "not .tables"),
        ({"record/a.py": "from . import tables"}, "from sop_kit on"),
        ({"record/a.py": "from importlib import import_module\nimport_module(name)"}, "computes what it names"),
    ],
    strangers: [
        ({"export/html.py": "import typst"}, "export/html.py:1: typst belongs in export/press.py"),
        ({"record/store.py": "def f():\n    import yaml"}, "record/files/yaml_tree.py"),
        ({"live/board.py": "import typer"}, "typer belongs in cli*"),
        ({"assess/a.py": "import scipy.stats"}, "give it a home"),
    ],
    long_files: [({"record/a.py": "x = 1\n" * 401}, "401 lines")],
    deep_folders: [({"record/files/old/a.py": ""}, "sop_kit/record/files/old: 4 folders deep")],
    names_that_say_nothing: [
        ({"record/utils.py": ""}, "'utils'"),
        ({"record/text_helpers.py": ""}, "'helpers'"),
        ({"manager/a.py": ""}, "'manager'"),
    ],
}
SOUND = {
    "errors.py": "import json",
    "record/__init__.py": "",
    "record/store.py": "from sqlalchemy import Engine\nfrom sop_kit import __version__, errors",
    "record/files/yaml_file.py": "from sop_kit.record.store import Store",
    "document/chapters/alerts.py": "from sop_kit.assess import gaps\nfrom sop_kit.blocks.model import Text",
    "cli.py": "import typer\ndef f():\n    from sop_kit.export import pdf",
}

Check = Callable[[Path], list[str]]


def build(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / KIT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("check", BROKEN)
def test_the_house_holds(check: Check):
    found = check(ROOT)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("check", BROKEN)
def test_a_sound_house_is_not_blamed(check: Check, tmp_path: Path):
    assert check(build(tmp_path, SOUND)) == []


@pytest.mark.parametrize(
    ("check", "files", "finding"), [(check, *case) for check, cases in BROKEN.items() for case in cases]
)
def test_a_crack_is_found(check: Check, files: dict[str, str], finding: str, tmp_path: Path):
    found = check(build(tmp_path, files))
    assert len(found) == 1
    assert finding in found[0]


def loaded_by(statement: str, folder: Path) -> set[str]:
    """Return the packages with a home that a fresh Python has loaded after the statement."""
    program = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()} & set(HOMES)


def test_importing_the_kit_loads_no_package():
    assert loaded_by("import sop_kit", ROOT) == set()


def test_a_package_loaded_on_import_is_found(tmp_path: Path):
    assert "jinja2" in loaded_by("import sop_kit", build(tmp_path, {"__init__.py": "import jinja2"}))
