"""`ssi status` and `ssi week`, `month`, `year` with options; the plain forms never come as far."""

from typing import TYPE_CHECKING

import click

from ssi_tui.cli.everyday.looking_back import show
from ssi_tui.cli.everyday.status_line import STYLES, render, style_of
from ssi_tui.cli.shared.command import command, looked_at_day
from ssi_tui.cli.shared.session import Session
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.wording.actions import action_name

if TYPE_CHECKING:
    from ssi_tui.model.progress import Progress


@command(
    "status",
    N_(
        "Say in one line how the day stands: what is done, what is due, weeks in a row, the "
        "score. It reads one small file that every entry keeps true, so that a prompt may ask "
        "every second; what is not sure is “?”, until the next entry or `ssi`."
    ),
    epilog=N_(
        "A format is text with {done}, {of}, {left}, {due}, {streak}, {score}, {day} and {text}, "
        "or one of zsh, tmux and waybar, which keep characters that these would obey from being "
        "obeyed, or both: 'tmux:{done}/{of}'. bash, fish and starship need none."
    ),
)
@click.option(
    "-f", "--format", "form", metavar=N_("FORMAT"), default="text",
    help=N_("How the line is made; else all of it."),
)  # fmt: skip
@click.pass_obj
def status_command(session: Session, form: str) -> None:
    from ssi_tui.model.progress import all_progress, met_count
    from ssi_tui.store.status_file import status_text
    from ssi_tui.wording.numbers import format_points

    wanted = style_of(form)
    if wanted is None:
        words = ", ".join(STYLES)
        raise BadValueError("format", form, _("text with {{done}}, or one of {words}").format(
            words=words
        ))  # fmt: skip
    day = session.today
    streaks, reading = session.store.standing(day, session.settings.week_start)
    rows = all_progress(session.journal_for_targets(day), day, session.settings.week_start)
    done, of = met_count(rows)
    due = [row for row in rows if row.due]
    streak = max(streaks.values(), default=0) if session.settings.streaks == "shown" else 0
    score = format_points(reading[1]) if reading else ""
    fields = {
        "day": day.isoformat(),
        "done": str(done),
        "of": str(of),
        "left": str(len(due)),
        "streak": str(streak),
        "due": ", ".join(action_name(row.target.kind, 2) for row in due),
        "text": status_text(done, of, len(due), streak, score),
        "score": score,
    }
    if not session.sample:
        session.store.keep_status()
    data = {"day": fields["day"], "done": done, "of": of, "due": _kinds(due), "streak": streak}
    total = reading[1] if reading else None
    line = render(fields, *wanted)
    session.answer({**data, "score": total, "text": fields["text"]}, [line], [(line,)])


def _kinds(due: "list[Progress]") -> list[str]:
    return [row.target.kind for row in due]


AS_OF = N_("As it stood on that day; else today.")


def _command(name: str, about: str) -> click.Command:
    @command(name, about)
    @click.option("--as-of", "when", metavar=N_("WHEN"), help=AS_OF)
    @click.pass_obj
    def show_command(session: Session, when: str | None) -> None:
        show(session, name, looked_at_day(session, when))

    return show_command


week_command = _command(
    "week", N_("Show the week day by day: what was done, what is reached, and weeks in a row.")
)
month_command = _command(
    "month", N_("Show the month: a calendar that is fuller where more was done, goals and notes.")
)
year_command = _command(
    "year",
    N_("Show the year: a cell a day, fuller where more was done, and the goals of its weeks."),
)
