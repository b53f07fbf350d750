"""`ssi reading` and `ssi score`: what LinkedIn shows, noted and looked back on."""

import sys
from typing import TYPE_CHECKING, Any

import click

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.cli.shared.command import command, day_option, logged_day
from ssi_tui.cli.shared.errors import PageUnclearError
from ssi_tui.cli.shared.progress_line import reading_data
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import chart_size, is_terminal, read_stdin, table
from ssi_tui.errors import BadValueError
from ssi_tui.exchange.linkedin.score_page import PageParts, read_page
from ssi_tui.i18n import N_, _
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.errors import GAPS
from ssi_tui.wording.numbers import format_number, format_points, parse_count, parse_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from ssi_tui.model.entries import Reading


PAGE = "linkedin.com/sales/ssi"
RANKS = ("industry_rank", "network_rank")


@command(
    "reading",
    N_(
        "Note the score that linkedin.com/sales/ssi shows you: the total, the four pillars, or "
        "both. A second one on the same day takes the place of the first."
    ),
)
@click.argument("total", metavar=N_("[TOTAL]"), required=False)
@click.option("--brand", metavar=N_("POINTS"), help=N_("Establish your professional brand, 0-25."))
@click.option("--people", metavar=N_("POINTS"), help=N_("Find the right people, 0-25."))
@click.option("--insights", metavar=N_("POINTS"), help=N_("Engage with insights, 0-25."))
@click.option("--relationships", metavar=N_("POINTS"), help=N_("Build relationships, 0-25."))
@click.option("--industry-rank", metavar=N_("N"), help=N_("Top N % of your industry."))
@click.option("--network-rank", metavar=N_("N"), help=N_("Top N % of your network."))
@day_option
@click.option(
    "--paste", is_flag=True, help=N_("Read the page from stdin, as you copied it: text or data.")
)
@click.option("-y", "--yes", is_flag=True, help=N_("Don’t ask before a pasted page is kept."))
def reading_command(
    session: Session,
    /,
    total: str | None,
    when: str | None,
    paste: bool,
    yes: bool,
    **typed: str | None,
) -> None:
    given = {name: text for name, text in typed.items() if text is not None}
    if paste:
        if total is not None or given:
            raise click.UsageError(_("Either --paste or values, not both."))
        _paste(session, logged_day(session, when), yes=yes)
        return
    points = {
        name: parse_number(text, field=name, most=PILLAR_MAX)
        for name, text in given.items()
        if name not in RANKS
    }
    if total is None and not points:
        text = _("Give the total, the four pillars, or both, as {page} shows them.")
        raise click.UsageError(text.format(page=PAGE))
    if points and len(points) < len(Pillar):
        raise BadValueError("pillars", ", ".join(points), _("all four pillars, or none"))
    shown_total = None if total is None else parse_number(total, field="total", most=TOTAL_MAX)
    _check_sum(shown_total, points.values())
    day = logged_day(session, when)
    ranks = {
        name: parse_count(given[name], field=name, least=1, most=100)
        for name in RANKS
        if name in given
    }
    _keep(session, day, shown_total, {**points, **ranks})


def _check_sum(total: float | None, points: "Collection[float]") -> None:
    """The reading checks it too; here the sentence is in the person's language."""
    from ssi_tui.model.entries import ROUNDING_SLACK

    if total is not None and points and abs(sum(points) - total) > ROUNDING_SLACK:
        allowed = _("the sum of the pillars, {sum}").format(sum=format_number(sum(points), 1))
        raise BadValueError("total", format_points(total), allowed)


def _paste(session: Session, day: "date", *, yes: bool) -> None:
    """Keep what a copied page says; what is pasted by hand is shown and asked about first."""
    by_hand = is_terminal(sys.stdin)
    if by_hand:
        click.echo(_("Paste the page here, then press Ctrl-D on a line of its own:"), err=True)
    page = read_page(read_stdin())
    if isinstance(page, PageParts):
        raise PageUnclearError(page.gap, _unclear(page))
    if by_hand and not yes and not session.json:
        click.echo("\n".join(_values(page.values)), err=True)
        if not session.confirm(_("Keep this?")):
            session.answer({"reading": None, "before": None}, [_("Nothing was kept.")])
            return
    # The sum of its pillars is more exact than the total that it shows
    _keep(session, day, None, {n: value for n, value in page.values.items() if n != "total"})


