"""How a call that failed ends: one clear sentence on stderr, a way on, and the exit code."""

import os

import click

from ssi_tui.chart import plain
from ssi_tui.cli.shared.session import SCHEMA, Session
from ssi_tui.errors import (
    AmbiguousError,
    BadValueError,
    DamagedError,
    InDoubtError,
    LockedError,
    NewerSchemaError,
    NoLockError,
    NotFoundError,
    NotSavedError,
    SsiError,
)
from ssi_tui.exchange.csv_text import Fault, FileRefusedError
from ssi_tui.exchange.linkedin import Refusal
from ssi_tui.i18n import N_, _
from ssi_tui.wording.refusals import FAULTS, REFUSALS

FIELDS = {
    "action": N_("action"),
    "brand": N_("brand"),
    "count": N_("count"),
    "day": N_("day"),
    "day_start": N_("day start"),
    "from": N_("first day"),
    "industry_rank": N_("industry rank"),
    "id": N_("id"),
    "insights": N_("insights"),
    "key": N_("key"),
    "kind": N_("action"),
    "language": N_("language"),
    "member": N_("member"),
    "minutes": N_("minutes"),
    "network_rank": N_("network rank"),
    "note": N_("note"),
    "people": N_("people"),
    "pillar": N_("pillar"),
    "pillars": N_("pillars"),
    "profile": N_("profile"),
    "rest": N_("rest"),
    "relationships": N_("relationships"),
    "scenario": N_("scenario"),
    "seed": N_("seed"),
    "streaks": N_("streaks"),
    "target": N_("target"),
    "theme": N_("theme"),
    "total": N_("total"),
    "to": N_("last day"),
    "week_start": N_("week start"),
    "weeks": N_("weeks"),
    "why": N_("reason"),
}
"""What errors name, in words."""


ALLOWED = (
    N_("one of 3/week, 3/7d, 2/day, daily, weekly, mon,wed,fri, <=2/day"),
    N_("more than 0: a page of zeros is a page that failed"),
    N_("readable text"),
    N_("a name"),
    N_("a name that is not taken yet"),
    N_("an id as `ssi changes` shows it"),
    N_("one character"),
    N_("letters a-z, digits and hyphens, at most 48"),
)
"""What the layers below the catalogues allow, for the translators to see."""


FOUND = (N_("entry"), N_("backup"), N_("file"))
"""What those layers may not find."""


_FAULTS = FAULTS | {
    Fault.NO_EXPORT: N_("{file} was not written by `ssi export`"),
    Fault.NO_DATES: N_("{file} has no column of days; --date-column names one"),
}


_REFUSALS = REFUSALS | {
    Refusal.SHEET: N_("{file} is a spreadsheet: `ssi import analytics` takes that"),
}


def sentence(error: SsiError) -> str:
    """What is wrong with a file."""
    if isinstance(error, FileRefusedError):
        place = error.place
        if place.isdecimal():
            place = _("line {n}").format(n=place)
        form = _(_FAULTS[error.fault])
        return form.format(file=plain(error.file), place=plain(place), value=plain(error.value))
    file, reason = getattr(error, "file", ""), str(getattr(error, "reason", ""))
    return _(_REFUSALS[reason]).format(file=plain(file))


class ScenarioRefusedError(SsiError):
    """Scenario files with faults, each at its place."""

    exit_code = 2

    def __init__(self, faults: list[dict[str, object]]) -> None:
        self.faults = faults
        """``file``, ``line``, ``column``, ``path`` and ``message`` of each."""
        super().__init__(f"{len(faults)} faults")


class PageUnclearError(SsiError):
    """A pasted text that is no reading."""

    exit_code = 2

    def __init__(self, gap: str, lines: list[str]) -> None:
        self.gap, self.lines = gap, lines
        """Why, and the sentences that say what was understood."""
        super().__init__(gap)


_TYPES: tuple[tuple[type[Exception], str], ...] = (
    (BadValueError, "bad-value"),
    (NotFoundError, "not-found"),
    (AmbiguousError, "ambiguous"),
    (NewerSchemaError, "newer-version"),
    (DamagedError, "damaged"),
    (InDoubtError, "in-doubt"),
    (NotSavedError, "not-saved"),
    (LockedError, "locked"),
    (ScenarioRefusedError, "scenario"),
    (PageUnclearError, "page"),
    (click.UsageError, "usage"),
    (OSError, "system"),
)
"""The word for each error in `--json`, the first that fits."""


def report(session: Session, error: Exception) -> int:
    """Say what went wrong on stderr, in words or as JSON; answers the exit code."""
    code = error.exit_code if isinstance(error, SsiError | click.ClickException) else 1
    message, *ways = sentences(error)
    if session.json:
        import json

        other = "unexpected" if code == 1 else "file"
        word = next((word for kind, word in _TYPES if isinstance(error, kind)), other)
        told = {"type": word, "exit": code, "message": message, "hints": ways, **_data(error)}
        envelope = {
            "schema": SCHEMA,
            "ok": False,
            "simulated": False,
            "error": told,
            "warnings": session.warnings,
        }
        click.echo(json.dumps(envelope), err=True)
    elif isinstance(error, ScenarioRefusedError):
        click.echo("\n".join((message, *ways)), err=True)
    else:
        session.tell_warnings()
        click.echo("\n".join((f"ssi: {message}", *ways)), err=True)
    if code == 1 and os.environ.get("SSI_DEBUG"):
        raise error
    return code


