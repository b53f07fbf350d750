"""`ssi help`: the help of all, or of one command."""

import click

from ssi_tui.cli.shared.command import Command
from ssi_tui.cli.shared.session import Session
from ssi_tui.i18n import N_


@click.command("help", cls=Command, help=N_("Show the help of all, or of one command."))
@click.argument("names", metavar=N_("[COMMAND]..."), nargs=-1)
@click.pass_context
def help_command(ctx: click.Context, names: tuple[str, ...]) -> None:
    context = ctx.find_root()
    for name in names:
        group = context.command
        if not isinstance(group, click.Group):
            break
        _name, command, _rest = group.resolve_command(context, [name])
        if command is not None:
            context = click.Context(command, info_name=name, parent=context)
    text = context.get_help()
    session: Session = ctx.obj
    if session.json:
        session.answer({"command": " ".join(names), "text": click.unstyle(text)}, [])
    else:
        click.echo(text, color=ctx.color)
