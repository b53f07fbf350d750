"""A plan that is taken over: asked once, one change, then week by week against what was planned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import Pillar
from ssi_tui.chart.text import Row, cell_len, fit, left, plain, right, row_width
from ssi_tui.disk import saving, write_whole
from ssi_tui.i18n import _, ngettext
from ssi_tui.model.journal import Journal
from ssi_tui.model.kept_plan import WEEK
from ssi_tui.model.kept_weeks import ON_TRACK, KeptWeeks, score_by, share_done
from ssi_tui.model.progress import of_week, progress, weekly_goal
from ssi_tui.model.terms import Target
from ssi_tui.tui.journal.writes import BY, Seen, Write, changes_of, having
from ssi_tui.tui.shell.dialogs import Confirm
from ssi_tui.tui.shell.file_pages import FileJob, WriteFile, ask_where
from ssi_tui.tui.shell.rows import in_sight
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_day, weekday_name
from ssi_tui.wording.goals import goal_by, pace_words
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Step, WeeklyPlan
    from ssi_tui.model.journal import Change
    from ssi_tui.store import Store

SCENARIOS = "scenarios"
"""The folder of a profile in which What-if looks; made when the first one is saved."""


def save_page(title: str, about: str, place: str, text: Callable[[], str]) -> WriteFile:
    """Asks where one text is to go."""

    def write(path: Path) -> str:
        if path.parent.name == SCENARIOS:
            with saving(path):
                path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text().encode())
        return _("Wrote {file}").format(file=plain(str(path)))

    return WriteFile(title, about, place, FileJob((Path(place).suffix,), write))


def save_scenario(services: Services, plan: WeeklyPlan) -> None:
    """Where What-if finds it, unless one says otherwise."""
    from ssi_tui.forecasting.planning import scenario_text

    folder = Path(services.store.folder) / SCENARIOS
    place = str(folder / f"plan-{plan.by.isoformat()}.yaml")
    about = _("What-if shows what lies in this folder; ssi sim takes any such file.")
    title = _("Save the plan as a scenario")
    ask_where(services, save_page(title, about, place, lambda: scenario_text(plan)))


def save_calendar(services: Services, plan: WeeklyPlan) -> None:
    """All-day entries for any calendar."""
    from ssi_tui.forecasting.planning import calendar_text

    now = services.now()
    place = f"~/ssi-plan-{plan.by.isoformat()}.ics"
    about = _("All-day entries that come back every week until the date, for any calendar.")
    title = _("Save the plan as a calendar")
    ask_where(services, save_page(title, about, place, lambda: calendar_text(plan, now)))


_NONE = "none"
"""No target."""


@dataclass(frozen=True)
class TakeOver(Write):
    """The plan becomes the targets, and is remembered; one change."""

    targets: Mapping[str, str]
    """Kind → target, of those that become another."""
    plan: str
    """As `KeptPlan` writes it; empty: the plan ends."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        from ssi_tui.store.batch import put

        done = put(store, targets=self.targets, plan=self.plan, what="plan", by=BY, change=change)
        return changes_of(done)

    def hope(self, journal: Journal) -> Journal:
        targets = dict(journal.targets)
        for kind, text in self.targets.items():
            if text == _NONE:
                targets.pop(kind, None)
            else:
                targets[kind] = Target.parse(kind, text)
        return having(journal, targets=targets, plan=self.plan)

    def told(self, changes: tuple[Change, ...], seen: Seen) -> str:
        if not self.plan:
            return _("The plan has ended, the targets stay · u takes it back")
        number = len(self.targets)
        text = ngettext(
            "Taken over: {n} target changed · u takes it back",
            "Taken over: {n} targets changed · u takes it back, all at once",
            number,
        )
        return text.format(n=number)


def question(plan: WeeklyPlan, targets: Mapping[str, str]) -> Confirm:
    """What taking over does, before it is done."""
    week = ", ".join(f"{_name(one.kind)} {_paces(one)}" for one in plan.steps)
    ended = sum(text == _NONE for text in targets.values())
    form = _("Set {set} targets and end {ended}? Your own actions keep theirs.")
    texts = [
        plan.title,
        _("A week: {actions}.").format(actions=week or _("nothing has to be done for it")),
        form.format(set=len(targets) - ended, ended=ended),
        _("u takes it back, all at once."),
    ]
    if any(one.rise for one in plan.steps):
        rising = _("The targets begin with the first week and rise with the plan, week by week.")
        texts.insert(2, rising)
    return Confirm(_("Take the plan over?"), texts, _("enter take over · esc leave"))


