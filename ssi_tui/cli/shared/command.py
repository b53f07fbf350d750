"""Commands and options as all of `ssi` has them: shared options anywhere, help in the language."""

from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ssi_tui.cli.shared.session import Session
from ssi_tui.i18n import ENGLISH, N_, _, language
from ssi_tui.wording.actions import ACTIONS, exact_action, other_word
from ssi_tui.wording.dates import parse_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from click.shell_completion import CompletionItem

AnyCommand = TypeVar("AnyCommand", bound=click.Command)
NAME_WORDS = 4
"""The names of actions have no more words than that."""

day_option = click.option(
    "-d",
    "--day",
    "when",
    metavar=N_("WHEN"),
    help=N_("The day: yesterday, mon, -3, 11-20, 2026-11-20. Else today."),
)
as_of_option = click.option(
    "--as-of", "when", metavar=N_("WHEN"), help=N_("As it stood on that day; else today.")
)
yes_option = click.option("-y", "--yes", is_flag=True, help=N_("Don’t ask."))


def logged_day(session: Session, when: str | None) -> "date":
    """The day that an entry is for: today, or one before it."""
    if when is None:
        return session.today
    return parse_day(when, session.today, latest=session.today)


def need_packages(lacking: str, *packages: str) -> None:
    """Refuse in these words where one of the packages, which only some commands use, is lacking."""
    from importlib.util import find_spec

    if any(find_spec(package) is None for package in packages):
        raise click.UsageError(lacking)


def _remember(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Keep a shared option in the session, wherever in the line it stood."""
    if param.name and value not in (None, False):
        setattr(ctx.ensure_object(Session), param.name, value)


def _help(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


def completing(params: list[click.Parameter]) -> list[click.Parameter]:
    """The same, each completed by the shell with what may stand in its place."""
    for param in params:
        if not (isinstance(param, click.Option) and param.is_flag):
            param.shell_complete = partial(_complete, param)  # type: ignore[method-assign]
    return params


def _complete(
    param: click.Parameter, ctx: click.Context, incomplete: str
) -> "list[CompletionItem]":
    from ssi_tui.cli.shared import completion  # at a Tab, and never else

    return completion.complete(ctx, param, incomplete)


def shared_options(*, hidden: bool) -> list[click.Parameter]:
    """The options that every command understands, before its name and after it."""

    def option(name: str, help: str, metavar: str | None = None) -> click.Option:
        return click.Option(
            [name],
            help=help,
            metavar=metavar,
            is_flag=metavar is None,
            is_eager=True,  # an option that refuses its value has to know how to say it
            hidden=hidden,
            expose_value=False,
            callback=_remember,
        )

    return [
        option("--profile", N_("Whose journal, this once."), N_("NAME")),
        option("--sample", N_("Use a made-up journal; changes to it are not kept.")),
        option("--json", N_("Answer in JSON.")),
        option("--plain", N_("Answer with one record a line, for scripts.")),
        option("--no-color", N_("No colour.")),
        # click's own asks gettext at every call, which loads `locale` and looks for four files
        click.Option(
            ["-h", "--help"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_help,
            help=N_("Show this help."),
        ),
    ]


@cache
def _hidden_options() -> list[click.Parameter]:
    """Those of the commands; one list for all, since each copies what it changes."""
    return completing(shared_options(hidden=True))


def _with_minus_signs(params: list[click.Parameter], args: list[str]) -> list[str]:
    """The line with "-3" as "−3", which click takes for no option; what options take stays."""
    takers = {
        name
        for param in params
        if isinstance(param, click.Option) and not param.is_flag and not param.count
        for name in (*param.opts, *param.secondary_opts)
    }
    signed: list[str] = []
    before = ""
    for place, word in enumerate(args):
        if word == "--":
            return [*signed, *args[place:]]
        number = word[:1] == "-" and word[1:2].isdecimal() and before not in takers
        signed.append("\N{MINUS SIGN}" + word[1:] if number else word)
        before = word
    return signed


class _Sharing(click.Command):
    """The shared options, which the help names in one line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "add_help_option": False})
        self.params = [*completing(self.params), *_hidden_options()]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What the line takes, in the language."""
        words = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("[COMMAND] [ARGS]..."))
        pieces = super().collect_usage_pieces(ctx)
        return [_(piece) if piece in words else piece for piece in pieces]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A number below 0 is a value, and no option: it is answered by who reads the value."""
        try:
            return super().parse_args(ctx, _with_minus_signs(self.get_params(ctx), args))
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click forgets it where an option's value is missing
            raise

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_epilog(ctx, formatter)
        formatter.write_paragraph()
        everywhere = _("Everywhere: {options}")
        options = "--profile, --sample, --json, --plain, --no-color"
        formatter.write_text(everywhere.format(options=options))


