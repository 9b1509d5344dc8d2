"""Places in a picture in fewer letters: rounded to what an eye can see, a path point by point from the one before."""

from __future__ import annotations

import re
from functools import lru_cache

_SIMPLE = re.compile(r"\s*M[MLHVQZlhvqz\d., -]*", re.ASCII)
_COMMAND = re.compile(r"([MLHVQZlhvqz])([^MLHVQZlhvqz]*)")
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_WANTED = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "Z": 0}
_DOT = "h.1"  # a line too short to be seen, whose round ends make a dot


@lru_cache(maxsize=8192)
def short_number(number: str, steps: int) -> str:
    """Return a number rounded to so many steps a unit; what is no number comes back as it is."""
    return _number(round(steps * float(number)), steps) if _NUMBER.fullmatch(number) else number


def short_path(path: str, steps: int) -> str:
    """Return a path of straight lines and simple curves, exact to so many steps a unit; any other path as it is."""
    if not _SIMPLE.fullmatch(path):
        return path
    pen = _Pen(steps)
    for letter, text in _COMMAND.findall(path):
        numbers = [steps * float(number) for number in _NUMBER.findall(text)]
        command = letter.upper()
        if len(numbers) != _WANTED[command]:
            return path  # a letter said once for several points
        from_here = letter != command
        if command == "H":
            pen.line(numbers[0] + pen.x * from_here, pen.y)
        elif command == "V":
            pen.line(pen.x, numbers[0] + pen.y * from_here)
        elif command == "Z":
            pen.close()
        else:
            if from_here:
                numbers = [number + (pen.y if n % 2 else pen.x) for n, number in enumerate(numbers)]
            (pen.move if command == "M" else pen.line if command == "L" else pen.bend)(*numbers)
    return "".join(pen.said)


class _Pen:
    """Draws a path piece by piece, and writes down each from the place where the one before has ended; in steps."""

    def __init__(self, steps: int) -> None:
        self.said: list[str] = []
        self.x = self.y = 0.0  # as it was told; where it stands is rounded
        self._steps = steps
        self._at = self._begun = (0, 0)
        self._told = (0.0, 0.0)
        self._counted = False  # whether it is where it is counted to be: after a dot it is a little beside

    def move(self, x: float, y: float) -> None:
        """Set the pen down, counted from where it was when that is shorter."""
        (left, top), to = self._at, (round(x), round(y))
        there = f"M{self._pair(*to)}"
        beside = f"m{self._pair(to[0] - left, to[1] - top)}" if self._counted else there
        self.said.append(min(there, beside, key=len))
        self._at = self._begun = to
        self.x, self.y = self._told = x, y
        self._counted = True

    def line(self, x: float, y: float) -> None:
        """Draw a straight line; one to where the pen already is draws nothing, but a short one alone is a dot."""
        (left, top), to = self._at, (round(x), round(y))
        across, down = to[0] - left, to[1] - top
        if across and down:
            self.said.append(f"l{self._pair(across, down)}")
        elif across:
            self.said.append(f"h{_number(across, self._steps)}")
        elif down:
            self.said.append(f"v{_number(down, self._steps)}")
        elif (x, y) != (self.x, self.y) and self.said[-1][0] in "Mm":
            self.said.append(_DOT)
            self._counted = False
        self._at = to
        self.x, self.y = x, y

    def bend(self, by_x: float, by_y: float, x: float, y: float) -> None:
        """Draw a curve."""
        (left, top), to = self._at, (round(x), round(y))
        end = self._pair(to[0] - left, to[1] - top)
        between = "" if end.startswith("-") else " "
        self.said.append(f"q{self._pair(round(by_x) - left, round(by_y) - top)}{between}{end}")
        self._at = to
        self.x, self.y = x, y

    def close(self) -> None:
        """Draw a line to where the pen was set down."""
        self.said.append("z")
        self._at = self._begun
        self.x, self.y = self._told

    def _pair(self, x: int, y: int) -> str:
        first, second = _number(x, self._steps), _number(y, self._steps)
        return f"{first}{second}" if y < 0 else f"{first} {second}"


@lru_cache(maxsize=8192)
def _number(number: int, steps: int) -> str:
    if steps == 1:
        return str(number)
    said = f"{number / steps:g}"
    return said.replace("0.", ".", 1) if abs(number) < steps else said
