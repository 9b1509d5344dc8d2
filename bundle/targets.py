"""The systems a bundle is made for, and the packages that each of them needs."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OLDEST_GLIBC, NEWEST_GLIBC = 5, 28  # glibc 2.x: what wheels may ask for; 2.28 is of 2018
WANTED = ("sop-kit[all]", "pip")


class BundleFailed(Exception):
    """The bundle cannot be made; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """An operating system with its processor, as pip, Python and requirement markers name it."""

    name: str  # linux-x64
    title: str  # Linux x64
    tags: tuple[str, ...]  # what pip calls a platform
    python_platform: str  # sysconfig.get_platform() there
    markers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A system and a version of Python there."""

    system: System
    python: str  # 3.12

    @property
    def title(self) -> str:
        """Return how people call it."""
        return f"{self.system.title}, Python {self.python}"

    @property
    def pip_options(self) -> list[str]:
        """Return what makes pip look for wheels of this target instead of the running Python."""
        platforms = [option for tag in self.system.tags for option in ("--platform", tag)]
        return ["--only-binary=:all:", "--python-version", self.python, *platforms]

    @property
    def markers(self) -> dict[str, str]:
        """Return what requirement markers see there."""
        return {
            **self.system.markers,
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """One package as pip found it for a target."""

    name: str
    version: str
    file: str  # name of the wheel
    sha256: str
    requires: tuple[str, ...]


_GLIBC = tuple(f"manylinux_2_{minor}_x86_64" for minor in range(NEWEST_GLIBC, OLDEST_GLIBC - 1, -1))
LINUX = System(
    name="linux-x64",
    title="Linux x64",
    tags=(*_GLIBC, "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64", "linux_x86_64"),
    python_platform="linux-x86_64",
    markers={
        "os_name": "posix",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
    },
)
WINDOWS = System(
    name="windows-x64",
    title="Windows x64",
    tags=("win_amd64",),
    python_platform="win-amd64",
    markers={
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
    },
)
SYSTEMS = {system.name: system for system in (LINUX, WINDOWS)}


def resolve(wheel: Path, target: Target) -> tuple[Package, ...]:
    """Return the packages that the kit's wheel needs on the target, the kit and pip among them, by name.

    pip judges markers such as ``sys_platform == "win32"`` by the machine it runs on. So what it found is walked through
    with the markers of the target: what is missing there is asked for in another round, what is needless is left out.
    """
    asked = [f"{wheel}[all]", "pip"]
    while True:
        found = _ask_pip(asked, target)
        names, unmet = needed(found, target.markers)
        if not unmet:
            return tuple(found[name] for name in sorted(names))
        if set(unmet) <= set(asked):
            raise BundleFailed(f"{target.title}: pip found no packages that go with {', '.join(unmet)}.")
        asked += unmet


def needed(found: Mapping[str, Package], markers: Mapping[str, str]) -> tuple[set[str], list[str]]:
    """Return the names of what is installed where these markers hold, and the requirements that nothing found meets."""
    followed: dict[str, set[str]] = {}  # name → extras whose requirements were followed; "" is the package without any
    unmet = []
    todo = [Requirement(line) for line in WANTED]
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        package = found.get(name)
        if package is None or not requirement.specifier.contains(package.version, prereleases=True):
            unmet.append(_without_marker(requirement))
            continue
        extras = {"", *requirement.extras} - followed.setdefault(name, set())
        followed[name] |= extras
        todo += [each for each in map(Requirement, package.requires) if _applies(each, markers, extras)]
    return set(followed), unmet


def pip(*arguments: str, title: str) -> None:
    """Run pip; raise with a sentence when it fails."""
    if importlib.util.find_spec("pip") is None:  # uv makes environments without it
        subprocess.run([sys.executable, "-m", "ensurepip"], check=True, capture_output=True)
        importlib.invalidate_caches()
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise BundleFailed(explain(done.stderr, title))


def explain(complaint: str, title: str) -> str:
    """Return what pip's complaint means and what to do."""
    errors = [line.removeprefix("ERROR: ") for line in complaint.splitlines() if line.startswith("ERROR: ")]
    said = errors[-1] if errors else complaint.strip().rpartition("\n")[2]
    if "Retrying (" in complaint or "Connection" in said:
        return (
            f"{title}: pip could not reach its package index. Check network and proxy, and `pip config list`. ({said})"
        )
    _, absent, package = said.partition("No matching distribution found for ")
    if absent:
        return (
            f"{title}: there is no wheel of {package}. Leave that Python out (make bundle PYTHONS=...), or bound the "
            "package in pyproject.toml to a version that has one."
        )
    return f"{title}: pip failed: {said}"


def _ask_pip(asked: Sequence[str], target: Target) -> dict[str, Package]:
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        # --target only because pip asks for it beside --platform: a dry run writes nothing
        where = ["--dry-run", "--ignore-installed", "--target", folder, "--report", str(report)]
        pip("install", "--quiet", *where, *target.pip_options, *asked, title=target.title)
        installs = json.loads(report.read_text(encoding="utf-8"))["install"]
    packages = map(_package, installs)
    return {canonicalize_name(package.name): package for package in packages}


def _package(install: Mapping[str, Any]) -> Package:
    facts, source = install["metadata"], install["download_info"]
    return Package(
        name=facts["name"],
        version=facts["version"],
        file=unquote(urlsplit(source["url"]).path.rpartition("/")[2]),
        sha256=source["archive_info"].get("hashes", {}).get("sha256", ""),
        requires=tuple(facts.get("requires_dist", ())),
    )


def _applies(requirement: Requirement, markers: Mapping[str, str], extras: Iterable[str]) -> bool:
    marker = requirement.marker
    return any(marker is None or marker.evaluate({**markers, "extra": extra}) for extra in extras)


def _without_marker(requirement: Requirement) -> str:
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    return f"{requirement.name}{extras}{requirement.specifier}"
