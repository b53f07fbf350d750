"""`ssi explain`: where the points come from, and why they moved."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from sim.terms import Pillar
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.session import Session, simulator
from ssi_tui.cli.shared.terminal import size, table
from ssi_tui.cli.sim.command import LOOK_BACK, member_named, patience
from ssi_tui.i18n import N_, _
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import parse_day
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ssi_tui.chart import Row
    from ssi_tui.forecasting import Explanation, ScorePart

DECIMALS = 3
"""As many as LinkedIn's page has."""
BAR = 28
"""Cells of the longest bar."""


@command(
    "explain",
    N_(
        "Show where the points come from, part by part, and why they moved since the reading "
        "before. The parts are estimates; their sum is the score."
    ),
)
@click.option("--as-of", "when", metavar=N_("WHEN"), help=N_("Another day instead of today."))
@click.option(
    "--member",
    metavar=N_("MEMBER"),
    help=N_("Explain inactive, ordinary, occasional, active or intensive, not you."),
)
@click.pass_obj
def explain_command(session: Session, when: str | None, member: str | None) -> None:
    day = parse_day(when, session.today, latest=session.today) if when else session.today
    someone = member_named(member) if member else None
    with patience(session):
        # numpy and the model: five times bare Python, and nobody needs them to log
        from ssi_tui import forecasting

        journal = None
        if not member:
            journal = session.journal(day - timedelta(days=LOOK_BACK))
        model = simulator(session, journal, member=someone)
        explanation = forecasting.explanation(model, day=day, member=someone)
    for remark in explanation.remarks:
        session.warn(forecasting.remark_text(remark))
    session.answer(
        _data(explanation), _lines(session, explanation), _records(explanation), simulated=True
    )


def _lines(session: Session, explanation: "Explanation") -> list[str]:
    """The waterfall as a table with bars, then what moved."""
    from ssi_tui.chart import PILLAR_GLYPHS, wrap
    from ssi_tui.forecasting.sentences import explained_title, moved_doubt, moved_title

    width, _height = size()
    legend: Row = []
    for pillar in Pillar:
        legend += [(PILLAR_GLYPHS[pillar], f"pillar-{pillar.value}"), (" ", "")]
        legend.append(
            (f"{pillar_name(pillar)} {format_number(explanation.pillars[pillar], 1)}  ", "")
        )
    title = explained_title(explanation, session.today)
    lines = [*wrap(title, width), *session.coloured([legend]), ""]
    lines += _table(session, explanation.parts, explanation.total, _("together"))
    if explanation.moved:
        moved = explanation.moved
        doubt = moved_doubt(moved)
        lines += ["", *wrap(moved_title(moved, session.today), width)]
        lines += [*(wrap(doubt, width) if doubt else []), ""]
        lines += _table(session, moved.parts, moved.change, _("together"), sign=True)
    said = _(
        "The parts are estimates, learned from your readings where those can tell; what is left "
        "over stands as unexplained."
    )
    if explanation.reading is None:
        said = _("The parts are estimates, and so is the score: no reading stands behind it.")
    return [*lines, "", *wrap(said, width)]


def _table(
    session: Session,
    parts: "Sequence[ScorePart]",
    total: float,
    sum_name: str,
    *,
    sign: bool = False,
) -> list[str]:
    """Part, points, and a bar in the pillars' colours; small parts are summed up."""
    from ssi_tui.forecasting.sentences import LEAST, part_label

    large = [part for part in parts if abs(part.total) >= LEAST]
    small = sum(part.total for part in parts if abs(part.total) < LEAST)
    rows = [[part_label(part), format_number(part.total, 1, sign=sign)] for part in large]
    if len(large) < len(parts):
        rows.append([_("smaller parts"), format_number(small, 1, sign=sign)])
    rows.append([sum_name, format_number(total, 1, sign=sign)])
    longest = max((abs(part.total) for part in large), default=1.0)
    cells = table(rows, "<>", indent="  ", ragged=False)
    room = min(BAR, max(size()[0] - len(cells[0]) - 2, 1))
    bars: list[Row] = [_bar(part, longest, room) for part in large]
    drawn = [*session.coloured(bars), *[""] * (len(rows) - len(large))]
    return [f"{line}  {bar}".rstrip() for line, bar in zip(cells, drawn, strict=True)]


def _bar(part: "ScorePart", longest: float, room: int) -> "Row":
    """Marks of each pillar's own shape and colour, as many as its share of the longest bar."""
    from ssi_tui.chart import PILLAR_GLYPHS

    row: Row = []
    drawn = shown = 0
    size = sum(abs(points) for points in part.pillars.values())
    scale = room * min(abs(part.total) / longest, 1.0) / size if size else 0.0
    reached = 0.0
    for pillar, points in part.pillars.items():
        reached += abs(points) * scale
        shown = round(reached) - drawn
        if shown:
            row.append((PILLAR_GLYPHS[pillar] * shown, f"pillar-{pillar.value}"))
        drawn += shown
    return row


def _data(explanation: "Explanation") -> dict[str, object]:
    reading, moved = explanation.reading, explanation.moved
    return {
        "day": explanation.day.isoformat(),
        "read": explanation.read,
        "total": round(explanation.total, DECIMALS),
        "pillars": {p.value: round(points, DECIMALS) for p, points in explanation.pillars.items()},
        "parts": [_part(part) for part in explanation.parts],
        "member": explanation.member and explanation.member.value,
        "reading": reading and {"day": reading.day.isoformat(), "total": reading.total},
        "moved": moved
        and {
            "from": moved.first.day.isoformat(),
            "to": moved.until.isoformat(),
            "read": moved.last is not None,
            "change": round(moved.change, DECIMALS),
            "can_tell": moved.can_tell,
            "parts": [_part(part) for part in moved.parts],
        },
    }


def _part(part: "ScorePart") -> dict[str, object]:
    return {
        "source": part.source.value,
        "name": part.name,
        "points": round(part.total, DECIMALS),
        "assumed": part.assumed,
        "pillars": {p.value: round(points, DECIMALS) for p, points in part.pillars.items()},
    }


def _records(explanation: "Explanation") -> "Iterator[tuple[object, ...]]":
    """``score`` or ``moved``, source, name, points."""
    for word, parts in (
        ("score", explanation.parts),
        ("moved", explanation.moved and explanation.moved.parts),
    ):
        for part in parts or ():
            yield (word, part.source.value, part.name, f"{part.total:.3f}")
