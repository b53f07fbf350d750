"""Journals for tests, made of short lines."""

import itertools
from datetime import date, timedelta

from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.journal import Journal

TODAY = date(2026, 11, 20)
"""A Friday."""
_IDS = itertools.count(1)


def ago(days: int) -> date:
    """So many days before TODAY."""
    return TODAY - timedelta(days=days)


def action(kind: str = "post", day: date = TODAY, count: int = 1, note: str = "") -> Action:
    """One entry."""
    return Action(id=next(_IDS), kind=kind, day=day, count=count, note=note)


def reading(day: date = TODAY, total: float = 60) -> Reading:
    """One look at the score page."""
    return Reading(id=next(_IDS), day=day, total=total)


def journal(counts: dict[int, int], kind: str = "post", **fields: object) -> Journal:
    """A journal of one kind: days ago -> how many."""
    actions = [action(kind, ago(days), count) for days, count in counts.items()]
    return Journal(actions=actions, **fields)  # type: ignore[arg-type]
