"""Weeks in a row and the newest score, counted once for all that is long past, and kept.

What lies before a day some weeks ago changes seldom: how long each streak was by then stands in a
file of the cache, with the stamps of all that it was counted from.  Whoever asks reads the last
weeks, and looks at the stamps of the rest; a write asks the manifest alone.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ssi_tui.model.progress import streak, week_of
from ssi_tui.store import documents

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ssi_tui.model.journal import Journal, Score
    from ssi_tui.store.profile_files import ProfileFiles

# No named tuple here: two would cost a tenth of what `ssi log` takes beyond click.

FORMAT = 2
CACHE_FOLDER = "cache"
"""Inside the profile's folder; may go at any time."""
FILE_NAME = "standing.json"
ONE_DAY = timedelta(days=1)


class EarlierWeeks:
    """What is known of the days before a week."""

    __slots__ = ("before", "began", "reading", "weeks")

    def __init__(
        self, before: date, weeks: Mapping[str, int], reading: Score | None, began: bool
    ) -> None:
        self.before = before
        """The first day of that week."""
        self.weeks = weeks
        """Kind -> weeks in a row whose last one ends right before."""
        self.reading = reading
        self.began = began
        """Whether anything lies there: a limit is kept since the journal began, and not before."""

    @property
    def since(self) -> date | None:
        """From where on the journal has to be read beside it."""
        return self.before if self.began else None


def boundary(day: date, week_start: str) -> date:
    """The first day of the week in which the month before that of `day` begins.

    Entries of the last weeks lie behind it, so that a day's doing changes nothing before it.
    """
    month = (day.replace(day=1) - ONE_DAY).replace(day=1)
    return week_of(month, week_start)[0]


def standing(
    files: ProfileFiles, day: date, week_start: str
) -> tuple[dict[str, int], Score | None]:
    """Streaks and newest score on a day: DamagedError where a file that tells can't be read."""
    kept = kept_before(files, day, week_start)
    recent = files.journal(kept.since, day, files.month_names(kept.since, day))
    return streaks_in(recent, kept, day, week_start), newest_reading(recent, kept, day)


def newest_reading(recent: Journal, kept: EarlierWeeks, day: date) -> Score | None:
    """The newest score on a day, from the journal as of `kept.since`."""
    return recent.latest_score(day) or kept.reading


def streaks_in(recent: Journal, kept: EarlierWeeks, day: date, week_start: str) -> dict[str, int]:
    """The streaks on a day: those of the recent weeks, and what they go on from."""
    weeks = {}
    for kind, target in recent.targets.items():
        row = streak(recent, target, day, week_start)
        weeks[kind] = row.weeks + (kept.weeks.get(kind, 0) if row.open else 0)
    return weeks


def kept_before(
    files: ProfileFiles, day: date, week_start: str, *, by_hand: bool = True
) -> EarlierWeeks:
    """What lies before the last weeks, from the cache as far as that is true, else counted.

    `by_hand`: notice months changed by hand too, for which each file is looked at; without it the
    manifest's word is taken: at thirty years 360 looks are a tenth of `ssi log`.
    """
    before = boundary(day, week_start)
    for check in (_key,) if by_hand else (_written, _key):
        kept = _read(files, week_start, check)
        if kept is not None and kept.before == before:
            return kept
    ahead = kept is not None and kept.before > before  # a day of the past was asked for
    if ahead:
        kept = None
    last = before - ONE_DAY
    # Before what they stand for is read
    keys = {"key": _key(files, before, week_start), "written": _written(files, before, week_start)}
    known = kept or EarlierWeeks(before, {}, None, began=False)
    between = files.journal(known.since, last, files.month_names(known.since, last))
    earlier = EarlierWeeks(
        before,
        streaks_in(between, known, before, week_start),
        newest_reading(between, known, last),
        known.began or not between.empty,
    )
    if earlier.began and not ahead:  # a young journal has nothing worth keeping
        _write(files, earlier, keys)
    return earlier


def _key(files: ProfileFiles, before: date, week_start: str) -> str:
    """Another one whenever something that counted before that day is another."""
    months = files.month_names(last=before - ONE_DAY)
    return _checksum(files, week_start, [f"{m} {files.disk.stamp(files.path(m))}" for m in months])


def _written(files: ProfileFiles, before: date, week_start: str) -> str:
    """Another one whenever a program of ours has written something that counted before that day."""
    manifest = files.ledger.peek()
    last = (before - ONE_DAY).isoformat()[:7]
    return _checksum(files, week_start, manifest.lines(last) if manifest else [])


def _checksum(files: ProfileFiles, week_start: str, months: list[str]) -> str:
    own = files.content(documents.NAME)
    parts = [week_start, *map(str, documents.rests(own))]
    parts += [f"{kind} {target}" for kind, target in documents.targets(own).items()]
    return f"{zlib.crc32(chr(10).join(parts + months).encode()):08x}"


def _read(
    files: ProfileFiles, week_start: str, check: Callable[[ProfileFiles, date, str], str]
) -> EarlierWeeks | None:
    """What was kept, if it is still true."""
    path = files.at(CACHE_FOLDER, FILE_NAME)
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        file = files.disk.read(path)
        if file is not None:
            kept = json.loads(file[0])
            before = date.fromisoformat(kept["before"])
            key = kept["key" if check is _key else "written"]
            if kept["format"] == FORMAT and key == check(files, before, week_start):
                weeks = {str(kind): int(number) for kind, number in kept["weeks"].items()}
                reading = kept["reading"]
                if reading is not None:
                    reading = date.fromisoformat(reading[0]), float(reading[1])
                return EarlierWeeks(before, weeks, reading, bool(kept["began"]))
    return None


def _write(files: ProfileFiles, kept: EarlierWeeks, keys: Mapping[str, str]) -> None:
    """Keep it; a disk that refuses costs the next reader the counting, and no more."""
    reading = kept.reading and (kept.reading[0].isoformat(), kept.reading[1])
    content = {
        "format": FORMAT,
        "before": kept.before.isoformat(),
        **keys,
        "began": kept.began,
        "weeks": kept.weeks,
        "reading": reading,
    }
    if not os.path.isdir(files.folder):  # nothing was written yet, and reading makes no folders
        return
    with suppress(OSError):
        files.disk.make_folder(files.at(CACHE_FOLDER))
        files.disk.put_at_once(files.at(CACHE_FOLDER, FILE_NAME), json.dumps(content).encode())
