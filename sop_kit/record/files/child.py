"""The process in which files are read: whatever is in them, only it can be slow, fill its memory or die.

It is started by ``apart`` and does one piece of work after another.
"""

from __future__ import annotations

import contextlib
import pickle
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from sop_kit.errors import Phrase, phrase

_LENGTH = struct.Struct(">Q")
_MEGABYTE = 1_000_000
_TOO_MUCH_MEMORY = Phrase("Gave up: reading this file takes too much memory. Split it, or delete what is not needed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A function of the kit, by the name of its module, and what it is called with."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a piece of work: its result, or why there is none."""

    result: Any = None
    failed: Phrase | None = None


def main() -> None:
    """Do the work that comes in, and answer each piece."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing that a package prints may get between the answers
    _limit_memory(int(sys.argv[2]) * _MEGABYTE)
    while (request := received(requests)) is not None:
        send(answers, _done(request))


def send(stream: BinaryIO, what: object) -> None:
    """Write something to the other process."""
    body = pickle.dumps(what, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def received(stream: BinaryIO) -> object | None:
    """Return what the other process has written, ``None`` when it is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    # Both ends are this program; what a file holds comes as its bytes.
    return pickle.loads(body) if len(body) == length else None  # noqa: S301


def _done(request: object) -> Done:
    try:
        work: Work = request  # type: ignore[assignment]
        return Done(result=work.function(*work.arguments))
    except MemoryError:
        return Done(failed=_TOO_MUCH_MEMORY)
    except Exception as fault:  # noqa: BLE001  a fault of ours must not stop the other files
        return Done(
            failed=phrase(
                "This file could not be read, and the fault is sop-kit's ({fault}). Please report it, with the file if "
                "you may; the other files were read.",
                fault=f"{type(fault).__name__}: {fault}"[:200],
            )
        )


def _limit_memory(size: int) -> None:
    # Windows has no such limit: there the limits on what is unpacked have to do.
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
