"""`ssi sync`: one journal on several machines, by way of a folder that something else carries."""

from pathlib import Path

import click

from ssi_tui.cli.shared.command import Command
from ssi_tui.cli.shared.session import Session
from ssi_tui.errors import NotFoundError
from ssi_tui.i18n import N_, _
from ssi_tui.wording.files import exchange_words, machines_met


@click.command(
    "sync",
    cls=Command,
    help=N_(
        "Exchange the journal with your other machines by way of a folder that Syncthing, Dropbox, "
        "a network drive or a stick carries around. All that was logged anywhere is then on all of "
        "them, once; the later change wins, and undo takes back what was done here."
    ),
)
@click.argument("folder", metavar=N_("[FOLDER]"), required=False)
@click.option(
    "--always",
    is_flag=True,
    help=N_("Let the app exchange with this folder by itself from now on."),
)
@click.pass_obj
def sync_command(session: Session, folder: str | None, always: bool) -> None:
    from ssi_tui.settings import choose
    from ssi_tui.sync.exchange import sync

    if session.sample:
        raise click.UsageError(_("The made-up journal stays where it is."))
    place = str(Path(folder).expanduser().absolute()) if folder else session.settings.sync
    if not place:
        raise click.UsageError(_("Which folder? `ssi sync FOLDER --always` has it remembered."))
    if not Path(place).is_dir():
        raise NotFoundError("folder", place)
    done = sync(session.store, place)
    for name in done.unread:
        text = _("{file} has not arrived whole, or is none of ours: nothing of it was taken.")
        session.warn(text.format(file=name))
    if always:
        choose(sync=place)
    lines = [exchange_words(done.taken, done.removed, done.sent)]
    lines[0] += f" ({machines_met(done.machines)})"
    if always:
        lines.append(
            _("The app does this by itself from now on; `ssi config set sync off` ends it.")
        )
    data = {
        "folder": place,
        "taken": done.taken,
        "removed": done.removed,
        "sent": done.sent,
        "machines": done.machines,
        "unread": list(done.unread),
        "always": always or session.settings.sync == place,
    }
    session.answer(data, lines, [(done.taken, done.removed, done.sent, done.machines)])
    if always:
        session.keep_status()
