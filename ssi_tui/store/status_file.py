"""What `ssi status` says, written out for the days to come by every write, so that it reads only.

Lines of words parted by tabs, the first of which says what follows::

    ssi-status  1
    day_start   0
    file        profiles/default/2026-11.json   stamp
    score       61.5
    day         2026-11-28  done  of  due  streak  names of what is due  the whole line
    end

Whoever reads it looks at the stamps: where a file is another than it was, nothing is known.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ssi_tui import places
from ssi_tui.i18n import _, ngettext
from ssi_tui.store import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_tui.model.journal import Journal
    from ssi_tui.settings import Settings
    from ssi_tui.store.profile_files import ProfileFiles
    from ssi_tui.store.standing import EarlierWeeks

HEAD = "ssi-status\t1"
DAYS = 10
"""Today and more than a week: whoever has written nothing since then is told nothing."""


def keep(files: ProfileFiles, *, look: bool = False) -> None:
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
    from ssi_tui.store import standing
    from ssi_tui.wording.numbers import format_points

    kept = standing.kept_before(files, day, settings.week_start, by_hand=False)
    last = day + timedelta(days=DAYS - 1)
    # The stamps first: what is written while this is read makes them others, never true
    stamps = list(_stamps(files, kept.before, last))
    recent = files.journal(kept.since, day, files.month_names(kept.since, day))
    yield HEAD
    yield f"day_start\t{settings.day_start}"
    yield from stamps
    reading = standing.newest_reading(recent, kept, day)
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
    from ssi_tui.model.progress import all_progress, met_count, week_of
    from ssi_tui.store.standing import streaks_in
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
