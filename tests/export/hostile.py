"""Hostile texts, and a record that says one in every place a text can stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sop_kit.record.files.spoken import column_kind
from sop_kit.record.model import TABLES, Record, references
from sop_kit.record.tables import Fact, Product

TEXTS = {
    "script": "<script>alert(1)</script><ScRiPt src=//example.org/x.js></sCrIpT><svg/onload=alert(2)>",
    "attribute": '" onmouseover="alert(1)" x=\'\' onfocus=alert`1` autofocus style="background:url(//a.example)"',
    "end of element": "</td></tr></table></title></textarea></style></script><!-- --> --!> ]]> <![CDATA[x]]> <?php ?>",
    "entities": "&lt;b&gt; &amp;amp; &#60;script&#62; &#x202e; &nbsp; &unknown; &#0; &",
    "frames": "<iframe src=javascript:alert(1)> <object data=data:text/html,x> <base href=//a.example> <meta>",
    "address": "javascript:alert(1) JAVASCRIPT://%0aalert(1) data:text/html,<script>alert(1)</script> vbscript:x",
    "markdown": "# a *b* _c_ **d** `e` ~~f~~ [g](javascript:alert(1)) ![h](//example.org/x.png) > i | j |---| 1. k",
    "fence": "``` a ~~~ b ```` c <details> :::note {{< x >}} [^1] [toc]",
    "wikitext": "{{subst:x}} [[File:x.png]] '''a''' <nowiki> </nowiki> __TOC__ {| |} ~~~~ == b == [//a.example c]",
    "template": "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %> {0} {name} %s %(x)s $x @import",
    "latex": r"\input{/etc/passwd} $\alpha$ \end{document} % comment \write18{x} ^^41 ~ _ ^ & # {",
    "typst": '#panic("x") #read("/etc/passwd") $x$ *a* _b_ @c <d> // e /* f */ #import "x" [g] = h \\u{1f600}',
    "formula": "=1+1 =cmd|' /C calc'!A0 @SUM(A1) +1 -1 \t=HYPERLINK(\"//example.org\")",
    "sql": "'; DROP TABLE steps; -- \" OR 1=1 /*",
    "shell": "$(touch x) `touch x` ; touch x | touch x && touch x ../../etc/passwd C:\\x \\\\server\\x",
    "override": "abc \u202egpj.exe\u202c def \u2066x\u2069 \u200fy\u200e \u061c z",
    "right to left": "שלום (עולם) 123, مرحبا بالعالم! abc",
    "emoji": "😀 👨\u200d👩\u200d👧\u200d👦 🇨🇳🇬🇧 👍🏽 ⚠\ufe0f 1\ufe0f\u20e3 🏴\U000e0067\U000e0062\U000e007f",
    "marks": "Z\u0351\u036b\u0343a\u0334l\u0317g\u0322o\u0321 e\u0301 q\u0301 \u0e01\u0e34\u0e49 ก็ ﷽ \u1100\u1161",
    "piled marks": "Z" + "\u0351\u036b\u0343" * 60 + " \u0e14" + "\u0e49\u0e47" * 60,
    "hidden": "a\u200bb\u200cc\u2060d\ufeffe\u00adf\u180eg\u2028h\u2029i\u0085j\u3164k\u00a0l\u3000m",
    "chinese": "𠮷野家 㐂 𪚥 龘 ㈠ ﹏ ＜ｓｃｒｉｐｔ＞ 「」『』【】〔〕《》——……",
    "maths": "𝒳 ℵ ∮ ⨌ ﬁ ﬀ ½ ² ₂ ™ ℡ Ⅷ ㎏ ①",
    "long word": "x" * 2_000,
    "long chinese": "字" * 1_000,
    "long path": "a/b-c_d.e" * 200,
    "blank lines": "a\n\n\n  b\n\tc\n- d\n# e\n    f\n| g |\n---\nh",
    "quotes": "'\"`´‘’“”«»„‚‹› \\\" \\' \\\\",
    "brackets": "([{<>}]) )]}> ((( [[[ {{{ <<<",
    "nothing": "\u2800 . -",
    "number": "1e400 0x1F 1,000.00 ١٢٣ -0 NaN Infinity 2026-11-22 1:30",
}

_ROWS = 2
_STAGES = ("monitor", "release")
# Columns that hold an id, a date or a number written as text, or that say where something is: other texts in them are
# refused, or would lead a test somewhere else.
_FIXED: dict[str, Any] = {"participant": "p1", "target": "steps/s1", "row": "s1", "table": "steps", "step": "s1"}


def record(say: Callable[[str, str, int], str]) -> Record:
    """Return a record with rows in every table, each column of text filled by ``say(table, column, row number)``.

    Rows refer to rows that are there, so that every text reaches a chapter.
    """
    numbers = range(1, _ROWS + 1)
    tables = {table: tuple(_row(model, table, number, say) for number in numbers) for table, model in TABLES.items()}
    product = Product.model_validate({"id": "hostile", **_columns(Product, "product", 1, say)})
    return Record(product=product, **tables)


def _id(table: str, number: int) -> str:
    # One of the core processes, and one of the team's own.
    return "monitoring" if (table, number) == ("processes", 1) else f"{table[0]}{number}"


def _row(model: type[Fact], table: str, number: int, say: Callable[[str, str, int], str]) -> Fact:
    return model.model_validate({"id": _id(table, number), **_columns(model, table, number, say)})


def _columns(model: type[Fact], table: str, number: int, say: Callable[[str, str, int], str]) -> dict[str, Any]:
    return {name: value for name, value in _values(model, table, number, say) if value is not None}


def _values(
    model: type[Fact], table: str, number: int, say: Callable[[str, str, int], str]
) -> Iterator[tuple[str, Any]]:
    for name in model.model_fields:
        if name in {"id", "core", "core_number", "core_hash", "core_of"}:
            continue
        kind, refers = column_kind(model, name), references(model).get(name)
        if name == "next":
            yield name, [{"to": f"s{number % _ROWS + 1}", "when": say(table, "next", number)}]
        elif refers:
            yield name, [_id(refers, number)] if kind.is_list else _id(refers, number)
        elif name == "stage":
            yield name, _STAGES[number - 1]
        elif kind.words:
            yield name, [kind.words[0]] if kind.is_list else next(word for word in kind.words if word)
        elif kind.is_text:
            yield name, _FIXED.get(name) or say(table, name, number)
