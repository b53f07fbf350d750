"""Who is who and which row is which, without keeping anybody: hashes that die with the run.

Three joins need people: which messages are the owner's, which requests were accepted, and which
messages are only the note of a request.  Rows are counted once, whatever files they stand in: parts
of a table hold different rows and add up; copies, spreadsheets that saved a table and archives of
other years hold the same rows and do not.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from urllib.parse import unquote

Key = int
"""A hash that differs from run to run."""
_PERSON = re.compile(r"/in/([^/?#\s]{1,300})", re.IGNORECASE)
EARLY = timedelta(days=1)
"""A request and its acceptance are told by clocks in two zones."""


def alike(text: str) -> str:
    """The same for texts that only spaces, case or the way of writing an accent tell apart."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def url_key(url: str) -> Key | None:
    """The key of a profile's address; None where it is no address of a person."""
    match = _PERSON.search(url)
    return hash(("in", unquote(match[1]).casefold())) if match else None


def name_key(*names: str) -> Key | None:
    """The key of a name, however it is spaced."""
    name = alike(" ".join(names))
    return hash(("name", name)) if name else None


def text_key(text: str) -> Key | None:
    """The key of a text, however it is spaced and escaped."""
    plain = alike(unescape(text))
    return hash(("text", plain)) if plain else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One end of an invitation."""

    url: Key | None
    name: Key | None

    @property
    def key(self) -> Key | None:
        """What tells this person from others."""
        return self.url if self.url is not None else self.name

    @property
    def identity(self) -> Key | None:
        """The same in files with and without addresses."""
        return self.name if self.name is not None else self.url


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation:
    """One row of Invitations."""

    day: date
    outgoing: bool
    note: bool
    other: Person


@dataclass(frozen=True, kw_only=True)
class People:
    """What the archives say of the owner and the others, as keys."""

    owner_urls: Counter[Key] = field(default_factory=Counter)
    owner_names: set[Key] = field(default_factory=set)
    """As Profile has it."""
    sender_names: Counter[Key] = field(default_factory=Counter)
    """Who sent the outgoing invitations: where there is no Profile."""
    connected: dict[Key, date] = field(default_factory=dict)
    """Address -> the day of the connection."""
    connected_names: dict[Key, list[date]] = field(default_factory=dict)
    invitations: list[Invitation] = field(default_factory=list)
    notes: dict[Key, set[Key]] = field(default_factory=dict)
    """Text -> who got it with a request, by address and by name."""

    @property
    def connections_known(self) -> bool:
        """Whether anybody is known to be a connection: else no request can be seen accepted."""
        return bool(self.connected or self.connected_names)

    @property
    def owner_url(self) -> Key | None:
        """The owner's address."""
        return self.owner_urls.most_common(1)[0][0] if self.owner_urls else None

    @property
    def owner_name(self) -> frozenset[Key]:
        """What the owner is called."""
        if self.owner_names or not self.sender_names:
            return frozenset(self.owner_names)
        return frozenset((self.sender_names.most_common(1)[0][0],))

    def connect(self, url: Key | None, name: Key | None, day: date) -> None:
        """Take a connection in."""
        if url is not None:
            self.connected.setdefault(url, day)
        if name is not None:
            self.connected_names.setdefault(name, []).append(day)

    def invite(self, invitation: Invitation, note: Key | None) -> None:
        """Take an invitation in, and the key of its note."""
        self.invitations.append(invitation)
        if invitation.outgoing and note is not None:
            got = self.notes.setdefault(note, set())
            got |= {key for key in (invitation.other.url, invitation.other.name) if key is not None}

    def accepted_on(self, invitation: Invitation) -> date | None:
        """When it was accepted, so far as Connections says.

        By address; by name only where an address is missing on either side, and then not before
        the invitation.
        """
        person = invitation.other
        if person.url is not None and self.connected:
            return self.connected.get(person.url)
        days = self.connected_names.get(person.name, ()) if person.name is not None else ()
        return min((day for day in days if day >= invitation.day - EARLY), default=None)

    def accepted(self) -> Iterator[tuple[bool, date]]:
        """Whether we had asked, and the day, once for each person who is connected now."""
        seen: set[Key] = set()
        for invitation in sorted(self.invitations, key=lambda request: not request.outgoing):
            day, key = self.accepted_on(invitation), invitation.other.key
            if day is not None and key is not None and key not in seen:
                seen.add(key)
                yield invitation.outgoing, day


RowKey = Hashable
VERSIONS = 0.5
"""Part of the smaller file's rows from which two files are versions of one table."""


class Ledger:
    """Rows that count, by their identity."""

    def __init__(self) -> None:
        self._days: dict[str, dict[RowKey, date]] = {}
        self._lasting: dict[str, list[tuple[str, set[RowKey]]]] = defaultdict(list)

    def file(self, archive: str) -> "LedgerFile":
        """Begin a file of that archive."""
        return LedgerFile(self, archive)

    def add(self, kind: str, key: RowKey, day: date) -> bool:
        """Count a row that happened on a day of the user's; False where it was counted before."""
        rows = self._days.setdefault(str(kind), {})
        new = key not in rows
        rows[key] = min(day, rows.get(key, day))
        return new

    def keep(self, archive: str, stock: str, keys: set[RowKey]) -> None:
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
            archives: dict[str, list[set[RowKey]]] = defaultdict(list)
            for archive, keys in files:
                archives[archive].append(keys)
            whole = [set().union(*_fullest(parts)) for parts in archives.values()]
            stocks[stock] = float(sum(len(keys) for keys in _fullest(whole)))
        return stocks


class LedgerFile:
    """Rows of one file: the same identity twice in it is two rows that look alike."""

    def __init__(self, ledger: Ledger, archive: str) -> None:
        self._ledger, self._archive = ledger, archive
        self._seen: dict[RowKey, int] = {}
        self._lasting: dict[str, set[RowKey]] = defaultdict(set)

    def add(self, kind: str, identity: RowKey, day: date) -> None:
        """Count a row."""
        self._ledger.add(kind, self._numbered(kind, identity), day)

    def keep(self, stock: str, identity: RowKey) -> None:
        """Add a row to a stock."""
        self._lasting[str(stock)].add(self._numbered(stock, identity))

    def close(self) -> None:
        """No more rows follow."""
        for stock, keys in self._lasting.items():
            self._ledger.keep(self._archive, stock, keys)

    def _numbered(self, kind: str, identity: RowKey) -> RowKey:
        key = hash((str(kind), identity))
        number = self._seen.get(key, 0)
        self._seen[key] = number + 1
        return key, number


def _fullest(versions: Iterable[set[RowKey]]) -> list[set[RowKey]]:
    """Of sets that overlap the largest; all of those that do not."""
    fullest: list[set[RowKey]] = []
    for keys in sorted(versions, key=len, reverse=True):
        if all(len(keys & other) < VERSIONS * len(keys) for other in fullest):
            fullest.append(keys)
    return fullest
