"""Simulated curves for people: the chart, the weeks in a table, and what it means in sentences."""

from typing import TYPE_CHECKING

from sim.terms import Pillar
from ssi_tui.chart import cell_len
from ssi_tui.cli.outlook_words import basis, meaning, minutes, no_change
from ssi_tui.cli.paper import size, table, wrapped
from ssi_tui.cli.pictures import CURVES_MOST, heading, outlook_chart
from ssi_tui.cli.session import Session, shown
from ssi_tui.i18n import _
from ssi_tui.words.dates import format_day, month_name
from ssi_tui.words.names import pillar_name
from ssi_tui.words.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_tui.forecasting import Outlook, Series
    from ssi_tui.model.reading import Reading

WEEKS_SHOWN = 14
"""Rows of the table; longer outlooks show every second week, every fourth, and so on."""


def outlook_lines(session: Session, outlook: "Outlook", readings: "Sequence[Reading]") -> list[str]:
    """The whole answer of `ssi sim`."""
    width, _height = size()
    single = len(outlook.curves) == 1
    if single:
        (curve,) = outlook.curves
        lines = [heading(session, curve.letter, _(curve.name), minutes(curve))]
        lines += [*wrapped(shown(_(curve.description)), width, "  "), ""]
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
            lines += wrapped(sentence, width, "" if single else "  ")
    if outlook.no_change and outlook.beats_no_change is False:
        lines += ["", *wrapped(no_change(outlook, outlook.no_change), width)]
    lines += ["", *wrapped(basis(outlook), width)]
    if len(outlook.curves) > CURVES_MOST:
        lines.append(_("The chart shows the first {n}.").format(n=CURVES_MOST))
    return lines


def _weeks_of_one(outlook: "Outlook", width: int) -> list[str]:
    """Median and band of the total and the pillars, week by week."""
    (curve,) = outlook.curves
    places = weeks_shown(outlook)
    columns = [[_("Total"), *_column(curve.total, places)]]
    for pillar in Pillar:
        columns.append([pillar_name(pillar), *_column(curve.pillars[pillar], places)])
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
        rows.append([f"{curve.letter} {shown(_(curve.name))}", *points])
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
