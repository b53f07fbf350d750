"""`ssi sim` and `ssi demo`: what scenarios would do to the score, as text, a drawing or a page."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from sim.terms import Member, Pillar
from ssi_tui.chart.curves import draw_curves
from ssi_tui.chart.plot import LETTERS, Line, Plot
from ssi_tui.chart.svg_chart import draw_vector, element, escaped, html_page
from ssi_tui.chart.text import Row, cell_len, plain, wrap
from ssi_tui.cli.shared.command import command
from ssi_tui.cli.shared.estimating import (
    DECIMALS,
    LOOK_BACK,
    load_scenarios,
    member_named,
    member_option,
    patience,
    rounded,
    rounded_number,
    scenario_path,
    simulator,
    warn_of_model,
)
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import chart_size, is_terminal, put, size, table
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.wording.actions import member_name, pillar_name
from ssi_tui.wording.dates import format_day, month_name, parse_day
from ssi_tui.wording.numbers import format_number, format_points, parse_count

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, GoalResult, Outlook, Series
    from ssi_tui.model.entries import Reading

SCENARIO = "quiet_month"


@command(
    "demo",
    N_(
        "Look at the made-up journal of an invented person, and at what a quiet month would do "
        "to its score. It lies in a temporary place; yours is not touched."
    ),
)
def demo_command(session: Session) -> None:
    session.sample = True
    outlook, readings = run(session, [SCENARIO])
    session.warnings.clear()  # the heading says that it is made up
    if not (session.json or session.plain):
        click.echo(_("A made-up journal of half a year, to look around in."))
        if readings:
            form = _("Its score went from {first} on {day} to {last} on {today}.")
            click.echo(
                form.format(
                    first=format_points(readings[0].total),
                    day=format_day(readings[0].day, session.today),
                    last=format_points(readings[-1].total),
                    today=format_day(readings[-1].day, session.today),
                )
            )
        click.echo()
    show(session, outlook, readings)
    if not (session.json or session.plain):
        click.echo()
        click.echo(_("Look around in the app:    ssi-tui --sample"))
        click.echo(_("Start a journal of yours:  ssi log comment"))


WEEKS_MOST = 156
SEED_MOST = 999_999_999
BANDS = {"50": 0.5, "80": 0.8, "95": 0.95}
"""Per cent of the runs that a band may hold."""


@command(
    "sim",
    N_(
        "Estimate what scenarios would do to the score, starting from your journal. A scenario "
        "is a YAML file, or the name of one as `ssi scenario list` shows it, such as quiet_month. "
        "Several are compared with the first."
    ),
)
@click.argument(
    "scenarios",
    metavar=N_("SCENARIO..."),
    nargs=-1,
    required=True,
)
@click.option("--weeks", metavar=N_("N"), help=N_("How far to look; else as long as the plan."))
@click.option("--from", "start", metavar=N_("WHEN"), help=N_("The day to start on; else today."))
@member_option
@click.option("--seed", metavar=N_("N"), help=N_("Other random draws; the same N, the same curve."))
@click.option("--band", metavar="50|80|95", help=N_("Per cent of the runs in the band; else 80."))
@click.option("--csv", "as_csv", is_flag=True, help=N_("Answer as a table in CSV."))
@click.option("--svg", metavar=N_("FILE"), help=N_("Draw the chart, sharp at any size."))
@click.option("--png", metavar=N_("FILE"), help=N_("Draw the chart as pixels."))
@click.option("--html", metavar=N_("FILE"), help=N_("Write a page with chart, tables and words."))
def sim_command(
    session: Session,
    /,
    scenarios: tuple[str, ...],
    weeks: str | None,
    start: str | None,
    member: str | None,
    seed: str | None,
    band: str | None,
    as_csv: bool,
    **drawings: str | None,
) -> None:
    first = parse_day(start, session.today, field="from") if start else None
    days = 7 * parse_count(weeks, field="weeks", least=1, most=WEEKS_MOST) if weeks else None
    number = parse_count(seed, field="seed", most=SEED_MOST) if seed else None
    someone = member_named(member)
    if band is not None and band not in BANDS:
        raise BadValueError("band", band, _("50, 80 or 95"))
    with patience(session):
        outlook, readings = run(
            session,
            scenarios,
            first=first,
            days=days,
            member=someone,
            seed=number,
            confidence=BANDS[band or "80"],
        )
        files = {form: place for form, place in drawings.items() if place}
        show(session, outlook, readings, as_csv=as_csv, files=files)


def run(
    session: Session,
    names: "Sequence[str]",
    *,
    first: "date | None" = None,
    days: int | None = None,
    member: "Member | None" = None,
    seed: int | None = None,
    confidence: float = BANDS["80"],
) -> "tuple[Outlook, Sequence[Reading]]":
    """The curves of the scenarios, and the readings that go before them."""
    # numpy and the model: five times bare Python, and nobody needs them to log
    from ssi_tui import forecasting

    paths = [scenario_path(session, name) for name in names]
    plans = load_scenarios(paths) if member else load_scenarios(paths, session.kinds)
    journal = None
    if not member:
        starts = [first, *(plan.start for plan in plans), session.today]
        journal = session.journal(min(day for day in starts if day) - LOOK_BACK)
    model = simulator(session, journal, member=member, seed=seed)
    try:
        outlook = model.outlook(plans, days=days, start=first, confidence=confidence)
    except forecasting.RefusedError as error:
        raise click.UsageError(forecasting.refused_text(error)) from error
    meant = next((plan.member for plan in plans if plan.member), None)
    if not member and meant and outlook.member not in (None, meant):
        form = _("The scenario is written for the member “{name}”: --member {member} starts there.")
        session.warn(form.format(name=member_name(meant), member=meant.value))
    if journal is None or outlook.member:
        return outlook, ()
    return outlook, [reading for reading in journal.readings if reading.day <= session.today]


def show(
    session: Session,
    outlook: "Outlook",
    readings: "Sequence[Reading]",
    *,
    as_csv: bool = False,
    files: "Mapping[str, str] | None" = None,
) -> None:
    """Write the drawings, form → place, and print the outlook in the form that was asked for."""
    warn_of_model(session, outlook.remarks)
    lines: Iterable[str] = outlook_lines(session, outlook, readings)
    if files:
        session.one_answer(files.values(), other=as_csv)
        write_drawings(session, outlook, readings, files)
        if "-" in files.values():
            session.tell_warnings()
            return
        lines = (_("Wrote {file}").format(file=plain(place)) for place in files.values())
    if as_csv:
        session.one_answer(["-"] if session.json else [])
        put("-", csv_text(outlook).encode())
        session.tell_warnings()
        return
    data = outlook_data(outlook) if session.json else {}
    session.answer(data, lines, outlook_records(outlook), simulated=True)


HEAD = ("scenario", "week", "day", "of", "low", "median", "high")
CURVES_MOST = len(LETTERS)


def outlook_data(outlook: "Outlook") -> dict[str, object]:
    """All that a simulation says, as plain values."""
    reading = outlook.reading
    return {
        "start": outlook.start,
        "days": outlook.days,
        "confidence": outlook.confidence,
        "basis": "member" if outlook.member else "journal",
        "member": outlook.member,
        "reading": reading and {"day": reading.day, "total": reading.total},
        "stretch": round(outlook.stretch, DECIMALS),
        "weights": outlook.weights
        and rounded(outlook.weights, "model", "no_change", "line", "effect"),
        "no_change": outlook.no_change
        and [
            {
                "week": _week(place),
                "day": outlook.day(place),
                **_band(outlook.no_change, place),
            }
            for place in outlook.weeks
        ],
        "scenarios": [_curve_data(outlook, curve) for curve in outlook.curves],
    }


def outlook_records(outlook: "Outlook") -> Iterator[tuple[object, ...]]:
    """One record for each scenario, week, and the total or a pillar; fields as in `HEAD`."""
    for curve in outlook.curves:
        for place in outlook.weeks:
            for of, series in (("total", curve.total), *curve.pillars.items()):
                band = _band(series, place).values()
                yield (curve.name, _week(place), outlook.day(place), of, *band)


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
    return {
        "letter": curve.letter,
        "name": curve.name,
        "description": curve.description,
        "first_day": outlook.day(curve.start),
        "minutes_per_week": round(curve.minutes_per_week, 1),
        "assumed_minutes_per_week": round(curve.assumed_minutes, 1),
        "weeks": [
            {
                "week": _week(place),
                "day": outlook.day(place),
                "total": _band(curve.total, place),
                **{pillar: _band(series, place) for pillar, series in curve.pillars.items()},
            }
            for place in outlook.weeks
        ],
        "against_first": curve.difference and _band(curve.difference, outlook.days),
        "goals": [_goal(outlook, goal) for goal in curve.goals],
    }


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
        "of": goal.pillar or "total",
        "points": goal.points,
        "day": outlook.day(goal.day),
        "wanted": goal.wanted,
        "chance": rounded_number(goal.chance),
        "met": goal.met,
    }


WEEKS_SHOWN = 14
"""Rows of the table; longer outlooks show every second week, every fourth, and so on."""


def outlook_lines(
    session: Session, outlook: "Outlook", readings: "Sequence[Reading]"
) -> Iterator[str]:
    """The whole answer of `ssi sim`."""
    from ssi_tui.forecasting.outlook import basis, meaning

    width, _height = size()
    single = len(outlook.curves) == 1
    if single:
        (curve,) = outlook.curves
        yield _heading(session, curve)
        yield from (*wrap(plain(_(curve.description)), width, "  ", whole=True), "")
        columns = [(_("Total"), curve.total)]
        columns += [(pillar_name(pillar), curve.pillars[pillar]) for pillar in Pillar]
        yield from _weeks_in_columns(outlook, columns, 1, width)
    else:
        columns = [(curve.letter, curve.total) for curve in outlook.curves]
        yield from (*_weeks_in_columns(outlook, columns, 0, width), "")
        head, *rows = _pillars_at_end(outlook)
        yield from table([[_at_end(outlook), *head[1:]], *rows], "<>>>>>")
    # The chart after the tables: on a small screen it stays in sight with what it means
    plot = outlook_plot(outlook, readings)
    yield from ("", *session.coloured(draw_curves(plot, *chart_size())))
    for curve in outlook.curves:
        yield ""
        if not single:
            yield _heading(session, curve)
        for sentence in meaning(outlook, curve):
            yield from wrap(sentence, width, "" if single else "  ")
    yield from ("", *wrap(basis(outlook), width))
    if len(outlook.curves) > CURVES_MOST:
        yield _("The chart shows the first {n}.").format(n=CURVES_MOST)


def _heading(session: Session, curve: "Curve") -> str:
    """A curve's letter in its colour, its name and what it takes."""
    from ssi_tui.forecasting.outlook import minutes

    style = f"label-{curve.letter.lower()}" if curve.letter in LETTERS else "strong"
    row: Row = [(curve.letter, style), (f" {plain(_(curve.name))}", "strong")]
    return session.coloured([row])[0] + minutes(curve)


