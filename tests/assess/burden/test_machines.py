"""A machine is told by its name, and only where nobody fills the role."""

import pytest

from sop_kit.assess.burden.machines import is_called_machine, is_machine
from sop_kit.record.tables import RoleRow


@pytest.mark.parametrize(
    "name",
    [
        "CI (GitHub Actions, Argo)",
        "CI",
        "Jenkins / PipelineBot (machine)",
        "Release bot",
        "Scheduler",
        "巡检（机器）",
        "值班机器人",
        "发布流水线",
        "对账（自动）",
    ],
)
def test_a_machine_is_told_by_its_name(name: str):
    assert is_machine(RoleRow(id="r", name=name))


@pytest.mark.parametrize(
    "name", ["Machine Learning team engineer", "CI engineer", "机器学习工程师", "Robot operator", "On call"]
)
def test_people_who_work_with_machines_are_none(name: str):
    assert not is_machine(RoleRow(id="r", name=name))


def test_a_role_that_somebody_fills_is_no_machine():
    assert not is_machine(RoleRow(id="r", name="Release bot", people=("lin",)))
    assert not is_machine(RoleRow(id="r", name="Release bot", deputies=("lin",)))


def test_brackets_that_say_machine_are_known_whoever_fills_the_role():
    assert is_called_machine("Update listener (machine)")
    assert is_called_machine("对账（自动）")
    assert not is_called_machine("CI (GitHub Actions, Argo)")
