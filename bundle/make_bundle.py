"""Make the offline bundles: for each system one ZIP with all wheels, a start script and a page on how to use it."""

import argparse
import hashlib
import json
import re
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from bundle.targets import LINUX, SYSTEMS, WINDOWS, BundleFailed, Package, System, Target, pip, resolve

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = Path(__file__).resolve().parent / "shipped"
STARTERS = {LINUX.name: {"start.sh": "start.sh"}, WINDOWS.name: {"run.bat": "run.bat", "启动.bat": "run.bat"}}
EXECUTABLE = {"start.sh"}
INSIDE = ("install_and_run.py", "python_fits.py")
LICENCES = {"sop-kit-LICENSE.txt": "LICENSE", "fonts-OFL.txt": "templates/fonts/OFL.txt"}
FIXED_TIME = (2020, 1, 1, 0, 0, 0)
SPARE = 1.3  # the demo and what Python compiles, beside what the wheels unpack to


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the bundles that the command line asks for."""
    asked = _parser().parse_args(arguments)
    work = asked.work / "wheels"
    work.mkdir(parents=True, exist_ok=True)
    try:
        kit = build_kit(work)
        for system in map(SYSTEMS.__getitem__, asked.systems):
            targets = [Target(system=system, python=f"3.{minor}") for minor in sorted(set(asked.pythons))]
            lists = {target.python: collect(kit, target, work) for target in targets}
            path = write_bundle(system, lists, work, asked.out)
            size = path.stat().st_size / 1_000_000
            _tell(f"Written: {path} ({size:.0f} MB, {len(_files(lists))} wheels, Python {', '.join(lists)})")
    except BundleFailed as failure:
        sys.stderr.write(f"The bundle was not made. {failure}\n")
        return 1
    return 0


def build_kit(work: Path) -> Path:
    """Return the kit's own wheel, built from this checkout."""
    for old in work.glob("sop_kit-*.whl"):
        old.unlink()
    _tell("Building the wheel of sop-kit.")
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(work), str(ROOT), title="The wheel of sop-kit")
    (wheel,) = work.glob("sop_kit-*.whl")
    return wheel


def collect(kit: Path, target: Target, work: Path) -> tuple[Package, ...]:
    """Return the packages for a target; their wheels lie in the work folder then."""
    _tell(f"{target.title}: asking pip which packages are needed.")
    packages = resolve(kit, target)
    missing = [package for package in packages if not _is_there(package, work)]
    if missing:
        _tell(f"{target.title}: downloading {len(missing)} of {len(packages)} wheels.")
        pins = [f"{package.name}=={package.version}" for package in missing]
        options = ["--quiet", "--no-deps", "--dest", str(work), *target.pip_options]
        pip("download", *options, *pins, title=target.title)
    for package in missing:
        if not _is_there(package, work):
            raise BundleFailed(f"{target.title}: pip brought no {package.file}, or another one. Run make bundle again.")
    return packages


def write_bundle(system: System, lists: Mapping[str, tuple[Package, ...]], work: Path, out: Path) -> Path:
    """Write the ZIP of a system from wheels in the work folder and return its path.

    Parameters
    ----------
    system
        The system to write for.
    lists
        Version of Python → the packages for it. A wheel that several versions share is stored once.
    work
        Where the wheels lie.
    out
        Folder of the ZIP.
    """
    wheels = [work / name for name in _files(lists)]
    (version,) = {package.version for packages in lists.values() for package in packages if package.name == "sop-kit"}
    name = f"sop-kit-{version}"
    texts = _texts(system, lists, wheels, version)
    entries: dict[str, bytes | Path] = {f"{name}/{inner}": content for inner, content in texts.items()}
    entries |= {f"{name}/bundle/wheels/{wheel.name}": wheel for wheel in wheels}
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}-{system.name}.zip"
    part = path.with_suffix(".part")  # a ZIP cut short must not look like one
    _write_zip(part, entries)
    part.replace(path)
    return path


def longest_path(wheels: Iterable[Path]) -> int:
    r"""Return how many characters the longest path below the unpacked folder has after installing on Windows.

    A module counts with its compiled file: ``env\Lib\site-packages\a\__pycache__\b.cpython-311.pyc``.
    """
    return max((len(str(path)) for wheel in wheels for path in _installed(wheel)), default=0)


def requirements(packages: Iterable[Package], work: Path) -> str:
    """Return the list that pip installs from: each package with its version and the hash of its wheel."""
    return "".join(
        f"{package.name}=={package.version} --hash=sha256:{_sha256(work / package.file)}\n"
        for package in packages
        if package.name != "pip"  # it installs the others and is needed no more
    )


