"""What one line says of a journal: its score, how much is in it, and whether it needs a word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ssi_tui import settings
from ssi_tui.errors import DamagedError
from ssi_tui.model.clients import (
    ClientStanding,
    Compared,
    Need,
    NeedReason,
    compared,
    standing_of,
)
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.model.progress import goal_of_week, week_of
from ssi_tui.store import Store

WEEKS = 8
"""So many weeks are looked at, the running one last."""
HALF_YEAR = 26
"""Weeks of scores that are kept of each journal, for its line and its curve."""


class Lookback(NamedTuple):
    """What a summary depends on beside the journal."""

    today: date
    week_start: str = "monday"
    since: date | None = None
    """The day of which before and after are compared; None: none is."""


class Summary(NamedTuple):
    """One journal."""

    score: float | None = None
    """As LinkedIn showed it last."""
    days: int = 0
    """On which something was logged."""
    last: date | None = None
    """The day of the last entry, score or note."""
    weeks: tuple[float | None, ...] = ()
    """How much of the goals was done in each week, 0 to 1; None before the journal began."""
    damaged: str = ""
    """The file that can't be read."""
    standing: ClientStanding = ClientStanding(())
    compared: Compared | None = None
    readings: tuple[Reading, ...] = ()
    """The scores of the last half year, oldest first."""


class ProfileLine(NamedTuple):
    """One journal in the list."""

    folder: str
    """Empty: the made-up one."""
    name: str
    summary: Summary | None = None
    """None: not read yet."""
    open: bool = False
    """Whether it is the one that is shown."""
    archived: date | None = None
    meetings: Mapping[date, str] = {}
    """Day -> note, oldest first."""


def lines(open_folder: str, sample_name: str, *, sample_open: bool) -> tuple[ProfileLine, ...]:
    """All journals by name, the made-up one last; the one in use is there before it has a file."""
    from ssi_tui.store.profiles import Profile, list_profiles

    profiles = list(list_profiles())
    if all(one.folder != open_folder for one in profiles):
        profiles.append(Profile(open_folder, open_folder))
        profiles.sort(key=lambda profile: (profile.name.casefold(), profile.folder))
    listed = [
        ProfileLine(
            one.folder,
            one.name,
            open=one.folder == open_folder and not sample_open,
            archived=one.archived,
            meetings=_meetings(one.folder),
        )
        for one in profiles
    ]
    return (*listed, ProfileLine("", sample_name, open=sample_open))


def by_need(lines: Sequence[ProfileLine]) -> tuple[ProfileLine, ...]:
    """Those who need a word most first, then by name; the archive, and the made-up one, last."""

    def key(line: ProfileLine) -> tuple[bool, bool, tuple[float, float], str, str]:
        rank = line.summary.standing.rank if line.summary else (float("inf"), 0.0)
        return not line.folder, bool(line.archived), rank, line.name.casefold(), line.folder

    return tuple(sorted(lines, key=key))


def anonymous(lines: Sequence[ProfileLine]) -> tuple[ProfileLine, ...]:
    """With numbers in place of names, and without what was said when one met."""
    numbered = enumerate(lines, 1)
    return tuple(
        line._replace(name=str(number), meetings={}) if line.folder else line
        for number, line in numbered
    )


def _meetings(folder: str) -> dict[date, str]:
    from ssi_tui.store.profiles import meetings

    try:
        return meetings(Store(settings.profile_folder(folder)))
    except DamagedError:  # said of the journal
        return {}


def summary_of(folder: str, asked: Lookback) -> Summary:
    """Read a whole journal, 1 to 100 ms; the made-up one is made, not read."""
    if not folder:
        from ssi_tui.exchange.sample import journal

        return summarise(journal(asked.today), asked)
    try:
        return summarise(Store(settings.profile_folder(folder)).read(), asked)
    except DamagedError as error:
        standing = ClientStanding((NeedReason(Need.DAMAGED),))
        return Summary(damaged=error.file.name, standing=standing)


def summarise(journal: Journal, asked: Lookback) -> Summary:
    """The journal in a line."""
    today = asked.today
    reading = journal.latest_reading(today)
    logged = {day for days in journal.counts(None, today).values() for day in days}
    return Summary(
        score=reading.total if reading else None,
        days=len(logged),
        last=journal.last_day,
        weeks=tuple(
            _share(journal, today - timedelta(days=7 * back), today, asked.week_start)
            for back in reversed(range(WEEKS))
        ),
        standing=standing_of(journal, today, asked.week_start),
        compared=compared(journal, asked.since, today) if asked.since else None,
        readings=tuple(
            one
            for one in journal.readings
            if today - timedelta(weeks=HALF_YEAR) <= one.day <= today
        ),
    )


def _share(journal: Journal, day: date, today: date, week_start: str) -> float | None:
    """How much of the goals of the week around a day was done; a goal passed counts once."""
    first, last = week_of(day, week_start)
    began = journal.first_day
    if began is None or last < began:
        return None
    shares = []
    for target in journal.targets.values():
        goal = 0 if target.at_most else goal_of_week(journal, target, first)
        if goal > 0:
            shares.append(min(1.0, journal.total(target.kind, first, min(last, today)) / goal))
    return sum(shares) / len(shares) if shares else None
