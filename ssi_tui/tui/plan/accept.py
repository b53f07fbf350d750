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
from ssi_tui.tui.journal.writes import BY, having
from ssi_tui.tui.shell.dialogs import Confirm
from ssi_tui.tui.shell.file_pages import FileJob, WriteFile, ask_where
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.goals import pace_words, plan_title

if TYPE_CHECKING:
    from ssi_tui.forecasting import Step, WeeklyPlan
    from ssi_tui.model.journal import Change
    from ssi_tui.store import Store

SCENARIOS = "scenarios"
"""The folder of a profile in which What-if looks; made when the first one is saved."""


def save_page(title: str, about: str, place: str, text: Callable[[], str]) -> WriteFile:
    """Asks where one text is to go."""

    def write(path: Path) -> str:
        try:
            if path.parent.name == SCENARIOS:
                path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotSavedError(path, error.strerror or str(error)) from error
        write_whole(path, text().encode())
        return _("Wrote {file}").format(file=plain(str(path)))

    return WriteFile(title, about, place, FileJob((Path(place).suffix,), write))


def save_scenario(services: Services, plan: WeeklyPlan) -> None:
    """Where What-if finds it, unless one says otherwise."""
    from ssi_tui.forecasting.planning import scenario_text

    folder = Path(services.store.folder) / SCENARIOS
    place = str(folder / f"plan-{plan.by.isoformat()}.yaml")
    about = _("What-if shows what lies in this folder; ssi sim takes any such file.")
    title = _("Save the plan as a scenario")
    ask_where(services, save_page(title, about, place, lambda: scenario_text(plan)))


def save_calendar(services: Services, plan: WeeklyPlan) -> None:
    """All-day entries for any calendar."""
    from ssi_tui.forecasting.planning import calendar_text

    now = services.now()
    place = f"~/ssi-plan-{plan.by.isoformat()}.ics"
    about = _("All-day entries that come back every week until the date, for any calendar.")
    title = _("Save the plan as a calendar")
    ask_where(services, save_page(title, about, place, lambda: calendar_text(plan, now)))


_NONE = "none"
"""No target."""


class TakeOver(NamedTuple):
    """The plan becomes the targets, and is remembered; one change."""

    targets: Mapping[str, str]
    """Kind → target, of those that become another."""
    plan: str
    """As `KeptPlan` writes it; empty: the plan ends."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        from ssi_tui.store.batch import put

        done = put(store, targets=self.targets, plan=self.plan, what="plan", by=BY, change=change)
        return (done,) if done else ()

    def hope(self, journal: Journal) -> Journal:
        targets = dict(journal.targets)
        for kind, text in self.targets.items():
            if text == _NONE:
                targets.pop(kind, None)
            else:
                targets[kind] = Target.parse(kind, text)
        return having(journal, targets=targets, plan=self.plan)

    def told(self, changes: tuple[Change, ...]) -> str:
        if not self.plan:
            return _("The plan has ended, the targets stay · u takes it back")
        number = len(self.targets)
        text = ngettext(
            "Taken over: {n} target changed · u takes it back",
            "Taken over: {n} targets changed · u takes it back, all at once",
            number,
        )
        return text.format(n=number)


def question(plan: WeeklyPlan, targets: Mapping[str, str]) -> Confirm:
    """What taking over does, before it is done."""
    week = ", ".join(f"{_name(one.kind)} {_paces(one)}" for one in plan.steps)
    ended = sum(text == _NONE for text in targets.values())
    form = _("Set {set} targets and end {ended}? Your own actions keep theirs.")
    texts = [
        plan_title(plan),
        _("A week: {actions}.").format(actions=week or _("nothing has to be done for it")),
        *(
            [_("The targets begin with the first week and rise with the plan, week by week.")]
            if any(one.rise for one in plan.steps)
            else []
        ),
        form.format(set=len(targets) - ended, ended=ended),
        _("u takes it back, all at once."),
    ]
    return Confirm(_("Take the plan over?"), texts, _("enter take over · esc leave"))


def _paces(step: Step) -> str:
    """ "10", or "2 → 10" where it is reached week by week."""
    begin = f"{pace_words(step.rise[0])} → " if step.rise else ""
    return begin + pace_words(step.pace)


def _name(kind: str) -> str:
    return plain(action_name(kind, 2))


def take_over(services: Services, plan: WeeklyPlan, taken: Callable[[], None]) -> None:
    """Ask once, then one change; ``taken``: done just before it."""
    from ssi_tui.forecasting.planning import changed_targets, kept_plan

    targets = changed_targets(plan, services.journal.targets)

    def answer(yes: bool | None) -> None:
        if yes:
            taken()
            services.write(TakeOver(targets, str(kept_plan(plan))))

    services.open_page(question(plan, targets), answer)


def end_plan(services: Services) -> None:
    """Forget it; what it made of the targets stays."""
    if services.journal.plan:
        services.write(TakeOver({}, ""))
    else:
        services.say(_("There is no plan to end."))
