"""`ssi config`: what a person has chosen, for all profiles."""

import click

from ssi_tui.cli.command import Group
from ssi_tui.cli.session import Session
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.settings import LANGUAGES, SHOWABLE, SHOWN, THEMES, WEEK_STARTS, Settings
from ssi_tui.words.names import match_word
from ssi_tui.words.numbers import parse_count

SYSTEM = "system"
"""Written for an empty language: that of the system."""
_ABOUT = {
    "language": N_("the language of all texts"),
    "week_start": N_("the first day of the week"),
    "day_start": N_("the hour up to which an entry belongs to the day before, 0 to 6"),
    "theme": N_("the colours"),
    "profile": N_("whose journal it is: `ssi profile list`"),
    "streaks": N_("whether weeks in a row are shown"),
    "advice": N_("whether Today proposes what to do next"),
    "pillars": N_("whether Today shows the four parts of the score"),
    "sparklines": N_("whether Today shows the last days of each habit in small"),
}
_CHOICES = {
    "language": (*LANGUAGES, SYSTEM),
    "week_start": WEEK_STARTS,
    "theme": THEMES,
    **dict.fromkeys(SHOWABLE, SHOWN),
}


@click.group(
    "config",
    cls=Group,
    invoke_without_command=True,
    help=N_("Show and change the settings, which hold for all profiles. Alone it lists them."),
)
@click.pass_context
def config_command(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_command)


@config_command.command("list", help=N_("List the settings with their values."))
@click.pass_obj
def list_command(session: Session) -> None:
    from ssi_tui.cli.paper import table

    values = {name: _shown(session.settings, name) for name in Settings._fields}
    rows = [[name, value, _about(name)] for name, value in values.items()]
    session.answer({"settings": values}, table(rows, "<<<"), values.items())


@config_command.command("get", help=N_("Print the value of a setting."))
@click.argument("name", metavar=N_("NAME"))
@click.pass_obj
def get_command(session: Session, name: str) -> None:
    known = _named(name)
    value = _shown(session.settings, known)
    session.answer({"name": known, "value": value}, [value], [(value,)])


@config_command.command("set", help=N_("Change a setting: ssi config set week_start sunday."))
@click.argument("name", metavar=N_("NAME"))
@click.argument("value", metavar=N_("VALUE"))
@click.pass_obj
def set_command(session: Session, name: str, value: str) -> None:
    from ssi_tui.settings import change, save_settings

    known = _named(name)
    chosen = change(session.settings, known, _read(session, known, value))
    save_settings(chosen)
    said = f"{known}: {_shown(chosen, known)}"
    data = {"name": known, "value": _shown(chosen, known), "changed": chosen != session.settings}
    session.answer(data, [said], [(known, _shown(chosen, known))])


def _named(text: str) -> str:
    return match_word(N_("setting"), text, {name: (name,) for name in Settings._fields})


def _read(session: Session, name: str, text: str) -> str:
    """The value as it is kept: BadValueError or NotFoundError for none."""
    if name == "day_start":
        return str(parse_count(text, field=name, most=6))
    if name == "profile":
        return session.profile_named(text).folder
    word = text.strip().lower()
    if word not in _CHOICES[name]:
        words = ", ".join(_CHOICES[name])
        raise BadValueError(name, text, _("one of {words}").format(words=words))
    return "" if word == SYSTEM else word


def _shown(settings: Settings, name: str) -> str:
    return str(getattr(settings, name)) or SYSTEM


def _about(name: str) -> str:
    about = _(_ABOUT[name])
    if name not in _CHOICES:
        return about
    return f"{about}: {', '.join(_CHOICES[name])}"
