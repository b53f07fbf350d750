"""`ssi config`: what one has chosen and says of oneself; `path`, `completion`, `docs`, `help`."""

import sys
from pathlib import Path

import click

from ssi_tui.cli.shared.command import command, group
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import is_terminal, table
from ssi_tui.errors import BadValueError, NotFoundError
from ssi_tui.i18n import N_, _
from ssi_tui.model.terms import ACTIVITY, CONNECTIONS, LICENCE, PROFILE, STOCK_OF
from ssi_tui.places import pages_folder
from ssi_tui.settings import (
    ABOUT,
    CHOICES,
    OFF,
    SYSTEM,
    Settings,
    change,
    choose,
    data_home,
    settings_file,
)
from ssi_tui.wording.actions import match_word
from ssi_tui.wording.numbers import parse_count
from ssi_tui.wording.people import ABOUT as FACTS_ABOUT
from ssi_tui.wording.people import NAMES, fact_of, fact_words, facts_of, read_fact

SHELLS = ("bash", "zsh", "fish")


@command(
    "path",
    N_("Say where the journal lies: one folder, one file a month, made by the first entry."),
)
def path_command(session: Session) -> None:
    folder = session.store.folder
    data = {
        "journal": folder,
        "home": data_home(),
        "settings": settings_file(),
        "exists": Path(folder).is_dir(),
    }
    session.answer(data, [folder], [(name, data[name]) for name in ("journal", "home", "settings")])


@command(
    "completion",
    N_(
        'Print what makes the shell complete names: eval "$(ssi completion bash)" in ~/.bashrc, '
        "the same with zsh in ~/.zshrc; ssi completion fish > ~/.config/fish/completions/ssi.fish."
    ),
)
@click.argument("shell", metavar="bash|zsh|fish")
def completion_command(session: Session, shell: str) -> None:
    from click.shell_completion import ShellComplete, get_completion_class

    name = match_word(N_("shell"), shell, SHELLS)
    kind = get_completion_class(name)
    assert kind is not None
    ssi = click.get_current_context().find_root().command
    # The base class: click's own for bash starts a bash to ask for its version
    text = ShellComplete.source(kind(ssi, {}, "ssi", "_SSI_COMPLETE"))
    if session.json:
        session.answer({"shell": name, "text": text})
    else:
        click.echo(text)


@command("help", N_("Show the help of all, or of one command."))
@click.argument("names", metavar=N_("[COMMAND]..."), nargs=-1)
def help_command(session: Session, names: tuple[str, ...]) -> None:
    context = click.get_current_context().find_root()
    for name in names:
        group = context.command
        if not isinstance(group, click.Group):
            break
        _name, command, _rest = group.resolve_command(context, [name])
        if command is not None:
            context = click.Context(command, info_name=name, parent=context)
    text = context.get_help()
    if session.json:
        session.answer({"command": " ".join(names), "text": click.unstyle(text)})
    else:
        click.echo(text, color=context.color)


@command(
    "docs",
    N_("Read a page of the documentation, which is in English. Alone it lists them."),
)
@click.argument("page", metavar=N_("[PAGE]"), required=False)
def docs_command(session: Session, page: str | None) -> None:
    pages = {file.stem: file for file in sorted(Path(pages_folder()).glob("*.md"))}
    if page is None:
        data = [_page_data(file) for file in pages.values()]
        rows = [[name, title_of(file)] for name, file in pages.items()]
        session.answer({"pages": data}, table(rows, "<<"), data)
        return
    name = match_word(N_("page"), page, tuple(pages))
    text = pages[name].read_text(encoding="utf-8")
    if is_terminal(sys.stdout) and not (session.json or session.plain):
        click.echo_via_pager(text)
        return
    session.answer({**_page_data(pages[name]), "text": text}, text.splitlines())


def title_of(page: Path) -> str:
    """Its first heading."""
    first = page.read_text(encoding="utf-8").partition("\n")[0]
    return first.removeprefix("#").strip()


def _page_data(file: Path) -> dict[str, object]:
    return {"page": file.stem, "title": title_of(file), "file": str(file)}


config_command = group(
    "config",
    N_(
        "Show and change the settings, which hold for all profiles, and say how active you are, "
        "what licence, connections and profile you have. Alone it lists them."
    ),
    alone="list",
)


