"""Charts for a terminal and pages in one file, for every command that draws some."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from ssi_tui.chart import Line, Plot, Row, draw_curves, plain
from ssi_tui.chart.plot import LETTERS
from ssi_tui.chart.svg_chart import element, escaped
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import size
from ssi_tui.i18n import _, language
from ssi_tui.wording.dates import month_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_tui.forecasting import Outlook
    from ssi_tui.model.entries import Reading

CURVES_MOST = len(LETTERS)
HIGHEST, LOWEST = 20, 10
"""Rows of a chart."""
REST = 10
"""Rows of the screen left to the words and the table around a chart."""


def score_chart(session: Session, readings: "Sequence[Reading]") -> list[str]:
    """The totals over time, and an empty line."""
    width, height = size()
    plot = Plot(
        first=readings[0].day,
        last=max(readings[-1].day, session.today),
        today=session.today,
        month_name=month_name,
        points=[(reading.day, reading.total) for reading in readings],
    )
    return [*session.coloured(draw_curves(plot, width, _rows(height))), ""]


def outlook_chart(session: Session, outlook: "Outlook", readings: "Sequence[Reading]") -> list[str]:
    """Readings up to the start, and the first curves with the first one's band."""
    width, height = size()
    return session.coloured(draw_curves(outlook_plot(outlook, readings), width, _rows(height)))


def outlook_plot(outlook: "Outlook", readings: "Sequence[Reading]") -> Plot:
    """What the chart shows, on a terminal and as a drawing."""
    last = outlook.day(outlook.days)
    first = outlook.start
    if readings:
        first = max(readings[0].day, outlook.start - timedelta(days=outlook.days))
    curves = outlook.curves[:CURVES_MOST]
    return Plot(
        first=first,
        last=last,
        today=outlook.start,
        month_name=month_name,
        points=[(reading.day, reading.total) for reading in readings],
        lines=[
            Line(
                letter=curve.letter,
                name=plain(_(curve.name)),
                median=curve.total.median,
                low=curve.total.low,
                high=curve.total.high,
            )
            for curve in curves
        ],
        confidence=outlook.confidence,
        target=max((g.points for g in curves[0].goals if g.pillar is None), default=None),
        number=lambda value: format_number(value, 1),
    )


def heading(session: Session, letter: str, name: str, rest: str) -> str:
    """A curve's letter in its colour, its name and what goes on in the same line."""
    row: Row = [(letter, f"label-{letter.lower()}"), (f" {plain(name)}", "strong")]
    if letter not in LETTERS:
        row[0] = (letter, "strong")
    return session.coloured([row])[0] + rest


def _rows(height: int) -> int:
    return min(max(height - REST, LOWEST), HIGHEST)


POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_page(title: str, body: Iterable[str], style: str) -> str:
    """The whole file, which loads and runs nothing; `body` is markup, `title` is text."""
    lines = [
        "<!doctype html>",
        f'<html lang="{language()}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        element("title", escaped(title)),
        f"<style>{style}</style></head>",
        element("body", element("main", "\n" + "\n".join(body) + "\n")),
        "</html>",
    ]
    return "\n".join(lines) + "\n"
