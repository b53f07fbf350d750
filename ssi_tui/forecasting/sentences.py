"""What the model says of one person, in sentences that both front ends show."""

from __future__ import annotations

from datetime import date

from ssi_tui.forecasting.attribution import Explanation, Moved, ScorePart
from ssi_tui.forecasting.model_report import ENOUGH, Health, Number
from ssi_tui.forecasting.starting_point import LEARNED_PART
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import action_name, member_name, stock_count
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number, format_points

LEAST = 0.05
"""Points below which a part is shown with others of its size: it would read 0.0."""


LIKELY = 0.8
"""Probability from which on one of the two memories is named alone."""


OF_PILLARS = ("level", "gain", "half_life")
"""Numbers told of each pillar in any case; the rest only where it was learned."""


_SOURCES = {
    "base": N_("what you keep anyway"),
    "carried": N_("from before you logged"),
    "drift": N_("ups and downs by chance"),
    "cap": N_("the limits of 0 and 25"),
    "unexplained": N_("unexplained"),
}


_WHAT = {
    "level": N_("what you keep anyway"),
    "gain": N_("responsiveness"),
    "half_life": N_("half-life"),
    "effect": N_("effect: {name}"),
    "stock": N_("when complete: {name}"),
}


_STOCKS = {
    "profile": N_("profile sections"),
    "media": N_("media items"),
    "skills": N_("skills"),
    "endorsements": N_("endorsements"),
    "recommendations": N_("recommendations"),
    "articles": N_("articles"),
    "network": N_("connections"),
    "groups": N_("groups"),
}


_UNITS = {
    "points": N_("{n} points"),
    "days": N_("{n} days"),
    "factor": N_("× {n}"),
}


_DECIMALS = {"points": 1, "days": 0, "factor": 2}


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
        name = _(_STOCKS[part.name]) if part.source == "stock" else action_name(part.name, 2)
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


def judgement(health: Health) -> str:
    """How far off the model was, and what forecasts are therefore made of."""
    if not health.errors or not health.can_tell:
        form = ngettext(
            "{n} score can't tell how good the model is for you: that takes {least}, at most two "
            "months apart.",
            "{n} scores can't tell how good the model is for you: that takes {least}, at most two "
            "months apart.",
            health.readings,
        )
        return form.format(n=health.readings, least=ENOUGH)
    errors = {rule.value: one.mae for rule, one in health.errors.items()}
    form = ngettext(
        "On your last {n} reading the model was off by {model} points on average; “no change” by "
        "{naive}.",
        "On your last {n} readings the model was off by {model} points on average; “no change” by "
        "{naive}.",
        health.origins,
    )
    return form.format(
        n=health.origins,
        model=format_number(errors["model"], 1),
        naive=format_number(errors["no-change"], 1),
    )


def blend(health: Health) -> str:
    """What forecasts for this person are made of."""
    weights = health.weights
    form = _(
        "What is to come for you is {model} % the model, {still} % “no change” and {line} % the "
        "line of your last scores; of what a plan changes, {effect} % is believed."
    )
    parts = (weights.model, weights.no_change, weights.line, weights.effect)
    model, still, line, effect = (format_number(100 * part) for part in parts)
    return form.format(model=model, still=still, line=line, effect=effect)


def no_change(health: Health) -> str:
    """The band of no change."""
    week, month = health.naive
    form = _(
        "“No change” means {points}: {part} between {low} and {high} in a week, between {lower} "
        "and {higher} in four weeks."
    )
    return form.format(
        points=format_points(health.total or 0.0),
        part=_("{n} times in 5").format(n=round(5 * health.confidence)),
        low=format_number(week.low, 1),
        high=format_number(week.high, 1),
        lower=format_number(month.low, 1),
        higher=format_number(month.high, 1),
    )


def memory(health: Health) -> str:
    """Which memory the readings speak for; never more certain than 99 of 100."""
    if health.fading == 1.0:
        return _(
            "Whether points fade day by day or leave a 90-day window your scores don't tell yet; "
            "that they fade is our assumption."
        )
    chance = min(max(round(100 * max(health.fading, 1 - health.fading)), 50), 99)
    if max(health.fading, 1 - health.fading) < LIKELY:
        return _(
            "Whether points fade day by day or leave a 90-day window your scores don't tell yet; "
            "both are reckoned with."
        )
    if health.fading > LIKELY:
        form = _("Your scores speak for points that fade day by day ({n} of 100), not for a 90-day "
                 "window.")  # fmt: skip
    else:
        form = _("Your scores speak for a 90-day window ({n} of 100), not for points that fade day "
                 "by day.")  # fmt: skip
    return form.format(n=chance)


def told_numbers(health: Health, *, learned: bool) -> list[Number]:
    """Those that are worth a line, like with like: all that were learned, else the pillars' own."""
    order = list(_WHAT)
    return sorted(
        (
            one
            for one in health.numbers
            if one.learned is learned and (learned or one.what in OF_PILLARS)
        ),
        key=lambda number: order.index(number.what),
    )


def number_name(number: Number) -> str:
    """What a number of the model is."""
    form = _(_WHAT[number.what])
    if number.what == "stock":
        return form.format(name=_(_STOCKS[number.name]))
    return form.format(name=action_name(number.name, 2)) if number.name else form


def number_values(known: Number) -> tuple[str, str, str, str]:
    """Its value with the unit, the interval, what we assume, and how much of it is known."""
    decimals = _DECIMALS[known.unit]
    value, low, high, assumed = (
        format_number(number, decimals)
        for number in (known.value, known.low, known.high, known.assumed)
    )
    part = _("{n} %").format(n=format_number(100 * known.part))
    return _(_UNITS[known.unit]).format(n=value), f"{low}–{high}", assumed, part
