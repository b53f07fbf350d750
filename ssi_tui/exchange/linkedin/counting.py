"""From rows to counts per day: what counts, what is a repeat, and what is not ours.

Rows are counted once, whatever files they stand in: parts of a table hold different rows and add
up; copies, spreadsheets that saved a table and archives of other years hold the same rows and do
not.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from urllib.parse import unquote

from sim.terms import ActionKind, Stock
from ssi_tui.exchange.days import Order
from ssi_tui.exchange.linkedin.formats import (
    CONNECTION,
    LINKS,
    SECTIONS,
    Clock,
    Header,
    Stamp,
    TableRows,
    day_reader,
    parse_moment,
)
from ssi_tui.exchange.linkedin.people import (
    Invitation,
    Key,
    Messages,
    People,
    Person,
    alike,
    name_key,
    text_key,
    url_key,
)
from ssi_tui.exchange.linkedin.records import pieces
from ssi_tui.exchange.linkedin.sources import ArchiveFile, Table

RowKey = Hashable
VERSIONS = 0.5
"""Part of the smaller file's rows from which two files are versions of one table."""


class LedgerFile:
    """Rows of one file: the same identity twice in it is two rows that look alike."""

    def __init__(self, ledger: "Ledger", archive: str) -> None:
        self._ledger, self.archive = ledger, archive
        self._seen: Counter[RowKey] = Counter()
        self.lasting: dict[str, set[RowKey]] = defaultdict(set)
        """Stock -> its rows."""

    def add(self, kind: str, identity: RowKey, day: date) -> None:
        """Count a row."""
        self._ledger.add(kind, self._numbered(kind, identity), day)

    def keep(self, stock: str, identity: RowKey) -> None:
        """Add a row to a stock."""
        self.lasting[str(stock)].add(self._numbered(stock, identity))

    def _numbered(self, kind: str, identity: RowKey) -> RowKey:
        key = hash((str(kind), identity))
        self._seen[key] += 1
        return key, self._seen[key]


class Ledger:
    """Rows that count, by their identity."""

    def __init__(self) -> None:
        self._days: dict[str, dict[RowKey, date]] = defaultdict(dict)
        self._files: list[LedgerFile] = []

    def file(self, archive: str) -> LedgerFile:
        """Begin a file of that archive."""
        self._files.append(LedgerFile(self, archive))
        return self._files[-1]

    def add(self, kind: str, key: RowKey, day: date) -> None:
        """Count a row that happened on a day of the user's, if it was not counted before."""
        rows = self._days[str(kind)]
        rows[key] = min(day, rows.get(key, day))

    def counts(self) -> dict[str, dict[date, int]]:
        """Kind -> day -> how many, days in order."""
        return {
            kind: dict(sorted(Counter(rows.values()).items()))
            for kind, rows in sorted(self._days.items())
        }

    def stocks(self) -> dict[str, float]:
        """Stock -> how many there are now, by the fullest version of each table.

        What was removed between two archives of one member is not counted with the rest.
        """
        archives: dict[str, dict[str, list[set[RowKey]]]] = {}
        for file in self._files:
            for stock, keys in file.lasting.items():
                archives.setdefault(stock, {}).setdefault(file.archive, []).append(keys)
        stocks = {}
        for stock, files in sorted(archives.items()):
            whole = [set().union(*_fullest(parts)) for parts in files.values()]
            stocks[stock] = float(sum(map(len, _fullest(whole))))
        return stocks


def _fullest(versions: Iterable[set[RowKey]]) -> list[set[RowKey]]:
    """Of sets that overlap the largest; all of those that do not."""
    fullest: list[set[RowKey]] = []
    for keys in sorted(versions, key=len, reverse=True):
        if all(len(keys & other) < VERSIONS * len(keys) for other in fullest):
            fullest.append(keys)
    return fullest


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

    def take(self, rows: TableRows, file: LedgerFile, people: People) -> None:
        """Look at Profile, Skills, Positions or Education."""
        for row in rows:
            cells = dict(zip(rows.header.columns, map(str.strip, row), strict=False))
            match rows.header.form.table:
                case Table.PROFILE:
                    self._seen = True
                    people.own(name_key(cells.get("firstname", ""), cells.get("lastname", "")))
                    self._filled |= {
                        section
                        for section, columns in COLUMNS.items()
                        if any(cells.get(name, "").casefold() not in EMPTY for name in columns)
                    }
                case Table.SKILLS if cells["name"]:
                    self._filled.add("skills")
                    file.keep(Stock.SKILLS, cells["name"].casefold())
                case Table.POSITIONS:
                    self._filled.add("jobs")
                    if cells.get("description"):
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


