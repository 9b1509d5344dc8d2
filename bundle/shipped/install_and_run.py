"""Install the kit from the wheels beside this file, the first time, and run it. Started by start.sh or 启动.bat."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ON_WINDOWS = os.name == "nt"
LONGEST_PATH = 259 if ON_WINDOWS else 4095  # characters, unless Windows was told to allow more


class Stop(Exception):
    """The kit cannot be started here; the text says why and what to do, in both languages."""


def main(here: Path, arguments: Sequence[str]) -> int:
    """Install if need be, then run ``sop-kit`` with the arguments, or the demo if there are none."""
    folder = here.parent
    try:
        env = installed(here)
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    demo = folder / "sop-demo"
    code = run(env, arguments or ("demo", "--out", str(demo)))
    if not arguments and code == 0:
        start = folder / ("启动.bat" if ON_WINDOWS else "start.sh")
        print(f'\n打开工作坊：\nOpen it as a workshop:\n  "{start}" lab "{demo / "workshop"}"')
    return code


def installed(here: Path) -> Path:
    """Return the environment, made anew if it is not there or is of another bundle or folder."""
    env = here.parent / "env"
    stamp, state = env / "installed.txt", f"{digest(here)}\n{env}\n"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == state and works(env):
        return env
    facts = json.loads((here / "bundle.json").read_text(encoding="utf-8"))
    with only_one(here):
        examine(env.parent, facts, LONGEST_PATH)
        print(f"首次启动：正在安装到 {env}，约需一分钟，不需要联网。", flush=True)
        print(f"First start: installing into {env}. It takes about a minute and no network.", flush=True)
        install(here, env)
        stamp.write_text(state, encoding="utf-8")
    return env


def digest(here: Path) -> str:
    """Return what tells one bundle from another: the lists of packages name each wheel with its hash."""
    lists = sorted(here.glob("requirements-*.txt"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in lists)).hexdigest()


def program(env: Path, name: str) -> str:
    """Return the path of a program of the environment."""
    return str(env / "Scripts" / f"{name}.exe" if ON_WINDOWS else env / "bin" / name)


def works(env: Path) -> bool:
    """Return whether the environment still runs: the Python it was made from may be gone."""
    command = [program(env, "python"), "-c", "import sop_kit"]
    try:
        return subprocess.run(command, env=environment(env), capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@contextmanager
def only_one(here: Path) -> Iterator[None]:
    """Hold a lock that falls when this process ends; a second start must not install into the same folder."""
    try:
        file = (here / "installing.lock").open("w", encoding="utf-8")
    except OSError as error:
        raise Stop(
            f"这个文件夹不能写入：{here.parent}\n请把整个文件夹复制到您自己可以写入的位置，再启动一次。\n"
            f"This folder cannot be written to ({error.strerror}): {here.parent}\n"
            "Copy the whole folder to a place of your own and start again."
        ) from error
    with file:
        try:
            lock(file.fileno())
        except OSError as error:
            raise Stop(
                "另一个窗口正在安装。请等它完成，再启动一次。\n"
                "Another window is installing. Wait until it has finished, then start again."
            ) from error
        yield


def lock(number: int) -> None:
    """Lock an open file, or raise OSError at once if another process holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def examine(folder: Path, facts: Mapping[str, int], limit: int) -> None:
    """Stop if the paths of what is installed would be too long for the system, or the disk is too full."""
    excess = len(str(folder)) + 1 + facts["longest_path"] - limit
    if excess > 0:
        raise Stop(
            f"文件夹的路径太长，超出系统限制 {excess} 个字符：{folder}\n"
            "请解压到离盘符更近的位置，例如 C:\\sop，再启动一次。\n"
            f"The path of this folder is {excess} characters too long for this system: {folder}\n"
            "Unpack the ZIP nearer to the root of the disk, for example in C:\\sop, and start again."
        )
    free, wanted = shutil.disk_usage(folder).free // 1_000_000, facts["megabytes"]
    if free < wanted:
        raise Stop(
            f"磁盘空间不足：安装需要 {wanted} MB，只剩 {free} MB。请腾出空间，或把文件夹移到别的磁盘。\n"
            f"The disk is too full: {wanted} MB are needed and {free} MB are free. Make room, or move the folder to "
            "another disk."
        )


def install(here: Path, env: Path) -> None:
    """Make the environment and install every wheel that the list for this Python names."""
    pips = sorted((here / "wheels").glob("pip-*.whl"))  # two when a newer ZIP was unpacked over an older one
    if not pips:
        raise Stop(
            f"{here / 'wheels'} 不完整。请重新完整解压 ZIP，再启动一次。\n"
            f"{here / 'wheels'} is not complete. Unpack the whole ZIP anew and start again."
        )
    wanted = f"requirements-{sys.version_info.major}.{sys.version_info.minor}.txt"
    # pip comes from its wheel, not from the Python: Debian leaves it out
    command = [
        program(env, "python"),
        str(pips[-1] / "pip"),
        "install",
        "--quiet",
        "--no-index",
        "--find-links",
        "wheels",
    ]
    options = [
        "--no-deps",
        "--no-compile",
        "--require-hashes",
        "--disable-pip-version-check",
        "--no-warn-script-location",
    ]
    try:
        if env.exists():
            shutil.rmtree(env)
        venv.create(env, symlinks=not ON_WINDOWS)
        subprocess.run([*command, *options, "--requirement", wanted], cwd=here, env=environment(env), check=True)
    except OSError as error:
        raise Stop(
            f"无法建立 {env}：{error}\n请关闭正在使用它的程序，确认文件夹在本机磁盘上，再启动一次。\n"
            f"{env} cannot be made: {error}\n"
            "Close the programs that use it, make sure that the folder is on a disk of this computer, and start again."
        ) from error
    except subprocess.CalledProcessError as error:
        raise Stop(
            "安装没有完成，原因见上面 pip 的输出。请重新完整解压 ZIP，再启动一次。\n"
            "The installation did not finish; pip says above why. Unpack the whole ZIP anew and start again."
        ) from error


def run(env: Path, arguments: Sequence[str]) -> int:
    """Run the kit and return its exit code."""
    child = subprocess.Popen([program(env, "sop-kit"), *arguments], env=environment(env))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the kit, which says how it stops
    code = child.wait()
    return code if code >= 0 else 128 - code  # ended by a signal: as a shell counts


def environment(env: Path) -> dict[str, str]:
    """Return the variables to run with: nothing that points to another Python or another source of packages."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "CONDA_"))}
    path = os.pathsep.join([str(Path(program(env, "python")).parent), os.environ.get("PATH", os.defpath)])
    own = {"PYTHONUTF8": "1", "PIP_CONFIG_FILE": os.devnull, "VIRTUAL_ENV": str(env), "PATH": path}
    return ours | own


if __name__ == "__main__":
    sys.exit(main(Path(__file__).absolute().parent, sys.argv[1:]))
