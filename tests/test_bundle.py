"""The offline bundles: what is in them, what their start scripts do, and that one really runs without a network."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bundle.make_bundle import build_kit, longest_path, main, write_bundle
from bundle.shipped.install_and_run import Stop, examine
from bundle.shipped.python_fits import why_not
from bundle.targets import LINUX, WINDOWS, BundleFailed, Package, Target, explain, needed, resolve

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
INTERPRETER = Path(sys.executable).resolve()
AWKWARD = "离线 包 (1) & 'a' 100% !x"
FIRST_START = "First start: installing"
pytestmark = [pytest.mark.xdist_group("bundle"), pytest.mark.timeout(900)]

# Runs a command where there is no network but the machine itself, which Jupyter's kernels need.
NO_NETWORK = """
import errno, fcntl, os, socket, struct, sys
with socket.socket() as probe:
    fcntl.ioctl(probe, 0x8914, struct.pack("16sh14x", b"lo", 0x41))  # SIOCSIFFLAGS: up and running
    if probe.connect_ex(("192.0.2.1", 9)) != errno.ENETUNREACH:
        sys.exit("The network is not cut.")
os.execvp(sys.argv[1], sys.argv[1:])
"""

FAKE_KIT = """
import json, sys
def main():
    print(json.dumps(sys.argv[1:]))
    sys.exit(3 if "fail" in sys.argv else 0)
"""


def lacking(advice: str):
    (pytest.fail if os.environ.get("CI") else pytest.skip)(advice)


def make_wheel(folder: Path, name: str, files: dict[str, str], version: str = "1.0") -> Package:
    stem = name.replace("-", "_")
    info = f"{stem}-{version}.dist-info"
    files = files | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    path = folder / f"{stem}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for entry, text in (files | {f"{info}/RECORD": record}).items():
            archive.writestr(zipfile.ZipInfo(entry), text)
    return Package(name=name, version=version, file=path.name, sha256="", requires=())


def fake_kit(folder: Path, version: str = "1.0") -> Package:
    script = "[console_scripts]\nsop-kit = sop_kit:main\n"
    files = {"sop_kit/__init__.py": FAKE_KIT, f"sop_kit-{version}.dist-info/entry_points.txt": script}
    return make_wheel(folder, "sop-kit", files, version)


def fake_lists(folder: Path, *pythons: str) -> dict[str, tuple[Package, ...]]:
    shared = [fake_kit(folder), make_wheel(folder, "pip", {"pip/__main__.py": ""})]
    return {python: (*shared, make_wheel(folder, f"only-{python}", {"only/deep.py": "x = 1\n"})) for python in pythons}


def unpack(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            Path(archive.extract(info, folder)).chmod(info.external_attr >> 16)
    (unpacked,) = folder.iterdir()
    return unpacked


def start(folder: Path, *arguments: str, before: tuple[str, ...] = (), **env: str):
    variables = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C", "SOP_KIT_PYTHON": str(INTERPRETER)}
    return subprocess.run(
        [*before, str(folder / "start.sh"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env=variables | env,
    )


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Return the ZIP for Linux x64 and the running Python, with all its wheels."""
    if sys.platform != "linux":
        pytest.skip("The Linux bundle runs on Linux.")
    out = tmp_path_factory.mktemp("bundle")
    command = [sys.executable, "-m", "bundle.make_bundle", "--pythons", PYTHON, "--systems", LINUX.name]
    options = ["--out", str(out), "--work", str(out / "work")]
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run([*command, *options], cwd=root, capture_output=True, text=True, check=False)
    if "could not reach its package index" in done.stderr:
        lacking(f"{done.stderr}This test builds a bundle and needs pip to reach packages.")
    assert done.returncode == 0, done.stderr
    (path,) = out.glob("*.zip")
    return path


