"""What other people's tools say of the BPMN files: the standard's XSD, bpmn-moddle, and bpmn-js in a browser."""

from functools import cache
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from sop_kit.document.bpmn import Sayings, workflow_bpmn, write
from sop_kit.document.swimlane.layout import Arrow, Box, Column, Diagram, Lane, lay_out
from sop_kit.document.view import look
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from tests import node_packages
from tests.document.bpmn_reader import wrong_references
from tests.document.swimlane.diagrams import generated

LINES = ("govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff", "anti-fraud", "recommender")
HOSTILE = "<script>alert(1)</script> & \"'\x00\ud800 ]]>"


@cache
def files() -> dict[str, str]:
    """Return BPMN files by name: of every example line in both languages, of hostile words, of tangled flows."""
    found = {}
    for name in LINES:
        record = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
        found |= {f"{name}.{lang}": workflow_bpmn(look(record, lang)) for lang in ("zh", "en")}
    hostile = Diagram(
        (Lane("1 道", HOSTILE),),
        (Column("x y", HOSTILE), Column("_", "")),
        (Box("1 步", "1 道", "x y", HOSTILE), Box("<b>", "1 道", "_", "")),
        (Arrow("1 步", "<b>", HOSTILE), Arrow("<b>", "1 步"), Arrow("<b>", "<b>", "again")),
    )
    flows = {"hostile": hostile, **{f"flow {n}": generated(n, boxes=25, lanes=5, arrows=40) for n in range(3)}}
    sayings = Sayings(product=HOSTILE, name=HOSTILE, documentation=HOSTILE, of_steps={}, round_again=HOSTILE)
    return found | {name: write(lay_out(flow), sayings) for name, flow in flows.items()}


@pytest.fixture(scope="module")
def xsd():
    folder = node_packages.package("bpmn-moddle") / "resources" / "bpmn" / "xsd"
    return etree.XMLSchema(etree.parse(folder / "BPMN20.xsd"))


@pytest.fixture(scope="module")
def viewer(browser):
    """Return a function that opens a file in bpmn-js and returns what it warns of and how many shapes it draws."""
    folder = node_packages.package("bpmn-js") / "dist"
    page = browser.new_page()
    page.set_content('<div id="canvas" style="height:100vh"></div>')
    page.add_script_tag(path=folder / "bpmn-viewer.production.min.js")

    def opened(xml):
        return page.evaluate(
            """async xml => {
                const viewer = new BpmnJS({ container: "#canvas" });
                const { warnings } = await viewer.importXML(xml);
                const shapes = viewer.get("elementRegistry").filter(one => one.type === "bpmn:Task").length;
                viewer.destroy();
                return { warnings: warnings.map(warning => warning.message), shapes };
            }""",
            xml,
        )

    return opened


def test_every_file_is_valid_against_the_xsd(xsd):
    for name, xml in files().items():
        xsd.validate(etree.fromstring(xml.encode()))
        assert [str(error) for error in xsd.error_log] == [], name


def test_a_file_that_is_not_valid_is_found(xsd):
    broken = (
        files()["govuk-chat.en"].replace("<bpmn:laneSet", "<bpmn:laneset").replace("</bpmn:laneSet", "</bpmn:laneset")
    )
    assert not xsd.validate(etree.fromstring(broken.encode()))


def test_every_reference_of_every_file_leads_somewhere():
    for name, xml in files().items():
        assert wrong_references(ET.fromstring(xml)) == [], name  # noqa: S314  our own file


def test_bpmn_moddle_reads_every_file_and_writes_it_again():
    node_packages.package("bpmn-moddle")
    reports = node_packages.run("roundtrip.mjs", list(files().values()))
    for (name, xml), report in zip(files().items(), reports, strict=True):
        ids = {element.attrib["id"] for element in ET.fromstring(xml).iter() if "id" in element.attrib}  # noqa: S314
        assert report["warnings"] == [], name
        assert report["elements"] == sorted(ids), name
        assert report["same"], name


def test_bpmn_moddle_warns_of_a_reference_that_leads_nowhere():
    node_packages.package("bpmn-moddle")
    broken = files()["govuk-chat.en"].replace('targetRef="Step_GC01"', 'targetRef="Step_GC99"')
    report = node_packages.run("roundtrip.mjs", [broken])[0]
    assert any("Step_GC99" in warning for warning in report["warnings"])


def test_every_file_opens_in_bpmn_js_without_a_warning(viewer):
    for name, xml in files().items():
        report = viewer(xml)
        assert report["warnings"] == [], name
        assert report["shapes"] == xml.count("<bpmn:task "), name
