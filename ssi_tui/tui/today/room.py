"""Today: one key logs an action, a capital takes one back, arrows change the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Click, MouseEvent
from textual.widget import Widget

from ssi_tui.chart.text import Row, fit
from ssi_tui.i18n import N_, _
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.tui.journal.writes import LogStep, SetReading
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import Hint, by_key, command, label
from ssi_tui.tui.shell.forms import FormPlace
from ssi_tui.tui.shell.room import Room
from ssi_tui.tui.shell.rows import Listed, Painted, RowList
from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.today.draw import body, heading, shows_curve
from ssi_tui.tui.today.shown import (
    Habit,
    IdleAsker,
    ShownDay,
    TodayView,
    as_usual,
    best_next,
    next_line,
)

if TYPE_CHECKING:
    from ssi_tui.exchange.linkedin.score_page import PageParts
    from ssi_tui.tui.shell.score_form import ScoreEntry


class TodayRoom(Room):
    """The room for every day."""

    TAB = frame.TODAY
    SHELL = "ssi log comment 3"
    ABOUT = N_("Press a letter when you did it. Wrong day? ← →. Wrong number? The capital, or u.")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.shown = ShownDay(services)
        self.first_frame = True
        """Not yet painted once."""
        self.first_run: Callable[[Services, Widget], None] | None = None
        """Asked once, after the first frame; launch sets it where there is no journal yet."""
        self.heading = Painted("heading", lambda width, _height: [[], heading(self.view, width)])
        self.forms = FormPlace(services, moved=self.form_moved)
        self.next = Painted("next", self.draw_next)
        self.habits = RowList("habits", self.draw, click=self.click, wheel=self.wheel)
        self.advice = IdleAsker(services, self, self._wants_advice, best_next, self.show_answers)
        self.outlook = IdleAsker(services, self, self._wants_outlook, as_usual, self._foreseen)

    def compose(self) -> ComposeResult:
        """Heading, the form while one is open, what is best done next, the habits."""
        yield self.heading
        yield self.forms
        yield self.next
        yield self.habits

    def draw(self, width: int, height: int) -> Listed:
        return body(self.view, width, height, at_once=self.first_frame)

    def draw_next(self, width: int, _height: int) -> list[Row]:
        """What is best done next: one row, or none."""
        text = next_line(self.view, self.advice.answer, width - 3)
        return [[("  " + fit(text, width - 3), "muted")]] if text else []

    def click(self, drawing: Listed, event: Click) -> None:
        """A click on a row selects it; on its letter, it logs one."""
        at = drawing.line_at.get(event.y)
        if at is not None:
            self.select(at)
            if 2 <= event.x < 5:
                self.step(self.view.habits[at], 1)

    def wheel(self, _drawing: Listed, _event: MouseEvent, by: int) -> None:
        """Walk through the rows; it writes nothing."""
        self.walk(by)

    @property
    def view(self) -> TodayView:
        return self.shown.view

    def on_mount(self) -> None:
        self.watch(self.app, "journal", self.follow, init=False)
        self.watch(self.app, "unsaved", self.show, init=False)
        self.call_after_refresh(self._paint_whole)
        if self.first_run:
            self.call_after_refresh(self.first_run, self.services, self)
        self.ask_later()

    def _paint_whole(self) -> None:
        self.first_frame = False
        self.habits.redraw()

    def enter(self) -> None:
        self.ask_later()

    def start_over(self) -> None:
        self.shown.forget()
        self.advice.forget()
        self.outlook.forget()

    def follow(self, journal: Journal) -> None:
        """The journal is another: an entry that is on the disk now was drawn with its key."""
        if self.shown.follow(journal):
            self.ask_later()
        else:
            self.show()

    def show(self) -> None:
        self.shown.changed()
        if self.is_mounted:
            self.heading.redraw()
            self.next.redraw()
            self.habits.redraw()
            self.ask_later()
        self.services.refresh_frame()

    # What the model is asked

    def ask_later(self) -> None:
        """Once nobody presses a key any more."""
        self.advice.wait()
        self.outlook.wait()

    def _wants_advice(self) -> bool:
        return self._is_seen() and self.view.wants_advice

    def _wants_outlook(self) -> bool:
        return self._is_seen() and shows_curve(self.view, *self.habits.size)

    def _is_seen(self) -> bool:
        return self.services.is_on_top(self) and not self.open_forms()

    def _foreseen(self) -> None:
        self.shown.outlook = self.outlook.answer
        self.shown.changed()
        self.show_answers()

    def show_answers(self) -> None:
        if self.is_mounted:
            self.next.redraw()
            self.habits.redraw()

    def hints(self) -> list[Hint]:
        keys = " ".join(habit.letter for habit in self.view.habits[:8] if habit.letter)
        return [Hint(keys, "+1", 1), Hint("⇧", "−1", 6), *super().hints()]

    def help_lines(self) -> list[tuple[str, str]]:
        lines = [
            (habit.letter, label(habit.kind)) for habit in self.view.habits[:8] if habit.letter
        ]
        return [*lines, ("⇧", _("with a letter: one less")), *super().help_lines()]

    def press(self, key: str) -> bool:
        """A habit's letter adds one, its capital takes one back."""
        habit = next((one for one in self.view.habits if one.letter == key.lower()), None)
        if habit is None or not key.isalpha() or len(key) != 1:
            return False
        self.step(habit, 1 if key.islower() else -1)
        return True

    def step(self, habit: Habit | None, delta: int) -> None:
        """One more or one less of a habit on the day; nothing where there is no row."""
        if habit is None:
            return
        if delta < 0 and habit.number == 0:
            self.services.say(
                _("{name}: there is none to take back.").format(name=label(habit.kind))
            )
            return
        self.services.write(LogStep(habit.kind, self.shown.day, delta))

    def select(self, at: int) -> None:
        self.shown.select(at)
        self.show()

    def walk(self, rows: int) -> None:
        self.select(self.view.at + rows)

    def go_to(self, day: date) -> None:
        """Another day; what is still to come cannot have been done."""
        if not self.shown.go_to(day):
            self.services.say(_("That day is still to come."))
            return
        self.services.say("")
        self.show()

    def form_moved(self, opened: bool) -> None:
        """The line below the heading makes room, or is there again."""
        self.next.display = not opened
        if not opened:
            self.ask_later()

    # What is typed

    def paste(self, text: str) -> None:
        """A score page: shown before it is kept; what is missing is typed into the form.

        From another room it is for today: the day that this one shows is not in sight there.
        """
        from ssi_tui.tui.shell.score_form import PageSheet

        if not self.services.is_in_sight(self):
            self.go_to(self.services.today)
        known = self.view.journal.reading(self.shown.day)
        self.app.push_screen(PageSheet(text, self.shown.day, known), self._pasted)

    def on_score_entry_pasted(self, event: ScoreEntry.Pasted) -> None:
        """The same where the score is typed."""
        self.paste(event.text)

    async def _pasted(self, page: Reading | PageParts | None) -> None:
        from ssi_tui.tui.shell.score_form import score_form

        if page is None:
            return
        for form in self.open_forms():
            await self.forms.close(form)
        if isinstance(page, Reading):
            self.services.write(SetReading(page))
        else:
            self.services.open_room(self.TAB.id)
            day = self.shown.day
            self.forms.show(score_form(self.view.journal.reading(day), day, page.understood))

    def _added(self, kind: str | None) -> None:
        from ssi_tui.tui.today.forms import NEW

        if kind == NEW:
            from sim.terms import ActionKind
            from ssi_tui.tui.today.forms import own_form

            kinds = {*ActionKind, *self.view.journal.own_actions}
            self.forms.show(own_form(kinds, self.shown.list_also))
        elif kind is not None:
            self.shown.list_also(kind)
            self.services.write(LogStep(kind, self.shown.day, 1))

    # Commands

    @by_key("left", shown="←→", word=N_("day"), rank=2, help=N_("the day before, the day after"))
    def do_day_before(self) -> None:
        self.go_to(self.shown.day - timedelta(days=1))

    @command("right")
    def do_day_after(self) -> None:
        self.go_to(self.shown.day + timedelta(days=1))

    @by_key("up", shown="↑↓", help=N_("choose a row"))
    def do_up(self) -> None:
        self.walk(-1)

    @command("down")
    def do_down(self) -> None:
        self.walk(1)

    @command("enter", help=N_("type the row’s exact number"))
    def do_number(self) -> None:
        from ssi_tui.tui.today.forms import number_form

        habit = self.shown.chosen
        if habit is not None:
            self.forms.show(number_form(habit, self.shown.day, self.services.today))

    @command("+", "=", shown="+ -", help=N_("one more, one less of the row"))
    def do_more(self) -> None:
        self.step(self.shown.chosen, 1)

    @command("-")
    def do_less(self) -> None:
        self.step(self.shown.chosen, -1)

    @command("n", word=N_("note"), help=N_("note of the day"), rank=4)
    def do_note(self) -> None:
        from ssi_tui.tui.today.forms import note_form

        day = self.shown.day
        self.forms.show(note_form(self.view.journal.note(day), day))

    @command("s", word=N_("score"), help=N_("the SSI that LinkedIn shows"), rank=3)
    def do_score(self) -> None:
        from ssi_tui.tui.shell.score_form import score_form

        day = self.shown.day
        self.forms.show(score_form(self.view.journal.reading(day), day))

    @command("a", word=N_("add"), help=N_("add any other action"), rank=5)
    def do_add(self) -> None:
        from ssi_tui.tui.today.forms import action_picker

        own = self.view.journal.own_actions
        page = action_picker(self.shown.day, self.services.today, own)
        self.app.push_screen(page, self._added)

    @command("e", word=N_("edit"), rank=7, help=N_("how often you want to do it"))
    def do_edit(self) -> None:
        from ssi_tui.tui.today.forms import target_form

        habit = self.shown.chosen
        if habit is not None:
            self.forms.show(target_form(habit.kind, self.view.journal.targets.get(habit.kind)))

    @command("x", help=N_("the day in plain sentences"))
    def do_text(self) -> None:
        from ssi_tui.tui.shell.dialogs import TextView
        from ssi_tui.tui.today.draw import day_in_words

        self.app.push_screen(
            TextView(_("Today"), day_in_words(self.view, next_line(self.view, self.advice.answer)))
        )

    @command(help=N_("a day of rest: nothing is due; or none after all"), listed=False)
    def do_rest(self) -> None:
        from ssi_tui.tui.journal.writes import RestDay

        day = self.shown.day
        self.services.write(RestDay(day, off=self.view.journal.rest(day) is not None))

    @command("d", help=N_("a sample journal, and back"))
    async def do_sample(self) -> None:
        await self.services.show_sample(not self.services.is_sample)

    @command("home", help=N_("back to today"))
    def do_today(self) -> None:
        self.go_to(self.services.today)
