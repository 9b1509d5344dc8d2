"""A real browser and axe-core for the tests of pages; on a machine without them such a test skips with advice."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parent / "node" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
_ADVICE = "make test sets up what the tests of pages need. Missing here: {}."


def browser_program() -> str:
    """Return the path of the browser, an empty text when there is none."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in found if path), "")


def lacking() -> list[str]:
    """Return what the tests of pages need and this machine does not have."""
    # Without a Chinese font axe-core skips the contrast of Chinese text, and a clean report says nothing.
    needs = {"Chromium": bool(browser_program()), "axe-core": AXE.exists(), "a Chinese font": _has_chinese_font()}
    return [name for name, there in needs.items() if not there]


def _has_chinese_font() -> bool:
    program = shutil.which("fc-list")
    if not program:
        return True  # Windows and macOS bring one
    return bool(subprocess.run([program, ":lang=zh"], capture_output=True, check=False).stdout.strip())


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the browser, or skip the test; with CI set, fail it."""
    missing = lacking()
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(_ADVICE.format(", ".join(missing)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_program(), args=ARGUMENTS)
        yield browser
        browser.close()


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with a page: rule and first element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run()).violations")
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
