"""What a reader gets of a wiki page: its words, and the elements and attributes that carry them."""

from __future__ import annotations

from html.parser import HTMLParser

# Texts that a record may hold and no wiki may read as anything but text.
HOSTILE = {
    "html": "<script>alert(1)</script> <img src=x onerror=alert(1)> &amp; <!-- x --> <b",
    "emphasis": "*a* _b_ **c** __d__ ~~e~~ `f` ***g*** ''h'' '''i''' '''''j'''''",
    "links": "[a](javascript:alert(1)) ![b](x) [c]: d <https://e> [^1] www.example.org/a_b_c ftp://x/y_z_",
    "wiki links": "[[d|e]] [[File:f.png]] [[Category:g]] [https://example.org h] {{i}} {{{1}}} {{#if:x|y}}",
    "cells": "a | b \\| c \\\\| d |---| `|` || e !! f {| g |}",
    "starts": "# a\n- b\n+ c\n1. d\n2) e\n> f\n=== g\n---\n    h\n\ti\n\n: j",
    "wiki starts": "* k\n; l: m\n|- n\n! o\n----\n#REDIRECT [[p]]\n q r\n== s ==\n{|\n|t\n|}",
    "maths": "$x^2$ $$y$$ {=html} {{template}} :smile: @all #123 ::: ::: <math>z</math>",
    "ends": "a\\\nb  \nc \\",
    "fence": "```\ncode\n```\n~~~\n````",
    "table": "| a | b |\n|---|---|\n| c | d |",
    "switches": "__TOC__ __NOTOC__ ~~~~ ~~~~~ -{zh-hans:a}- RFC 1 PMID 2 ISBN 0000000000",
    "wiki tags": "<nowiki> </nowiki> </pre> <ref>b</ref> <!-- <includeonly>c</includeonly> <gallery>d</gallery>",
    "xml": "]]> <![CDATA[a]]> &#0; &nbsp; <?php ?> <ac:link/>",
    "zero width": "a\u200bb\u202ec\ufeffd\x00e\x85f\u2028g",
    "rtl": "שלום עולם مرحبا",
    "emoji": "😀 👨‍👩‍👧 ⚠️ 🇨🇳",
    "long": "x" * 10_000,
}
_APART = frozenset(("br", "td", "th", "p", "li", "h1", "h2", "h3", "h4", "h5", "pre", "summary", "caption", "div"))


class Page(HTMLParser):
    """The words of a page, an image's short text among them, and its elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        facts = {name: value or "" for name, value in attrs}
        self.elements.append((tag, facts))
        if tag in _APART:
            self.words.append(" ")
        if tag == "img":
            self.words.append(facts.get("alt", ""))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        """All words, without blanks."""
        return squeezed("".join(self.words))

    @property
    def tags(self) -> set[str]:
        """The names of its elements."""
        return {tag for tag, _ in self.elements}

    @property
    def attributes(self) -> set[str]:
        """Which attribute stands at which element."""
        return {f"{tag} {name}" for tag, facts in self.elements for name in facts}

    def values(self, tag: str, name: str) -> list[str]:
        """Return the values of an attribute."""
        return [facts[name] for each, facts in self.elements if each == tag and name in facts]


def squeezed(text: str) -> str:
    """Return the text without blanks."""
    return "".join(text.split())
