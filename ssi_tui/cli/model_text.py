"""How far the model can be trusted, for people: one sentence, the errors, the numbers."""

from typing import TYPE_CHECKING

from ssi_tui.chart import cell_len
from ssi_tui.cli.paper import size, table, wrapped
from ssi_tui.cli.session import Session
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import action_name, pillar_name
from ssi_tui.words.numbers import format_number, format_points

if TYPE_CHECKING:
    from ssi_tui.forecasting.health import Health, Horizon, Number

NOTHING_LEFT_OVER = 1.05
"""A factor for bands below which they are about right."""
LIKELY = 0.8
"""Probability from which on one of the two memories is named alone."""

_WHAT = {
    "base": N_("what needs nothing"),
    "carried": N_("from before the journal"),
    "gain": N_("responsiveness"),
    "half_life": N_("half-life"),
    "effect": N_("effect: {name}"),
    "half_pace": N_("half-pace: {name}"),
    "stock": N_("when complete: {name}"),
}
_OF_PILLARS = ("base", "carried", "gain", "half_life")
"""Told of each pillar in any case; the rest only where it was learned."""
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
    "per-week": N_("{n} a week"),
    "factor": N_("× {n}"),
}
_DECIMALS = {"points": 1, "days": 0, "per-week": 1, "factor": 2}
_RULES = {
    "model": N_("model"),
    "no-change": N_("no change"),
    "linear": N_("straight line"),
    "damped": N_("flattening line"),
}


def model_lines(session: Session, found: "Health") -> list[str]:
    """The whole answer of `ssi model`."""
    width, _height = size()
    if found.total is None:
        return wrapped(_nothing(), width)
    lines = wrapped(_judgement(found), width)
    if not found.beats_no_change:
        lines += wrapped(_naive(found), width)
    if found.horizons:
        lines += ["", *_errors(found, width)]
        lines += wrapped(_bands(found), width)
    for head, learned in ((_("Learned from you"), True), (_("Our starting assumption"), False)):
        numbers = [one for one in found.numbers if one.learned is learned]
        told = sorted(
            (one for one in numbers if learned or one.what in _OF_PILLARS),
            key=lambda one: list(_WHAT).index(one.what),
        )
        if told:
            lines += ["", head, *_numbers(told, width)]
        if others := len(numbers) - len(told):
            form = ngettext(
                "and {n} more number, of single actions and lasting things",
                "and {n} more numbers, of single actions and lasting things",
                others,
            )
            lines += wrapped(form.format(n=others), width, "  ")
    if not found.numbers:
        lines += ["", _("All numbers of the model are our starting assumption.")]
        return lines
    legend = _(
        "Half-life: stop, and half of the activity points are gone after so many days. "
        "Responsiveness: what activity gives you, against what we assume."
    )
    lines += ["", *wrapped(legend, width), *wrapped(_memory(found), width)]
    for jump in found.rebased:
        form = _(
            "Your scores show that LinkedIn changed its formula before {day}: all points × "
            "{factor}. That is taken into account."
        )
        day = format_day(jump.day, session.today)
        lines += wrapped(form.format(day=day, factor=format_number(jump.factor, 2)), width)
    return lines


def _nothing() -> str:
    from ssi_tui.forecasting.health import ENOUGH

    form = _(
        "No score is in the journal yet, so all that the model says of you is our starting "
        "assumption. Note the score that LinkedIn shows you with `ssi reading`; from {n} scores "
        "on it can be told whether the model beats “no change”."
    )
    return form.format(n=ENOUGH)


def _judgement(found: "Health") -> str:
    """How far off it was, and what follows from that."""
    if not found.errors or not found.can_tell:
        from ssi_tui.forecasting.health import ENOUGH

        form = ngettext(
            "{n} score can't tell whether the model beats “no change” for you: that takes {least}, "
            "at most two months apart. Until then don't trust it more than “no change”.",
            "{n} scores can't tell whether the model beats “no change” for you: that takes "
            "{least}, at most two months apart. Until then don't trust it more than “no change”.",
            found.readings,
        )
        return form.format(n=found.readings, least=ENOUGH)
    errors = {rule.value: one.mae for rule, one in found.errors.items()}
    form = ngettext(
        "On your last {n} reading the model was off by {model} points on average; “no change” by "
        "{naive}.",
        "On your last {n} readings the model was off by {model} points on average; “no change” by "
        "{naive}.",
        found.origins,
    )
    said = form.format(
        n=found.origins,
        model=format_number(errors["model"], 1),
        naive=format_number(errors["no-change"], 1),
    )
    if found.beats_no_change:
        return said + " " + _("For you it beats “no change”, if you do as you plan.")
    return said + " " + _(
        "That is not enough to say that it beats “no change” for you, so don't trust it more."
    )  # fmt: skip


