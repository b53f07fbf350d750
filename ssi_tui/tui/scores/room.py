"""Scores: what LinkedIn showed, where the points come from, why they moved, what is learned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.events import Click, MouseEvent

from ssi_tui.chart.text import Row
from ssi_tui.i18n import N_, _
from ssi_tui.tui.journal.writes import RemoveReading
from ssi_tui.tui.scores.answers import ScoreAnswers, ScoreQuestion, reading_asked
from ssi_tui.tui.scores.draw import (
    CHOICES,
    LEARNED,
    MOST_ROWS,
    READINGS,
    SCORE,
    SPANS,
    WHERE,
    WHY,
    ScoreView,
    empty_rows,
    heading,
    hints_of,
    pane,
    strip,
    view_at,
    view_beside,
    views_in_sight,
)
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import Hint, by_key, command
from ssi_tui.tui.shell.forms import FormPlace
from ssi_tui.tui.shell.room import Room
from ssi_tui.tui.shell.rows import Listed, Painted, RowList, beside
from ssi_tui.tui.shell.services import Services

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.tui.shell.score_form import ScoreEntry


_AIRY = 10
"""Rows from which on an empty one stands under the strip."""


class BoardRows(NamedTuple):
    """The strip with the views' names, and one view or two side by side."""

    rows: list[Row]
    shown: tuple[str, ...] = ()
    """The views, from the left."""
    line_at: Mapping[str, Mapping[int, int]] = {}
    """ScoreView → row → choice or reading."""
    width: int = 0


def draw_board(
    active: str, width: int, height: int, pane: Callable[[str, int, int], Listed]
) -> BoardRows:
    """The strip, and below it what ``pane`` draws for a view in so many cells."""
    shown = views_in_sight(active, width)
    wide = width if len(shown) == 1 else (width - 2) // 2
    rows: list[Row] = [strip(active, shown, width)]
    if height >= _AIRY:
        rows.append(_rules(active, shown, wide))
    top = len(rows)
    line_at: dict[str, dict[int, int]] = {}
    panes = []
    for name in shown:
        listed = pane(name, wide, height - top)
        line_at[name] = {row + top: at for row, at in listed.line_at.items()}
        panes.append(listed.rows if name == active else [_unmarked(row) for row in listed.rows])
    drawn = panes[0] if len(panes) == 1 else beside(panes[0], panes[1], wide + 2)
    return BoardRows(rows + drawn, shown, line_at, width)


def _rules(active: str, shown: Sequence[str], wide: int) -> Row:
    """Above two views the one that the keys belong to is underlined; nothing above one alone."""
    if len(shown) == 1:
        return []
    row: Row = []
    for name in shown:
        line = ("━", "accent") if name == active else ("─", "axis")
        row += [("  ", "text"), (line[0] * (wide - 2), line[1]), ("  ", "text")]
    return row[:-1]


def _unmarked(row: Row) -> Row:
    """The pointer of a view that no key moves now, which is quieter."""
    return [(text, "muted" if style == "accent" and "▸" in text else style) for text, style in row]


