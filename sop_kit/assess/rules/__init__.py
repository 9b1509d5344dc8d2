"""The linter: rules every SoP of a product in operation should keep, each with its reason, source and fix."""

from sop_kit.assess.rules.check import RULES, check_rules
from sop_kit.assess.rules.rule import Breach, Facts, Fault, Rule

__all__ = ("RULES", "Breach", "Facts", "Fault", "Rule", "check_rules")
