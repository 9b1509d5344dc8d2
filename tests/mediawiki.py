"""A real MediaWiki for the tests, in a folder of its own: SQLite, PHP's own server on a port of this machine only.

On a machine without MediaWiki such a test skips with advice; with CI set it fails.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

PROGRAM = Path("/usr/share/mediawiki")
USER, PASSWORD = "Kit", "a password of the tests"
_ADVICE = "make test sets up what the tests of wiki pages need. Missing here: {}."
_NEEDED = ("pdo_sqlite", "gd", "intl", "mbstring", "xml")
_PATIENCE_SECONDS = 60
_BOUNDARY = uuid4().hex
_FORM = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
# Uploads go to the folder of the test, and so do the addresses below /images; jobs run with the request that made them.
_SETTINGS = """
$wgEnableUploads = true;
$wgUploadDirectory = "{folder}/images";
$wgUploadPath = "/images";
$wgCacheDirectory = "{folder}/cache";
$wgUseImageMagick = false;
$wgMainCacheType = CACHE_NONE;
$wgRunJobsAsync = false;
$wgMaxArticleSize = 4096;
"""
_ROUTER = """<?php
$path = parse_url($_SERVER["REQUEST_URI"], PHP_URL_PATH);
$file = realpath("{folder}" . $path);
if (strncmp($path, "/images/", 8) !== 0) {{ return false; }}
if ($file === false || strncmp($file, realpath("{folder}/images"), strlen(realpath("{folder}/images"))) !== 0) {{
    http_response_code(404);
    return true;
}}
header("Content-Type: " . mime_content_type($file));
readfile($file);
return true;
"""


class Wiki:
    """A running wiki, and a person who is logged in to it; ``url`` has no slash at its end."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open

    def login(self) -> None:
        """Log in as the owner of the wiki."""
        token = self.call(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
        answer = self.call(post=True, action="login", lgname=USER, lgpassword=PASSWORD, lgtoken=token)
        assert answer["login"]["result"] == "Success", answer

    def edit(self, title: str, text: str) -> None:
        """Write a page; its old text goes."""
        answer = self.call(post=True, action="edit", title=title, text=text, token=self._token())
        assert answer["edit"]["result"] == "Success", answer

    def upload(self, name: str, content: bytes) -> None:
        """Put a picture into the wiki; another one of that name is replaced."""
        page = self.call(action="query", prop="imageinfo", iiprop="sha1", titles=f"File:{name}")["query"]["pages"][0]
        if [known["sha1"] for known in page.get("imageinfo", [])] == [hashlib.sha1(content).hexdigest()]:  # noqa: S324
            return  # the wiki refuses the same picture again
        answer = self.call(
            post=True, file=(name, content), action="upload", filename=name, ignorewarnings="1", token=self._token()
        )
        assert answer["upload"]["result"] == "Success", answer

    def html(self, title: str) -> str:
        """Return what readers see of a page, without the frame of the wiki."""
        answer = self.call(action="parse", page=title, prop="text", disableeditsection="1")
        text: str = answer["parse"]["text"]
        return text

    def text(self, title: str) -> str:
        """Return the source of a page."""
        answer = self.call(action="parse", page=title, prop="wikitext")
        text: str = answer["parse"]["wikitext"]
        return text

    def address(self, title: str) -> str:
        """Return where a browser finds a page."""
        return f"{self.url}/index.php?title={urllib.parse.quote(title)}"

    def call(self, *, post: bool = False, file: tuple[str, bytes] | None = None, **facts: str) -> dict[str, Any]:
        """Return the answer of the wiki's API."""
        facts |= {"format": "json", "formatversion": "2"}
        address = f"{self.url}/api.php"
        if post:
            request = urllib.request.Request(address, data=_form(facts, file), headers=_FORM)  # noqa: S310
        else:
            request = urllib.request.Request(f"{address}?{urllib.parse.urlencode(facts)}")  # noqa: S310
        with self._open(request, timeout=_PATIENCE_SECONDS) as answer:
            told: dict[str, Any] = json.load(answer)
        assert "error" not in told, told["error"]
        return told

    def _token(self) -> str:
        token: str = self.call(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        return token


def lacking() -> list[str]:
    """Return what a wiki needs and this machine does not have."""
    php = shutil.which("php")
    if not php:
        return ["PHP"]
    has = subprocess.run([php, "-m"], capture_output=True, text=True, check=False).stdout.lower().split()
    missing = [f"php-{name}" for name in _NEEDED if name not in has]
    return missing if (PROGRAM / "index.php").is_file() else [*missing, "MediaWiki"]


@contextmanager
def running_wiki(lang: str = "en") -> Iterator[Wiki]:
    """Set up a wiki and start it, or skip the test; with CI set, fail it."""
    missing = lacking()
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(_ADVICE.format(", ".join(missing)))
    folder = Path(tempfile.mkdtemp(prefix="wiki"))
    port = _free_port()
    wiki = Wiki(f"http://127.0.0.1:{port}")
    _install(folder, wiki.url, lang)
    log = (folder / "log").open("wb")
    command = ["php", "-S", f"127.0.0.1:{port}", "-t", str(PROGRAM), str(folder / "router.php")]
    # A group of its own: its workers outlive a server that is only told to end itself.
    server = subprocess.Popen(
        command, env=_environment(folder), cwd=folder, stdout=log, stderr=log, start_new_session=True
    )
    try:
        _wait_for(wiki, server, folder / "log")
        wiki.login()
        yield wiki
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _install(folder: Path, url: str, lang: str) -> None:
    for name in ("images", "cache", "data"):
        (folder / name).mkdir()
    options = {
        "dbtype": "sqlite",
        "dbpath": folder / "data",
        "confpath": folder,
        "pass": PASSWORD,
        "server": url,
        "scriptpath": "",
        "lang": lang,
        "skins": "Vector",
    }
    program = ["php", str(PROGRAM / "maintenance" / "install.php")]
    asked = [*program, *(f"--{name}={value}" for name, value in options.items()), "Kit wiki", USER]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=folder)
    settings = folder / "LocalSettings.php"
    assert settings.is_file(), done.stdout + done.stderr
    settings.write_text(settings.read_text(encoding="utf-8") + _SETTINGS.format(folder=folder), encoding="utf-8")
    (folder / "router.php").write_text(_ROUTER.format(folder=folder), encoding="utf-8")


def _environment(folder: Path) -> dict[str, str]:
    # A page asks for its styles and scripts while it is being sent: one worker would keep them waiting.
    return {**os.environ, "MW_CONFIG_FILE": str(folder / "LocalSettings.php"), "PHP_CLI_SERVER_WORKERS": "3"}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(wiki: Wiki, server: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < give_up:
        try:
            wiki.call(action="query", meta="siteinfo")
        except urllib.error.URLError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"The wiki did not start: {log.read_text(encoding='utf-8', errors='replace')}")


def _form(facts: dict[str, str], file: tuple[str, bytes] | None) -> bytes:
    parts = [(f'name="{name}"', value.encode()) for name, value in facts.items()]
    if file:
        parts.append((f'name="file"; filename="{file[0]}"', file[1]))
    body = [
        f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + value + b"\r\n"
        for head, value in parts
    ]
    return b"".join(body) + f"--{_BOUNDARY}--\r\n".encode()
