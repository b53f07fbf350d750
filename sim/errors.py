"""What can be wrong with what `sim` is given: data for a message, never the message's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Number = TypeVar("Number", int, float)


def N_(text: str) -> str:
    """Mark an English text for translation; the front end looks it up when it shows it."""
    return text


class SimError(Exception):
    """Anything that `sim` refuses; nothing has been computed or written."""


class RefusedError(SimError):
    """One value out of its bounds, or a phrase that can't be read: a message and its fields."""

    def __init__(self, message: str, **fields: object) -> None:
        self.message = message
        self.fields = tuple((name, str(value)) for name, value in fields.items())
        super().__init__(message.format_map(dict(self.fields)))


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a scenario file, at a place that an editor can jump to."""

    line: int
    """1-based."""
    column: int
    """1-based, in characters."""
    path: str
    """Where in the document: ``phases[1].do.post``; empty for the document itself."""
    message: str
    """English msgid of what is wrong, with ``{name}`` fields: the front end translates it."""
    fields: tuple[tuple[str, str], ...] = ()
    """The values for the message's fields."""

    def __str__(self) -> str:
        text = self.message.format_map(dict(self.fields))
        return f"{self.line}:{self.column}: {self.path + ': ' if self.path else ''}{text}"


class ScenarioFileError(SimError):
    """A scenario file that can't be read as one, with every fault found at once."""

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        self.file = file
        self.problems = problems
        super().__init__("\n".join(f"{file}:{problem}" for problem in problems))


def within(value: Number, low: float, high: float) -> Number:
    """The value.  Raises RefusedError outside of low to high, both included."""
    if not low <= value <= high:
        raise RefusedError(
            N_("{value} is out of bounds; it must be {low} to {high}"),
            value=number_text(value),
            low=number_text(low),
            high=number_text(high),
        )
    return value


def number_text(value: float) -> str:
    """The shortest text that gives the number back."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def no_twin(names: Sequence[str]) -> None:
    """Raises RefusedError where a name comes twice."""
    for place, name in enumerate(names):
        if name in names[:place]:
            raise RefusedError(N_("{name} is given twice"), name=name)