def _paces(step: Step) -> str:
    """ "10", or "2 → 10" where it is reached week by week."""
    begin = f"{pace_words(step.rise[0])} → " if step.rise else ""
    return begin + pace_words(step.pace)


def _name(kind: str) -> str:
    return plain(action_name(kind, 2))


def take_over(services: Services, plan: WeeklyPlan, taken: Callable[[], None]) -> None:
    """Ask once, then one change; ``taken``: done just before it."""
    from ssi_tui.forecasting.planning import changed_targets, kept_plan

    targets = changed_targets(plan, services.journal.targets)

    def answer(yes: bool | None) -> None:
        if yes:
            taken()
            services.write(TakeOver(targets, str(kept_plan(plan))))

    services.open_page(question(plan, targets), answer)


def end_plan(services: Services) -> None:
    """Forget it; what it made of the targets stays."""
    if services.journal.plan:
        services.write(TakeOver({}, ""))
    else:
        services.say(_("There is no plan to end."))


def standing(kept: KeptWeeks) -> tuple[str, str]:
    """Where one is in the plan, and its style."""
    plan, weeks = kept.plan, len(kept.weeks)
    if kept.today < plan.first:
        return _("begins on {day}").format(day=format_day(plan.first, kept.today)), "muted"
    share = share_done(kept)
    percent = "" if share is None else format_number(100 * min(share, 1.0))
    if kept.week > weeks:
        form = _("ended on {day} · {percent} % was done")
        return form.format(day=format_day(plan.last, kept.today), percent=percent or "0"), "muted"
    text = _("week {week} of {weeks}").format(week=kept.week, weeks=weeks)
    if share is None:
        return text, "text"
    if share >= ON_TRACK:
        return f"{text} · ✓ {_('on track')}", "accent"
    form = _("{percent} % of it done so far")
    return f"{text} · {form.format(percent=percent)}", "warn"


def title(kept: KeptWeeks) -> str:
    """What is to be reached, and by when."""
    plan = kept.plan
    floors = {Pillar(name): points for name, points in plan.floors.items()}
    return goal_by(plan.total, floors, plan.last, kept.today)


def draw_weeks(kept: KeptWeeks, width: int, height: int) -> list[Row]:
    """The goal, then the weeks round this one."""
    where, style = standing(kept)
    goal = title(kept)
    head: Row = [("  " + fit(goal, width - 3), "strong")]
    rows: list[Row] = [[], head] if height >= 14 else [head]
    if row_width(head) + cell_len(where) + 6 <= width:
        head += [("    ", "text"), (where, style)]
    else:
        rows.append([("  " + fit(where, width - 3), style)])
    rows.append([])
    parts = _columns(kept, width)
    rows.append(_heads(kept, parts))
    weeks = kept.weeks
    room = max(1, height - len(rows))
    airy = len(weeks) * 2 <= room
    for place, days in in_sight(weeks, kept.week - 1, len(weeks) if airy else room):
        rows.append(_week(kept, place + 1, days, parts))
        if airy:
            rows.append([])
    return rows[:height]


class _WeekColumns(NamedTuple):
    day: int
    """Cells for one weekday."""
    dates: int
    targets: tuple[tuple[Target, int], ...]
    score: int


def _columns(kept: KeptWeeks, width: int) -> _WeekColumns:
    """Score and days always; then as many actions as fit, then the dates."""
    day = 3 if width >= 76 else 2 if width >= 56 else 1
    score = cell_len(_scores_head()) + 2 if width >= 56 else 0
    left_over = width - 7 - day * WEEK - score - 2
    dates = 8 if left_over >= 8 + 3 * 13 else 0
    left_over -= dates
    names = [cell_len(_name(target.kind)) for target in kept.targets]
    whole = sum(max(name, 7) + 2 for name in names) <= left_over
    columns = []
    for target, name in zip(kept.targets, names, strict=True):
        cells = max(name if whole else min(name, 16), 7) + 2
        if cells > left_over:
            continue
        columns.append((target, cells))
        left_over -= cells
    return _WeekColumns(day, dates, tuple(columns), score)


