"""Plan: the cheapest week that reaches a score, found while one asks; then its weeks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Click, MouseEvent

from ssi_tui.i18n import N_, _
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.model.kept_weeks import KeptWeeks
from ssi_tui.tui.plan.draw import PlanRows, draw, sentences
from ssi_tui.tui.plan.progress import (
    draw_weeks,
    end_plan,
    save_calendar,
    save_scenario,
    take_over,
    weeks_in_words,
)
from ssi_tui.tui.plan.question import (
    AIM,
    CONTROLS,
    MINUTES,
    POINTS,
    RULES,
    TAKE,
    Finder,
    PlanBoard,
    PlanWish,
    command_line,
    first_wish,
    kinds_of,
    limited,
    moved,
    wish_form,
)
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import Hint, by_key, command, key_hints
from ssi_tui.tui.shell.forms import FormPlace
from ssi_tui.tui.shell.room import Room
from ssi_tui.tui.shell.rows import RowList
from ssi_tui.tui.shell.services import Services

if TYPE_CHECKING:
    from ssi_tui.forecasting import WeeklyPlan


_KEEPING = {"other", "text"}
"""Commands that mean something while the weeks of a plan are in sight."""


class PlanRoom(Room):
    """A question with its answer beside it; once it is taken over, the weeks."""

    DEFAULT_CSS = "#plan-view { height: 1fr; }"
    TAB = frame.PLAN
    ABOUT = N_(
        "Say which score you want by when: beside it stands the week that takes the fewest "
        "minutes by the sources’ rules, as a model estimates it. Arrows on an action fix how often."
    )

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.finder = Finder(self, services)
        self.wanted = self.first = PlanWish()
        """``first``: what is wished for while nobody has asked for anything else."""
        self.at = POINTS
        self.searching = False
        """Another plan is looked for although one is kept."""
        self.forms = FormPlace(services)
        self.picture = RowList("plan-view", self.draw, click=self.click, wheel=self.wheel)

    def compose(self) -> ComposeResult:
        yield self.forms
        yield self.picture

    def draw(self, width: int, height: int) -> PlanRows:
        """Both halves, or the weeks of the plan that is kept."""
        kept = self.kept
        if kept is not None:
            return PlanRows(draw_weeks(kept, width, height), {}, {}, 0)
        return draw(self.board, width, height)

    def click(self, drawing: PlanRows, event: Click) -> None:
        """Choose what is there; what is chosen already is typed or done."""
        place = drawing.place(event.x, event.y)
        if place and place == self.at:
            self.do_type()
        elif place:
            self.choose(place)

    def wheel(self, drawing: PlanRows, event: MouseEvent, by: int) -> None:
        """More or less of what is under it: up is more."""
        place = drawing.place(event.x, event.y)
        if place:
            self.choose(place)
            self.change(-by)

    def on_mount(self) -> None:
        self._begin()
        self.watch(self.app, "journal", self.journal_changed, init=False)
        self.run_worker(self._load(), group="plan")

    async def _load(self) -> None:
        await self.finder.load()
        self.compute()

    # What is shown

    @property
    def kept(self) -> KeptWeeks | None:
        """The plan that was taken over, unless another is looked for."""
        plan = None if self.searching else KeptPlan.read(self.services.journal.plan)
        if plan is None:
            return None
        settings = self.services.settings
        return KeptWeeks(plan, self.services.journal, self.services.today, settings.week_start)

    @property
    def board(self) -> PlanBoard:
        return self.finder.board._replace(
            wanted=self.wanted,
            at=self.at,
            today=self.services.today,
            readings=self.services.journal.readings,
        )

    def show(self) -> None:
        if self.is_mounted:
            self.picture.redraw()
        self.services.refresh_frame()

    def hints(self) -> list[Hint]:
        kept = self.kept is not None
        left_out = set() if kept or self.services.journal.plan else {"other"}
        names = {one.name for one in self.COMMANDS} if not kept else _KEEPING
        return key_hints(one for one in self.COMMANDS if one.name in names - left_out)

    def standing_sentence(self) -> str:
        if self.kept is not None:
            return _("The plan that you keep. Its targets stand on Today.")
        if KeptPlan.read(self.services.journal.plan):
            return _("Another plan: e goes back to the one that you keep.")
        return _("No plan yet: say what you want to reach, then y takes it over.")

    def shell_command(self) -> str:
        return command_line(self.wanted, self.services.today)

    def stop_searching(self) -> None:
        """The plan that is kept comes into sight."""
        self.searching = False

    def _answer(self) -> WeeklyPlan | None:
        """The plan in sight, where it is that of the wish."""
        if self.kept is not None:
            self.services.say(_("This plan is kept already: e looks for another one."))
            return None
        plan = self.finder.answer(self.wanted)
        if plan is None:
            self.services.say(self.finder.board.refused or _("The plan is still being computed."))
        return plan

    # The plan

    def journal_changed(self) -> None:
        if self.services.is_in_sight(self):
            self.enter()

    def enter(self) -> None:
        self._begin()
        self.show()
        self.compute()

    def _begin(self) -> None:
        """The first wish follows the newest score until another wish is made."""
        first = first_wish(self.services.journal)
        if self.wanted == self.first:
            self.wanted = first
        self.first = first

    def compute(self) -> None:
        """Wish for the plan; nothing waits for it."""
        if self.kept is None:
            self.finder.wish(self.wanted)

    # Changing

    def put(self, wanted: PlanWish) -> None:
        """Another wish: shown at once, its plan a moment later."""
        self.wanted = wanted
        self.services.say("")
        self.show()
        self.compute()

    def choose(self, place: str) -> None:
        """A control, or an action of the plan."""
        self.at = place
        self.show()

    def change(self, by: int, *, large: bool = False) -> None:
        if self.kept is not None:
            return
        self.put(moved(self.wanted, self.at, by, self.finder.known(), large=large))

    def _walk(self, by: int) -> None:
        if self.kept is not None:
            return
        places = (*CONTROLS, *kinds_of(self.board))
        here = places.index(self.at) if self.at in places else 0
        self.choose(places[max(0, min(len(places) - 1, here + by))])

    # Commands

    @by_key(
        "up",
        "k",
        shown="↑↓",
        word=N_("choose"),
        help=N_("choose what to change: the goal, or an action of the plan"),
        rank=3,
    )
    def do_up(self) -> None:
        self._walk(-1)

    @command("down", "j")
    def do_down(self) -> None:
        self._walk(1)

    @by_key(
        "left",
        shown="←→",
        word=N_("change"),
        rank=2,
        help=N_("less, more; with shift in large steps"),
    )
    def do_less(self) -> None:
        self.change(-1)

    @command("right")
    def do_more(self) -> None:
        self.change(1)

    @command("shift+left")
    def do_much_less(self) -> None:
        self.change(-1, large=True)

    @command("shift+right")
    def do_much_more(self) -> None:
        self.change(1, large=True)

    @by_key(
        "enter", word=N_("type"), rank=4, help=N_("type it: a number, a date, 0..3 of an action")
    )
    def do_type(self) -> None:
        if self.kept is not None:
            return
        if self.at == TAKE:
            self.do_take_over()
        elif self.at == AIM:
            self.change(1)
        elif self.at == RULES:
            self.put(replace(self.wanted, free=not self.wanted.free))
        elif not self.open_forms():
            today = self.services.today
            self.forms.show(wish_form(lambda: self.wanted, self.at, today, self.put))

    @by_key("backspace", "0", shown="0", help=N_("no limit for it any more"))
    def do_free(self) -> None:
        if self.kept is None and self.at in self.wanted.limits:
            self.put(limited(self.wanted, self.at, None))
        elif self.kept is None and self.at == MINUTES:
            self.put(replace(self.wanted, minutes=None))

    @command("y", word=N_("take over"), rank=2, help=N_("make the plan your targets"))
    def do_take_over(self) -> None:
        plan = self._answer()
        if plan is not None:
            take_over(self.services, plan, self.stop_searching)

    @command("s", word=N_("save"), rank=5, help=N_("save the plan as a scenario for What-if"))
    def do_scenario(self) -> None:
        plan = self._answer()
        if plan is not None:
            save_scenario(self.services, plan)

    @command("c", word=N_("calendar"), rank=6, help=N_("save the plan as a calendar, .ics"))
    def do_calendar(self) -> None:
        plan = self._answer()
        if plan is not None:
            save_calendar(self.services, plan)

    @command(
        "e", word=N_("edit"), rank=3, help=N_("look for another plan, and back to the one you keep")
    )
    def do_other(self) -> None:
        if KeptPlan.read(self.services.journal.plan) is None:
            self.services.say(self.standing_sentence())
            return
        self.searching = not self.searching
        self.services.say("")
        self.show()
        self.compute()

    @command("x", help=N_("the same in plain sentences"))
    def do_text(self) -> None:
        from ssi_tui.tui.shell.dialogs import TextView

        kept = self.kept
        lines = weeks_in_words(kept) if kept else sentences(self.board)
        self.app.push_screen(TextView(_("Plan"), lines))

    @command(help=N_("end the plan; the targets stay"), listed=False)
    def do_end_plan(self) -> None:
        end_plan(self.services)
