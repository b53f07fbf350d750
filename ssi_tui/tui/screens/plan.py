"""Plan: the cheapest week that reaches a score, found while one asks; then its weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.i18n import N_, _
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.tui.keys import tabs
from ssi_tui.tui.keys.plan import PLAN
from ssi_tui.tui.screens.plan_asking import Asking
from ssi_tui.tui.screens.plan_board import Board
from ssi_tui.tui.screens.plan_kept import Kept
from ssi_tui.tui.screens.plan_table import sentences
from ssi_tui.tui.screens.plan_views import PlanView
from ssi_tui.tui.screens.plan_weeks import weeks_in_words
from ssi_tui.tui.screens.plan_wish import first_wish
from ssi_tui.tui.widgets.frame import Hint

if TYPE_CHECKING:
    from ssi_tui.forecasting import WeeklyPlan

_KEEPING = {"other", "text"}
"""Commands that mean something while the weeks of a plan are in sight."""


class Plan(Asking):
    """A question with its answer beside it; once it is taken over, the weeks."""

    TAB = tabs.PLAN
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
        from ssi_tui.tui.dialogs.text_view import TextView

        kept = self.kept
        lines = weeks_in_words(kept) if kept else sentences(self.board)
        self.app.push_screen(TextView(_("Plan"), lines))

    def do_take_over(self) -> None:
        """Ask once, then one change."""
        made = self._answer()
        if made is not None:
            from ssi_tui.tui.screens.plan_keep import take_over

            take_over(self, made)

    def do_end_plan(self) -> None:
        """Forget it; what it made of the targets stays."""
        from ssi_tui.tui.screens.plan_keep import end_plan

        end_plan(self)

    def do_scenario(self) -> None:
        """A file that What-if shows."""
        made = self._answer()
        if made is not None:
            from ssi_tui.tui.screens.plan_saving import save_scenario

            save_scenario(self, made)

    def do_calendar(self) -> None:
        """All-day entries for any calendar."""
        made = self._answer()
        if made is not None:
            from ssi_tui.tui.screens.plan_saving import save_calendar

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