HEAD_MAX = 1 << 20
"""Bytes of a page in which the date is looked for; it stands below the title."""
BEFORE, AFTER = timedelta(minutes=-1), timedelta(minutes=2)
"""An article's row in Shares is within a minute of it, and the article's second is not told."""

_PUBLISHED = re.compile(
    rb"""class=["']?published["']?[^<>]{0,80}>[^<0-9]{0,80}(\d{4}-\d\d-\d\d[ T]\d\d:\d\d)"""
)

_DRAFT = re.compile(r"\d{4}-\d\d-\d\d")


def published(source: ArchiveFile) -> datetime | None:
    """When it was published, in UTC; None for a draft: a date in the file's name marks one."""
    if _DRAFT.search(source.path.rpartition("/")[2]):
        return None
    head = b""
    for piece in pieces(source):
        if len(head) < HEAD_MAX:
            head += piece
    match = _PUBLISHED.search(head.replace(b"\0", b""))
    return parse_moment(match[1].decode("ascii")) if match else None


def rows_of_articles(articles: list[datetime], shares: Sequence[datetime]) -> set[int]:
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


GROUP = "grouppost"
HIDDEN = ("pending", "hidden", "deleted")
"""A recommendation that nobody sees."""
ENDED = (
    *("unfollow", "inactive", "removed", "deleted", "withdrawn", "ended", "cancel", "not "),
    *("no longer", "former", "stop", "block"),
)
"""How the status of a row begins that is over, or was never one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Share:
    moment: datetime
    day: date
    group: bool
    skipped: Counter[str]
    """Of its file."""


class Counting:
    """Takes the tables in, in the order of `ORDER`."""

    def __init__(self, zone: tzinfo | None, last: date) -> None:
        """``last``: the day after which nothing can have been."""
        self.ledger, self.people = Ledger(), People()
        self.messages = Messages(self.people)
        self.standing = Standing()
        self.articles: dict[int, datetime] = {}
        self._shares: dict[int, _Share] = {}
        self._zone, self._last = zone, last

    def take(
        self,
        header: Header,
        rows: Iterable[list[str]],
        archive: str,
        order: Order,
        *,
        undated: bool,
    ) -> TableRows:
        """Count a table's rows; `undated`: of connections, where nobody can tell since when.

        Why some were not counted is complete only once all tables are taken and `finish` was
        called.
        """
        table = TableRows(header, rows, order, self._last, self._zone)
        file = self.ledger.file(archive)
        match header.form.table:
            case Table.SHARES:
                self._take_shares(table)
            case Table.REACTIONS:
                self._reactions(table, file)
            case Table.SEARCHES:
                self._searches(table)
            case Table.INVITATIONS:
                self._invitations(table, file)
            case Table.CONNECTIONS:
                self._connections(table, file, undated=undated)
            case Table.MESSAGES:
                self.messages.take(table)
            case Table.PROFILE | Table.SKILLS | Table.POSITIONS | Table.EDUCATION:
                self.standing.take(table, file, self.people)
            case _:
                self._plain(table, file)
        return table

    def article(self, moment: datetime, name: str, file: LedgerFile) -> None:
        """Count an article that was published at that moment in UTC."""
        key = hash((moment, name))
        self.articles[key] = moment
        day = day_reader(Clock.UTC, self._zone)(Stamp(moment))
        self.ledger.add(ActionKind.ARTICLE, key, day)
        file.keep(Stock.ARTICLES, key)

    def finish(self) -> None:
        """Join what the tables say together."""
        shares = sorted(self._shares.items(), key=lambda item: item[1].moment)
        posts = [(key, share) for key, share in shares if not share.group]
        moments = [share.moment for _, share in posts]
        articles = rows_of_articles(list(self.articles.values()), moments)
        for number, (key, share) in enumerate(posts):
            if number in articles:
                share.skipped["article"] += 1
            else:
                self.ledger.add(ActionKind.POST, key, share.day)
        for key, share in shares:
            if share.group:
                self.ledger.add(ActionKind.GROUP_POST, key, share.day)
        for day, count in self.messages.settle().items():
            for number in range(count):
                self.ledger.add(ActionKind.MESSAGE, (day, number), day)
        for number, (ours, day) in enumerate(self.people.accepted()):
            kind = ActionKind.REQUEST_ACCEPTED if ours else ActionKind.INVITATION_ACCEPTED
            self.ledger.add(kind, number, day)

    def _plain(self, table: TableRows, file: LedgerFile) -> None:
        """One row, one action; the same row twice in one file was written twice."""
        header, form = table.header, table.header.form
        status_of = header.cell(*(name for name in header.columns if name.endswith("status")))
        names = [form.identity] if form.identity == LINKS else [(name,) for name in form.identity]
        telling = [header.cell(*some) for some in names]
        for stamp, row in table.dated():
            word = status_of(row).strip().casefold()
            if word.startswith(ENDED) or (form.status and word not in form.status):
                table.skipped["status"] += 1
                continue
            if stamp.timed and table.again(hash(tuple(row))):
                continue
            identity = (stamp.moment.date(), *(_plain_text(cell(row)) for cell in telling))
            file.add(form.kind, identity, table.day(stamp))
            if form.lasting and word not in HIDDEN:
                file.keep(form.lasting, identity)

    def _take_shares(self, table: TableRows) -> None:
        """Each link once, at its earliest row; articles have their rows here too."""
        link_of = table.header.cell(*LINKS)
        text_of = table.header.cell("sharecommentary", "text")
        unlinked: Counter[int] = Counter()
        for stamp, row in table.dated():
            link = _link(link_of(row))
            if not link:  # rows without a link differ by when and what
                base = hash((stamp.moment, text_key(text_of(row))))
                unlinked[base] += 1
                link = f"{base} {unlinked[base]}"
            key = hash(link)
            table.again(key)
            known = self._shares.get(key)
            if known is None or stamp.moment < known.moment:
                group = GROUP in link
                self._shares[key] = _Share(
                    moment=stamp.moment, day=table.day(stamp), group=group, skipped=table.skipped
                )

    def _reactions(self, table: TableRows, file: LedgerFile) -> None:
        """Two may share a second: date and link tell them apart."""
        link_of = table.header.cell(*LINKS)
        for stamp, row in table.dated():
            link = _link(link_of(row))
            if not (link and table.again(hash((stamp.moment, link)))):
                file.add(ActionKind.REACTION, (stamp.moment.date(), link), table.day(stamp))

    def _searches(self, table: TableRows) -> None:
        """One search stands there once for each page and filter: a query counts once a day."""
        query_of = table.header.cell("searchquery", "query")
        for stamp, row in table.dated():
            on = table.day(stamp)
            key = hash((on, _plain_text(query_of(row))))
            table.again(key)
            self.ledger.add(ActionKind.PEOPLE_SEARCH, key, on)

    def _invitations(self, table: TableRows, file: LedgerFile) -> None:
        people, cell = self.people, table.header.cell
        senders = cell("inviterprofileurl"), cell("from")
        receivers = cell("inviteeprofileurl"), cell("to")
        way_of, note_of = cell("direction"), cell("message")
        for stamp, row in table.dated():
            way = way_of(row).strip().upper()
            if way not in ("OUTGOING", "INCOMING"):
                table.skipped["direction"] += 1
                continue
            sender, receiver = (
                Person(url=url_key(url(row)), name=name_key(name(row)))
                for url, name in (senders, receivers)
            )
            out = way == "OUTGOING"
            owner, other = (sender, receiver) if out else (receiver, sender)
            if owner.url is not None:
                people.owner_urls[owner.url] += 1
            if out and owner.name is not None:
                people.sender_names[owner.name] += 1
            note, on = text_key(note_of(row)), table.day(stamp)
            people.invite(
                Invitation(day=on, outgoing=out, note=note is not None, other=other), note
            )
            kind = ActionKind.REQUEST if note is None else ActionKind.REQUEST_WITH_NOTE
            identity = stamp.moment.date(), other.identity
            file.add(kind if out else ActionKind.INVITATION_RECEIVED, identity, on)

    def _connections(self, table: TableRows, file: LedgerFile, *, undated: bool) -> None:
        """Rows without a name are people who left: connections made all the same."""
        cell = table.header.cell
        url_of, first_of, last_of = cell("url"), cell("firstname"), cell("lastname")
        if undated:
            for row in table:
                name = name_key(first_of(row), last_of(row))
                file.keep(Stock.NETWORK, url_key(url_of(row)) if name is None else name)
                table.skipped["unclear-day"] += 1
            return
        seen: set[tuple[Key | None, Key]] = set()
        for stamp, row in table.dated():
            name, address = name_key(first_of(row), last_of(row)), url_key(url_of(row))
            if address is not None:
                if (name, address) in seen:
                    continue
                seen.add((name, address))
            on = table.day(stamp)
            self.people.connect(address, name, on)
            identity = stamp.moment.date(), address if name is None else name
            file.add(CONNECTION, identity, on)
            file.keep(Stock.NETWORK, identity)


def _plain_text(text: str) -> str:
    """A cell that is the same in all files: a link without its escapes, a word without case."""
    return _link(text) if "/" in text else alike(text)


def _link(text: str) -> str:
    """A link without what differs between two archives: its escapes, scheme and host."""
    link = unquote(text.strip()).casefold().rstrip("/")
    return link.removeprefix("https://").removeprefix("http://").removeprefix("www.")
