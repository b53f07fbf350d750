"""The room behind the phones and its web server: kept in memory alone, open while the coach says.

aiohttp is an extra: who imports this has asked for it.
"""

from __future__ import annotations

import hmac
import secrets
import socket
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from aiohttp import web

from sim.terms import TOTAL_MAX, Pillar
from ssi_tui.errors import BadValueError, SsiError
from ssi_tui.i18n import available, language, speaking
from ssi_tui.workshop import pages
from ssi_tui.workshop.group import Participant, PeopleGroup
from ssi_tui.workshop.pages import POLICY, PhoneRefusal

LOOPBACK = "127.0.0.1"
BODY_MAX = 8 << 10
"""Bytes: a form has a few hundred."""
COOKIE = "visitor"
STATUS = {PhoneRefusal.TOO_OFTEN: 429, PhoneRefusal.FULL: 503}
HEADERS = {
    "Content-Security-Policy": POLICY + "; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
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


ROOM: web.AppKey[PhoneRoom] = web.AppKey("room", PhoneRoom)


class NotListeningError(SsiError):
    """The address could not be taken."""

    exit_code = 1

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host, self.port, self.reason = host, port, reason
        super().__init__(f"{host}:{port}: {reason}")


class Phones:
    """The server while it runs."""

    def __init__(self, room: PhoneRoom, host: str, port: int, runner: web.AppRunner) -> None:
        self.room, self.host, self.port = room, host, port
        self._runner = runner

    @property
    def address(self) -> str:
        """What the phones open."""
        return f"http://{_in_address(self.host)}:{self.port}/{self.room.token}"

    @property
    def remote_address(self) -> str:
        """What the coach's own phone opens."""
        return f"http://{_in_address(self.host)}:{self.port}/{self.room.remote}"

    async def close(self) -> None:
        """Stop listening and forget everybody."""
        await self._runner.cleanup()
        self.room.forget()


async def listen(room: PhoneRoom, host: str = LOOPBACK, port: int = 0) -> Phones:
    """Open the room's pages at one address of this machine: NotListeningError.

    Port 0 takes a free one.
    """
    app = web.Application(client_max_size=BODY_MAX, middlewares=[_guard])
    app[ROOM] = room
    app.router.add_route("*", "/{token}", _visit)
    app.router.add_route("*", "/{rest:.*}", _gone)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, host, port, backlog=256)
    try:
        await site.start()
    except OSError as error:
        await runner.cleanup()
        raise NotListeningError(host, port, error.strerror or str(error)) from error
    return Phones(room, host, runner.addresses[0][1], runner)


def own_addresses() -> tuple[str, ...]:
    """Addresses of this machine that phones in the same network may reach; asks nobody."""
    try:
        infos = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return ()
    addresses = dict.fromkeys(str(info[4][0]) for info in infos)
    return tuple(address for address in addresses if not address.startswith("127."))