def _texts(
    system: System, lists: Mapping[str, tuple[Package, ...]], wheels: Sequence[Path], version: str
) -> dict[str, bytes]:
    """Return name → content of all that is no wheel."""
    largest = max(sum(_unpacked(wheels, package) for package in packages) for packages in lists.values())
    megabytes = round(largest * SPARE / 1_000_000)
    facts = {
        "platform": system.python_platform,
        "pythons": list(lists),
        "longest_path": longest_path(wheels),
        "megabytes": megabytes,
    }
    words = {
        "version": version,
        "title": system.title,
        "megabytes": megabytes,
        "pythons_en": _joined(list(lists), " or "),
        "pythons_zh": _joined(list(lists), " 或 ", "、"),
    }
    windows = system is WINDOWS

    def page(name: str, *, mark: bool = False) -> bytes:
        text = (SHIPPED / name).read_text(encoding="utf-8").format(**words)
        # old editors on Windows know Chinese by the byte order mark
        return ("\ufeff" * (mark and windows) + text).replace("\n", "\r\n" if windows else "\n").encode()

    pages = {
        "README.txt": page("README.txt"),
        "说明.txt": page("说明.txt", mark=True),
        "bundle/no-python.txt": page(f"no-python.{system.name}.txt"),
        "bundle/bundle.json": json.dumps(facts, indent=1).encode(),
    }
    pages |= {f"licences/{name}": (ROOT / source).read_bytes() for name, source in LICENCES.items()}
    pages |= {f"bundle/{name}": (SHIPPED / name).read_bytes() for name in INSIDE}
    for name, source in STARTERS[system.name].items():
        text = (SHIPPED / source).read_text(encoding="utf-8")  # line ends of a checkout may be either
        pages[name] = text.replace("\n", "\r\n" if windows else "\n").encode()
    return pages | _lists(lists, wheels)


def _lists(lists: Mapping[str, tuple[Package, ...]], wheels: Sequence[Path]) -> dict[str, bytes]:
    work = wheels[0].parent
    return {
        f"bundle/requirements-{python}.txt": requirements(packages, work).encode() for python, packages in lists.items()
    }


def _write_zip(path: Path, entries: Mapping[str, bytes | Path]) -> None:
    # Stored, not packed: wheels are packed already, and another zlib would pack to other bytes.
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(entries):
            content = entries[name]
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.create_system = 3  # Unix: the mode counts
            mode = 0o100755 if PurePosixPath(name).name in EXECUTABLE else 0o100644
            info.external_attr = mode << 16
            archive.writestr(info, content if isinstance(content, bytes) else content.read_bytes())


def _installed(wheel: Path) -> Iterable[PurePosixPath]:
    env = PurePosixPath("env")
    for name in zipfile.ZipFile(wheel).namelist():
        path = PurePosixPath(name)
        if path.parts[0].endswith(".data") and path.parts[1:2] == ("data",):
            yield env.joinpath(*path.parts[2:])
            continue
        place = env / "Lib" / "site-packages" / path
        yield place.parent / "__pycache__" / f"{place.stem}.cpython-311.pyc" if path.suffix == ".py" else place


def _unpacked(wheels: Iterable[Path], package: Package) -> int:
    (wheel,) = (wheel for wheel in wheels if wheel.name == package.file)
    return sum(info.file_size for info in zipfile.ZipFile(wheel).infolist())


def _is_there(package: Package, work: Path) -> bool:
    path = work / package.file
    return path.is_file() and package.sha256 in ("", _sha256(path))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(lists: Mapping[str, tuple[Package, ...]]) -> list[str]:
    return sorted({package.file for packages in lists.values() for package in packages})


def _joined(words: Sequence[str], last: str, comma: str = ", ") -> str:
    return last.join([comma.join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _minor(version: str) -> int:
    match = re.fullmatch(r"3\.(\d+)", version)
    if not match:
        raise argparse.ArgumentTypeError(f"'{version}' is no version of Python. Write it like 3.12.")
    return int(match[1])


def _tell(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make_bundle", description=__doc__)
    parser.add_argument("--pythons", nargs="+", type=_minor, default=[11, 12, 13], help="versions: 3.11 3.12 3.13")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS), help="systems to write for")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="folder of the ZIP files")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bundle", help="folder to keep wheels in")
    return parser


if __name__ == "__main__":
    sys.exit(main())