def _unclear(parts: PageParts) -> list[str]:
    """Why it is no reading, what was understood, and how to give the rest by hand."""
    known = parts.understood
    lines = [_(GAPS[parts.gap]), *_values(known)]
    if known:
        whole = all(pillar in known for pillar in Pillar)  # then their sum is the total
        total = f"{known['total']:g} " if "total" in known and not whole else ""
        options = " ".join(
            f"--{pillar} {known[pillar]:g}" if pillar in known else f"--{pillar} …"
            for pillar in Pillar
        )
        lines.append(_("By hand: {line}").format(line=f"ssi reading {total}{options}"))
    return lines


def _values(values: "Mapping[str, float]") -> list[str]:
    """Each value of a page with its name."""
    names = {
        "total": _("total"),
        **{str(pillar): pillar_name(pillar) for pillar in Pillar},
        "industry_rank": _("top % of the industry"),
        "network_rank": _("top % of the network"),
        "industry_average": _("average of the industry"),
        "network_average": _("average of the network"),
    }
    rows = [[names[name], f"{value:g}"] for name, value in values.items()]
    return table(rows, "<>", indent="  ") if rows else []


def _keep(session: Session, day: "date", total: float | None, shown: "Mapping[str, Any]") -> None:
    """Write a reading and say what it came to."""
    done = session.store.add_reading(day, total, **shown)
    session.warn_of(done.journal)
    reading = done.journal.reading(day)
    assert reading is not None
    before = session.reading_before(day)
    form = _("Noted {points} for {day}")
    said = form.format(points=_points(reading), day=format_day(day, session.today))
    if before is not None:
        said += _("; {change} since {day}").format(
            change=format_number(reading.total - before.total, 1, sign=True),
            day=format_day(before.day, day),
        )
    data = {"reading": reading_data(reading), "before": before and reading_data(before)}
    session.answer(data, [said], [reading_data(reading)])


def _points(reading: "Reading") -> str:
    """The total, with the pillars where they are known: "61 (Brand 17.2, People 13.8, …)"."""
    parts = [
        f"{pillar_name(pillar)} {format_number(value, 1)}"
        for pillar in Pillar
        if (value := reading.pillar(pillar)) is not None
    ]
    return format_points(reading.total) + (f" ({', '.join(parts)})" if parts else "")


@command(
    "score",
    N_("Show your readings over time, with a curve."),
)
@click.option("--last", metavar=N_("N"), default="12", help=N_("How many readings; else 12."))
@click.option("--as-of", "when", metavar=N_("WHEN"), help=N_("As it stood on that day."))
def score_command(session: Session, last: str, when: str | None) -> None:
    day = logged_day(session, when)
    readings = session.journal(None, day).readings[-parse_count(last, least=1) :]
    data = [reading_data(reading) for reading in readings]
    session.answer({"readings": data}, _score_lines(session, readings), data)


def _score_lines(session: Session, readings: "Sequence[Reading]") -> "Iterator[str]":
    if not readings:
        nothing = _("No reading yet. `ssi reading 61` notes what {page} shows you.")
        yield nothing.format(page=PAGE)
        return
    if len(readings) > 1:
        from ssi_tui.chart.curves import draw_curves
        from ssi_tui.chart.plot import Plot  # 7 ms

        plot = Plot(
            first=readings[0].day,
            last=max(readings[-1].day, session.today),
            today=session.today,
            points=[(reading.day, reading.total) for reading in readings],
        )
        yield from (*session.coloured(draw_curves(plot, *chart_size())), "")
    rows = [[_("Day"), _("Total"), "", *(pillar_name(pillar) for pillar in Pillar)]]
    decimals = 0 if all(reading.total == int(reading.total) for reading in readings) else 1
    for before, reading in zip([None, *readings], readings, strict=False):
        change = reading.total - before.total if before else 0.0
        values = [reading.pillar(pillar) for pillar in Pillar]
        rows.append(
            [
                format_day(reading.day, session.today),
                format_number(reading.total, decimals),
                format_number(change, 1, sign=True) if change else "",
                *("–" if value is None else format_number(value, 1) for value in values),
            ]
        )
    yield from table(rows, "<>>>>>>")
