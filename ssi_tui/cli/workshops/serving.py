"""`ssi serve` and `ssi workshop`: the app for browsers, a page for the phones in the room."""

import asyncio
import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from ssi_tui.chart import plain
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.session import Session
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.numbers import format_points, parse_count

if TYPE_CHECKING:
    from ssi_tui.workshop.group import PeopleGroup
    from ssi_tui.workshop.phone_server import Phones
    from ssi_tui.workshop.phones import PhoneRoom

PORT = 8517
BROWSER_LACKING = N_(
    "A browser needs one more package. With pip: pip install 'ssi-tui[browser]'; with pipx: "
    "pipx inject ssi-tui textual-serve; with uv: uv tool install 'ssi-tui[browser]'"
)


@command(
    "serve",
    N_(
        "Show the app in a browser of this machine, and only there: each visitor has a process of "
        "their own with the made-up journal, or with an empty one that goes with them. With "
        "--profile it is that journal, for good."
    ),
)
@click.option("--port", metavar=N_("N"), help=N_("Else 8517."))
@click.option("--empty", is_flag=True, help=N_("Begin with an empty journal that is not kept."))
@click.pass_obj
def serve_command(session: Session, port: str | None, empty: bool) -> None:
    from importlib.util import find_spec

    if find_spec("textual_serve") is None:
        raise click.UsageError(_(BROWSER_LACKING), click.get_current_context())
    number = parse_count(port, field="port", least=1024, most=65535) if port else PORT
    from ssi_tui.workshop.browser import BrowserServer, command_for

    if session.profile is not None:
        words = ["--profile", session.profile_named(session.profile).folder]
        command = command_for(words, own_home=False)
    else:
        command = command_for([] if empty else ["--sample"], own_home=True)
    address = f"http://127.0.0.1:{number}"

    def ready() -> None:
        session.answer({"address": address, "port": number}, [address], [(address,)])
        if not session.json:
            click.echo(_("Ctrl-C ends it."), err=True)

    server = BrowserServer(command, number, ready=ready)
    _need_port(number)
    try:
        server.serve()
    except OSError as error:
        raise BadValueError("port", number, _("a port that is free")) from error


def _need_port(number: int) -> None:
    """BadValueError where another program listens there, before an address is promised."""
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name != "nt")
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as error:
            raise BadValueError("port", number, _("a port that is free")) from error


PHONES_LACKING = N_(
    "Phones need two more packages. With pip: pip install 'ssi-tui[workshop]'; with pipx: "
    "pipx inject ssi-tui aiohttp segno; with uv: uv tool install 'ssi-tui[workshop]'"
)


@command(
    "workshop",
    N_(
        "Let the phones in the room join: a code to scan, a small page for name, score and "
        "guesses. It listens on this machine alone unless you name one of its addresses; nothing "
        "of your journal is served, and everything is forgotten at the end unless you keep it."
    ),
)
@click.option(
    "--listen",
    "host",
    metavar=N_("ADDRESS"),
    default="127.0.0.1",
    help=N_("The address of this machine that the phones can reach; `show` lists them."),
)
@click.option("--port", metavar=N_("N"), help=N_("Else any that is free."))
@click.option("--ask", metavar=N_("QUESTION"), default="", help=N_("What to guess, 0 to 100."))
@click.option("--keep", metavar=N_("GROUP"), help=N_("Keep those who joined as this group."))
@click.option("--replace", is_flag=True, help=N_("Put it in the place of the group of that name."))
@click.pass_obj
def workshop_command(
    session: Session, host: str, port: str | None, ask: str, keep: str | None, replace: bool
) -> None:
    from ssi_tui.workshop.group import group_file, save_group

    _need_packages()
    from ssi_tui.workshop.phone_server import own_addresses
    from ssi_tui.workshop.phones import PhoneRoom

    if host == "show":
        addresses = own_addresses()
        lines = list(addresses) or [_("This machine has no address that phones could reach.")]
        session.answer({"addresses": list(addresses)}, lines)
        return
    if keep and group_file(keep).exists() and not replace:
        raise BadValueError("group", keep, _("a new name, or --replace"))
    number = parse_count(port, field="port", least=1, most=65535) if port else 0
    room = PhoneRoom()
    room.ask(" ".join(ask.split())[:200])
    joined = asyncio.run(_serve(room, host, number))
    if keep and joined.people:
        from dataclasses import replace as renamed

        save_group(renamed(joined, name=keep))
        said = _("Kept as the group {name}. `ssi group race {name}` races strategies for it.")
        lines = [said.format(name=plain(keep))]
    else:
        lines = [_("Everything that was sent has been forgotten.")]
    people = ngettext("{n} person joined.", "{n} people joined.", len(joined.people))
    data = {"joined": len(joined.people), "kept": keep if keep and joined.people else None}
    session.answer(data, [people.format(n=len(joined.people)), *lines])


async def _serve(room: "PhoneRoom", host: str, port: int) -> "PeopleGroup":
    """Listen until Ctrl-C; the answer is who joined."""
    from ssi_tui.workshop.phone_server import listen

    phones = await listen(room, host, port)
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError, ValueError):  # Windows, or not the main thread
            loop.add_signal_handler(number, over.set)
    try:
        _invite(phones)
        room.on_change = lambda: click.echo(_told(room), err=True)
        with suppress(asyncio.CancelledError, KeyboardInterrupt):
            await over.wait()
        return room.as_group("workshop")
    finally:
        await phones.close()


def _invite(phones: "Phones") -> None:
    """The code to scan, the address to type, and the coach's own."""
    import io

    import segno

    drawn = io.StringIO()
    segno.make(phones.address, error="m").terminal(drawn, compact=True, border=2)
    click.echo(drawn.getvalue(), err=True)
    click.echo(phones.address, err=True)
    if phones.host == "127.0.0.1":
        said = _("Only this machine can open it: `ssi workshop --listen show` lists others.")
        click.echo(said, err=True)
    remote = _("Your own phone as a remote: {address}").format(address=phones.remote_address)
    click.echo(remote, err=True)
    click.echo(_("Ctrl-C ends it."), err=True)


def _told(room: "PhoneRoom") -> str:
    """How many are in, and what the room guesses, without a name."""
    people = ngettext("{n} person is in", "{n} people are in", len(room.people))
    told = people.format(n=len(room.people))
    guesses = sorted(room.guesses.values())
    if guesses:
        middle = format_points(guesses[len(guesses) // 2])
        said = ngettext(
            "{n} guess, the middle one {points}",
            "{n} guesses, the middle one {points}",
            len(guesses),
        )
        told += "; " + said.format(n=len(guesses), points=middle)
    return told


def _need_packages() -> None:
    from importlib.util import find_spec

    if find_spec("aiohttp") is None or find_spec("segno") is None:
        raise click.UsageError(_(PHONES_LACKING), click.get_current_context())
