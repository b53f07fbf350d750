"""What Today asks the model: what is best done next, in a quiet line, and where the score goes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ssi_tui.chart.text import cell_len, plain
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.tui.forecaster import Wish
from ssi_tui.wording.actions import action_name, pillar_name
from ssi_tui.wording.goals import next_words
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Advice, NextStep, Outlook
    from ssi_tui.tui.shell.services import Services
    from ssi_tui.tui.today.draw import TodayView
    from ssi_tui.tui.today.habits import Habit

A_WHILE = 10
"""Minutes that one is asked for at once."""


def best_next(services: Services, journal: Journal, today: date) -> Advice | None:
    """What the model advises; it belongs into a thread."""
    from ssi_tui.forecasting import SimError, advise  # numpy: 60 ms and more, once

    try:
        return services.forecaster.ask(
            journal, today, lambda simulator: advise(simulator, today=today)
        )
    except SimError:  # nothing to say is no reason to disturb
        return None


def wants_advice(view: TodayView, setting: str) -> bool:
    """Whether there is something to advise on the day in sight."""
    return setting == "shown" and not view.greeting and view.day == view.today and not done(view)


def done(view: TodayView) -> bool:
    """Whether all that was planned for the day is done."""
    rows = [habit.progress for habit in view.habits if habit.progress]
    return bool(rows) and not any(row.due for row in rows)


def next_line(view: TodayView, advice: Advice | None, width: int = 200) -> str:
    """The line under the heading, as much as fits; empty where there is nothing to say."""
    if view.greeting or view.day != view.today:
        return ""
    if view.journal.rest(view.day) is not None:
        return _("A day of rest: nothing is due.")
    if done(view):
        return _("That is all for today: what you planned is done.")
    if advice is None:
        return ""
    due = {habit.kind: habit for habit in view.habits if habit.progress and habit.progress.due}
    due_steps = [step for step in advice.steps if step.kind in due]
    step = next(iter(due_steps or [one for one in advice.steps if not one.once]), None)
    if step is None:
        return ""
    number = how_many(step, due.get(step.kind))
    fields = {
        "what": f"{number} {plain(action_name(step.kind, number))}",
        "minutes": _minutes(step.minutes * number),
        "pillar": pillar_name(advice.weakest),
    }
    # Within each group of advice the first has the most points per minute, not among all.
    why = _("due, with most points per minute") if due_steps else next_words(step, alone=True)
    forms = (
        _("Next: {what}, {minutes}: {why}; {pillar} is the weakest pillar"),
        _("Next: {what}, {minutes}: {why}; {pillar} is weakest"),
        _("Next: {what}, {minutes}: {why}"),
        _("Next: {what}, {minutes}"),
    )
    fitting = forms if advice.split_known else forms[2:]
    lines = [form.format(**fields, why=why) for form in fitting]
    return next((line for line in lines if cell_len(line) <= width), lines[-1])


def how_many(step: NextStep, habit: Habit | None) -> int:
    """As many as are open, and as take a while."""
    in_a_while = max(1, int(A_WHILE / step.minutes)) if step.minutes else 1
    aim = habit.progress if habit else None
    if aim is None:
        return 1
    left = aim.target.amount - aim.today if aim.target.weekdays else aim.goal - aim.done
    return max(1, min(in_a_while, left))


def _minutes(minutes: float) -> str:
    if minutes < 1:
        return _("less than a minute")
    return _("about {n} min").format(n=format_number(minutes))


WEEKS = 26
"""As What-if opens: what was computed here is known there."""


def as_usual(services: Services, journal: Journal, today: date) -> Outlook | None:
    """The curve of going on as now; it belongs into a thread."""
    from ssi_tui.forecasting import SimError, as_now  # numpy: 60 ms and more, once

    plan = as_now(_("As now"), _("Everything goes on at the usual pace."))
    try:
        return services.forecaster.compute(Wish(journal, today, (plan,), WEEKS * 7))
    except SimError:  # the readings alone are drawn
        return None
