"""`ssi action`: what can be logged, what the model makes of it, and actions of one's own."""

from typing import TYPE_CHECKING

import click

from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.text import plain, wrap
from ssi_tui.cli.shared.command import group
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import size, table
from ssi_tui.errors import BadValueError, NotFoundError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.model.terms import OwnAction
from ssi_tui.wording.actions import (
    ACTIONS,
    action_hint,
    action_name,
    match_pillar,
    match_word,
    pillar_name,
)
from ssi_tui.wording.numbers import format_number, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssi_tui.forecasting.attribution import KindFact

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
    rows = [["", *PILLAR_GLYPHS.values(), _("min"), _("a week"), _("days")]]
    for fact in known:
        cells = [_in_pillar(fact, pillar) for pillar in PILLAR_GLYPHS]
        half = format_number(fact.half_pace, 1) if fact.half_pace else ""
        gone = format_number(fact.half_life) if fact.half_life else ""
        rows.append([fact.row.kind, *cells, format_number(fact.row.minutes), half, gone])
    for action in own:
        cells = [_("own") if pillar == action.pillar else "" for pillar in PILLAR_GLYPHS]
        minutes = format_number(action.minutes) if action.minutes else ""
        ended = _("archived") if action.archived else ""
        rows.append([plain(action.name), *cells, minutes, ended, ""])
    return table(rows, "<<<<<>>>")


def _in_pillar(fact: "KindFact", pillar: str) -> str:
    """ "+6.5 −1.3 ▪": what one kind gives one pillar."""
    parts = [format_number(e.points, 1, sign=True) for e in fact.row.effects if e.pillar == pillar]
    if any(feed.pillar == pillar for feed in fact.row.feeds):
        parts.append(STAYS)
    return " ".join(parts)


def points_of(fact: "KindFact") -> str:
    """ "Brand +0.9, Insights +0.5, Brand stays"."""
    parts = []
    for effect in fact.row.effects:
        points = format_number(effect.points, 1, sign=True)
        share = f" ({_(_SHARES[effect.share])})" if effect.share in _SHARES else ""
        parts.append(f"{pillar_name(effect.pillar)} {points}{share}")
    form = _("{pillar} for good")
    for_good = dict.fromkeys(feed.pillar for feed in fact.row.feeds)
    parts += [form.format(pillar=pillar_name(pillar)) for pillar in for_good]
    return ", ".join(parts)


def fact_data(fact: "KindFact") -> dict[str, object]:
    row = fact.row
    return {
        "action": row.kind,
        "nature": row.nature,
        "effects": [
            {"pillar": each.pillar.value, "points": each.points, "share": each.share.value}
            for each in row.effects
        ],
        "lasting": [
            {
                "pillar": feed.pillar.value,
                "stock": feed.stock.value,
                "amount": feed.amount,
                "share": feed.share.value,
            }
            for feed in row.feeds
        ],
        "minutes": row.minutes,
        "half_pace_per_week": fact.half_pace,
        "half_life_days": fact.half_life,
        "sales_navigator": row.sales_navigator,
        "why": row.why,
        "source": row.source,
    }


MINUTES_MOST = 480.0

_NATURES = {
    "habit": N_("your own doing, week after week"),
    "once": N_("done once, and it stays"),
    "received": N_("others do it: counted, never planned"),
    "harm": N_("costs points: to be stopped"),
    "rate": N_("tells how often others say yes; its points stand with what you sent"),
    "offline": N_("good for business, outside the score"),
}

action_command = group(
    "action",
    N_(
        "Read what can be logged and what the model makes of it, and keep actions of your own. "
        "Alone it lists them."
    ),
    alone="list",
)


@action_command.part(
    "list",
    N_(
        "List all actions: points per pillar at an unlimited pace, minutes for one, how many a "
        "week give half of the points, and after how many days half of it has faded."
    ),
)
def list_command(session: Session) -> None:
    from ssi_tui.forecasting.attribution import facts

    known = list(facts())
    own = session.journal(session.today, session.today).own_actions
    data = {
        "actions": [fact_data(fact) for fact in known],
        "own": [action._asdict() for action in own.values()],
    }
    records = [
        (fact.row.kind, points_of(fact), fact.row.minutes, fact.half_pace, fact.half_life)
        for fact in known
    ]
    legend = _(
        "Points at an unlimited pace for {pillars}; {sign} what stays for good. Then the minutes "
        "for one, how many a week give half of the points, and the days after which half of it "
        "has faded. `ssi action show NAME` says why, and from which source."
    )
    names = ", ".join(f"{glyph} {pillar_name(pillar)}" for pillar, glyph in PILLAR_GLYPHS.items())
    lines = wrap(legend.format(pillars=names, sign=STAYS), size()[0])
    session.answer(data, [*kind_table(known, own.values()), "", *lines], records)


