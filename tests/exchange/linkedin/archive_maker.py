"""Makes archives as LinkedIn does and did, with every oddity seen so far, and their true counts.

Everybody in them is invented.  `Made.truth` holds what an exact reader must find, in the days of
`ZONE`; `Made.secrets` every name, text and address that must never be seen again.
"""

import io
import random
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
PACIFIC = ZoneInfo("America/Los_Angeles")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
OWNER, OWNER_URL = ("Quirina", "Zwaluwstaart"), "https://www.linkedin.com/in/quirina-zwaluwstaart"
FIRST = ("Odalys", "Bertrand", "Xiomara", "Thelonius", "Pernille", "Jasper", "Cosimo")
LAST = ("Quackenbosch", "Featherstonehaugh", "Oosterhuis", "Brambleworth", "Lindqvistova")
TEXTS = (
    "Splendid zephyrs; could we talk about marmalade?",
    'He said "heliotrope" and left',
    "One, two, and a half, three",
    'Ends with "quotation"',
    "Line one of the vermilion story\nline two, with a comma\n\nline four",
    "Backslash at the end \\",
    "2024-05-05 was a fine day, was it not?",
)
CLASSIC = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility"


def quoted(text: str) -> str:
    """A field as RFC 4180 has it."""
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n\r') else text


def row(*fields: str) -> str:
    """One record."""
    return ",".join(quoted(field) for field in fields)


def iso(moment: datetime) -> str:
    """``2025-07-01 14:33:22``."""
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def wordy(moment: datetime) -> str:
    """``Wed Mar 13 18:51:14 UTC 2024``."""
    day, month = WEEKDAYS[moment.weekday()], MONTHS[moment.month - 1]
    return f"{day} {month} {moment.day:02} {moment:%H:%M:%S} UTC {moment.year}"


def american(moment: datetime, hour: str = "") -> str:
    """``3/12/24, 11:20 AM``, as a clock in California shows a moment in UTC."""
    local = moment.astimezone(PACIFIC)
    half = "AM" if local.hour < 12 else "PM"
    shown = f"{local.hour % 12 or 12:{hour}}"
    return f"{local.month}/{local.day}/{local.year % 100:02}, {shown}:{local.minute:02} {half}"


