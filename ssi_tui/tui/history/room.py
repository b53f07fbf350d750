"""History: a cell a day, a walk from day to day, and every past day open to be put right."""

from __future__ import annotations

from datetime import date, timedelta

from textual.app import ComposeResult
from textual.events import Click, MouseEvent

from ssi_tui.chart.heatmap import Grid
from ssi_tui.i18n import N_, _
from ssi_tui.model.progress import week_of
from ssi_tui.tui.history.draw import (
    HistoryView,
    MapRows,
    days_to_find,
    draw,
    draw_wide,
    grid_for,
    has_room,
    notes_between,
    sentences,
)
from ssi_tui.tui.history.values import MapFrame, Past, Subject, days_ahead, past_of
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import Hint, by_key, command
from ssi_tui.tui.shell.room import Room
from ssi_tui.tui.shell.rows import RowList
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.dates import FIRST_DAY

YEAR = timedelta(days=364)
"""52 weeks: the same weekday a year before."""


class HistoryRoom(Room):
    """All that was done, day by day."""

    DEFAULT_CSS = "#days { height: 1fr; }"
    TAB = frame.HISTORY
    SHELL = "ssi year"
    ABOUT = N_(
        "Each cell is a day, fuller where more was done. Walk with the arrows; enter opens the "
        "day in Today, where it can be put right. A grey day is a day without a log, no more."
    )

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._day: date | None = None
        """None follows the clock."""
        self._last_week: date | None = None
        """First day of the last week shown; None: the running week."""
        self.subject = Subject()
        self.days = RowList("days", self.draw, click=self.click, wheel=self.wheel)

    def compose(self) -> ComposeResult:
        yield self.days

    def draw(self, width: int, height: int) -> MapRows:
        if has_room(width, height) and not self.services.journal.empty:
            return draw_wide(self.view(width), width, height)
        return draw(self.view(width), width, height)

    def click(self, drawing: MapRows, event: Click) -> None:
        """A cell or a note selects its day, an action its map; a second click opens the day."""
        subject = drawing.subject_at.get(event.y)
        if subject is not None and event.x >= drawing.lanes_from:
            self.choose(subject)
            return
        day = drawing.day_at.get(event.y)
        if day is None:
            day = self.grid(self.days.size.width).day_at(event.x, event.y - drawing.map_top)
        if day is None or day > self.last:
            return
        self.go_to(day)
        if event.chain == 2:
            self.do_open_day()

    def wheel(self, _drawing: MapRows, _event: MouseEvent, by: int) -> None:
        self.walk(7 * by)

    def on_mount(self) -> None:
        self.watch(self.app, "journal", self.show, init=False)

    # What is shown

    @property
    def day(self) -> date:
        """The selected one."""
        return self._day or self.services.today

    @property
    def beyond(self) -> tuple[date, ...]:
        """Days to come that have something: a clock ran ahead."""
        journal, today = self.services.journal, self.services.today
        newest = journal.last_day
        return days_ahead(journal, today) if newest and newest > today else ()

    @property
    def last(self) -> date:
        """The last day that there is something to see on; at least today."""
        return max([self.services.today, *self.beyond[-1:]])

    def grid(self, width: int) -> Grid:
        """The weeks in sight at a width."""
        running = week_of(self.services.today, self.services.settings.week_start)[0]
        began = self.services.journal.first_day
        return grid_for(width, self._last_week or running, began)

    def view(self, width: int) -> HistoryView:
        """What is drawn at a width."""
        services, grid = self.services, self.grid(width)
        journal = services.journal
        past = self.past(grid)
        notes = notes_between(journal, past.days.first, min(past.days.last, self.last))
        return HistoryView(past, journal, services.today, self.day, grid, notes, self.beyond)

    def past(self, grid: Grid) -> Past:
        """What the map shows."""
        services = self.services
        return past_of(
            MapFrame(
                journal=services.journal,
                today=services.today,
                week_start=services.settings.week_start,
                begin=grid.begin,
                weeks=grid.weeks,
                day=date(self.day.year, 1, 1),
                subject=self.subject,
                streaks=services.settings.streaks == "shown",
            )
        )

    def show(self) -> None:
        if self.is_mounted and self.services.is_in_sight(self):
            self.days.redraw()
            self.services.refresh_frame()

    def hints(self) -> list[Hint]:
        return [] if self.services.journal.empty else super().hints()

    def enter(self) -> None:
        self.show()

    def start_over(self) -> None:
        self._day = self._last_week = None
        self.subject = Subject()

    # Walking

    def go_to(self, day: date) -> None:
        """Select a day, and have it in sight."""
        today, start = self.services.today, self.services.settings.week_start
        day = max(FIRST_DAY, min(day, self.last))
        self._day = None if day == today else day
        week, running = week_of(day, start)[0], week_of(today, start)[0]
        span = timedelta(days=7 * (self.grid(self.size.width).weeks - 1))
        last = max(week, min(self._last_week or running, week + span))
        if day <= today:
            last = min(last, running)
        self._last_week = None if last == running else last
        self.services.say("")
        self.show()

    def walk(self, days: int) -> None:
        """So many days on, or back."""
        self.go_to(self.day + timedelta(days=days))

    def _leap(self, by: timedelta) -> None:
        start = self.services.settings.week_start
        running = week_of(self.services.today, start)[0]
        first, last = week_of(FIRST_DAY, start)[0], week_of(self.last, start)[0]
        self._last_week = min(last, max(first, (self._last_week or running) + by))
        self.go_to(self.day + by)

    # What the map is of

    def choose(self, subject: Subject) -> None:
        """Of something else; chosen again, of everything."""
        self.subject = Subject() if subject == self.subject else subject
        self.services.say("")
        self.show()

    def _next_action(self, by: int) -> None:
        lanes = self.past(self.grid(self.size.width)).lanes
        kinds = ["", *(lane.kind for lane in lanes if any(lane.weeks))]
        at = kinds.index(self.subject.kind) if self.subject.kind in kinds else 0
        self.subject = Subject(kinds[(at + by) % len(kinds)])
        self.show()

    # In words

    def _found(self, day: str | None) -> None:
        if day is None:
            return
        wanted = date.fromisoformat(day)
        self.go_to(wanted)
        if wanted > self.services.today:  # where a clock put it: Today shows what there is to mend
            self.services.show_day(wanted)

    # Commands

    @by_key("up", shown="←→↑↓", word=N_("move"), rank=2, help=N_("a day or a week back or on"))
    def do_day_before(self) -> None:
        self.walk(-1)

    @command("down")
    def do_day_after(self) -> None:
        self.walk(1)

    @command("left", help=N_("a week back"), listed=False)
    def do_week_before(self) -> None:
        self.walk(-7)

    @command("right", help=N_("a week on"), listed=False)
    def do_week_after(self) -> None:
        self.walk(7)

    @command(
        "enter",
        word=N_("open day"),
        rank=2,
        help=N_("open the day in Today, to look or to put right"),
    )
    def do_open_day(self) -> None:
        self.services.show_day(self.day)

    @command("/", word=N_("find"), rank=3, help=N_("find a note, or days with an action"))
    def do_search(self) -> None:
        from ssi_tui.tui.shell.dialogs import Picker

        choices = days_to_find(self.services.journal, self.services.today)
        if not choices:
            self.services.say(_("Nothing is logged yet."))
            return
        self.app.push_screen(Picker(_("Find a note, or days with an action"), choices), self._found)

    @command(
        "a",
        shown="a A",
        word=N_("action"),
        rank=4,
        help=N_("one action alone, the next, the one before"),
    )
    def do_next_action(self) -> None:
        self._next_action(1)

    @command("A", help=N_("the action before"), listed=False)
    def do_previous_action(self) -> None:
        self._next_action(-1)

    @command("p", word=N_("pillar"), rank=5, help=N_("the actions of one pillar, then of all"))
    def do_next_pillar(self) -> None:
        from sim.terms import Pillar

        pillars = [None, *Pillar]
        at = pillars.index(self.subject.pillar)
        self.subject = Subject(pillar=pillars[(at + 1) % len(pillars)])
        self.show()

    @command("y", "pageup", shown="y Y", word=N_("year"), rank=5, help=N_("a year back, a year on"))
    def do_year_before(self) -> None:
        self._leap(-YEAR)

    @command("Y", "pagedown", help=N_("a year on"), listed=False)
    def do_year_after(self) -> None:
        self._leap(YEAR)

    @command("home", help=N_("back to today"))
    def do_today(self) -> None:
        self.go_to(self.services.today)

    @command("end", help=N_("to the last day that has something, ahead of today too"))
    def do_last(self) -> None:
        self.go_to(self.last)

    @command("x", help=N_("the same in words, for screen readers"))
    def do_text(self) -> None:
        from ssi_tui.tui.shell.dialogs import TextView

        view = self.view(self.size.width)
        lines = tuple(sentences(view.past, view.notes))
        self.app.push_screen(TextView(_("History"), lines))
