"""The commands that keep a store sound: verify, erase, backup and restore."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sop_kit.cli.speaking import sentences, spoken, tell, warn
from sop_kit.errors import BadRequest, Phrase, PlaceNotFound

if TYPE_CHECKING:
    from sop_kit.record.looking import Verified
    from sop_kit.record.witness import Anchor

say = spoken()
Folder = Annotated[Path, typer.Argument(metavar="DIR", help=say("the workshop folder"))]
Json = Annotated[bool, typer.Option("--json", help=say("print JSON for a machine"))]
_HEAD = re.compile(r"(?:(?P<product>\w[\w.\-]{0,63}):)?(?P<number>[1-9]\d{0,9}):(?P<hash>[0-9a-f]{8,64})")


def add_commands(app: typer.Typer) -> None:
    """Add ``verify``, ``erase``, ``backup`` and ``restore``."""
    app.command(help=say("Find every Change that was altered, dropped, swapped, cut off or written anew."))(verify)
    app.command(help=say("Erase a person's data from all Changes; the history stays whole."))(erase)
    app.command(help=say("Write the whole workshop into one file."))(backup)
    app.command(help=say("Restore a backup into a new folder."))(restore)


def verify(
    folder: Folder,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE…]", help=say("exported files to compare with"))
    ] = None,
    head: Annotated[
        list[str] | None, typer.Option("--head", help=say("a printed head to compare with: 41:3fe243a1958d"))
    ] = None,
    as_json: Json = False,
) -> None:
    """Verify a store; exit code 1 when something does not add up."""
    from sop_kit.record.looking import verified
    from sop_kit.record.workshop import open_workshop

    with sentences():
        for path in files or ():
            if not path.is_file():
                raise PlaceNotFound(path, "Name a file that was exported from this workshop.")
        found, silent = verified(open_workshop(folder), files or [], [_anchor(text) for text in head or ()])
        if as_json:
            tell(json.dumps(_facts(found, silent), ensure_ascii=False, indent=1))
        else:
            _tell(found, silent)
        if found.findings:
            raise typer.Exit(1)


def erase(
    folder: Folder,
    person: Annotated[str, typer.Argument(metavar="PERSON", help=say("name or id of the person"))],
    product: Annotated[str, typer.Option("--product", help=say("only in this product line"))] = "",
    also: Annotated[
        list[str] | None, typer.Option("--also", help=say("another spelling: a nickname, a login name, an address"))
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=say("do not ask"))] = False,
) -> None:
    """Erase a person; shown first, and only done when agreed to."""
    from sop_kit.record.authors import author
    from sop_kit.record.naming_files import files_that_name, named_in
    from sop_kit.record.workshop import open_workshop

    with sentences():
        workshop = open_workshop(folder)
        store = workshop.store()
        try:
            found, counts = named_in(store, person, product=product, also=also or ())
            tell(say("Looked for: {spellings}", spellings=say.list(found.spellings)))
            for line, (naming, changes) in counts.items():
                tell(
                    say("{product}: {n} of {changes} Changes name the person.", product=line, n=naming, changes=changes)
                )
            if not counts:
                tell(say("No Change names the person."))
            elif yes or typer.confirm(say("Erase? This cannot be taken back.")):
                clean = store.erase(found, tuple(counts), by=author())
                tell(say("Erased. The person is now called {pseudonym}.", pseudonym=found.pseudonym))
                if not clean:
                    warn(
                        say(
                            "Another program reads the store, so its files still hold the old text. Close it and "
                            "repeat this command."
                        )
                    )
            else:
                raise typer.Exit(1)
        finally:
            store.close()
        left = files_that_name(workshop.folder, found)
        for path in left:
            warn(say("Still names the person: {path}", path=path))
        tell(
            say(
                "Not reached: exported files, backups, results and copies elsewhere, and what a database server logs. "
                "An old export brings the person back when it is imported. Nicknames are found with --also."
            )
        )


def backup(
    folder: Folder,
    out: Annotated[
        Path | None, typer.Option("--out", help=say("the file to write; default: beside the workshop"))
    ] = None,
    as_json: Json = False,
) -> None:
    """Write a backup."""
    from sop_kit.record.backup import back_up
    from sop_kit.record.workshop import open_workshop

    with sentences():
        done = back_up(open_workshop(folder), out)
        if as_json:
            facts = {"path": str(done.path), "changes": done.changes, "files": done.files, "findings": done.findings}
            tell(json.dumps({**facts, "left_out": done.left_out}, ensure_ascii=False, indent=1))
            return
        tell(say("Written: {path}", path=done.path))
        tell(say("Changes: {changes}. Files: {files}.", changes=done.changes, files=done.files))
        if done.left_out:
            tell(say("Not in it: {names}", names=say.list(done.left_out)))
        if done.findings:
            warn(
                say(
                    "The store does not add up, and the backup holds it as it is. See: sop-kit verify {folder}",
                    folder=folder,
                )
            )


def restore(
    path: Annotated[Path, typer.Argument(metavar="FILE.zip", help=say("a backup"))],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("a new folder"))],
    store: Annotated[
        str, typer.Option("--store", help=say("an empty database to restore into: postgresql://user@host/database"))
    ] = "",
    even_if_broken: Annotated[
        bool, typer.Option("--even-if-broken", help=say("restore Changes that do not add up as they are"))
    ] = False,
) -> None:
    """Restore a backup."""
    from sop_kit.record.restoring import restore as put_back

    with sentences():
        done = put_back(path, folder, store=store, even_if_broken=even_if_broken)
        for finding in done.findings:
            warn(finding.sentence.said(say))
        tell(say("A workshop is ready in {folder}.", folder=folder))
        tell(say("Changes: {changes}. Files: {files}.", changes=done.changes, files=done.files))


def _anchor(text: str) -> Anchor:
    from sop_kit.record.witness import Anchor

    match = _HEAD.fullmatch(text.strip().replace(" ", ":"))
    if match is None:
        raise BadRequest(
            "'{text}' is no head. Write the number of the Change and its hash as they are printed, such as "
            "41:3fe243a1958d or fraud:41:3fe243a1958d",
            text=text,
        )
    return Anchor(f"--head {text}", match["product"] or "", int(match["number"]), match["hash"])


def _tell(found: Verified, silent: Sequence[Path]) -> None:
    tell(say("Compared with (and how many heads it holds): {sources}", sources=say.list(_sources(found))))
    for path in silent:
        warn(say("{path} prints no head of a store, so it was not compared with.", path=path))
    if not found.outside:
        warn(
            say(
                "Nothing outside the database was there to compare with: a chain that was cut or written anew as a "
                "whole does not show then. Name an export: sop-kit verify DIR FILE"
            )
        )
    for finding in found.findings:
        tell(finding.sentence.said(say))
    changes, lines = len(found.rows), len({row.product for row in found.rows})
    if found.findings:
        tell(say("Changes: {changes}. Findings: {n}.", changes=changes, n=len(found.findings)))
        tell(say("To go back to a backup: sop-kit restore FILE.zip NEW-DIR"))
    else:
        tell(say("All adds up. Product lines: {lines}. Changes: {changes}.", changes=changes, lines=lines))


def _sources(found: Verified) -> list[str]:
    counts = Counter(_name(anchor.source) for anchor in found.anchors)
    return [say("each chain itself"), *(say("{source} ({n})", source=source, n=n) for source, n in counts.items())]


def _name(source: Phrase | str) -> str:
    return source if isinstance(source, str) else source.said(say)


def _facts(found: Verified, silent: Sequence[Path]) -> dict[str, object]:
    return {
        "changes": len(found.rows),
        "compared_with": _sources(found),
        "outside": bool(found.outside),
        "not_compared": [str(path) for path in silent],
        "findings": [
            {"product": each.product, "number": each.number, "what": each.what.said(say)} for each in found.findings
        ],
    }
