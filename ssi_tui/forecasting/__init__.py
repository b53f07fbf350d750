"""The one door to the simulation: journals and scenario files go in, curves to draw come out.

Importing it costs numpy (about 5 × bare Python): on the way to one log entry nobody does.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from sim.errors import Problem, Refused, ScenarioFileError, SimError
from ssi_tui.forecasting.library import as_now, find_scenario, load, own, shipped
from ssi_tui.forecasting.outlook import (
    Basis,
    Curve,
    GoalResult,
    Outlook,
    Remark,
    Series,
    problem_text,
    refused_text,
    remark_text,
)
from ssi_tui.forecasting.simulator import Simulator

if TYPE_CHECKING:
    from ssi_tui.forecasting.explaining import Explanation, Moved, Part, Source, explanation
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

__all__ = [
    "ROLES",
    "Advice",
    "Basis",
    "Curve",
    "Explanation",
    "GoalResult",
    "Moved",
    "NextStep",
    "Outlook",
    "Part",
    "Problem",
    "Refused",
    "Remark",
    "Role",
    "ScenarioFileError",
    "Series",
    "SimError",
    "Simulator",
    "Source",
    "Step",
    "WeeklyPlan",
    "advise",
    "as_now",
    "as_scenario",
    "dump",
    "explanation",
    "find_scenario",
    "load",
    "own",
    "plannable",
    "problem_text",
    "refused_text",
    "remark_text",
    "shipped",
    "weekly_plan",
]

_EXPLAINING = {"Explanation", "Moved", "Part", "Source", "explanation"}


def __getattr__(name: str) -> object:
    """What curves do without is loaded when it is first asked for: it costs 30 ms."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = "explaining" if name in _EXPLAINING else "planning"
    value: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value
