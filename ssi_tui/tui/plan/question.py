"""What Plan asks, turned with the keys, and the planner beside the screen that answers it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.chart.text import Row, plain
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import _
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.tui.forecaster import Runner, patiently
from ssi_tui.tui.journal.diary import same
from ssi_tui.tui.shell.forms import Answer, Field, Form, Values
from ssi_tui.wording.actions import action_name, pillar_name
from ssi_tui.wording.dates import format_day, parse_day
from ssi_tui.wording.numbers import format_points, parse_count, parse_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import WeeklyPlan
    from ssi_tui.tui.shell.room import Room
    from ssi_tui.tui.shell.services import Services

AIM, POINTS, BY, MINUTES, SURE = "aim", "points", "by", "minutes", "sure"
KINDS, RULES, TAKE = "kinds", "rules", "take"
CONTROLS = (AIM, POINTS, BY, MINUTES, SURE, KINDS, RULES, TAKE)
"""At the left, from top to bottom; the actions of the plan follow."""
TOTAL = "total"
SURES = (50, 80, 90)
"""Of 100 people who keep to it, those who are to reach it."""
DAYS_MOST = 728
MINUTES_MORE = 90
"""Than now, by the rules: `sim.planning.rules.TIME`, without loading it."""
MINUTES_STEP, MINUTES_SHOWN, MINUTES_MOST = 10, 600, 10_080
"""The last: as many as a week has."""
PACE_MOST = 1_000
KINDS_USUAL, KINDS_MOST = 5, 12
"""Kinds of action of which more is done than so far: where nobody says it, and at most."""
MORE = 5
"""Points above the last score that one starts with."""
BEGIN = 40.0
"""Where there is no score: a little more than the ordinary member has."""


class RoleAim(NamedTuple):
    """A total that one source wants of somebody, to start from."""

    low: float
    high: float
    about: str
    """In the language in use."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanWish:
    """One question to the planner."""

    aim: str = TOTAL
    """``total``, a pillar, or a role's id."""
    points: float = BEGIN
    days: int = 84
    """From today to the date."""
    minutes: int | None = None
    """The most that a week may take; None: as many as it needs."""
    sure: int = SURES[0]
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Kind → least and most of it a week."""
    kinds: int = KINDS_USUAL
    """Of which more may be done than so far; without rules no matter."""
    free: bool = False
    """Without the sources' rules."""

    @property
    def pillar(self) -> Pillar | None:
        """The pillar that is meant; None for the total."""
        return Pillar(self.aim) if self.aim in list(Pillar) else None

    @property
    def most(self) -> float:
        """Points that there are."""
        return TOTAL_MAX if self.pillar is None else PILLAR_MAX

    @property
    def floors(self) -> dict[Pillar, float]:
        """As the planner takes it."""
        return {} if self.pillar is None else {self.pillar: self.points}

    @property
    def total(self) -> float:
        """As the planner takes it; 0: none."""
        return self.points if self.pillar is None else 0.0

    def by(self, today: date) -> date:
        return today + timedelta(days=self.days)


def first_wish(journal: Journal) -> PlanWish:
    """A little more than the last score, in twelve weeks."""
    reading = journal.latest_reading()
    return PlanWish(points=min(TOTAL_MAX, ceil(reading.total) + MORE) if reading else BEGIN)


class FromPlan(NamedTuple):
    """What steps begin with, of the plan in sight."""

    roles: Mapping[str, RoleAim] = {}
    now: Mapping[str, float] = {}
    """Points today, by pillar."""
    paces: Mapping[str, float] = {}
    """The plan's week."""
    minutes: float = 0.0
    """What the plan takes; a first limit begins there."""