class Command(_Sharing):
    """One command."""

    allow_extra_args = True  # so that a word too many is answered by us

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        words = super().parse_args(ctx, args)
        if words and not ctx.resilient_parsing:
            from ssi_tui.cli.shared.errors import too_many_words

            raise too_many_words(ctx, words)
        return words


class ActionCommand(Command):
    """One that begins with an action, whose name needs no quotes: `ssi log profile view 3`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = 1 if args and args[0].isdecimal() else 0
        for end in range(min(first + NAME_WORDS, len(args)), first + 1, -1):
            name = " ".join(args[first:end])
            if exact_action(name, ACTIONS) or other_word(name):
                args = [*args[:first], name, *args[end:]]
                break
        return super().parse_args(ctx, args)


class Named(click.Group):
    """A group that says what there is, and what may be meant by a name that is no command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            from ssi_tui.cli.shared.errors import missing_command

            raise missing_command(ctx, self.list_commands(ctx))
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = tuple(self.list_commands(ctx))
        if args[0] not in known and not args[0].startswith("-") and not ctx.resilient_parsing:
            from ssi_tui.cli.shared.errors import unknown_command

            raise unknown_command(ctx, args[0], known)
        return super().resolve_command(ctx, args)


def command(
    name: str, about: str, *, cls: type[Command] = Command, epilog: str | None = None
) -> "Callable[[Callable[..., Any]], click.Command]":
    """Make a command of the function below it, which gets the session."""
    make = click.command(name, cls=cls, help=about, epilog=epilog)
    return lambda function: make(click.pass_obj(function))


class Group(_Sharing, Named):
    """A command with commands of its own; alone it runs the function below it."""

    def part(self, name: str, about: str) -> "Callable[[Callable[..., Any]], click.Command]":
        """Make one of its commands of the function below it, which gets the session."""

        def add(function: "Callable[..., Any]") -> click.Command:
            self.add_command(part := command(name, about)(function))
            return part

        return add

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        return command and translated(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its first sentence, whole."""
        rows = []
        for name in self.list_commands(ctx):
            text = " ".join((translated(self.commands[name]).help or "").split())
            sentence, stop, _rest = text.partition(". ")
            rows.append((name, sentence + stop.rstrip()))
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)


def group(name: str, about: str, alone: str = "") -> Group:
    """A command with commands of its own, of which it is one where it stands alone."""

    @click.pass_context
    def call(ctx: click.Context) -> None:
        if alone and ctx.invoked_subcommand is None:
            ctx.invoke(commands.commands[alone])

    commands = Group(name, help=about, callback=call, invoke_without_command=bool(alone))
    return commands


def translated(command: AnyCommand) -> AnyCommand:
    """The command with its help in the language in use: help texts are written at import."""
    if language() == ENGLISH:
        return command
    from copy import copy

    double = copy(command)
    double.help = command.help and _(command.help)
    double.epilog = command.epilog and _(command.epilog)
    double.params = [copy(parameter) for parameter in command.params]
    for parameter in double.params:
        parameter.metavar = parameter.metavar and _(parameter.metavar)
        if isinstance(parameter, click.Option):
            parameter.help = parameter.help and _(parameter.help)
    return double
