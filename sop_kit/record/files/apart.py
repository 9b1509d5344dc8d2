"""Reading files in a process of their own, which is given up when it takes too long."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, TypeVar, cast

from sop_kit.errors import Phrase, Problem, phrase
from sop_kit.record.files.child import Done, Work, received, send
from sop_kit.record.files.limits import MEMORY_VARIABLE, TIME_VARIABLE, limits
from sop_kit.record.files.one_file import read_part
from sop_kit.record.files.reading import Part
from sop_kit.record.headings.mapping import Mappings

File = tuple[str, bytes]  # name and content
T = TypeVar("T")
# The kit is found where it is now, installed or not, after everything that Python finds by itself.
_PROGRAM = "import sys; sys.path.append(sys.argv[1]); from sop_kit.record.files.child import main; main()"


class GaveUp(Exception):
    """A file could not be read in time, or not at all; ``what`` says so and what to do."""

    def __init__(self, what: Phrase) -> None:
        self.what = what
        super().__init__(str(what))


class Apart:
    """Reads files in another process, and a file whose headings are not asked about only once."""

    def __init__(self) -> None:
        self._known: dict[File, Part] = {}

    def __call__(self, files: Sequence[File], mappings: Mappings) -> list[Part]:
        """Return what each file says, read one after another; one that takes too long is given up."""
        with OtherProcess() as other:
            return [self._known.get(file) or self._read(other, file, mappings) for file in files]

    def _read(self, other: OtherProcess, file: File, mappings: Mappings) -> Part:
        name, data = file
        try:
            part = other.run(read_part, name, data, mappings)
        except GaveUp as reason:
            return Part(name=name, problems=(Problem(where=name, what=reason.what),))
        if not part.mapping or part.written:
            self._known[file] = part
        return part


class OtherProcess:
    """Does work that a file could make slow or harmful; the limits are those that ``limits()`` gives when it starts.

    It is started when there is work, and anew after one was given up; leaving the ``with`` block ends it.
    """

    def __init__(self) -> None:
        self._allowed = limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[object] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        """Return the process, not started yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process."""
        self.stop()

    def run(self, function: Callable[..., T], *arguments: Any) -> T:  # noqa: ANN401  whatever the function takes
        """Return what a function of a module returns for the arguments.

        Raises
        ------
        GaveUp
            When it takes too long or too much memory, or fails.
        """
        if not sys.executable:  # a program that has Python built in: there is nothing to start
            return function(*arguments)
        process = self._process or self._start()
        answer: object = None
        try:
            send(cast("BinaryIO", process.stdin), Work(function=function, arguments=arguments))
            answer = self._answers.get(timeout=self._allowed.seconds)
        except queue.Empty:
            self.stop()
            raise GaveUp(_too_slow(self._allowed.seconds)) from None
        except OSError:
            pass  # it died before it had read the file
        if not isinstance(answer, Done):
            self.stop()
            raise GaveUp(_BROKE_OFF)
        if answer.failed is not None:
            raise GaveUp(answer.failed)
        result: T = answer.result
        return result

    def stop(self) -> None:
        """End the process, whatever it is at."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        # One thread for figures: each would claim memory for itself.
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        # -P: a file in the folder people are in, such as yaml.py, must not be taken for a package.
        kit = Path(__file__).resolve().parents[3]
        command = [sys.executable, "-P", "-c", _PROGRAM, str(kit), str(self._allowed.megabytes)]
        process = subprocess.Popen(  # noqa: S603  our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._process = process
        self._answers = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(process, self._answers), daemon=True).start()
        return process


def _listen(process: subprocess.Popen[bytes], answers: queue.SimpleQueue[object]) -> None:
    """Pass on what the process answers, and at its end that there is no more."""
    with contextlib.suppress(OSError, ValueError, EOFError):  # it was given up
        while (answer := received(cast("BinaryIO", process.stdout))) is not None:
            answers.put(answer)
    answers.put(None)


def _too_slow(seconds: float) -> Phrase:
    return phrase(
        "Gave up after {seconds} s: reading this file takes too long. Split it, or allow more: set {variable}=300.",
        seconds=f"{seconds:g}",
        variable=TIME_VARIABLE,
    )


_BROKE_OFF = phrase(
    "Reading this file broke off: it takes more memory than there is, or is made to do harm. Split it, or allow more: "
    "set {variable}=4000.",
    variable=MEMORY_VARIABLE,
)
