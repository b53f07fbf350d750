"""A made-up half-year of an invented person, so that nobody has to start with an empty screen."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sim.terms import ActionKind as Kind
from sim.terms import Pillar, Stock
from ssi_tui.i18n import N_, _
from ssi_tui.model.entries import BENCHMARKS, Action, Reading
from ssi_tui.model.journal import Journal
from ssi_tui.store import Store
from ssi_tui.store.batch import put

NAME = "Alex Example"
WEEKS = 26
HOLIDAY = range(11, 13)
"""Weeks without an entry, counted from the first."""
PER_WEEK: dict[Kind, tuple[float, float]] = {
    Kind.COMMENT: (0.7, 9),
    Kind.REACTION: (3, 15),
    Kind.POST: (0.2, 1.8),
    Kind.MESSAGE: (0.5, 8),
    Kind.PEOPLE_SEARCH: (0.5, 6),
    Kind.PROFILE_VIEW: (1, 14),
    Kind.REQUEST_WITH_NOTE: (0.3, 7),
    Kind.INVITATION_ACCEPTED: (0.3, 2),
}
"""Weekly pace in the first and in the last week; it grows evenly in between."""
WEEKDAYS = (0.2, 0.24, 0.2, 0.19, 0.13, 0.02, 0.02)
"""Part of a week's work on each day, Monday first: an office week."""
NOTES = {
    160: N_("Started. One comment a day is enough for now."),
    91: N_("Back from two weeks off."),
    37: N_("The post with the question at its end got twelve answers."),
    9: N_("Two good talks came out of Tuesday’s comments."),
}
"""Days before today -> what was noted."""
STOCKS: dict[str, float] = {
    Stock.PROFILE: 0.9,
    Stock.SKILLS: 12,
    Stock.ENDORSEMENTS: 25,
    Stock.NETWORK: 620,
}
READINGS = (
    (179, 15.21, 5.16, 2.87, 14.12),
    (171, 14.91, 5.30, 2.03, 13.69),
    (164, 15.35, 5.47, 2.72, 13.53),
    (155, 14.76, 5.38, 2.76, 13.38),
    (147, 15.18, 5.40, 3.04, 13.76),
    (140, 14.84, 5.92, 3.70, 13.78),
    (133, 14.53, 7.47, 3.92, 14.16),
    (127, 14.72, 6.68, 4.25, 14.77),
    (120, 15.14, 6.65, 4.03, 15.10),
    (113, 14.82, 7.34, 4.49, 15.51),
    (105, 14.50, 7.36, 4.19, 15.56),
    (90, 14.68, 6.30, 2.80, 14.10),
    (83, 14.65, 6.90, 4.03, 14.53),
    (75, 15.16, 7.34, 4.12, 15.51),
    (66, 15.47, 7.42, 5.41, 16.44),
    (59, 15.63, 7.65, 5.82, 16.71),
    (53, 15.43, 8.13, 6.86, 16.26),
    (44, 15.17, 8.30, 7.08, 16.33),
    (38, 14.59, 8.82, 7.21, 16.37),
    (31, 14.52, 8.61, 6.77, 15.98),
    (22, 15.31, 9.14, 7.66, 17.34),
    (16, 15.33, 9.29, 8.35, 17.48),
    (9, 14.99, 8.35, 8.06, 17.60),
    (1, 15.23, 8.47, 8.67, 17.85),
)
"""Days before today, then brand, people, insights, relationships: what the model says of the
sample's actions, with drift and noise, so that the what-if curves are told about a fitting past;
a month ago they stray as far as one score in ten does, so that the 80 % band misses too."""

OTHERS = {
    113: (38, 55, 34.0, 43.0),
    75: (30, 51, 35.0, 43.0),
    53: (22, 44, 35.0, 44.0),
    31: (17, 39, 36.0, 44.0),
    9: (12, 33, 36.0, 45.0),
    1: (12, 33, 36.0, 45.0),
}
"""Days before today -> the ranks and averages of industry and network, as the page shows them."""


def journal(today: date) -> Journal:
    """The sample's journal up to and with `today`; the same for the same day."""
    first = today - timedelta(days=WEEKS * 7 - 1)
    return Journal(
        actions=_actions(first),
        readings=_readings(today),
        notes={today - timedelta(days=ago): _(text) for ago, text in NOTES.items()},
        stocks=dict(STOCKS),
    )


@contextmanager
def open_sample(today: date) -> Iterator[Store]:
    """A store with the sample in a temporary folder, which goes when the block ends."""
    with tempfile.TemporaryDirectory(prefix="ssi-sample-") as folder:
        store = Store(Path(folder) / "profiles" / "sample")
        sample = journal(today)
        put(
            store,
            actions=sample.actions,
            readings=sample.readings,
            notes=sample.notes,
            stocks=sample.stocks,
        )
        store.set_name(NAME)
        store.forget_changes()  # undo takes back what the visitor did, not the sample
        yield store


def _actions(first: date) -> Iterator[Action]:
    """One entry a day and kind; days of the working week get most of them."""
    chance = random.Random("ssi-tui sample")
    number = 0
    for week in range(WEEKS):
        grown = week / (WEEKS - 1)
        for day in range(7):
            on = first + timedelta(days=week * 7 + day)
            for kind, (start, end) in PER_WEEK.items():
                expected = (start + (end - start) * grown) * WEEKDAYS[on.weekday()]
                count = int(expected) + (chance.random() < expected % 1)
                if count and week not in HOLIDAY:
                    number += 1
                    yield Action(id=number, kind=kind, day=on, count=count, source="import")


def _readings(today: date) -> Iterator[Reading]:
    for number, (ago, *points) in enumerate(READINGS, start=1):
        values: dict[str, Any] = dict(zip(Pillar, points, strict=True))
        if ago in OTHERS:
            values |= zip(BENCHMARKS, OTHERS[ago], strict=True)
        yield Reading(
            id=1_000_000 + number,
            day=today - timedelta(days=ago),
            total=round(sum(points), 2),
            source="import",
            **values,
        )
