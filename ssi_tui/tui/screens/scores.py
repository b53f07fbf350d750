"""Scores: what LinkedIn showed, where the points come from, why they moved, what is learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from ssi_tui.i18n import N_, _
from ssi_tui.tui.forecasts import Forecaster
from ssi_tui.tui.keys import tabs
from ssi_tui.tui.keys.scores import SCORES
from ssi_tui.tui.screens.scores_chart import SPANS
from ssi_tui.tui.screens.scores_entry import ScoreTyping
from ssi_tui.tui.screens.scores_head import hints_of
from ssi_tui.tui.screens.scores_model import Answers, Asked, reading_asked
from ssi_tui.tui.screens.scores_panes import MOST_ROWS, pane
from ssi_tui.tui.screens.scores_rows import (
    CHOICES,
    LEARNED,
    READINGS,
    SCORE,
    WHERE,
    WHY,
    Listed,
    View,
    view_beside,
    views_in_sight,
)
from ssi_tui.tui.screens.scores_views import Board, ScoreHeading
from ssi_tui.tui.widgets.frame import Hint
from ssi_tui.tui.writes_scores import RemoveReading

if TYPE_CHECKING:
    from datetime import date


class Scores(ScoreTyping):
    """Five views of the readings; one key walks through them."""

    DEFAULT_CSS = """
    Scores #form { min-height: 1; }
    #board { height: 1fr; }
    """
    TAB = tabs.SCORES
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
        from ssi_tui.tui.dialogs.text_view import TextView
        from ssi_tui.tui.screens.scores_words import lines

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
