"""Places in a picture in fewer letters: rounded to what an eye can see, a path point by point from the one before."""

from __future__ import annotations

import re

_SIMPLE = re.compile(r"\s*M[MLHVQZ\d., -]*", re.ASCII)
_COMMAND = re.compile(r"([MLHVQZ])([^MLHVQZ]*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_WANTED = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "Z": 0}

Point = tuple[int, int]  # in steps: what is added up stays exact


def short_number(number: str, steps: int) -> str:
    """Return a number rounded to so many steps a unit; what is no number comes back as it is."""
    return _number(round(steps * float(number)), steps) if _NUMBER.fullmatch(number) else number


def short_path(path: str, steps: int) -> str:
    """Return a path of straight lines and simple curves, exact to so many steps a unit; any other path as it is."""
    if not _SIMPLE.fullmatch(path):
        return path
    said: list[str] = []
    at = start = (0, 0)
    for command, text in _COMMAND.findall(path):
        numbers = [round(steps * float(number)) for number in _NUMBER.findall(text)]
        if len(numbers) != _WANTED[command]:
            return path  # a letter said once for several points
        if command == "Z":
            said.append("z")
            at = start
        elif command == "M":
            at = start = (numbers[0], numbers[1])
            said.append(f"M{_joined(numbers, steps)}")
        else:
            target = _target(command, numbers, at)
            said.append(_step(command, numbers, at, target, steps))
            at = target
    return "".join(said)


def _target(command: str, numbers: list[int], at: Point) -> Point:
    if command == "H":
        return numbers[0], at[1]
    return (at[0], numbers[0]) if command == "V" else (numbers[-2], numbers[-1])


def _step(command: str, numbers: list[int], at: Point, target: Point, steps: int) -> str:
    across, down = target[0] - at[0], target[1] - at[1]
    if command == "Q":
        return f"q{_joined([numbers[0] - at[0], numbers[1] - at[1], across, down], steps)}"
    if not down:
        return f"h{_number(across, steps)}" if across else ""
    return f"l{_joined([across, down], steps)}" if across else f"v{_number(down, steps)}"


def _joined(numbers: list[int], steps: int) -> str:
    first, *rest = [_number(number, steps) for number in numbers]
    return first + "".join(number if number.startswith("-") else f" {number}" for number in rest)


def _number(number: int, steps: int) -> str:
    return str(number) if steps == 1 else f"{number / steps:g}"
