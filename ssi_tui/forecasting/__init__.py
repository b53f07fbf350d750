"""The one door to the simulation: journals and scenario files go in, curves to draw come out.

Importing it costs numpy (about 5 × bare Python): on the way to one log entry nobody does.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from sim.errors import RefusedError, ScenarioFileError, SimError
from sim.response.state import NO_DOUBTS, Doubts
from sim.scenario.scenario import Scenario
from ssi_tui.forecasting.library import (
    as_now,
    find_scenario,
    load,
    minutes_on,
    own,
    shelf,
    shipped,
    why,
)
from ssi_tui.forecasting.outlook import (
    Curve,
    GoalResult,
    ModelRemark,
    Outlook,
    Series,
    problem_text,
    refused_text,
    remark_text,
)
from ssi_tui.forecasting.simulator import SEED, Simulator
from ssi_tui.forecasting.starting_point import kinds_of

if TYPE_CHECKING:
    from ssi_tui.forecasting.attribution import Explanation, Moved, ScorePart, Source, explanation
    from ssi_tui.forecasting.planning import (
        ROLES,
        Advice,
        NextStep,
        Role,
        Step,
        WeeklyPlan,
        advise,
        as_scenario,
        dump,
        plannable,
        weekly_plan,
    )
    from ssi_tui.forecasting.sliders import Present, Slider, Sliders, present, renamed, sliders_of

__all__ = [
    "NO_DOUBTS", "ROLES", "SEED", "Advice", "Curve", "Doubts", "Explanation", "GoalResult",
    "ModelRemark", "Moved", "NextStep", "Outlook", "Present", "RefusedError", "Role", "Scenario",
    "ScenarioFileError", "ScorePart", "Series", "SimError", "Simulator", "Slider", "Sliders",
    "Source", "Step", "WeeklyPlan", "advise", "as_now", "as_scenario", "dump", "explanation",
    "find_scenario", "kinds_of", "load", "minutes_on", "own", "plannable", "present",
    "problem_text", "refused_text", "remark_text", "renamed", "shelf", "shipped", "sliders_of",
    "weekly_plan", "why",
]  # fmt: skip

_EXPLAINING = {"Explanation", "Moved", "ScorePart", "Source", "explanation"}
_SLIDERS = {"Present", "present", "Slider", "Sliders", "renamed", "sliders_of"}


def __getattr__(name: str) -> object:
    """What curves do without is loaded when it is first asked for: it costs 30 ms."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "attribution" if name in _EXPLAINING else "planning"
    module = "sliders" if name in _SLIDERS else module
    value: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value
