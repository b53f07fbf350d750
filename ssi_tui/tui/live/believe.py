"""Why should I believe you?  Where the model comes from, how well it did, what it does not know."""

from __future__ import annotations

from ssi_tui.chart import Row
from ssi_tui.chart.text import wrap
from ssi_tui.i18n import _
from ssi_tui.tui.shell.dialogs import Poster
from ssi_tui.tui.shell.rows import Painted
from ssi_tui.wording.numbers import format_number


def believe_title() -> str:
    """As somebody in the room asks it."""
    return _("Why should I believe you?")


def warm() -> None:
    """Load what the page and the first curves need; in a thread, before somebody waits for it."""
    from ssi_tui.forecasting import trust

    trust.measured()


def beliefs() -> list[tuple[str, list[str]]]:
    """Three headings with their sentences."""
    from ssi_tui.forecasting.trust import assumed_half_life, measured  # numpy: 60 ms and more

    figures = measured()
    days = format_number(assumed_half_life())
    return [
        (
            _("Where it comes from"),
            [
                _("Five published texts say what counts; none says how much. The points per "
                  "action are our estimate, set so that what the texts say comes out."),
                _("Two rules carry it: each further action gives less than the one before, and "
                  "what is not kept up has lost half of its effect after {days} days.").format(
                    days=days
                ),
            ],
        ),
        (
            _("How well it did on people it had not seen"),
            [
                _("{n} made-up people, most of them following laws that are not ours: {near} % "
                  "nearer than “nothing changes” in weeks 1–4, {far} % in weeks 5–12.").format(
                    n=figures.people, near=figures.skill[0], far=figures.skill[1]
                ),
                _("After one score {one} %, after 26 scores {many} %. Where a score hardly answers "
                  "to what is done: {worst} %.").format(
                    one=_signed(figures.skill_one[0]),
                    many=_signed(figures.skill_many[0]),
                    worst=_signed(figures.worst[0]),
                ),
                _("Bands that should hold 80 % held {low} to {high} %.").format(
                    low=figures.inside[0], high=figures.inside[1]
                ),
            ],
        ),
        (
            _("What it does not know"),
            [
                _("LinkedIn’s formula, and when it changes. No crowd of real people has tested "
                  "the model."),
                _("Whether you keep the pace; every curve says only: if you do."),
                _("What the sources dispute: where messages count, what a licence adds, what a "
                  "high score does for reach."),
            ],
        ),
    ]  # fmt: skip


def _signed(percent: int) -> str:
    return format_number(percent, sign=True)


def draw_beliefs(width: int, height: int) -> list[Row]:
    """One page: airy where there is room."""
    parts = beliefs()
    for gap in (1, 0):
        rows: list[Row] = []
        for heading, sentences in parts:
            rows += [[] for _gap in range(gap)]
            rows.append([("  " + heading, "accent")])
            for sentence in sentences:
                pieces = wrap(sentence, max(width - 8, 10))
                rows += [
                    [("  " + ("• " if at == 0 else "  ") + piece, "text")]
                    for at, piece in enumerate(pieces)
                ]
        if len(rows) <= height:
            break
    return rows[:height]


class BelievePage(Poster):
    """The page over whatever is in sight."""

    DEFAULT_CSS = "#believe { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__(Painted("believe", _page))


def _page(width: int, height: int) -> list[Row]:
    rows: list[Row] = [[("  " + believe_title(), "title")], *draw_beliefs(width, height - 2)]
    rows += [[] for _row in range(height - 1 - len(rows))]
    said = _("a on a slide: your own assumptions instead · any key closes")
    return [*rows, [("  " + said, "muted")]]
