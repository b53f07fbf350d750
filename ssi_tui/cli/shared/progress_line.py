"""The new state that follows every change: "comment 3 today, 5 of 5 this week"."""

from typing import TYPE_CHECKING

from ssi_tui.i18n import _
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number, format_points

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.cli.shared.session import Session
    from ssi_tui.model.entries import Reading
    from ssi_tui.model.journal import Journal
    from ssi_tui.model.progress import Progress


def progress_on(
    session: "Session", journal: "Journal", kind: str, day: "date"
) -> "Progress | None":
    """How far the kind's target has come; None without a target."""
    target = journal.targets.get(kind)
    if target is None:
        return None
    from ssi_tui.model.progress import progress

    return progress(journal, target, day, session.settings.week_start)


def progress_data(row: "Progress") -> dict[str, object]:
    """A target's progress as plain values."""
    return {
        "target": str(row.target),
        "done": row.done,
        "goal": row.goal,
        "met": row.met,
        "due": row.due,
    }


def state_line(session: "Session", journal: "Journal", kind: str, day: "date") -> str:
    """The day's count, and how far its target has come, in one line."""
    today = day == session.today
    name, count = action_name(kind), journal.count(kind, day)
    form = _("{action} {count} today") if today else _("{action} {count} that day")
    said = form.format(action=name, count=count)
    row = progress_on(session, journal, kind, day)
    if row is None:
        return said
    from ssi_tui.wording.goals import standing

    if row.target.days == 1:
        return f"{name} {standing(row, today=today)}"
    return f"{said}, {standing(row, today=today)}"


def score_line(session: "Session", reading: "Reading", before: "Reading | None") -> str:
    """A score, and how far it has come since another."""
    said = _("Score {points} on {day}").format(
        points=format_points(reading.total), day=format_day(reading.day, session.today)
    )
    return said + change_since(reading, before, session.today)


def change_since(reading: "Reading", before: "Reading | None", today: "date | None" = None) -> str:
    """ ", +2.5 since Fri 13 Nov", to stand after a score; empty where there is no other."""
    if before is None:
        return ""
    change = format_number(reading.total - before.total, 1, sign=True)
    return _(", {change} since {day}").format(change=change, day=format_day(before.day, today))


def reading_data(reading: "Reading") -> dict[str, object]:
    """A reading as plain values, for `--json` and `--plain`."""
    from sim.terms import Pillar

    return {
        "day": reading.day,
        "total": reading.total,
        **{pillar: reading.pillar(pillar) for pillar in Pillar},
        "industry_rank": reading.industry_rank,
        "network_rank": reading.network_rank,
        "industry_average": reading.industry_average,
        "network_average": reading.network_average,
    }