@pytest.fixture(scope="module")
def pip_wheel(real, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pip")
    with zipfile.ZipFile(real) as archive:
        (name,) = (name for name in archive.namelist() if Path(name).name.startswith("pip-"))
        return Path(archive.extract(name, folder))


@pytest.fixture
def small(pip_wheel, tmp_path):
    """Return an unpacked bundle of pip and a kit that only prints its arguments, in a folder of an awkward name."""
    work = tmp_path / "work"
    work.mkdir()
    shutil.copy(pip_wheel, work)
    installer = Package(name="pip", version="0", file=pip_wheel.name, sha256="", requires=())
    path = write_bundle(LINUX, {PYTHON: (fake_kit(work), installer)}, work, tmp_path)
    return unpack(path, tmp_path / AWKWARD)


@pytest.fixture
def no_network():
    cut = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    if not shutil.which("unshare") or subprocess.run([*cut, "true"], capture_output=True, check=False).returncode:
        lacking(
            "The network cannot be cut here: this test needs Linux with unshare (util-linux) and root, or namespaces."
        )
    return (*cut, sys.executable, "-S", "-c", NO_NETWORK)  # -S: a path in Chinese cannot be read in the C locale


def test_the_linux_bundle_runs_the_demo_without_a_network(real, no_network, tmp_path):
    folder = unpack(real, tmp_path / AWKWARD)
    options = ("--lang", "zh", "--formats", "html,docx", "--out", "演示 1")
    done = start(folder, "demo", *options, before=no_network)
    assert done.returncode == 0, done.stdout + done.stderr
    assert FIRST_START in done.stdout
    results = folder / "演示 1" / "results"
    assert (results / "index.html").is_file()
    for line in ("govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff"):
        for name in ("sop.html", "sop.docx"):
            assert (results / line / "zh" / name).stat().st_size > 10_000
    again = start(folder, "--version", before=no_network)
    assert again.stdout.startswith("sop-kit "), again.stdout + again.stderr


def test_the_packages_of_windows_all_have_wheels_for_it(tmp_path):
    try:
        packages = resolve(build_kit(tmp_path), Target(system=WINDOWS, python=PYTHON))
    except BundleFailed as failure:
        if "could not reach its package index" not in str(failure):
            raise
        lacking(f"{failure} This test asks which wheels Windows needs.")
    files = [package.file for package in packages]
    assert [name for name in files if not name.endswith(("-any.whl", "-win_amd64.whl"))] == []
    names = {package.name.lower() for package in packages}
    assert {"sop-kit", "jupyterlab-language-pack-zh-cn", "colorama", "pip"} <= names
    assert "pexpect" not in names


def test_arguments_are_handed_on_and_a_second_start_does_not_install(small):
    first = start(small, "lab", "我的 坊", "--x=a b")
    assert FIRST_START in first.stdout, first.stderr
    assert json.loads(first.stdout.splitlines()[-1]) == ["lab", "我的 坊", "--x=a b"]
    second = start(small, "fail")
    assert json.loads(second.stdout) == ["fail"]
    assert second.returncode == 3


def test_without_arguments_the_demo_runs_and_the_next_step_is_named(small):
    done = start(small)
    demo = str(small / "sop-demo")
    assert json.dumps(["demo", "--out", demo]) in done.stdout.splitlines()
    assert f'"{small / "start.sh"}" lab "{small / "sop-demo" / "workshop"}"' in done.stdout


def test_a_newer_bundle_and_a_moved_folder_install_again(small, tmp_path):
    start(small, "a")
    (wheels,) = small.glob("bundle/wheels")
    newer = write_bundle(LINUX, {PYTHON: (fake_kit(wheels, "1.1"), installer_of(wheels))}, wheels, tmp_path)
    with zipfile.ZipFile(newer) as archive:
        for name in archive.namelist():
            (small / Path(*Path(name).parts[1:])).write_bytes(archive.read(name))
    assert FIRST_START in start(small, "a").stdout
    assert FIRST_START not in start(small, "a").stdout
    moved = small.rename(small.with_name("搬走了"))
    assert FIRST_START in start(moved, "a").stdout


def installer_of(wheels: Path) -> Package:
    (path,) = wheels.glob("pip-*.whl")
    return Package(name="pip", version="0", file=path.name, sha256="", requires=())


def test_an_altered_wheel_is_not_installed(small):
    (wheel,) = small.glob("bundle/wheels/sop_kit-*.whl")
    wheel.write_bytes(wheel.read_bytes() + b"x")
    done = start(small, "a")
    assert done.returncode == 1
    assert "安装没有完成" in done.stderr
    assert "The installation did not finish" in done.stderr


def test_two_starts_do_not_install_into_each_other(small):
    fcntl = pytest.importorskip("fcntl")
    with (small / "bundle" / "installing.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = start(small, "a")
    assert done.returncode == 1
    assert "另一个窗口正在安装" in done.stderr
    assert "Another window is installing" in done.stderr


def test_a_folder_that_cannot_be_written_to_is_named(small):
    (small / "bundle" / "installing.lock").mkdir()  # root may write everywhere, but not into a folder
    done = start(small, "a")
    assert done.returncode == 1
    assert f"这个文件夹不能写入：{small}" in done.stderr
    assert "Copy the whole folder" in done.stderr


def test_without_a_fitting_python_both_languages_say_what_to_do(small):
    done = start(small, SOP_KIT_PYTHON="false")
    assert done.returncode == 1
    assert f"需要 64 位的 Python {PYTHON}" in done.stderr
    assert f"it needs a 64-bit Python {PYTHON}" in done.stderr
    assert "false:" in done.stderr


def test_a_start_script_alone_says_that_the_zip_was_not_unpacked(small):
    shutil.rmtree(small / "bundle")
    done = start(small)
    assert done.returncode == 1
    assert "请先完整解压 ZIP" in done.stderr
    assert "Unpack the whole ZIP" in done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"glibc": "glibc 2.28"}, ""),
        ({"glibc": "glibc 2.17"}, "glibc"),
        ({"glibc": ""}, "glibc"),
        ({"version": "3.10"}, "none of 3.11, 3.12"),
        ({"version": "3.14"}, "none of 3.11, 3.12"),
        ({"platform": "win32"}, "must be win-amd64"),
        ({"threads": True}, "free-threaded"),
    ],
)
def test_a_python_that_does_not_fit_is_told_why(change, said):
    facts = {"pythons": ["3.11", "3.12"], "platform": "win-amd64"}
    reason = why_not(facts, **({"version": "3.12", "platform": "win-amd64", "glibc": None, "threads": False} | change))
    assert said in reason
    assert bool(said) == bool(reason)


