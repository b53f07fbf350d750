"""History: a cell a day, a walk from day to day, and every past day open to be put right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

from textual.app import ComposeResult
from textual.events import Click, MouseEvent

from ssi_tui.chart import Grid, Row
from ssi_tui.i18n import N_, _
from ssi_tui.model.progress import week_of
from ssi_tui.tui.history.draw import (
    Drawn,
    View,
    days_to_find,
    draw,
    grid_for,
    notes_between,
    sentences,
)
from ssi_tui.tui.history.values import Frame, Log, Past, Subject, log_of, past_of
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import Command
from ssi_tui.tui.shell.frame import Hint
from ssi_tui.tui.shell.room import Room
from ssi_tui.tui.shell.rows import Wheeled
from ssi_tui.tui.today.room import Today
from ssi_tui.wording.dates import FIRST_DAY

HISTORY = (
    Command(
        name="day_before",
        keys=("up",),
        shown="←→↑↓",
        word=N_("move"),
        rank=2,
        help=N_("a day or a week back or on"),
        palette=False,
    ),
    Command(name="day_after", keys=("down",), help=N_("a day on"), listed=False, palette=False),
    Command(name="week_before", keys=("left",), help=N_("a week back"), listed=False),
    Command(name="week_after", keys=("right",), help=N_("a week on"), listed=False),
    Command(
        name="open_day",
        keys=("enter",),
        word=N_("open day"),
        rank=2,
        help=N_("open the day in Today, to look or to put right"),
    ),
    Command(
        name="search",
        keys=("/",),
        word=N_("find"),
        rank=3,
        help=N_("find a note, or days with an action"),
    ),
    Command(
        name="next_action",
        keys=("a",),
        shown="a A",
        word=N_("action"),
        rank=4,
        help=N_("one action alone, the next, the one before"),
    ),
    Command(name="previous_action", keys=("A",), help=N_("the action before"), listed=False),
    Command(
        name="next_pillar",
        keys=("p",),
        word=N_("pillar"),
        rank=5,
        help=N_("the actions of one pillar, then of all"),
    ),
    Command(
        name="year_before",
        keys=("y", "pageup"),
        shown="y Y",
        word=N_("year"),
        rank=5,
        help=N_("a year back, a year on"),
    ),
    Command(name="year_after", keys=("Y", "pagedown"), help=N_("a year on"), listed=False),
    Command(name="today", keys=("home",), help=N_("back to today")),
    Command(
        name="text",
        keys=("x",),
        help=N_("the same in words, for screen readers"),
    ),
)


class Days(Wheeled):
    """The figures, the map and what stands under it."""

    def __init__(self, room: History) -> None:
        super().__init__(id="days")
        self.room = room
        self.drawn: Drawn | None = None

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        self.drawn = draw(self.room.view(width), width, height)
        return self.drawn.rows

    def on_click(self, event: Click) -> None:
        """A cell or a note selects its day, an action its map; a second click opens the day."""
        if self.drawn is None:
            return
        subject = self.drawn.subject_at.get(event.y)
        if subject is not None:
            self.room.choose(subject)
            return
        grid = self.room.grid(self.size.width)
        day = self.drawn.day_at.get(event.y)
        day = day or grid.day_at(event.x, event.y - self.drawn.map_top)
        if day is None or day > self.room.ssi.today:
            return
        self.room.go_to(day)
        if event.chain == 2:
            self.room.do_open_day()

    def wheel(self, event: MouseEvent, by: int) -> None:
        """A week on, or back."""
        self.room.walk(7 * by)


YEAR = timedelta(days=364)
"""52 weeks: the same weekday a year before."""


class History(Room):
    """All that was done, day by day."""

    DEFAULT_CSS = "#days { height: 1fr; }"
    TAB = frame.HISTORY
    ABOUT = N_(
        "Each cell is a day, fuller where more was done. Walk with the arrows; enter opens the "
        "day in Today, where it can be put right. A grey day is a day without a log, no more."
    )
    COMMANDS = HISTORY

    def __init__(self) -> None:
        super().__init__()
        self._day: date | None = None
        """None follows the clock."""
        self._last_week: date | None = None
        """First day of the last week shown; None: the running week."""
        self.subject = Subject()
        self._log: tuple[Frame, Log] | None = None
        self._made: tuple[Frame, Past] | None = None

    def compose(self) -> ComposeResult:
        """All of it is drawn."""
        yield Days(self)

    def on_mount(self) -> None:
        """Follow the journal."""
        self.watch(self.app, "journal", self.show, init=False)

    # What is shown

    @property
    def day(self) -> date:
        """The selected one."""
        return self._day or self.ssi.today

    def grid(self, width: int) -> Grid:
        """The weeks in sight at a width."""
        running = week_of(self.ssi.today, self.ssi.settings.week_start)[0]
        began = self.ssi.diary.shown.first_day
        return grid_for(width, self._last_week or running, began)

    def view(self, width: int) -> View:
        """What is drawn at a width; the figures are made again only where they can differ."""
        app, grid = self.ssi, self.grid(width)
        journal = app.diary.shown
        past = self._past(grid)
        notes = notes_between(journal, past.first, min(past.last, app.today))
        return View(past, journal, app.today, self.day, grid, notes)

    def _past(self, grid: Grid) -> Past:
        app = self.ssi
        frame = Frame(
            journal=app.diary.shown,
            today=app.today,
            week_start=app.settings.week_start,
            begin=grid.begin,
            weeks=grid.weeks,
            day=date(self.day.year, 1, 1),
            subject=self.subject,
            streaks=app.settings.streaks == "shown",
        )
        whole = frame._replace(subject=Subject())
        if self._log is None or self._log[0] != whole:
            self._log = whole, log_of(whole)
        if self._made is None or self._made[0] != frame:
            self._made = frame, past_of(frame, self._log[1])
        return self._made[1]

    def show(self) -> None:
        """Draw what changed, where it is seen."""
        if self.is_mounted and self.ssi.main.room is self:
            self.query_one(Days).redraw()
            self.ssi.main.refresh_frame()

    def hints(self) -> list[Hint]:
        """None while there is no day to walk to."""
        return [] if self.ssi.diary.shown.empty else super().hints()

    def enter(self) -> None:
        """The journal may have changed meanwhile."""
        self.show()

    def start_over(self) -> None:
        """Another journal."""
        self._day = self._last_week = self._log = self._made = None
        self.subject = Subject()

    def shell_command(self) -> str:
        """The same from the shell."""
        return "ssi year"

    # Walking

    def go_to(self, day: date) -> None:
        """Select a day, and have it in sight."""
        today, start = self.ssi.today, self.ssi.settings.week_start
        day = max(FIRST_DAY, min(day, today))
        self._day = None if day == today else day
        week, running = week_of(day, start)[0], week_of(today, start)[0]
        span = timedelta(days=7 * (self.grid(self.size.width).weeks - 1))
        last = max(week, min(self._last_week or running, week + span))
        self._last_week = None if last >= running else last
        self.ssi.say("")
        self.show()

    def walk(self, days: int) -> None:
        """So many days on, or back."""
        self.go_to(self.day + timedelta(days=days))

    def do_day_before(self) -> None:
        """The day before."""
        self.walk(-1)

    def do_day_after(self) -> None:
        """The day after."""
        self.walk(1)

    def do_week_before(self) -> None:
        """The same weekday of the week before."""
        self.walk(-7)

    def do_week_after(self) -> None:
        """The same weekday of the week after."""
        self.walk(7)

    def do_year_before(self) -> None:
        """A year back, the map too."""
        self._leap(-YEAR)

    def do_year_after(self) -> None:
        """A year on."""
        self._leap(YEAR)

    def _leap(self, by: timedelta) -> None:
        start = self.ssi.settings.week_start
        running = week_of(self.ssi.today, start)[0]
        first = week_of(FIRST_DAY, start)[0]
        self._last_week = min(running, max(first, (self._last_week or running) + by))
        self.go_to(self.day + by)

    def do_today(self) -> None:
        """Back to today."""
        self.go_to(self.ssi.today)

    def do_open_day(self) -> None:
        """In Today, to look at or to put right."""
        day = self.day
        main = self.ssi.main
        main.open_room(main.first.TAB.id)
        cast(Today, main.first).go_to(day)

    # What the map is of

    def choose(self, subject: Subject) -> None:
        """Of something else; chosen again, of everything."""
        self.subject = Subject() if subject == self.subject else subject
        self.ssi.say("")
        self.show()

    def do_next_action(self) -> None:
        """The next action alone; after the last one, everything."""
        self._next_action(1)

    def do_previous_action(self) -> None:
        """The action before."""
        self._next_action(-1)

    def _next_action(self, by: int) -> None:
        lanes = self._past(self.grid(self.size.width)).lanes
        kinds = ["", *(lane.kind for lane in lanes if any(lane.weeks))]
        at = kinds.index(self.subject.kind) if self.subject.kind in kinds else 0
        self.subject = Subject(kinds[(at + by) % len(kinds)])
        self.show()

    def do_next_pillar(self) -> None:
        """The next pillar's actions; after the last one, everything."""
        from sim.terms import Pillar

        pillars = [None, *Pillar]
        at = pillars.index(self.subject.pillar)
        self.subject = Subject(pillar=pillars[(at + 1) % len(pillars)])
        self.show()

    # In words

    def do_search(self) -> None:
        """Type a word of a note or the name of an action; Enter goes to the day."""
        from ssi_tui.tui.shell.picker import Picker

        choices = days_to_find(self.ssi.diary.shown, self.ssi.today)
        if not choices:
            self.ssi.say(_("Nothing is logged yet."))
            return
        self.app.push_screen(Picker(_("Find a note, or days with an action"), choices), self._found)

    def _found(self, day: str | None) -> None:
        if day is not None:
            self.go_to(date.fromisoformat(day))

    def do_text(self) -> None:
        """The map in sentences."""
        from ssi_tui.tui.shell.dialogs import TextView

        view = self.view(self.size.width)
        lines = tuple(sentences(view.past, view.notes))
        self.app.push_screen(TextView(_("History"), lines))