def _data(error: Exception) -> dict[str, object]:
    """What the error carries, as plain values."""
    match error:
        case BadValueError():
            return {"field": error.field, "value": str(error.value), "allowed": error.allowed}
        case NotFoundError():
            return {"what": error.what, "name": error.name, "nearest": list(error.nearest)}
        case AmbiguousError():
            candidates = list(error.candidates)
            return {"what": error.what, "name": error.name, "candidates": candidates}
        case DamagedError() | NotSavedError() | LockedError():
            return {"file": str(error.file)}
        case ScenarioRefusedError():
            return {"faults": error.faults}
        case PageUnclearError():
            return {"gap": str(error.gap)}
        case SsiError():  # of an import
            reason = getattr(error, "fault", getattr(error, "reason", ""))
            return {"file": getattr(error, "file", ""), "reason": str(reason)}
    return {}


def sentences(error: Exception) -> list[str]:
    """What happened, then ways on."""
    match error:
        case BadValueError():
            text = _("{field}: “{value}” is not {allowed}")
            field = _(FIELDS.get(error.field, error.field))
            return [text.format(field=field, value=_cut(error.value), allowed=_(error.allowed))]
        case NotFoundError():
            text = _("no {what} is called “{name}”")
            said = text.format(what=_(error.what), name=_cut(error.name))
            return [said, *_nearest(error)]
        case AmbiguousError():
            text = _("“{name}” fits more than one {what}; which one?")
            said = text.format(what=_(error.what), name=_cut(error.name))
            return [said, *(f"  {plain(name)}" for name in error.candidates)]
        case NewerSchemaError():
            text = _("{file} was written by a newer version of ssi-tui; it was left as it is")
            return [text.format(file=error.file), _("Update ssi-tui to read it.")]
        case DamagedError():
            text = _("{file} can't be read: {reason}; it was left as it is")
            return [text.format(file=error.file, reason=_(error.reason)), _way_back(error)]
        case InDoubtError():
            text = _("{file} is written, but the disk would not confirm it: {reason}")
            way = _("`ssi changes` shows whether the entry is there, before you try again.")
            return [text.format(file=error.file, reason=_(error.reason)), way]
        case NoLockError():
            text = _("NOT saved: {folder} can't be locked: {reason}")
            way = _(
                "Some network folders have no locks. Keep the journal on a disk of this computer: "
                "move the folder there, and name it in SSI_HOME."
            )
            return [text.format(folder=error.file, reason=_(error.reason)), way]
        case NotSavedError():
            text = _("NOT saved: {file}: {reason}")
            way = _("Nothing was changed. Once the disk takes files again, give the same command.")
            return [text.format(file=error.file, reason=_(error.reason)), way]
        case LockedError():
            text = _("NOT saved: another program has held {file} for over {seconds} s")
            way = _("Nothing was changed. Try again in a moment.")
            return [text.format(file=error.file, seconds=f"{error.seconds:g}"), way]
        case ScenarioRefusedError():
            return [_at_its_place(fault) for fault in error.faults]
        case PageUnclearError():
            return error.lines
        case SsiError() if type(error).__module__.startswith("ssi_tui.exchange"):
            return [sentence(error)]
        case click.UsageError():
            return [plain(error.format_message()), *_try_help(error)]
        case click.ClickException():
            return [error.format_message()]
        case OSError():
            return [str(error)]
    text = _("this should not have happened: {kind} in {place}")
    way = _("SSI_DEBUG=1 before the command shows more.")
    return [text.format(kind=type(error).__name__, place=_place(error)), way]


def _way_back(error: DamagedError) -> str:
    """The command that brings a damaged file back."""
    if error.file.name == "settings.json":
        return _("Mend it, or move it away: without it the settings are as at first.")
    if error.file.suffix == ".zip":
        return _("`ssi backup list` shows the other copies.")
    return _(
        "`ssi doctor --repair` brings it back from the newest copy and from what it still says."
    )


def _at_its_place(fault: dict[str, object]) -> str:
    """As compilers write it, so that editors can jump there."""
    where = "{file}:{line}:{column}: ".format_map(fault)
    what = f"{fault['path']}: {fault['message']}" if fault["path"] else f"{fault['message']}"
    return plain(where + what)


def _nearest(error: NotFoundError) -> list[str]:
    if error.what == "profile":
        return [_("`ssi profile list` lists the profiles, `ssi profile new` makes one.")]
    if error.nearest:
        names = ", ".join(plain(name) for name in error.nearest)
        return [_("Did you mean {names}?").format(names=names)]
    if error.what == "scenario":
        from ssi_tui.chart import wrap
        from ssi_tui.cli.shared.terminal import size
        from ssi_tui.forecasting import shipped

        names = ", ".join(path.stem for path in shipped())
        said = _("Those that come with the program: {names}.").format(names=names)
        return wrap(said, size()[0])
    if error.what == "action":
        return [_("`ssi log --help` lists the actions.")]
    return []


def _try_help(error: click.UsageError) -> list[str]:
    path = error.ctx.command_path if error.ctx else "ssi"
    return [_("`{command} --help` shows how it is used.").format(command=path)]


def _cut(value: object) -> str:
    text = plain(str(value))
    return text if len(text) <= 60 else text[:59] + "…"


def _place(error: Exception) -> str:
    """Module and line where it went wrong; never what the person wrote."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
