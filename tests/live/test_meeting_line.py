"""The form in which two statements met: both are shown, and one press decides."""

import asyncio

import pytest

from sop_kit.cli.taking import start_workshop
from sop_kit.live.forms import TableForm
from tests.live.two import STEP, Two, drop, put


@pytest.fixture
def two(tmp_path, monkeypatch):
    start_workshop(tmp_path / "w", product="line", name="反欺诈")
    return Two(monkeypatch, tmp_path / "w")


def meeting_form(two):
    two.opened("han")
    form = TableForm(two.han, "steps")
    field = form.form.fields["tool"].widget

    async def act():
        field.value = "Kibana"
        two.save("li", put(tool="Grafana"))
        two.opened("han")
        await asyncio.sleep(0.6)

    asyncio.run(act())
    return form, field


@pytest.mark.parametrize(("button", "tool"), [(1, "Grafana"), (2, "Kibana")])
def test_the_form_shows_both_and_takes_the_one_that_is_chosen(two, button, tool):
    form, field = meeting_form(two)
    assert "Both are kept: li" in form.saving.said
    (line,) = form.form.meeting.widget.children
    assert "li wrote “Grafana” meanwhile; you wrote “Kibana”." in line.children[0].value
    assert field.value == "Kibana"
    line.children[button].click()
    assert (two.step().tool, field.value) == (tool, tool)
    assert form.form.meeting.widget.children == ()


def test_what_was_typed_into_a_row_that_goes_while_it_is_typed_is_offered_in_the_form(two):
    two.save("li", put(row="S02", **STEP))
    two.opened("han")
    two.han.refresh()
    form = TableForm(two.han, "steps")

    async def act():
        form.form.fields["tool"].widget.value = "Kibana"
        two.save("li", drop())
        two.opened("han")
        two.han.refresh()
        await asyncio.sleep(0.6)

    asyncio.run(act())
    assert form.form.row == "S02"
    (line,) = form.form.meeting.widget.children
    line.children[2].click()
    assert two.step().tool == "Kibana"
