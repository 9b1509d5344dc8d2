"""Run the command line with ``python -m sop_kit.cli``."""

from sop_kit.cli import main

main()
