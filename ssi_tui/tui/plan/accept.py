"""Taking a plan over: one question, then the journal's targets and the plan in one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.chart.text import plain
from ssi_tui.disk import write_whole
from ssi_tui.errors import NotSavedError
from ssi_tui.i18n import _, ngettext
from ssi_tui.model.entries import Target
from ssi_tui.model.journal import Journal
from ssi_tui.tui.exchange.exporting import Writing, ask_where
from ssi_tui.tui.journal.writes import BY, having
from ssi_tui.tui.shell.dialogs import Confirm
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.goals import pace_words, plan_title

if TYPE_CHECKING:
    from ssi_tui.forecasting import WeeklyPlan
    from ssi_tui.model.journal import Change
    from ssi_tui.store import Store
    from ssi_tui.tui.plan.room import Plan

SCENARIOS = "scenarios"
"""The folder of a profile in which What-if looks; made when the first one is saved."""


class Saving(Writing):
    """One text as a file."""

    def __init__(self, title: str, about: str, place: str, make: Callable[[], str]) -> None:
        super().__init__(title, about, place)
        self.ENDINGS = (Path(place).suffix,)
        self.make = make

    def write(self, path: Path) -> str:
        """The folder of scenarios is made where there is none."""
        try:
            if path.parent.name == SCENARIOS:
                path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotSavedError(path, error.strerror or str(error)) from error
        write_whole(path, self.make().encode())
        return _("Wrote {file}").format(file=plain(str(path)))


def save_scenario(room: Plan, made: WeeklyPlan) -> None:
    """Where What-if finds it, unless one says otherwise."""
    from ssi_tui.forecasting.planning import scenario_text

    folder = Path(room.ssi.own.store.folder) / SCENARIOS
    place = str(folder / f"plan-{made.by.isoformat()}.yaml")
    about = _("What-if shows what lies in this folder; ssi sim takes any such file.")
    title = _("Save the plan as a scenario")
    ask_where(room.ssi, Saving(title, about, place, lambda: scenario_text(made)))


def save_calendar(room: Plan, made: WeeklyPlan) -> None:
    """All-day entries for any calendar."""
    from ssi_tui.forecasting.planning import calendar_text

    now = room.ssi.now()
    place = f"~/ssi-plan-{made.by.isoformat()}.ics"
    about = _("All-day entries that come back every week until the date, for any calendar.")
    title = _("Save the plan as a calendar")
    ask_where(room.ssi, Saving(title, about, place, lambda: calendar_text(made, now)))


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
        from ssi_tui.store.batch import put

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
    from ssi_tui.forecasting.planning import changed_targets, kept_plan

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
