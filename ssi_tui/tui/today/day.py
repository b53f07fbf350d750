"""The day that Today shows: which one, which of its rows is chosen, and which were added to it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.today.draw import TodayView
from ssi_tui.tui.today.habits import Habit, habits
from ssi_tui.wording.dates import FIRST_DAY

if TYPE_CHECKING:
    from ssi_tui.forecasting import Outlook


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
        """The day on screen."""
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

    def forget(self) -> None:
        """Another journal: its own day, row and rows."""
        self._day, self._at, self._extra, self.outlook = None, 0, (), None

    def select(self, at: int) -> None:
        """Choose a row; beyond the ends, the last one there is."""
        self._at = max(0, min(len(self.view.habits) - 1, at))

    def walk(self, rows: int) -> None:
        """Choose a row so many further down."""
        self.select(self.view.at + rows)

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
