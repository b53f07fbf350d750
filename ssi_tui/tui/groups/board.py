"""What the group room shows: whose, which view, who is chosen, are names hidden; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import mean
from typing import TYPE_CHECKING

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.workshop.group import Participant, PeopleGroup

if TYPE_CHECKING:
    from ssi_tui.workshop.race import Race, RaceRow


class GroupView(StrEnum):
    """What is looked at."""

    PEOPLE = "people"
    SPREAD = "spread"
    RACE = "race"
    TWO = "two"


VIEWS = tuple(GroupView)


@dataclass(frozen=True, kw_only=True)
class GroupBoard:
    """One group, as it is looked at."""

    group: PeopleGroup
    today: date
    view: GroupView = GroupView.PEOPLE
    at: int = 0
    """The chosen person."""
    beside: int | None = None
    """Who stands on the chart beside the chosen one; None: the next in the list."""
    hidden: bool = False
    """Numbers in place of names."""
    race: Race | None = None
    """None: it still runs."""
    done: int = 0
    """People that have raced so far."""
    goals: Mapping[str, tuple[float, float]] | None = None
    """Role -> points in total that it should have, from and to."""
    said: str = ""

    @property
    def chosen(self) -> Participant:
        """The person under the pointer."""
        return self.group.people[self.at]

    @property
    def other(self) -> int | None:
        """The second one on the chart; None in a group of one."""
        count = len(self.group.people)
        if self.beside is not None and self.beside != self.at:
            return self.beside
        return (self.at + 1) % count if count > 1 else None

    def name(self, place: int) -> str:
        """What somebody is called here."""
        return str(place + 1) if self.hidden else self.group.people[place].name

    def row(self, place: int) -> RaceRow | None:
        """What the race says of somebody; None while it runs."""
        return self.race.runners[place] if self.race else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One of the five numbers, of everybody who knows it."""

    pillar: Pillar | None
    """None is the total."""
    values: tuple[float, ...]
    chosen: float | None
    """Of the chosen person."""

    @property
    def full(self) -> float:
        """The most that there can be."""
        return TOTAL_MAX if self.pillar is None else PILLAR_MAX

    @property
    def average(self) -> float | None:
        return mean(self.values) if self.values else None


def measures(board: GroupBoard) -> tuple[Measure, ...]:
    """The total, then the pillars."""
    people = board.group.people
    totals = tuple(one.total for one in people if one.total is not None)
    measured = [Measure(pillar=None, values=totals, chosen=board.chosen.total)]
    for place, pillar in enumerate(Pillar):
        points = tuple(one.pillars[place] for one in people if one.pillars)
        own = board.chosen.pillars[place] if board.chosen.pillars else None
        measured.append(Measure(pillar=pillar, values=points, chosen=own))
    return tuple(measured)


def at_goal(board: GroupBoard) -> tuple[int, int]:
    """How many have reached what their role should have, and of how many with a role and score."""
    goals = board.goals or {}
    asked = [
        (one.total, goals[one.role][0])
        for one in board.group.people
        if one.total is not None and one.role in goals
    ]
    return sum(total >= goal for total, goal in asked), len(asked)
