"""What can be made of a plan: a scenario file, a calendar, the journal's targets."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_tui.cli.exports import write_whole
from ssi_tui.cli.plan_text import plan_title
from ssi_tui.exchange.calendar import PRESENCE, events, rounded_up, to_ics
from ssi_tui.i18n import _, ngettext
from ssi_tui.words.actions import ACTIONS

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
    data: dict[str, object] = {}
    lines = []
    texts = {"scenario": _scenario, "calendar": _calendar}
    for what, place in places.items():
        if place is None:
            continue
        path = Path(place)
        question = _("{file} is there already. Replace it?").format(file=place)
        if path.exists() and not yes and not session.confirm(question):
            lines.append(_("{file} was left as it is.").format(file=place))
            continue
        write_whole(path, texts[what](session, made).encode())
        data[what] = str(path.absolute())
        lines.append(_("Wrote {file}").format(file=place))
    if targets:
        number = _take_over(session, made, yes=yes)
        data["targets_changed"] = number
        lines.append(_said(number))
    return Kept(data=data, lines=lines)


def new_targets(made: "WeeklyPlan") -> dict[str, str]:
    """Kind → target: the plan's, none for everything of LinkedIn's beside it, 0 for what stops."""
    targets = dict.fromkeys(ACTIONS, "none")
    for step in made.steps:
        count, weeks = rounded_up(step.pace)
        targets[step.kind] = f"{count}/week" if weeks == 1 else f"{count}/{7 * weeks}d"
    return targets | dict.fromkeys(made.stop, "<=0/week")


def _take_over(session: "Session", made: "WeeklyPlan", *, yes: bool) -> int:
    """Make the plan the journal's targets, in one change; answers how many were changed."""
    from ssi_tui.store.joining import put

    now = session.journal(session.today, session.today).targets
    before = {kind: str(target) for kind, target in now.items()}
    changes = {
        kind: text for kind, text in new_targets(made).items() if before.get(kind, "none") != text
    }
    ended = sum(text == "none" for text in changes.values())
    question = _("Set {set} targets and end {ended}? Your own actions keep theirs.").format(
        set=len(changes) - ended, ended=ended
    )
    if not changes or not (yes or session.confirm(question)):
        return 0
    put(session.store, targets=changes, by="cli")
    return len(changes)


def _said(number: int) -> str:
    if not number:
        return _("The targets stay as they are.")
    return ngettext(
        "Changed {n} target; `ssi undo` takes it back.",
        "Changed {n} targets; `ssi undo` takes it back, all at once.",
        number,
    ).format(n=number)


def _scenario(session: "Session", made: "WeeklyPlan") -> str:
    from ssi_tui.forecasting import as_scenario, dump

    form = _("The cheapest week found on {day} for this: about {n} minutes.")
    about = form.format(day=session.today.isoformat(), n=round(made.minutes))
    return dump(as_scenario(made, plan_title(made), about))


def _calendar(session: "Session", made: "WeeklyPlan") -> str:
    from datetime import timedelta

    pace = {step.kind: step.pace for step in made.steps}
    minutes = {step.kind: step.minutes / step.pace for step in made.steps}
    entries = events(pace, {PRESENCE: 0.0, **minutes}, session.today + timedelta(days=1))
    return to_ics(entries, last=made.by, stamp=session.now().astimezone())
