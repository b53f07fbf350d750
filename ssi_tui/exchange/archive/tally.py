"""Counts per kind and day, kept apart for each scope, so that copies are never added up."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

Scope = tuple[str, ...]


class Tally:
    """Within a scope parts add up; between scopes the larger count holds.

    One archive and a later one tell of the same days, and either may have forgotten something.
    """

    def __init__(self) -> None:
        self._scopes: dict[Scope, dict[str, Counter[date]]] = {}
        self._stocks: dict[Scope, Counter[str]] = defaultdict(Counter)

    def days(self, scope: Scope, kind: str) -> Counter[date]:
        """The counter to add to."""
        return self._scopes.setdefault(scope, {}).setdefault(kind, Counter())

    def own(self, scope: Scope, stock: str, count: int = 1) -> None:
        """Add to a stock."""
        self._stocks[scope][stock] += count

    def counts(self) -> dict[str, dict[date, int]]:
        """Kind -> day -> how many, days in order."""
        largest: dict[str, dict[date, int]] = {}
        for kinds in self._scopes.values():
            for kind, days in kinds.items():
                known = largest.setdefault(kind, {})
                for day, count in days.items():
                    known[day] = max(count, known.get(day, 0))
        return {
            str(kind): dict(sorted(days.items())) for kind, days in sorted(largest.items()) if days
        }

    def stocks(self) -> dict[str, float]:
        """Stock -> how many."""
        names: Iterable[str] = {stock for stocks in self._stocks.values() for stock in stocks}
        return {
            str(stock): float(max(stocks[stock] for stocks in self._stocks.values()))
            for stock in sorted(names)
        }
