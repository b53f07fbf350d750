"""What each file of the archive looks like: its header, then its name; and how it writes a date."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sim.terms import ActionKind, Stock
from ssi_tui.exchange.csv_text import word_set
from ssi_tui.exchange.days import Order, read_moment, serial_day
from ssi_tui.exchange.linkedin.records import RecordFields, Records, TableLayout, Uncounted
from ssi_tui.exchange.linkedin.sources import ArchiveRefusedError, Refusal, Table, plain

YEARS = range(2002, 2100)
"""LinkedIn was founded in 2002; other years are no years."""

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
"""English in every account that was seen, also in a Spanish one."""

_SPELLED = (
    re.compile(
        r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4}|\d\d),? +(?P<hour>\d\d?):(?P<minute>\d\d)"
        r"(?::\d\d)?[ \u00a0\u202f]?(?P<half>[AaPp])[Mm]"
    ),
    re.compile(
        r"(?:[A-Za-z]{3} )?(?P<month>[A-Za-z]{3})[a-z]* (?P<day>\d\d?) "
        r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d) \S+ (?P<year>\d{4})"
    ),
    re.compile(r"(?P<day>\d\d?)[ -](?P<month>[A-Za-z]{3})[a-z]*\.?[ -](?P<year>\d{4})"),
)
"""American, with words, and short."""


class Clock(StrEnum):
    """Whose clock a table's times are read from."""

    UTC = "utc"
    PACIFIC = "pacific"
    """California's, with daylight saving."""
    UTC_DAY = "utc-day"
    """Days without an hour: the day in UTC is kept, so that all archives agree on it."""


class Stamp(NamedTuple):
    """What a cell of a date says."""

    moment: datetime
    """On the clock of its table; in UTC where the cell names a zone; at 0:00 without a time."""
    timed: bool = True
    """Whether it has a time of day: a spreadsheet that saved the table leaves it out."""
    zoned: bool = False
    """Whether the cell names the zone itself."""


def parse_moment(text: str) -> datetime | None:
    """What a cell says, without a zone; None where it is no date that LinkedIn can have written.

    Forms: ``2025-07-01 14:33:22``, ``2023/04/22 09:54:59 UTC``, ``Wed Mar 13 18:51:14 UTC 2024``,
    ``3/12/24, 11:20 AM`` (month first) and ``20 Mar 2024``.
    """
    text = text.strip()[:40]
    try:
        if text[:4].isdecimal():
            if text[19:].strip().upper() not in ("", "UTC") and text[19] not in ".,":
                return None
            moment = datetime.fromisoformat(text[:19].replace("/", "-"))
        else:
            moment = _spelled(text)
    except (ValueError, KeyError):
        return None
    return moment if moment.year in YEARS and moment.tzinfo is None else None


def parse_stamp(text: str, order: Order = Order.MONTH) -> Stamp | None:
    """What a cell says, in LinkedIn's forms or in those of a spreadsheet that saved the table.

    ``order`` is that of day and month in the whole column, for forms that are not LinkedIn's own.
    """
    moment = parse_moment(text)
    if moment is not None:
        return Stamp(moment, timed=moment.time() != time() or ":" in text)
    serial = serial_day(text)
    if serial is not None:
        return Stamp(datetime.combine(serial, time()), timed=False)
    known = read_moment(text[:60], order)
    if known is None or known.day.year not in YEARS:
        return None
    if known.time is None:
        return Stamp(datetime.combine(known.day, time()), timed=False)
    if known.time.tzinfo is None:
        return Stamp(known.time)
    return Stamp(known.time.astimezone(UTC).replace(tzinfo=None), zoned=True)


def day_reader(clock: Clock, zone: tzinfo | None) -> Callable[[Stamp], date]:
    """From a stamp on that clock to the user's day; ``zone`` None is the system's own."""
    theirs = pacific() if clock is Clock.PACIFIC else UTC

    def day(stamp: Stamp) -> date:
        if not stamp.timed or (clock is Clock.UTC_DAY and not stamp.zoned):
            return stamp.moment.date()
        own = UTC if stamp.zoned else theirs
        return stamp.moment.replace(tzinfo=own).astimezone(zone).date()

    return day


