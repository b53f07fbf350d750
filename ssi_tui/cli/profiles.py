"""`ssi profile`: the journals of several people, each a folder of its own."""

from typing import TYPE_CHECKING

import click

from ssi_tui.chart import plain
from ssi_tui.cli.shared.command import Group
from ssi_tui.cli.shared.session import Session
from ssi_tui.i18n import N_, _

if TYPE_CHECKING:
    from ssi_tui.store.profiles import Profile


@click.group(
    "profile",
    cls=Group,
    invoke_without_command=True,
    help=N_("Keep the journals of several people. Alone it lists them."),
)
@click.pass_context
def profile_command(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_command)


@profile_command.command("list", help=N_("List the profiles; * is the one in use."))
@click.pass_obj
def list_command(session: Session) -> None:
    from ssi_tui.cli.shared.layout import table
    from ssi_tui.store.profiles import list_profiles

    current = session.settings.profile
    rows = []
    data = []
    for profile in list_profiles():
        used = profile.folder == current
        rows.append(["*" if used else "", plain(profile.name), profile.folder])
        data.append({"name": profile.name, "folder": profile.folder, "current": used})
    lines = table(rows, "<<<") if rows else [_("No profile yet: the first entry makes one.")]
    session.answer({"profiles": data}, lines, (tuple(record.values()) for record in data))


@profile_command.command("new", help=N_("Make an empty profile."))
@click.argument("name", metavar=N_("NAME"))
@click.pass_obj
def new_command(session: Session, name: str) -> None:
    from ssi_tui.store.profiles import create_profile

    profile = create_profile(name)
    said = _("Made the profile {name}. `ssi profile use {folder}` works in it from now on.")
    _answer(session, profile, said)


@profile_command.command("use", help=N_("Work in this profile from now on."))
@click.argument("name", metavar=N_("NAME"))
@click.pass_obj
def use_command(session: Session, name: str) -> None:
    from ssi_tui.settings import choose

    profile = session.profile_named(name)
    choose(profile=profile.folder)
    _answer(session, profile, _("From now on: {name}"))
    session.keep_status()


@profile_command.command("rename", help=N_("Give a profile another name; its folder stays."))
@click.argument("name", metavar=N_("NAME"))
@click.argument("new", metavar=N_("NEW"))
@click.pass_obj
def rename_command(session: Session, name: str, new: str) -> None:
    from ssi_tui.store.profiles import find_profile, rename_profile

    _answer(session, rename_profile(find_profile(name), new), _("Now called {name}"))


@profile_command.command(
    "delete", help=N_("Take a profile away, into the trash beside the others.")
)
@click.argument("name", metavar=N_("NAME"))
@click.option("-y", "--yes", is_flag=True, help=N_("Don't ask."))
@click.pass_context
def delete_command(ctx: click.Context, name: str, yes: bool) -> None:
    from ssi_tui.settings import FIRST_PROFILE, choose
    from ssi_tui.store.profiles import delete_profile, find_profile

    session = ctx.ensure_object(Session)
    profile = find_profile(name)
    question = _("Delete the profile {name} with all that is logged in it?")
    if not yes and not session.confirm(question.format(name=plain(profile.name))):
        session.answer({"deleted": False}, [_("Nothing was deleted.")])
        return
    place = delete_profile(profile, session.today)
    if session.settings.profile == profile.folder:
        choose(profile=FIRST_PROFILE)
    said = _("Deleted {name}. It lies in {place} until you empty that.")
    data = {"deleted": True, "folder": profile.folder, "trash": place}
    session.answer(data, [said.format(name=plain(profile.name), place=place)], [(place,)])
    session.keep_status()


def _answer(session: Session, profile: "Profile", form: str) -> None:
    """One sentence about a profile."""
    data = {"name": profile.name, "folder": profile.folder}
    said = form.format(name=plain(profile.name), folder=profile.folder)
    session.answer(data, [said], [tuple(data.values())])
