"""A list of product lines and who fills in their workbooks, as an operator keeps it in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sop_kit.errors import Problem
from sop_kit.record.alike import alike, folded
from sop_kit.record.files.decoding import without_forbidden
from sop_kit.record.files.identity import usable_product_id
from sop_kit.record.files.reading import error, quoted, warning
from sop_kit.record.files.spoken import column_kind, meant
from sop_kit.record.headings.layout import Line
from sop_kit.record.tables import Product

# What people call each column, besides its own name; of two headings for one column the one further left here wins.
_HEADINGS: Mapping[str, str] = {
    "product": "product id,product line id,line id,产品线编号,产品线代码,产品编号,编号,代码,id,code,product line no",
    "name": "产品线名称,产品线,产品名称,产品,业务线,名称,product line,product name,line name,line,title",
    "owner": "负责人,产品负责人,产品线负责人,填写人,责任人,姓名,owners,filled in by,responsible,person,who",
    "deputy": "代理人,副负责人,备份,替补,deputies,backup,stand-in",
    "contact": "邮箱,电子邮箱,电子邮件,邮件,联系方式,电话,手机,e-mail,email,mail,phone",
    "department": "部门,所在部门,所属部门,团队,team,unit",
    "core": "公司基线,基线,所属基线,核心,core record,core id,family",
    "lang": "语言,语种,language,languages",
}
_ROWS_ABOVE_HEADINGS = 10
_DECORATION = re.compile(r"[(（\[【].*?[)）\]】]|[*＊:：_\-\s]")
# A Latin name may hold a comma and a space: "Doe, Jane" is one person.
_SEVERAL = re.compile(r"[;；、\n]|，|,(?![ ])")
_MOST_OWNERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Somebody who fills in the workbook of a line."""

    name: str
    contact: str = ""
    department: str = ""
    lang: str = ""  # of their workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLine:
    """A product line as the list has it; where the list says nothing the value is empty."""

    product: str
    name: str = ""
    deputy: str = ""
    core: str = ""
    lang: str = ""
    owners: tuple[Owner, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesList:
    """The product lines of a list in their order, and everything that was wrong with it."""

    lines: tuple[ListedLine, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_lines(rows: Sequence[Line], name: str) -> LinesList:
    """Return the product lines that the rows of a list name; several rows may name one line, each with an owner.

    Parameters
    ----------
    rows
        The rows from top to bottom, those above the headings and the headings themselves included.
    name
        The file, or file and sheet.
    """
    start = _heading_row(rows)
    if start is None:
        return LinesList(problems=(_no_headings(name),))
    columns = _columns(rows[start].cells)
    problems = _unknown(rows[start], columns)
    lines: dict[str, ListedLine] = {}
    above: dict[str, str] = {}
    for row in rows[start + 1 :]:
        cells = _cells(row, columns, above)
        above = cells
        line = _line(cells, row.where, problems)
        if line is None:
            continue
        key = folded(line.product)
        lines[key] = _joined(lines[key], line, problems) if key in lines else line
    if not lines and not problems:
        problems.append(error(name, "There is no row below the headings that could be read."))
    return LinesList(lines=tuple(lines.values()), problems=tuple(problems))


def holds_lines(headings: Sequence[str]) -> bool:
    """Say whether headings are those of a list of product lines."""
    found = _columns(headings)
    return "owner" in found and ("product" in found or "name" in found)


def _heading_row(rows: Sequence[Line]) -> int | None:
    return next((at for at, row in enumerate(rows[:_ROWS_ABOVE_HEADINGS]) if _tells(_columns(row.cells))), None)


def _tells(columns: Sequence[str]) -> bool:
    return bool({"product", "name"} & set(columns)) and len(set(columns) - {""}) > 1


def _no_headings(name: str) -> Problem:
    return error(
        name,
        "These are no headings of a list of product lines. Name a column 'Product line no.' or 产品线编号, "
        "and one 'Owner' or 负责人; 'Name', 'Deputy', 'Department', 'E-mail', 'Core' and 'Language' may follow.",
    )


def _columns(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the column each heading means, "" for one that means none or one already taken."""
    known = {
        _plain(word): (rank, column)
        for column, words in _HEADINGS.items()
        for rank, word in enumerate((column, *words.split(",")))
    }
    meant_by = []
    for at, heading in enumerate(headings):
        plain = _plain(heading)
        like = plain if plain in known else alike(plain, known)
        if like:
            rank, column = known[like]
            meant_by.append((plain not in known, rank, at, column))
    found = [""] * len(headings)
    for _, _, at, column in sorted(meant_by):
        found[at] = "" if column in found else column
    return tuple(found)


def _plain(heading: str) -> str:
    heading = heading[:100]
    return folded(_DECORATION.sub("", heading)) or folded(heading)


def _unknown(headings: Line, columns: Sequence[str]) -> list[Problem]:
    lost = [text.strip() for text, column in zip(headings.cells, columns, strict=True) if text.strip() and not column]
    return [
        warning(headings.where, "The column {name} means nothing here; it was left out.", name=quoted(text))
        for text in lost
    ]


def _cells(row: Line, columns: Sequence[str], above: Mapping[str, str]) -> dict[str, str]:
    """Return what a row says a column; a cell that a merged one covers says what that one says."""
    said: dict[str, str] = {}
    for at, column in enumerate(columns):
        text = row.cells[at] if at < len(row.cells) else ""
        if column:
            said[column] = above.get(column, "") if at in row.merged else _text(text)
    return said


def _text(cell: str) -> str:
    return without_forbidden(cell.strip()).strip()[:1000]


def _line(cells: Mapping[str, str], where: str, problems: list[Problem]) -> ListedLine | None:
    wanted = cells.get("product") or cells.get("name", "")
    if not wanted:
        if any(cells.values()):
            problems.append(
                error(where, "This row names no product line; it was left out. Write its number or its name in it.")
            )
        return None
    product = usable_product_id(wanted)
    if product != wanted and cells.get("product"):
        problems.append(
            warning(
                where,
                "{name} cannot name a folder on every system; the id of the product line became {made}.",
                name=quoted(wanted),
                made=quoted(product),
            )
        )
    lang = _lang(cells, where, problems)
    owners = _owners(cells, lang)
    if not owners:
        problems.append(warning(where, "{line} has no owner yet; its workbook bears no name.", line=quoted(product)))
    said = {name: cells.get(name, "") for name in ("name", "deputy", "core")}
    return ListedLine(product=product, lang=lang, owners=owners, where=where, **said)


def _owners(cells: Mapping[str, str], lang: str) -> tuple[Owner, ...]:
    """Return the owners that a cell names; contacts belong to them in the same order when there are as many."""
    names = [name.strip() for name in _SEVERAL.split(cells.get("owner", "")) if name.strip()][:_MOST_OWNERS]
    contacts = [text.strip() for text in re.split(r"[;；、,，\s]+", cells.get("contact", "")) if text.strip()]
    if len(names) == 1:
        contacts = [cells.get("contact", "")]
    elif len(contacts) != len(names):
        contacts = [""] * len(names)
    department = cells.get("department", "")
    return tuple(
        Owner(name=name, contact=contact, department=department, lang=lang)
        for name, contact in zip(names, contacts, strict=True)
    )


def _lang(cells: Mapping[str, str], where: str, problems: list[Problem]) -> str:
    said = cells.get("lang", "")
    kind = column_kind(Product, "languages")
    found = meant(kind, said) if said else ""
    if found in ("", *kind.words):
        return found or ""
    problems.append(warning(where, "There is no language {name}; write zh or en.", name=quoted(said)))
    return ""


def _joined(line: ListedLine, other: ListedLine, problems: list[Problem]) -> ListedLine:
    """Return a line as two rows of the list name it: what one leaves empty the other fills in."""
    known = {(folded(owner.name), folded(owner.contact)) for owner in line.owners}
    new = tuple(each for each in other.owners if (folded(each.name), folded(each.contact)) not in known)
    values = {"lang": line.lang or other.lang}  # of the line; each owner's workbook has its own
    for column in ("name", "deputy", "core"):
        here, there = getattr(line, column), getattr(other, column)
        values[column] = here or there
        if here and there and here != there:
            problems.append(
                warning(
                    other.where,
                    "{line} is said here to be {there}, further up {here}; what stands further up was taken.",
                    line=quoted(line.product),
                    here=quoted(here),
                    there=quoted(there),
                )
            )
    return replace(line, owners=(*line.owners, *new), **values)
