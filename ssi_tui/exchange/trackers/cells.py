"""The cells of a table, whatever file it stands in, and what one says: a count, a mark, points."""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from ssi_tui.exchange.csv_text import Fault, FileRefusedError, decoded, read_rows
from ssi_tui.exchange.linkedin.score_page.reading import SCORE
from ssi_tui.model.terms import COUNT_MAX

Row = tuple[int, list[str]]
"""A line's number and its cells."""
SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook begins: xlsx, and xls of the nineties, which is not read."""
ENTRIES_MAX = 200_000
DEPTH_MAX = 4


@dataclass(frozen=True, kw_only=True)
class CellGrid:
    """One sheet."""

    name: str
    """Empty where there is only one."""
    rows: list[Row]
    unquoted: tuple[int, ...] = ()
    """Lines with a quotation mark that is never closed."""


def read_grids(data: bytes, label: str) -> list[CellGrid]:
    """The sheets of a file; FileRefusedError where it is none."""
    if data.startswith(SHEETS[0]):
        return _sheets(data, label)
    if data.startswith(SHEETS):
        raise FileRefusedError(label, Fault.SHEET)
    if is_json(data):
        return [CellGrid(name="", rows=json_rows(json_entries(data, label)))]
    unquoted: list[int] = []
    return [CellGrid(name="", rows=read_rows(data, label, unquoted), unquoted=tuple(unquoted))]


def is_json(data: bytes) -> bool:
    """Whether a file begins as JSON does and no table."""
    head = decoded(data[:400]).lstrip("\ufeff \t\r\n")
    return head.startswith(("{", '[{"', "[\n", "[ ", "[{", "[\r"))


def json_entries(data: bytes, label: str) -> list[dict[str, Any]]:
    """The records of a list, of a list in an object, of days in an object, or one a line."""
    text = decoded(data)
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        try:
            tree = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            raise FileRefusedError(label, Fault.NOT_JSON) from None
    entries = max(_lists(tree, 0), key=len, default=[])
    if not entries and isinstance(tree, dict):
        entries = [tree]
    if not entries or len(entries) > ENTRIES_MAX:
        raise FileRefusedError(label, Fault.NO_TABLE if not entries else Fault.TOO_BIG)
    return entries


def _lists(tree: Any, depth: int) -> Iterator[list[dict[str, Any]]]:
    """Lists of records, and records under days."""
    from ssi_tui.exchange.days import is_shaped

    if depth > DEPTH_MAX:
        return
    if isinstance(tree, dict) and SCORE in tree:
        yield [tree]
    elif isinstance(tree, list):
        records = [each for each in tree if isinstance(each, dict)]
        if records:
            yield records
    elif isinstance(tree, dict):
        days = [key for key in tree if is_shaped(str(key))]
        if days and len(days) == len(tree):
            yield [{"date": day, **_record(tree[day])} for day in days]
            return
        for value in tree.values():
            yield from _lists(value, depth + 1)


def _record(value: Any) -> dict[str, Any]:
    """What stands under a day."""
    return value if isinstance(value, dict) else {"value": value}


def json_rows(entries: list[dict[str, Any]]) -> list[Row]:
    """The records as a table: a column for each name."""
    flat = [dict(_flattened(entry, "", 0)) for entry in entries]
    names = list(dict.fromkeys(name for record in flat for name in record))
    rows: list[Row] = [(1, names)]
    rows += [(n, [record.get(name, "") for name in names]) for n, record in enumerate(flat, 2)]
    return rows


def _flattened(entry: Mapping[str, Any], before: str, depth: int) -> Iterator[tuple[str, str]]:
    if SCORE in entry:  # LinkedIn's own data, spread among what a tracker adds
        yield f"{before}{SCORE}", json.dumps(entry, ensure_ascii=False)
        entry = {name: value for name, value in entry.items() if not isinstance(value, list | dict)}
    for name, value in entry.items():
        if isinstance(value, dict) and depth < DEPTH_MAX and SCORE not in value:
            yield from _flattened(value, f"{before}{name} ", depth + 1)
        elif isinstance(value, list | dict):
            yield f"{before}{name}", json.dumps(value, ensure_ascii=False)
        else:
            yield f"{before}{name}", "" if value is None else _text(value)


def _sheets(data: bytes, label: str) -> list[CellGrid]:
    from ssi_tui.exchange.linkedin.analytics import open_sheets
    from ssi_tui.exchange.linkedin.sources import ArchiveRefusedError

    grids = []
    try:
        with open_sheets(io.BytesIO(data), label) as sheets:
            for sheet in sheets:
                rows = [(n, [_text(cell) for cell in row]) for n, row in enumerate(sheet.rows, 1)]
                filled = [(n, row) for n, row in rows if any(cell.strip() for cell in row)]
                if filled:
                    grids.append(CellGrid(name=sheet.title, rows=filled))
    except ArchiveRefusedError as error:
        fault = Fault.TOO_BIG if error.reason in ("too-big", "too-many", "bomb") else Fault.SHEET
        raise FileRefusedError(label, fault) from None
    if not grids:
        raise FileRefusedError(label, Fault.NO_TABLE)
    return grids


def _text(cell: object) -> str:
    """A cell of a spreadsheet or of JSON as one would type it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def is_analytics(data: bytes, label: str) -> bool:
    """Whether a workbook is LinkedIn's content analytics and no tracker's: its columns say so."""
    from ssi_tui.exchange.trackers.words import speaks_of_reach

    grids = read_grids(data, label)
    words = [cell for grid in grids for _, row in grid.rows[:TOP] for cell in row]
    return len(grids) >= SHEETS_MIN or any(map(speaks_of_reach, words))


