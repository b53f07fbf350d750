"""`ssi next`: what is best done now, and the weakest pillar.

A command of its own, because it is a question for every day and takes none of a plan's options;
`ssi today` stays without it, because the estimate loads numpy and reads two years of journal.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ssi_tui.cli.plan import person_simulator
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import size, table
from ssi_tui.cli.sim.command import member_named, member_option, patience
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import action_name, member_name, pillar_name
from ssi_tui.wording.goals import next_words
from ssi_tui.wording.numbers import format_number, parse_count

if TYPE_CHECKING:
    from ssi_tui.chart import Row
    from ssi_tui.forecasting import Advice, NextStep

DECIMALS = 3
"""As many as LinkedIn's page has."""


@command(
    "next",
    N_(
        "Name what is best done next: what is due, then what you do anyway, then what is new; in "
        "each the most points per minute first, seen over the next four weeks."
    ),
)
@click.argument("number", metavar=N_("[N]"), default="5")
@member_option
@click.pass_obj
def next_command(session: Session, number: str, member: str | None) -> None:
    count = parse_count(number, least=1, most=50)
    someone = member_named(member) if member else None
    with patience(session):
        from ssi_tui import forecasting  # numpy and the model: five times bare Python

        advice = forecasting.advise(
            person_simulator(session, someone), today=session.today, member=someone
        )
    for remark in advice.remarks:
        session.warn(forecasting.remark_text(remark))
    session.answer(
        _data(advice, count),
        _lines(session, advice, count),
        _records(advice, count),
        simulated=True,
    )


def _lines(session: Session, advice: "Advice", count: int) -> list[str]:
    """The best next actions in a table, and the weakest pillar."""
    from ssi_tui.chart import PILLAR_GLYPHS, wrap

    form = _("Weakest pillar: {pillar}, {points} of 25.")
    if not advice.split_known:
        form = _("Which pillar is weakest is not known: the score is a total alone.")
    weakest = form.format(
        pillar=pillar_name(advice.weakest), points=format_number(advice.weakest_points, 1)
    )
    if advice.member:
        weakest += " " + _("(of the member “{member}”)").format(member=member_name(advice.member))
    steps = _chosen(advice, count)
    if not steps:
        return [weakest, "", _("Nothing more is worth doing today.")]
    rows = [[_("Best next"), _("points"), _("minutes"), _("points/minute"), _("most for")]]
    for step in steps:
        glyph = PILLAR_GLYPHS[step.pillar]
        rows.append(
            [
                action_name(step.kind, 1),
                format_number(step.points, 3),
                format_number(step.minutes, 0 if step.minutes == int(step.minutes) else 1),
                format_number(step.per_minute, 3),
                f"{glyph} {pillar_name(step.pillar)}",
            ]
        )
    note = ngettext(
        "Points are estimates: what one more adds to the total, as a mean over the next {n} day.",
        "Points are estimates: what one more adds to the total, as a mean over the next {n} days.",
        advice.days,
    ).format(n=advice.days)
    colours: list[Row] = []
    for line, told in zip(table(rows, "<>>><"), [None, *steps], strict=True):
        colours.append([(line, f"pillar-{told.pillar.value}" if told else "title")])
        if told:
            said = wrap(next_words(told), size()[0] - 4)
            colours += [[(f"    {part}", "muted")] for part in said]
    return [weakest, "", *session.coloured(colours), "", *wrap(note, size()[0])]


def _data(advice: "Advice", count: int) -> dict[str, object]:
    """The best next actions as plain values."""
    return {
        "weakest_pillar": advice.weakest.value,
        "weakest_known": advice.split_known,
        "weakest_points": round(advice.weakest_points, DECIMALS),
        "days": advice.days,
        "member": advice.member and advice.member.value,
        "next": [
            {
                "action": step.kind,
                "once": step.once,
                "minutes": step.minutes,
                "points": round(step.points, 6),
                "points_per_minute": round(step.per_minute, 6),
                "pillar": step.pillar.value,
                "reason": step.reason.value,
                "assumed_per_week": round(step.assumed, DECIMALS),
            }
            for step in _chosen(advice, count)
        ],
    }


def _records(advice: "Advice", count: int) -> Iterator[tuple[object, ...]]:
    """Action, points, minutes, points per minute, pillar."""
    for step in _chosen(advice, count):
        points, per_minute = f"{step.points:.4f}", f"{step.per_minute:.4f}"
        yield (step.kind, points, f"{step.minutes:g}", per_minute, step.pillar.value)


def _chosen(advice: "Advice", count: int) -> "list[NextStep]":
    """The first so many, and the best one for the weakest pillar in any case."""
    steps = list(advice.steps[:count])
    if all(step.pillar is not advice.weakest for step in steps):
        steps += [step for step in advice.steps if step.pillar is advice.weakest][:1]
    return steps
