"""Who is who, without keeping anybody: names and addresses become numbers that die with the run.

Three joins need them: which messages are the owner's, which requests were accepted, and which
messages are only the note of a request.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from urllib.parse import unquote

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
        for invitation in sorted(self.invitations, key=lambda each: not each.outgoing):
            day, key = self.accepted_on(invitation), invitation.other.key
            if day is not None and key is not None and key not in seen:
                seen.add(key)
                yield invitation.outgoing, day
