"""How the command line speaks: in the person's language, in sentences, never in tracebacks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from sop_kit.cli.folding import folded
from sop_kit.errors import Problem, SopKitError
from sop_kit.words import Words, words

_LEAST_WIDTH = 16  # cells; in a column still narrower words cannot be kept whole


@cache
def spoken() -> Words:
    """Return the words of the person's language: ``SOP_KIT_LANG``, else the locale, else English."""
    wanted = os.environ.get("SOP_KIT_LANG", "")
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return words("zh" if (wanted or locale).lower().startswith("zh") else "en")


@cache
def console() -> Console:
    """Return the terminal; facts are printed as they are, never read as markup."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def tell(text: str = "") -> None:
    """Print a line."""
    console().print(text)


def warn(text: str) -> None:
    """Print a line where warnings go."""
    Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True).print(text)


def tell_problems(problems: Sequence[Problem]) -> None:
    """Print problems, errors first."""
    say = spoken()
    for problem in sorted(problems, key=lambda problem: problem.severity):
        label = say("Error") if problem.severity == "error" else say("Note")
        warn(say("{label}: {value}", label=label, value=problem.said(say)))


def tell_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a small table."""
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, markup=False, emoji=False).print(table)


def tell_rows(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print rows of a name and what is said of it, without lines between them: much text in a narrow window."""
    table = Table(title=title, title_justify="left", box=None, show_header=False, padding=(0, 1), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    window = Console(highlight=False, markup=False, emoji=False)
    # What is left beside the names, and a cell on each side of both columns.
    width = window.width - max((cell_len(name) for name, _ in rows), default=0) - 4
    for name, said in rows:
        table.add_row(name, folded(said, width) if width >= _LEAST_WIDTH else said)
    window.print(table)


@contextmanager
def sentences() -> Iterator[None]:
    """Turn an error meant for a person into its sentence and exit code 2."""
    try:
        yield
    except SopKitError as error:
        warn(error.said(spoken()))
        raise typer.Exit(2) from error
    except PermissionError as error:
        warn(spoken()("{path} cannot be read or written. Check its permissions.", path=error.filename))
        raise typer.Exit(2) from error
    except (FileExistsError, NotADirectoryError) as error:
        warn(spoken()("{path} is a file, not a folder. Choose another path.", path=error.filename))
        raise typer.Exit(2) from error
    except OSError as error:
        # Without the number that the system gives to what went wrong: it says nothing to a person.
        reason = ": ".join(str(part) for part in (error.strerror or error, error.filename) if part)
        warn(spoken()("The system refused: {reason}", reason=reason))
        raise typer.Exit(2) from error
    except KeyboardInterrupt as error:
        warn(spoken()("Stopped. Run the same command again to go on."))
        raise typer.Exit(130) from error


def run(app: Callable[[], None]) -> None:
    """Run the command line; output stays UTF-8 whatever the terminal thinks it speaks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    app()
