"""Taking a plan over: one question, then the journal's targets and the plan in one change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.i18n import _, ngettext
from ssi_tui.model.journal import Journal
from ssi_tui.model.target import Target
from ssi_tui.tui.dialogs.confirm import Confirm
from ssi_tui.tui.render import plain
from ssi_tui.tui.writes import BY, having
from ssi_tui.words.names import action_name
from ssi_tui.words.plans import pace_words, plan_title

if TYPE_CHECKING:
    from ssi_tui.forecasting import WeeklyPlan
    from ssi_tui.model.change import Change
    from ssi_tui.store import Store
    from ssi_tui.tui.screens.plan import Plan

_NONE = "none"
"""No target."""


class TakeOver(NamedTuple):
    """The plan becomes the targets, and is remembered; one change."""

    targets: Mapping[str, str]
    """Kind → target, of those that become another."""
    plan: str
    """As `KeptPlan` writes it; empty: the plan ends."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it."""
        from ssi_tui.store.joining import put

        done = put(store, targets=self.targets, plan=self.plan, what="plan", by=BY, change=change)
        return (done,) if done else ()

    def hope(self, journal: Journal) -> Journal:
        """The journal as it will be."""
        targets = dict(journal.targets)
        for kind, text in self.targets.items():
            if text == _NONE:
                targets.pop(kind, None)
            else:
                targets[kind] = Target.parse(kind, text)
        return having(journal, targets=targets, plan=self.plan)

    def told(self, changes: tuple[Change, ...]) -> str:
        """What was done."""
        if not self.plan:
            return _("The plan has ended, the targets stay · u takes it back")
        number = len(self.targets)
        text = ngettext(
            "Taken over: {n} target changed · u takes it back",
            "Taken over: {n} targets changed · u takes it back, all at once",
            number,
        )
        return text.format(n=number)


def question(made: WeeklyPlan, targets: Mapping[str, str]) -> Confirm:
    """What taking over does, before it is done."""
    week = ", ".join(f"{_name(one.kind)} {pace_words(one.pace)}" for one in made.steps)
    ended = sum(text == _NONE for text in targets.values())
    form = _("Set {set} targets and end {ended}? Your own actions keep theirs.")
    texts = [
        plan_title(made),
        _("A week: {actions}.").format(actions=week or _("nothing has to be done for it")),
        form.format(set=len(targets) - ended, ended=ended),
        _("u takes it back, all at once."),
    ]
    return Confirm(_("Take the plan over?"), texts, _("enter take over · esc leave"))


def _name(kind: str) -> str:
    return plain(action_name(kind, 2))


def take_over(room: Plan, made: WeeklyPlan) -> None:
    """Ask once, then one change."""
    from ssi_tui.forecasting.taking_over import changed_targets, kept_plan

    targets = changed_targets(made, room.ssi.diary.shown.targets)

    def answer(yes: bool | None) -> None:
        if yes:
            room.searching = False
            room.ssi.write(TakeOver(targets, str(kept_plan(made))))

    room.app.push_screen(question(made, targets), answer)


def end_plan(room: Plan) -> None:
    """Forget it; what it made of the targets stays."""
    if room.ssi.diary.shown.plan:
        room.ssi.write(TakeOver({}, ""))
    else:
        room.ssi.say(_("There is no plan to end."))
