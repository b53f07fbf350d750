"""Equations 1 to 7 once more, in plain Python and as slowly as they read: for one draw."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.catalogue.kinds import Catalogue, Share
from sim.response.state import Assumptions, Shock, StockChange
from sim.terms import Pillar, Stock


@dataclass
class Person:
    """One draw's numbers, by the catalogue's order, and what that draw remembers."""

    base: list[float]
    carried: list[float]
    gain: list[float]
    lasting: list[float]
    half_pace: list[float]
    half_life: list[float]
    drift: list[float]
    relaxation: float
    activity: list[float]
    past: list[list[float]]
    stocks: list[float]
    age: float = 0.0
    elapsed: float = 0.0
    scale: float = 1.0
    window: bool = False
    scores: list[list[float]] = field(default_factory=list)


def part(share: Share, told: Assumptions) -> float:
    """The part of a dose that counts."""
    if share is Share.ALL:
        return 1.0
    if share is Share.REPLIED:
        return told.inmail_reply
    noted = share in (Share.ACCEPTED_WITH_NOTE, Share.UNANSWERED_WITH_NOTE)
    yes = told.acceptance_with_note if noted else told.acceptance
    wanted = 0.0 if yes <= 0.2 else 1.0 if yes >= 0.25 else (yes - 0.2) / 0.05
    if share in (Share.ACCEPTED, Share.ACCEPTED_WITH_NOTE):
        return yes * wanted
    return (1.0 - yes) * (1.0 - wanted)


def live(
    catalogue: Catalogue,
    person: Person,
    doses: Sequence[Sequence[float]],
    told: Assumptions,
    shocks: Sequence[Shock] = (),
    changes: Sequence[StockChange] = (),
) -> list[list[float]]:
    """[day][pillar] scores from the start on, one day after the other."""
    history = [list(day) for day in person.past]
    person.scores = [score(catalogue, person, history, told)]
    for day, dose in enumerate(doses):
        history.append(list(dose))
        for at, (kind, effect) in enumerate(catalogue.effects):
            full = strength(catalogue, person, history, told, kind, effect.share, len(history))
            memory = catalogue.kinds[kind].memory
            half_life = person.half_life[list(Pillar).index(effect.pillar)] * memory
            left = 0.5 ** (1.0 / half_life)
            person.activity[at] = left * person.activity[at] + (1.0 - left) * full
        for change in changes:
            if change.day == day:
                person.stocks[catalogue.stock_index(change.stock)] = change.value
        for kind, feed in catalogue.feeds:
            gained = feed.amount * part(feed.share, told) * dose[kind]
            person.stocks[catalogue.stock_index(feed.stock)] += gained
        for shock in shocks:
            if shock.day == day:
                person.scale *= shock.factor
        person.age += 1
        person.elapsed += 1
        person.scores.append(score(catalogue, person, history, told))
    return person.scores


def strength(
    catalogue: Catalogue,
    person: Person,
    history: list[list[float]],
    told: Assumptions,
    kind: int,
    share: Share,
    end: int,
) -> float:
    """Equations 1 and 2 on the evening before day `end` of the history."""
    pace = sum(history[day][kind] for day in range(end - 7, end))
    if catalogue.kinds[kind].sales_navigator and told.sales_navigator is False:
        return 0.0
    return 1.0 - 0.5 ** (part(share, told) * pace / person.half_pace[kind])


def score(
    catalogue: Catalogue, person: Person, history: list[list[float]], told: Assumptions
) -> list[float]:
    """Equations 3' to 7 for the last day of the history."""
    points = list(person.base)
    for at, pillar in enumerate(Pillar):
        if person.window:
            points[at] += person.carried[at] * max(0.0, 1.0 - person.age / 90)
        else:
            points[at] += person.carried[at] * 0.5 ** (person.age / person.half_life[at])
        for stock, row in enumerate(catalogue.stocks):
            count = person.stocks[stock]
            if row.stock is Stock.PROFILE:
                share = min(1.0, count)
            else:
                share = 1.0 - 0.5 ** (count / (row.half_count or 1.0))
            points[at] += person.lasting[stock] * share * (row.pillar is pillar)
        for effect_at, (kind, effect) in enumerate(catalogue.effects):
            if effect.pillar is not pillar:
                continue
            active = person.activity[effect_at]
            if person.window:
                ends = range(len(history) - 89, len(history) + 1)
                days = [
                    strength(catalogue, person, history, told, kind, effect.share, end)
                    for end in ends
                ]
                active = sum(days) / 90
            points[at] += (1 if effect.points > 0 else -1) * person.gain[effect_at] * active
    spent = person.elapsed / person.relaxation
    spread = (1.0 - 2.718281828459045 ** (-2.0 * spent) + 0.25 * spent) ** 0.5
    shown = []
    for at in range(len(points)):
        latent = min(25.0, max(0.0, person.scale * points[at]))
        drift, room = person.drift[at] * spread, 25.0 - latent
        drift = min(max(drift, -latent, -room - 0.05), room, latent + 0.05)
        shown.append(min(25.0, max(0.0, latent + drift)))
    return shown
