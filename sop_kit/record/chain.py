"""The chain: how a Change is sealed to the one before it, and read back.

The body of a Change is hashed with a salt, and the chain holds only that hash. Erasing a person's data replaces the
body and takes its salt away; the hash of what stands there now is then part of a later Change of the kind erasure.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from sop_kit.errors import BadRequest, NewerKit, StoreBroken
from sop_kit.record.changes import Change, Edit
from sop_kit.record.model import SCHEMA, Head, canonical

LARGEST_BODY = 100_000_000  # bytes; a record is text, and a database has limits of its own


@dataclass(frozen=True, slots=True)
class Stored:
    """A Change as it lies in the store: one row, its columns in order. By hand anything may be written into them."""

    product: str
    number: int
    id: str
    at: str
    kind: str
    schema_version: int
    body: str | None
    salt: str | None
    body_hash: str
    hash: str

    @property
    def head(self) -> Head:
        """Return where the chain ends when this is its last Change."""
        return Head(number=self.number, hash=self.hash, at=self.at)


def seal(change: Change, head: Head) -> Stored:
    """Return the Change as the row that follows ``head``.

    Raises
    ------
    BadRequest
        When its text is too large, or holds what no database can keep.
    """
    body = body_text(change)
    salt = secrets.token_hex(16)
    row = Stored(
        product=change.product,
        number=head.number + 1,
        id=change.id,
        at=change.at,
        kind=change.kind,
        schema_version=change.schema_version,
        body=body,
        salt=salt,
        body_hash=body_hash(salt, body),
        hash="",
    )
    return replace(row, hash=chain_hash(row, head.hash))


def body_text(change: Change) -> str:
    """Return what a Change says as canonical JSON; what has no value is left out.

    Raises
    ------
    BadRequest
        When it is too large, or holds what no database can keep.
    """
    facts: dict[str, Any] = {"by": change.by, "why": change.why, "edits": [_edit_facts(edit) for edit in change.edits]}
    facts |= change.model_dump(mode="json", include={"undoes", "via", "erased"}, exclude_defaults=True)
    try:
        body = canonical(facts)
    except UnicodeEncodeError as error:
        raise BadRequest(
            "'{product}' was not changed: half a character stands in the text. Delete it and save again.",
            product=change.product,
        ) from error
    if len(body) > LARGEST_BODY:
        raise BadRequest(
            "'{product}' was not changed: {size} MB in one Change are too much, at most {most} MB can be stored.",
            product=change.product,
            size=len(body) // 1_000_000,
            most=LARGEST_BODY // 1_000_000,
        )
    return body.decode()


def body_hash(salt: str | None, body: str | None) -> str:
    """Return the hash of a body with its salt."""
    return _sha256(f"{salt}\n{body}".encode(errors="surrogatepass"))


def text_hash(body: str | None) -> str:
    """Return the hash of a body that has no salt: one from which a person's data was erased."""
    return _sha256((body or "").encode(errors="surrogatepass"))


def chain_hash(row: Stored, before: str) -> str:
    """Return the hash that binds a row to the one before it."""
    facts = [before, row.product, row.number, row.id, row.at, row.kind, row.schema_version, row.body_hash]
    return _sha256(canonical(facts))


def change_of(row: Stored) -> Change:
    """Return the Change that a row holds.

    Raises
    ------
    NewerKit
        When a newer kit wrote it.
    StoreBroken
        When it cannot be read.
    """
    if row.schema_version > SCHEMA:
        raise NewerKit(row.product, row.schema_version, SCHEMA)
    try:
        facts = {"id": row.id, "product": row.product, "at": row.at, "kind": row.kind}
        return Change.model_validate({**facts, "schema_version": row.schema_version, **json.loads(row.body or "")})
    except (ValueError, ValidationError, TypeError) as error:
        raise StoreBroken(row.product, row.number, "cannot be read") from error


def erased_hashes(rows: Iterable[Stored]) -> dict[int, str]:
    """Return what the erasures among the rows say of bodies they replaced: number → hash; a later one counts."""
    found: dict[int, str] = {}
    for row in rows:
        if row.kind == "erasure":
            told = _erased(row)
            found |= {number: digest for number, digest in told.items() if number < row.number}
    return found


def is_whole(row: Stored, erased: Mapping[int, str]) -> bool:
    """Say whether a row's body is the one that was sealed, or the one that an erasure put in its place."""
    if row.salt is None:
        return erased.get(row.number) == text_hash(row.body)
    return row.body_hash == body_hash(row.salt, row.body)


def read_chain(rows: Sequence[Stored], head: Head) -> Iterator[Change]:
    """Yield the Changes of a product line that follow ``head``, as long as they are what was sealed.

    Raises
    ------
    StoreBroken
        When a row was altered, swapped or dropped.
    NewerKit
        When a newer kit wrote one of them.
    """
    erased = erased_hashes(rows)
    before = head.hash
    for number, row in enumerate(rows, start=head.number + 1):
        if row.number != number:
            raise StoreBroken(row.product, number, "is missing")
        if not is_whole(row, erased):
            raise StoreBroken(row.product, number, "does not match its hash")
        if row.hash != chain_hash(row, before):
            raise StoreBroken(row.product, number, "does not follow the one before it")
        before = row.hash
        yield change_of(row)


def readable(rows: Iterable[Stored]) -> dict[int, Change]:
    """Return the Changes of a broken chain that can still be read, by their numbers."""
    found = {}
    for row in rows:
        with suppress(StoreBroken, NewerKit):
            found[row.number] = change_of(row)
    return found


def _erased(row: Stored) -> dict[int, str]:
    try:
        told = json.loads(row.body or "")["erased"]
        return {int(number): str(digest) for number, digest in told.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _edit_facts(edit: Edit) -> dict[str, Any]:
    facts: dict[str, Any] = edit.model_dump(mode="json", exclude_defaults=True)
    return facts


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