def test_a_path_too_long_for_windows_says_by_how_much_and_where_to_unpack(tmp_path):
    facts = {"longest_path": 159, "megabytes": 0}
    room = len(str(tmp_path)) + 1 + 159
    examine(tmp_path, facts, room)
    with pytest.raises(Stop, match=r"超出系统限制 2 个字符(?s:.*)2 characters too long(?s:.*)C:\\sop"):
        examine(tmp_path, facts, room - 2)


def test_a_full_disk_says_how_much_is_needed(tmp_path):
    with pytest.raises(Stop, match=r"磁盘空间不足(?s:.*)The disk is too full: 999999999 MB are needed"):
        examine(tmp_path, {"longest_path": 0, "megabytes": 999_999_999}, 4095)


def test_the_longest_path_counts_compiled_modules_and_data_files(tmp_path):
    make_wheel(tmp_path, "a", {"a/b.py": "", "a-1.0.data/data/share/x.json": ""})
    deep = r"env\Lib\site-packages\a\__pycache__\b.cpython-311.pyc"
    assert longest_path(tmp_path.glob("*.whl")) == len(deep)


@pytest.mark.parametrize("system", [LINUX, WINDOWS], ids=lambda system: system.name)
def test_a_bundle_is_the_same_bytes_twice_and_holds_shared_wheels_once(system, tmp_path):
    lists = fake_lists(tmp_path, "3.11", "3.12")
    first = write_bundle(system, lists, tmp_path, tmp_path / "a")
    second = write_bundle(system, dict(lists), tmp_path, tmp_path / "b")
    assert first.name == f"sop-kit-1.0-{system.name}.zip"
    assert first.read_bytes() == second.read_bytes()
    names = zipfile.ZipFile(first).namelist()
    assert names == sorted(set(names))
    assert [Path(name).name for name in names if name.endswith(".whl")] == [
        "only_3.11-1.0-py3-none-any.whl",
        "only_3.12-1.0-py3-none-any.whl",
        "pip-1.0-py3-none-any.whl",
        "sop_kit-1.0-py3-none-any.whl",
    ]


def test_each_python_has_its_list_with_hashes_and_without_pip(tmp_path):
    archive = zipfile.ZipFile(write_bundle(LINUX, fake_lists(tmp_path, "3.11", "3.12"), tmp_path, tmp_path))
    lines = archive.read("sop-kit-1.0/bundle/requirements-3.12.txt").decode().splitlines()
    assert [line.partition(" --hash=sha256:")[0] for line in lines] == ["sop-kit==1.0", "only-3.12==1.0"]
    assert {len(line.partition(" --hash=sha256:")[2]) for line in lines} == {64}


