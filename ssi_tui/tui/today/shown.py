"""The day that Today shows: a row for each habit, and what the model is asked of it when idle."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from textual.timer import Timer
from textual.widget import Widget

from ssi_tui.chart.text import cell_len, plain
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.model.progress import PACE_DAYS, Progress, progress, streak, usual_pace
from ssi_tui.settings import Settings
from ssi_tui.tui.forecaster import Wish
from ssi_tui.tui.journal.diary import alike, same
from ssi_tui.tui.shell.commands import letters
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.actions import action_name, pillar_name
from ssi_tui.wording.dates import FIRST_DAY
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Advice, NextStep, Outlook

BEST_DAYS = 84
SPARK_DAYS = 28
"""Beside each habit where there is room; the last 14 of them where there is little."""


class Habit(NamedTuple):
    """One row."""

    kind: str
    letter: str
    """Empty where no letter was left."""
    number: int
    """On the chosen day."""
    progress: Progress | None
    """None without a target."""
    spark: tuple[int | None, ...]
    """The days up to the chosen one; None where nothing at all was logged."""
    usual: float
    """A week, over the last 28 days; 0: never."""
    best: int = 0
    """In any seven days on end of the last twelve weeks."""

    @property
    def met(self) -> bool:
        """Whether the target is reached, or its limit kept."""
        return self.progress is not None and self.progress.met

    @property
    def over(self) -> bool:
        return self.progress is not None and self.progress.target.at_most and not self.progress.met


def best_week(counts: Mapping[date, int], day: date) -> int:
    """The most in seven days on end, over the last twelve weeks."""
    numbers = [0] * BEST_DAYS
    for on, number in counts.items():
        back = (day - on).days
        if 0 <= back < BEST_DAYS:
            numbers[back] = number
    so_far = [0, *accumulate(numbers)]
    return max(end - begin for begin, end in zip(so_far, so_far[7:], strict=False))


def weeks_in_a_row(journal: Journal, day: date, week_start: str) -> int:
    """Weeks on end in which every target was reached; limits do not count."""
    weeks: int | None = None
    for target in journal.targets.values():
        if not target.at_most and target.days <= 7:
            mine = streak(journal, target, day, week_start).weeks
            weeks = mine if weeks is None else min(weeks, mine)
            if not weeks:
                return 0
    return weeks or 0


def habits(
    journal: Journal, day: date, *, extra: Sequence[str] = (), week_start: str = "monday"
) -> tuple[Habit, ...]:
    """A row for each target, then for what was logged lately, then for what was just added."""
    lately = journal.totals(day - timedelta(days=PACE_DAYS - 1), day)
    busiest = sorted(lately, key=lambda kind: -lately[kind])
    kinds = tuple(dict.fromkeys([*journal.targets, *busiest, *extra]))
    own = {name: one.key for name, one in journal.own_actions.items() if one.key and name in kinds}
    keys, pace = letters(kinds, own), usual_pace(journal, day)
    counts = journal.counts(day - timedelta(days=BEST_DAYS - 1), day)
    days = [day - timedelta(days=back) for back in range(SPARK_DAYS - 1, -1, -1)]
    logged = {on for numbers in counts.values() for on in numbers}
    rows = []
    for kind in kinds:
        target = journal.targets.get(kind)
        numbers = counts.get(kind, {})
        row = Habit(
            kind=kind,
            letter=keys.get(kind, ""),
            number=numbers.get(day, 0),
            progress=progress(journal, target, day, week_start) if target else None,
            spark=tuple(numbers.get(on, 0) if on in logged else None for on in days),
            usual=pace.get(kind, 0.0),
            best=best_week(numbers, day),
        )
        rows.append(row)
    return tuple(rows)


class TodayView(NamedTuple):
    """All that Today shows."""

    journal: Journal
    habits: tuple[Habit, ...]
    day: date
    today: date
    at: int
    """The selected row."""
    unsaved: int = 0
    greeting: bool = False
    """Nothing was ever logged: say what to do first."""
    outlook: Outlook | None = None
    """Where the score goes if everything goes on as now, as far as it is computed."""
    settings: Settings = Settings()
    """Which parts are shown, and when a week begins."""

    @property
    def aims(self) -> tuple[Progress, ...]:
        """How far each habit is that has a target."""
        return tuple(habit.progress for habit in self.habits if habit.progress)

    @property
    def done(self) -> bool:
        """Whether all that was planned for the day is done."""
        return bool(self.aims) and not any(aim.due for aim in self.aims)

    @property
    def tells_next(self) -> bool:
        """Whether what is best done next has a line."""
        today = self.day == self.today and not self.greeting
        return today and self.settings.advice == "shown"

    @property
    def wants_advice(self) -> bool:
        """Whether there is something to advise."""
        return self.tells_next and not self.done


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


def next_line(view: TodayView, advice: Advice | None, width: int = 200) -> str:
    """The line under the heading, as much as fits; empty where there is nothing to say."""
    if not view.tells_next:
        return ""
    if view.journal.rest(view.day) is not None:
        return _("A day of rest: nothing is due.")
    if view.done:
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
    why = _("due, with most points per minute")
    if not due_steps:
        from ssi_tui.forecasting.plan_words import next_words  # advice has loaded numpy

        why = next_words(step, alone=True)
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


class ShownDay:
    """Makes the view of the day once for each state of it."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._day: date | None = None
        """None follows the clock: it is today, also after midnight."""
        self._at = 0
        self._extra: tuple[str, ...] = ()
        """Kinds that have a row although nothing was logged of them."""
        self._view: TodayView | None = None
        self.outlook: Outlook | None = None

    @property
    def day(self) -> date:
        return self._day or self.services.today

    @property
    def view(self) -> TodayView:
        if self._view is None:
            services, settings = self.services, self.services.settings
            journal = services.journal
            rows = habits(journal, self.day, extra=self._extra, week_start=settings.week_start)
            self._at = max(0, min(self._at, len(rows) - 1))
            self._view = TodayView(
                journal=journal,
                habits=rows,
                day=self.day,
                today=services.today,
                at=self._at,
                unsaved=services.unsaved,
                greeting=journal.empty and not self._extra,
                outlook=self.outlook,
                settings=settings,
            )
        return self._view

    @property
    def chosen(self) -> Habit | None:
        """The row that the keys mean."""
        view = self.view
        return view.habits[self._at] if view.habits else None

    def changed(self) -> None:
        """Something that the view says may be another: it is made anew."""
        self._view = None

    def follow(self, journal: Journal) -> bool:
        """Take a journal that counts the same: what was drawn of the one before is right of it."""
        view, services = self._view, self.services
        if (
            view is None
            or (view.day, view.today, view.unsaved) != (self.day, services.today, services.unsaved)
            or not alike(view.journal, journal)
        ):
            return False
        self._view = view._replace(journal=journal)
        return True

    def forget(self) -> None:
        """Another journal: its own day, row and rows."""
        self._day, self._at, self._extra, self.outlook = None, 0, (), None

    def select(self, at: int) -> None:
        """Choose a row; beyond the ends, the last one there is."""
        self._at = max(0, min(len(self.view.habits) - 1, at))

    def go_to(self, day: date) -> bool:
        """Another day; False for one that is still to come, if no clock put an entry there."""
        today, journal = self.services.today, self.services.journal
        something = journal.day_counts(day) or journal.reading(day) or journal.note(day)
        if day > today and not something:
            return False
        self._day = None if day == today else max(day, FIRST_DAY)
        return True

    def list_also(self, kind: str) -> None:
        """Give a kind a row, and choose it."""
        self._extra = (*self._extra, kind)
        self._view = None
        kinds = [habit.kind for habit in self.view.habits]
        self._at, self._view = kinds.index(kind), None


