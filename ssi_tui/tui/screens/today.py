"""Today: one key logs an action, a capital takes one back, arrows change the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from ssi_tui.i18n import N_, _
from ssi_tui.tui.habits import Habit, habits
from ssi_tui.tui.keys import tabs
from ssi_tui.tui.keys.today import TODAY
from ssi_tui.tui.screens.today_advice import Adviser, next_line
from ssi_tui.tui.screens.today_rows import View, label
from ssi_tui.tui.screens.today_typing import TodayTyping
from ssi_tui.tui.screens.today_views import Habits, Heading, NextLine
from ssi_tui.tui.widgets.frame import Hint
from ssi_tui.tui.writes import Step
from ssi_tui.words.dates import FIRST_DAY

if TYPE_CHECKING:
    from ssi_tui.tui.widgets.forms import Form


class Today(TodayTyping):
    """The room for every day."""

    TAB = tabs.TODAY
    ABOUT = N_("Press a letter when you did it. Wrong day? ← →. Wrong number? The capital, or u.")
    COMMANDS = TODAY

    def __init__(self) -> None:
        super().__init__()
        self.day: date | None = None
        """None follows the clock: it is today, also after midnight."""
        self.at = 0
        self.extra: tuple[str, ...] = ()
        self.adviser = Adviser(self)
        self._view: View | None = None

    def compose(self) -> ComposeResult:
        """Heading, the form while one is open, what is best done next, the habits."""
        yield Heading(self)
        yield Vertical(id="form")
        yield NextLine(self)
        yield Habits(self)

    @property
    def chosen_day(self) -> date:
        """The day on screen."""
        return self.day or self.ssi.today

    @property
    def view(self) -> View:
        """What is shown, made once for each state."""
        if self._view is None:
            app, day = self.ssi, self.chosen_day
            journal = app.diary.shown
            rows = habits(journal, day, extra=self.extra, week_start=app.settings.week_start)
            self.at = max(0, min(self.at, len(rows) - 1))
            self._view = View(
                journal=journal,
                habits=rows,
                day=day,
                today=app.today,
                at=self.at,
                unsaved=app.unsaved,
                greeting=journal.empty and not self.extra,
                pillars=app.settings.pillars == "shown",
                sparklines=app.settings.sparklines == "shown",
                week_start=app.settings.week_start,
                streaks=app.settings.streaks == "shown",
            )
        return self._view

    def on_mount(self) -> None:
        """Draw again whenever something was written, here or elsewhere."""
        self.watch(self.app, "journal", self.show, init=False)
        self.watch(self.app, "unsaved", self.show, init=False)
        self.adviser.wait()

    def enter(self) -> None:
        """The journal may have changed meanwhile."""
        self.adviser.wait()

    def start_over(self) -> None:
        """Another journal: its own day, row and rows."""
        self.day, self.at, self.extra = None, 0, ()

    def show(self) -> None:
        """Draw what changed."""
        self._view = None
        if self.is_mounted:
            self.query_one(Heading).redraw()
            self.query_one(NextLine).redraw()
            self.query_one(Habits).redraw()
            self.adviser.wait()
        self.ssi.main.refresh_frame()

    def advice_line(self, width: int = 200) -> str:
        """What is best done next; empty where it is not shown."""
        shown = self.ssi.settings.advice == "shown"
        return next_line(self.view, self.adviser.advice, width) if shown else ""

    def show_next(self) -> None:
        """Draw what is best done next."""
        if self.is_mounted:
            self.query_one(NextLine).redraw()

    def hints(self) -> list[Hint]:
        """The habits' letters first."""
        keys = " ".join(habit.letter for habit in self.view.habits[:8] if habit.letter)
        return [Hint(keys, "+1", 1), Hint("⇧", "−1", 6), *super().hints()]

    def help_lines(self) -> list[tuple[str, str]]:
        """Each habit with its letter, then the rest."""
        lines = [
            (habit.letter, label(habit.kind)) for habit in self.view.habits[:8] if habit.letter
        ]
        return [*lines, ("⇧", _("with a letter: one less")), *super().help_lines()]

    def shell_command(self) -> str:
        """The same from the shell."""
        return "ssi log comment 3"

    def press(self, key: str) -> bool:
        """A habit's letter adds one, its capital takes one back."""
        habit = next((one for one in self.view.habits if one.letter == key.lower()), None)
        if habit is None or not key.isalpha() or len(key) != 1:
            return False
        self.step(habit, 1 if key.islower() else -1)
        return True

    def step(self, habit: Habit, delta: int) -> None:
        """One more or one less of a habit on the day."""
        if delta < 0 and habit.number == 0:
            self.ssi.say(_("{name}: there is none to take back.").format(name=label(habit.kind)))
            return
        self.ssi.write(Step(habit.kind, self.chosen_day, delta))

    def select(self, at: int) -> None:
        """Choose a row."""
        self.at = at
        self.show()

    def walk(self, rows: int) -> None:
        """Choose a row further down or up."""
        self.select(max(0, min(len(self.view.habits) - 1, self.at + rows)))

    def do_up(self) -> None:
        """The row above."""
        self.walk(-1)

    def do_down(self) -> None:
        """The row below."""
        self.walk(1)

    def do_more(self) -> None:
        """One more in the chosen row."""
        self.step(self.view.habits[self.at], 1)

    def do_less(self) -> None:
        """One less in the chosen row."""
        self.step(self.view.habits[self.at], -1)

    def go_to(self, day: date) -> None:
        """Another day; what is still to come cannot have been done."""
        today = self.ssi.today
        if day > today:
            self.ssi.say(_("That day is still to come."))
            return
        self.day = None if day == today else max(day, FIRST_DAY)
        self.ssi.say("")
        self.show()

    def do_day_before(self) -> None:
        """Yesterday is the commonest correction."""
        self.go_to(self.chosen_day - timedelta(days=1))

    def do_day_after(self) -> None:
        """Towards today."""
        self.go_to(self.chosen_day + timedelta(days=1))

    def do_today(self) -> None:
        """Back to today."""
        self.go_to(self.ssi.today)

    def open_form(self, form: Form) -> None:
        """In the place of the line below the heading."""
        super().open_form(form)
        self.query_one(NextLine).display = False

    async def close_form(self, form: Form) -> None:
        """The line is there again."""
        await super().close_form(form)
        self.query_one(NextLine).display = True
        self.adviser.wait()

    def list_also(self, kind: str) -> None:
        """Give a kind a row, and choose it."""
        self.extra = (*self.extra, kind)
        self._view = None
        kinds = [habit.kind for habit in self.view.habits]
        self.at, self._view = kinds.index(kind), None

    async def form_sent(self, event: Form.Sent) -> None:
        """An action of one's own gets its row at once."""
        from ssi_tui.tui.writes_habits import AddOwn

        write = event.form.write(event.values)
        self.ssi.write(write)
        if isinstance(write, AddOwn):
            self.list_also(write.own.name)
            self.show()
        await self.close_form(event.form)

    async def do_sample(self) -> None:
        """The made-up journal, and back."""
        await self.ssi.toggle_sample()