def test_start_scripts_texts_and_licences_are_as_each_system_wants_them(tmp_path):
    lists = fake_lists(tmp_path, "3.11", "3.12", "3.13")
    linux = zipfile.ZipFile(write_bundle(LINUX, lists, tmp_path, tmp_path))
    windows = zipfile.ZipFile(write_bundle(WINDOWS, lists, tmp_path, tmp_path))
    modes = {info.filename: oct(info.external_attr >> 16) for info in linux.infolist()}
    assert modes["sop-kit-1.0/start.sh"] == "0o100755"
    assert set(modes.values()) == {"0o100755", "0o100644"}
    for archive in (linux, windows):
        for info in archive.infolist():
            assert info.filename.isascii() or info.flag_bits & 0x800, info.filename
        for name in ("sop-kit-LICENSE.txt", "fonts-OFL.txt"):
            assert archive.read(f"sop-kit-1.0/licences/{name}")
        assert "3.11, 3.12 or 3.13" in archive.read("sop-kit-1.0/README.txt").decode()
        assert "3.11、3.12 或 3.13" in archive.read("sop-kit-1.0/说明.txt").decode()
    for name in ("README.txt", "说明.txt", "run.bat", "启动.bat", "bundle/no-python.txt"):
        content = windows.read(f"sop-kit-1.0/{name}")
        assert content.count(b"\n") == content.count(b"\r\n") > 5, name
    assert windows.read("sop-kit-1.0/run.bat") == windows.read("sop-kit-1.0/启动.bat")
    assert b"\r" not in linux.read("sop-kit-1.0/start.sh") + linux.read("sop-kit-1.0/README.txt")


def test_the_batch_file_quotes_paths_and_is_ascii_up_to_its_last_lines(tmp_path):
    archive = zipfile.ZipFile(write_bundle(WINDOWS, fake_lists(tmp_path, "3.12"), tmp_path, tmp_path))
    text = archive.read("sop-kit-1.0/run.bat").decode()
    assert text.partition(":packed")[0].isascii()
    assert "chcp 65001" in text
    for line in text.splitlines():
        for path in ("%~dp0", "%HERE%"):
            before, found, _ = line.partition(path)
            assert not found or before.count('"') % 2 == 1, line


KIT = Package(
    name="sop-kit",
    version="1.0",
    file="",
    sha256="",
    requires=(
        "term>=1 ; os_name == 'nt'",
        "pty ; sys_platform != 'win32'",
        "zh ; extra == 'all'",
        "old ; python_version < '3.12'",
    ),
)


@pytest.mark.parametrize(
    ("system", "python", "names", "unmet"),
    [
        (WINDOWS, "3.12", {"sop-kit", "pip", "zh"}, ["term>=1"]),
        (LINUX, "3.12", {"sop-kit", "pip", "zh", "pty"}, []),
        (LINUX, "3.11", {"sop-kit", "pip", "zh", "pty"}, ["old"]),
    ],
)
def test_markers_are_judged_by_the_system_that_installs(system, python, names, unmet):
    plain = [
        Package(name=name, version="0.9", file="", sha256="", requires=()) for name in ("term", "pty", "zh", "pip")
    ]
    found = {package.name: package for package in (KIT, *plain)}
    assert needed(found, Target(system=system, python=python).markers) == (names, unmet)


@pytest.mark.parametrize(
    ("complaint", "said"),
    [
        (
            "ERROR: No matching distribution found for typst>=0.13\n",
            "there is no wheel of typst>=0.13. Leave that Python",
        ),
        (
            "WARNING: Retrying (Retry(total=4)\nERROR: No matching distribution found for x\n",
            "could not reach its package",
        ),
        ("ERROR: disk full\n", "pip failed: disk full"),
        ("Traceback\nKeyError: x\n", "pip failed: KeyError: x"),
    ],
)
def test_a_failure_of_pip_is_told_in_a_sentence(complaint, said):
    assert said in explain(complaint, "Windows x64, Python 3.13")


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--pythons", "three"], "'three' is no version of Python. Write it like 3.12."), (["--systems", "beos"], "beos")],
)
def test_what_cannot_be_asked_for_is_refused(options, said, capsys):
    with pytest.raises(SystemExit):
        main(options)
    assert said in capsys.readouterr().err
