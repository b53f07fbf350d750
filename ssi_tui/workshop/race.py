"""Strategies raced for everybody of a group: who gains by what, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sim.terms import ActionKind, Pillar
from ssi_tui.forecasting import Outlook, Scenario, Series, Simulator, as_now, minutes_on
from ssi_tui.i18n import N_, _
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.workshop.group import Participant, PeopleGroup

WEEKS = 12
MINUTES = 150
"""A week: what document 001's practitioners call half an hour on each working day."""
STRATEGIES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "comments": (N_("{minutes} min on comments"), (ActionKind.COMMENT,)),
    "requests": (N_("{minutes} min on requests with a note"), (ActionKind.REQUEST_WITH_NOTE,)),
    "both": (
        N_("{minutes} min on both"),
        (ActionKind.COMMENT, ActionKind.REQUEST_WITH_NOTE),
    ),
}
"""Word → name and the kinds that the minutes go to in equal parts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gain:
    """What one strategy changes for one person by the end, against going on as usual."""

    low: float
    median: float
    high: float
    """Points in total; eight of ten runs lie between low and high."""

    @property
    def sure(self) -> bool:
        """Whether the whole band is on one side of nothing."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, kw_only=True, slots=True)
class RaceRow:
    """One person in the race."""

    person: Participant
    usual: float | None
    """Total at the end at the pace that holds the score, assumed because a group logs nothing; None
    where no score is known."""
    gains: tuple[Gain, ...]
    """One for each strategy; none where no score is known."""
    courses: tuple[Series, ...] = ()
    """The total day by day: as usual, then under each strategy; none without a score."""

    @property
    def best(self) -> int | None:
        """The place of the strategy with the largest median; None without gains."""
        if not self.gains:
            return None
        return max(range(len(self.gains)), key=lambda place: self.gains[place].median)


@dataclass(frozen=True, kw_only=True, slots=True)
class Race:
    """All of a group under the same strategies."""

    group: str
    start: date
    weeks: int
    strategies: tuple[str, ...]
    """Names, in the language in use."""
    runners: tuple[RaceRow, ...]

    def winners(self, place: int) -> int:
        """For how many people the strategy at that place is the best, and worth anything."""
        worth = (r for r in self.runners if r.best == place)
        return sum(round(runner.gains[place].median, 1) > 0 for runner in worth)

    def sure(self, place: int) -> int:
        """For how many the strategy's whole band lies above nothing."""
        return sum(bool(runner.gains) and runner.gains[place].low > 0 for runner in self.runners)

    def mean(self, place: int) -> float | None:
        """The mean of the medians, over those with a score."""
        medians = [runner.gains[place].median for runner in self.runners if runner.gains]
        return sum(medians) / len(medians) if medians else None


def journal_of(person: Participant, day: date) -> Journal | None:
    """A journal that holds the person's score and nothing else; None where no score is known."""
    if person.total is None:
        return None
    pillars: dict[str, Any] = dict(zip(Pillar, person.pillars, strict=False))
    reading = Reading(id=1, day=day, total=person.total, source="workshop", **pillars)
    return Journal(readings=[reading])


def built_in(words: Sequence[str] = tuple(STRATEGIES), minutes: int = MINUTES) -> list[Scenario]:
    """The strategies of those words, with so many minutes a week."""
    return [
        minutes_on(kinds, minutes, _(name).format(minutes=minutes))
        for name, kinds in (STRATEGIES[word] for word in words)
    ]


def race(
    group: PeopleGroup,
    scenarios: Sequence[Scenario],
    *,
    today: date,
    weeks: int = WEEKS,
    progress: Callable[[int, int], None] | None = None,
) -> Race:
    """Everybody under every strategy; `progress` hears of people done and people in all."""
    plans = [as_now(_("As usual"), ""), *scenarios]
    runners = []
    for place, person in enumerate(group.people, 1):
        journal = journal_of(person, today)
        if journal is None:
            runners.append(RaceRow(person=person, usual=None, gains=()))
        else:
            outlook = Simulator(journal, today=today).outlook(plans, days=7 * weeks)
            runners.append(_runner(person, outlook))
        if progress:
            progress(place, len(group.people))
    return Race(
        group=group.name,
        start=today,
        weeks=weeks,
        strategies=tuple(_(scenario.name) for scenario in scenarios),
        runners=tuple(runners),
    )


def _runner(person: Participant, outlook: Outlook) -> RaceRow:
    usual, *others = outlook.curves
    gains = [
        Gain(low=series.low[-1], median=series.median[-1], high=series.high[-1])
        for series in (curve.difference for curve in others)
        if series is not None
    ]
    return RaceRow(
        person=person,
        usual=usual.total.median[-1],
        gains=tuple(gains),
        courses=tuple(curve.total for curve in outlook.curves),
    )
