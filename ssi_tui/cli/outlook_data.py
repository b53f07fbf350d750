"""Simulated curves as data: week by week for `--json`, `--plain` and `--csv`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.terms import Pillar

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, GoalResult, Outlook, Series

DECIMALS = 3
"""As many as LinkedIn's page has."""
HEAD = ("scenario", "week", "day", "of", "low", "median", "high")


def outlook_data(outlook: "Outlook") -> dict[str, object]:
    """All that a simulation says, as plain values."""
    reading = outlook.reading
    return {
        "start": outlook.start.isoformat(),
        "days": outlook.days,
        "confidence": outlook.confidence,
        "basis": outlook.basis.value,
        "member": outlook.member and outlook.member.value,
        "reading": reading and {"day": reading.day.isoformat(), "total": reading.total},
        "stretch": round(outlook.stretch, DECIMALS),
        "beats_no_change": outlook.beats_no_change,
        "no_change": outlook.no_change
        and [
            {
                "week": _week(place),
                "day": outlook.day(place).isoformat(),
                **_band(outlook.no_change, place),
            }
            for place in outlook.weeks
        ],
        "scenarios": [_curve_data(outlook, curve) for curve in outlook.curves],
    }


def outlook_records(outlook: "Outlook") -> Iterator[tuple[object, ...]]:
    """One record for each scenario, week, and the total or a pillar; fields as in `HEAD`."""
    for curve in outlook.curves:
        for week in _weeks(outlook, curve):
            for of in ("total", *Pillar):
                band = week[of]
                assert isinstance(band, dict)
                yield (curve.name, week["week"], week["day"], str(of), *band.values())


def csv_text(outlook: "Outlook") -> str:
    """The records as CSV with a heading; names that a spreadsheet would run are quoted for it."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for name, *rest in outlook_records(outlook):
        harmless = f"'{name}" if str(name).startswith(("=", "+", "-", "@", "\t")) else name
        writer.writerow([harmless, *rest])
    return text.getvalue()


def _curve_data(outlook: "Outlook", curve: "Curve") -> dict[str, object]:
    end = outlook.days
    return {
        "letter": curve.letter,
        "name": curve.name,
        "description": curve.description,
        "first_day": outlook.day(curve.start).isoformat(),
        "minutes_per_week": round(curve.minutes_per_week, 1),
        "weeks": _weeks(outlook, curve),
        "against_first": curve.difference and _band(curve.difference, end),
        "goals": [_goal(outlook, goal) for goal in curve.goals],
    }


def _weeks(outlook: "Outlook", curve: "Curve") -> list[dict[str, object]]:
    return [
        {
            "week": _week(place),
            "day": outlook.day(place).isoformat(),
            "total": _band(curve.total, place),
            **{pillar.value: _band(curve.pillars[pillar], place) for pillar in Pillar},
        }
        for place in outlook.weeks
    ]


def _week(place: int) -> float:
    return place // 7 if place % 7 == 0 else round(place / 7, 2)


def _band(series: "Series", place: int) -> dict[str, float]:
    return {
        "low": round(series.low[place], DECIMALS),
        "median": round(series.median[place], DECIMALS),
        "high": round(series.high[place], DECIMALS),
    }


def _goal(outlook: "Outlook", goal: "GoalResult") -> dict[str, object]:
    return {
        "of": goal.pillar.value if goal.pillar else "total",
        "points": goal.points,
        "day": outlook.day(goal.day).isoformat(),
        "wanted": goal.wanted,
        "chance": None if goal.chance is None else round(goal.chance, DECIMALS),
        "met": goal.met,
    }
