"""How exact the arithmetic and the planner are: the rows of docs/model.md that need no people."""

import time
from collections.abc import Iterable

import numpy as np
from scipy.integrate import solve_ivp

from sim.catalogue.kinds import CATALOGUE
from sim.planning.plan import plan
from sim.population.members import MEMBERS
from sim.population.prior import centre, draw
from sim.population.start import start_of_member
from sim.response.curves import WEEK, weekly_pace
from sim.response.model import ResponseModel
from sim.response.state import RECENT_DAYS
from sim.terms import ActionKind, Member
from tests.benchmarks.test_plan_speed import cases
from tests.sim.planning.test_plan import compare

MODEL = ResponseModel()
SMALL_CASES = 500
DAYS = 365


def closed_form() -> float:
    """Points by which a year in one run and the same year day by day differ at most."""
    start = start_of_member(MODEL, draw(), MEMBERS[Member.ACTIVE])
    doses = np.tile(start.usual / WEEK, (DAYS, 1))
    doses[30:58] = 0.0
    doses[120:, CATALOGUE.index(ActionKind.COMMENT)] = 2.0
    people, state = start.parameters, start.state
    run = MODEL.simulate(people, state, doses, start.assumptions)
    worst = 0.0
    for day in range(1, DAYS + 1):
        state = MODEL.step(people, state, doses[day - 1 : day], start.assumptions)
        now = MODEL.simulate(people, state, doses[:0], start.assumptions).pillars[:, 0]
        worst = max(worst, float(np.abs(now - run.pillars[:, day]).max()))
    return worst


def differential_equation(days: int = 60) -> float:
    """Points by which the median person's activity differs from a solver's at most, effect by
    effect; the solver starts anew every day, because the drive jumps at midnight."""
    person = centre()
    start = start_of_member(MODEL, person, MEMBERS[Member.ACTIVE], known=False)
    doses = np.tile(start.usual / WEEK, (days, 1))
    doses[10:38] = 0.0
    end = MODEL.step(person, start.state, doses, start.assumptions).activity[0]
    pace = weekly_pace(np.vstack([start.state.recent, doses]))[RECENT_DAYS - WEEK + 1 :]
    layout = MODEL.layout
    full = 1.0 - 0.5 ** (
        pace[:, layout.kind] * layout.shares(start.assumptions) / person.half_pace[0, layout.kind]
    )
    rate = np.log(2) / (person.half_life[0, layout.pillar] * layout.group_memory[layout.group])
    x = start.state.activity[0]
    for today in full:
        solved = solve_ivp(
            lambda _, y, today=today: rate * (today - y),
            (0, 1), x, method="DOP853", rtol=1e-13, atol=1e-14,
        )  # fmt: skip
        x = solved.y[:, -1]
    return float(np.abs((x - end) * person.gain[0]).max())


def agreeing(count: int) -> int:
    """Small cases in which the planner, the mixed-integer programme and trying everything agree."""
    agreed = 0
    for seed in range(count):
        try:
            compare(seed)
        except AssertionError:
            continue
        agreed += 1
    return agreed


def plan_times(sure: float) -> tuple[float, float]:
    """Median and 95th percentile, milliseconds of processor time, of a plan with all kinds."""
    spent = []
    for start, days, target, floors, minutes in cases():
        before = time.process_time()
        plan(MODEL, start, days=days, target=target, pillars=floors, minutes=minutes, sure=sure)
        spent.append((time.process_time() - before) * 1e3)
    return float(np.median(spent)), float(np.quantile(spent, 0.95))


def exactness(small_cases: int = SMALL_CASES) -> Iterable[tuple[str, str, str, str]]:
    """Rows of the table: what, prototype, aim, this code."""
    yield "closed form against day by day", "6e-14", "≤ 1e-12", f"{closed_form():.0e} points"
    solved = differential_equation()
    yield "closed form against a solver", "8e-14", "≤ 1e-10", f"{solved:.0e} points"
    agreed = agreeing(small_cases)
    yield "planner as by trying everything", "60/60", "500/500", f"{agreed}/{small_cases}"
    for sure in (0.5, 0.8):
        median, late = plan_times(sure)
        yield (
            f"plan with {len(CATALOGUE)} kinds, sure {sure:.0%}", "134, p95 345 ms",
            "p95 ≤ 150 ms", f"{median:.0f}, p95 {late:.0f} ms",
        )  # fmt: skip
