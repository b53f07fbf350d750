"""A life of two profiles with its own bookkeeping: whatever the clock did, all answers agree."""

import csv
import io
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ssi_tui.settings import choose, load_settings, profile_folder, today
from ssi_tui.store import Store
from ssi_tui.store.doctor import examine
from ssi_tui.store.profiles import create_profile
from tests.cli.conftest import Ssi, answer, ssi

__all__ = ["ssi"]

ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Auckland", "UTC")
KINDS = ("post", "comment", "reaction")
WRITES = 240


class Life:
    """Two people who log, look and take back while their clock does what clocks do."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.utc = datetime(2026, 10, 23, 20, tzinfo=UTC)  # two days before summer time ends
        self.zone, self.ahead = ZONES[0], timedelta()
        self.books: dict[str, Counter[tuple[str, date]]] = {}
        self.steps: dict[str, list[tuple[str, date, int]]] = {}
        self.undone: dict[str, list[tuple[str, date, int]]] = {}

    def now(self) -> datetime:
        """What the wall clock shows."""
        local = self.utc.astimezone(ZoneInfo(self.zone))
        return local.replace(tzinfo=None) + self.ahead

    def pass_time(self) -> None:
        """Some hours; now and then another zone, or a clock that runs ahead and comes back."""
        self.utc += timedelta(minutes=self.chance.randrange(20, 2000))
        if self.chance.random() < 0.1:
            self.zone = self.chance.choice(ZONES)
        if self.chance.random() < 0.1:
            days = self.chance.choice((0, 0, 5, 366))
            self.ahead = timedelta(days=days)
        if self.chance.random() < 0.05:
            choose(day_start=self.chance.randrange(7))

    def write(self, name: str) -> None:
        """One entry, or one step back or forward, kept in the books too."""
        store = Store(profile_folder(name), now=self.now)
        book, steps, undone = self.books[name], self.steps[name], self.undone[name]
        roll = self.chance.random()
        if roll < 0.15 and steps:
            kind, day, count = steps.pop()
            undone.append((kind, day, count))
            assert [each.kind for each in store.undo()] == [kind]
            book[kind, day] -= count
        elif roll < 0.2 and undone:
            kind, day, count = undone.pop()
            steps.append((kind, day, count))
            assert [each.kind for each in store.redo()] == [kind]
            book[kind, day] += count
        else:
            kind, count = self.chance.choice(KINDS), self.chance.randrange(1, 4)
            day = today(load_settings(), self.now())
            day -= timedelta(days=self.chance.choice((0, 0, 1, 40)))
            store.log(kind, day, count)
            book[kind, day] += count
            steps.append((kind, day, count))
            del steps[:-50]
            undone.clear()


@pytest.fixture
def life(request: pytest.FixtureRequest) -> Life:
    life = Life(request.param)
    for name in ("anna", "ben"):
        create_profile(name.title())
        life.books[name], life.steps[name], life.undone[name] = Counter(), [], []
    return life


@pytest.mark.parametrize("life", [1, 2], indirect=True)
def test_a_life_over_zones_clocks_and_a_year_end_agrees_with_its_books(
    life: Life, ssi: Ssi
) -> None:
    for number in range(WRITES):
        life.pass_time()
        life.write(life.chance.choice(("anna", "ben")))
        if number % 20 == 0:
            for name in life.books:
                _agrees(life, name, ssi)
    assert life.utc.year == 2027
    for name in life.books:
        _agrees(life, name, ssi)
        life.ahead = timedelta(days=400)
        findings = examine(profile_folder(name), now=life.now)
        assert [each.code for each in findings] == []


def _agrees(life: Life, name: str, ssi: Ssi) -> None:
    """Journal, day, week, month, year and export say what the books say."""
    book = +life.books[name]
    found = Store(profile_folder(name)).read().counts()
    assert {(kind, day): n for kind, days in found.items() for day, n in days.items()} == book
    day = life.chance.choice(sorted({day for _, day in book}) or [date(2026, 11, 1)])
    noon = datetime(day.year, day.month, day.day, 12)

    def told(*command: str) -> Any:
        return answer(ssi("--profile", name, *command, "--json", now=noon))

    def of_span(first: date, last: date) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for (kind, each), count in book.items():
            counts[kind] += count if first <= each <= min(last, day) else 0
        return {**+counts}

    assert told("today")["counts"] == of_span(day, day)
    for span in ("week", "month", "year"):
        data = told(span)
        first, last = (date.fromisoformat(data[end]) for end in ("first", "last"))
        assert first <= day <= last
        said = {row["action"]: row["count"] for row in data["actions"] if row["count"]}
        assert said == of_span(first, last)
        days = {row["action"]: sum(row["days"].values()) for row in data["actions"] if row["days"]}
        assert days == said
    table = csv.DictReader(io.StringIO(ssi("--profile", name, "export", "csv").stdout))
    exported: Counter[tuple[str, date]] = Counter()
    for row in table:
        if row["record"] == "action":
            exported[row["name"], date.fromisoformat(row["day"])] += int(row["value"])
    assert exported == book