SHEETS_MIN = 4
"""LinkedIn's workbook has five sheets."""
TOP = 6
"""Rows of a sheet among which its headings are."""

_YES = frozenset(
    (
        *("x", "✓", "✔", "✅", "☑", "🗹", "👍", "🟢", "●", "y", "yes", "true", "done", "completed"),
        *("complete", "ja", "wahr", "erledigt", "waar", "gedaan", "klaar", "sand", "faerdig"),
        *("færdig", "udført", "sí", "si", "hecho", "verdadero", "oui", "vrai", "fait", "sim"),
        *("feito", "verdadeiro", "vero", "fatto", "yes_manual", "yes_auto", "success", "checked"),
        *("*", "+", "j", "t", "☒", "■", "◼", "🟩", "🟦", "💚", "🔥", "💯", "⭐", "★", "💪", "🎉"),
    )
)

_NO = frozenset(
    (
        *("", "-", "–", "—", "❌", "✗", "✘", "✖", "☐", "⬜", "🔴", "○", "n", "no", "false", "nein"),
        *("falsch", "nee", "onwaar", "nej", "falsk", "falso", "non", "faux", "não", "nao"),
        *("missed", "failed", "skipped", "skip", "not done", "open", "pending", "unknown"),
        *("offen", "none", "incomplete", "uncompleted", "unchecked", "to do"),
        *("f", "👎", "□", "▢", "◻", "🟥", "⬛", "✕", "☆", "🚫", "⛔"),
    )
)

_BEGINS_DONE = ("completed", "done", "finished")
_BEGINS_UNDONE = ("missed", "skipped", "failed", "uncompleted", "not ")
_TIMES = re.compile(r"(\d{1,9})\s?(?:x|×|mal|keer|gange|times|veces|fois|vezes|volte)")
_NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?")
_GROUPED = re.compile(r"\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]0{1,2})?")
_ZERO_GROUP = re.compile(r"0[.,]\d{3}")
_IN_SCORE = re.compile(r"(?<![\d.,])-?\d{1,3}(?:[.,]\d{1,12})?(?![.,]?\d)")
LOOP_WORDS = frozenset(("YES_MANUAL", "YES_AUTO", "NO", "SKIP", "UNKNOWN"))
"""What Loop Habit Tracker writes since 2.2; its counts are thousandths then."""
LOOP_CODES: dict[int, int] = {-1: 0, 0: 0, 1: 1, 2: 1, 3: 0}
"""Loop before 2.2: unknown, not done, done by rule, done, skipped."""


def word_of(cell: str) -> str:
    """The cell in small letters, without what only colours an emoji."""
    return cell.replace("\ufe0f", "").strip().casefold()


def mark_of(cell: str) -> int | None:
    """1 for done, 0 for not; None for anything else."""
    word = word_of(cell)
    if word[:1] in ("[", "(") and word[-1:] in ("]", ")"):
        word = word[1:-1].strip()
    if len(parts := word.split()) == 2 and len({parts[0].isalpha(), parts[1].isalpha()}) == 2:
        said = set(map(mark_of, parts))  # a word and a sign that say the same: Yes ✅
        return said.pop() if len(said) == 1 else None
    if word in _YES or word.replace("_", " ").startswith(_BEGINS_DONE):
        return 1
    return 0 if word in _NO or word.replace("_", " ").startswith(_BEGINS_UNDONE) else None


def number_in(cell: str) -> float | None:
    """A number with point or comma as its decimal mark; None for anything else."""
    text = cell.strip()
    return float(text.replace(",", ".")) if text.isascii() and _NUMBER.fullmatch(text) else None


def count_in(cell: str, *, thousandths: bool = False, grouped: bool = True) -> int | None:
    """How many a cell says; marks for done are 1, nothing is 0; None for anything else.

    ``grouped``: 1,000 and 1.000 are a thousand, else one with three decimals.
    ``thousandths``: 7000 is seven, as Loop writes it.
    """
    mark = mark_of(cell)
    if mark is not None:
        return mark
    text = word_of(cell)
    times = _TIMES.fullmatch(text)
    if grouped and _GROUPED.fullmatch(text):
        number: float | None = float(re.sub(r"[.,]0{1,2}$", "", text).translate(_MARKS))
    else:
        number = float(times[1]) if times else number_in(text)
    if number is None:
        return None
    number = number / 1000 if thousandths else number
    return int(number) if number == int(number) and 0 <= number <= COUNT_MAX else None


_MARKS = dict.fromkeys(map(ord, ".,'’ \u00a0\u202f"))


def has_groups(cells: Sequence[str]) -> bool:
    """Whether 1,000 is a thousand in this column: it is not where 0,000 stands there too."""
    return not any(_ZERO_GROUP.fullmatch(cell.strip()) for cell in cells)


def in_thousandths(cells: Sequence[str], loop: bool) -> bool:
    """Whether the counts of a table of Loop's are thousandths."""
    numbers = [number for cell in cells if (number := number_in(cell))]
    return loop and bool(numbers) and all(abs(number) >= 1000 for number in numbers)


def score_in(cell: str) -> float | None:
    """The number of a score: "33 of 100", "Top 65 %", "12,275"; None where there is none."""
    number = number_in(cell)
    if number is not None:
        return number
    match = _IN_SCORE.search(cell)
    return float(match[0].replace(",", ".")) if match else None
