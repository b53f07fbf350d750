"""From rows to counts per day: what counts, what is a repeat, and what is not ours."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo

from sim.terms import ActionKind, Stock
from ssi_tui.exchange.linkedin.dates import day_reader, parse_moment
from ssi_tui.exchange.linkedin.formats import CONNECTION, SECTIONS, Header, Table
from ssi_tui.exchange.linkedin.people import (
    Invitation,
    People,
    Person,
    count_messages,
    name_key,
    text_key,
    url_key,
)
from ssi_tui.exchange.linkedin.records import pieces
from ssi_tui.exchange.linkedin.sources import Source

HEAD_MAX = 1 << 20
"""Bytes of a page in which the date is looked for; it stands below the title."""


BEFORE, AFTER = timedelta(minutes=-1), timedelta(minutes=2)
"""An article's row in Shares is within a minute of it, and the article's second is not told."""


_PUBLISHED = re.compile(
    rb"""class=["']?published["']?[^<>]{0,80}>[^<0-9]{0,80}(\d{4}-\d\d-\d\d[ T]\d\d:\d\d)"""
)


_DRAFT = re.compile(r"\d{4}-\d\d-\d\d")


def published(source: Source) -> datetime | None:
    """When it was published, in UTC; None for a draft: a date in the file's name marks one."""
    if _DRAFT.search(source.path.rpartition("/")[2]):
        return None
    head = b""
    for piece in pieces(source):
        if len(head) < HEAD_MAX:
            head += piece
    found = _PUBLISHED.search(head.replace(b"\0", b""))
    return parse_moment(found[1].decode("ascii")) if found else None


def rows_of_articles(articles: list[datetime], shares: list[datetime]) -> set[int]:
    """Which of the shares (moments in UTC, sorted) are rows of articles, each of one at most."""
    taken: set[int] = set()
    at = 0
    for article in sorted(articles):
        while at < len(shares) and shares[at] < article + BEFORE:
            at += 1
        if at < len(shares) and shares[at] < article + AFTER:
            taken.add(at)
            at += 1
    return taken


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


COLUMNS = {
    "headline": ("headline",),
    "summary": ("summary",),
    "industry": ("industry",),
    "place": ("geolocation", "location", "address"),
    "contact": ("websites", "twitterhandles", "instantmessengers"),
}
"""Section -> columns of Profile, any of which fills it."""


EMPTY = ("", "[]", "[none]", "none", "null")


ALL = (*COLUMNS, "jobs", "job texts", "education", "skills", "extras")
"""Ten sections; picture and featured posts are in no archive."""


class Standing:
    """Collects what is filled."""

    def __init__(self) -> None:
        self._filled: set[str] = set()
        self._seen = False

    def take(
        self,
        header: Header,
        rows: Iterable[list[str]],
        scope: Scope,
        tally: Tally,
        people: People,
    ) -> None:
        """Look at Profile, Skills, Positions or Education."""
        for row in rows:
            cells = dict(zip(header.columns, row, strict=False))
            match header.form.table:
                case Table.PROFILE:
                    self._profile(cells, people)
                case Table.SKILLS if cells["name"].strip():
                    self._filled.add("skills")
                    tally.own(scope, Stock.SKILLS)
                case Table.POSITIONS:
                    self._filled.add("jobs")
                    if cells.get("description", "").strip():
                        self._filled.add("job texts")
                case Table.EDUCATION:
                    self._filled.add("education")

    def file(self, plain: str) -> None:
        """A file of that plain name has rows."""
        self._filled |= {section for section, names in SECTIONS.items() if plain in names}

    @property
    def fraction(self) -> float | None:
        """Part of the ten sections that is filled, 0 to 1; None without a Profile."""
        return round(len(self._filled) / len(ALL), 2) if self._seen else None

    def _profile(self, cells: dict[str, str], people: People) -> None:
        self._seen = True
        owner = name_key(cells.get("firstname", ""), cells.get("lastname", ""))
        if owner is not None:
            people.owner_names.add(owner)
        for section, columns in COLUMNS.items():
            if any(cells.get(name, "").strip().casefold() not in EMPTY for name in columns):
                self._filled.add(section)


Rows = Iterable[list[str]]


NO_DATE = "unreadable-date"


GROUP = "grouppost"


HIDDEN = ("pending", "hidden", "deleted")
"""A recommendation that nobody sees."""


