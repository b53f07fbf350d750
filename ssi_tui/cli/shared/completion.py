"""What the shell completes: files, scenarios, profiles, actions, settings, backups and the rest.

The shell asks at every Tab, so that nothing here loads numpy; a journal that can't be read
completes nothing and says nothing.
"""

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from ssi_tui.cli.shared.session import Session
from ssi_tui.errors import SsiError
from ssi_tui.i18n import language
from ssi_tui.places import pages_folder
from ssi_tui.settings import ABOUT, CHOICES, Settings
from ssi_tui.wording.actions import ACTIONS, action_hint, member_name, pillar_long_name

Known = Iterable[tuple[str, str]]
"""Words that fit, each with what it is."""


def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The items for one place of the line; none where anything may stand."""
    path = ctx.command_path.split()[1:]
    kinds = _FILES.get(_word(param))
    items = [CompletionItem(incomplete, type=kinds)] if kinds else []
    source = _BY_PLACE.get((*path[-2:], param.name or "")) or _BY_WORD.get(_word(param))
    if param.name == "profile" and isinstance(param, click.Option):
        source = profiles
    if source is None:
        return items
    session = ctx.find_object(Session) or Session()
    try:
        known = list(source(session, ctx))
    except (SsiError, OSError, click.ClickException):
        return items
    wanted = incomplete.casefold()
    fitting = [
        CompletionItem(word, help=about or None)
        for word, about in known
        if word.casefold().startswith(wanted)
    ]
    return [*items, *fitting] if not fitting or items else fitting


def _word(param: click.Parameter) -> str:
    return (param.metavar or "").strip("[].")


def actions(session: Session, _ctx: click.Context) -> Known:
    """LinkedIn's and the person's own."""
    try:
        kinds = session.kinds
    except (SsiError, OSError):
        kinds = tuple(ACTIONS)
    return [(kind, action_hint(kind)) for kind in kinds]


def own_actions(session: Session, _ctx: click.Context) -> Known:
    """Those that the person has added."""
    return [(name, "") for name in session.store.read(session.today, session.today).own_actions]


def profiles(_session: Session, _ctx: click.Context) -> Known:
    """By their folders, which have no blanks."""
    from ssi_tui.store.profiles import list_profiles

    return [(profile.folder, profile.name) for profile in list_profiles()]


def scenarios(session: Session, _ctx: click.Context) -> Known:
    """Those of the program and the profile's own, by name."""
    from ssi_tui.cli.shared.estimating import own_scenarios

    return [(path.stem, "") for path in (*shipped_scenarios(), *own_scenarios(session))]


def shipped_scenarios() -> list[Path]:
    """As `forecasting.shipped`, without its numpy and in the order of names."""
    spec = find_spec("sim")
    package = Path(spec.origin if spec and spec.origin else "").parent
    folder = package / "scenarios"
    folder = folder if folder.is_dir() else package.parent / "scenarios"
    return sorted(folder.glob("*.yaml"))


def members(_session: Session, _ctx: click.Context) -> Known:
    """Typical people."""
    from sim.terms import Member

    return [(member.value, member_name(member)) for member in Member]


def pillars(_session: Session, _ctx: click.Context) -> Known:
    """The four of the score."""
    from sim.terms import Pillar

    return [(pillar.value, pillar_long_name(pillar)) for pillar in Pillar]


def pillar_points(session: Session, ctx: click.Context) -> Known:
    """The four, each to be followed by points."""
    return [(f"{name}=", about) for name, about in pillars(session, ctx)]


ROLES = ("average", "marketing", "hr", "recruiter", "sales", "social-media")
"""As `sim.planning.Role`, which costs numpy; a test compares them."""


def roles(_session: Session, _ctx: click.Context) -> Known:
    """Those that a plan can be for."""
    return [(role, "") for role in ROLES]


def settings(_session: Session, _ctx: click.Context) -> Known:
    """By name."""
    from ssi_tui.i18n import _

    return [(name, _(ABOUT[name])) for name in Settings._fields]


def setting_values(session: Session, ctx: click.Context) -> Known:
    """What the setting that stands before may be."""
    name = str(ctx.params.get("name") or "")
    if name == "profile":
        return profiles(session, ctx)
    if name == "sync":
        return [("off", "")]
    if name == "day_start":
        return [(str(hour), "") for hour in range(7)]
    return [(value, "") for value in CHOICES.get(name, ())]


