"""`ssi path` and `ssi completion`: where things lie, and what the shell may complete."""

from pathlib import Path

import click

from ssi_tui.cli.command import Command
from ssi_tui.cli.session import Session
from ssi_tui.i18n import N_
from ssi_tui.words.names import match_word

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "path",
    cls=Command,
    help=N_("Say where the journal lies: one folder, one file a month, made by the first entry."),
)
@click.pass_obj
def path_command(session: Session) -> None:
    from ssi_tui.settings import data_home, settings_file

    folder = session.store.folder
    data = {
        "journal": folder,
        "home": data_home(),
        "settings": settings_file(),
        "exists": Path(folder).is_dir(),
    }
    session.answer(data, [folder], [(name, data[name]) for name in ("journal", "home", "settings")])


@click.command(
    "completion",
    cls=Command,
    help=N_(
        'Print what makes the shell complete names: eval "$(ssi completion bash)" in ~/.bashrc, '
        "the same with zsh in ~/.zshrc; ssi completion fish > ~/.config/fish/completions/ssi.fish."
    ),
)
@click.argument("shell", metavar="bash|zsh|fish")
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    from click.shell_completion import ShellComplete, get_completion_class

    name = match_word(N_("shell"), shell, {each: (each,) for each in SHELLS})
    kind = get_completion_class(name)
    assert kind is not None
    completion = kind(ctx.find_root().command, {}, "ssi", "_SSI_COMPLETE")
    # The base class: click's own for bash starts a bash to ask for its version
    click.echo(ShellComplete.source(completion))
