"""Today: one key logs an action, a capital takes one back, arrows change the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical

from ssi_tui.i18n import N_, _
from ssi_tui.model.reading import Reading
from ssi_tui.tui.habits import Habit, habits
from ssi_tui.tui.keys import tabs
from ssi_tui.tui.keys.today import TODAY
from ssi_tui.tui.screens.room import Room
from ssi_tui.tui.screens.today_rows import View, label
from ssi_tui.tui.screens.today_views import Habits, Heading
from ssi_tui.tui.widgets.frame import Hint
from ssi_tui.tui.writes import SetReading, Step
from ssi_tui.words.dates import FIRST_DAY

if TYPE_CHECKING:
    from ssi_tui.exchange.page import PageParts
    from ssi_tui.tui.screens.score import ScoreEntry
    from ssi_tui.tui.widgets.forms import Form


class Today(Room):
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
        self._view: View | None = None

    def compose(self) -> ComposeResult:
        """Heading, the form while one is open, the habits."""
        yield Heading(self)
        yield Vertical(id="form")
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
            )
        return self._view

    def on_mount(self) -> None:
        """Draw again whenever something was written, here or elsewhere."""
        self.watch(self.app, "journal", self.show, init=False)
        self.watch(self.app, "unsaved", self.show, init=False)

    def show(self) -> None:
        """Draw what changed."""
        self._view = None
        if self.is_mounted:
            self.query_one(Heading).redraw()
            self.query_one(Habits).redraw()
        self.ssi.main.refresh_frame()

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

    def shell_line(self) -> str:
        """The same from the shell."""
        return _("From the shell, without opening this: {command}").format(
            command="ssi log comment 3"
        )

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

    def do_up(self) -> None:
        """The row above."""
        self.select(max(0, self.at - 1))

    def do_down(self) -> None:
        """The row below."""
        self.select(min(len(self.view.habits) - 1, self.at + 1))

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

    def do_number(self) -> None:
        """Type an exact number for the chosen row."""
        from ssi_tui.tui.screens.entry import number_form

        habit = self.view.habits[self.at]
        self._open(number_form(habit, self.chosen_day, self.ssi.today))

    def do_note(self) -> None:
        """Write the note of the day."""
        from ssi_tui.tui.screens.entry import note_form

        day = self.chosen_day
        self._open(note_form(self.view.journal.note(day), day))

    def do_score(self) -> None:
        """Type in what LinkedIn shows."""
        from ssi_tui.tui.screens.score import score_form

        day = self.chosen_day
        self._open(score_form(self.view.journal.reading(day), day))

    def paste(self, text: str) -> None:
        """A score page: shown before it is kept; what is missing is typed into the form."""
        from ssi_tui.tui.dialogs.page import PageSheet

        known = self.view.journal.reading(self.chosen_day)
        self.app.push_screen(PageSheet(text, self.chosen_day, known), self._pasted)

    def on_score_entry_pasted(self, event: ScoreEntry.Pasted) -> None:
        """The same where the score is typed."""
        self.paste(event.text)

    async def _pasted(self, found: Reading | PageParts | None) -> None:
        from ssi_tui.tui.screens.score import score_form

        if found is None:
            return
        for form in self.open_forms():
            await self._close(form)
        if isinstance(found, Reading):
            self.ssi.write(SetReading(found))
        else:
            self._open(score_form(None, self.chosen_day, found.understood))

    def do_add(self) -> None:
        """Any action of the catalogue: one more of it, and a row for it."""
        from ssi_tui.tui.screens.entry import action_picker

        self.app.push_screen(action_picker(self.chosen_day, self.ssi.today), self._added)

    def _added(self, kind: str | None) -> None:
        if kind is None:
            return
        self.extra = (*self.extra, kind)
        self._view = None
        kinds = [habit.kind for habit in self.view.habits]
        self.at, self._view = kinds.index(kind), None
        self.ssi.write(Step(kind, self.chosen_day, 1))

    def do_sample(self) -> None:
        """The made-up journal, and back."""
        self.ssi.toggle_sample()

    # What is typed

    def _open(self, form: Form) -> None:
        """Open a form under the heading, unless one is open."""
        if not self.open_forms():
            self.query_one("#form").mount(form)
            self.ssi.say("")
            self.call_after_refresh(self.ssi.main.refresh_frame)

    async def _close(self, form: Form) -> None:
        await form.remove()
        self.ssi.main.refresh_frame()

    def open_forms(self) -> Sequence[Form]:
        """The form that is open."""
        return cast("list[Form]", list(self.query_one("#form").children) if self.is_mounted else [])

    async def on_form_left(self, event: Form.Left) -> None:
        """Escape."""
        await self._close(event.form)

    async def on_form_sent(self, event: Form.Sent) -> None:
        """Enter on something that can be saved."""
        self.ssi.write(event.form.write(event.values))
        await self._close(event.form)
