"""Today: one key logs an action, a capital takes one back, arrows change the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Click, MouseEvent

from ssi_tui.chart import Row
from ssi_tui.chart.text import fit
from ssi_tui.i18n import N_, _
from ssi_tui.model.entries import Reading
from ssi_tui.tui.journal.writes import SetReading, Step
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import Command
from ssi_tui.tui.shell.frame import Hint
from ssi_tui.tui.shell.room import FormsRoom
from ssi_tui.tui.shell.rows import Canvas, Wheeled
from ssi_tui.tui.today.advice import Adviser, next_line
from ssi_tui.tui.today.draw import View, body, heading, label
from ssi_tui.tui.today.habits import Habit, habits
from ssi_tui.wording.dates import FIRST_DAY

if TYPE_CHECKING:
    from ssi_tui.exchange.linkedin.score_page import PageParts
    from ssi_tui.tui.scores.form import ScoreEntry
    from ssi_tui.tui.shell.forms import Form

TODAY = (
    Command(
        name="day_before",
        keys=("left",),
        shown="←→",
        word=N_("day"),
        rank=2,
        help=N_("the day before, the day after"),
        palette=False,
    ),
    Command(
        name="day_after", keys=("right",), help=N_("the day after"), listed=False, palette=False
    ),
    Command(name="up", keys=("up",), shown="↑↓", help=N_("choose a row"), palette=False),
    Command(name="down", keys=("down",), help=N_("the row below"), palette=False, listed=False),
    Command(name="number", keys=("enter",), help=N_("type the row’s exact number")),
    Command(name="more", keys=("+", "="), shown="+ -", help=N_("one more, one less of the row")),
    Command(name="less", keys=("-",), help=N_("one less in the row"), palette=False, listed=False),
    Command(name="note", keys=("n",), word=N_("note"), help=N_("note of the day"), rank=4),
    Command(
        name="score",
        keys=("s",),
        word=N_("score"),
        help=N_("the SSI that LinkedIn shows"),
        rank=3,
    ),
    Command(
        name="add",
        keys=("a",),
        word=N_("add"),
        help=N_("add any other action"),
        rank=5,
    ),
    Command(
        name="edit",
        keys=("e",),
        word=N_("edit"),
        rank=7,
        help=N_("how often you want to do it"),
    ),
    Command(name="text", keys=("x",), help=N_("the day in plain sentences")),
    Command(
        name="rest",
        keys=(),
        help=N_("a day of rest: nothing is due; or none after all"),
        listed=False,
    ),
    Command(
        name="sample",
        keys=("d",),
        help=N_("a sample journal, and back"),
    ),
    Command(name="today", keys=("home",), help=N_("back to today")),
)


class TodayTyping(FormsRoom):
    """The part of Today that opens forms and pages."""

    at: int
    extra: tuple[str, ...]

    @property
    def chosen_day(self) -> date:
        """The day on screen."""
        raise NotImplementedError

    @property
    def view(self) -> View:
        """What is shown."""
        raise NotImplementedError

    def advice_line(self, width: int = 200) -> str:
        """What is best done next; empty where it is not shown."""
        raise NotImplementedError

    def list_also(self, kind: str) -> None:
        """Give a kind a row, and choose it."""
        raise NotImplementedError

    def go_to(self, day: date) -> None:
        """Show another day."""
        raise NotImplementedError

    def do_number(self) -> None:
        """Type an exact number for the chosen row."""
        from ssi_tui.tui.today.forms import number_form

        if self.view.habits:
            habit = self.view.habits[self.at]
            self.open_form(number_form(habit, self.chosen_day, self.ssi.today))

    def do_note(self) -> None:
        """Write the note of the day."""
        from ssi_tui.tui.today.forms import note_form

        day = self.chosen_day
        self.open_form(note_form(self.view.journal.note(day), day))

    def do_score(self) -> None:
        """Type in what LinkedIn shows."""
        from ssi_tui.tui.scores.form import score_form

        day = self.chosen_day
        self.open_form(score_form(self.view.journal.reading(day), day))

    def do_edit(self) -> None:
        """How often one wants to do what is chosen."""
        from ssi_tui.tui.today.forms import target_form

        if self.view.habits:
            kind = self.view.habits[self.at].kind
            self.open_form(target_form(kind, self.view.journal.targets.get(kind)))

    def paste(self, text: str) -> None:
        """A score page: shown before it is kept; what is missing is typed into the form.

        From another room it is for today: the day that this one shows is not in sight there.
        """
        from ssi_tui.tui.scores.form import PageSheet

        if self.ssi.main.room is not self:
            self.go_to(self.ssi.today)
        known = self.view.journal.reading(self.chosen_day)
        self.app.push_screen(PageSheet(text, self.chosen_day, known), self._pasted)

    def on_score_entry_pasted(self, event: ScoreEntry.Pasted) -> None:
        """The same where the score is typed."""
        self.paste(event.text)

    async def _pasted(self, found: Reading | PageParts | None) -> None:
        from ssi_tui.tui.scores.form import score_form

        if found is None:
            return
        for form in self.open_forms():
            await self.close_form(form)
        if isinstance(found, Reading):
            self.ssi.write(SetReading(found))
        else:
            self.ssi.main.open_room(self.TAB.id)
            day = self.chosen_day
            self.open_form(score_form(self.view.journal.reading(day), day, found.understood))

    def do_add(self) -> None:
        """Any action: one more of it, and a row for it; or a new one of one's own."""
        from ssi_tui.tui.today.forms import action_picker

        own = self.view.journal.own_actions
        page = action_picker(self.chosen_day, self.ssi.today, own)
        self.app.push_screen(page, self._added)

    def _added(self, kind: str | None) -> None:
        from ssi_tui.tui.today.forms import NEW

        if kind == NEW:
            from sim.terms import ActionKind
            from ssi_tui.tui.today.forms import own_form

            self.open_form(own_form({*ActionKind, *self.view.journal.own_actions}))
        elif kind is not None:
            self.list_also(kind)
            self.ssi.write(Step(kind, self.chosen_day, 1))

    def do_rest(self) -> None:
        """A day of rest from everything, or no rest after all."""
        from ssi_tui.tui.journal.writes import RestDay

        day = self.chosen_day
        self.ssi.write(RestDay(day, off=self.view.journal.rest(day) is not None))

    def do_text(self) -> None:
        """The day in sentences."""
        from ssi_tui.tui.shell.dialogs import TextView
        from ssi_tui.tui.today.draw import day_in_words

        self.app.push_screen(TextView(_("Today"), day_in_words(self.view, self.advice_line())))


