"""What the model might say of the invented log: a better model changes no picture."""

from datetime import timedelta

from sim.inference.blend import Weights
from sim.terms import Pillar
from ssi_tui.forecasting.attribution import Explanation, Moved, ScorePart, Source
from ssi_tui.forecasting.model_report import (
    Errors,
    Health,
    Horizon,
    NaiveBand,
    Number,
    Outcome,
    Rule,
)
from ssi_tui.model.entries import Reading
from ssi_tui.tui.forecaster import Forecaster
from ssi_tui.tui.scores.answers import ScoreAnswer, ScoreQuestion


def part(
    source: Source, name: str = "", learned: float | None = None, **points: float
) -> ScorePart:
    """A part with points by the pillars' names."""
    pillars = {pillar: points.get(pillar.value, 0.0) for pillar in Pillar}
    total = sum(pillars.values())
    count = 400.0 if source is Source.STOCK else None
    return ScorePart(
        source=source, name=name, total=total, pillars=pillars, count=count, learned=learned
    )


PARTS = (
    part(Source.BASE, learned=0.5, brand=4, people=3, insights=1, relationships=6),
    part(Source.STOCK, "network", 0.1, relationships=5.5),
    part(Source.CARRIED, learned=0.4, brand=1.5, people=0.5),
    part(Source.KIND, "comment", 0.6, insights=4.5, relationships=0.5),
    part(Source.KIND, "post", 0.2, brand=0.9, insights=2.5),
    part(Source.KIND, "profile-view", 0.2, people=2.75),
    part(Source.KIND, "message", 0.2, insights=0.02, relationships=0.02),
    part(Source.DRIFT, brand=-1.5),
)


def explained(reading: Reading) -> Explanation:
    """The same parts for every reading, and what is left as unexplained."""
    rest = reading.total - sum(one.total for one in PARTS)
    parts = (*PARTS, part(Source.UNEXPLAINED, brand=rest))
    return Explanation(
        day=reading.day,
        total=sum(one.total for one in parts),
        pillars={pillar: sum(one.pillars[pillar] for one in parts) for pillar in Pillar},
        parts=parts,
        reading=reading,
        read=True,
        moved=None,
        member=None,
        remarks=(),
    )


def moved(first: Reading, last: Reading) -> Moved:
    """Comments did half of it."""
    half = (last.total - first.total) / 2
    parts = (
        part(Source.KIND, "comment", 0.6, insights=half),
        part(Source.CARRIED, learned=0.4, brand=-0.25),
        part(Source.UNEXPLAINED, people=half + 0.25),
    )
    change = sum(one.total for one in parts)
    return Moved(first=first, last=last, until=last.day, change=change, parts=parts)


def healthy() -> Health:
    """Eight forecasts, a little better than no change, too few to be sure."""
    rules = dict(zip(Rule, (1.1, 1.3, 1.4, 1.2), strict=True))
    errors = {rule: Errors(mae=mae, crps=None, coverage=0.75) for rule, mae in rules.items()}
    numbers = tuple(
        Number(
            what=what, pillar=pillar, name="", share=None, assumed=assumed,
            value=value, low=value * 0.7, high=value * 1.4, part=known,
        )
        for what, assumed, value, known in (("level", 4.0, 3.5, 0.6), ("gain", 1.0, 1.2, 0.2))
        for pillar in Pillar
    )  # fmt: skip
    return Health(
        outcome=Outcome.LEARNED, readings=8, origins=8, forecasts=28, errors=errors,
        horizons=(Horizon(first=1, last=7, count=8, errors=errors),),
        weights=Weights(0.85, 0.7, 0.12), stretch=1.0, total=48.0, naive=(
            NaiveBand(days=7, low=46.5, high=49.5), NaiveBand(days=28, low=45.0, high=51.0),
        ), confidence=0.8, numbers=numbers, fading=0.9, remarks=(),
    )  # fmt: skip


def answer(_forecaster: Forecaster, asked: ScoreQuestion) -> ScoreAnswer:
    """In the place of the model's."""
    if asked.last is None:
        return ScoreAnswer(health=healthy())
    change = moved(asked.first, asked.last) if asked.first else None
    return ScoreAnswer(explained=explained(asked.last), moved=change)


def readings(count: int, gap: int = 7) -> tuple[Reading, ...]:
    """A rising score, a week apart."""
    from tests.tui.helpers import TODAY

    found = []
    for number in range(count):
        grown = number / 2
        pillars = (12 + grown, 5 + grown / 2, 2 + grown, 14 + grown / 2)
        found.append(
            Reading(
                id=1 + number,
                day=TODAY - timedelta(days=gap * (count - 1 - number)),
                total=sum(pillars),
                brand=pillars[0],
                people=pillars[1],
                insights=pillars[2],
                relationships=pillars[3],
                industry_rank=40 - number,
                industry_average=34.0,
                network_rank=50 - number,
                network_average=36.5,
            )
        )
    return tuple(found)