def _scores_head() -> str:
    return _("SSI: plan, real")


def _heads(kept: KeptWeeks, parts: _WeekColumns) -> Row:
    begin = kept.weeks[0][0]
    names = [weekday_name((begin + timedelta(days=n)).weekday()) for n in range(WEEK)]
    row: Row = [(right(_("week"), 6), "muted"), (" " * (parts.dates + 1), "text")]
    row += [(left(name[: max(1, parts.day - 1)], parts.day), "muted") for name in names]
    row += [
        (right(fit(_name(target.kind), cells - 2), cells), "muted")
        for target, cells in parts.targets
    ]
    return [*row, (right(_scores_head(), parts.score) if parts.score else "", "muted")]


def _week(kept: KeptWeeks, number: int, days: tuple[date, date], parts: _WeekColumns) -> Row:
    first, last = days
    now = number == kept.week
    style = "strong" if now else "text"
    row: Row = [
        (" ▸" if now else "  ", "accent"),
        (right(str(number), 4), style),
        (" ", "text"),
    ]
    if parts.dates:
        month = format_day(first).split(maxsplit=1)[1]
        row.append((left(month, parts.dates), "muted"))
    for ahead in range(WEEK):
        glyph, look = _day(kept, first + timedelta(days=ahead))
        row += [(glyph, look), (" " * (parts.day - 1), "text")]
    begun = first <= kept.today
    for target, cells in parts.targets:
        text, met = _count(kept, target, first, min(last, kept.today), begun=begun)
        row.append((right(text, cells), "accent" if met else style if begun else "muted"))
    if parts.score:
        row.append((right(_scores(kept, first, last), parts.score), style))
    return row


def _day(kept: KeptWeeks, day: date) -> tuple[str, str]:
    """A day on which something of the plan was done, one of rest, or one without."""
    if not kept.plan.first <= day <= kept.plan.last:
        return " ", "text"
    if any(kept.journal.count(target.kind, day) for target in kept.targets):
        return "■", "accent"
    if kept.journal.rest(day) is not None:
        return "–", "muted"
    return "·", "text" if day == kept.today else "missing"


def _count(
    kept: KeptWeeks, target: Target, first: date, until: date, *, begun: bool
) -> tuple[str, bool]:
    """Done and wanted; ✓ where it is reached."""
    goal = weekly_goal(of_week(kept.journal, target, first))
    if target.days > WEEK:  # so many in two or four weeks
        done, goal = progress(kept.journal, target, until, kept.week_start).done, target.amount
    else:
        done = kept.journal.total(target.kind, max(first, kept.plan.first), until) if begun else 0
    if not begun:
        return f"· / {goal}", False
    return f"{'✓ ' if done >= goal else ''}{done} / {goal}", done >= goal


def _scores(kept: KeptWeeks, first: date, last: date) -> str:
    """What was expected at the end of the week, and the last score in it."""
    expected = score_by(kept.plan, min(last, kept.plan.last))
    planned = "" if expected is None else format_number(expected, 1)
    reading = kept.journal.latest_reading(last)
    real = format_number(reading.total, 1) if reading and reading.day >= first else ""
    return f"{planned:>5} {real:>6}"


def weeks_in_words(kept: KeptWeeks) -> list[str]:
    """The same to be read line by line: up to this week, the newest first."""
    where, _style = standing(kept)
    lines = [f"{title(kept)}: {where}"]
    for number, (first, last) in reversed(list(enumerate(kept.weeks, 1))):
        if first > kept.today:
            continue
        until = min(last, kept.today)
        done = [
            f"{_name(target.kind)} {_count(kept, target, first, until, begun=True)[0]}"
            for target in kept.targets
        ]
        form = _("Week {week}, from {day}: {what}.")
        day = format_day(first, kept.today)
        lines.append(form.format(week=number, day=day, what="; ".join(done)))
    return lines
