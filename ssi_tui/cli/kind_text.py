"""The catalogue of actions as people and programs read it: points, minutes, pace and memory."""

from typing import TYPE_CHECKING

from ssi_tui.chart import PILLAR_GLYPHS
from ssi_tui.cli.session import shown
from ssi_tui.i18n import N_, _
from ssi_tui.words.names import pillar_name
from ssi_tui.words.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssi_tui.forecasting.facts import KindFact
    from ssi_tui.model.own import OwnAction

STAYS = "▪"
"""In the table: something of it stays for good."""
_SHARES = {
    "accepted": N_("once accepted"),
    "unanswered": N_("while unanswered"),
    "accepted-with-note": N_("once accepted"),
    "unanswered-with-note": N_("while unanswered"),
    "replied": N_("once answered"),
}


def kind_table(known: "Iterable[KindFact]", own: "Iterable[OwnAction]") -> list[str]:
    """A row for each action, a column for each pillar."""
    from ssi_tui.cli.paper import table

    rows = [["", *PILLAR_GLYPHS.values(), _("min"), _("a week"), _("days")]]
    for fact in known:
        cells = [_in_pillar(fact, pillar) for pillar in PILLAR_GLYPHS]
        half = format_number(fact.half_pace, 1) if fact.half_pace else ""
        gone = format_number(fact.half_life) if fact.half_life else ""
        rows.append([fact.kind, *cells, format_number(fact.minutes), half, gone])
    for each in own:
        cells = [_("own") if pillar == each.pillar else "" for pillar in PILLAR_GLYPHS]
        minutes = format_number(each.minutes) if each.minutes else ""
        ended = _("archived") if each.archived else ""
        rows.append([shown(each.name), *cells, minutes, ended, ""])
    return table(rows, "<<<<<>>>")


def _in_pillar(fact: "KindFact", pillar: str) -> str:
    """ "+6.5 −1.3 ▪": what one kind gives one pillar."""
    parts = [format_number(e.points, 1, sign=True) for e in fact.effects if e.pillar == pillar]
    return " ".join([*parts, *([STAYS] if any(s.pillar == pillar for s in fact.stocks) else [])])


def points_of(fact: "KindFact") -> str:
    """ "Brand +0.9, Insights +0.5, Brand stays"."""
    parts = [
        f"{pillar_name(each.pillar)} {format_number(each.points, 1, sign=True)}"
        + _share(each.share.value)
        for each in fact.effects
    ]
    parts += _stays(fact)
    return ", ".join(parts)


def _stays(fact: "KindFact") -> "Iterable[str]":
    form = _("{pillar} for good")
    for pillar in dict.fromkeys(each.pillar for each in fact.stocks):
        yield form.format(pillar=pillar_name(pillar))


def _share(share: str) -> str:
    return f" ({_(_SHARES[share])})" if share in _SHARES else ""


def fact_data(fact: "KindFact") -> dict[str, object]:
    return {
        "action": fact.kind,
        "nature": fact.nature,
        "effects": [
            {"pillar": each.pillar.value, "points": each.points, "share": each.share.value}
            for each in fact.effects
        ],
        "lasting": [
            {
                "pillar": each.pillar.value,
                "stock": each.stock,
                "amount": each.amount,
                "share": each.share.value,
            }
            for each in fact.stocks
        ],
        "minutes": fact.minutes,
        "half_pace_per_week": fact.half_pace,
        "half_life_days": fact.half_life,
        "sales_navigator": fact.sales_navigator,
        "why": fact.why,
        "source": fact.source,
    }