class Counting:
    """Takes the tables in, in the order of `ORDER`."""

    def __init__(self, zone: tzinfo | None) -> None:
        self.tally, self.people = Tally(), People()
        self.standing = Standing()
        self.articles: list[datetime] = []
        self._zone = zone

    def take(self, header: Header, rows: Rows, scope: Scope) -> tuple[int, Counter[str]]:
        """Count a table's rows; how many there were, and why some were not counted."""
        skipped: Counter[str] = Counter()
        counted = _Counted(rows)
        match header.form.table:
            case Table.SHARES:
                self._shares(header, counted, scope, skipped)
            case Table.REACTIONS:
                self._reactions(header, counted, scope, skipped)
            case Table.INVITATIONS:
                self._invitations(header, counted, scope, skipped)
            case Table.CONNECTIONS:
                self._connections(header, counted, scope, skipped)
            case Table.MESSAGES:
                sent = self.tally.days(scope, ActionKind.MESSAGE)
                count_messages(header, counted, self.people, self._day(header), sent, skipped)
            case Table.PROFILE | Table.SKILLS | Table.POSITIONS | Table.EDUCATION:
                self.standing.take(header, counted, scope, self.tally, self.people)
            case _:
                self._plain(header, counted, scope, skipped)
        return counted.number, skipped

    def article(
        self, moment: datetime, header_day: Callable[[datetime], date], scope: Scope
    ) -> None:
        """Count an article that was published at that moment in UTC."""
        self.articles.append(moment)
        self.tally.days(scope, ActionKind.ARTICLE)[header_day(moment)] += 1
        self.tally.own(scope, Stock.ARTICLES)

    def finish(self) -> None:
        """Join what the tables say together."""
        for ours, day in self.people.accepted():
            kind = ActionKind.REQUEST_ACCEPTED if ours else ActionKind.INVITATION_ACCEPTED
            self.tally.days(("joined",), kind)[day] += 1

    def _day(self, header: Header) -> Callable[[datetime], date]:
        return day_reader(header.form.clock, self._zone)

    def _dated(
        self, header: Header, rows: Rows, skipped: Counter[str]
    ) -> Iterator[tuple[datetime, list[str]]]:
        """The rows whose date can be read, as wide as the header."""
        at, width = header.date, len(header.columns)
        for row in rows:
            moment = parse_moment(row[at]) if at is not None and at < len(row) else None
            if moment is None:
                skipped[NO_DATE] += 1
                continue
            yield moment, row + [""] * (width - len(row))

    def _plain(self, header: Header, rows: Rows, scope: Scope, skipped: Counter[str]) -> None:
        """One row, one action."""
        form, day = header.form, self._day(header)
        days = self.tally.days(scope, form.kind)
        status = next((n for n, c in enumerate(header.columns) if c.endswith("status")), None)
        stock = {Table.ENDORSED_BY: Stock.ENDORSEMENTS, Table.RECOMMENDED_BY: Stock.RECOMMENDATIONS}
        lasting = stock.get(form.table)
        for moment, row in self._dated(header, rows, skipped):
            word = row[status].strip().casefold() if status is not None else ""
            if form.status and word not in form.status:
                skipped["status"] += 1
                continue
            days[day(moment)] += 1
            if lasting is not None and word not in HIDDEN:
                self.tally.own(scope, lasting)

    def _shares(self, header: Header, rows: Rows, scope: Scope, skipped: Counter[str]) -> None:
        """Each link once, at its earliest row; articles have their rows here too."""
        at = header.column("sharelink", "link", "url")
        first: dict[int, tuple[datetime, bool]] = {}
        for number, (moment, row) in enumerate(self._dated(header, rows, skipped)):
            link = row[at].strip() if at is not None else ""
            key = hash(link) if link else number - (1 << 70)  # rows without a link differ
            known = first.get(key)
            skipped["repeated"] += known is not None
            if known is None or moment < known[0]:
                first[key] = moment, GROUP in link.casefold()
        day = self._day(header)
        posts = sorted(moment for moment, group in first.values() if not group)
        articles = rows_of_articles(self.articles, posts)
        skipped["article"] += len(articles)
        for number, moment in enumerate(posts):
            if number not in articles:
                self.tally.days(scope, ActionKind.POST)[day(moment)] += 1
        for moment, group in first.values():
            if group:
                self.tally.days(scope, ActionKind.GROUP_POST)[day(moment)] += 1

    def _reactions(self, header: Header, rows: Rows, scope: Scope, skipped: Counter[str]) -> None:
        """Two may share a second: date and link tell them apart."""
        at, day = header.column("link", "url"), self._day(header)
        days = self.tally.days(scope, ActionKind.REACTION)
        seen: set[int] = set()
        for moment, row in self._dated(header, rows, skipped):
            if at is not None and row[at].strip():
                key = hash((moment, row[at].strip()))
                if key in seen:
                    skipped["repeated"] += 1
                    continue
                seen.add(key)
            days[day(moment)] += 1

    def _invitations(self, header: Header, rows: Rows, scope: Scope, skipped: Counter[str]) -> None:
        day, people = self._day(header), self.people
        urls = [header.column("inviterprofileurl"), header.column("inviteeprofileurl")]
        to, names = header.column("direction"), [header.column("from"), header.column("to")]
        note_at = header.column("message")
        for moment, row in self._dated(header, rows, skipped):
            way = row[to].strip().upper() if to is not None else ""
            if way not in ("OUTGOING", "INCOMING"):
                skipped["direction"] += 1
                continue
            ends = [
                Person(
                    url=url_key(row[url]) if url is not None else None,
                    name=name_key(row[name]) if name is not None else None,
                )
                for url, name in zip(urls, names, strict=True)
            ]
            out = way == "OUTGOING"
            owner, other = ends if out else reversed(ends)
            if owner.url is not None:
                people.owner_urls[owner.url] += 1
            if out and owner.name is not None:
                people.sender_names[owner.name] += 1
            note = text_key(row[note_at]) if note_at is not None else None
            on = day(moment)
            people.invite(
                Invitation(day=on, outgoing=out, note=note is not None, other=other), note
            )
            kind = ActionKind.REQUEST if note is None else ActionKind.REQUEST_WITH_NOTE
            self.tally.days(scope, kind if out else ActionKind.INVITATION_RECEIVED)[on] += 1

    def _connections(self, header: Header, rows: Rows, scope: Scope, skipped: Counter[str]) -> None:
        """Rows without a name are people who left: connections made all the same."""
        day, days = self._day(header), self.tally.days(scope, CONNECTION)
        url, names = header.column("url"), [header.column("firstname"), header.column("lastname")]
        for moment, row in self._dated(header, rows, skipped):
            on = day(moment)
            name = name_key(*(row[at] for at in names if at is not None))
            self.people.connect(url_key(row[url]) if url is not None else None, name, on)
            days[on] += 1
            self.tally.own(scope, Stock.NETWORK)


class _Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self.number = rows, 0

    def __iter__(self) -> Iterator[list[str]]:
        for row in self._rows:
            self.number += 1
            yield row
