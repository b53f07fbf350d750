"""The front door for Python: dated actions and readings in, bands with dates out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from sim.catalogue.kinds import CATALOGUE
from sim.errors import SimError
from sim.forecasts.forecast import Forecast, forecast
from sim.inference.fit import Fit
from sim.inference.fit import fit as fit_evidence
from sim.inference.observations import Evidence
from sim.population.doubted import doubted
from sim.population.reading import Observed
from sim.response.active_days import with_active_days
from sim.response.curves import Array
from sim.response.model import ResponseModel
from sim.response.state import CONFIDENCE, Assumptions, Band, Shock, StockChange
from sim.scenario.files import load
from sim.scenario.scenario import Phase, Scenario
from sim.terms import Member, Pillar, Stock

__all__ = ["FittedPerson", "ScenarioRun", "fit"]

HALF_YEAR = 182
"""Days that a run has where a scenario does not say."""


AS_USUAL = "as usual"
"""The scenario that needs no file."""


def fit(
    readings: object,
    actions: object = (),
    *,
    today: date | str | None = None,
    stocks: Mapping[str, float] | None = None,
    active: str | None = None,
    sales_navigator: bool | None = None,
) -> "FittedPerson":
    """The person behind dated scores and actions.

    `readings` and `actions` are rows or frames: rows are mappings with ``day`` and ``total``
    (and, if known, ``brand``, ``people``, ``insights`` and ``relationships``), and with ``day``,
    ``kind`` and, unless it is 1, ``count``.  A day is a date or ISO text.  `today` is the evening
    that curves start from, the last day given unless said.  `stocks` are counts that are known,
    such as ``{"network": 850}``; `active` names the member that one is like.  Raises SimError,
    which names the field.
    """
    scores = [_reading(row, f"readings[{at}]") for at, row in enumerate(_rows(readings))]
    done = [_action(row, f"actions[{at}]") for at, row in enumerate(_rows(actions))]
    days = [day for day, _ in scores] + [day for day, _, _ in done]
    if not days and today is None:
        raise SimError("readings: neither a reading nor an action; say at least today")
    evening = max(days) if today is None else _day(today, "today")
    first = min((day for day, _, _ in done), default=evening)
    doses = np.zeros((max((evening - first).days + 1, 0), len(CATALOGUE)))
    for day, kind, count in done:
        if day <= evening:
            doses[(day - first).days, CATALOGUE.index(kind)] += count
    evidence = Evidence(
        doses=with_active_days(doses),
        readings=[((evening - day).days, seen) for day, seen in scores if day <= evening],
        stocks=_stocks(stocks or {}),
        assumptions=Assumptions(sales_navigator=sales_navigator),
        member=None if active is None else _member(active),
    )
    model = ResponseModel()
    return FittedPerson(model=model, today=evening, fitted=fit_evidence(model, evidence))


@dataclass(frozen=True, kw_only=True, eq=False)
class FittedPerson:
    """Somebody on one evening, as far as scores and actions tell."""

    model: ResponseModel
    today: date
    fitted: Fit

    def __repr__(self) -> str:
        return f"<Person on {self.today}, learned from {self.fitted.readings} readings>"

    def run(
        self,
        scenario: Scenario | Path | str = AS_USUAL,
        *,
        days: int | None = None,
        confidence: float = CONFIDENCE,
    ) -> "ScenarioRun":
        """What a scenario leads to from tomorrow on: "as usual", a shipped one or a file."""
        plan = _scenario(scenario)
        horizon = (HALF_YEAR if scenario == AS_USUAL else plan.horizon) if days is None else days
        if horizon < 1:
            raise SimError(f"days: {days} is below 1")
        if not 0 < confidence < 1:
            raise SimError(f"confidence: {confidence} is not between 0 and 1")
        start, first = self.fitted.starts[0], self.today + timedelta(1)
        doses = plan.doses(start.usual, days=horizon, start=first, kinds=CATALOGUE.names)
        made = forecast(
            self.model,
            [doubted(self.model, one, plan.doubts) for one in self.fitted.starts],
            with_active_days(doses),
            assumptions=plan.assume(start.assumptions),
            shocks=[
                Shock(day=one.day, factor=one.factor)
                for one in plan.shocks_from(first)
                if one.day < horizon
            ],
            changes=[
                StockChange(day=one.day, stock=one.stock, value=one.value)
                for one in plan.stock_changes(first)
            ],
            confidence=confidence,
        )
        return ScenarioRun(name=plan.name, start=self.today, forecast=made)


@dataclass(frozen=True, kw_only=True, eq=False)
class ScenarioRun:
    """Bands with dates; day 0 is the evening that they start from."""

    name: str
    start: date
    forecast: Forecast

    def __repr__(self) -> str:
        total = self.forecast.total
        return (
            f"<Run {self.name!r}: {total.median[0]:.1f} on {self.start}, {total.median[-1]:.1f} "
            f"({total.low[-1]:.1f} to {total.high[-1]:.1f}) on {self.days[-1]}>"
        )

    @property
    def days(self) -> list[date]:
        """The dates of the bands."""
        return [self.start + timedelta(at) for at in range(len(self.forecast.total.median))]

    def _bands(self) -> list[tuple[str, Band]]:
        pillars = [(str(name), band) for name, band in self.forecast.pillars.items()]
        return [("total", self.forecast.total), *pillars]

    def to_dict(self) -> dict[str, Any]:
        """Plain values, as for JSON: dates as ISO text, points rounded to three decimals."""
        return {
            "name": self.name,
            "confidence": self.forecast.total.confidence,
            "days": [day.isoformat() for day in self.days],
            **{name: _plain(band) for name, band in self._bands()},
        }

    def to_frame(self) -> Any:
        """A frame with a row a day, and columns such as ``total_median``; needs pandas."""
        try:
            pandas = import_module("pandas")
        except ImportError as missing:
            raise SimError("to_frame: pandas is not installed; to_dict does without") from missing
        columns = {
            f"{name}_{edge}": values for name, band in self._bands()
            for edge, values in _plain(band).items()
        }  # fmt: skip
        return pandas.DataFrame(columns, index=pandas.to_datetime(self.days))


def _plain(band: Band) -> dict[str, list[float]]:
    edges = {"low": band.low, "median": band.median, "high": band.high}
    return {name: _rounded(values) for name, values in edges.items()}


def _rounded(values: Array) -> list[float]:
    return [round(value, 3) for value in values.tolist()]


def _rows(given: object) -> Sequence[Mapping[str, Any]]:
    """Rows as mappings; a frame is whatever has `to_dict` with records."""
    records = getattr(given, "to_dict", None)
    rows = records("records") if callable(records) and not isinstance(given, Mapping) else given
    if isinstance(rows, (str, Mapping)) or not isinstance(rows, Iterable):
        raise SimError(f"rows: {type(given).__name__} is no list of rows and no frame")
    made = list(rows)
    for at, row in enumerate(made):
        if not isinstance(row, Mapping):
            raise SimError(f"rows[{at}]: {type(row).__name__} is no mapping")
    return made


def _day(value: object, field: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise SimError(f"{field}: {value!r} is no day such as 2026-11-29") from None


def _number(value: object, field: str) -> float:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise SimError(f"{field}: {value!r} is no number") from None
    if not np.isfinite(number) or number < 0:
        raise SimError(f"{field}: {value!r} is not finite or below 0")
    return number


def _given(row: Mapping[str, Any], name: str) -> bool:
    """Whether a row has a value there; a frame's missing ones are NaN."""
    value = row.get(name)
    return value is not None and value == value  # NaN is the one that differs from itself


