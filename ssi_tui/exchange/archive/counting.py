"""From rows to counts per day: what counts, what is a repeat, and what is not ours."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, tzinfo

from sim.terms import ActionKind, Stock
from ssi_tui.exchange.archive.articles import rows_of_articles
from ssi_tui.exchange.archive.headers import Header
from ssi_tui.exchange.archive.messages import count_messages
from ssi_tui.exchange.archive.moments import day_reader, parse_moment
from ssi_tui.exchange.archive.people import Invitation, People, Person, name_key, text_key, url_key
from ssi_tui.exchange.archive.standing import Standing
from ssi_tui.exchange.archive.tables import CONNECTION, Table
from ssi_tui.exchange.archive.tally import Scope, Tally

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
