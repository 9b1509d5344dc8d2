"""Which product line files are about: what was asked for, what is known, what they say, or what they are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from sop_kit.errors import Problem
from sop_kit.record.files.decoding import without_forbidden
from sop_kit.record.files.reading import Origin, Part, RawRow, error, quoted, warning
from sop_kit.record.headings.headings import product_stem, table_of_name
from sop_kit.record.kinds import clean_product_id, make_id
from sop_kit.record.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The id and the name somebody asked for, "" where they did not."""

    product: str
    name: str


def with_identity(parts: Sequence[Part], asked: Asked, base: Record | None) -> list[Part]:
    """Return the parts, all about one product line, and behind them a part that names it.

    Files that are about different lines are refused, with a part that says so, unless one line was asked for.
    """
    stated = _stated_ids(parts)
    others = list(stated)[1:]
    if others and not asked.product and base is None:
        refused = error(
            stated[others[0]],
            "The files are about different product lines: {names}. Import each on its own, or give --product.",
            names=tuple(quoted(name[:80]) for name in stated),
        )
        return [Part(name=stated[others[0]], problems=(refused,))]
    wanted, place = _wanted(parts, stated, asked, base)
    made = usable_product_id(wanted)
    problems = [*_changed(wanted, made, place), *_elsewhere(stated, made)]
    values: dict[str, object] = {"id": made}
    if asked.name:
        values["name"] = without_forbidden(asked.name)
    elif base is None and not stated and not _names(parts):
        values["name"] = wanted
    row = RawRow(values=values, origin=Origin(name=place))
    naming = Part(name=place, singles={"product": row}, problems=tuple(problems))
    return [*(_with_id(part, made) for part in parts), naming]


def usable_product_id(text: str) -> str:
    """Return the id of a product line nearest to a text: it can name a folder on every system."""
    text = unicodedata.normalize("NFC", text.strip())
    hyphens = re.sub(r"-{2,}", "-", re.sub(r"[^\w.\-]+", "-", text[:200]))
    for made in (text, hyphens.strip("-.")[:64].strip("-."), f"product-{make_id(text)}"[:64].strip("-")):
        if _is_product_id(made):
            return made
    return "product"


def _is_product_id(text: str) -> bool:
    try:
        return clean_product_id(text) == text
    except ValueError:
        return False


def _stated_ids(parts: Sequence[Part]) -> dict[str, str]:
    """Return the ids that the files state, in their order, each with its place."""
    rows = (part.singles["product"] for part in parts if "product" in part.singles)
    stated: dict[str, str] = {}
    for row in rows:
        text = str(row.values.get("id") or "").strip()
        if text:
            stated.setdefault(text, row.at("id"))
    return stated


def _names(parts: Sequence[Part]) -> bool:
    return any(part.singles["product"].values.get("name") for part in parts if "product" in part.singles)


def _wanted(parts: Sequence[Part], stated: dict[str, str], asked: Asked, base: Record | None) -> tuple[str, str]:
    """Return the id to use, as it was written, and where it comes from."""
    if asked.product:
        return without_forbidden(asked.product.strip()), "--product"
    if base is not None:
        return base.product.id, parts[0].name
    if stated:
        return next(iter(stated.items()))
    return without_forbidden(product_stem(parts[0].name)), parts[0].name


def _changed(wanted: str, made: str, place: str) -> list[Problem]:
    if made != wanted:
        return [
            warning(
                place,
                "'{name}' cannot name a folder on every system; the id of the product line became '{id}'. "
                "Give another with --product.",
                name=wanted[:80],
                id=made,
            )
        ]
    if table_of_name(place) and PurePath(place).stem == wanted:
        return [
            warning(
                place,
                "The name of the file became the id of the product line: '{id}'. Give another with --product.",
                id=made,
            )
        ]
    return []


def _elsewhere(stated: dict[str, str], made: str) -> list[Problem]:
    return [
        warning(
            where,
            "The file is about '{name}'; as you asked, its facts were taken into '{id}'.",
            name=name[:80],
            id=made,
        )
        for name, where in stated.items()
        if usable_product_id(name) != made
    ]


def _with_id(part: Part, product_id: str) -> Part:
    row = part.singles.get("product")
    if row is None:
        return part
    return replace(part, singles={**part.singles, "product": row.having({**row.values, "id": product_id})})
