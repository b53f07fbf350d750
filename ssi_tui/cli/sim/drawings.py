"""`ssi sim --svg`, `--png` and `--html`: the chart as a drawing, and a page that needs nothing."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.terms import Member, Pillar
from ssi_tui.chart import plain
from ssi_tui.chart.svg_chart import draw_vector, element, escaped
from ssi_tui.cli.shared.charts import CURVES_MOST, html_page, outlook_plot
from ssi_tui.cli.shared.terminal import is_terminal
from ssi_tui.cli.sim.answers import weeks_shown
from ssi_tui.disk import write_whole
from ssi_tui.forecasting.outlook import basis, estimate, meaning, minutes
from ssi_tui.i18n import _
from ssi_tui.wording.actions import member_name, pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.chart.plot import Plot
    from ssi_tui.cli.shared.session import Session
    from ssi_tui.forecasting import Curve, Outlook, Series
    from ssi_tui.model.entries import Reading

FORMS = ("svg", "png", "html")
_RANGES = ((30.0, Member.OCCASIONAL), (50.0, Member.ACTIVE), (80.0, Member.INTENSIVE))
"""Where the scores of members who are so present begin (document 001)."""

_STYLE = """
body { margin: 0; background: #fff; color: #16191d; line-height: 1.5;
  font-family: system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.5rem; }
h1 { font-size: 1.7rem; margin: 0 0 1rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .3rem; }
svg { width: 100%; height: auto; } p { margin: .4rem 0; max-width: 46rem; }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: #55606b; } th, td { padding: .15rem 1.2rem .15rem 0; }
thead th { border-bottom: 1px solid #b4bcc4; } td, thead th { text-align: right; }
th:first-child { text-align: left; } .quiet { color: #55606b; }
"""


def write_drawings(
    session: "Session",
    outlook: "Outlook",
    readings: "Sequence[Reading]",
    files: Mapping[str, str],
    *,
    as_csv: bool = False,
) -> bool:
    """Write each file as a whole, form → place, `-` for stdout; whether stdout has been used.

    All are made before the first one is written.
    """
    if list(files.values()).count("-") + (session.json or session.plain or as_csv) > 1:
        text = _("Only one answer can go to stdout: give the others files.")
        raise click.UsageError(text, click.get_current_context())
    if files.get("png") == "-" and is_terminal(sys.stdout):
        text = _("A PNG is no text for a terminal: give it a file.")
        raise click.UsageError(text, click.get_current_context())
    drawings = {form: _made(session, form, outlook, readings) for form in files}
    for form, place in files.items():
        if place == "-":
            click.echo(drawings[form], nl=False)
        else:
            write_whole(Path(place), drawings[form])
    return "-" in files.values()


def _made(
    session: "Session", form: str, outlook: "Outlook", readings: "Sequence[Reading]"
) -> bytes:
    plot, title = _plot(outlook, readings), _title(session, outlook)
    if form == "html":
        return _page(outlook, plot, title, session.warnings).encode()
    svg = draw_vector(plot, title=title, sentence=_sentence(outlook))
    if form == "svg":
        return svg.encode()
    from ssi_tui.chart.svg_screen import NotDrawnError, lacking, to_png

    try:
        return to_png(svg)
    except NotDrawnError as error:
        raise click.UsageError(lacking(error), click.get_current_context()) from error


def _plot(outlook: "Outlook", readings: "Sequence[Reading]") -> "Plot":
    from dataclasses import replace

    ranges = [(value, member_name(member)) for value, member in _RANGES]
    return replace(outlook_plot(outlook, readings), ranges=ranges)


def _title(session: "Session", outlook: "Outlook") -> str:
    """The scenarios; pictures are handed on, so that they say what is made up."""
    names = [plain(_(curve.name)) for curve in outlook.curves[:CURVES_MOST]]
    return " · ".join([*names, *([_("made-up data")] if session.sample else [])])


def _sentence(outlook: "Outlook") -> str:
    """What the first curve says, and what kind of number that is."""
    first = outlook.curves[0]
    said = meaning(outlook, first)[0]
    if len(outlook.curves) > 1:
        said = f"{first.letter}: {said}"
    return f"{said} {estimate()}"


def _page(outlook: "Outlook", plot: "Plot", title: str, remarks: "Sequence[str]") -> str:
    """One file with the chart, the sentences and the tables; it loads and runs nothing."""
    drawn = draw_vector(plot, title=title, sentence=_sentence(outlook), bare=True)
    body = [element("h1", escaped(title)), drawn]
    for curve in outlook.curves:
        body.append(
            element("h2", escaped(f"{curve.letter} {plain(_(curve.name))}{minutes(curve)}"))
        )
        body.append(_paragraph(plain(_(curve.description)), quiet=True))
        body += [_paragraph(text) for text in meaning(outlook, curve)]
    body += [_weeks(outlook), _pillars(outlook)]
    body += [_paragraph(text) for text in (basis(outlook), *remarks)]
    return html_page(title, body, _STYLE)


def _paragraph(text: str, *, quiet: bool = False) -> str:
    return element("p", escaped(text), **({"class": "quiet"} if quiet else {})) if text else ""


def _weeks(outlook: "Outlook") -> str:
    """The total of each curve, week by week, with its band."""
    head = [_("Week"), _("Day"), *(f"{one.letter} {plain(_(one.name))}" for one in outlook.curves)]
    rows = []
    for place in weeks_shown(outlook):
        week = format_number(place / 7, 0 if place % 7 == 0 else 1)
        cells = [_cell(curve.total, place) for curve in outlook.curves]
        rows.append([week, format_day(outlook.day(place)), *cells])
    return _table(_("Total, and where the runs of the model fall"), head, rows)


def _cell(series: "Series", place: int) -> str:
    low, high = format_number(series.low[place]), format_number(series.high[place])
    return f"{format_number(series.median[place], 1)} ({low}–{high})"


def _pillars(outlook: "Outlook") -> str:
    """Where each curve leads, pillar by pillar."""
    end = outlook.days

    def row(curve: "Curve") -> list[str]:
        curves = (curve.total, *(curve.pillars[pillar] for pillar in Pillar))
        name = f"{curve.letter} {plain(_(curve.name))}"
        return [name, *(format_number(series.median[end], 1) for series in curves)]

    head = ["", _("Total"), *(pillar_name(pillar) for pillar in Pillar)]
    title = _("On {day}").format(day=format_day(outlook.day(end)))
    return _table(title, head, [row(curve) for curve in outlook.curves])


def _table(title: str, head: "Sequence[str]", rows: "Sequence[Sequence[str]]") -> str:
    def cells(name: str, texts: "Sequence[str]") -> str:
        first = f'<th scope="row">{escaped(texts[0])}</th>' if name == "td" else ""
        rest = "".join(f"<{name}>{escaped(text)}</{name}>" for text in texts[bool(first) :])
        return f"<tr>{first}{rest}</tr>"

    body = "\n".join(cells("td", row) for row in rows)
    return (
        f"<table><caption>{escaped(title)}</caption>\n<thead>{cells('th', head)}</thead>\n"
        f"<tbody>\n{body}\n</tbody></table>"
    )
