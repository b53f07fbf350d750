"""The front door for Python: dated actions and readings in, bands with dates out."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from importlib import import_module
from operator import index
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from sim.catalogue.kinds import CATALOGUE
from sim.errors import SimError
from sim.forecasts.forecast import Forecast, forecast
from sim.inference.fit import Fit
from sim.inference.fit import fit as fit_evidence
from sim.inference.observations import HISTORY_DAYS, WARM_DAYS, Evidence
from sim.population.start import doubted
from sim.response.active_days import with_active_days
from sim.response.model import ResponseModel
from sim.response.state import CONFIDENCE, Assumptions, Band, Observed
from sim.scenario.files import load, shipped_folder
from sim.scenario.scenario import MOST_DAYS, Phase, Scenario
from sim.terms import PILLAR_MAX, TOTAL_MAX, Member, Pillar, Stock

__all__ = ["FittedPerson", "ScenarioRun", "fit"]
HALF_YEAR = 182
"""Days that a run has where a scenario does not say."""

AS_USUAL = "as usual"
"""The scenario that needs no file."""

YEARS = (2000, 2199)
"""Days outside of them are slips of the pen."""

COUNT_MOST, STOCK_MOST = 1e5, 1e8
"""Of one kind on a day, and of a lasting thing: more is a slip of the pen too."""

ROUNDED = 2.6
"""Points by which a total and its pillars may differ where all five were rounded."""


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
    scores, done = _readings(readings), _actions(actions)
    days = [day for day, _ in scores] + [day for day, _, _ in done]
    if not days and today is None:
        raise SimError("readings: neither a reading nor an action; say at least today")
    evening = max(days) if today is None else _day(today, "today")
    oldest = evening - timedelta(HISTORY_DAYS + WARM_DAYS)  # what was before has faded
    done = [(day, kind, count) for day, kind, count in done if oldest <= day <= evening]
    first = min((day for day, _, _ in done), default=evening)
    doses = np.zeros(((evening - first).days + 1, len(CATALOGUE)))
    for day, kind, count in done:
        doses[(day - first).days, CATALOGUE.index(kind)] += count
    evidence = Evidence(
        doses=with_active_days(doses),
        readings=[((evening - day).days, seen) for day, seen in scores if day <= evening],
        stocks=_stocks({} if stocks is None else stocks),
        assumptions=Assumptions(sales_navigator=_licence(sales_navigator)),
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
        count = self.fitted.readings
        return f"<Person on {self.today}, {count} reading{'' if count == 1 else 's'}>"

    def run(
        self,
        scenario: Scenario | Path | str = AS_USUAL,
        *,
        days: int | None = None,
        confidence: float = CONFIDENCE,
    ) -> "ScenarioRun":
        """What a scenario leads to from tomorrow on: "as usual", a shipped one or a file."""
        plan = _scenario(scenario)
        horizon = plan.horizon if days is None else _days(days)
        part = _number(confidence, "confidence", 1.0)
        if not 0 < part < 1:
            raise SimError(f"confidence: {confidence} is not between 0 and 1")
        start, first = self.fitted.starts[0], self.today + timedelta(1)
        doses = plan.doses(start.usual, days=horizon, start=first, kinds=CATALOGUE.names)
        outlook = forecast(
            self.model,
            [doubted(self.model, one, plan.doubts) for one in self.fitted.starts],
            with_active_days(doses),
            assumptions=plan.assume(start.assumptions),
            shocks=plan.shocks_from(first),
            changes=plan.stock_changes(first),
            confidence=part,
        )
        return ScenarioRun(name=plan.name, start=self.today, forecast=outlook)


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
    return {name: [round(value, 3) for value in edge.tolist()] for name, edge in edges.items()}


def _rows(given: object, field: str) -> Sequence[Mapping[str, Any]]:
    """Rows as mappings; a frame is whatever has `to_dict` with records."""
    try:
        rows = _records(() if given is None else given)
        if isinstance(rows, (str, bytes, Mapping)):
            raise TypeError
        listed = list(rows)
    except TypeError:
        what = type(given).__name__
        raise SimError(f"{field}: {what} is no list of rows and no frame") from None
    for at, row in enumerate(listed):
        if not isinstance(row, Mapping):
            raise SimError(f"{field}[{at}]: {type(row).__name__} is no mapping")
    return listed


def _records(given: Any) -> Any:
    """The rows of a frame, with the days of its index where that is named so; all else as it is."""
    if not callable(getattr(given, "to_dict", None)) or isinstance(given, Mapping):
        return given
    if getattr(getattr(given, "index", None), "name", None) == "day":
        given = given.reset_index()
    return given.to_dict("records")


def _no_other(rows: Sequence[Mapping[str, Any]], field: str, known: Sequence[str]) -> None:
    """Refuse what is nearly the name of a field that the row does not have; others may be there."""
    seen: set[frozenset[Any]] = set()
    for at, row in enumerate(rows):
        names = frozenset(row)
        if names in seen:
            continue
        seen.add(names)
        free = [name for name in known if name not in names]
        for name in names.difference(known):
            for meant in get_close_matches(str(name).strip().lower(), free, 1, 0.75):
                raise SimError(f"{field}[{at}].{name}: no such field; {meant} is one")


def _refused(field: str, value: object, problem: str) -> SimError:
    """What is wrong with a value, however long it is."""
    text = repr(value)
    return SimError(f"{field}: {text if len(text) <= 60 else text[:59] + '…'} {problem}")


def _day(value: object, field: str) -> date:
    """A date, a moment on its own clock, or ISO text of either."""
    if isinstance(value, np.datetime64):
        value = str(value)
    if isinstance(value, str):
        with suppress(ValueError):
            value = datetime.fromisoformat(value.strip()[:26])  # numpy tells nanoseconds
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date) or isinstance(day, datetime):
        raise _refused(field, value, "is no day such as 2026-11-29")
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise SimError(f"{field}: {day} is no day of the years {YEARS[0]} to {YEARS[1]}")
    return day


def _number(value: object, field: str, most: float) -> float:
    """A number from 0 to `most`; text such as a table's cell does as well."""
    try:
        number = None if isinstance(value, (bool, np.bool_)) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = None
    if number is None:
        raise _refused(field, value, "is no number")
    if not 0 <= number <= most:  # neither is NaN
        raise _refused(field, value, f"is not between 0 and {most:g}")
    return number


