"""`ssi group` and `ssi cohort`: many people at once."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.terms import Pillar
from ssi_tui.chart.text import plain
from ssi_tui.cli.shared.command import command, group, need_packages, yes_option
from ssi_tui.cli.shared.estimating import load_scenarios, patience
from ssi_tui.cli.shared.session import Session
from ssi_tui.cli.shared.terminal import is_terminal, read_stdin, table
from ssi_tui.disk import write_whole
from ssi_tui.errors import BadValueError, NotFoundError
from ssi_tui.exchange.csv_text import Fault, FileRefusedError, decoded
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.numbers import format_number, format_points, parse_count
from ssi_tui.workshop.group import (
    SAMPLE,
    SAMPLE_WORD,
    PeopleGroup,
    delete_group,
    group_file,
    list_groups,
    load_group,
    parse_people,
    read_group,
    rows_as_text,
    save_group,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ssi_tui.forecasting import Scenario
    from ssi_tui.workshop.group import Pasted
    from ssi_tui.workshop.race import Gain, Race

WEEKS_MOST = 52
LINES_SHOWN = 20
"""Lines left out that are shown one by one."""
ODD = 3
"""Letters at most that no encoding has or nobody types: more are no text."""

REASONS = {
    "no-name": N_("no name"),
    "numbers": N_("give a total, the four pillars, or nothing"),
    "bounds": N_("a pillar has 0 to 25 points, a total more than 0 and at most 100"),
    "sum": N_("the total is not the sum of the pillars"),
    "twice": N_("that name stands above already"),
    "word": N_("a cell is no number, or names no role"),
}
"""`Reason` → why a line was left out."""

group_command = group(
    "group",
    N_(
        "Keep the people of a workshop or a team, and race strategies for all of them. Alone it "
        "lists the groups; the group `sample` is twelve invented people."
    ),
    alone="list",
)


@group_command.part("list", N_("List the groups."))
def list_command(session: Session) -> None:
    groups = [read_group(path) for path in list_groups()]
    data = [{"name": group.name, "people": len(group.people)} for group in groups]
    lines = [f"{plain(group.name)}  {_people(len(group.people))}" for group in groups]
    if not lines:
        lines.append(_("No group yet: paste people into `ssi group new NAME`."))
    lines.append(f"{SAMPLE_WORD}  {_people(len(SAMPLE.people))}, {_('made-up data')}")
    session.answer({"groups": data}, lines, data)


@group_command.part(
    "new",
    N_(
        "Make a group from a paste, a CSV or an xlsx: one person a line, a name and then the "
        "total, the four pillars, or nothing. A first line with names of columns binds them by "
        "name. Without FILE it reads stdin."
    ),
)
@click.argument("name", metavar=N_("NAME"))
@click.argument("file", metavar=N_("[FILE]"), default="-")
@click.option("--replace", is_flag=True, help=N_("Put it in the place of the group of that name."))
def new_command(session: Session, name: str, file: str, replace: bool) -> None:
    if group_file(name).exists() and not replace:
        said = _("There is a group “{name}” already: take another name, or --replace.")
        raise click.UsageError(said.format(name=plain(name)))
    pasted = parse_people(_text_of(file))
    if not pasted.people:
        for line in _left_out_lines(pasted):
            session.warn(line)
        session.tell_warnings()
        raise click.UsageError(
            _("Nobody is in it. Each line is one person: a name, then the total or four pillars.")
        )
    place = save_group(PeopleGroup(name=name, people=pasted.people))
    said = _("{group}: {people}").format(group=plain(name), people=_people(len(pasted.people)))
    data = {
        "name": name,
        "people": len(pasted.people),
        "left_out": [
            {"line": out.line, "text": out.text, "reason": out.reason} for out in pasted.left_out
        ],
        "file": str(place),
    }
    session.answer(data, [said, *_left_out_lines(pasted)], [(name, len(pasted.people))])


@group_command.part("show", N_("List a group’s people and where they stand."))
@click.argument("name", metavar=N_("GROUP"))
@click.option("--hide", is_flag=True, help=N_("Numbers in place of names."))
def show_command(session: Session, name: str, hide: bool) -> None:
    group = load_group(name)
    group = group.hidden() if hide else group
    head = ["", _("Total"), *(pillar_name(pillar) for pillar in Pillar), _("Minutes")]
    rows = [
        [
            plain(person.name),
            "–" if person.total is None else format_points(person.total),
            *(format_number(points, 1) for points in person.pillars or ()),
            *("–" for _pillar in Pillar if not person.pillars),
            "" if person.minutes is None else str(person.minutes),
        ]
        for person in group.people
    ]
    data = [
        {
            "name": person.name,
            "total": person.total,
            **dict(zip(Pillar, person.pillars or (None,) * 4, strict=True)),
            "role": person.role or None,
            "minutes": person.minutes,
        }
        for person in group.people
    ]
    known = [person.total for person in group.people if person.total is not None]
    lines = table([head, *rows], "<" + ">" * 6)
    if known:
        mean = format_number(sum(known) / len(known), 1)
        lines += ["", _("Mean of {n}: {points}").format(n=len(known), points=mean)]
    session.answer({"name": group.name, "people": data}, lines, data)


@group_command.part("delete", N_("Delete a group for good: there is no copy of it."))
@click.argument("name", metavar=N_("GROUP"))
@yes_option
def delete_command(session: Session, name: str, yes: bool) -> None:
    group = load_group(name)
    question = _("Delete the group {name} with {people} for good?")
    asked = question.format(name=plain(group.name), people=_people(len(group.people)))
    if not yes and not session.confirm(asked):
        session.answer({"deleted": False}, [_("Nothing was deleted.")])
        return
    delete_group(name)
    said = _("Deleted {name}: {people}.")
    line = said.format(name=plain(group.name), people=_people(len(group.people)))
    session.answer({"deleted": True, "name": group.name, "people": len(group.people)}, [line])


@group_command.part(
    "race",
    N_(
        "Race strategies for everybody: what each would change by the end, against going on as "
        "usual, and how sure that is. Without SCENARIO the minutes go to comments, to requests "
        "with a note, or to both."
    ),
)
@click.argument("name", metavar=N_("GROUP"))
@click.argument("scenarios", metavar=N_("[SCENARIO...]"), nargs=-1)
@click.option("--minutes", metavar=N_("N"), help=N_("A week, for what is built in; else 150."))
@click.option("--weeks", metavar=N_("N"), help=N_("How far to look; else 12."))
@click.option("--hide", is_flag=True, help=N_("Numbers in place of names."))
def race_command(
    session: Session,
    name: str,
    scenarios: tuple[str, ...],
    minutes: str | None,
    weeks: str | None,
    hide: bool,
) -> None:
    from ssi_tui.workshop.race import MINUTES, WEEKS, race

    group = load_group(name)
    least = parse_count(minutes, field="minutes", least=10, most=3000) if minutes else MINUTES
    ahead = parse_count(weeks, field="weeks", least=1, most=WEEKS_MOST) if weeks else WEEKS
    plans = _plans(scenarios, least)
    with patience(session):
        result = race(group.hidden() if hide else group, plans, today=session.today, weeks=ahead)
    show_race(session, result)


def show_race(session: Session, result: "Race") -> None:
    """A row a person, and below it for how many each strategy is the best and how sure it is."""
    letters = "ABCDEFGH"[: len(result.strategies)]
    rows = [["", _("Now"), _("As usual"), *letters]]
    for runner in result.runners:
        total = runner.person.total
        cells = [_gain(gain, best=place == runner.best) for place, gain in enumerate(runner.gains)]
        rows.append(
            [
                plain(runner.person.name),
                "–" if total is None else format_points(total),
                "–" if runner.usual is None else f"≈{format_number(runner.usual, 0)}",
                *(cells or ["–"] * len(letters)),
            ]
        )
    lines = [*table(rows, "<>>" + ">" * len(letters)), "", *_averages(result, letters), ""]
    said = _(
        "Points after {weeks} weeks against going on as usual (≈ an assumed pace: nothing is "
        "logged); in brackets where 8 of 10 runs lie; * is the best."
    )
    lines.append(said.format(weeks=result.weeks))
    session.answer(race_data(result), lines, rows[1:], simulated=True)


def _averages(result: "Race", letters: str) -> "Iterator[str]":
    """What each strategy brings on average."""
    form = _("{letter} {strategy}: {points} on average; best for {n} of {all}, sure for {sure}")
    raced = sum(bool(runner.gains) for runner in result.runners)
    for place, (letter, strategy) in enumerate(zip(letters, result.strategies, strict=True)):
        average = result.mean(place)
        if average is not None:
            yield form.format(
                letter=letter,
                strategy=plain(strategy),
                points=format_number(average, 1, sign=True),
                n=result.winners(place),
                all=raced,
                sure=result.sure(place),
            )


def race_data(result: "Race") -> dict[str, object]:
    """For `--json`."""
    return {
        "group": result.group,
        "start": result.start,
        "weeks": result.weeks,
        "strategies": result.strategies,
        "people": [
            {
                "name": runner.person.name,
                "total": runner.person.total,
                "as_usual": runner.usual,
                "gains": [
                    {"low": gain.low, "median": gain.median, "high": gain.high, "sure": gain.sure}
                    for gain in runner.gains
                ],
                "best": runner.best,
            }
            for runner in result.runners
        ],
    }


def _gain(gain: "Gain", *, best: bool) -> str:
    mark = "*" if best else ""
    low, high = format_number(gain.low, 0, sign=True), format_number(gain.high, 0, sign=True)
    return f"{mark}{format_number(gain.median, 1, sign=True)} ({low}…{high})"


def _plans(names: "Sequence[str]", minutes: int) -> "list[Scenario]":
    """The scenarios of those names or files; without any, those that are built in."""
    from ssi_tui.forecasting import find_scenario
    from ssi_tui.workshop.race import STRATEGIES, built_in

    if not names:
        return built_in(minutes=minutes)
    plans: list[Scenario] = []
    for name in names:
        known = name in STRATEGIES
        plans += built_in([name], minutes) if known else load_scenarios([find_scenario(name)])
    return plans


def _text_of(file: str) -> str:
    """What was pasted, or what a CSV or an xlsx holds."""
    from ssi_tui.exchange.trackers.layout import SHEETS, read_grids

    if file == "-":
        if is_terminal(sys.stdin):
            click.echo(
                _("Paste one person a line; end with Ctrl-D on a line of its own."), err=True
            )
        return _readable(read_stdin(), "stdin")
    path = Path(file)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError("file", file) from error
    if data.startswith(SHEETS) or path.suffix.lower() in (".xlsx", ".ods", ".xls"):
        if not data.startswith(SHEETS):
            raise FileRefusedError(path.name, Fault.SHEET)
        return rows_as_text(row for _number, row in read_grids(data, path.name)[0].rows)
    return _readable(decoded(data), path.name)


def _readable(text: str, label: str) -> str:
    """The text, where it is one."""
    odd = sum(char == "\ufffd" or (char < " " and not char.isspace()) for char in text)
    if "\0" in text or odd > ODD:
        raise FileRefusedError(label, Fault.UNREADABLE)
    return text


def _people(count: int) -> str:
    return ngettext("{n} person", "{n} people", count).format(n=count)


def _left_out_lines(pasted: "Pasted") -> list[str]:
    """Each line that was not taken, with its number and why."""
    form = _("line {line} left out, {reason}: {text}")
    lines = [
        form.format(line=out.line, reason=_(REASONS[out.reason]), text=plain(out.text[:40]))
        for out in pasted.left_out[:LINES_SHOWN]
    ]
    more = len(pasted.left_out) - LINES_SHOWN
    if more > 0:
        lines.append(ngettext("and {n} more line", "and {n} more lines", more).format(n=more))
    return lines


WORKERS_MOST = 256
LACKING = N_(
    "A scheduler needs one more package. With pip: pip install 'ssi-tui[cohort]'; with pipx: "
    "pipx inject ssi-tui distributed; with uv: uv tool install 'ssi-tui[cohort]'"
)


@command(
    "cohort",
    N_(
        "Fit and simulate every profile of a folder, and write one table and one page. All cores "
        "work; a run that was killed goes on where it was; a profile that can’t be read is named "
        "while the rest go on. Nothing in the folder is changed."
    ),
)
@click.argument("folder", metavar=N_("FOLDER"))
@click.option(
    "-o", "--output", metavar=N_("FILE"), default="cohort.csv", help=N_("The table, CSV.")
)
@click.option("--html", metavar=N_("FILE"), help=N_("A page with figures for all."))
@click.option("--weeks", metavar=N_("N"), help=N_("How far to look; else 12."))
@click.option("--workers", metavar=N_("N"), help=N_("Processes; else one a core."))
@click.option(
    "--scheduler",
    metavar=N_("ADDRESS"),
    default="",
    help=N_("Let the workers of a Dask scheduler compute; they must see the same folder."),
)
def cohort_command(
    session: Session,
    folder: str,
    output: str,
    html: str | None,
    weeks: str | None,
    workers: str | None,
    scheduler: str,
) -> None:
    from ssi_tui.workshop.cohort import (
        WEEKS,
        CohortProgress,
        cohort_page,
        profiles_in,
        run_cohort,
        to_csv,
    )

    ahead = parse_count(weeks, field="weeks", least=1, most=52) if weeks else WEEKS
    count = parse_count(workers, field="workers", least=1, most=WORKERS_MOST) if workers else None
    if scheduler:
        need_packages(_(LACKING), "distributed")
    profiles = profiles_in(Path(folder))
    if not profiles:
        raise BadValueError("folder", folder, _("a folder with profiles in it"))
    place = Path(output)
    memory = place.with_name(f".{place.name}.progress")
    progress = CohortProgress(memory, today=session.today, weeks=ahead)
    rows = run_cohort(
        profiles,
        today=session.today,
        weeks=ahead,
        workers=count,
        scheduler=scheduler,
        progress=progress,
        told=_teller(session),
    )
    write_whole(place, to_csv(rows).encode())
    if html:
        write_whole(Path(html), cohort_page(rows, today=session.today, weeks=ahead).encode())
    progress.forget()
    failed = [row for row in rows if row.error]
    for row in failed[:LINES_SHOWN]:
        session.warn(f"{row.profile}: {row.error}")
    said = ngettext("Wrote {n} row to {file}", "Wrote {n} rows to {file}", len(rows))
    lines = [said.format(n=len(rows), file=plain(output))]
    if failed:
        said = ngettext("{n} of them has no figures", "{n} of them have no figures", len(failed))
        lines.append(said.format(n=len(failed)))
    data = {"rows": len(rows), "failed": len(failed), "file": str(place), "page": html}
    session.answer(data, lines, simulated=True)
    if len(failed) == len(rows):
        click.get_current_context().exit(1)


def _teller(session: Session) -> "Callable[[int, int], None]":
    """CohortProgress on a terminal's last line; nothing elsewhere."""
    shown = not session.json and is_terminal(sys.stderr)

    def told(done: int, whole: int) -> None:
        if shown:
            said = _("{done} of {all} profiles").format(done=done, all=whole)
            click.echo(f"\r{said}", err=True, nl=done == whole)

    return told
