"""The room behind the phones: who joined, what they sent, what is asked; kept in memory alone."""

from __future__ import annotations

import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from sim.terms import TOTAL_MAX
from ssi_tui.errors import BadValueError
from ssi_tui.workshop.group import Participant, PeopleGroup

VISITORS_MAX = 200
TOKEN_BYTES = 6
"""48 random bits: eight letters to type, and 2^47 tries on average to guess."""
REMOTE_BYTES = 12
RATE = 30
"""Requests of one visitor, or of one address for those who have not joined: a room of people behind
one router has one address."""
RATE_ALL = 600
"""Requests of all together."""
RATE_SECONDS = 10.0
"""The time in which so many are answered."""


class PhoneRefusal(StrEnum):
    """Why something that was sent is not taken."""

    FULL = "full"
    TOO_OFTEN = "too-often"
    NAME_TAKEN = "name-taken"
    UNKNOWN = "unknown"
    """The visitor never joined, or was forgotten."""
    NO_QUESTION = "no-question"
    VALUE = "value"


class PhoneRefusedError(Exception):
    """Not taken; nothing has changed."""

    def __init__(self, refusal: PhoneRefusal) -> None:
        self.refusal = refusal
        super().__init__(refusal)


class Meter:
    """So many calls in so many seconds, and no more."""

    def __init__(self, calls_max: int, seconds: float) -> None:
        self.most, self.seconds = calls_max, seconds
        self.calls: deque[float] = deque()

    def take(self, now: float) -> bool:
        """Whether one more is within bounds; counts it if it is."""
        while self.calls and self.calls[0] <= now - self.seconds:
            self.calls.popleft()
        if len(self.calls) >= self.most:
            return False
        self.calls.append(now)
        return True


class PhoneRoom:
    """What the coach's screen and the phones share.  Nothing of it is written anywhere."""

    def __init__(
        self, *, visitors_max: int = VISITORS_MAX, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        """In the address that everybody gets."""
        self.remote = secrets.token_urlsafe(REMOTE_BYTES)
        """In the address of the coach's own phone."""
        self.question = ""
        """What the room is asked to guess now; empty for nothing."""
        self.notes = ""
        """What the coach's phone shows of the slide."""
        self.on_change: Callable[[], None] = lambda: None
        """Called after whatever a phone changed."""
        self.on_remote: Callable[[int], None] = lambda _step: None
        """Called with +1 or −1 by the coach's phone."""
        self._visitors: dict[str, Participant] = {}
        self._guesses: dict[str, float] = {}
        self._most, self._clock = visitors_max, clock
        self._meters: dict[str, Meter] = {}
        self._all = Meter(RATE_ALL, RATE_SECONDS)

    @property
    def people(self) -> tuple[Participant, ...]:
        """Who joined, in that order."""
        return tuple(self._visitors.values())

    @property
    def guesses(self) -> dict[str, float]:
        """Name → guess, for the question that is asked now."""
        return {self._visitors[visitor].name: guess for visitor, guess in self._guesses.items()}

    def is_token(self, text: str) -> bool:
        """Whether that is the address's token; takes the same time however much is right."""
        return hmac.compare_digest(text.encode(), self.token.encode())

    def is_remote(self, text: str) -> bool:
        """Whether that is the coach's."""
        return hmac.compare_digest(text.encode(), self.remote.encode())

    def within_rate(self, visitor: str, address: str) -> bool:
        """Whether one more request is answered."""
        now = self._clock()
        who = visitor if visitor in self._visitors else address
        if not self._all.take(now):
            return False
        if len(self._meters) > 4 * self._most:
            self._meters.clear()
        return self._meters.setdefault(who, Meter(RATE, RATE_SECONDS)).take(now)

    def person(self, visitor: str) -> Participant | None:
        """Who that visitor is; nobody is told of anybody else."""
        return self._visitors.get(visitor)

    def guess_of(self, visitor: str) -> float | None:
        """What that visitor guessed."""
        return self._guesses.get(visitor)

    def join(self, person: Participant, visitor: str = "") -> str:
        """Take somebody in, or take their new values; the answer is their secret id."""
        known = visitor in self._visitors
        if not known and len(self._visitors) >= self._most:
            raise PhoneRefusedError(PhoneRefusal.FULL)
        name = person.name.casefold()
        others = [other for key, other in self._visitors.items() if key != visitor]
        if any(other.name.casefold() == name for other in others):
            raise PhoneRefusedError(PhoneRefusal.NAME_TAKEN)
        key = visitor if known else secrets.token_urlsafe(16)
        self._visitors[key] = person
        self.on_change()
        return key

    def commit(self, visitor: str, commitment: str) -> None:
        """Keep one sentence of the visitor's own for the hand-out."""
        person = self._visitors.get(visitor)
        if person is None:
            raise PhoneRefusedError(PhoneRefusal.UNKNOWN)
        try:
            self._visitors[visitor] = replace(person, commitment=" ".join(commitment.split()))
        except BadValueError as error:
            raise PhoneRefusedError(PhoneRefusal.VALUE) from error
        self.on_change()

    def ask(self, question: str) -> None:
        """Ask the room something new: earlier guesses are forgotten."""
        if question != self.question:
            self.question = question
            self._guesses.clear()

    def guess(self, visitor: str, points: float) -> None:
        """Take a guess, 0 to 100; a later one of the same visitor replaces it."""
        if visitor not in self._visitors:
            raise PhoneRefusedError(PhoneRefusal.UNKNOWN)
        if not self.question:
            raise PhoneRefusedError(PhoneRefusal.NO_QUESTION)
        if not 0 <= points <= TOTAL_MAX:
            raise PhoneRefusedError(PhoneRefusal.VALUE)
        self._guesses[visitor] = points
        self.on_change()

    def as_group(self, name: str) -> PeopleGroup:
        """Everybody as a group, if the coach wants to keep them."""
        return PeopleGroup(name=name, people=self.people)

    def forget(self) -> None:
        """Nothing is left, and the old addresses lead nowhere."""
        self._visitors.clear()
        self._guesses.clear()
        self._meters.clear()
        self.question = self.notes = ""
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self.remote = secrets.token_urlsafe(REMOTE_BYTES)
