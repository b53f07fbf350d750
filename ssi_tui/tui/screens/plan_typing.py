"""Typing a value of the wish: points, a date, minutes, how sure, how many of an action."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ssi_tui.errors import BadValueError
from ssi_tui.i18n import _
from ssi_tui.tui.render import plain
from ssi_tui.tui.screens.plan_wish import BY, MINUTES, POINTS, SURE, Wanted, typed
from ssi_tui.tui.telling import told_error
from ssi_tui.tui.widgets.forms import Answer, Field, Form
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import action_name

VALUE = "value"


def wish_form(wanted: Wanted, what: str, today: date) -> Form:
    """A line for one value; what is typed goes to the room, not into the journal."""

    def look(values: Mapping[str, str]) -> Answer:
        if not values[VALUE].strip() and what in (POINTS, BY, SURE):
            return Answer(how, ready=False)
        try:
            found = typed(wanted, what, values[VALUE], today)
        except BadValueError as error:
            return Answer(told_error(error), good=False, ready=False)
        if what == BY:
            return Answer(format_day(found.by(today), today))
        return Answer(how)

    how = _hint(what)
    field = Field(VALUE, _caption(what), _begin(wanted, what, today), 16, replace=True)
    return Form([field], look)


def _caption(what: str) -> str:
    names = {
        POINTS: _("Points"),
        BY: _("By"),
        MINUTES: _("Minutes a week"),
        SURE: _("Sure, in percent"),
    }
    return names.get(what) or _("{action} a week").format(action=plain(action_name(what, 2)))


def _hint(what: str) -> str:
    hints = {
        POINTS: _("what you want to have on that day"),
        BY: _("a date, 21, fri, or 12w for twelve weeks from now"),
        MINUTES: _("the most that a week may take; empty: as many as it needs"),
        SURE: _("so many of 100 runs of the model have to reach it"),
    }
    return hints.get(what) or _("exactly: 3 · from and to: 0..3 · empty: as the planner finds")


def _begin(wanted: Wanted, what: str, today: date) -> str:
    if what == POINTS:
        return f"{wanted.points:g}"
    if what == BY:
        return wanted.by(today).isoformat()
    if what == MINUTES:
        return "" if wanted.minutes is None else str(wanted.minutes)
    if what == SURE:
        return str(wanted.sure)
    if what not in wanted.limits:
        return ""
    low, high = wanted.limits[what]
    return f"{low:g}" if low == high else f"{low:g}..{high:g}"