def _weeks_in_columns(
    outlook: "Outlook", columns: "Sequence[tuple[str, Series]]", banded: int, width: int
) -> list[str]:
    """Median and band of each, week by week; where that is too wide, the first so many have one."""
    places = weeks_shown(outlook)
    for with_band in (len(columns), banded):
        cells = [
            _column(series, places, banded=number < with_band)
            for number, (_name, series) in enumerate(columns)
        ]
        rows = [[_("Week"), "", *(name for name, _series in columns)]]
        for place, *row in zip(places, *cells, strict=True):
            day = outlook.day(place)
            date = _("{day} {month}").format(day=day.day, month=month_name(day.month))
            rows.append([_week_name(place), date, *row])
        lines = table(rows, ">>" + ">" * len(columns))
        if max(map(cell_len, lines)) <= width:
            break
    return lines


def _week_name(place: int) -> str:
    return format_number(place / 7, 0 if place % 7 == 0 else 1)


def _column(series: "Series", places: "Sequence[int]", *, banded: bool) -> list[str]:
    """Median, and the band in whole points, in line under each other."""
    medians = [format_number(series.median[place], 1) for place in places]
    if not banded:
        return medians
    bands = [
        f"{format_number(series.low[place])}–{format_number(series.high[place])}"
        for place in places
    ]
    widest = max(map(len, bands))
    return [f"{median}  {band:<{widest}}" for median, band in zip(medians, bands, strict=True)]


