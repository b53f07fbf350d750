"""Asking for a plan: what is chosen, changed with the arrows, or typed; sub-classes show it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from ssi_tui.tui.forecasts import Forecaster
from ssi_tui.tui.screens.forms_room import FormsRoom
from ssi_tui.tui.screens.plan_board import Board, kinds_of
from ssi_tui.tui.screens.plan_finder import Finder
from ssi_tui.tui.screens.plan_kept import Kept
from ssi_tui.tui.screens.plan_views import PlanView
from ssi_tui.tui.screens.plan_wish import (
    AIM,
    CONTROLS,
    MINUTES,
    POINTS,
    TAKE,
    Wanted,
    limited,
    moved,
    typed,
)

if TYPE_CHECKING:
    from ssi_tui.tui.widgets.forms import Form


class Asking(FormsRoom):
    """The wish, and the keys that change it."""

    DEFAULT_CSS = """
    #plan-view { height: 1fr; }
    """

    def __init__(self, forecaster: Forecaster) -> None:
        super().__init__()
        self.finder = Finder(self, forecaster)
        self.wanted = self.first = Wanted()
        """``first``: what is wished for while nobody has asked for anything else."""
        self.at = POINTS
        self.searching = False
        """Another plan is looked for although one is kept."""
        self._typing = ""
        """What the open form is for."""

    def compose(self) -> ComposeResult:
        """The form while one is open, the picture."""
        yield Vertical(id="form")
        yield PlanView(self)

    # What sub-classes know

    @property
    def kept(self) -> Kept | None:
        """The plan that was taken over, where it is in sight."""
        raise NotImplementedError

    @property
    def board(self) -> Board:
        """The question and its answer."""
        raise NotImplementedError

    def compute(self) -> None:
        """Wish for the plan; nothing waits for it."""
        raise NotImplementedError

    def do_take_over(self) -> None:
        """Ask once, then one change."""
        raise NotImplementedError

    # Changing

    def put(self, wanted: Wanted) -> None:
        """Another wish: shown at once, its plan a moment later."""
        self.wanted = wanted
        self.ssi.say("")
        self.show()
        self.compute()

    def choose(self, what: str) -> None:
        """A control, or an action of the plan."""
        self.at = what
        self.show()

    def change(self, by: int, *, large: bool = False) -> None:
        """The chosen one by a step."""
        if self.kept is not None:
            return
        made = self.finder.made
        self.put(
            moved(
                self.wanted,
                self.at,
                by,
                large=large,
                roles=self.finder.roles,
                now={p.value: n for p, n in made.start_pillars.items()} if made else {},
                paces={step.kind: step.pace for step in made.steps} if made else {},
                minutes=made.minutes if made else 0.0,
            )
        )

    def _walk(self, by: int) -> None:
        if self.kept is not None:
            return
        places = (*CONTROLS, *kinds_of(self.board))
        here = places.index(self.at) if self.at in places else 0
        self.choose(places[max(0, min(len(places) - 1, here + by))])

    def do_up(self) -> None:
        """The one above."""
        self._walk(-1)

    def do_down(self) -> None:
        """The one below."""
        self._walk(1)

    def do_less(self) -> None:
        """One step down."""
        self.change(-1)

    def do_more(self) -> None:
        """One step up."""
        self.change(1)

    def do_much_less(self) -> None:
        """A large step down."""
        self.change(-1, large=True)

    def do_much_more(self) -> None:
        """A large step up."""
        self.change(1, large=True)

    def do_free(self) -> None:
        """No limit any more."""
        if self.kept is None and self.at in self.wanted.limits:
            self.put(limited(self.wanted, self.at, None))
        elif self.kept is None and self.at == MINUTES:
            self.put(replace(self.wanted, minutes=None))

    def do_type(self) -> None:
        """Type what is chosen, or take the plan over."""
        if self.kept is not None:
            return
        if self.at == TAKE:
            self.do_take_over()
        elif self.at == AIM:
            self.change(1)
        elif not self.open_forms():
            from ssi_tui.tui.screens.plan_typing import wish_form

            self._typing = self.at
            self.open_form(wish_form(self.wanted, self.at, self.ssi.today))

    async def form_sent(self, event: Form.Sent) -> None:
        """Enter on something that can be read."""
        wanted = typed(self.wanted, self._typing, event.values["value"], self.ssi.today)
        await self.close_form(event.form)
        self.put(wanted)