class Heading(Canvas):
    """The day, what is done, the score."""

    def __init__(self, today: Today) -> None:
        super().__init__(id="heading")
        self.today = today

    def rows(self, width: int, height: int) -> list[Row]:
        """One row between two empty ones."""
        return [[], heading(self.today.view, width)]


class NextLine(Canvas):
    """What is best done next, between the heading and the habits."""

    def __init__(self, today: Today) -> None:
        super().__init__(id="next")
        self.today = today

    def rows(self, width: int, height: int) -> list[Row]:
        """One row, or none."""
        text = self.today.advice_line(width - 3)
        return [[("  " + fit(text, width - 3), "muted")]] if text else []


class Habits(Wheeled):
    """The rows under the heading."""

    def __init__(self, today: Today) -> None:
        super().__init__(id="habits")
        self.today = today
        self.habit_at: dict[int, int] = {}

    def rows(self, width: int, height: int) -> list[Row]:
        """As many as fit."""
        drawn = body(self.today.view, width, height)
        self.habit_at = drawn.habit_at
        return drawn.rows

    def on_click(self, event: Click) -> None:
        """A click on a row selects it; on its letter, it logs one."""
        at = self.habit_at.get(event.y)
        if at is not None:
            self.today.select(at)
            if 2 <= event.x < 5:
                self.today.step(self.today.view.habits[at], 1)

    def wheel(self, event: MouseEvent, by: int) -> None:
        """Walk through the rows; it writes nothing."""
        self.today.walk(by)


class Today(TodayTyping):
    """The room for every day."""

    TAB = frame.TODAY
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
        from ssi_tui.tui.journal.writes import AddOwn

        write = event.form.write(event.values)
        self.ssi.write(write)
        if isinstance(write, AddOwn):
            self.list_also(write.own.name)
            self.show()
        await self.close_form(event.form)

    async def do_sample(self) -> None:
        """The made-up journal, and back."""
        await self.ssi.toggle_sample()