def _at_end(outlook: "Outlook") -> str:
    return _("On {day}").format(day=format_day(outlook.day(outlook.days)))


def _pillars_at_end(outlook: "Outlook") -> list[list[str]]:
    """Where each scenario leads: the median of every pillar on the last day, below a heading."""
    rows = [["", _("Total"), *(pillar_name(pillar) for pillar in Pillar)]]
    for curve in outlook.curves:
        medians = [curve.total, *(curve.pillars[pillar] for pillar in Pillar)]
        points = [format_number(series.median[outlook.days], 1) for series in medians]
        rows.append([_named(curve), *points])
    return rows


def _named(curve: "Curve") -> str:
    return f"{curve.letter} {plain(_(curve.name))}"


def weeks_shown(outlook: "Outlook") -> list[int]:
    """The weeks to show: all, or every second, fourth, … and the last."""
    weeks = outlook.weeks
    step = 1
    while len(weeks) / step > WEEKS_SHOWN:
        step *= 2
    return sorted({*weeks[::step], weeks[-1]})


def outlook_plot(outlook: "Outlook", readings: "Sequence[Reading]") -> Plot:
    """Readings up to the start, and the first curves with the first one's band."""
    first = outlook.start
    if readings:
        first = max(readings[0].day, outlook.start - timedelta(days=outlook.days))
    curves = outlook.curves[:CURVES_MOST]
    return Plot(
        first=first,
        last=outlook.day(outlook.days),
        today=outlook.start,
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
    session: Session, outlook: "Outlook", readings: "Sequence[Reading]", files: Mapping[str, str]
) -> None:
    """Write each file as a whole, form → place; all are made before the first one is written."""
    if files.get("png") == "-" and is_terminal(sys.stdout):
        raise click.UsageError(_("A PNG is no text for a terminal: give it a file."))
    ranges = [(value, member_name(member)) for value, member in _RANGES]
    plot = replace(outlook_plot(outlook, readings), ranges=ranges)
    # Pictures are handed on, so that they say what is made up
    names = [plain(_(curve.name)) for curve in outlook.curves[:CURVES_MOST]]
    title = " · ".join([*names, *([_("made-up data")] if session.sample else [])])
    drawings = {form: _drawn(form, outlook, plot, title, session.warnings) for form in files}
    for form, place in files.items():
        put(place, drawings[form])


