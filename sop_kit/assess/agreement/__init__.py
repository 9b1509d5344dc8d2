"""Figures about how far a group agrees, from their published definitions: the one place to import them from.

All take lists, numpy arrays and pandas objects; NaN, None and NA mean missing. What a figure is when nothing can be
said (nobody answered, one rater, all the same) stands in its docstring. A value that is no number, infinite or off the
scale raises ValueError.
"""

from sop_kit.assess.agreement.appropriateness import Appropriateness, ipras
from sop_kit.assess.agreement.rankings import kendall_w
from sop_kit.assess.agreement.reliability import krippendorff_alpha
from sop_kit.assess.agreement.small_group import consensus, iqr, median, wilson
from sop_kit.assess.agreement.validity import ContentValidity, content_validity, modified_kappa, needed_share

__all__ = [
    "Appropriateness",
    "ContentValidity",
    "consensus",
    "content_validity",
    "ipras",
    "iqr",
    "kendall_w",
    "krippendorff_alpha",
    "median",
    "modified_kappa",
    "needed_share",
    "wilson",
]
