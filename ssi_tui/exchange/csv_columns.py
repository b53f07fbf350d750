"""The columns of a stranger's table: their names, and what their cells can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sim.terms import Pillar
from ssi_tui.errors import BadValueError
from ssi_tui.exchange.csv_days import Order, read_day
from ssi_tui.exchange.page.labels import pillar_of
from ssi_tui.model.checks import COUNT_MAX
from ssi_tui.model.reading import Reading
from ssi_tui.store.storage import new_id
from ssi_tui.words.names import pillar_name

LOOKED_AT = 200
"""Cells from which a column's kind is told."""
NUMERIC = 0.9
"""Part of the cells that must be numbers."""
DATE_WORDS = frozenset(("date", "day", "datum", "tag", "dag", "dato", "when"))
COUNT_WORDS = frozenset(
    ("count", "amount", "number", "quantity", "value", "anzahl", "menge", "aantal", "antal", "n")
)
_TOTALS = frozenset(("total", "score", "ssi", "ssi score", "overall", "gesamt", "totaal", "samlet"))
_RANKS = {"industry rank": "industry_rank", "network rank": "network_rank"}
_YES = frozenset(("x", "✓", "✔", "yes", "true", "done", "ja", "wahr", "waar", "sand"))
_NO = frozenset(("", "-", "–", "no", "false", "nein", "nee", "nej", "falsch", "onwaar", "falsk"))


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column below its heading."""

    name: str
    """Its heading, or its number from 1 in a table without headings."""
    cells: tuple[str, ...]

    @property
    def plain(self) -> str:
        """The heading in small letters."""
        return " ".join(self.name.replace("_", " ").casefold().split())

    @cached_property
    def first_cells(self) -> tuple[str, ...]:
        """Enough of the cells to tell what they are."""
        return self.cells[:LOOKED_AT]

    @cached_property
    def numeric(self) -> bool:
        """Whether it holds numbers, or marks for done."""
        filled = [cell for cell in self.first_cells if cell.strip()]
        numbers = sum(_number(cell) is not None or count_of(cell) is not None for cell in filled)
        return bool(filled) and numbers >= NUMERIC * len(filled)


def table_of(rows: Sequence[tuple[int, list[str]]]) -> tuple[list[Column], list[int]]:
    """The columns, and the line of each row; a first row with a day or a number is no heading."""
    if not rows:
        return [], []
    first = [cell.strip() for cell in rows[0][1]]
    headed = not any(
        read_day(cell, order) or _number(cell) is not None for cell in first for order in Order
    )
    body = rows[1:] if headed else rows
    width = max(len(row) for _, row in rows)
    names = [first[at] if headed and at < len(first) else "" for at in range(width)]
    columns = [
        Column(
            name=name or str(at + 1),
            cells=tuple(row[at] if at < len(row) else "" for _, row in body),
        )
        for at, name in enumerate(names)
    ]
    return [c for c in columns if any(cell.strip() for cell in c.cells)], [line for line, _ in body]


def count_of(cell: str) -> int | None:
    """How many a cell says; marks for done are 1, nothing is 0; None for anything else."""
    word = cell.strip().casefold()
    if word in _YES or word in _NO:
        return int(word in _YES)
    number = _number(cell)
    if number is None or number != int(number) or not 0 <= number <= COUNT_MAX:
        return None
    return int(number)


def reading_columns(columns: Sequence[Column]) -> dict[str, Column]:
    """Field of a reading -> its column, where there is a total or all four pillars."""
    roles: dict[str, Column] = {}
    for column in columns:
        role = _role(column.plain) if column.numeric else None
        if role is not None:
            roles.setdefault(role, column)
    pillars = all(str(pillar) in roles for pillar in Pillar)
    if not pillars:
        roles = {role: column for role, column in roles.items() if role not in list(Pillar)}
    return roles if pillars or "total" in roles else {}


def reading_of(day: date, cells: Mapping[str, str]) -> Reading | None:
    """The reading that a row says; None where it can't be one."""
    values = {role: _number(cell) for role, cell in cells.items() if cell}
    if None in values.values():
        return None
    points = {role: value for role, value in values.items() if value is not None}
    total = points.pop("total", None)
    if total is None:
        total = round(sum(points.get(pillar, 0.0) for pillar in Pillar), 3)
    ranks = {role: int(points.pop(role)) for role in _RANKS.values() if role in points}
    try:
        return Reading(id=new_id(), day=day, total=total, source="import", **points, **ranks)  # type: ignore[arg-type]
    except BadValueError:
        return None


def _role(name: str) -> str | None:
    if name in _TOTALS:
        return "total"
    if name in _RANKS:
        return _RANKS[name]
    for pillar in Pillar:
        if name in (str(pillar), pillar_name(pillar).casefold()):
            return str(pillar)
    pillar_named = pillar_of(name)
    return str(pillar_named) if pillar_named else None


def _number(cell: str) -> float | None:
    """A number with point or comma; None for anything else."""
    text = cell.strip().replace(",", ".").removeprefix("+")
    whole, _mark, part = text.partition(".")
    digits = (whole + part).removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        return None
    try:
        return float(text)
    except ValueError:
        return None
