"""Which roles are machines: what they do costs nobody's minutes, and they decide nothing."""

from __future__ import annotations

import re

from sop_kit.record.tables import RoleRow

_IN_BRACKETS = re.compile(r"[(（][^)）]*(?:machine|automatic|\bbot\b|机器|自动)[^)）]*[)）]", re.IGNORECASE)
_IS_ONE = re.compile(
    r"(?:^|[\s/])(?:bot|robot|scheduler|cron|daemon|pipeline|CI|CI/CD)$|(?:机器人?|流水线|定时任务|调度器)$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(（][^)）]*[)）]\s*")


def is_called_machine(name: str) -> bool:
    """Say whether the brackets of a role's name say that it is a machine: without them nobody would know."""
    return bool(_IN_BRACKETS.search(name))


def is_machine(role: RoleRow) -> bool:
    """Say whether a role is a machine: nobody fills it, and its name says so, such as "CI" or "scheduler (machine)"."""
    if role.people or role.deputies:
        return False
    return is_called_machine(role.name) or bool(_IS_ONE.search(_BRACKETS.sub(" ", role.name).strip()))
