"""The one door to the simulation: journals and scenario files go in, curves to draw come out.

Importing it costs numpy (about 5 × bare Python): on the way to one log entry nobody does.
"""

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

__all__ = [
    "Basis",
    "Curve",
    "GoalResult",
    "Outlook",
    "Problem",
    "Refused",
    "Remark",
    "ScenarioFileError",
    "Series",
    "SimError",
    "Simulator",
    "as_now",
    "find_scenario",
    "load",
    "own",
    "problem_text",
    "refused_text",
    "remark_text",
    "shipped",
]
