"""`ssi serve`: the app in a browser of this machine, for people without a terminal."""

import os

import click

from ssi_tui.cli.shared.command import Command
from ssi_tui.cli.shared.session import Session
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.wording.numbers import parse_count

PORT = 8517
LACKING = N_(
    "A browser needs one more package. With pip: pip install 'ssi-tui[browser]'; with pipx: "
    "pipx inject ssi-tui textual-serve; with uv: uv tool install 'ssi-tui[browser]'"
)


@click.command(
    "serve",
    cls=Command,
    help=N_(
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
        raise click.UsageError(_(LACKING), click.get_current_context())
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
