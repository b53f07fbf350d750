"""What can be made of a plan: a scenario file, a calendar, the journal's targets."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_tui.exchange.whole import write_whole
from ssi_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_tui.cli.session import Session
    from ssi_tui.forecasting import WeeklyPlan


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What was done with the plan."""

    data: "dict[str, object]"
    """Keys for `--json`."""
    lines: "list[str]"
    """The same in sentences."""


def keep(
    session: "Session",
    made: "WeeklyPlan",
    *,
    places: "Mapping[str, str | None]",
    targets: bool,
    yes: bool,
) -> Kept:
    """Write what was asked for; whoever says no to one thing gets the others.

    `places` has the files to write under ``scenario`` and ``calendar``.
    """
    from ssi_tui.forecasting import taking_over

    data: dict[str, object] = {}
    lines = []
    texts = {
        "scenario": lambda: taking_over.scenario_text(made),
        "calendar": lambda: taking_over.calendar_text(made, session.now()),
    }
    for what, place in places.items():
        if place is None:
            continue
        path = Path(place)
        question = _("{file} is there already. Replace it?").format(file=place)
        if path.exists() and not yes and not session.confirm(question):
            lines.append(_("{file} was left as it is.").format(file=place))
            continue
        write_whole(path, texts[what]().encode())
        data[what] = str(path.absolute())
        lines.append(_("Wrote {file}").format(file=place))
    if targets:
        number = _take_over(session, made, yes=yes)
        data["targets_changed"] = number
        lines.append(_said(number))
    return Kept(data=data, lines=lines)


def _take_over(session: "Session", made: "WeeklyPlan", *, yes: bool) -> int:
    """Make the plan the journal's targets, in one change; answers how many were changed."""
    from ssi_tui.forecasting.taking_over import changed_targets, kept_plan
    from ssi_tui.store.joining import put

    now = session.journal(session.today, session.today)
    changes = changed_targets(made, now.targets)
    ended = sum(text == "none" for text in changes.values())
    question = _("Set {set} targets and end {ended}? Your own actions keep theirs.").format(
        set=len(changes) - ended, ended=ended
    )
    if not changes or not (yes or session.confirm(question)):
        return 0
    put(session.store, targets=changes, plan=str(kept_plan(made)), what="plan", by="cli")
    return len(changes)


def _said(number: int) -> str:
    if not number:
        return _("The targets stay as they are.")
    return ngettext(
        "Changed {n} target; `ssi undo` takes it back.",
        "Changed {n} targets; `ssi undo` takes it back, all at once.",
        number,
    ).format(n=number)
