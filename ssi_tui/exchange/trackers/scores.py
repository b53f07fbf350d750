"""Histories of the score: a column for each part, a row for each part, or LinkedIn's own data."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sim.terms import PILLAR_MAX, Pillar
from ssi_tui.errors import BadValueError
from ssi_tui.exchange.csv_text import word_set
from ssi_tui.exchange.linkedin.score_page import PageReading, read_data
from ssi_tui.exchange.linkedin.score_page.labels import (
    AVERAGE,
    OWN,
    RANKING,
    TOP,
    group_of,
    has,
    pillar_of,
)
from ssi_tui.exchange.linkedin.score_page.reading import SCORE
from ssi_tui.exchange.trackers.layout import Column
from ssi_tui.exchange.trackers.words import COUNTS, TOTALS, number_in, score_in
from ssi_tui.model.entries import BENCHMARKS, ROUNDING_SLACK, Reading
from ssi_tui.store.tables import new_id
from ssi_tui.wording.actions import pillar_name

_TOTALS = word_set("""
    total, score, ssi, ssi score, overall, gesamt, totaal, samlet, totale, total score, score total,
    ssi total, total ssi, overall score, current ssi, current score, social selling index, ssi
    index, gesamtscore, totaalscore, puntuacion total, pontuacao total, score global, punteggio
    totale, i alt
""")

PARSED = 0.5
"""Part of a column's cells that must be scores."""
LABEL_WORDS = 12


def reading_columns(
    columns: Sequence[Column], is_action: Callable[[str], bool]
) -> dict[str, Column]:
    """Field of a reading -> its column, where there is a total or all four pillars.

    A total beside counts of actions is their sum, unless its name says that it is a score.
    """
    roles: dict[str, Column] = {}
    for column in columns:
        role = None if is_action(column.name) else _role_of(column.heading, column.name)
        scores = sum(score_in(cell) is not None for cell in column.first_cells)
        if role is not None and scores and scores >= PARSED * len(column.first_cells):
            roles.setdefault(role, column)
    pillars = all(str(pillar) in roles for pillar in Pillar)
    if not pillars:
        roles = {role: column for role, column in roles.items() if role not in list(Pillar)}
        total = roles.get("total")
        if total and total.heading in TOTALS and any(is_action(c.name) for c in columns):
            return {}
    return roles if pillars or "total" in roles else {}


def reading_of(day: date, cells: Mapping[str, str]) -> Reading | None:
    """The reading that a row says; None where it can't be one."""
    values = {role: score_in(cell) for role, cell in cells.items() if cell}
    points = {role: value for role, value in values.items() if value is not None}
    return _reading(day, points) if len(points) == len(values) else None


def read_raw(day: date, text: str) -> Reading | None:
    """The reading that LinkedIn's own data say; None where they are none."""
    page = read_data(text)
    if not isinstance(page, PageReading):
        return None
    return _reading(day, {**page.values, "total": page.total})


def is_raw(cell: str) -> bool:
    """Whether a cell holds LinkedIn's own data."""
    return SCORE in cell


def labelled(columns: Sequence[Column]) -> tuple[Column, Column] | None:
    """The column that names the parts of a score in each row, and the column of their values."""
    for column in columns:
        named = {pillar_of(cell.casefold()) for cell in column.cells} - {None}
        if len(named) == len(Pillar):
            values = [c for c in columns if c is not column and _has_points(column, c)]
            values.sort(
                key=lambda c: (_is_value(c), sum(number_in(x) is not None for x in c.cells))
            )
            return (column, values[-1]) if values else None
    return None


def readings_of_labels(
    labels: Column, values: Column, groups: Sequence[Column], days: Sequence[date | None]
) -> tuple[dict[date, Reading], list[int]]:
    """The reading of each day, and the rows of days of which no reading can be made."""
    rows: dict[date, list[int]] = {}
    for row, day in enumerate(days):
        if day is not None:
            rows.setdefault(day, []).append(row)
    readings: dict[date, Reading] = {}
    unread: list[int] = []
    for day, numbers in rows.items():
        sets, totals, others = _sets(labels, values, groups, numbers)
        whole = [points for points in sets if all(str(pillar) in points for pillar in Pillar)]
        fitting = [
            {**points, "total": total}
            for points in whole
            for total in totals or [sum(points.values())]
            if abs(sum(points.values()) - total) <= ROUNDING_SLACK
        ]
        different = {tuple(sorted(points.items())) for points in fitting}
        reading = _reading(day, {**fitting[0], **others}) if len(different) == 1 else None
        if reading is None:
            unread += numbers[:1]
        else:
            readings[day] = reading
    return readings, unread


def _sets(
    labels: Column, values: Column, groups: Sequence[Column], rows: Sequence[int]
) -> tuple[list[dict[str, float]], list[float], dict[str, float]]:
    """Sets of pillars, totals, and ranks and averages, that these rows say."""
    sets: list[dict[str, float]] = [{}]
    totals: list[float] = []
    others: dict[str, float] = {}
    for row in rows:
        label, value = labels.cells[row].casefold(), score_in(values.cells[row])
        if value is None or len(label.split()) > LABEL_WORDS:
            continue
        beside = " ".join(column.cells[row] for column in groups).casefold()
        pillar, role = pillar_of(label), _role_of(label)
        if role in BENCHMARKS:
            others[role] = value
        elif group_of(beside if pillar is None else f"{beside} {_before(label)}") and (
            OWN not in label
        ):
            continue
        elif pillar is not None:
            if str(pillar) in sets[-1]:
                sets.append({})
            sets[-1][str(pillar)] = value
        elif role == "total" or OWN in label:
            totals.append(value)
    return sets, totals, others


def _before(label: str) -> str:
    """What a label says before a colon or a bar: Industry: Find the right people."""
    before, *rest = re.split(r"[:|/–—]| - ", label, maxsplit=1)
    return before if rest else ""


def _has_points(labels: Column, values: Column) -> bool:
    """Whether every row that names a pillar has points beside it."""
    beside = [
        score_in(value)
        for label, value in zip(labels.cells, values.cells, strict=True)
        if pillar_of(label.casefold()) is not None
    ]
    return all(value is not None and 0 <= value <= PILLAR_MAX for value in beside)


def _is_value(column: Column) -> bool:
    said = column.heading
    return said in COUNTS or not {"score", "points", "numerico"}.isdisjoint(said.split())


def _reading(day: date, points: Mapping[str, float]) -> Reading | None:
    """The reading; None where its own checks find that it is none."""
    total = round(sum(points.get(pillar, 0.0) for pillar in Pillar), 3)
    values: dict[str, Any] = {"total": total, **points}
    values |= {role: int(rank) for role, rank in points.items() if role.endswith("_rank")}
    try:
        return Reading(id=new_id(), day=day, source="import", **values)
    except BadValueError:
        return None


def _role_of(name: str, whole: str = "") -> str | None:
    """The field of a reading that a heading or a label names."""
    if name in _TOTALS:
        return "total"
    for pillar in Pillar:
        if name in (str(pillar), pillar_name(pillar).casefold()):
            return str(pillar)
    group = group_of(name)
    if group is not None:
        if has(name, AVERAGE) or "avg" in name:
            return f"{group}_average"
        ranked = has(name, RANKING) or has(name, TOP) or "%" in whole or "percentile" in name
        return f"{group}_rank" if ranked else None
    pillar_named = pillar_of(name) or pillar_of(whole.casefold())
    return str(pillar_named) if pillar_named else None
