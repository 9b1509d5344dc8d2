"""Diagrams for the tests: made up, or the three real product lines."""

import json
import random
from pathlib import Path

from hypothesis import strategies as st

from sop_kit.document.layout import MARKS, Arrow, Box, Column, Diagram, Lane

STAGES = ("monitor", "feedback", "analyse", "decide", "optimise", "release")
COLUMNS = tuple(Column(stage, stage.capitalize()) for stage in STAGES)
RECORDS = Path("/work/shared/records")
