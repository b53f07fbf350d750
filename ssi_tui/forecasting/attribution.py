"""Where a score comes from, and why it moved: parts that sum to what is shown, and their words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from sim.catalogue.kinds import CATALOGUE, Catalogue, Kind
from sim.forecasts import attribution
from sim.forecasts.attribution import Source as Source
from sim.population.prior import HALF_LIFE
from sim.response.curves import WEEK
from sim.terms import Member, Pillar
from ssi_tui.forecasting.outlook import ModelRemark
from ssi_tui.forecasting.simulator import Simulator
from ssi_tui.forecasting.starting_point import LEARNED_PART, Beginning, observed
from ssi_tui.i18n import N_, _
from ssi_tui.model.entries import Reading
from ssi_tui.wording.actions import action_name, member_name, stock_count
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number, format_points


class KindFact(NamedTuple):
    """One row of the catalogue, and what follows from it."""

    row: Kind
    half_pace: float | None
    """Actions a week that give half of the points; None without effects that fade."""
    half_life: float | None
    """Days after which half of it has faded, as assumed before anybody's readings."""


def facts() -> Iterator[KindFact]:
    """Every kind of action, in the order of the catalogue."""
    for row in CATALOGUE.kinds:
        fades = bool(row.effects)
        yield KindFact(
            row, row.half_pace if fades else None, HALF_LIFE * row.memory if fades else None
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ScorePart:
    """One step of a waterfall."""

    source: Source
    name: str
    """The stock or the kind of action; empty for other sources."""
    total: float
    """Points, signed."""
    pillars: Mapping[Pillar, float]
    """The same by pillar; empty where only totals were read."""
    count: float | None = None
    """How many there are, of a stock."""
    learned: float | None = None
    """How far the readings have told its size, 0 to 1; None where nothing is to be learned."""
    assumed: bool = False
    """Whether the count or the pace behind it is one that nobody told or logged."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """Why the score is another one than it was."""

    first: Reading
    """What was read then."""
    last: Reading | None
    """What was read later; None: later is an estimate."""
    until: date
    """The later day."""
    change: float
    """Points; the sum of the parts."""
    parts: tuple[ScorePart, ...]
    """As in `Explanation`."""

    @property
    def can_tell(self) -> bool:
        """Whether the parts explain at least as much as they leave over."""
        rest = sum(part.total for part in self.parts if part.source is Source.UNEXPLAINED)
        return abs(rest) <= abs(self.change - rest)


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """Where the points of one day come from."""

    day: date
    total: float
    """Points; the sum of the parts."""
    pillars: Mapping[Pillar, float]
    """The same by pillar; the model's split where only a total was read."""
    parts: tuple[ScorePart, ...]
    """In the order of `Source`; parts without points are left out."""
    reading: Reading | None
    """The score that the model stands on; None: the population's level, or a member's."""
    read: bool
    """Whether that score is what is explained: it was read on this day."""
    moved: Moved | None
    """None without a reading to compare with."""
    member: Member | None
    """Who stands in where there is no journal."""
    remarks: tuple[ModelRemark, ...]


def explanation(simulator: Simulator, *, day: date, member: Member | None = None) -> Explanation:
    """The waterfall on the evening of a day; a `member` where the simulator has no journal."""
    begin = simulator.beginning(day, member or Member.ORDINARY)
    readings = begin.known.readings if begin.known else ()
    reading, moved = begin.known.reading if begin.known else None, None
    if readings:  # from the one before the newest to the newest; from a single one to the day
        first, *later = readings[-2:]
        moved = moved_between(simulator, first, later[0] if later else None, day)
    today = reading if reading and reading.day == day else None
    shown = observed(today).pillars if today else None
    found = attribution.waterfall(simulator.model, begin.starts, shown)
    parts = _told(found, simulator.model.catalogue, begin, begin)
    pillars = {pillar: sum(part.pillars[pillar] for part in parts) for pillar in Pillar}
    if today and shown is None:
        parts = _up_to(today.total, parts)
    return Explanation(
        day=day,
        total=sum(part.total for part in parts),
        pillars=pillars,
        parts=parts,
        reading=reading,
        read=today is not None,
        moved=moved,
        member=begin.member,
        remarks=begin.remarks,
    )


def moved_between(
    simulator: Simulator, first: Reading, last: Reading | None, day: date
) -> Moved | None:
    """From any reading to a later one, or to what is estimated of a day; by the journal as it was
    on that day.  None where it holds neither."""
    now, until = simulator.beginning(day), last.day if last else day
    days = (until - first.day).days
    if now.known is None or days < 1:
        return None
    starts, known = simulator.beginning(first.day).starts, now.known
    doses = known.doses[: max(len(known.doses) - (day - until).days, 0)][-days:]
    before = np.tile(starts[0].usual / WEEK, (days - len(doses), 1))  # nothing logged that early
    done = np.vstack([before, doses + starts[0].rest / WEEK])
    then, later = observed(first).pillars, observed(last).pillars if last else None
    shown = np.subtract(later, then).tolist() if then and later else None
    moved = attribution.why_moved(simulator.model, starts, done, shown)
    parts = _told(moved, simulator.model.catalogue, simulator.beginning(until), now)
    if last and shown is None:
        parts = _up_to(last.total - first.total, parts)
    change = sum(part.total for part in parts)
    return Moved(first=first, last=last, until=until, change=change, parts=parts)


_NUMBERS = {
    Source.BASE: ("level",),
    Source.STOCK: ("stock",),
    Source.KIND: ("gain", "effect"),
    Source.RECEIVED: ("gain", "effect"),
}
"""The numbers of the model that a part's size hangs on."""


def _told(
    parts: Iterable[attribution.Part], catalogue: Catalogue, begin: Beginning, counted: Beginning
) -> tuple[ScorePart, ...]:
    """The parts with what an evening tells of each: how far the numbers behind it are learned, in
    the pillar that it feeds most, and whether it stands on a count or a pace that nobody told or
    logged; and how many there were of it on the evening when they were `counted`."""
    amounts = zip(catalogue.stocks, counted.starts[0].state.stocks.tolist(), strict=True)
    counts = {str(row.stock): amount for row, amount in amounts}
    numbers = begin.fit.learned if begin.fit else ()
    shares = {(number.what, number.pillar, number.name): number.part for number in numbers}
    told: dict[Source, set[str]] = {}
    if begin.known:
        done = np.flatnonzero(begin.known.doses.any(axis=0)).tolist()
        logged = {catalogue.names[at] for at in done}
        stocks = {str(stock) for stock in begin.known.stocks}
        told = {Source.STOCK: stocks, Source.KIND: logged, Source.RECEIVED: logged}

    def learned(part: attribution.Part) -> float | None:
        pillar, _most = max(zip(Pillar, part.pillars, strict=True), key=lambda pair: abs(pair[1]))
        behind = [
            shares[what, pillar, name]
            for what in _NUMBERS.get(part.source, ())
            for name in (part.name, "")
            if (what, pillar, name) in shares
        ]
        return max(behind, default=None)

    return tuple(
        ScorePart(
            source=part.source,
            name=part.name,
            total=part.total,
            pillars=dict(zip(Pillar, part.pillars, strict=True)),
            count=counts[part.name] if part.source is Source.STOCK else None,
            learned=learned(part),
            assumed=part.source in told and part.name not in told[part.source],
        )
        for part in parts
    )


def _up_to(total: float, parts: tuple[ScorePart, ...]) -> tuple[ScorePart, ...]:
    """The parts with what is missing to a total that was read without its pillars."""
    missing = total - sum(part.total for part in parts)
    return (*parts, ScorePart(source=Source.UNEXPLAINED, name="", total=missing, pillars={}))


LEAST = 0.05
"""Points below which a part is shown with others of its size: it would read 0.0."""

_SOURCES = {
    "base": N_("what you keep anyway"),
    "carried": N_("from before you logged"),
    "drift": N_("ups and downs by chance"),
    "cap": N_("the limits of 0 and 25"),
    "unexplained": N_("unexplained"),
}

STOCKS = {
    "profile": N_("profile sections"),
    "media": N_("media items"),
    "skills": N_("skills"),
    "endorsements": N_("endorsements"),
    "recommendations": N_("recommendations"),
    "articles": N_("articles"),
    "network": N_("connections"),
    "groups": N_("groups"),
}


def explained_title(explained: Explanation, today: date) -> str:
    """What the waterfall explains."""
    fields = {
        "points": format_points(round(explained.total, 1)),
        "day": format_day(explained.day, today),
        "member": member_name(explained.member) if explained.member else "",
    }
    if explained.member:
        return _("Where the {points} points of the member “{member}” come from").format(**fields)
    if explained.read:
        return _("Where your {points} points of {day} come from").format(**fields)
    return _("Where your points come from: about {points} on {day}, an estimate").format(**fields)


def moved_title(moved: Moved, today: date) -> str:
    """Which change is explained."""
    fields = {
        "change": format_number(moved.change, 1, sign=True),
        "first": format_day(moved.first.day, today),
        "last": format_day(moved.until, today),
    }
    if moved.last is None:
        return _("Why it moved since the reading of {first}: {change}, an estimate").format(
            **fields
        )
    return _("Why it moved from {first} to {last}: {change}").format(**fields)


def moved_doubt(moved: Moved) -> str:
    """That the model can't tell why; empty where it can."""
    if moved.can_tell:
        return ""
    return _("More of it is unexplained than explained: the model can’t tell why.")


def part_label(part: ScorePart) -> str:
    """What a part of the score comes from; a count that nobody told is none to show."""
    if part.source in ("kind", "received", "stock") and part.assumed:
        name = _(STOCKS[part.name]) if part.source == "stock" else action_name(part.name, 2)
        return _("{name}, assumed").format(name=name)
    if part.source in ("kind", "received"):
        return action_name(part.name, 2)
    if part.source == "stock":
        return stock_count(part.name, part.count or 0.0)
    return _(_SOURCES[part.source])


def learned_words(part: ScorePart) -> str:
    """Whether a part's size is this person's own; empty where nothing is to be learned."""
    if part.learned is None and not part.assumed:
        return ""
    if part.learned is None or part.assumed:
        return _("assumed")
    return _("learned") if part.learned >= LEARNED_PART else _("assumed")
