"""The command `ssi` itself: its table of contents, its language, and how every call ends."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

from ssi_tui.cli.shared.command import Named, completing, shared_options, translated
from ssi_tui.cli.shared.session import Session, silence_stdout
from ssi_tui.i18n import N_, _

ABORTED = 130
"""Exit code after Ctrl-C, as shells have it."""

_SECTIONS = {
    N_("Every day"): {
        "log": ("log", N_("Add what you did to a day.")),
        "set": ("log", N_("Make a day’s count exactly so many.")),
        "today": ("today", N_("Show what is done and what is due.")),
        "status": ("today", N_("Say in one line how the day stands, for a prompt.")),
        "skip": ("rest", N_("Plan rest, on which nothing is due.")),
        "edit": ("log", N_("Put an entry right.")),
        "rm": ("log", N_("Take an entry out.")),
        "undo": ("log", N_("Take the last change back, whichever front end made it.")),
        "redo": ("log", N_("Make a change again that was taken back.")),
        "changes": ("log", N_("List the last changes.")),
    },
    N_("Looking back"): {
        "week": ("today", N_("Show the week day by day.")),
        "month": ("today", N_("Show the month as a calendar.")),
        "year": ("today", N_("Show the year, a cell a day.")),
        "review": ("review", N_("Look back on a week, a month, a quarter or a year.")),
        "score": ("score", N_("Show your readings over time.")),
    },
    N_("Score and outlook"): {
        "reading": ("score", N_("Note the score that LinkedIn shows you.")),
        "explain": ("model", N_("Show where the points come from, and why they moved.")),
        "next": ("model", N_("Name what is best done next.")),
        "plan": ("plan", N_("Find the cheapest week that reaches a score.")),
        "sim": ("sim", N_("Show what a scenario would do to the score.")),
        "scenario": ("scenario", N_("List, show, copy and edit scenarios.")),
        "model": ("model", N_("Say what it has learned from you, and how good it is.")),
        "target": ("rest", N_("Set how often you want to do something.")),
        "action": ("actions", N_("Read what can be logged, and add actions of your own.")),
    },
    N_("In and out"): {
        "import": ("exchange", N_("Take in LinkedIn’s archive, tables, or an export.")),
        "export": ("exchange", N_("Write everything out as JSON or CSV.")),
        "backup": ("files", N_("Keep and bring back copies of the journal.")),
        "doctor": ("files", N_("Look for damage in the journal’s files, and repair it.")),
    },
    N_("Workshops"): {
        "present": ("workshop", N_("Present a deck whose curves are live.")),
        "group": ("group", N_("Keep groups of people, and race strategies for them.")),
        "workshop": ("workshop", N_("Let the phones in the room join.")),
        "handout": ("workshop", N_("Write what people take home: page, calendar, figures.")),
        "cohort": ("group", N_("Simulate every profile of a folder.")),
        "serve": ("workshop", N_("Show the app in a browser of this machine.")),
    },
    N_("Around it"): {
        "profile": ("profiles", N_("Keep the journals of several people.")),
        "config": ("settings", N_("Show and change the settings.")),
        "sync": ("files", N_("Exchange the journal with your other machines.")),
        "remind": ("remind", N_("Be reminded once a day while something is due.")),
        "demo": ("sim", N_("Look at a made-up journal.")),
        "path": ("settings", N_("Say where the journal lies.")),
        "completion": ("settings", N_("Print what makes the shell complete names.")),
        "docs": ("settings", N_("Read the pages of the documentation.")),
        "help": ("settings", N_("Show this help, or that of a command.")),
    },
}
"""Heading in `ssi --help` → name → module of `ssi_tui.cli` that has the command, and its line."""

_COMMANDS = {name: row for commands in _SECTIONS.values() for name, row in commands.items()}


class _Ssi(Named):
    """Loads only the command that is asked for: the others would cost a log entry 20 ms."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        from importlib import import_module

        module = import_module(f"ssi_tui.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return translated(command)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Commands by name, without loading all of them; options as click does."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [
            CompletionItem(name, help=_(about))
            for name, (_module, about) in _COMMANDS.items()
            if name.startswith(incomplete)
        ]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [_(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super(_Ssi, translated(self)).format_help(ctx, formatter)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, commands in _SECTIONS.items():
            with formatter.section(_(heading)):
                formatter.write_dl([(name, _(row[1])) for name, row in commands.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # as in `ssi changes | head -1`: done, and nobody reads the rest
            silence_stdout()
            return 0

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """As click's, with our errors, exit codes and language; always ends in SystemExit."""
        given = list(sys.argv[1:] if args is None else args)
        session = extra.setdefault("obj", Session())
        extra["standalone_mode"] = False
        try:
            session.speak()
            session.finish_deletions()
            code = super().main(given, **extra)
        except (click.Abort, KeyboardInterrupt):
            code = ABORTED
        except Exception as error:  # noqa: BLE001 - one sentence, never a page with the user's notes
            from ssi_tui.cli.shared.errors import report

            if isinstance(error, click.ClickException):
                session.json |= "--json" in given  # not read yet where the line can't be
            code = report(session, error)
        sys.exit(code if isinstance(code, int) else 0)


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from ssi_tui import __version__

        click.echo(f"ssi-tui {__version__}")
        ctx.exit()


def _status(ctx: click.Context) -> None:
    """Bare `ssi` is `ssi today`."""
    if ctx.invoked_subcommand is None:
        from ssi_tui.cli.today import today_command

        ctx.invoke(today_command)


ssi = _Ssi(
    "ssi",
    callback=click.pass_context(_status),
    invoke_without_command=True,
    help=N_(
        "Log what you do on LinkedIn, and see what it may do to your Social Selling Index. "
        "Alone it shows today."
    ),
    add_help_option=False,
    params=[
        *completing(shared_options(hidden=False)),
        click.Option(
            ["-V", "--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help=N_("Print the version."),
        ),
    ],
    epilog=N_("`ssi COMMAND --help` says more. The app is `ssi-tui`."),
)
