"""The response model: from doses, day by day, to pillar points (equations 1–7)."""

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

import numpy as np

from sim.catalogue.kinds import CATALOGUE, Catalogue
from sim.errors import SimError
from sim.response.curves import (
    WEEK,
    Array,
    capped,
    diminishing_returns,
    fade,
    stock_fraction,
    weekly_pace,
    window_carry,
)
from sim.response.kernels import PILLARS, Float, Layout, Tables
from sim.response.state import (
    RECENT_DAYS,
    Assumptions,
    Contributions,
    Memory,
    Parameters,
    Shock,
    State,
    StockChange,
    Trajectory,
    stock_counts,
)
from sim.terms import PILLAR_MAX, Stock

DEFAULT = Assumptions()


class ResponseModel:
    """A catalogue turned into arithmetic; keeps tables per set of draws, nothing of a person."""

    def __init__(self, catalogue: Catalogue = CATALOGUE) -> None:
        self.catalogue = catalogue
        self.layout = Layout(catalogue)
        self._tables: WeakKeyDictionary[Parameters, dict[Float, Tables]] = WeakKeyDictionary()

    def tables(self, parameters: Parameters, dtype: Float = np.float64) -> Tables:
        """The arrays of one set of draws, made once."""
        kept = self._tables.setdefault(parameters, {})
        if dtype not in kept:
            kept[dtype] = Tables(self.layout, parameters, dtype)
        return kept[dtype]

    # ---- states

    def steady(
        self,
        parameters: Parameters,
        pace: Array,
        stocks: Mapping[Stock, float],
        assumptions: Assumptions = DEFAULT,
    ) -> State:
        """The state of someone who has kept one pace (per week, by kind) for good."""
        recent = np.tile(np.asarray(pace, dtype=np.float64) / WEEK, (RECENT_DAYS, 1))
        shares, kinds = self.layout.shares(assumptions), self.layout.kind
        counted = shares * weekly_pace(recent[-WEEK:])[0, kinds]
        return State(
            activity=diminishing_returns(counted, parameters.half_pace[:, kinds]),
            recent=recent,
            stocks=stock_counts(self.catalogue, stocks),
            age=np.inf,
        )

    def step(
        self,
        parameters: Parameters,
        state: State,
        doses: Array,
        assumptions: Assumptions = DEFAULT,
        *,
        shocks: Sequence[Shock] = (),
        changes: Sequence[StockChange] = (),
    ) -> State:
        """The state after one or more days; `doses` is (day, kind), actions per day.

        Two steps in a row equal one step over all of the days.
        """
        doses = self._checked(doses)
        days = len(doses)
        history = np.vstack([state.recent, doses])
        activity = state.activity  # of no use to a window, which is made of the doses
        if parameters.memory is Memory.FADING:
            pace = weekly_pace(history[RECENT_DAYS - WEEK + 1 :])
            shares = self.layout.shares(assumptions)
            activity = self.tables(parameters).remembered(state, pace, shares)
        return State(
            activity=activity,
            recent=history[days:],
            stocks=self._counts(state, doses, assumptions, changes)[-1],
            age=state.age + days,
            elapsed=state.elapsed + days,
            scale=float(_scales(state, days, shocks)[-1]),
        )

    # ---- runs

    def simulate(
        self,
        parameters: Parameters,
        state: State,
        doses: Array,
        assumptions: Assumptions = DEFAULT,
        *,
        shocks: Sequence[Shock] = (),
        changes: Sequence[StockChange] = (),
        dtype: Float = np.float64,
    ) -> Trajectory:
        """Scores from the state's day (day 0) on; `doses` is (day, kind), actions per day.

        float32 is good to 1e-4 points and twice as quick; float64 is for comparing.
        """
        doses = self._checked(doses)
        days = len(doses)
        tables = self.tables(parameters, dtype)
        points = np.empty((len(PILLARS), days + 1, parameters.draws), dtype=dtype)
        ground, moving = self._stocks(tables, self._counts(state, doses, assumptions, changes))
        fading = parameters.memory is Memory.FADING
        fill = tables.fill_fading if fading else tables.fill_from_window
        fill(points, state, doses, self.layout.shares(assumptions), ground)
        for pillar, part, lasting in moving:
            points[pillar] += part[:, None] * lasting
        scales = _scales(state, days, shocks)
        if (scales != 1.0).any():
            points *= scales[:, None].astype(dtype)
        # One pillar at a time: four are more than a cache holds.
        for scores, drift, slack in zip(points, *tables.drift(state.elapsed, days), strict=True):
            capped(scores, drift, slack)
        return Trajectory(scores=points)

    def scores(
        self, parameters: Parameters, state: State, assumptions: Assumptions = DEFAULT
    ) -> Array:
        """(draw, pillar) scores of the state's day."""
        return self.simulate(parameters, state, state.recent[:0], assumptions).pillars[:, 0]

    def contributions(
        self, parameters: Parameters, state: State, assumptions: Assumptions = DEFAULT
    ) -> Contributions:
        """Where the score of the state's day comes from: a waterfall that sums exactly."""
        layout, scale = self.layout, state.scale
        activity = state.activity
        if parameters.memory is Memory.WINDOW:
            pace, shares = weekly_pace(state.recent), layout.shares(assumptions)
            activity = self.tables(parameters).remembered(state, pace, shares)
            carry = window_carry(state.age) * np.ones_like(parameters.carried)
        else:
            carry = fade(state.age, parameters.half_life)
        kinds = np.zeros((parameters.draws, len(self.catalogue), len(PILLARS)))
        parts = scale * layout.sign * parameters.gain * activity
        for at, (kind, pillar) in enumerate(zip(layout.kind, layout.pillar, strict=True)):
            kinds[:, kind, pillar] += parts[:, at]
        stocks = scale * parameters.lasting * self._fractions(state.stocks)
        base = scale * parameters.base
        carried = scale * parameters.carried * carry
        score = self.scores(parameters, state, assumptions)
        total = base + layout.stocks_by_pillar(stocks) + carried + kinds.sum(axis=1)
        within = np.clip(total, 0.0, PILLAR_MAX)
        return Contributions(
            base=base, stocks=stocks, carried=carried, kinds=kinds,
            drift=score - within, cap=within - total, score=score,
        )  # fmt: skip

    # ---- equation 4

    def _counts(
        self, state: State, doses: Array, assumptions: Assumptions, changes: Sequence[StockChange]
    ) -> Array:
        """(day, stock) counts on days 0 to T: fed by actions, set by changes."""
        added = np.zeros((len(doses) + 1, len(state.stocks)))
        added[0] = state.stocks
        for kind, stock, amount in self.layout.feeding(assumptions):
            added[1:, stock] += amount * doses[:, kind]
        counts = np.cumsum(added, axis=0)
        for change in sorted(changes, key=lambda change: change.day):
            stock, row = self.catalogue.stock_index(change.stock), change.day + 1
            if row < len(counts):
                counts[row:, stock] += change.value - counts[row - 1, stock]
        return counts

    def _fractions(self, counts: Array) -> Array:
        """Parts of the stocks' points, 0 to 1; stocks are the last axis."""
        halves = [row.half_count for row in self.catalogue.stocks]
        parts = [stock_fraction(counts[..., at], half) for at, half in enumerate(halves)]
        return np.stack(parts, axis=-1)

    def _stocks(
        self, tables: Tables, counts: Array
    ) -> tuple[Array, list[tuple[int, Array, Array]]]:
        """Base and stocks that stand still, (pillar, draw); and per moving stock its pillar,
        its part by day, and its points by draw."""
        fractions = self._fractions(counts).astype(tables.base.dtype)
        moves = (counts != counts[0]).any(axis=0)
        ground, moving = tables.base.copy(), []
        for stock, pillar in enumerate(self.layout.stock_pillar.tolist()):
            if moves[stock]:
                moving.append((pillar, fractions[:, stock], tables.lasting[stock]))
            else:
                ground[pillar] += fractions[0, stock] * tables.lasting[stock]
        return ground, moving

    def _checked(self, doses: Array) -> Array:
        doses = np.asarray(doses, dtype=np.float64)
        if doses.ndim != 2 or doses.shape[1] != len(self.catalogue):
            raise SimError(f"doses are {doses.shape}, not (day, {len(self.catalogue)} kinds)")
        if doses.size and not (np.isfinite(doses).all() and doses.min() >= 0):
            raise SimError("doses must be finite and not below 0")
        return doses


def _scales(state: State, days: int, shocks: Sequence[Shock]) -> Array:
    """(day,) product of the re-basings up to days 0 to T."""
    scales = np.full(days + 1, state.scale)
    for shock in shocks:
        scales[shock.day + 1 :] *= shock.factor
    return scales
