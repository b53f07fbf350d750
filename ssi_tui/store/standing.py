"""Where a person stands, counted once and kept: weeks in a row, the newest score, `ssi status`.

What lies before a day some weeks ago changes seldom: how long each streak was by then stands in a
file of the cache, with the stamps of all that it was counted from.  Whoever asks reads the last
weeks, and looks at the stamps of the rest; a write asks the manifest alone.

What `ssi status` says is written out for the days to come by every write, so that it reads only:
lines of words parted by tabs, the first of which says what follows::

    ssi-status  1
    day_start   0
    file        profiles/default/2026-11.json   stamp
    score       61.5
    day         2026-11-28  done  of  due  streak  names of what is due  the whole line
    end

Whoever reads it looks at the stamps: where a file is another than it was, nothing is known.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ssi_tui import places
from ssi_tui.i18n import _, ngettext
from ssi_tui.model.progress import all_progress, met_count, streak, week_of
from ssi_tui.store import documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ssi_tui.model.journal import Journal, Score
    from ssi_tui.settings import Settings
    from ssi_tui.store.profile_files import ProfileFiles

# No named tuple here: two would cost a tenth of what `ssi log` takes beyond click.

FORMAT = 2
CACHE_FOLDER = "cache"
"""Inside the profile's folder; may go at any time."""
FILE_NAME = "standing.json"
ONE_DAY = timedelta(days=1)
HEAD = "ssi-status\t1"
DAYS = 10
"""Today and more than a week: whoever has written nothing since then is told nothing."""


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


def keep_status(files: ProfileFiles, *, look: bool = False) -> None:
    """Write it anew, if these are the files of the profile in use.

    `look`: only where it is not true any more.  Never fails: what was to be saved is saved, and a
    status that can't be written is one that does not fit, of which `ssi status` makes "?".
    """
    if not os.path.isdir(files.folder):
        return
    with suppress(Exception):
        from ssi_tui import settings

        chosen = settings.load_settings()
        if files.folder != os.path.abspath(settings.profile_folder(chosen.profile)):
            return
        path = os.path.join(places.data_home(), places.STATUS_NAME)
        day = settings.today(chosen, files.now())
        if look and is_true(path, day):
            return
        text = "\n".join(_lines(files, day, chosen)) + "\n"
        files.disk.put_at_once(path, text.encode())


def is_true(path: str, day: date) -> bool:
    """Whether a status says something of the day, and all that it was made from is as it was."""
    try:
        with open(path, encoding="utf-8") as handle:
            lines = handle.read().split("\n")
    except (OSError, ValueError):
        return False
    home = os.path.dirname(path)
    files = (line.split("\t") for line in lines if line.startswith("file\t"))
    known = any(line.startswith(f"day\t{day.isoformat()}\t") for line in lines)
    return known and all(
        stamp == places.stamp(os.path.join(home, name)) for _word, name, stamp in files
    )


def _lines(files: ProfileFiles, day: date, settings: Settings) -> Iterator[str]:
    from ssi_tui.wording.numbers import format_points

    kept = kept_before(files, day, settings.week_start, by_hand=False)
    last = day + timedelta(days=DAYS - 1)
    # The stamps first: what is written while this is read makes them others, never true
    stamps = list(_stamps(files, kept.before, last))
    recent = files.journal(kept.since, day, files.month_names(kept.since, day))
    yield HEAD
    yield f"day_start\t{settings.day_start}"
    yield from stamps
    reading = newest_reading(recent, kept, day)
    score = format_points(reading[1]) if reading else ""
    yield f"score\t{score}"
    yield from _days(recent, kept, day, settings, score)
    yield "end"


def _stamps(files: ProfileFiles, first: date, last: date) -> Iterator[str]:
    """The settings, the profile's own file and the months, there or not."""
    names = ["settings.json"]
    folder = f"profiles/{os.path.basename(files.folder)}"
    month = first.replace(day=1)
    while month <= last:
        names.append(f"{folder}/{month.isoformat()[:7]}.json")
        month = (month + timedelta(days=31)).replace(day=1)
    for name in (*names, f"{folder}/{documents.NAME}.json"):
        yield f"file\t{name}\t{places.stamp(os.path.join(places.data_home(), name))}"


def _days(
    recent: Journal, kept: EarlierWeeks, day: date, settings: Settings, score: str
) -> Iterator[str]:
    from ssi_tui.wording.actions import action_name

    week, streak = None, 0
    for shown_day in (day + timedelta(days=n) for n in range(DAYS)):
        if week != week_of(shown_day, settings.week_start):
            week = week_of(shown_day, settings.week_start)
            streaks = streaks_in(recent, kept, shown_day, settings.week_start)
            shown = settings.streaks == "shown"
            streak = max(streaks.values(), default=0) if shown else 0
        rows = all_progress(recent, shown_day, settings.week_start)
        done, of = met_count(rows)
        due = [action_name(row.target.kind, 2) for row in rows if row.due]
        text = status_text(done, of, len(due), streak, score)
        fields = (shown_day.isoformat(), done, of, len(due), streak, ", ".join(due), text)
        yield "\t".join(map(str, ("day", *fields)))


def status_text(done: int, of: int, due: int, streak: int, score: str) -> str:
    """The line for a prompt: "3/6 · 2 due · 5 weeks · SSI 61", without what there is not.

    Args:
        done: targets that are met.
        of: targets that count today.
        due: targets for which something is still to be done today.
        streak: weeks in a row, the longest.
        score: the newest total as text, or empty.
    """
    parts = [f"{done}/{of}" if of else ""]
    if due:
        parts.append(ngettext("{n} due", "{n} due", due).format(n=due))
    elif of:
        parts.append(_("nothing due"))
    if streak:
        parts.append(ngettext("{n} week", "{n} weeks", streak).format(n=streak))
    if score:
        parts.append(f"SSI {score}")
    return " · ".join(part for part in parts if part)
