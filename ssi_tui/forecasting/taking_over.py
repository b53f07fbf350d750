"""What can be made of a plan: targets, what is remembered of it, a scenario file, a calendar."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from ssi_tui.exchange.calendar import PRESENCE, events, rounded_up, to_ics
from ssi_tui.forecasting.planning import WeeklyPlan, as_scenario, dump
from ssi_tui.i18n import _
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.model.target import Target
from ssi_tui.words.actions import ACTIONS
from ssi_tui.words.plans import plan_title

NONE = "none"
"""No target."""
WEEK = 7


def new_targets(made: WeeklyPlan) -> dict[str, str]:
    """Kind → target: the plan's, none for everything of LinkedIn's beside it, 0 for what stops."""
    targets = dict.fromkeys(ACTIONS, NONE)
    for step in made.steps:
        count, weeks = rounded_up(step.pace)
        targets[step.kind] = f"{count}/week" if weeks == 1 else f"{count}/{7 * weeks}d"
    return targets | dict.fromkeys(made.stop, "<=0/week")


def changed_targets(made: WeeklyPlan, now: Mapping[str, Target]) -> dict[str, str]:
    """Those of them that are another than now."""
    before = {kind: str(target) for kind, target in now.items()}
    return {
        kind: text for kind, text in new_targets(made).items() if before.get(kind, NONE) != text
    }


def kept_plan(made: WeeklyPlan) -> KeptPlan:
    """What is remembered of it, from tomorrow on."""
    days = (made.by - made.today).days
    ends = [*range(WEEK, days, WEEK), days]
    return KeptPlan(
        first=made.today + timedelta(days=1),
        last=made.by,
        total=made.target,
        floors={pillar.value: points for pillar, points in made.floors.items()},
        scores=tuple(made.path.median[end] for end in ends),
    )


def scenario_text(made: WeeklyPlan) -> str:
    """The plan as a scenario file."""
    form = _("The cheapest week found on {day} for this: about {n} minutes.")
    about = form.format(day=made.today.isoformat(), n=round(made.minutes))
    return dump(as_scenario(made, plan_title(made), about))


def calendar_text(made: WeeklyPlan, now: datetime) -> str:
    """The plan as a calendar, .ics."""
    pace = {step.kind: step.pace for step in made.steps}
    minutes = {step.kind: step.minutes / step.pace for step in made.steps}
    entries = events(pace, {PRESENCE: 0.0, **minutes}, made.today + timedelta(days=1))
    return to_ics(entries, last=made.by, stamp=now.astimezone())
