"""Simulated curves for people: the chart, the weeks in a table, and what it means in sentences."""

from typing import TYPE_CHECKING

from sim.terms import Pillar
from ssi_tui.chart import cell_len
from ssi_tui.cli.paper import size, table, wrapped
from ssi_tui.cli.pictures import CURVES_MOST, band_words, heading, outlook_chart
from ssi_tui.cli.session import Session, shown
from ssi_tui.i18n import _, ngettext
from ssi_tui.words.dates import format_day, month_name
from ssi_tui.words.names import pillar_name
from ssi_tui.words.numbers import format_number, format_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssi_tui.forecasting import Curve, GoalResult, Outlook, Series
    from ssi_tui.model.reading import Reading

WEEKS_SHOWN = 14
"""Rows of the table; longer outlooks show every second week, every fourth, and so on."""
LEVEL = 0.5
"""Points: less is "about as today"."""
DIP = 1.0
"""Points below both ends, or above, that make a lowest or highest day worth a word."""


def outlook_lines(session: Session, outlook: "Outlook", readings: "Sequence[Reading]") -> list[str]:
    """The whole answer of `ssi sim`."""
    width, _height = size()
    single = len(outlook.curves) == 1
    if single:
        (curve,) = outlook.curves
        lines = [heading(session, curve.letter, _(curve.name), _minutes(curve))]
        lines += [*wrapped(shown(_(curve.description)), width, "  "), ""]
        lines += _weeks_of_one(outlook, width)
    else:
        lines = [*_weeks_of_many(outlook, width), "", *_pillars_at_end(outlook)]
    # The chart after the tables: on a small screen it stays in sight with what it means
    lines += ["", *outlook_chart(session, outlook, readings)]
    for curve in outlook.curves:
        lines.append("")
        if not single:
            lines.append(heading(session, curve.letter, _(curve.name), _minutes(curve)))
        for sentence in _meaning(outlook, curve):
            lines += wrapped(sentence, width, "" if single else "  ")
    lines += ["", *wrapped(_basis(outlook), width)]
    if len(outlook.curves) > CURVES_MOST:
        lines.append(_("The chart shows the first {n}.").format(n=CURVES_MOST))
    return lines


def _weeks_of_one(outlook: "Outlook", width: int) -> list[str]:
    """Median and band of the total and the pillars, week by week."""
    (curve,) = outlook.curves
    places = _places(outlook)
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
    places = _places(outlook)
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


def _places(outlook: "Outlook") -> list[int]:
    """The weeks to show: all, or every second, fourth, … and the last."""
    weeks = outlook.weeks
    step = 1
    while len(weeks) / step > WEEKS_SHOWN:
        step *= 2
    return sorted({*weeks[::step], weeks[-1]})


def _meaning(outlook: "Outlook", curve: "Curve") -> list[str]:
    """What one curve says, in sentences that promise nothing."""
    said = [_end(outlook, curve), _turn(outlook, curve), _mover(curve)]
    if curve.difference is not None:
        form = _("At the end: {change} points against {letter} ({low} to {high}).")
        said.append(
            form.format(
                letter=outlook.curves[0].letter,
                change=format_number(curve.difference.median[-1], 1, sign=True),
                low=format_number(curve.difference.low[-1], 1, sign=True),
                high=format_number(curve.difference.high[-1], 1, sign=True),
            )
        )
    return [" ".join(part for part in said if part), *(_goal(outlook, g) for g in curve.goals)]


def _end(outlook: "Outlook", curve: "Curve") -> str:
    now, end = curve.total.median[0], curve.total.median[-1]
    if abs(end - now) < LEVEL:
        form = _(
            "If you keep this pace, the estimate for {day} is {points}, about as today; "
            "{runs} fall between {low} and {high}."
        )
    elif end > now:
        form = _(
            "If you keep this pace, the estimate for {day} is {points}, {change} points above "
            "today; {runs} fall between {low} and {high}."
        )
    else:
        form = _(
            "If you keep this pace, the estimate for {day} is {points}, {change} points below "
            "today; {runs} fall between {low} and {high}."
        )
    return form.format(
        day=format_day(outlook.day(outlook.days), outlook.start),
        points=format_number(end, 1),
        change=format_number(abs(end - now), 1),
        runs=band_words(outlook.confidence),
        low=format_number(curve.total.low[-1]),
        high=format_number(curve.total.high[-1]),
    )


def _turn(outlook: "Outlook", curve: "Curve") -> str:
    """The lowest or highest day on the way, where it is not one of the ends."""
    total = curve.total.median
    low, high = min(total), max(total)
    if low < min(total[0], total[-1]) - DIP:
        form, points = _("It is lowest around {day}, at {points}."), low
    elif high > max(total[0], total[-1]) + DIP:
        form, points = _("It is highest around {day}, at {points}."), high
    else:
        return ""
    day = format_day(outlook.day(total.index(points)), outlook.start)
    return form.format(day=day, points=format_number(points, 1))


def _mover(curve: "Curve") -> str:
    """The pillar that moves furthest from where it is today."""

    def way(pillar: Pillar) -> float:
        median = curve.pillars[pillar].median
        return max((points - median[0] for points in median), key=abs)

    pillar = max(Pillar, key=lambda each: abs(way(each)))
    if abs(way(pillar)) < LEVEL:
        return ""
    form = _("{pillar} moves most: {change}.")
    change = format_number(way(pillar), 1, sign=True)
    return form.format(pillar=pillar_name(pillar), change=change)


def _goal(outlook: "Outlook", goal: "GoalResult") -> str:
    name = pillar_name(goal.pillar) if goal.pillar else _("Total")
    if goal.chance is None:
        form = _("Goal {name} {points} by {day}: beyond these weeks, not judged.")
    elif goal.met:
        form = _("Goal met: {name} {points} by {day} in {chance} of 100 runs ({wanted} wanted).")
    else:
        form = _("Goal missed: {name} {points} by {day} in {chance} of 100 runs ({wanted} wanted).")
    return form.format(
        name=name,
        points=format_points(goal.points),
        day=format_day(outlook.day(goal.day), outlook.start),
        chance=format_number(100 * (goal.chance or 0)),
        wanted=format_number(100 * goal.wanted),
    )


def _minutes(curve: "Curve") -> str:
    form = _(" · about {n} minutes a week")
    return form.format(n=format_number(curve.minutes_per_week))


def _basis(outlook: "Outlook") -> str:
    """Where the curves start, what is learned, and what kind of number this is."""
    said = _(
        "This is an estimate: LinkedIn does not publish its formula, and the band is only as good "
        "as our assumptions."
    )
    if not outlook.learned_from:
        learned = _("The model's numbers are our starting assumptions.")
    else:
        learned = ngettext(
            "The model has learned from your {n} score; `ssi model` says what.",
            "The model has learned from your {n} scores; `ssi model` says what.",
            outlook.learned_from,
        ).format(n=outlook.learned_from)
    reading = outlook.reading
    if reading is None:
        return f"{learned} {said}"
    form = _("Starts from your score of {points} on {day}.")
    day = format_day(reading.day, outlook.start)
    return f"{form.format(points=format_points(reading.total), day=day)} {learned} {said}"
