"""Plan: the cheapest week that reaches a score, found while one asks; then its weeks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Click, MouseEvent

from ssi_tui.chart import Row
from ssi_tui.i18n import N_, _
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.tui.forecaster import Forecaster
from ssi_tui.tui.plan.draw import Board, Drawn, draw, kinds_of, sentences
from ssi_tui.tui.plan.finder import Finder
from ssi_tui.tui.plan.progress import Kept, draw_weeks, weeks_in_words
from ssi_tui.tui.plan.question import (
    AIM,
    CONTROLS,
    MINUTES,
    POINTS,
    TAKE,
    Wanted,
    first_wish,
    limited,
    moved,
    typed,
)
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import DOWN, Command, up
from ssi_tui.tui.shell.frame import Hint
from ssi_tui.tui.shell.room import FormsRoom
from ssi_tui.tui.shell.rows import Wheeled

if TYPE_CHECKING:
    from ssi_tui.forecasting import WeeklyPlan
    from ssi_tui.tui.shell.forms import Form

PLAN = (
    up(N_("choose what to change: the goal, or an action of the plan"), rank=3),
    DOWN,
    Command(
        name="less",
        keys=("left",),
        shown="←→",
        word=N_("change"),
        rank=2,
        help=N_("less, more; with shift in large steps"),
        palette=False,
    ),
    Command(name="more", keys=("right",), help=N_("more"), palette=False, listed=False),
    Command(
        name="much_less", keys=("shift+left",), help=N_("much less"), palette=False, listed=False
    ),
    Command(
        name="much_more", keys=("shift+right",), help=N_("much more"), palette=False, listed=False
    ),
    Command(
        name="type",
        keys=("enter",),
        word=N_("type"),
        rank=4,
        help=N_("type it: a number, a date, 0..3 of an action"),
        palette=False,
    ),
    Command(
        name="free",
        keys=("backspace", "0"),
        shown="0",
        help=N_("no limit for it any more"),
        palette=False,
    ),
    Command(
        name="take_over",
        keys=("y",),
        word=N_("take over"),
        rank=2,
        help=N_("make the plan your targets"),
    ),
    Command(
        name="scenario",
        keys=("s",),
        word=N_("save"),
        rank=5,
        help=N_("save the plan as a scenario for What-if"),
    ),
    Command(
        name="calendar",
        keys=("c",),
        word=N_("calendar"),
        rank=6,
        help=N_("save the plan as a calendar, .ics"),
    ),
    Command(
        name="other",
        keys=("e",),
        word=N_("edit"),
        rank=3,
        help=N_("look for another plan, and back to the one you keep"),
    ),
    Command(name="text", keys=("x",), help=N_("the same in plain sentences")),
    Command(name="end_plan", keys=(), help=N_("end the plan; the targets stay"), listed=False),
)


class PlanView(Wheeled):
    """Both halves."""

    def __init__(self, room: Asking) -> None:
        super().__init__(id="plan-view")
        self.room = room
        self.drawn = Drawn([], {}, {}, 0)

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        kept = self.room.kept
        if kept is not None:
            self.drawn = Drawn([], {}, {}, 0)
            return draw_weeks(kept, width, height)
        self.drawn = draw(self.room.board, width, height)
        return self.drawn.rows

    def place(self, x: int, y: int) -> str:
        """The control or the action there."""
        half = self.drawn.left_at if x < self.drawn.split else self.drawn.right_at
        return half.get(y, "")

    def on_click(self, event: Click) -> None:
        """Choose what is there; what is chosen already is typed or done."""
        what = self.place(event.x, event.y)
        if what and what == self.room.at:
            self.room.do_type()
        elif what:
            self.room.choose(what)

    def wheel(self, event: MouseEvent, by: int) -> None:
        """More or less of what is under it: up is more."""
        what = self.place(event.x, event.y)
        if what:
            self.room.choose(what)
            self.room.change(-by)


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
            from ssi_tui.tui.plan.question import wish_form

            self._typing = self.at
            self.open_form(wish_form(self.wanted, self.at, self.ssi.today))

    async def form_sent(self, event: Form.Sent) -> None:
        """Enter on something that can be read."""
        wanted = typed(self.wanted, self._typing, event.values["value"], self.ssi.today)
        await self.close_form(event.form)
        self.put(wanted)


_KEEPING = {"other", "text"}
"""Commands that mean something while the weeks of a plan are in sight."""


class Plan(Asking):
    """A question with its answer beside it; once it is taken over, the weeks."""

    TAB = frame.PLAN
    ABOUT = N_(
        "Say which score you want by when: beside it stands the week that takes the fewest "
        "minutes, as a model estimates it. Arrows on an action fix how often."
    )
    COMMANDS = PLAN

    def on_mount(self) -> None:
        """Follow the journal; load the planner."""
        self._begin()
        self.watch(self.app, "journal", self.journal_changed, init=False)
        self.run_worker(self.finder.load(), group="plan")

    # What is shown

    @property
    def kept(self) -> Kept | None:
        """The plan that was taken over, unless another is looked for."""
        plan = None if self.searching else KeptPlan.read(self.ssi.diary.shown.plan)
        if plan is None:
            return None
        settings = self.ssi.settings
        return Kept(plan, self.ssi.diary.shown, self.ssi.today, settings.week_start)

    @property
    def board(self) -> Board:
        """The question and its answer."""
        return Board(
            wanted=self.wanted,
            at=self.at,
            today=self.ssi.today,
            made=self.finder.made,
            roles=self.finder.roles,
            busy=self.finder.busy,
            refused=self.finder.refused,
            remarks=self.finder.remarks,
            readings=self.ssi.diary.shown.readings,
        )

    def show(self) -> None:
        """Draw what changed."""
        if self.is_mounted:
            self.query_one(PlanView).redraw()
        self.ssi.main.refresh_frame()

    def hints(self) -> list[Hint]:
        """Those that mean something now."""
        kept = self.kept is not None
        left_out = set() if kept or self.ssi.diary.shown.plan else {"other"}
        return [
            Hint(one.key, _(one.word), one.rank)
            for one in self.COMMANDS
            if one.word and one.name not in left_out and (not kept or one.name in _KEEPING)
        ]

    def standing_sentence(self) -> str:
        """Where one is."""
        if self.kept is not None:
            return _("The plan that you keep. Its targets stand on Today.")
        if KeptPlan.read(self.ssi.diary.shown.plan):
            return _("Another plan: e goes back to the one that you keep.")
        return _("No plan yet: say what you want to reach, then y takes it over.")

    def shell_command(self) -> str:
        """The same from the shell."""
        wanted = self.wanted
        goal = f"--pillar {wanted.aim}=" if wanted.pillar else "--target "
        line = f"ssi plan {goal}{wanted.points:g} --by {wanted.by(self.ssi.today).isoformat()}"
        if wanted.minutes is not None:
            line += f" --minutes {wanted.minutes}"
        if wanted.sure != 50:
            line += f" --sure {wanted.sure}%"
        for kind, (low, high) in wanted.limits.items():
            line += f" --limit {kind}={low:g}..{high:g}"
        return line

    def do_other(self) -> None:
        """Look for another plan, or go back."""
        if KeptPlan.read(self.ssi.diary.shown.plan) is None:
            self.ssi.say(self.standing_sentence())
            return
        self.searching = not self.searching
        self.ssi.say("")
        self.show()
        self.compute()

    def do_text(self) -> None:
        """In sentences."""
        from ssi_tui.tui.shell.dialogs import TextView

        kept = self.kept
        lines = weeks_in_words(kept) if kept else sentences(self.board)
        self.app.push_screen(TextView(_("Plan"), lines))

    def do_take_over(self) -> None:
        """Ask once, then one change."""
        made = self._answer()
        if made is not None:
            from ssi_tui.tui.plan.accept import take_over

            take_over(self, made)

    def do_end_plan(self) -> None:
        """Forget it; what it made of the targets stays."""
        from ssi_tui.tui.plan.accept import end_plan

        end_plan(self)

    def do_scenario(self) -> None:
        """A file that What-if shows."""
        made = self._answer()
        if made is not None:
            from ssi_tui.tui.plan.accept import save_scenario

            save_scenario(self, made)

    def do_calendar(self) -> None:
        """All-day entries for any calendar."""
        made = self._answer()
        if made is not None:
            from ssi_tui.tui.plan.accept import save_calendar

            save_calendar(self, made)

    def _answer(self) -> WeeklyPlan | None:
        """The plan in sight, where it is that of the wish."""
        if self.kept is not None:
            self.ssi.say(_("This plan is kept already: e looks for another one."))
            return None
        made = self.finder.answer(self.wanted)
        if made is None:
            self.ssi.say(self.finder.refused or _("The plan is still being computed."))
        return made

    # The plan

    def journal_changed(self) -> None:
        """Another plan where it would be seen."""
        if self.ssi.main.room is self:
            self.enter()

    def enter(self) -> None:
        """The journal may have changed meanwhile."""
        self._begin()
        self.show()
        self.compute()

    def _begin(self) -> None:
        """The first wish follows the newest score until another wish is made."""
        first = first_wish(self.ssi.diary.shown)
        if self.wanted == self.first:
            self.wanted = first
        self.first = first

    def compute(self) -> None:
        """Wish for the plan; nothing waits for it."""
        if self.kept is None:
            self.finder.wish(self.wanted)
