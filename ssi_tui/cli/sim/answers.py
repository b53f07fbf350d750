"""What `ssi sim` answers: chart, table and sentences on a terminal, a drawing, a whole page."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.terms import Member, Pillar
from ssi_tui.chart import cell_len, plain, wrap
from ssi_tui.chart.svg_chart import draw_vector, element, escaped
from ssi_tui.cli.shared.charts import CURVES_MOST, heading, html_page, outlook_chart, outlook_plot
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import is_terminal, size, table
from ssi_tui.disk import write_whole
from ssi_tui.forecasting.outlook import basis, estimate, meaning, minutes
from ssi_tui.i18n import _
from ssi_tui.wording.actions import member_name, pillar_name
from ssi_tui.wording.dates import format_day, month_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.chart.plot import Plot
    from ssi_tui.forecasting import Curve, GoalResult, Outlook, Series
    from ssi_tui.model.entries import Reading

DECIMALS = 3
"""As many as LinkedIn's page has."""
HEAD = ("scenario", "week", "day", "of", "low", "median", "high")


def outlook_data(outlook: "Outlook") -> dict[str, object]:
    """All that a simulation says, as plain values."""
    reading = outlook.reading
    return {
        "start": outlook.start.isoformat(),
        "days": outlook.days,
        "confidence": outlook.confidence,
        "basis": outlook.basis.value,
        "member": outlook.member and outlook.member.value,
        "reading": reading and {"day": reading.day.isoformat(), "total": reading.total},
        "stretch": round(outlook.stretch, DECIMALS),
        "weights": outlook.weights
        and {
            "model": round(outlook.weights.model, DECIMALS),
            "no_change": round(outlook.weights.no_change, DECIMALS),
            "line": round(outlook.weights.line, DECIMALS),
            "effect": round(outlook.weights.effect, DECIMALS),
        },
        "no_change": outlook.no_change
        and [
            {
                "week": _week(place),
                "day": outlook.day(place).isoformat(),
                **_band(outlook.no_change, place),
            }
            for place in outlook.weeks
        ],
        "scenarios": [_curve_data(outlook, curve) for curve in outlook.curves],
    }


def outlook_records(outlook: "Outlook") -> Iterator[tuple[object, ...]]:
    """One record for each scenario, week, and the total or a pillar; fields as in `HEAD`."""
    for curve in outlook.curves:
        for week in _weeks(outlook, curve):
            for of in ("total", *Pillar):
                band = week[of]
                assert isinstance(band, dict)
                yield (curve.name, week["week"], week["day"], str(of), *band.values())