@config_command.part("list", N_("List the settings with their values."))
def list_command(session: Session) -> None:
    values = {name: _shown(session.settings, name) for name in Settings._fields}
    rows = [[name, value, _about(name)] for name, value in values.items()]
    facts = facts_of(session.journal(session.today, session.today))
    said = [[name, fact_words(name, fact), _(FACTS_ABOUT[name])] for name, fact in facts.items()]
    lines = [*table(rows, "<<<"), "", _("What you say of yourself, in this profile:")]
    session.answer(
        {"settings": values, "about": facts}, [*lines, *table(said, "<<<")], values.items()
    )


@config_command.part("get", N_("Print the value of a setting."))
@click.argument("name", metavar=N_("NAME"))
def get_command(session: Session, name: str) -> None:
    known = _named(name)
    value = _shown(session.settings, known)
    session.answer({"name": known, "value": value}, [value], [(value,)])


@config_command.part("set", N_("Change a setting: ssi config set week_start sunday."))
@click.argument("name", metavar=N_("NAME"))
@click.argument("value", metavar=N_("VALUE"))
def set_command(session: Session, name: str, value: str) -> None:
    known = _named(name)
    chosen = change(session.settings, known, _read(session, known, value))
    choose(**{known: getattr(chosen, known)})
    value = _shown(chosen, known)
    data = {"name": known, "value": value, "changed": chosen != session.settings}
    session.answer(data, [f"{known}: {value}"], [(known, value)])
    session.keep_status()


def _named(text: str) -> str:
    return match_word(N_("setting"), text, Settings._fields)


def _read(session: Session, name: str, text: str) -> str:
    """The value as it is kept: BadValueError or NotFoundError for none."""
    if name == "day_start":
        return str(parse_count(text, field=name, most=6))
    if name == "profile":
        return session.profile_named(text).folder
    word = text.strip().lower()
    if name == "sync":
        place = Path(text).expanduser().absolute()
        if word != OFF and not place.is_dir():
            raise NotFoundError("folder", text)
        return "" if word == OFF else str(place)
    if word not in CHOICES[name]:
        words = ", ".join(CHOICES[name])
        raise BadValueError(name, text, _("one of {words}").format(words=words))
    return "" if word == SYSTEM else word


def _shown(settings: Settings, name: str) -> str:
    return str(getattr(settings, name)) or (OFF if name == "sync" else SYSTEM)


def _about(name: str) -> str:
    about = _(ABOUT[name])
    if name not in CHOICES:
        return about
    return f"{about}: {', '.join(CHOICES[name])}"


_HELP = {
    ACTIVITY: N_(
        "Say how active you usually are: hardly, little, regularly or much; none takes it back. It "
        "belongs to this profile and stands in for what is not logged. Alone it shows it."
    ),
    LICENCE: N_(
        "Say whether you have Sales Navigator, yes or no; none takes it back. It belongs to this "
        "profile. Alone it shows it."
    ),
    CONNECTIONS: N_(
        "Say how many connections you have; none takes it back. It belongs to this profile. Alone "
        "it shows it."
    ),
    PROFILE: N_(
        "Say how much of your page on LinkedIn is filled in, as 80%; none takes it back. It "
        "belongs to this profile. Alone it shows it."
    ),
}


def _command(name: str) -> click.Command:
    @command(name, _HELP[name])
    @click.argument("value", metavar=N_("[VALUE]"), required=False)
    def fact_command(session: Session, value: str | None) -> None:
        if value is None:
            said = fact_of(session.journal(session.today, session.today), name)
            changed = False
        else:
            said = read_fact(name, value)
            if name in STOCK_OF:
                number = None if said is None else float(said)
                done = session.store.set_stock(STOCK_OF[name], number)
            else:
                done = session.store.set_fact(name, str(said or ""))
            changed = done.change is not None
        line = f"{_(NAMES[name])}: {fact_words(name, said)}"
        data = {"name": name, "value": said, "changed": changed}
        session.answer(data, [line], [(name, "none" if said is None else said)])

    return fact_command


for _name in (ACTIVITY, LICENCE, CONNECTIONS, PROFILE):
    config_command.add_command(_command(_name))