def _naive(found: "Health") -> str:
    """The band of no change."""
    week, month = found.naive
    form = _(
        "“No change” means {points}: {part} between {low} and {high} in a week, between {lower} "
        "and {higher} in four weeks."
    )
    return form.format(
        points=format_points(found.total or 0.0),
        part=_("{n} times in 5").format(n=round(5 * found.confidence)),
        low=format_number(week.low, 1),
        high=format_number(week.high, 1),
        lower=format_number(month.low, 1),
        higher=format_number(month.high, 1),
    )


def _errors(found: "Health", width: int) -> list[str]:
    """Mean error by days ahead, a rule a column; on narrow terminals the last ones are missing."""
    rows = [[_("Days ahead"), _("forecasts"), *(_(name) for name in _RULES.values())]]
    rows += [_error_row(one) for one in found.horizons]
    errors = {rule.value: format_number(one.mae, 1) for rule, one in found.errors.items()}
    rows.append([_("all"), str(found.forecasts), *(errors[rule] for rule in _RULES)])
    lines = table(rows, "<>" + ">" * len(_RULES), indent="  ")
    while len(rows[0]) > 4 and max(map(cell_len, lines)) > width:
        rows = [row[:-1] for row in rows]
        lines = table(rows, "<" + ">" * (len(rows[0]) - 1), indent="  ")
    return [_("Mean error in points"), *lines]


def _error_row(one: "Horizon") -> list[str]:
    errors = {rule.value: format_number(each.mae, 1) for rule, each in one.errors.items()}
    days = f"{one.first}–{one.last}"
    return [days, str(one.count), *(errors[rule] for rule in _RULES)]


def _bands(found: "Health") -> str:
    """How often the truth lay inside, and what is to be done about it."""
    inside = next(one.coverage for rule, one in found.errors.items() if rule.value == "model")
    form = _("{part} % of the scores lay inside the {wanted} % band.")
    said = form.format(
        part=format_number(100 * (inside or 0.0)), wanted=format_number(100 * found.confidence)
    )
    if found.stretch < NOTHING_LEFT_OVER:
        return said
    wider = _("For you the bands of `ssi sim` should be about {factor} times as wide.")
    return said + " " + wider.format(factor=format_number(found.stretch, 1))


def _numbers(numbers: "list[Number]", width: int) -> list[str]:
    """Value, interval, assumption and part learned; the interval goes first where it is tight."""
    rows = [["", "", _("value"), _("80 %"), _("assumed"), _("learned")]]
    for one in numbers:
        decimals = _DECIMALS[one.unit]
        unit = _(_UNITS[one.unit])
        value, low, high, assumed = (
            format_number(number, decimals)
            for number in (one.value, one.low, one.high, one.assumed)
        )
        rows.append(
            [
                pillar_name(one.pillar),
                _what(one),
                unit.format(n=value),
                f"{low}–{high}",
                assumed,
                _("{n} %").format(n=format_number(100 * one.part)),
            ]
        )
    lines = table(rows, "<<>>>>", indent="  ")
    while len(rows[0]) > 3 and max(map(cell_len, lines)) > width:
        rows = [[*row[:3], *row[4:]] for row in rows]
        lines = table(rows, "<<" + ">" * (len(rows[0]) - 2), indent="  ")
    return lines


def _what(one: "Number") -> str:
    form = _(_WHAT[one.what])
    if one.what == "stock":
        return form.format(name=_(_STOCKS[one.name]))
    return form.format(name=action_name(one.name, 2)) if one.name else form


def _memory(found: "Health") -> str:
    """Which memory the readings speak for; never more certain than 99 of 100."""
    chance = min(max(round(100 * max(found.fading, 1 - found.fading)), 50), 99)
    if max(found.fading, 1 - found.fading) < LIKELY:
        return _(
            "Whether points fade day by day or leave a 90-day window your scores don't tell yet; "
            "both are reckoned with."
        )
    if found.fading > LIKELY:
        form = _("Your scores speak for points that fade day by day ({n} of 100), not for a 90-day "
                 "window.")  # fmt: skip
    else:
        form = _("Your scores speak for a 90-day window ({n} of 100), not for points that fade day "
                 "by day.")  # fmt: skip
    return form.format(n=chance)
