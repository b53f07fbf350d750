"""The little web server for the phones in the room: aiohttp, open only while the coach says so."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from sim.terms import Pillar
from ssi_tui.errors import BadValueError, SsiError
from ssi_tui.i18n import available, speaking
from ssi_tui.workshop import pages
from ssi_tui.workshop.group import Participant
from ssi_tui.workshop.pages import POLICY
from ssi_tui.workshop.phones import PhoneRefusal, PhoneRefusedError, PhoneRoom

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
ROOM: web.AppKey[PhoneRoom] = web.AppKey("room", PhoneRoom)
_WAITING = pages.Shown.WAITING


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
    except (OSError, socket.gaierror) as error:
        await runner.cleanup()
        raise NotListeningError(host, port, error.strerror or str(error)) from error
    return Phones(room, host, runner.addresses[0][1], runner)


def own_addresses() -> tuple[str, ...]:
    """Addresses of this machine that phones in the same network may reach; asks nobody."""
    addresses: list[str] = []
    try:
        infos = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        infos = []
    for info in infos:
        address = str(info[4][0])
        if not address.startswith("127.") and address not in addresses:
            addresses.append(address)
    return tuple(addresses)


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
        shown = pages.Shown(asked) if asked in list(pages.Shown) else _WAITING
        if person is None or shown is pages.Shown.CHANGE:
            return _answer(pages.join_page(person))
        guess = room.guess_of(visitor)
        return _answer(pages.room_page(person, room.question, guess, shown=shown))
    form = {key: str(value) for key, value in (await request.post()).items()}
    try:
        key = _take(room, visitor, form)
    except PhoneRefusedError as error:
        return _refused(room, visitor, form, error.refusal)
    response = web.HTTPSeeOther(f"/{token}")
    done = _answer("", 303)
    done.headers["Location"] = str(response.location)
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
    status = STATUS.get(refusal, 422)
    person = room.person(visitor)
    if refusal is PhoneRefusal.FULL:
        return _answer(pages.refused_page(refusal), status)
    if person is None or form.get("do") == "join":
        return _answer(pages.join_page(person, refusal), status)
    does = form.get("do")
    shown = pages.Shown.COMMIT if does == "commit" else pages.Shown.GUESS
    guess = room.guess_of(visitor)
    text = pages.room_page(person, room.question, guess, shown=shown, refusal=refusal)
    return _answer(text, status)


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
            language=_spoken(),
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


def _spoken() -> str:
    from ssi_tui.i18n import language

    return language()


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