def _drawn(form: str, outlook: "Outlook", plot: Plot, title: str, remarks: Iterable[str]) -> bytes:
    if form == "html":
        return _page(outlook, plot, title, remarks).encode()
    svg = draw_vector(plot, title=title, sentence=_sentence(outlook))
    if form == "svg":
        return svg.encode()
    from ssi_tui.chart.svg_screen import NotDrawnError, lacking, to_png

    try:
        return to_png(svg)
    except NotDrawnError as error:
        raise click.UsageError(lacking(error)) from error


def _sentence(outlook: "Outlook") -> str:
    """What the first curve says, and what kind of number that is."""
    from ssi_tui.forecasting.outlook import estimate, meaning

    first = outlook.curves[0]
    said = meaning(outlook, first)[0]
    if len(outlook.curves) > 1:
        said = f"{first.letter}: {said}"
    return f"{said} {estimate()}"


def _page(outlook: "Outlook", plot: Plot, title: str, remarks: Iterable[str]) -> str:
    """One file with the chart, the sentences and the tables; it loads and runs nothing."""
    from ssi_tui.forecasting.outlook import basis, meaning, minutes

    drawn = draw_vector(plot, title=title, sentence=_sentence(outlook), bare=True)
    body = [element("h1", escaped(title)), drawn]
    for curve in outlook.curves:
        about = escaped(plain(_(curve.description)))
        body.append(element("h2", escaped(_named(curve) + minutes(curve))))
        body.append(element("p", about, class_="quiet") if about else "")
        body += [element("p", escaped(text)) for text in meaning(outlook, curve)]
    body += [_week_table(outlook), _table(_at_end(outlook), *_pillars_at_end(outlook))]
    body += [element("p", escaped(text)) for text in (basis(outlook), *remarks)]
    return html_page(title, body, _STYLE)


def _week_table(outlook: "Outlook") -> str:
    """The total of each curve, week by week, with its band."""
    rows = [[_("Week"), _("Day"), *map(_named, outlook.curves)]]
    for place in weeks_shown(outlook):
        cells = [_cell(curve.total, place) for curve in outlook.curves]
        rows.append([_week_name(place), format_day(outlook.day(place)), *cells])
    return _table(_("Total, and where the runs of the model fall"), *rows)


def _cell(series: "Series", place: int) -> str:
    low, high = format_number(series.low[place]), format_number(series.high[place])
    return f"{format_number(series.median[place], 1)} ({low}–{high})"


def _table(title: str, head: Sequence[str], *rows: Sequence[str]) -> str:
    def cells(name: str, texts: Sequence[str]) -> str:
        first = f'<th scope="row">{escaped(texts[0])}</th>' if name == "td" else ""
        rest = "".join(f"<{name}>{escaped(text)}</{name}>" for text in texts[bool(first) :])
        return f"<tr>{first}{rest}</tr>"

    body = "\n".join(cells("td", row) for row in rows)
    return (
        f"<table><caption>{escaped(title)}</caption>\n<thead>{cells('th', head)}</thead>\n"
        f"<tbody>\n{body}\n</tbody></table>"
    )
