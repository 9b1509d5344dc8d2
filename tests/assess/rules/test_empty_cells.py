import pytest

from sop_kit.assess.rules.empty_cells import empty, names, place, rows_place, says
from sop_kit.assess.rules.rule import Facts
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, Tool


@pytest.mark.parametrize("text", ["", " ", "TBD", "待定", "?", "to be decided", "todo"])
def test_a_mark_for_later_says_nothing(text: str):
    assert not says(text)


@pytest.mark.parametrize("text", ["-", "–", "无", "none", "N/A", "无：长期维护", "None (kept for good)"])
def test_an_express_none_says_something_and_names_nothing(text: str):
    assert says(text)
    assert not names(text)


@pytest.mark.parametrize("text", ["RC-0311", "无法复现", "nonesuch", "no. 12", "北京"])
def test_what_names_something_is_no_none(text: str):
    assert names(text)


def test_the_rows_in_which_a_column_says_nothing_are_found_and_somebody_is_asked():
    tools = (Tool(id="T1", name="Grafana", link="https://g"), Tool(id="T2", name="Slack"), Tool(id="T3", name="rq"))
    facts = Facts(record=Record(product=Product(id="line"), tools=tools))
    find = empty("tools", "link", applies=lambda _, tool: tool.id != "T3", ask=lambda _, tool: tool.name)
    assert [(breach.where, breach.ask) for breach in find(facts)] == [("tools/T2/link", "Slack")]


def test_a_place_is_told_as_far_as_it_goes():
    assert place("steps", "S1", "") == "steps/S1"
    assert rows_place("steps", ["S1", "S2"]) == "steps/S1,S2"