def moved(
    wanted: PlanWish, control: str, by: int, known: FromPlan, *, large: bool = False
) -> PlanWish:
    """A control, or the limit of a kind of action, a step further or a large one; by 1 or −1."""
    if control == AIM:
        return _other_aim(wanted, by, known)
    if control == POINTS:
        points = wanted.points + by * (5 if large else 1)
        aim = wanted.aim if wanted.pillar else TOTAL
        return replace(wanted, aim=aim, points=max(1.0, min(wanted.most, points)))
    if control == BY:
        days = wanted.days + by * 7 * (4 if large else 1)
        return replace(wanted, days=max(7, min(DAYS_MOST, days)))
    if control == MINUTES:
        return replace(
            wanted, minutes=_minutes(wanted.minutes, by, large=large, needed=known.minutes)
        )
    if control == SURE:
        place = SURES.index(wanted.sure) if wanted.sure in SURES else 0
        return replace(wanted, sure=SURES[max(0, min(len(SURES) - 1, place + by))])
    if control == KINDS:
        return replace(wanted, kinds=max(1, min(KINDS_MOST, wanted.kinds + by)))
    if control == RULES:
        return replace(wanted, free=by > 0)
    if control == TAKE:
        return wanted
    low, high = wanted.limits.get(control, (known.paces.get(control, 0.0),) * 2)
    step = by * (5 if large else 1)
    pace = max(0.0, min(PACE_MOST, float(int(high if by < 0 or low == high else low) + step)))
    return limited(wanted, control, (pace, pace))


def limited(wanted: PlanWish, kind: str, limit: tuple[float, float] | None) -> PlanWish:
    """With so many of one kind a week, or with its limit taken away."""
    others = {one: bounds for one, bounds in wanted.limits.items() if one != kind}
    return replace(wanted, limits=others if limit is None else {**others, kind: limit})


def _other_aim(wanted: PlanWish, by: int, known: FromPlan) -> PlanWish:
    """The total, the pillars, then the roles, round and round."""
    aims = [TOTAL, *(pillar.value for pillar in Pillar), *known.roles]
    aim = aims[(aims.index(wanted.aim) + by) % len(aims)] if wanted.aim in aims else TOTAL
    if aim in known.roles:
        points = known.roles[aim].low
    elif aim == TOTAL:
        points = min(TOTAL_MAX, ceil(sum(known.now.values())) + MORE) if known.now else BEGIN
    else:
        points = min(PILLAR_MAX, ceil(known.now.get(aim, 10.0)) + 2)
    return replace(wanted, aim=aim, points=float(points))