class Made:
    """An archive in the making: path -> bytes, and the truth about it."""

    def __init__(self, seed: int = 1, *, first: date = date(2025, 1, 6), days: int = 150) -> None:
        self.chance = random.Random(seed)
        self.files: dict[str, bytes] = {}
        self.truth: dict[str, Counter[date]] = defaultdict(Counter)
        self.stocks: dict[str, float] = {}
        self.secrets = {*OWNER, OWNER_URL, "quirina-zwaluwstaart", *FIRST, *LAST}
        self.secrets |= {text.split("\n")[0] for text in TEXTS}
        self.first, self.length = first, days
        self._people: list[tuple[str, str, str]] = []

    # Ingredients

    def moment(self) -> datetime:
        """A moment in UTC, to the second; nights are as busy as days, so that zones matter."""
        seconds = self.chance.randrange(self.length * 86_400)
        return datetime(*self.first.timetuple()[:3], tzinfo=UTC) + timedelta(seconds=seconds)

    def person(self) -> tuple[str, str, str]:
        """First name, last name and address of somebody new."""
        number = len(self._people)
        first, last = self.chance.choice(FIRST), f"{self.chance.choice(LAST)}{number}"
        url = f"https://www.linkedin.com/in/{first.lower()}-{last.lower()}-{number}"
        self._people.append((first, last, url))
        self.secrets |= {last, url}
        return first, last, url

    def text(self) -> str:
        """Something that somebody wrote."""
        return self.chance.choice(TEXTS)

    def count(self, kind: str, moment: datetime) -> None:
        """One true action, on the user's day."""
        self.truth[kind][moment.astimezone(ZONE).date()] += 1

    def put(self, name: str, text: str, encoding: str = "utf-8", end: str = "\n") -> None:
        """Write a file of the archive."""
        self.files[name] = text.replace("\n", end).encode(encoding)

    # Tables

    def shares(self, number: int = 20, *, form: str = "2025", name: str = "Shares.csv") -> None:
        """Posts; every third row stands there twice, every fifth is in a group."""
        moments = [self.moment() for _ in range(number)]
        rows = []
        for place, moment in enumerate(moments):
            group = place % 5 == 0
            self.count("group-post" if group else "post", moment)
            what = "groupPost" if group else "activity"
            link = f"https://www.linkedin.com/feed/update/urn%3Ali%3A{what}%3A{7_000 + place}"
            cells = (iso(moment), link, self.text(), "", "", "MEMBER_NETWORK")
            rows += [cells] * (2 if place % 3 == 0 else 1)
        self.put_shares(rows, form, name)

    def put_shares(self, rows: list[tuple[str, ...]], form: str, name: str) -> None:
        """As written in one of the years."""
        if form == "2018":
            lines = ["\t".join(f'"{c}"' for c in ("Date", "Share Link", "Text", "Shared Url"))]
            for cells in rows:
                doubled = (c.replace('"', '""') for c in cells[:4])
                lines.append("\t".join(f'"{c}"' for c in doubled))
            self.put(name, "\ufeff" + "\n".join(lines) + "\n", "utf-16-le", "\r\n")
        elif form == "2022":  # nothing is quoted, and texts break over lines
            lines = [CLASSIC.replace("Url", "URL")] + [",".join(cells) for cells in rows]
            self.put(name, "\n".join(lines))
        else:
            self.put(name, "\n".join([CLASSIC] + [row(*cells) for cells in rows]) + "\n\n\n")

    def articles(self, number: int = 3, *, shares: bool = True) -> None:
        """Published ones, each with its row in Shares, and a draft."""
        rows = []
        for place in range(number):
            moment = self.moment()
            self.count("article", moment)
            title = f"marmalade-diaries-{place}"
            self.secrets.add(title)
            page = (
                f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
                f'<p class="created">Created on 2019-01-01 10:00</p>'
                f'<p class="published">Published on {moment:%Y-%m-%d %H:%M}</p></body></html>'
            )
            self.put(f"Articles/Articles/{title}.html", page)
            late = moment + timedelta(seconds=self.chance.choice((-40, 0, 25)))
            link = f"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{9_000 + place}"
            url = f"https://www.linkedin.com/pulse/{title}"
            rows.append((iso(late), link, self.text(), url, "", "PUBLIC"))
        page = '<p class="created">Created on 2025-01-01 10:00</p>'
        self.put("Articles/Articles/2025-02-03 a-draft.html", page)
        self.stocks["articles"] = number
        if shares:
            self.put_shares(rows, "2025", "Shares_2.csv")

    def comments(
        self,
        number: int = 30,
        *,
        form: str = "backslash",
        name: str = "Comments.csv",
    ) -> None:
        """``backslash``: quotes escaped so; ``unquoted``: 2021 to 2024."""
        lines = ["Date,Link,Message"]
        for place in range(number):
            moment = self.moment()
            self.count("comment", moment)
            link = f"https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A{place}"
            text = self.text()
            if form == "backslash":
                escaped = text.replace("\\", "\\\\").replace('"', '\\"')
                text = f'"{escaped}"' if any(c in text for c in ',"\n\\') else text
            elif form == "doubled":
                text = quoted(text.replace("\\", "/"))
            lines.append(f"{iso(moment)},{link},{text}")
        self.put(name, "\n".join(lines))  # no last newline

    def reactions(self, number: int = 40, *, name: str = "Reactions.csv") -> None:
        """Some within the same second, some rows twice."""
        lines = ["Date,Type,Link"]
        for place in range(number):
            moment = self.moment()
            for part in range(2 if place % 7 == 0 else 1):
                self.count("reaction", moment)
                link = f"https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A{place}-{part}"
                lines += [row(iso(moment), "LIKE", link)] * (2 if place % 9 == 0 else 1)
        self.put(name, "\n".join(lines) + "\n", end="\r\n")

    def simple(
        self,
        name: str,
        header: str,
        kind: str,
        number: int,
        make: Callable[[datetime], tuple[str, ...]],
        end: str = "\n",
    ) -> None:
        """One row, one action."""
        lines = [header]
        for _ in range(number):
            moment = self.moment()
            self.count(kind, moment)
            lines.append(row(*make(moment)))
        self.put(name, "\n".join(lines) + "\n", end=end)

    def small_tables(self) -> None:
        """Everything with one row for one action."""
        link = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A1"
        self.simple("InstantReposts.csv", "Date,Link", "repost", 6, lambda m: (iso(m), link))
        self.simple(
            "Votes.csv",
            "Date,Link,OptionText",
            "poll-vote",
            5,
            lambda m: (iso(m), link, "Rather, not"),
        )
        self.simple(
            "Company Follows.csv",
            "Organization,Followed On",
            "follow",
            7,
            lambda m: ("Gooseberry, Sons & Co", wordy(m)),
        )
        self.secrets.add("Gooseberry")
        self.simple(
            "Member_Follows.csv",
            "Date,Status,FullName",
            "follow",
            4,
            lambda m: (iso(m), "Active", " ".join(self.person()[:2])),
        )
        self.simple(
            "Logins.csv",
            "Login Date,IP Address,User Agent,Login Type",
            "sign-in",
            5,
            lambda m: (wordy(m), "203.0.113.77", "Mozilla/5.0 (like, Gecko)", "LOGIN"),
        )
        self.secrets.add("203.0.113.77")
        for name, kind, whom in (
            ("Received", "received", "Endorser"),
            ("Given", "given", "Endorsee"),
        ):
            header = f"Endorsement Date,Skill Name,{whom} First Name,{whom} Last Name,"
            header += f"{whom} Public Url,Endorsement Status"
            self.simple(
                f"Endorsement_{name}_Info.csv",
                header,
                f"endorsement-{kind}",
                6,
                lambda m: (
                    f"{m:%Y/%m/%d %H:%M:%S} UTC",
                    "Juggling, with knives",
                    *self.person(),
                    "ACCEPTED",
                ),
            )
            when = f"{self.moment():%Y/%m/%d %H:%M:%S} UTC"
            open_one = row(when, "Fencing", "A", "B", "www.linkedin.com/in/ab", "PENDING")
            self.files[f"Endorsement_{name}_Info.csv"] += f"{open_one}\n".encode()
            self.simple(
                f"Recommendations_{name}.csv",
                "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
                f"recommendation-{kind}",
                3,
                lambda m: (
                    *self.person()[:2],
                    "Firm",
                    "Baker",
                    self.text(),
                    american(m, "02"),
                    "VISIBLE",
                ),
            )
        self.stocks |= {"endorsements": 6, "recommendations": 3}

    def searches(self, number: int = 12, *, name: str = "SearchQueries.csv") -> None:
        """Commas in the queries are not quoted; a search has a row for each page and filter."""
        lines = ["Time,Search Query"]
        for place in range(number):
            moment = self.moment()
            self.count("people-search", moment)
            row = f"{moment:%Y/%m/%d %H:%M:%S} UTC,baker {place}, Utrecht, 2nd degree"
            lines += [row] * (1 + place % 3)
        self.put(name, "\n".join(lines))

    def network(self, number: int = 30, *, form: str = "2025") -> None:
        """Connections, Invitations and messages, which have to be joined.

        ``form``: ``2025``, ``urn`` (2023: no addresses in Invitations) or ``2018`` (no preamble,
        no addresses, and hours in Connections).
        """
        connections, invitations, messages = [], [], []
        recent = datetime(*(self.first + timedelta(days=self.length)).timetuple()[:3], tzinfo=UTC)
        for place in range(number):
            first, last, url = self.person()
            sent = recent - timedelta(minutes=self.chance.randrange(60, 60 * 24 * 30 * 5))
            sent = sent.replace(second=0)
            on = sent + timedelta(hours=self.chance.randrange(30, 500))
            note = self.text() if place % 3 == 0 else ""
            way, accepted = ("OUTGOING", "INCOMING")[place % 4 == 3], place % 5 < 3
            ends = [(" ".join(OWNER), OWNER_URL), (f"{first} {last}", url)]
            ends = ends if way == "OUTGOING" else ends[::-1]
            urls = tuple(f"urn:li:member:{hash(e[1])}" if form == "urn" else e[1] for e in ends)
            cells = (ends[0][0], ends[1][0], american(sent), note, way)
            invitations.append(cells if form == "2018" else cells + urls)
            if way == "OUTGOING":
                self.count("request-with-note" if note else "request", sent)
            else:
                self.count("invitation-received", sent)
            if accepted:
                connections.append((first, last, url, on))
                kind = "request-accepted" if way == "OUTGOING" else "invitation-accepted"
                self.truth[kind][on.date()] += 1
                if note:
                    messages.append((ends[0], ends[1], sent, note))  # not counted again
        for place in range(number):  # older ones: nobody knows who asked
            first, last, url = self.person() if place % 6 else ("", "", "")
            connections.append((first, last, url, self.moment()))
        for *_, on in connections:
            self.truth["connection"][on.date()] += 1
        self.stocks["network"] = len(connections)
        self._connections(connections, form)
        self._invitations(invitations, form)
        self._messages(messages, number, form)

    def _connections(self, people: list[tuple[str, str, str, datetime]], form: str) -> None:
        lines = []
        for first, last, url, on in people:
            day = f"{on.day:02} {MONTHS[on.month - 1]} {on.year}"
            if form == "2018":
                half = "AM" if on.hour < 12 else "PM"
                hour = on.hour % 12 or 12
                day = f"{on.month}/{on.day}/{on.year % 100:02}, {hour}:{on.minute:02} {half}"
                lines.append(row(first, last, "", "Firm, Inc.", "Baker", day))
            else:
                mail = f"{first.lower()}@example.org" if first else ""
                lines.append(row(first, last, url, mail, 'The "Firm"', "Baker, chief", day))
        if form == "2018":
            header = "First Name,Last Name,Email Address,Company,Position,Connected On"
            self.put("Connections.csv", "\n".join([header, *lines]) + "\n")
            return
        sentence = "When exporting your connection data, you may notice that some are missing."
        top = [
            "Notes:",
            f'"{sentence}"',
            "",
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        ]
        self.put("Connections.csv", "\n".join(top + lines) + "\n")

    def _invitations(self, rows: list[tuple[str, ...]], form: str) -> None:
        word = {"2025": "Url", "urn": "Urn"}.get(form, "")
        more = f",inviterProfile{word},inviteeProfile{word}" if word else ""
        lines = ["From,To,Sent At,Message,Direction" + more]
        lines += [row(*cells) for cells in rows]
        self.put("Invitations.csv", "\n".join(lines) + "\n")

    def _messages(
        self,
        notes: list[tuple[tuple[str, str], tuple[str, str], datetime, str]],
        number: int,
        form: str,
    ) -> None:
        new = form == "2025"
        header = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,"
        header += "RECIPIENT PROFILE URLS," if new else ""
        header += "DATE,SUBJECT,CONTENT,FOLDER"
        header += ",ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT" if new else ""

        def line(
            sender: tuple[str, str],
            to: tuple[str, str],
            moment: datetime,
            text: str,
            title: str = "",
            folder: str = "INBOX",
            draft: str = "No",
        ) -> str:
            cells = [f"2-{number}==", title, *sender, to[0]]
            cells += [to[1]] if new else []
            cells += [f"{iso(moment)} UTC", "", text, folder]
            return row(*cells, *(("", draft, "No") if new else ()))

        me = (" ".join(OWNER), OWNER_URL)
        lines = [header]
        lines += [line(sender, to, moment, text) for sender, to, moment, text in notes]
        for place in range(number * 2):
            first, last, url = self.chance.choice(self._people)
            them, moment = (f"{first} {last}", url), self.moment()
            text = self.text() + f" {place}"
            if place % 2:
                lines.append(line(them, me, moment, text))
                continue
            self.count("message", moment)
            lines.append(line(me, them, moment, text))
        lines.append(line(me, them, moment, "An advert", "Sponsored Conversation"))
        lines.append(line(me, them, moment, "In the spam", folder="SPAM"))
        lines.append(line(("", ""), them, moment, "From nobody"))
        if new:
            lines.append(line(me, them, moment, "Never sent", draft="Yes"))
        self.put("messages.csv", "\n".join(lines) + "\n")
        for name in ("guide_messages", "coach_messages", "learning_role_play_messages"):
            self.put(f"{name}.csv", "\n".join([header, line(me, them, moment, "A chat")]))

    def standing(self) -> None:
        """Profile, Skills, Positions, Education and Languages: nine of ten sections."""
        header = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,"
        header += "Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers"
        cells = (
            *OWNER,
            "",
            "",
            "",
            "Baker of bread",
            "I bake.\n\nDaily.",
            "Food",
            "",
            "Utrecht",
            "",
            "[COMPANY:https://bakery.example.org]",
            "",
        )
        self.put("Profile.csv", f"{header}\n{row(*cells)}\n")
        self.put("Skills.csv", 'Name\nBaking\n"Juggling, with knives"\nFencing\n')
        self.put(
            "Positions.csv",
            "Company Name,Title,Description,Location,Started On,Finished On\n"
            "Firm,Baker,Bread all day,Utrecht,Jan 2019,\n",
        )
        self.put("Languages.csv", "Name,Proficiency\nDutch,Native or bilingual proficiency\n")
        self.put("Education.csv", "School Name,Start Date,End Date,Notes,Degree Name,Activities\n")
        self.stocks |= {"skills": 3, "profile": 0.9}
        self.secrets |= {"Baker of bread", "bakery.example.org"}

    def strangers(self) -> None:
        """Files that say nothing, and one that nobody has seen before."""
        self.put("Ad_Targeting.csv", "Member Age,Company Names\n25-34,Firm\n")
        self.put("Receipts_v2.csv", "Transaction Made At,Description\n,\n")
        self.put("Gedeelde berichten.csv", "Datum,Koppeling\n2025-01-01 10:00:00,https://x.org\n")

    def everything(self) -> "Made":
        """A complete archive of today."""
        self.shares()
        self.articles()
        self.comments()
        self.reactions()
        self.small_tables()
        self.searches()
        self.network()
        self.standing()
        self.strangers()
        return self

    # Results

    def counts(self) -> dict[str, dict[date, int]]:
        """The truth, as plain dicts."""
        return {kind: dict(days) for kind, days in self.truth.items() if days}

    def zip(self, path: Path, *, prefix: str = "", stream: bool = False) -> Path:
        """Write it as a zip; ``stream``: sizes only in the table of contents."""
        path.write_bytes(zipped({prefix + n: data for n, data in self.files.items()}, stream))
        return path

    def folder(self, path: Path) -> Path:
        """Write it as a folder."""
        for name, data in self.files.items():
            file = path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return path


