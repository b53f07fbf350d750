"""What the shell completes: files, scenarios, profiles, actions, settings, backups and the rest.

The shell asks at every Tab, so that nothing here loads numpy; a journal that can't be read
completes nothing and says nothing.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from ssi_tui.cli.shared.session import Session
from ssi_tui.errors import SsiError
from ssi_tui.i18n import _, language
from ssi_tui.model.terms import short
from ssi_tui.places import pages_folder
from ssi_tui.settings import ABOUT, CHOICES, OFF, Settings
from ssi_tui.wording.actions import ACTIONS, action_hint, member_name, pillar_long_name

Known = Iterable[tuple[str, str]]
"""Words that fit, each with what it is."""
Source = Callable[[Session, click.Context], Known]


def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The items for one place of the line; none where anything may stand."""
    path = ctx.command_path.split()[1:]
    word = (param.metavar or "").strip("[].")
    kinds = _FILES.get(word)
    items = [CompletionItem(incomplete, type=kinds)] if kinds else []
    source = _BY_PLACE.get((*path[-2:], param.name or "")) or _BY_WORD.get(word)
    if param.name == "profile" and isinstance(param, click.Option):
        source = _profiles
    if source is None:
        return items
    session = ctx.find_object(Session) or Session()
    try:
        known = list(source(session, ctx))
    except (SsiError, OSError, click.ClickException):
        return items
    wanted = incomplete.casefold()
    fitting = (known_word for known_word in known if known_word[0].casefold().startswith(wanted))
    return [*items, *(CompletionItem(word, help=about or None) for word, about in fitting)]


def _actions(session: Session, _ctx: click.Context) -> Known:
    """LinkedIn's and the person's own."""
    try:
        kinds = session.kinds
    except (SsiError, OSError):
        kinds = tuple(ACTIONS)
    return [(kind, action_hint(kind)) for kind in kinds]


def _own_actions(session: Session, _ctx: click.Context) -> Known:
    return [(name, "") for name in session.store.read(session.today, session.today).own_actions]


def _profiles(_session: Session, _ctx: click.Context) -> Known:
    """By their folders, which have no blanks."""
    from ssi_tui.store.profiles import list_profiles

    return [(profile.folder, profile.name) for profile in list_profiles()]


def _scenarios(session: Session, _ctx: click.Context) -> Known:
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


def _members(_session: Session, _ctx: click.Context) -> Known:
    from sim.terms import Member

    return [(member.value, member_name(member)) for member in Member]


def _pillars(_session: Session, _ctx: click.Context) -> Known:
    from sim.terms import Pillar

    return [(pillar.value, pillar_long_name(pillar)) for pillar in Pillar]


def _pillar_points(session: Session, ctx: click.Context) -> Known:
    """Each to be followed by points."""
    return [(f"{name}=", about) for name, about in _pillars(session, ctx)]


def _settings(_session: Session, _ctx: click.Context) -> Known:
    return [(name, _(ABOUT[name])) for name in Settings._fields]


def _setting_values(session: Session, ctx: click.Context) -> Known:
    """What the setting that stands before may be."""
    name = str(ctx.params.get("name") or "")
    if name == "profile":
        return _profiles(session, ctx)
    hours = map(str, range(7))
    values = {**CHOICES, "sync": (OFF,), "day_start": tuple(hours)}.get(name, ())
    return [(value, "") for value in values]


def _backups(session: Session, _ctx: click.Context) -> Known:
    return [(backup.id, backup.at.isoformat(" ", "minutes")) for backup in session.store.backups()]


def _groups(_session: Session, _ctx: click.Context) -> Known:
    """The invented people too."""
    from ssi_tui.workshop.group import SAMPLE_WORD, list_groups

    return [(name, "") for name in (*(path.stem for path in list_groups()), SAMPLE_WORD)]


def _decks(_session: Session, _ctx: click.Context) -> Known:
    from ssi_tui.workshop.deck import shipped_decks

    return [(name, "") for name in shipped_decks(language())]


def _entries(session: Session, _ctx: click.Context) -> Known:
    """Those of the last week, by id."""
    journal = session.store.read(session.today - timedelta(days=7), session.today)
    return [
        (short(entry.id), f"{entry.count} {entry.kind} {entry.day.isoformat()}")
        for entry in journal.actions
    ]


def _days(_session: Session, _ctx: click.Context) -> Known:
    """Anything else that is a day is understood too."""
    return [(day, "") for day in (_("yesterday"), "mon", "tue", "wed", "thu", "fri")]


def _pages(_session: Session, _ctx: click.Context) -> Known:
    return [(page.stem, "") for page in sorted(Path(pages_folder()).glob("*.md"))]


def _commands(_session: Session, ctx: click.Context) -> Known:
    root = ctx.find_root().command
    return [(name, "") for name in root.list_commands(ctx)] if isinstance(root, click.Group) else ()


ROLES = ("average", "marketing", "hr", "recruiter", "sales", "social-media")
"""As `sim.planning.Role`, which costs numpy; a test compares them."""


def _words(*words: str) -> Source:
    return lambda _session, _ctx: [(word, "") for word in words]


_FILES = {
    "DECK": "file",
    "FILE": "file",
    "PATH": "file",
    "SCENARIO": "file",
    "FOLDER": "dir",
}
"""By the word in the usage line: the shell's own completion of files."""

_CHOICES = ("50|80|95", "dmy|mdy", "done|counts", "mine|others", "bash|zsh|fish", "json|csv")
"""Words in the usage line that say themselves what may stand there."""

_BY_WORD: dict[str, Source] = {
    "ACTION": _actions,
    "ACTION|list": _actions,
    "COMMAND": _commands,
    "DAYS": _words("workdays", "daily"),
    "DECK": _decks,
    "FORMAT": _words("zsh", "tmux", "waybar"),
    "GROUP": _groups,
    "MEMBER": _members,
    "NAME=POINTS": _pillar_points,
    "PAGE": _pages,
    "PROFILE": _profiles,
    "PILLAR": _pillars,
    "POINTS|ROLE": _words(*ROLES),
    "ROLE": _words(*ROLES),
    "SCENARIO": _scenarios,
    "SCHEDULER": _words("systemd", "cron", "launchd", "schtasks"),
    "SPAN": _words("week", "month", "quarter", "year"),
    "SPEC": _words(
        "daily", "weekly", "3/week", "5/week", "2/day", "4/month", "mon,wed,fri", "none"
    ),
    "WHEN": _days,
    **{choices: _words(*choices.split("|")) for choices in _CHOICES},
}

_BY_PLACE: dict[tuple[str, ...], Source] = {
    ("profile", "use", "name"): _profiles,
    ("profile", "rename", "name"): _profiles,
    ("profile", "delete", "name"): _profiles,
    ("config", "get", "name"): _settings,
    ("config", "set", "name"): _settings,
    ("config", "set", "value"): _setting_values,
    ("action", "edit", "name"): _own_actions,
    ("action", "archive", "name"): _own_actions,
    ("backup", "restore", "name"): _backups,
    ("edit", "number"): _entries,
    ("rm", "numbers"): _entries,
}
"""The end of the command's path and the parameter."""
