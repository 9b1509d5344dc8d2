"""The command line: each command parses, makes one call, and says what it did and what to do next."""

from sop_kit.cli.app import main

__all__ = ["main"]
