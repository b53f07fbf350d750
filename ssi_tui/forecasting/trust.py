"""How far the model was right on people it had not seen: figures of docs/model.md, measured.

They stand in measured.json and nowhere else; tests/sim/measured.py writes them from the table.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("measured.json")


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """Per cent; against "no change" in weeks 1–4 and in weeks 5–12 where there are two."""

    people: int
    """Simulated people in the trial."""
    skill: tuple[int, int]
    """Nearer than "no change", among people who follow laws that are not the model's."""
    skill_one: tuple[int, int]
    """The same after one reading."""
    skill_many: tuple[int, int]
    """The same after 26 readings."""
    worst: tuple[int, int]
    """The same where the score hardly answers to what is done: below 0 is further off."""
    inside: tuple[int, int]
    """Least and most of what came that the 80 % band held, by week."""


@cache
def measured() -> Measured:
    """What the last evaluation found."""
    values = json.loads(FILE.read_text(encoding="utf-8"))
    figures: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return Measured(**figures)


def assumed_half_life() -> float:
    """Days, before anything is learned."""
    from sim.population.prior import HALF_LIFE

    return HALF_LIFE
