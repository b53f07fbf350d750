"""What a cell says: a count, a mark for done or not, a number of a score."""

import re
from collections.abc import Sequence

from ssi_tui.model.entries import COUNT_MAX

_YES = frozenset(
    (
        *("x", "✓", "✔", "✅", "☑", "🗹", "👍", "🟢", "●", "y", "yes", "true", "done", "completed"),
        *("complete", "ja", "wahr", "erledigt", "waar", "gedaan", "klaar", "sand", "faerdig"),
        *("færdig", "udført", "sí", "si", "hecho", "verdadero", "oui", "vrai", "fait", "sim"),
        *("feito", "verdadeiro", "vero", "fatto", "yes_manual", "yes_auto", "success", "checked"),
    )
)


_NO = frozenset(
    (
        *("", "-", "–", "—", "❌", "✗", "✘", "✖", "☐", "⬜", "🔴", "○", "n", "no", "false", "nein"),
        *("falsch", "nee", "onwaar", "nej", "falsk", "falso", "non", "faux", "não", "nao"),
        *("missed", "failed", "skipped", "skip", "not done", "open", "pending", "unknown"),
        *("offen", "none", "incomplete", "uncompleted", "unchecked", "to do"),
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
    found = _IN_SCORE.search(cell)
    return float(found[0].replace(",", ".")) if found else None