class ScoresRoom(Room):
    """Five views of the readings; one key walks through them."""

    DEFAULT_CSS = """
    ScoresRoom #form { min-height: 1; }
    #board { height: 1fr; }
    """
    TAB = frame.SCORES
    ABOUT = N_(
        "The score as LinkedIn showed it, never fetched: you type it in or paste the page. Where "
        "it comes from and why it moved are a model’s estimate; its parts sum to the score."
    )

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.answers = ScoreAnswers(services.forecaster, self)
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

        self.heading = Painted("heading", lambda width, _height: [[], heading(self.view, width)])
        self.forms = FormPlace(services)
        self.board = RowList("board", self.draw, click=self.click, wheel=self.wheel)

    def compose(self) -> ComposeResult:
        yield self.heading
        yield self.forms
        yield self.board

    def on_mount(self) -> None:
        self.watch(self.app, "journal", self.show, init=False)

    # What is shown

    @property
    def view(self) -> ScoreView | None:
        """The readings with what is chosen; None without any."""
        readings = self.services.journal.readings
        if not readings:
            return None
        days = [one.day for one in readings]
        at = days.index(self.day) if self.day in days else len(days) - 1
        chosen = CHOICES[self.row], SPANS[self.span]
        return ScoreView(readings, self.services.today, at, *chosen, top=self.top)

    def draw(self, width: int, height: int) -> BoardRows:
        """The views, or how to come by a first reading."""
        if self.view is None:
            return BoardRows(empty_rows(width), width=width)
        return draw_board(self.active, width, height, self.pane)

    def click(self, board: BoardRows, event: Click) -> None:
        """A name opens its view, a row is chosen; a second click puts a reading right."""
        if event.y == 0:
            name = view_at(event.x, board.width)
            if name:
                self.open_view(name)
            return
        shown = board.shown or views_in_sight(self.active, board.width)
        name = shown[-1] if len(shown) > 1 and event.x > board.width // 2 else shown[0]
        at = board.line_at.get(name, {}).get(event.y)
        if at is None or name not in (SCORE, READINGS):
            self.open_view(name)
            return
        self.choose(name, at)
        if name == READINGS and event.chain == 2:
            self.do_edit()

    def wheel(self, _board: BoardRows, _event: MouseEvent, by: int) -> None:
        self.walk(by)

    def pane(self, name: str, width: int, height: int) -> Listed:
        """One view in so many cells."""
        view, asked = self.view, self._asked(name)
        assert view is not None
        return pane(view, name, self.answers.to(asked) if asked else None, width, height)

    def show(self) -> None:
        """Draw what changed, where it is seen, and ask the model for what is missing."""
        if not self.is_mounted or not self.services.is_in_sight(self):
            return
        self.heading.redraw()
        self.board.redraw()
        self.services.refresh_frame()
        for name in views_in_sight(self.active, self.size.width):
            asked = self._asked(name)
            if asked:
                self.answers.want(asked)

    def enter(self) -> None:
        self.show()

    def start_over(self) -> None:
        self.day, self.back, self.top = None, 1, 0
        self.answers.forget()

    def hints(self) -> list[Hint]:
        return hints_of(self.active if self.view else "", super().hints())

    def shell_command(self) -> str:
        commands = {WHERE: "ssi explain", WHY: "ssi explain", LEARNED: "ssi model"}
        return commands.get(self.active, "ssi score")

    def _asked(self, name: str) -> ScoreQuestion | None:
        """What a view needs to know."""
        view = self.view
        if view is None or name in (SCORE, READINGS):
            return None
        journal, today = self.services.journal, self.services.today
        if name == LEARNED:
            return ScoreQuestion(journal, today, None)
        return reading_asked(journal, today, view.at, self.back)

    # Commands

    def open_view(self, name: str) -> None:
        self.active, self.top = name, 0
        self.services.say("")
        self.show()

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

    def _turn(self, by: int) -> None:
        view = self.view
        if view:
            self.choose(READINGS if self.active == SCORE else self.active, view.at + by)

    # What is typed

    def type_score(self, day: date) -> None:
        """Open the form for a day, with what is known of it."""
        from ssi_tui.tui.shell.score_form import score_form

        self.forms.show(score_form(self.services.journal.reading(day), day))

    async def on_score_entry_pasted(self, event: ScoreEntry.Pasted) -> None:
        """A whole page where a number was asked for: Today shows it before it is kept."""
        for form in self.open_forms():
            await self.forms.close(form)
        self.paste(event.text)

    # Commands

    @command(
        "v",
        shown="v V",
        word=N_("view"),
        rank=2,
        help=N_("score, readings, where from, why it moved, what is learned"),
    )
    def do_next_view(self) -> None:
        self.open_view(view_beside(self.active, 1))

    @command("V", help=N_("the view before"), listed=False)
    def do_previous_view(self) -> None:
        self.open_view(view_beside(self.active, -1))

    @by_key("up", shown="↑↓", word=N_("choose"), rank=2, help=N_("choose a pillar, or a reading"))
    def do_up(self) -> None:
        self.walk(-1)

    @command("down")
    def do_down(self) -> None:
        self.walk(1)

    @by_key(
        "left",
        shown="←→",
        word=N_("reading"),
        rank=3,
        help=N_("the reading before, the reading after"),
    )
    def do_earlier(self) -> None:
        self._turn(-1)

    @command("right")
    def do_later(self) -> None:
        self._turn(1)

    @command(
        "+", "=", shown="+ -", help=N_("why it moved: since a reading further back, or nearer")
    )
    def do_longer(self) -> None:
        view = self.view
        self.back = min(self.back + 1, max(1, view.at)) if view else 1
        self.open_view(WHY)

    @command("-", help=N_("since a nearer reading"), listed=False)
    def do_shorter(self) -> None:
        self.back = max(1, self.back - 1)
        self.open_view(WHY)

    @command("s", word=N_("score"), rank=3, help=N_("type in the SSI that LinkedIn shows today"))
    def do_score(self) -> None:
        self.type_score(self.services.today)

    @by_key("p", help=N_("paste a score page"))
    def do_paste(self) -> None:
        self.paste("")

    @command(
        "w", word=N_("weeks"), rank=4, help=N_("the chart over 12 weeks, 6 months, a year, all")
    )
    def do_span(self) -> None:
        self.span = (self.span + 1) % len(SPANS)
        self.open_view(SCORE)

    @command("enter", help=N_("put the chosen reading right"))
    def do_edit(self) -> None:
        view = self.view
        if view and self.active == READINGS:
            self.type_score(view.readings[view.at].day)
        elif view:
            self.open_view(READINGS)

    @command("delete", "backspace", help=N_("take the chosen reading out; u brings it back"))
    def do_remove(self) -> None:
        view = self.view
        if view and self.active == READINGS:
            self.services.write(RemoveReading(view.readings[view.at].day))
        elif view:
            self.open_view(READINGS)

    @command("home", help=N_("back to the newest reading"))
    def do_newest(self) -> None:
        self.day, self.back = None, 1
        self.open_view(self.active)

    @command("x", help=N_("the same in words, for screen readers"))
    def do_text(self) -> None:
        from ssi_tui.tui.scores.draw import lines
        from ssi_tui.tui.shell.dialogs import TextView

        view = self.view
        if view:
            texts = tuple(lines(view, self.answers.all, self.services.today))
            self.app.push_screen(TextView(_("Scores"), texts))