@web.middleware
async def _guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Rate, size and language for every page; no page of ours ever says why in English code."""
    room = request.app[ROOM]
    with speaking(_language(request.headers.get("Accept-Language", ""))):
        if not room.within_rate(request.cookies.get(COOKIE, ""), request.remote or ""):
            return _answer(pages.refused_page(PhoneRefusal.TOO_OFTEN), 429)
        try:
            return await handler(request)
        except web.HTTPRequestEntityTooLarge:
            return _answer(pages.refused_page(PhoneRefusal.VALUE), 413)
        except (web.HTTPException, ValueError, UnicodeError):
            return _answer(pages.gone_page(), 404)


async def _gone(_request: web.Request) -> web.StreamResponse:
    return _answer(pages.gone_page(), 404)


async def _visit(request: web.Request) -> web.StreamResponse:
    room, token = request.app[ROOM], request.match_info["token"]
    if room.is_remote(token):
        return await _remote(request, room)
    if not room.is_token(token) or request.method not in ("GET", "POST"):
        return await _gone(request)
    visitor = request.cookies.get(COOKIE, "")
    if request.method == "GET":
        person = room.person(visitor)
        asked = request.query.get("show", "")
        shown = pages.Shown(asked) if asked in list(pages.Shown) else pages.Shown.WAITING
        if person is None or shown is pages.Shown.CHANGE:
            return _answer(pages.join_page(person))
        guess = room.guess_of(visitor)
        return _answer(pages.room_page(person, room.question, guess, shown=shown))
    form = {key: str(value) for key, value in (await request.post()).items()}
    try:
        key = _take(room, visitor, form)
    except PhoneRefusedError as error:
        return _refused(room, visitor, form, error.refusal)
    done = _answer("", 303)
    done.headers["Location"] = f"/{token}"
    done.set_cookie(COOKIE, key, httponly=True, samesite="Strict", path=f"/{token}")
    return done


def _take(room: PhoneRoom, visitor: str, form: Mapping[str, str]) -> str:
    """Do what the form says; the visitor's id."""
    match form.get("do"):
        case "join":
            return room.join(_person(form), visitor)
        case "guess":
            points = _points(form.get("guess", ""))
            if points is None:
                raise PhoneRefusedError(PhoneRefusal.VALUE)
            room.guess(visitor, points)
        case "commit":
            room.commit(visitor, form.get("commitment", ""))
        case _:
            raise PhoneRefusedError(PhoneRefusal.VALUE)
    return visitor


def _refused(
    room: PhoneRoom, visitor: str, form: Mapping[str, str], refusal: PhoneRefusal
) -> web.StreamResponse:
    person, does = room.person(visitor), form.get("do")
    if refusal is PhoneRefusal.FULL:
        text = pages.refused_page(refusal)
    elif person is None or does == "join":
        text = pages.join_page(person, refusal)
    else:
        shown = pages.Shown.COMMIT if does == "commit" else pages.Shown.GUESS
        guess = room.guess_of(visitor)
        text = pages.room_page(person, room.question, guess, shown=shown, refusal=refusal)
    return _answer(text, STATUS.get(refusal, 422))


async def _remote(request: web.Request, room: PhoneRoom) -> web.StreamResponse:
    if request.method == "POST":
        step = str((await request.post()).get("step", ""))
        if step in ("1", "-1"):
            room.on_remote(int(step))
    elif request.method != "GET":
        return await _gone(request)
    return _answer(pages.remote_page(room.question, room.notes))


def _person(form: Mapping[str, str]) -> Participant:
    pillars = [_points(form.get(pillar.value, "")) for pillar in Pillar]
    known = [points for points in pillars if points is not None]
    if known and len(known) < len(Pillar):
        raise PhoneRefusedError(PhoneRefusal.VALUE)
    total = _points(form.get("total", ""))
    minutes = form.get("minutes", "").strip()
    if minutes and not (minutes.isascii() and minutes.isdigit()):
        raise PhoneRefusedError(PhoneRefusal.VALUE)
    try:
        return Participant(
            name=" ".join(form.get("name", "").split()),
            total=sum(known) if known and total is None else total,
            pillars=tuple(known),
            role=form.get("role", ""),
            minutes=int(minutes) if minutes else None,
            language=language(),
        )
    except BadValueError as error:
        raise PhoneRefusedError(PhoneRefusal.VALUE) from error


def _points(text: str) -> float | None:
    """A number with a point or a comma; None for nothing."""
    text = text.strip().replace(",", ".")
    if not text:
        return None
    whole, _mark, part = text.partition(".")
    if len(text) > 8 or not (whole + part).isascii() or not (whole + part).isdigit():
        raise PhoneRefusedError(PhoneRefusal.VALUE)
    return float(text)


def _language(accepted: str) -> str:
    """The first language of the header that we speak; empty for none."""
    ours = available()
    for part in accepted[:200].split(","):
        code = part.split(";")[0].strip().lower().split("-")[0]
        if code in ours:
            return code
    return ""


def _answer(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html", headers=HEADERS)


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
