"""The option `-d WHEN` as the commands share it."""

from typing import TYPE_CHECKING

from ssi_tui.i18n import N_
from ssi_tui.words.dates import parse_day

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.cli.session import Session

WHEN = N_("The day: yesterday, mon, -3, 11-20, 2026-11-20. Else today.")


def logged_day(session: "Session", when: str | None) -> "date":
    """The day that an entry is for: today, or one before it."""
    if when is None:
        return session.today
    return parse_day(when, session.today, latest=session.today)
