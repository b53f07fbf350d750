"""History's short phrases: figures of a year, what a day held, plan and streaks; pure."""

from __future__ import annotations

from datetime import date

from ssi_tui.i18n import _, ngettext
from ssi_tui.model.journal import Journal
from ssi_tui.tui.render import plain
from ssi_tui.tui.screens.history_past import Lane, Subject, Year
from ssi_tui.tui.screens.today_rows import label
from ssi_tui.words.dates import weekday_long_name
from ssi_tui.words.names import action_name, pillar_name
from ssi_tui.words.numbers import format_number, format_points


def subject_name(subject: Subject) -> str:
    """What the map is of; empty for everything."""
    if subject.kind:
        return label(subject.kind)
    return pillar_name(subject.pillar) if subject.pillar else ""


def figures(year: Year) -> list[str]:
    """Days with something done, weeks in a row, the best weekday."""
    if not year.logged:
        return [_("nothing logged")]
    found = ngettext("{n} of {all} day logged", "{n} of {all} days logged", year.days).format(
        n=year.logged, all=year.days
    )
    parts = [found]
    if year.longest > 1:
        parts.append(_("longest streak {n} weeks").format(n=year.longest))
    if year.weekday is not None:
        parts.append(_("best day {weekday}").format(weekday=weekday_long_name(year.weekday)))
    return parts


def nothing_done(journal: Journal, day: date) -> str:
    """A gap is no failure."""
    rest = journal.rest(day)
    if rest:
        why = plain(rest.why)
        return _("planned rest: {why}").format(why=why) if why else _("planned rest")
    return _("nothing logged")


def day_words(journal: Journal, day: date) -> list[str]:
    """What was done, most first, and the score that was read."""
    counts = sorted(journal.day_counts(day).items(), key=lambda one: -one[1])
    parts = [f"{n} {plain(action_name(kind, n))}" for kind, n in counts if n]
    reading = journal.reading(day)
    done = [", ".join(parts)] if parts else []
    if reading:
        done.append(_("SSI {score}").format(score=format_points(round(reading.total, 1))))
    return done


def plan_words(lane: Lane) -> str:
    """ "95 % of plan"; nothing without a goal."""
    if lane.plan is None:
        return ""
    return _("{percent} % of plan").format(percent=format_number(100 * lane.plan))


def streak_words(lane: Lane) -> str:
    """Nothing is said of a streak that is none."""
    if not lane.streak:
        return ""
    return ngettext("{n} week in a row", "{n} weeks in a row", lane.streak).format(n=lane.streak)