def backups(session: Session, _ctx: click.Context) -> Known:
    """Copies of the journal, newest first."""
    return [(backup.id, backup.at.isoformat(" ", "minutes")) for backup in session.store.backups()]


def groups(_session: Session, _ctx: click.Context) -> Known:
    """Groups of people, the invented ones too."""
    from ssi_tui.workshop.group import SAMPLE_WORD, list_groups

    return [(name, "") for name in (*(path.stem for path in list_groups()), SAMPLE_WORD)]


def decks(_session: Session, _ctx: click.Context) -> Known:
    """Decks that come with the program."""
    from ssi_tui.workshop.deck import shipped_decks

    return [(name, "") for name in shipped_decks(language())]


def entries(session: Session, _ctx: click.Context) -> Known:
    """The entries of the last week, by id."""
    from datetime import timedelta

    from ssi_tui.model.terms import short

    journal = session.store.read(session.today - timedelta(days=7), session.today)
    return [
        (short(entry.id), f"{entry.count} {entry.kind} {entry.day.isoformat()}")
        for entry in journal.actions
    ]


def days(_session: Session, _ctx: click.Context) -> Known:
    """Words for a day; anything else that is one is understood too."""
    from ssi_tui.i18n import _

    return [(_("yesterday"), ""), *((day, "") for day in ("mon", "tue", "wed", "thu", "fri"))]


def goals(_session: Session, _ctx: click.Context) -> Known:
    """How often."""
    specs = ("daily", "weekly", "3/week", "5/week", "2/day", "4/month", "mon,wed,fri", "none")
    return [(spec, "") for spec in specs]


def pages(_session: Session, _ctx: click.Context) -> Known:
    """Pages of the documentation."""
    return [(page.stem, "") for page in sorted(Path(pages_folder()).glob("*.md"))]


def commands(_session: Session, ctx: click.Context) -> Known:
    """For `ssi help`."""
    root = ctx.find_root().command
    return [(name, "") for name in root.list_commands(ctx)] if isinstance(root, click.Group) else ()


def _words(text: str) -> Callable[[Session, click.Context], Known]:
    return lambda _session, _ctx: [(word, "") for word in text.split("|")]


_FILES = {
    "DECK": "file",
    "FILE": "file",
    "PATH": "file",
    "SCENARIO": "file",
    "FOLDER": "dir",
}
"""By the word in the usage line: the shell's own completion of files."""

_BY_WORD: dict[str, Callable[[Session, click.Context], Known]] = {
    "ACTION": actions,
    "ACTION|list": actions,
    "COMMAND": commands,
    "DAYS": _words("workdays|daily"),
    "DECK": decks,
    "FORMAT": _words("zsh|tmux|waybar"),
    "GROUP": groups,
    "MEMBER": members,
    "NAME=POINTS": pillar_points,
    "PAGE": pages,
    "PROFILE": profiles,
    "PILLAR": pillars,
    "POINTS|ROLE": roles,
    "ROLE": roles,
    "SCENARIO": scenarios,
    "SCHEDULER": _words("systemd|cron|launchd|schtasks"),
    "SPAN": _words("week|month|quarter|year"),
    "SPEC": goals,
    "WHEN": days,
    "50|80|95": _words("50|80|95"),
    "dmy|mdy": _words("dmy|mdy"),
    "done|counts": _words("done|counts"),
    "mine|others": _words("mine|others"),
    "bash|zsh|fish": _words("bash|zsh|fish"),
    "json|csv": _words("json|csv"),
}

_BY_PLACE: dict[tuple[str, ...], Callable[[Session, click.Context], Known]] = {
    ("profile", "use", "name"): profiles,
    ("profile", "rename", "name"): profiles,
    ("profile", "delete", "name"): profiles,
    ("config", "get", "name"): settings,
    ("config", "set", "name"): settings,
    ("config", "set", "value"): setting_values,
    ("action", "edit", "name"): own_actions,
    ("action", "archive", "name"): own_actions,
    ("backup", "restore", "name"): backups,
    ("edit", "number"): entries,
    ("rm", "numbers"): entries,
}
"""The end of the command's path and the parameter."""
