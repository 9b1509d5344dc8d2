"""A real JupyterLab on a workshop, and a notebook open in a browser, for tests that do what a facilitator does."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Locator, Page, expect

from sop_kit.cli.lab import lab_command, lab_environment
from sop_kit.record.model import Record
from sop_kit.record.workshop import Workshop, open_workshop

START_SECONDS = 60
STOP_SECONDS = 20
PATIENCE_MS = 60_000
SAVED = r"^✓ (已保存|Saved) \d\d:\d\d:\d\d"
# Whether anything of a cell's code is seen, also the first line that stands for it.
SEEN = """cell => [...cell.querySelectorAll('.cm-content, .jp-PlaceholderText')].some(each => each.checkVisibility())"""
# Remembers what every saving line has said: the moment between two sentences is too short to be looked at.
LISTEN = """
window.said = [];
new MutationObserver(changes => changes.forEach(change => {
  const line = change.target.closest?.('.sop-saving');
  if (line) window.said.push(line.innerText);
})).observe(document, {subtree: true, childList: true});
"""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab server."""

    workshop: Workshop
    process: subprocess.Popen[bytes]
    address: str
    token: str

    def record(self, product: str) -> Record:
        """Return the record as it is on disk."""
        store = self.workshop.store()
        try:
            return store.record(product)
        finally:
            store.close()

    def sessions(self) -> list[dict[str, Any]]:
        """Return the notebooks that have a kernel."""
        return self._ask("api/sessions")

    def kernel(self, notebook: str) -> psutil.Process:
        """Return the process of the kernel of a notebook."""
        kernel = next(each["kernel"]["id"] for each in self.sessions() if each["path"].endswith(notebook))
        children = psutil.Process(self.process.pid).children(recursive=True)
        return next(child for child in children if kernel in " ".join(child.cmdline()))

    def kill_kernel(self, notebook: str) -> None:
        """Kill the kernel of a notebook as a crash would."""
        self.kernel(notebook).kill()

    def kill(self) -> None:
        """Kill the server and every kernel at once, as a power cut would."""
        everything = psutil.Process(self.process.pid)
        for process in [everything, *everything.children(recursive=True)]:
            process.kill()
        self.process.wait(timeout=START_SECONDS)

    def stop_kernels(self) -> None:
        """Shut all kernels down, as closing the lid for the night does."""
        for each in self.sessions():
            self._ask(f"api/sessions/{each['id']}", "DELETE")

    def _ask(self, path: str, method: str = "GET") -> Any:
        request = urllib.request.Request(f"{self.address}{path}", method=method)  # noqa: S310  our own server
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            body = answer.read()
        return json.loads(body) if body else None


