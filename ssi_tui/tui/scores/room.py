"""Scores: what LinkedIn showed, where the points come from, why they moved, what is learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Click, MouseEvent

from ssi_tui.chart import Row
from ssi_tui.i18n import N_, _
from ssi_tui.tui.forecaster import Forecaster
from ssi_tui.tui.journal.writes import RemoveReading
from ssi_tui.tui.scores.draw import (
    CHOICES,
    LEARNED,
    MOST_ROWS,
    READINGS,
    SCORE,
    SPANS,
    WHERE,
    WHY,
    Listed,
    View,
    empty_rows,
    heading,
    hints_of,
    pane,
    strip,
    view_at,
    view_beside,
    views_in_sight,
)
from ssi_tui.tui.scores.questions import Answers, Asked, reading_asked
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import Command
from ssi_tui.tui.shell.frame import Hint
from ssi_tui.tui.shell.room import FormsRoom
from ssi_tui.tui.shell.rows import Canvas, Wheeled, row_width

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.tui.scores.form import ScoreEntry

SCORES = (
    Command(
        name="next_view",
        keys=("v",),
        shown="v V",
        word=N_("view"),
        rank=2,
        help=N_("score, readings, where from, why it moved, what is learned"),
    ),
    Command(name="previous_view", keys=("V",), help=N_("the view before"), listed=False),
    Command(
        name="up",
        keys=("up",),
        shown="↑↓",
        word=N_("choose"),
        rank=2,
        help=N_("choose a pillar, or a reading"),
        palette=False,
    ),
    Command(name="down", keys=("down",), help=N_("the one below"), palette=False, listed=False),
    Command(
        name="earlier",
        keys=("left",),
        shown="←→",
        word=N_("reading"),
        rank=3,
        help=N_("the reading before, the reading after"),
        palette=False,
    ),
    Command(
        name="later", keys=("right",), help=N_("the reading after"), palette=False, listed=False
    ),
    Command(
        name="longer",
        keys=("+", "="),
        shown="+ -",
        help=N_("why it moved: since a reading further back, or nearer"),
    ),
    Command(name="shorter", keys=("-",), help=N_("since a nearer reading"), listed=False),
    Command(
        name="score",
        keys=("s",),
        word=N_("score"),
        rank=3,
        help=N_("type in the SSI that LinkedIn shows today"),
    ),
    Command(name="paste", keys=("p",), help=N_("paste a score page"), palette=False),
    Command(
        name="span",
        keys=("w",),
        word=N_("weeks"),
        rank=4,
        help=N_("the chart over 12 weeks, 6 months, a year, all"),
    ),
    Command(name="edit", keys=("enter",), help=N_("put the chosen reading right")),
    Command(
        name="remove",
        keys=("delete", "backspace"),
        help=N_("take the chosen reading out; u brings it back"),
    ),
    Command(name="newest", keys=("home",), help=N_("back to the newest reading")),
    Command(name="text", keys=("x",), help=N_("the same in words, for screen readers")),
)


class ScoreTyping(FormsRoom):
    """A room in which the score of any day can be typed in or put right."""

    def type_score(self, day: date) -> None:
        """Open the form for a day, with what is known of it."""
        from ssi_tui.tui.scores.form import score_form

        self.open_form(score_form(self.ssi.diary.shown.reading(day), day))

    async def on_score_entry_pasted(self, event: ScoreEntry.Pasted) -> None:
        """A whole page where a number was asked for: Today shows it before it is kept."""
        for form in self.open_forms():
            await self.close_form(form)
        self.paste(event.text)


_AIRY = 10
"""Rows from which on an empty one stands under the strip."""


class ScoreHeading(Canvas):
    """The newest score."""

    def __init__(self, room: Scores) -> None:
        super().__init__(id="heading")
        self.room = room

    def rows(self, width: int, height: int) -> list[Row]:
        """One row under an empty one."""
        return [[], heading(self.room.view, width)]


class Board(Wheeled):
    """The strip with the views' names, and the views."""

    def __init__(self, room: Scores) -> None:
        super().__init__(id="board")
        self.room = room
        self.at: dict[str, dict[int, int]] = {}
        """View → row → choice or reading."""

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        room = self.room
        if room.view is None:
            return empty_rows(width)
        shown = room.shown(width)
        rows: list[Row] = [strip(room.active, shown, width)]
        if height >= _AIRY:
            rows.append([])
        top = len(rows)
        wide = width if len(shown) == 1 else (width - 2) // 2
        self.at = {}
        panes = []
        for name in shown:
            drawn = room.pane(name, wide, height - top)
            self.at[name] = {row + top: at for row, at in drawn.at.items()}
            panes.append(drawn.rows)
        if len(panes) == 1:
            return rows + panes[0]
        first, second = panes
        for y in range(max(len(first), len(second))):
            left_row = first[y] if y < len(first) else []
            gap = " " * (wide + 2 - row_width(left_row))
            rows.append([*left_row, (gap, "text"), *(second[y] if y < len(second) else [])])
        return rows

    def on_click(self, event: Click) -> None:
        """A name opens its view, a row is chosen; a second click puts a reading right."""
        width = self.size.width
        if event.y == 0:
            name = view_at(event.x, width)
            if name:
                self.room.open_view(name)
            return
        shown = self.room.shown(width)
        name = shown[-1] if len(shown) > 1 and event.x > width // 2 else shown[0]
        at = self.at.get(name, {}).get(event.y)
        if at is None or name not in (SCORE, READINGS):
            self.room.open_view(name)
            return
        self.room.choose(name, at)
        if name == READINGS and event.chain == 2:
            self.room.do_edit()

    def wheel(self, event: MouseEvent, by: int) -> None:
        """Walk as the arrows do."""
        self.room.walk(by)