def pacific() -> tzinfo:
    """The zone of LinkedIn's home."""
    try:
        return ZoneInfo("America/Los_Angeles")
    except ZoneInfoNotFoundError:
        raise ArchiveRefusedError("", Refusal.TIME_ZONES) from None


def _spelled(text: str) -> datetime:
    """A moment that does not begin with its year: ValueError or KeyError for anything else."""
    match = next((match for form in _SPELLED if (match := form.fullmatch(text))), None)
    if match is None:
        raise ValueError
    said = {"hour": "0", "minute": "0", "second": "0", "half": "", **match.groupdict()}
    hour = int(said["hour"])
    if said["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + 12 * (said["half"] in "Pp")
    year = int(said["year"]) + 2000 * (len(said["year"]) == 2)
    name = said["month"].lower()
    month = int(name) if name.isdecimal() else MONTHS[name]
    return datetime(year, month, int(said["day"]), hour, int(said["minute"]), int(said["second"]))


CONNECTION = "connection"
"""A connection made: who asked whom is known only where an invitation says so."""
SIGN_IN = "sign-in"
"""Too sparse to be an active day."""
REPORT_ONLY = frozenset((CONNECTION, SIGN_IN))
"""Counted and shown, but no actions of the journal."""


NOT_IN_BASIC = {
    *(Table.SHARES, Table.REPOSTS, Table.COMMENTS, Table.REACTIONS, Table.VOTES),
    *(Table.SEARCHES, Table.ARTICLES, Table.LOGINS),
}

COMPLETE_ONLY = frozenset((Table.SHARES, Table.COMMENTS, Table.REACTIONS, Table.SEARCHES))
"""Where one of these is there, the archive is a complete one."""


@dataclass(frozen=True, kw_only=True)
class TableForm:
    """How one table is recognised and read; column names are small letters and digits only."""

    table: Table
    needs: frozenset[str]
    """Columns that its header has in every year."""
    names: tuple[str, ...]
    """Plain names of the file: decide where headers are alike, and where one is unknown."""
    name_decides: bool = False
    """Other files have the same header."""
    only: bool = False
    """Its header has these columns and no others."""
    date: tuple[str, ...] = ()
    """Columns that may say when, the best first."""
    clock: Clock = Clock.UTC
    kind: str = ""
    """What each row counts as, where that is all there is to it."""
    identity: tuple[str, ...] = ()
    """Columns, `LINKS` for any of them, that tell a row of a day from the others, in the archives
    of all years."""
    lasting: str = ""
    """The stock that each row adds to."""
    status: tuple[str, ...] = ()
    """Values of the column ``status`` that count; empty for all."""
    text: str = ""
    """The column that people wrote into."""
    led: bool = False
    """Records start with a date."""
    linked: bool = False
    """And a link after it."""
    backslash: bool = False


def _form(table: Table, needs: str, names: str, **more: object) -> TableForm:
    wanted = frozenset(needs.split())
    return TableForm(table=table, needs=wanted, names=tuple(names.split()), **more)  # type: ignore[arg-type]


LINKS = ("link", "sharelink", "url", "posturl", "postlink", "shareurl")
"""Names of a column of links."""
_FOLLOW = ActionKind.FOLLOW
_ACCEPTED = ("accepted", "")

FORMS = (
    _form(Table.SHARES, "date sharelink", "shares", date=("date", "sharedate"), led=True,
          linked=True, text="sharecommentary"),
    _form(Table.COMMENTS, "date link message", "comments", date=("date",), led=True, linked=True,
          text="message", backslash=True, kind=ActionKind.COMMENT, identity=LINKS),
    _form(Table.REACTIONS, "date type link", "reactions likes", date=("date",), led=True),
    _form(Table.VOTES, "date link optiontext", "votes", date=("date",), led=True, linked=True,
          text="optiontext", kind=ActionKind.POLL_VOTE, identity=LINKS),
    _form(Table.REPOSTS, "date link", "instantreposts", date=("date",), led=True, linked=True,
          only=True, kind=ActionKind.REPOST, identity=LINKS),
    _form(Table.INVITATIONS, "from to sentat direction", "invitations", date=("sentat",),
          clock=Clock.PACIFIC, text="message"),
    _form(Table.CONNECTIONS, "firstname lastname connectedon", "connections",
          date=("connectedon",), clock=Clock.UTC_DAY, text="position"),
    _form(Table.MESSAGES, "conversationid from date", "messages", date=("date",), text="content"),
    _form(Table.SEARCHES, "time searchquery", "searchqueries", date=("time", "date"), led=True,
          text="searchquery"),
    _form(Table.COMPANY_FOLLOWS, "organization followedon", "companyfollows",
          date=("followedon",), text="organization", kind=_FOLLOW, identity=("organization",)),
    _form(Table.MEMBER_FOLLOWS, "date status fullname", "memberfollows", date=("date",), led=True,
          text="fullname", kind=_FOLLOW, identity=("fullname",)),
    _form(Table.ENDORSED_BY, "endorsementdate endorserfirstname", "endorsementreceivedinfo",
          date=("endorsementdate",), led=True, text="skillname", status=_ACCEPTED,
          kind=ActionKind.ENDORSEMENT_RECEIVED, lasting=Stock.ENDORSEMENTS,
          identity=("skillname", "endorserfirstname", "endorserlastname")),
    _form(Table.ENDORSED, "endorsementdate endorseefirstname", "endorsementgiveninfo",
          date=("endorsementdate",), led=True, text="skillname", status=_ACCEPTED,
          kind=ActionKind.ENDORSEMENT_GIVEN,
          identity=("skillname", "endorseefirstname", "endorseelastname")),
    _form(Table.RECOMMENDED_BY, "firstname lastname text creationdate", "recommendationsreceived",
          name_decides=True, date=("creationdate",), clock=Clock.PACIFIC, text="text",
          kind=ActionKind.RECOMMENDATION_RECEIVED, lasting=Stock.RECOMMENDATIONS,
          identity=("firstname", "lastname")),
    _form(Table.RECOMMENDED, "firstname lastname text creationdate", "recommendationsgiven",
          name_decides=True, date=("creationdate",), clock=Clock.PACIFIC, text="text",
          kind=ActionKind.RECOMMENDATION_GIVEN, identity=("firstname", "lastname")),
    _form(Table.LOGINS, "logindate", "logins", date=("logindate",), led=True, text="useragent",
          kind=SIGN_IN),
    _form(Table.PROFILE, "firstname lastname headline", "profile"),
    _form(Table.SKILLS, "name", "skills", name_decides=True),
    _form(Table.POSITIONS, "companyname title", "positions"),
    _form(Table.EDUCATION, "schoolname", "education"),
)  # fmt: skip

NOT_MESSAGES = ("guide", "coach", "learning")
"""Files that share the header of messages and hold none of the member's own."""

OTHER_FILES = word_set("""
    adtargeting, adsclicked, causesyoucareabout, certifications, courses, emailaddresses, events,
    groups, hashtagfollows, honors, imports, importedcontacts, inferencesaboutyou, inferences,
    jobapplicantsavedanswers, jobapplicantsavedscreeningquestionresponses, jobapplications,
    jobpostings, jobseekerpreferences, languages, learning, organizations, patents, phonenumbers,
    privateidentityasset, profilesummary, projects, providers, publications, receipts, receiptsv2,
    recommendations, registration, richmedia, savedjobs, savedjobalerts, securitychallenges,
    services, testscores, twitter, verifications, volunteering, volunteeringexperiences,
    whatsappphonenumbers
""")
"""Plain names of files that belong to an archive and say nothing about actions."""

SECTIONS: Mapping[str, frozenset[str]] = {
    "contact": word_set("emailaddresses, phonenumbers, whatsappphonenumbers"),
    "extras": word_set("""
        certifications, courses, honors, languages, organizations, patents, projects, publications,
        testscores, volunteering, volunteeringexperiences
    """),
}
"""Parts of a profile that are filled where one of these files has a row."""

PREAMBLE = 12
"""Lines among which the header is looked for: Connections has three above it."""
DELIMITERS = ",\t;"

_DATE = (
    r'"?(?:\d{4}[-/]\d\d?[-/]\d\d?[ T]\d\d?:\d\d(?::\d\d)?(?:\.\d+)?(?: UTC)?'
    r"|[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d? \d\d:\d\d:\d\d \S{1,6} \d{4}"
    r'|\d\d?/\d\d?/\d\d(?:\d\d)?,? \d\d?:\d\d [AP]M)"?'
)

_SAVED = (
    r'"?(?:\d{4}[-/]\d\d?[-/]\d\d?|[3-7]\d{4}(?:[.,]\d+)?|\d\d?[-/.]\d\d?[-/.]\d{2,4}|'
    r"\d\d?[-. ]{1,2}[^\W\d_]{3,9}\.?[- ]\d{2,4})"
    r'(?:[ T,]{1,2}\d\d?[:.]\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?UTC|Z|[+-]\d\d:?\d\d)?)?"?'
)
"""A date as a spreadsheet writes it that has saved a table of LinkedIn's."""


@dataclass(frozen=True, kw_only=True)
class Header:
    """A table that was recognised."""

    form: TableForm
    columns: tuple[str, ...]
    """Small letters and digits only."""
    above: int
    """Lines up to and with the header."""
    by_name: bool
    """The header is not one that was seen before; the name says what it is."""
    layout: TableLayout

    def cell(self, *names: str) -> Callable[[Sequence[str]], str]:
        """Reads the first of these columns; empty where there is none."""
        at = _place(self.columns, names)
        return (lambda _: "") if at is None else itemgetter(at)

    @property
    def date(self) -> int | None:
        """Where the date is."""
        place = _place(self.columns, self.form.date)
        if place is None and self.form.date:
            words = ("date", "time", "on", "at")
            place = next((n for n, name in enumerate(self.columns) if name.endswith(words)), None)
        return place


def recognise(name: str, first: Sequence[str]) -> Header | str:
    """The table, or the reason why a file is passed over; `name` is the file's plain name."""
    rows = [_split(line) for line in first[:PREAMBLE]]
    for number, (columns, _) in enumerate(rows, start=1):
        form = _by_header(name, columns)
        if isinstance(form, TableForm):
            if form.table is Table.MESSAGES and name.startswith(NOT_MESSAGES):
                return "not-messages"
            return _header(form, rows[number - 1], number, first, by_name=False)
        if form:
            return form
    if not any(line.strip() for line in first):
        return "empty"
    named = _named(name)
    if named is not None and named.date:
        number = next((n for n, line in enumerate(first) if line.strip()), 0)
        row = rows[min(number, len(rows) - 1)]
        header = _header(named, row, number + 1, first, by_name=True)
        return "unknown-header" if header.date is None else header
    return "not-needed" if name in OTHER_FILES else "unknown-header"


def _by_header(name: str, columns: tuple[str, ...]) -> TableForm | str:
    """The form whose header this is, or why it can't be told, or an empty text."""
    have = set(columns)
    fitting = [
        form
        for form in FORMS
        if form.needs <= have and (not (form.only or form.needs == {"name"}) or form.needs == have)
    ]
    named = _named(name)
    if named is not None and fitting:
        short = len(columns) == 2 and not have.isdisjoint(named.date)
        if named in fitting or short:  # many tables have a date and a link: the name decides
            return named
    telling = next((form for form in fitting if not form.name_decides), None)
    if telling is not None or not fitting or name in OTHER_FILES:
        return telling or ""
    return "unknown-header" if Table.SKILLS in [form.table for form in fitting] else "no-direction"


def _named(name: str) -> TableForm | None:
    """The form of a file of that plain name."""
    return next((form for form in FORMS if name in form.names), None)


def _place(columns: Sequence[str], names: Iterable[str]) -> int | None:
    """Where the first of these columns is."""
    return next((columns.index(name) for name in names if name in columns), None)


def _split(line: str) -> tuple[tuple[str, ...], str]:
    """The line's columns and what stands between them."""
    line = line[:4000]
    delimiter = max(DELIMITERS, key=line.count)
    fields = RecordFields(delimiter, False)
    if not fields.feed(line):
        return (), delimiter
    return tuple(plain(field) for field in fields.done), delimiter


def _header(
    form: TableForm,
    row: tuple[tuple[str, ...], str],
    above: int,
    first: Sequence[str],
    *,
    by_name: bool,
) -> Header:
    columns, delimiter = row
    date, below = _place(columns, form.date), first[above:]

    def own(fields: list[str]) -> bool:
        return date is not None and date < len(fields) and parse_stamp(fields[date]) is not None

    def start_of(written: str) -> re.Pattern[str]:
        """What a record starts with: a date, and a link where one follows."""
        after = rf"(?:{delimiter}|$)"
        if form.linked and len(columns) > 1 and "link" in columns[1]:
            after = rf'(?:{delimiter}"?(?:https?:|urn:|www\.|{delimiter}|"?$|"{delimiter})|$)'
        return re.compile(written + after)

    start = start_of(_DATE) if form.led and date == 0 else None
    if start is not None and not any(map(start.match, below)):
        saved = start_of(_SAVED)
        start = saved if any(map(saved.match, below)) else start
    layout = TableLayout(
        delimiter=delimiter,
        width=len(columns),
        text=_place(columns, (form.text,)),
        start=start,
        backslash=form.backslash,
        own=own,
    )
    return Header(form=form, columns=columns, above=above, by_name=by_name, layout=layout)


class TableRows:
    """The rows of a table, counted as they pass."""

    def __init__(
        self,
        header: Header,
        rows: Iterable[list[str]],
        order: Order,
        last: date,
        zone: tzinfo | None,
    ) -> None:
        """``last``: the day after which nothing can have been; ``zone``: the user's."""
        self.header, self.order, self.last = header, order, last
        self.day = day_reader(header.form.clock, zone)
        """The user's day of a moment."""
        self.skipped = Uncounted()
        self.number = 0
        self._seen: set[Hashable] = set()
        self._rows = rows

    @property
    def line(self) -> int:
        """On which line of the file the row begins that passed last."""
        below = self._rows.line if isinstance(self._rows, Records) else self.number
        return self.header.above + below

    def __iter__(self) -> Iterator[list[str]]:
        """Rows at least as wide as the header."""
        width = len(self.header.columns)
        for row in self._rows:
            self.number += 1
            yield row + [""] * (width - len(row))
        if isinstance(self._rows, Records):
            self.skipped["no-record"] += self._rows.orphans

    def again(self, key: Hashable) -> bool:
        """Whether a row of this key has passed already: it counts as repeated."""
        known = key in self._seen
        self._seen.add(key)
        if known:
            self.skipped["repeated"] += 1
        return known

    def dated(self) -> Iterator[tuple[Stamp, list[str]]]:
        """The rows whose date can be read and has been."""
        at = self.header.date
        for row in self:
            cell = "" if at is None else row[at]
            stamp = parse_stamp(cell, self.order)
            if stamp is None:
                self.skipped.fault("no-day", self.line, cell)
            elif stamp.moment.date() > self.last:
                self.skipped.fault("to-come", self.line, cell)
            else:
                yield stamp, row