@contextmanager
def running_lab(
    workshop: Workshop,
    home: Path,
    *,
    lang: str = "en",
    make_command: Callable[[Workshop], list[str]] = lab_command,
    port: int = 0,
) -> Iterator[Lab]:
    """Start JupyterLab as ``sop-kit lab`` does, with settings of its own, and stop it at the end.

    A browser keeps what is not saved for one address: whoever starts again asks for the ``port`` of before.
    """
    port = port or _free_port()
    token = secrets.token_hex(16)
    places = {f"JUPYTER_{name}_DIR": str(home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    places |= {f"JUPYTERLAB_{name}_DIR": str(home / name.lower()) for name in ("SETTINGS", "WORKSPACES")}
    environment = lab_environment({**os.environ, **places, "IPYTHONDIR": str(home / "ipython")}, lang)
    own = ["--no-browser", "--allow-root", f"--ServerApp.port={port}", f"--IdentityProvider.token={token}"]
    with (home / "lab.log").open("wb") as log:
        process = subprocess.Popen([*make_command(workshop), *own], env=environment, stdout=log, stderr=log)
        try:
            lab = Lab(workshop, process, f"http://127.0.0.1:{port}/", token)
            _wait_for(lab, home / "lab.log")
            yield lab
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    # What is left of a server that does not go by itself would take the machine from the tests that follow.
    with suppress(psutil.NoSuchProcess):
        everything = [*psutil.Process(process.pid).children(recursive=True)]
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=START_SECONDS)
        for child in everything:
            with suppress(psutil.NoSuchProcess):
                child.kill()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(lab: Lab, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and lab.process.poll() is None:
        try:
            lab.sessions()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    message = f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')[-2000:]}"
    raise AssertionError(message)


class Notebook:
    """A notebook open in the browser."""

    address = "lab/tree/notebooks/{name}?reset"

    def __init__(self, page: Page, lab: Lab, name: str) -> None:
        self.page = page
        self._lab = lab
        self.name = name
        page.add_init_script(LISTEN)
        page.goto(f"{lab.address}{self.address.format(name=name)}&token={lab.token}")
        self.wait_for_kernel()

    def wait_for_kernel(self) -> None:
        """Wait until a kernel is there and has nothing to do."""
        # The status bar: the small circle says "idle" before there is a kernel at all.
        expect(self.page.get_by_text("| Idle")).to_be_visible(timeout=PATIENCE_MS)

    def run(self) -> None:
        """Run > Run All Cells, and wait for the last cell."""
        self.page.evaluate("document.querySelectorAll('.sop-form').forEach(form => form.dataset.old = 1)")
        self._menu("Run", "Run All Cells")
        cells = len(json.loads(self.path.read_text(encoding="utf-8"))["cells"])
        self.page.wait_for_function("!document.querySelector('.sop-form[data-old]')", timeout=PATIENCE_MS)
        last = self.page.locator(f".jp-Cell[data-windowed-list-index='{cells - 1}'] .jp-OutputArea-output")
        expect(last.first).to_be_attached(timeout=PATIENCE_MS)
        self.wait_for_kernel()

    def restart(self) -> None:
        """Kernel > Restart Kernel…, and say yes."""
        self._menu("Kernel", "Restart Kernel…")
        self.page.get_by_role("button", name="Confirm Kernel Restart").click()
        self.wait_for_loss()
        self.wait_for_kernel()

    def wait_for_loss(self) -> None:
        """Wait until the forms say that no kernel answers."""
        says = "getComputedStyle(document.querySelector('.sop-form'), '::before').content.startsWith('\"⚠')"
        self.page.wait_for_function(says, timeout=PATIENCE_MS)

    def save(self) -> None:
        """File > Save Notebook, and wait until it is on disk."""
        before = self.path.stat().st_mtime_ns
        self._menu("File", "Save Notebook")
        end = time.monotonic() + START_SECONDS
        # The file is emptied before it is written.
        while (self.path.stat().st_mtime_ns == before or not self._is_whole()) and time.monotonic() < end:
            self.page.wait_for_timeout(50)

    def _is_whole(self) -> bool:
        try:
            return bool(json.loads(self.path.read_text(encoding="utf-8")))
        except ValueError:
            return False

    @property
    def path(self) -> Path:
        """Return the notebook's file."""
        return self._lab.workshop.notebooks / self.name

    def form(self, title: str) -> Form:
        """Return the form with this heading."""
        forms = self.page.locator(".sop-form")
        return Form(self.page, forms.filter(has=self.page.locator(".sop-title", has_text=title)))

    def _menu(self, menu: str, entry: str) -> None:
        self.page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{menu}$")).click()
        entries = self.page.locator(".lm-Menu-itemLabel")
        entries.filter(has_text=re.compile(f"^{re.escape(entry)}$")).first.click()


class Form:
    """A form of a notebook."""

    def __init__(self, page: Page, box: Locator) -> None:
        self._page = page
        self.box = box

    def choose(self, row: str) -> None:
        """Choose a row of the list by the start of its text, and wait until the fields show it."""
        option = self.box.locator("option").filter(has_text=re.compile(f"^{re.escape(row)}"))
        self.box.locator(".sop-list select").select_option(index=option.evaluate("option => option.index"))
        expect(self.box.locator(".sop-row")).to_contain_text(row)

    def field(self, label: str, *, within: str = ".sop-fields") -> Locator:
        """Return the field with this label."""
        return self.box.locator(within).get_by_label(label, exact=True)

    def tab(self, name: str) -> None:
        """Open a tab."""
        self.box.locator(".lm-TabBar-tab", has_text=name).click()

    def press(self, name: str) -> None:
        """Press a button."""
        self.box.get_by_role("button").filter(has_text=name).click()

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Wait after what is done inside until the form says that it is saved."""
        before = self._page.evaluate("window.said.length")
        yield
        said = f"before => window.said.slice(before).some(line => /{SAVED}/.test(line))"
        self._page.wait_for_function(said, arg=before)


def set_language(workshop: Workshop, name: str, lang: str) -> None:
    """Write a language into the cell of a notebook that holds the parameters."""
    path = workshop.notebooks / name
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["id"] == "parameters":
            cell["source"] = re.sub(r'lang: str = "\w*"', f'lang: str = "{lang}"', "".join(cell["source"]))
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


__all__ = ["Form", "Lab", "Notebook", "open_workshop", "running_lab", "set_language"]