class Scores(ScoreTyping):
    """Five views of the readings; one key walks through them."""

    DEFAULT_CSS = """
    Scores #form { min-height: 1; }
    #board { height: 1fr; }
    """
    TAB = frame.SCORES
    ABOUT = N_(
        "The score as LinkedIn showed it, never fetched: you type it in or paste the page. Where "
        "it comes from and why it moved are a model’s estimate; its parts sum to the score."
    )
    COMMANDS = SCORES

    def __init__(self, forecaster: Forecaster) -> None:
        super().__init__()
        self.answers = Answers(forecaster, self)
        self.active = SCORE
        self.row = 0
        """Total, or a pillar: place in `CHOICES`."""
        self.day: date | None = None
        """Of the chosen reading; None: the newest."""
        self.back = 1
        """How many readings before it the change is told from."""
        self.span = 0
        self.top = 0
        """Rows of what is learned that are above the first in sight."""

    def compose(self) -> ComposeResult:
        """Heading, the form while one is open, the views."""
        yield ScoreHeading(self)
        yield Vertical(id="form")
        yield Board(self)

    def on_mount(self) -> None:
        """Follow the journal."""
        self.watch(self.app, "journal", self.show, init=False)

    # What is shown

    @property
    def view(self) -> View | None:
        """The readings with what is chosen; None without any."""
        readings = self.ssi.diary.shown.readings
        if not readings:
            return None
        days = [one.day for one in readings]
        at = days.index(self.day) if self.day in days else len(days) - 1
        chosen = CHOICES[self.row], SPANS[self.span]
        return View(readings, self.ssi.today, at, *chosen, top=self.top)

    def shown(self, width: int) -> tuple[str, ...]:
        """The views in sight."""
        return views_in_sight(self.active, width)

    def pane(self, name: str, width: int, height: int) -> Listed:
        """One view in so many cells."""
        view, asked = self.view, self._asked(name)
        assert view is not None
        return pane(view, name, self.answers.to(asked) if asked else None, width, height)

    def show(self) -> None:
        """Draw what changed, where it is seen, and ask the model for what is missing."""
        if not self.is_mounted or self.ssi.main.room is not self:
            return
        self.query_one(ScoreHeading).redraw()
        self.query_one(Board).redraw()
        self.ssi.main.refresh_frame()
        for name in self.shown(self.size.width):
            asked = self._asked(name)
            if asked:
                self.answers.want(asked)

    def enter(self) -> None:
        """The journal may have changed meanwhile."""
        self.show()

    def start_over(self) -> None:
        """Another journal."""
        self.day, self.back, self.top = None, 1, 0
        self.answers.forget()

    def hints(self) -> list[Hint]:
        """Those that mean something in the view."""
        return hints_of(self.active if self.view else "", super().hints())

    def shell_command(self) -> str:
        """The same from the shell."""
        commands = {WHERE: "ssi explain", WHY: "ssi explain", LEARNED: "ssi model"}
        return commands.get(self.active, "ssi score")

    def _asked(self, name: str) -> Asked | None:
        """What a view needs to know."""
        view = self.view
        if view is None or name in (SCORE, READINGS):
            return None
        journal, today = self.ssi.diary.shown, self.ssi.today
        if name == LEARNED:
            return Asked(journal, today, None)
        return reading_asked(journal, today, view.at, self.back)

    # Commands

    def open_view(self, name: str) -> None:
        """Another view."""
        self.active, self.top = name, 0
        self.ssi.say("")
        self.show()

    def do_next_view(self) -> None:
        """The next view."""
        self.open_view(view_beside(self.active, 1))

    def do_previous_view(self) -> None:
        """The view before."""
        self.open_view(view_beside(self.active, -1))

    def choose(self, name: str, at: int) -> None:
        """A pillar, or a reading."""
        view = self.view
        if view is None:
            return
        if name == SCORE:
            self.row = at
        else:
            self.day = None if at >= len(view.readings) - 1 else view.readings[max(0, at)].day
        self.open_view(name)

    def do_up(self) -> None:
        """The row above: a pillar, or a newer reading."""
        self.walk(-1)

    def do_down(self) -> None:
        """The row below: a pillar, or an older reading."""
        self.walk(1)

    def walk(self, rows: int) -> None:
        """So many rows down or up; the newest reading is on top."""
        view = self.view
        if view and self.active == SCORE:
            self.choose(SCORE, max(0, min(len(CHOICES) - 1, self.row + rows)))
        elif view and self.active == LEARNED:
            self.top = max(0, min(self.top + rows, MOST_ROWS))
            self.show()
        elif view:
            self.choose(self.active, view.at - rows)

    def do_earlier(self) -> None:
        """The reading before."""
        self._turn(-1)

    def do_later(self) -> None:
        """The reading after."""
        self._turn(1)

    def _turn(self, by: int) -> None:
        view = self.view
        if view:
            self.choose(READINGS if self.active == SCORE else self.active, view.at + by)

    def do_longer(self) -> None:
        """Why it moved since a reading further back."""
        view = self.view
        self.back = min(self.back + 1, max(1, view.at)) if view else 1
        self.open_view(WHY)

    def do_shorter(self) -> None:
        """Since a nearer one."""
        self.back = max(1, self.back - 1)
        self.open_view(WHY)

    def do_newest(self) -> None:
        """Back to the newest reading."""
        self.day, self.back = None, 1
        self.open_view(self.active)

    def do_span(self) -> None:
        """Weeks, months, all."""
        self.span = (self.span + 1) % len(SPANS)
        self.open_view(SCORE)

    def do_text(self) -> None:
        """All of it in sentences."""
        from ssi_tui.tui.scores.draw import lines
        from ssi_tui.tui.shell.dialogs import TextView

        view = self.view
        if view:
            texts = tuple(lines(view, self.answers.all, self.ssi.today))
            self.app.push_screen(TextView(_("Scores"), texts))

    # What is typed

    def do_score(self) -> None:
        """Type in what LinkedIn shows today."""
        self.type_score(self.ssi.today)

    def do_edit(self) -> None:
        """Put the chosen reading right; from another view, show the readings first."""
        view = self.view
        if view and self.active == READINGS:
            self.type_score(view.readings[view.at].day)
        elif view:
            self.open_view(READINGS)

    def do_remove(self) -> None:
        """Take the chosen reading out; first show which one it is."""
        view = self.view
        if view and self.active == READINGS:
            self.ssi.write(RemoveReading(view.readings[view.at].day, self.ssi.today))
        elif view:
            self.open_view(READINGS)