def _given(row: Mapping[str, Any], name: str) -> bool:
    """Whether a row has a value there; a frame's missing ones differ from themselves, or don't
    say whether they do."""
    value = row.get(name)
    try:
        return value is not None and bool(value == value)
    except TypeError:
        return False
    except ValueError:  # an array: it is told that it is no number
        return True


def _needed(row: Mapping[str, Any], field: str, name: str) -> Any:
    if not _given(row, name):
        raise SimError(f"{field}.{name}: missing")
    return row[name]


def _readings(given: object) -> list[tuple[date, Observed]]:
    """Dated scores, one a day."""
    rows = _rows(given, "readings")
    _no_other(rows, "readings", ("day", "total", *Pillar))
    scores: dict[date, Observed] = {}
    for at, row in enumerate(rows):
        day, seen = _reading(row, f"readings[{at}]")
        if scores.setdefault(day, seen) != seen:
            raise SimError(f"readings[{at}].day: another reading of {day} is there already")
    return list(scores.items())


def _reading(row: Mapping[str, Any], field: str) -> tuple[date, Observed]:
    day = _day(_needed(row, field, "day"), f"{field}.day")
    known = [pillar for pillar in Pillar if _given(row, pillar)]
    if known and len(known) < len(Pillar):
        missing = next(pillar for pillar in Pillar if pillar not in known)
        raise SimError(f"{field}.{missing}: missing; give all four pillars or none")
    pillars = [_number(row[pillar], f"{field}.{pillar}", PILLAR_MAX) for pillar in known]
    if pillars and not _given(row, "total"):
        return day, Observed(total=sum(pillars), pillars=pillars)
    total = _number(_needed(row, field, "total"), f"{field}.total", TOTAL_MAX)
    if pillars and abs(total - sum(pillars)) > ROUNDED:
        raise SimError(f"{field}.total: {total:g}, and its pillars make {sum(pillars):g}")
    return day, Observed(total=total, pillars=pillars or None)


def _actions(given: object) -> list[tuple[date, str, float]]:
    rows = _rows(given, "actions")
    _no_other(rows, "actions", ("day", "kind", "count"))
    return [_action(row, f"actions[{at}]") for at, row in enumerate(rows)]


def _action(row: Mapping[str, Any], field: str) -> tuple[date, str, float]:
    day, kind = (_needed(row, field, name) for name in ("day", "kind"))
    if not isinstance(kind, str) or kind not in CATALOGUE:
        raise _refused(f"{field}.kind", kind, "is no kind of action; see sim.terms.ActionKind")
    count = row.get("count")
    number = 1.0 if count is None else _number(count, f"{field}.count", COUNT_MOST)
    if not number.is_integer():
        raise _refused(f"{field}.count", count, "is no whole number of actions")
    return _day(day, f"{field}.day"), str(kind), number


def _stocks(given: object) -> dict[Stock, float]:
    if not isinstance(given, Mapping):
        raise _refused("stocks", given, "is no mapping such as {'network': 850}")
    counts = {}
    for name, count in given.items():
        if name not in tuple(Stock):
            raise SimError(f"stocks.{name}: none of {', '.join(Stock)}")
        most = 1.0 if name == Stock.PROFILE else STOCK_MOST
        counts[Stock(name)] = _number(count, f"stocks.{name}", most)
    return counts


def _member(name: object) -> Member:
    if name not in tuple(Member):
        raise _refused("active", name, f"is none of {', '.join(Member)}")
    return Member(str(name))


def _licence(given: object) -> bool | None:
    if given is not None and not isinstance(given, (bool, np.bool_)):
        raise _refused("sales_navigator", given, "is none of True, False and None")
    return None if given is None else bool(given)


def _days(given: object) -> int:
    try:
        days = index(given)  # type: ignore[arg-type]
    except TypeError:
        days = 0
    if isinstance(given, bool) or not 1 <= days <= MOST_DAYS:
        raise _refused("days", given, f"is no whole number from 1 to {MOST_DAYS}")
    return days


def _scenario(given: object) -> Scenario:
    if isinstance(given, Scenario):
        return given
    if given == AS_USUAL:
        return Scenario(name=AS_USUAL, phases=(Phase(days=HALF_YEAR),))
    if not isinstance(given, (str, PathLike)):
        raise _refused("scenario", given, "is no scenario, name or path")
    name = f"{given}.yaml" if Path(given).name == str(given) else ""
    for path in (Path(given), shipped_folder() / name):
        with suppress(OSError, ValueError):  # a name that no system takes
            if path.is_file():
                return load(path)
    problem = f"is neither {AS_USUAL!r}, a shipped one, nor a file"
    raise _refused("scenario", str(given), problem)