@action_command.part("show", N_("Say all that the model knows of one action, and why."))
@click.argument("name", metavar=N_("NAME"))
def show_command(session: Session, name: str) -> None:
    kind = session.kind_named(name)
    if kind not in ACTIONS:
        _show_own(session, session.journal(session.today, session.today).own_actions[kind])
        return
    from ssi_tui.forecasting.attribution import facts

    fact = next(known for known in facts() if known.row.kind == kind)
    session.answer(fact_data(fact), _fact_lines(fact), [fact_data(fact)])


def _fact_lines(fact: "KindFact") -> "Iterator[str]":
    row = fact.row
    yield f"{action_name(row.kind)}: {action_hint(row.kind)}"
    yield f"  {_(_NATURES[row.nature])}"
    if row.effects or row.feeds:
        yield f"  {points_of(fact)}"
    if fact.half_pace and fact.half_life:
        form = _("  half of the points at {n} a week; half of it has faded after {days} days")
        yield form.format(n=format_number(fact.half_pace, 1), days=format_number(fact.half_life))
    yield f"  {_for_one(row.minutes)}"
    if row.sales_navigator:
        yield f"  {_('needs Sales Navigator')}"
    yield from ("", *wrap(_(row.why), size()[0]))
    yield _("Sources, as docs/model.md lists them: {source}").format(source=row.source)


@action_command.part(
    "add", N_("Keep an action of your own. What it gives its pillar is your assumption.")
)
@click.argument("name", metavar=N_("NAME"))
@click.option("--pillar", metavar=N_("PILLAR"), required=True, help=N_("Which one it is for."))
@click.option("--minutes", metavar=N_("N"), help=N_("What one takes."))
@click.option("--key", metavar=N_("KEY"), default="", help=N_("The key that logs it in the app."))
def add_command(session: Session, name: str, pillar: str, minutes: str | None, key: str) -> None:
    if name in session.kinds:
        raise BadValueError("action", name, _("a name that is not taken yet"))
    own = OwnAction(name, match_pillar(pillar), _minutes(minutes), key)
    _keep(session, own, _("Added {name} for {pillar}: what it gives is your assumption."))


@action_command.part("edit", N_("Change an action of your own."))
@click.argument("name", metavar=N_("NAME"))
@click.option("--pillar", metavar=N_("PILLAR"), help=N_("Which one it is for."))
@click.option("--minutes", metavar=N_("N"), help=N_("What one takes."))
@click.option("--key", metavar=N_("KEY"), help=N_("The key that logs it in the app."))
def edit_command(
    session: Session, name: str, pillar: str | None, minutes: str | None, key: str | None
) -> None:
    own = _own(session, name)
    own = own._replace(
        pillar=match_pillar(pillar) if pillar else own.pillar,
        minutes=_minutes(minutes) if minutes else own.minutes,
        key=own.key if key is None else key,
    )
    _keep(session, own, _("{name} is for {pillar}."))


@action_command.part("archive", N_("Don’t offer an action of your own any more; its entries stay."))
@click.argument("name", metavar=N_("NAME"))
@click.option("--back", is_flag=True, help=N_("Offer it again."))
def archive_command(session: Session, name: str, back: bool) -> None:
    own = _own(session, name)._replace(archived=not back)
    said = _("{name} is offered again.") if back else _("{name} is not offered any more.")
    _keep(session, own, said)


def _own(session: Session, name: str) -> "OwnAction":
    """The person's own action of that name: NotFoundError for one of LinkedIn's."""
    own = session.journal(session.today, session.today).own_actions
    if not own:
        raise NotFoundError("action", name)
    return own[match_word(N_("action"), name, tuple(own))]


def _keep(session: Session, own: "OwnAction", form: str) -> None:
    done = session.store.set_own_action(own)
    said = form.format(name=plain(own.name), pillar=pillar_name(own.pillar))
    data = {**own._asdict(), "changed": done.change is not None}
    session.answer(data, [said], [data])


def _show_own(session: Session, own: "OwnAction") -> None:
    lines = [
        _("{name}: your own").format(name=plain(own.name)),
        "  " + _("own, assumed for {pillar}").format(pillar=pillar_name(own.pillar)),
    ]
    if own.minutes:
        lines.append("  " + _for_one(own.minutes))
    session.answer(own._asdict(), lines, [own])


def _for_one(minutes: float) -> str:
    form = ngettext("{n} minute for one", "{n} minutes for one", round(minutes))
    return form.format(n=format_number(minutes))


def _minutes(text: str | None) -> float | None:
    return None if text is None else parse_number(text, field="minutes", most=MINUTES_MOST)