PAUSE = 0.6
"""Seconds after the last key: whoever goes on logging is not slowed down."""
Answer = TypeVar("Answer")


class IdleAsker(Generic[Answer]):
    """Asks in a thread, when nothing else is to be done, what would be seen and is not known."""

    def __init__(
        self,
        services: Services,
        owner: Widget,
        wanted: Callable[[], bool],
        compute: Callable[[Services, Journal, date], Answer | None],
        told: Callable[[], None],
    ) -> None:
        """``wanted``: whether the answer would be seen; ``compute``: in a thread; ``told``: it is
        another one."""
        self.services, self.owner = services, owner
        self.wanted, self.compute, self.told = wanted, compute, told
        self.answer: Answer | None = None
        self._for: tuple[Journal, date] | None = None
        self._timer: Timer | None = None
        self._busy = False

    def wait(self) -> None:
        """Ask in a moment, unless something happens before."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.owner.set_timer(PAUSE, self.ask)

    def forget(self) -> None:
        self.answer = self._for = None

    def ask(self) -> None:
        """Ask where the answer would be seen, and is not known."""
        self._timer, services = None, self.services
        journal, today = services.journal, services.today
        whole = journal.first is None and not services.is_writing
        if self._busy or not whole or self._is_known(journal, today) or not self.wanted():
            return
        self._busy = True
        self.owner.run_worker(self._ask(journal, today), group="idle")

    def _is_known(self, journal: Journal, today: date) -> bool:
        return self._for is not None and self._for[1] == today and same(self._for[0], journal)

    async def _ask(self, journal: Journal, today: date) -> None:
        try:
            self.answer = await asyncio.to_thread(self.compute, self.services, journal, today)
            self._for = (journal, today)
        finally:
            self._busy = False
        self.told()
        if not same(self.services.journal, journal):
            self.wait()
