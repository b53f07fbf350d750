"""Who is who, without keeping anybody: hashes that die with the run.

Three joins need people: which messages are the owner's, which requests were accepted, and which
messages are only the note of a request.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from urllib.parse import unquote

from ssi_tui.exchange.linkedin.formats import TableRows, parse_stamp
from ssi_tui.exchange.linkedin.records import Uncounted

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

    def own(self, name: Key | None) -> None:
        """Take the owner's name in."""
        if name is not None:
            self.owner_names.add(name)

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


YES = ("yes", "true", "1")
SPONSORED = "sponsored conversation"

COLUMNS = (
    *("conversationid", "conversationtitle", "from", "senderprofileurl", "to"),
    *("recipientprofileurls", "date", "content", "folder", "ismessagedraft", "isconversationdraft"),
)

IN_ALL = 0.9
"""Part of the conversations that the owner is in: in some that were left nobody is named."""
MARGIN = 3
"""Conversations more than anybody else's that whoever is in nearly all of them has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageRow:
    """One message, as keys."""

    url: Key | None
    name: Key | None
    """Of the sender."""
    day: date | None
    note: tuple[Key, Key] | None
    """Text and receiver, where the message is word for word what a request to them said."""
    skipped: Uncounted
    """Of its file."""
    line: int
    when: str
    """What stands in place of a date."""


@dataclass(frozen=True, kw_only=True)
class _Conversation:
    urls: set[Key] = field(default_factory=set)
    names: set[Key] = field(default_factory=set)


class Messages:
    """Takes every table of messages in, and says at the end which of them were sent.

    messages.csv has no direction.  The owner is whom Invitations and Profile name; else whoever
    wrote the drafts; else the one person who is in every conversation.
    """

    def __init__(self, people: People) -> None:
        self._people = people
        self._rows: dict[tuple[Key, int], MessageRow] = {}
        """By what tells a message from others, and how many alike stand above it in its file."""
        self._talks: dict[Key, _Conversation] = {}
        self._drafted_urls: set[Key | None] = set()
        self._drafted_names: set[Key | None] = set()
        """Whoever left a message unfinished is the owner."""
        self._called: dict[Key, set[Key]] = {}
        """Address -> the names under which it wrote."""

    def take(self, rows: TableRows) -> None:
        """Remember a table's messages, leaving out drafts, spam, adverts and what is to come."""
        readers = [rows.header.cell(name) for name in COLUMNS]
        skipped = rows.skipped
        seen: Counter[Key] = Counter()
        for row in rows:
            cells = [cell(row) for cell in readers]
            talk, title, sender, url, to, to_urls, when, content, folder, *drafts = cells
            reason = _not_a_message(title, sender + url, folder, drafts)
            if reason == "draft":
                self._drafted_urls.add(url_key(url))
                self._drafted_names.add(name_key(sender))
            if reason:
                skipped[reason] += 1
                continue
            stamp = parse_stamp(when, rows.order)
            if stamp is not None and stamp.moment.date() > rows.last:
                skipped.fault("to-come", rows.line, when)
                continue
            on = "" if stamp is None else stamp.moment.date().isoformat()
            base = hash((talk.strip(), on, name_key(sender), text_key(content)))
            seen[base] += 1
            identity = base, seen[base]
            address, name = url_key(url), name_key(sender)
            self._talk(talk, address, name, to, to_urls)
            if identity not in self._rows:
                self._rows[identity] = MessageRow(
                    url=address,
                    name=name,
                    day=None if stamp is None else rows.day(stamp),
                    note=_note(self._people, content, to, to_urls),
                    skipped=skipped,
                    line=rows.line,
                    when=when if stamp is None else "",
                )

    def settle(self) -> Counter[date]:
        """The days of the messages that the owner sent, the notes of requests left out."""
        urls, names = self._owner()
        addressed = any(row.url in urls for row in self._rows.values() if row.url is not None)
        known = bool(urls or names)
        sent: Counter[date] = Counter()
        noted: dict[tuple[Key, Key], list[MessageRow]] = {}
        for row in self._rows.values():
            ours = row.url is not None and row.url in urls
            named = row.name is not None and row.name in names
            if not (ours or (named and (row.url is None or not addressed))):
                row.skipped["received" if known else "owner-unknown"] += 1
            elif row.day is None:
                row.skipped.fault("no-day", row.line, row.when)
            elif row.note is not None:
                noted.setdefault(row.note, []).append(row)
            else:
                sent[row.day] += 1
        for rows in noted.values():
            first, *others = sorted(rows, key=lambda row: row.day or date.max)
            first.skipped["note-of-request"] += 1
            sent.update(row.day for row in others if row.day)
        return sent

    def _owner(self) -> tuple[set[Key], set[Key]]:
        """The owner's addresses and names."""
        people = self._people
        urls = set() if people.owner_url is None else {people.owner_url}
        names = set(people.owner_name)
        here = any(row.url in urls or row.name in names for row in self._rows.values())
        if not here:  # nobody told, or nobody here is called so
            url = _only(self._drafted_urls) or self._everywhere("urls")
            name = _only(self._drafted_names) or self._everywhere("names")
            if url is not None:
                return {url}, self._called.get(url, set())
            if name is not None:
                return set(), {name}
        return urls, names

    def _talk(
        self, talk: str, address: Key | None, name: Key | None, to: str, to_urls: str
    ) -> None:
        """Who is in a conversation."""
        others = [url_key(url) for url in to_urls.split(",")]
        called = [name_key(other) for other in {to, *to.split(",")}]
        urls = {key for key in (address, *others) if key is not None}
        names = {key for key in (name, *called) if key is not None}
        key = hash(talk.strip()) if talk.strip() else hash(frozenset(urls or names))
        conversation = self._talks.setdefault(key, _Conversation())
        conversation.urls.update(urls)
        conversation.names.update(names)
        if address is not None and name is not None:
            self._called.setdefault(address, set()).add(name)

    def _everywhere(self, keys: str) -> Key | None:
        """The one person who is in all conversations, or in nearly all and nobody else is."""
        talks = [getattr(talk, keys) for talk in self._talks.values() if getattr(talk, keys)]
        ranked = Counter(key for talk in talks for key in talk).most_common(2)
        if len(ranked) < 2:
            return None
        (owner, first), (_, second) = ranked
        alone = first == len(talks) and second < first
        nearly = first >= IN_ALL * len(talks) and first - second >= MARGIN
        return owner if alone or nearly else None


def _only(drafted: set[Key | None]) -> Key | None:
    known = drafted - {None}
    return next(iter(known)) if len(known) == 1 else None


def _not_a_message(title: str, sender: str, folder: str, drafts: Sequence[str]) -> str:
    """Why a row is no message, or an empty text."""
    if any(draft.strip().casefold() in YES for draft in drafts):
        return "draft"
    if folder.strip().upper() == "SPAM":
        return "spam"
    if title.strip().casefold() == SPONSORED:
        return "sponsored"
    return "" if sender.strip() else "no-sender"


def _note(people: People, content: str, to: str, to_urls: str) -> tuple[Key, Key] | None:
    """Text and receiver, where the message is word for word what a request to them said."""
    text = text_key(content)
    receivers = people.notes.get(text) if text is not None else None
    if text is None or not receivers:
        return None
    for key in (url_key(to_urls.split(",")[0]), name_key(to)):
        if key in receivers and key is not None:
            return text, key
    return None
