"""Every row once, whatever files it stands in: its identity decides, not the name of a file.

Parts of a table hold different rows and add up.  Copies, spreadsheets that saved a table and
archives of other years hold the same rows and do not.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date

Key = Hashable


VERSIONS = 0.5
"""Part of the smaller file's rows from which two files are versions of one table."""


class Ledger:
    """Rows that count, by their identity."""

    def __init__(self) -> None:
        self._days: dict[str, dict[Key, date]] = {}
        self._lasting: dict[str, list[tuple[str, set[Key]]]] = defaultdict(list)

    def file(self, archive: str) -> "LedgerFile":
        """Begin a file of that archive."""
        return LedgerFile(self, archive)

    def add(self, kind: str, key: Key, day: date) -> bool:
        """Count a row that happened on a day of the user's; False where it was counted before."""
        rows = self._days.setdefault(str(kind), {})
        new = key not in rows
        rows[key] = min(day, rows.get(key, day))
        return new

    def keep(self, archive: str, stock: str, keys: set[Key]) -> None:
        """Take in what one file has of a stock."""
        if keys:
            self._lasting[str(stock)].append((archive, keys))

    def counts(self) -> dict[str, dict[date, int]]:
        """Kind -> day -> how many, days in order."""
        counts: dict[str, dict[date, int]] = {}
        for kind, rows in sorted(self._days.items()):
            days: dict[date, int] = {}
            for day in rows.values():
                days[day] = days.get(day, 0) + 1
            if days:
                counts[kind] = dict(sorted(days.items()))
        return counts

    def stocks(self) -> dict[str, float]:
        """Stock -> how many there are now, by the fullest version of each table.

        What was removed between two archives of one member is not counted with the rest.
        """
        stocks: dict[str, float] = {}
        for stock, files in sorted(self._lasting.items()):
            archives: dict[str, list[set[Key]]] = defaultdict(list)
            for archive, keys in files:
                archives[archive].append(keys)
            whole = [set().union(*_fullest(parts)) for parts in archives.values()]
            stocks[stock] = float(sum(len(keys) for keys in _fullest(whole)))
        return stocks


class LedgerFile:
    """Rows of one file: the same identity twice in it is two rows that look alike."""

    def __init__(self, ledger: Ledger, archive: str) -> None:
        self._ledger, self._archive = ledger, archive
        self._seen: dict[Key, int] = {}
        self._lasting: dict[str, set[Key]] = defaultdict(set)

    def add(self, kind: str, identity: Key, day: date) -> None:
        """Count a row."""
        self._ledger.add(kind, self._numbered(kind, identity), day)

    def keep(self, stock: str, identity: Key) -> None:
        """Add a row to a stock."""
        self._lasting[str(stock)].add(self._numbered(stock, identity))

    def close(self) -> None:
        """No more rows follow."""
        for stock, keys in self._lasting.items():
            self._ledger.keep(self._archive, stock, keys)

    def _numbered(self, kind: str, identity: Key) -> Key:
        key = hash((str(kind), identity))
        number = self._seen.get(key, 0)
        self._seen[key] = number + 1
        return key, number


def _fullest(versions: Iterable[set[Key]]) -> list[set[Key]]:
    """Of sets that overlap the largest; all of those that do not."""
    fullest: list[set[Key]] = []
    for keys in sorted(versions, key=len, reverse=True):
        if all(len(keys & other) < VERSIONS * len(keys) for other in fullest):
            fullest.append(keys)
    return fullest