def csv_text(outlook: "Outlook") -> str:
    """The records as CSV with a heading; names that a spreadsheet would run are quoted for it."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for name, *rest in outlook_records(outlook):
        harmless = f"'{name}" if str(name).startswith(("=", "+", "-", "@", "\t")) else name
        writer.writerow([harmless, *rest])
    return text.getvalue()


def _curve_data(outlook: "Outlook", curve: "Curve") -> dict[str, object]:
    end = outlook.days
    return {
        "letter": curve.letter,
        "name": curve.name,
        "description": curve.description,
        "first_day": outlook.day(curve.start).isoformat(),
        "minutes_per_week": round(curve.minutes_per_week, 1),
        "assumed_minutes_per_week": round(curve.assumed_minutes, 1),
        "weeks": _weeks(outlook, curve),
        "against_first": curve.difference and _band(curve.difference, end),
        "goals": [_goal(outlook, goal) for goal in curve.goals],
    }


def _weeks(outlook: "Outlook", curve: "Curve") -> list[dict[str, object]]:
    return [
        {
            "week": _week(place),
            "day": outlook.day(place).isoformat(),
            "total": _band(curve.total, place),
            **{pillar.value: _band(curve.pillars[pillar], place) for pillar in Pillar},
        }
        for place in outlook.weeks
    ]


def _week(place: int) -> float:
    return place // 7 if place % 7 == 0 else round(place / 7, 2)


def _band(series: "Series", place: int) -> dict[str, float]:
    return {
        "low": round(series.low[place], DECIMALS),
        "median": round(series.median[place], DECIMALS),
        "high": round(series.high[place], DECIMALS),
    }


def _goal(outlook: "Outlook", goal: "GoalResult") -> dict[str, object]:
    return {
        "of": goal.pillar.value if goal.pillar else "total",
        "points": goal.points,
        "day": outlook.day(goal.day).isoformat(),
        "wanted": goal.wanted,
        "chance": None if goal.chance is None else round(goal.chance, DECIMALS),
        "met": goal.met,
    }


WEEKS_SHOWN = 14
"""Rows of the table; longer outlooks show every second week, every fourth, and so on."""


def outlook_lines(session: Session, outlook: "Outlook", readings: "Sequence[Reading]") -> list[str]:
    """The whole answer of `ssi sim`."""
    width, _height = size()
    single = len(outlook.curves) == 1
    if single:
        (curve,) = outlook.curves
        lines = [heading(session, curve.letter, _(curve.name), minutes(curve))]
        lines += [*wrap(plain(_(curve.description)), width, "  ", whole=True), ""]
        lines += _weeks_of_one(outlook, width)
    else:
        lines = [*_weeks_of_many(outlook, width), "", *_pillars_at_end(outlook)]
    # The chart after the tables: on a small screen it stays in sight with what it means
    lines += ["", *outlook_chart(session, outlook, readings)]
    for curve in outlook.curves:
        lines.append("")
        if not single:
            lines.append(heading(session, curve.letter, _(curve.name), minutes(curve)))
        for sentence in meaning(outlook, curve):
            lines += wrap(sentence, width, "" if single else "  ")
    lines += ["", *wrap(basis(outlook), width)]
    if len(outlook.curves) > CURVES_MOST:
        lines.append(_("The chart shows the first {n}.").format(n=CURVES_MOST))
    return lines


def _weeks_of_one(outlook: "Outlook", width: int) -> list[str]:
    """Median and band of the total and the pillars, week by week."""
    (curve,) = outlook.curves
    places = weeks_shown(outlook)
    pillars = [[pillar_name(pillar), *_column(curve.pillars[pillar], places)] for pillar in Pillar]
    columns = [[_("Total"), *_column(curve.total, places)], *pillars]
    lines = _table_by_week(outlook, places, columns)
    if max(cell_len(line) for line in lines) > width:  # the pillars without their bands
        for column in columns[1:]:
            column[1:] = [cell.split()[0] for cell in column[1:]]
        lines = _table_by_week(outlook, places, columns)
    return lines


def _weeks_of_many(outlook: "Outlook", width: int) -> list[str]:
    """The total of each scenario, week by week; medians alone where there are many."""
    places = weeks_shown(outlook)
    columns = [[curve.letter, *_column(curve.total, places)] for curve in outlook.curves]
    lines = _table_by_week(outlook, places, columns)
    if max(cell_len(line) for line in lines) > width:
        columns = [[head, *(cell.split()[0] for cell in cells)] for head, *cells in columns]
        lines = _table_by_week(outlook, places, columns)
    return lines


def _table_by_week(
    outlook: "Outlook", places: "Sequence[int]", columns: "Sequence[Sequence[str]]"
) -> list[str]:
    rows = [[_("Week"), "", *(column[0] for column in columns)]]
    for index, place in enumerate(places, start=1):
        day = outlook.day(place)
        week = format_number(place / 7, 0 if place % 7 == 0 else 1)
        date = _("{day} {month}").format(day=day.day, month=month_name(day.month))
        rows.append([week, date, *(column[index] for column in columns)])
    return table(rows, ">>" + ">" * len(columns))


def _pillars_at_end(outlook: "Outlook") -> list[str]:
    """Where each scenario leads: the median of every pillar on the last day."""
    end = outlook.days
    title = _("On {day}").format(day=format_day(outlook.day(end)))
    rows = [[title, _("Total"), *(pillar_name(pillar) for pillar in Pillar)]]
    for curve in outlook.curves:
        medians = [curve.total, *(curve.pillars[pillar] for pillar in Pillar)]
        points = [format_number(series.median[end], 1) for series in medians]
        rows.append([f"{curve.letter} {plain(_(curve.name))}", *points])
    return table(rows, "<>>>>>")


def _column(series: "Series", places: "Sequence[int]") -> list[str]:
    """Median, and the band in whole points, in line under each other."""
    bands = [
        f"{format_number(series.low[place])}–{format_number(series.high[place])}"
        for place in places
    ]
    widest = max(len(band) for band in bands)
    return [
        f"{format_number(series.median[place], 1)}  {band:<{widest}}"
        for place, band in zip(places, bands, strict=True)
    ]


def weeks_shown(outlook: "Outlook") -> list[int]:
    """The weeks to show: all, or every second, fourth, … and the last."""
    weeks = outlook.weeks
    step = 1
    while len(weeks) / step > WEEKS_SHOWN:
        step *= 2
    return sorted({*weeks[::step], weeks[-1]})


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
    body += [_week_table(outlook), _pillars(outlook)]
    body += [_paragraph(text) for text in (basis(outlook), *remarks)]
    return html_page(title, body, _STYLE)


def _paragraph(text: str, *, quiet: bool = False) -> str:
    return element("p", escaped(text), **({"class": "quiet"} if quiet else {})) if text else ""


def _week_table(outlook: "Outlook") -> str:
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