class _OneWay(io.RawIOBase):
    """A file that can't be sought in, so that zipfile writes data descriptors."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.data += data  # type: ignore[arg-type,operator]
        return len(data)  # type: ignore[arg-type]


def zipped(files: dict[str, bytes], stream: bool = False) -> bytes:
    """The bytes of a zip."""
    target: _OneWay | io.BytesIO = _OneWay() if stream else io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, data in files.items():
            archive.writestr(name, data)
    return bytes(target.data) if isinstance(target, _OneWay) else target.getvalue()


def variants() -> Iterator[tuple[str, Callable[[Made], object]]]:
    """Names of the variants, and what makes each."""
    for form in ("2018", "2022", "2025"):
        yield f"shares {form}", lambda made, form=form: made.shares(form=form)
    for form in ("backslash", "unquoted", "doubled"):
        yield f"comments {form}", lambda made, form=form: made.comments(form=form)
    for form in ("2025", "urn", "2018"):
        yield f"network {form}", lambda made, form=form: (made.standing(), made.network(form=form))
    yield "reactions", Made.reactions
    yield "likes", lambda made: made.reactions(name="Likes.csv")
    yield "small tables", Made.small_tables
    yield "searches", Made.searches
    yield "searches 2018", lambda made: made.searches(name="Search Queries.csv")
    yield "articles", lambda made: (made.shares(), made.articles())
    yield "parts", lambda made: (
        made.shares(name="Shares_1.csv"), made.comments(name="Comments_123456.csv"),
    )  # fmt: skip
    yield "everything", Made.everything
