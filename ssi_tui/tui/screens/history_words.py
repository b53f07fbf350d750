"""History in words: plain sentences for a screen reader, and the days to search in; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ssi_tui.i18n import _, ngettext
from ssi_tui.model.journal import Journal
from ssi_tui.tui.dialogs.picker import Choice
from ssi_tui.tui.render import plain
from ssi_tui.tui.screens.history_past import Past
from ssi_tui.tui.screens.history_said import figures, plan_words, streak_words, subject_name
from ssi_tui.tui.screens.today_rows import label
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import action_name


def notes_between(journal: Journal, first: date, last: date) -> list[tuple[date, str]]:
    """(day, text), newest first; reads only the months concerned."""
    names = first.isoformat()[:7], last.isoformat()[:7]
    found = [
        (day, text)
        for name, month in journal.months.items()
        if names[0] <= name <= names[1]
        for day, text in month.notes.items()
        if text and first <= day <= last
    ]
    return sorted(found, reverse=True)


def sentences(past: Past, notes: Sequence[tuple[date, str]] = ()) -> Iterator[str]:
    """The figures, each action, then the notes and the weeks, newest first."""
    of = subject_name(past.subject) or _("All actions")
    yield _("{what}, {year}: {figures}.").format(
        what=of, year=past.year.number, figures=", ".join(figures(past.year))
    )
    for lane in past.lanes:
        said = [part for part in (plan_words(lane), streak_words(lane)) if part]
        if said:
            yield f"{label(lane.kind)}: {', '.join(said)}."
    yield ""
    for day, text in notes:
        yield f"{format_day(day, past.day)}: {plain(text)}"
    if notes:
        yield ""
    began = min([*past.totals, *past.rests], default=past.last + timedelta(days=1))
    week = past.last - timedelta(days=6)
    while week + timedelta(days=6) >= began:
        days = [week + timedelta(days=n) for n in range(7)]
        if week <= past.day:
            yield _week(past, days)
        week -= timedelta(days=7)


def _week(past: Past, days: list[date]) -> str:
    counts = [n for day in days if (n := past.totals.get(day, 0))]
    head = _("Week from {day}").format(day=format_day(days[0], past.day))
    if not counts:
        rest = any(day in past.rests for day in days)
        return f"{head}: {_('planned rest') if rest else _('nothing logged')}."
    done = ngettext("{n} action on {days}", "{n} actions on {days}", sum(counts)).format(
        n=sum(counts),
        days=ngettext("{n} day", "{n} days", len(counts)).format(n=len(counts)),
    )
    return f"{head}: {done}."


def days_to_find(journal: Journal, today: date) -> list[Choice]:
    """Each day with a note or an action, newest first; notes before what was done."""
    done: dict[str, list[str]] = {}
    notes: dict[str, str] = {}
    forms: dict[str, tuple[str, str]] = {}
    for month in journal.months.values():
        notes |= {day.isoformat(): text for day, text in month.notes.items() if text}
        for kind, days in month.counts.items():
            one, many = forms.get(kind) or forms.setdefault(kind, _forms(kind))
            for day, number in days.items():
                if number:
                    done.setdefault(day, []).append(f"{number} {one if number == 1 else many}")
    found = []
    for day in sorted({*notes, *done}, reverse=True):
        parts = [plain(notes[day])] if day in notes else []
        parts += [", ".join(done[day])] if day in done else []
        name = format_day(date.fromisoformat(day), today)
        found.append(Choice(day, name, " · ".join(parts)))
    return found


def _forms(kind: str) -> tuple[str, str]:
    """One and many of a kind."""
    return plain(action_name(kind, 1)), plain(action_name(kind, 2))