def _reading(row: Mapping[str, Any], field: str) -> tuple[date, Observed]:
    if not _given(row, "day"):
        raise SimError(f"{field}.day: missing")
    day = _day(row["day"], f"{field}.day")
    known = [pillar for pillar in Pillar if _given(row, pillar)]
    if known and len(known) < len(Pillar):
        missing = next(pillar for pillar in Pillar if pillar not in known)
        raise SimError(f"{field}.{missing}: missing; give all four pillars or none")
    pillars = [_number(row[pillar], f"{field}.{pillar}") for pillar in known]
    if not _given(row, "total") and not pillars:
        raise SimError(f"{field}.total: missing")
    total = _number(row["total"], f"{field}.total") if _given(row, "total") else sum(pillars)
    try:
        return day, Observed(total=total, pillars=pillars or None)
    except SimError as fault:
        raise SimError(f"{field}: {fault}") from fault


def _action(row: Mapping[str, Any], field: str) -> tuple[date, str, float]:
    for name in ("day", "kind"):
        if not _given(row, name):
            raise SimError(f"{field}.{name}: missing")
    kind = str(row["kind"])
    if kind not in CATALOGUE:
        raise SimError(f"{field}.kind: {kind!r} is no kind of action; see sim.terms.ActionKind")
    count = _number(row["count"], f"{field}.count") if _given(row, "count") else 1.0
    return _day(row["day"], f"{field}.day"), kind, count


def _stocks(given: Mapping[str, float]) -> dict[Stock, float]:
    made = {}
    for name, count in given.items():
        if name not in set(Stock):
            raise SimError(f"stocks.{name}: none of {', '.join(Stock)}")
        made[Stock(name)] = _number(count, f"stocks.{name}")
    return made


def _member(name: str) -> Member:
    if name not in set(Member):
        raise SimError(f"active: {name!r} is none of {', '.join(Member)}")
    return Member(name)


def _scenario(given: Scenario | Path | str) -> Scenario:
    if isinstance(given, Scenario):
        return given
    if given == AS_USUAL:
        return Scenario(name=AS_USUAL, phases=(Phase(days=HALF_YEAR),))
    inside = Path(__file__).parent
    shipped = next(one for one in (inside, inside.parent) if (one / "scenarios").is_dir())
    for path in (Path(given), shipped / "scenarios" / f"{given}.yaml"):
        if path.is_file():
            return load(path)
    raise SimError(f"scenario: {str(given)!r} is neither {AS_USUAL!r}, a shipped one, nor a file")