def _minutes(minutes: int | None, by: int, *, large: bool, needed: float) -> int | None:
    step = MINUTES_STEP * (6 if large else 1)
    if minutes is None:
        if by > 0:
            return None
        return max(MINUTES_STEP, int((needed or 120) - 1) // MINUTES_STEP * MINUTES_STEP)
    changed = minutes + by * step
    return None if changed > MINUTES_SHOWN else max(MINUTES_STEP, changed)


def command_line(wish: PlanWish, today: date) -> str:
    """How to ask the same from the shell."""
    goal = f"--pillar {wish.aim}=" if wish.pillar else "--target "
    line = f"ssi plan {goal}{wish.points:g} --by {wish.by(today).isoformat()}"
    if wish.minutes is not None:
        line += f" --minutes {wish.minutes}"
    if wish.sure != SURES[0]:
        line += f" --sure {wish.sure}%"
    if wish.kinds != KINDS_USUAL:
        line += f" --kinds {wish.kinds}"
    if wish.free:
        line += " --free"
    for kind, (low, high) in wish.limits.items():
        line += f" --limit {kind}={low:g}..{high:g}"
    return line


# What is typed


def typed(wanted: PlanWish, control: str, text: str, today: date) -> PlanWish:
    """The wish with one value typed: BadValueError."""
    if control == POINTS:
        points = parse_number(text, field=_("points"), least=1, most=wanted.most)
        return replace(wanted, aim=wanted.aim if wanted.pillar else TOTAL, points=points)
    if control == BY:
        days = (parse_day(text, today, ahead=True) - today).days
        if not 0 < days <= DAYS_MOST:
            raise BadValueError("day", text, _("a day to come, within two years"))
        return replace(wanted, days=days)
    if control == MINUTES:
        if not text.strip():
            return replace(wanted, minutes=None)
        return replace(wanted, minutes=parse_count(text, least=1, most=MINUTES_MOST))
    if control == SURE:
        return replace(wanted, sure=parse_count(text.replace("%", ""), least=1, most=99))
    if control == KINDS:
        return replace(wanted, kinds=parse_count(text, least=1, most=KINDS_MOST))
    return limited(wanted, control, read_limit(text))


def read_limit(text: str) -> tuple[float, float] | None:
    """``0..3``, ``2``, or nothing for no limit: BadValueError."""
    if not text.strip():
        return None
    low, dots, high = text.partition("..")
    least = parse_number(low or "0", field="limit", most=PACE_MOST)
    highest = parse_number(high, field="limit", most=PACE_MOST) if dots else least
    if least > highest:
        raise BadValueError("limit", text, _("the smaller number first, as in 0..3"))
    return least, highest


VALUE = "value"


def wish_form(
    wanted: Callable[[], PlanWish], control: str, today: date, put: Callable[[PlanWish], None]
) -> Form:
    """A line for one value, which is not for the journal.

    ``wanted``: the wish as it is by then, for the mouse can change it meanwhile; ``put``: takes
    the one with the value in it.
    """

    def read(values: Values) -> PlanWish:
        return typed(wanted(), control, values[VALUE], today)

    def look(values: Values) -> Answer:
        if not values[VALUE].strip() and control in (POINTS, BY, SURE, KINDS):
            return Answer(how, ready=False)
        wish = read(values)
        return Answer(format_day(wish.by(today), today) if control == BY else how)

    caption, how, text = _asked(wanted(), control, today)
    field = Field(VALUE, caption, text, 16, replace=True)
    return Form([field], look, lambda values: put(read(values)))


def _asked(wanted: PlanWish, control: str, today: date) -> tuple[str, str, str]:
    """Of the form: its caption, what it takes, and what stands there at first."""
    if control == POINTS:
        return _("Points"), _("what you want to have on that day"), f"{wanted.points:g}"
    if control == BY:
        how = _("a date, 21, fri, or 12w for twelve weeks from now")
        return _("By"), how, wanted.by(today).isoformat()
    if control == MINUTES:
        how = _("the most that a week may take; empty: at most 90 more than now")
        return _("Minutes a week"), how, "" if wanted.minutes is None else str(wanted.minutes)
    if control == SURE:
        how = _("so many of 100 people who keep to it are to reach it")
        return _("Sure, in percent"), how, str(wanted.sure)
    if control == KINDS:
        how = _("of so many kinds more may be done than so far")
        return _("Kinds of action"), how, str(wanted.kinds)
    low, high = wanted.limits.get(control, (None, None))
    limit = "" if low is None else f"{low:g}" if low == high else f"{low:g}..{high:g}"
    caption = _("{action} a week").format(action=plain(action_name(control, 2)))
    return caption, _("exactly: 3 · from and to: 0..3 · empty: as the planner finds"), limit


class PlanBoard(NamedTuple):
    """All that the room shows while a plan is looked for."""

    wanted: PlanWish
    at: str
    """The chosen control, or the kind of action."""
    today: date
    plan: WeeklyPlan | None
    """The answer to this wish, or to the one before while it is computed."""
    roles: Mapping[str, RoleAim] = {}
    busy: bool = False
    refused: str = ""
    """Why there is no plan."""
    remarks: Sequence[str] = ()
    readings: Sequence[Reading] = ()


def kinds_of(board: PlanBoard) -> tuple[str, ...]:
    """The actions of the table, those that are limited away at the end."""
    steps = [step.kind for step in board.plan.steps] if board.plan else []
    return tuple(dict.fromkeys([*steps, *board.wanted.limits]))


def value_of(board: PlanBoard, control: str) -> str:
    """What a control stands at."""
    wanted = board.wanted
    if control == AIM:
        if wanted.aim in board.roles:
            return board.roles[wanted.aim].about
        return _("total") if wanted.aim == TOTAL else pillar_name(wanted.aim)
    if control == POINTS:
        return f"≥ {format_points(wanted.points)}"
    if control == BY:
        return format_day(wanted.by(board.today), board.today)
    if control == MINUTES:
        if wanted.minutes is None:
            return _("no limit") if wanted.free else _("≤ {n} more").format(n=MINUTES_MORE)
        return _("≤ {n} a week").format(n=wanted.minutes)
    if control == KINDS:
        return _("any") if wanted.free else f"≤ {wanted.kinds}"
    if control == RULES:
        return _("none: cheapest") if wanted.free else _("kept")
    return _("{percent} %").format(percent=wanted.sure)


def dimmed(rows: list[Row], board: PlanBoard) -> list[Row]:
    """An answer to an older wish is grey."""
    if not board.busy:
        return rows
    return [[(text, "muted") for text, _style in row] for row in rows]


class PlanQuestion(NamedTuple):
    """A wish, and what it is asked of."""

    wanted: PlanWish
    journal: Journal
    today: date


class Finder:
    """Asks the model for the room; the last answer stays until the next one is there."""

    def __init__(self, room: Room, services: Services) -> None:
        self.room, self.services = room, services
        self.runner: Runner[PlanQuestion, WeeklyPlan] = Runner(self._compute, self)
        self.board = PlanBoard(PlanWish(), POINTS, services.today, None)
        """What is known so far; what is wished for and chosen stands in the room."""
        self.plan_for: PlanQuestion | None = None
        self._wanted: PlanWish | None = None
        self._journal: Journal | None = None

    async def load(self) -> None:
        """The roles, and with them the planner: 0.2 s and more, in a thread."""
        roles = await patiently(asyncio.to_thread(load_roles), self.say_busy)
        self.board = self.board._replace(roles=roles)

    def known(self) -> FromPlan:
        """Of the last plan, what a step of a control begins with."""
        plan, roles = self.board.plan, self.board.roles
        if plan is None:
            return FromPlan(roles)
        return FromPlan(
            roles,
            now={pillar.value: points for pillar, points in plan.start_pillars.items()},
            paces={step.kind: step.pace for step in plan.steps},
            minutes=plan.minutes,
        )

    def wish(self, wanted: PlanWish) -> None:
        """Ask, as soon as the planner is there; nothing waits for the answer."""
        self._wanted = wanted
        if self.board.roles:
            self.runner.wish(self._asked(wanted))

    def answer(self, wanted: PlanWish) -> WeeklyPlan | None:
        """The plan for this wish; None while it is computed, and where there is none."""
        fresh = self.plan_for == self._asked(wanted)
        return self.board.plan if fresh and not self.board.refused else None

    def _asked(self, wanted: PlanWish) -> PlanQuestion:
        """Of the journal that was asked of before, where it says the same."""
        shown = self.services.journal
        if self._journal is None or not same(self._journal, shown):
            self._journal = shown
        return PlanQuestion(wanted, self._journal, self.services.today)

    def _compute(self, asked: PlanQuestion) -> WeeklyPlan:
        from ssi_tui.forecasting import weekly_plan

        wanted = asked.wanted
        return self.services.forecaster.ask(
            asked.journal,
            asked.today,
            lambda simulator: weekly_plan(
                simulator,
                today=asked.today,
                by=wanted.by(asked.today),
                target=wanted.total,
                pillars=wanted.floors,
                minutes=wanted.minutes,
                limits=dict(wanted.limits),
                sure=wanted.sure / 100,
                free=wanted.free,
                kinds=wanted.kinds,
            ),
        )

    def start_run(self, work: Coroutine[None, None, None]) -> None:
        self.room.run_worker(work, group="plan")

    def show_result(self, wish: PlanQuestion, result: WeeklyPlan) -> None:
        from ssi_tui.forecasting import remark_text

        self.plan_for = wish
        remarks = tuple(remark_text(one) for one in result.remarks)
        self._put(plan=result, busy=False, refused="", remarks=remarks)

    def say_busy(self) -> None:
        """It takes longer than one waits without a word."""
        self._put(busy=True)

    def say_refused(self, text: str) -> None:
        wanted = self._wanted
        if wanted and wanted.limits and wanted.minutes is not None:
            form = _("The limits alone take more than {n} minutes a week.")
            text = form.format(n=wanted.minutes)
        self._put(busy=False, refused=text)

    def _put(self, **known: Any) -> None:
        self.board = self.board._replace(**known)
        self.room.show()


def load_roles() -> dict[str, RoleAim]:
    """What one source wants of whom."""
    from ssi_tui.forecasting import ROLES  # numpy and scipy: 60 ms and more, once

    return {role.value: RoleAim(one.low, one.high, _(one.about)) for role, one in ROLES.items()}
