"""The storage format of Confluence: well-formed, with its macros, links that arrive and every text as text.

There is no Confluence in these tests; see docs/wikis.md.
"""

from xml.etree import ElementTree as ET

import pytest

from sop_kit.blocks.make import link, plain
from sop_kit.blocks.model import Code, Text
from sop_kit.export import fonts
from sop_kit.export.confluence import render
from tests.export.reading import HOSTILE, squeezed
from tests.export.sample import bundle, one, text_bundle

AC, RI = "{ac}", "{ri}"
# What Confluence documents as its storage format.
HTML = {
    "a",
    "br",
    "code",
    "h2",
    "h3",
    "h4",
    "li",
    "ol",
    "p",
    "small",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
}
MACROS = {"anchor", "code", "expand", "info", "note", "tip", "warning"}


def read(document):
    """Return the body of the page; its prefixes are declared by whoever reads it."""
    return ET.fromstring(f'<page xmlns:ac="ac" xmlns:ri="ri">{render(document)[0]}</page>')  # noqa: S314  our own file


def text_of(root):
    return squeezed("".join(root.itertext()))


def macros(root, name):
    return [each for each in root.iter(f"{AC}structured-macro") if each.get(f"{AC}name") == name]


def places(root):
    return [macro.findtext(f"{AC}parameter") for macro in macros(root, "anchor")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_only_what_the_format_knows_is_used(lang):
    root = read(bundle(lang))
    elements = {each.tag for each in root.iter()} - {"page"}
    assert {tag for tag in elements if not tag.startswith(("{ac}", "{ri}"))} <= HTML
    assert {macro.get(f"{AC}name") for macro in root.iter(f"{AC}structured-macro")} <= MACROS


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_step_is_a_place_and_every_link_arrives(lang):
    root = read(bundle(lang))
    assert {"step-fs01", "step-fs02", "table-raci", "fold-ratings"} <= set(places(root))
    assert len(places(root)) == len(set(places(root)))
    assert {each.get(f"{AC}anchor") for each in root.iter(f"{AC}link")} <= set(places(root))


def test_pictures_are_attachments():
    text, files = render(bundle("en"))
    root = read(bundle("en"))
    attached = [each.get(f"{RI}filename") for each in root.iter(f"{RI}attachment")]
    assert sorted(f"pictures/{name}" for name in attached) == sorted(files)
    assert all(each.get(f"{AC}alt") for each in root.iter(f"{AC}image"))
    assert "<svg" not in text


def test_a_checklist_is_a_list_of_tasks():
    root = read(bundle("en"))
    assert [each.text for each in root.iter(f"{AC}task-status")] == ["incomplete"] * 5
    assert len({each.text for each in root.iter(f"{AC}task-id")}) == 5


def test_evidence_is_folded_away():
    root = read(bundle("en"))
    titles = [each.findtext(f"{AC}parameter") for each in macros(root, "expand")]
    assert "How the team rated the steps (6 people, 2 rounds)" in titles
    assert all(each.find(f"{AC}rich-text-body") is not None for each in macros(root, "expand"))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_comes_out_as_text(name):
    root = read(text_bundle(HOSTILE[name]))
    wanted = squeezed(fonts.visible(HOSTILE[name]))
    alt = [each.get(f"{AC}alt") for each in root.iter(f"{AC}image")]
    assert text_of(root).count(wanted) >= 20
    assert [squeezed(each) for each in alt] == [wanted]
    assert {each.tag for each in root.iter() if "{" not in each.tag} <= HTML | {"page"}


def test_a_link_to_a_script_is_plain_text():
    assert "javascript" not in render(one(Text(spans=link("click", "javascript:alert(1)"))))[0]


def test_code_that_ends_a_section_stays_code():
    root = read(one(Code(text="a ]]> b <c> & d"), Text(spans=plain("after"))))
    assert macros(root, "code")[0].findtext(f"{AC}plain-text-body") == "a ]]> b <c> & d"
