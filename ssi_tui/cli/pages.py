"""`ssi help` and `ssi docs`: what there is to read."""

from pathlib import Path

import click

from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.places import page_files
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import is_terminal
from ssi_tui.i18n import N_
from ssi_tui.wording.actions import match_word


@command("help", N_("Show the help of all, or of one command."))
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


def title_of(page: Path) -> str:
    """Its first heading."""
    first = page.read_text(encoding="utf-8").partition("\n")[0]
    return first.removeprefix("#").strip()


@command(
    "docs",
    N_("Read a page of the documentation, which is in English. Alone it lists them."),
)
@click.argument("page", metavar=N_("[PAGE]"), required=False)
@click.pass_obj
def docs_command(session: Session, page: str | None) -> None:
    import sys

    pages = {file.stem: file for file in page_files()}
    if page is None:
        from ssi_tui.cli.shared.terminal import table

        rows = [[name, title_of(file), str(file)] for name, file in pages.items()]
        data = [{"page": name, "title": title, "file": place} for name, title, place in rows]
        session.answer({"pages": data}, table([row[:2] for row in rows], "<<"), rows)
        return
    name = match_word(N_("page"), page, {stem: (stem,) for stem in pages})
    text = pages[name].read_text(encoding="utf-8")
    if is_terminal(sys.stdout) and not (session.json or session.plain):
        click.echo_via_pager(text)
        return
    answer = {"page": name, "title": title_of(pages[name]), "file": str(pages[name]), "text": text}
    session.answer(answer, text.splitlines())
