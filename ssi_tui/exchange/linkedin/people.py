"""Who is who, without keeping anybody: names and addresses become numbers that die with the run.

Three joins need them: which messages are the owner's, which requests were accepted, and which
messages are only the note of a request.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import unescape
from urllib.parse import unquote

from ssi_tui.exchange.linkedin.dates import parse_moment
from ssi_tui.exchange.linkedin.formats import Header

Key = int
"""A hash that differs from run to run."""


_PERSON = re.compile(r"/in/([^/?#\s]{1,300})", re.IGNORECASE)


EARLY = timedelta(days=1)
"""A request and its acceptance are told by clocks in two zones."""


def url_key(url: str) -> Key | None:
    """The key of a profile's address; None where it is no address of a person."""
    found = _PERSON.search(url)
    return hash(("in", unquote(found[1]).casefold())) if found else None


def name_key(*names: str) -> Key | None:
    """The key of a name, however it is spaced."""
    name = " ".join(" ".join(names).split()).casefold()
    return hash(("name", name)) if name else None


def text_key(text: str) -> Key | None:
    """The key of a text, however it is spaced and escaped."""
    plain = " ".join(unescape(text).split()).casefold()
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
        for invitation in sorted(self.invitations, key=lambda each: not each.outgoing):
            day, key = self.accepted_on(invitation), invitation.other.key
            if day is not None and key is not None and key not in seen:
                seen.add(key)
                yield invitation.outgoing, day


YES = ("yes", "true", "1")


SPONSORED = "sponsored conversation"


COLUMNS = (
    "conversationtitle",
    "from",
    "senderprofileurl",
    "to",
    "recipientprofileurls",
    "date",
    "content",
    "folder",
    "ismessagedraft",
    "isconversationdraft",
)


class Sent:
    """The owner's messages, by one way of knowing the owner."""

    def __init__(self) -> None:
        self._days: Counter[date] = Counter()
        self._notes: dict[tuple[Key, Key], list[date]] = {}
        self.number = 0

    def add(self, day: date, note: tuple[Key, Key] | None) -> None:
        """Take one message in; `note`: text and receiver, where they are those of a request."""
        self.number += 1
        if note is None:
            self._days[day] += 1
        else:
            self._notes.setdefault(note, []).append(day)

    def settle(self, sent: Counter[date]) -> int:
        """Count all but the first message of each note; answers how many notes there were."""
        for days in self._notes.values():
            self._days.update(sorted(days)[1:])
        sent.update(self._days)
        return len(self._notes)


def count_messages(
    header: Header,
    rows: Iterable[Sequence[str]],
    people: People,
    day: Callable[[datetime], date],
    sent: Counter[date],
    skipped: Counter[str],
) -> None:
    """Add the messages that the owner sent, leaving out drafts, spam, adverts and notes.

    The owner is known by the address where one of the messages has it, else by name.
    """
    owner_url, owner_names = people.owner_url, people.owner_name
    places = [header.column(name) for name in COLUMNS]
    last = max((place for place in places if place is not None), default=0)
    by_address, by_name = Sent(), Sent()
    addressed, messages = False, 0
    for row in rows:
        padded = row if len(row) > last else [*row, *[""] * (last + 1 - len(row))]
        title, sender, url, to, to_urls, when, content, folder, draft, unfinished = (
            "" if place is None else padded[place] for place in places
        )
        reason = _not_a_message(title, sender + url, folder, draft, unfinished)
        if reason:
            skipped[reason] += 1
            continue
        messages += 1
        address = url_key(url)
        ours = address is not None and address == owner_url
        named = name_key(sender) in owner_names
        moment = parse_moment(when) if ours or named else None
        if moment is not None:
            note = _note(people, content, to, to_urls)
            addressed = addressed or ours
            if ours or (named and address is None):
                by_address.add(day(moment), note)
            if named:
                by_name.add(day(moment), note)
        elif ours or named:
            skipped["unreadable-date"] += 1
            messages -= 1
    chosen = by_address if addressed else by_name
    known = owner_url is not None or bool(owner_names)
    skipped["received" if known else "owner-unknown"] += messages - chosen.number
    skipped["note-of-request"] += chosen.settle(sent)


def _not_a_message(title: str, sender: str, folder: str, draft: str, unfinished: str) -> str:
    """Why a row is no message, or an empty text."""
    if draft.strip().casefold() in YES or unfinished.strip().casefold() in YES:
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
