"""Settings as rows of text: each with its values side by side, in any size; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ssi_tui.chart.text import Row, cell_len, fit, left, plain, row_width, wrap
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.model.terms import (
    ACTIVITY,
    CONNECTIONS,
    FACT_CHOICES,
    FACTS,
    LICENCE,
    PROFILE,
    STOCK_OF,
)
from ssi_tui.settings import LANGUAGE_NAMES, SHOWN, THEMES, WEEK_STARTS, Settings
from ssi_tui.tui.journal.notices import sentence
from ssi_tui.tui.shell.rows import beside, in_sight, paragraph, titled
from ssi_tui.wording.people import ABOUT, ACTIVITIES, NAMES, fact_of, fact_words

SYNC = "sync"
"""The field of `Settings`, and of the form."""
COUNTS = (50, 100, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000, 5000, 10_000)
"""Connections to step through; exact ones are typed: `ssi config connections 850`."""
TENTHS = tuple(tenth / 10 for tenth in range(1, 11))
HOURS = range(7)
WIDE, SIDE = 176, 48
"""Cells from which on what changes with the chosen setting stands beside the list, and of that."""


class Option(NamedTuple):
    """One setting."""

    name: str
    """The field of `Settings`, or one of `model.terms.FACTS`."""
    caption: str
    about: str
    """A sentence on what it does."""
    values: tuple[tuple[Any, str], ...]
    """What it can be, and the word for it."""
    more: tuple[str, ...] = ()
    """What changes with it, in sentences, where there is room for them."""
    heading: str = ""
    """Stands above it, where a group begins; a space: a gap and no more."""

    def stepped(self, value: Any, by: int) -> Any:
        """The value that many places further, stopping at the ends."""
        known = [one for one, _word in self.values]
        place = known.index(value) if value in known else 0
        return known[max(0, min(len(known) - 1, place + by))]

    def following(self, value: Any) -> Any:
        """The next value, the first one after the last."""
        known = [one for one, _word in self.values]
        place = known.index(value) if value in known else -1
        return known[(place + 1) % len(known)]


class NamedPath(NamedTuple):
    """A folder or file that a person may look for."""

    caption: str
    path: str


class SettingRows(NamedTuple):
    """The rows; which setting stands in which; and where its values are."""

    rows: list[Row]
    line_at: dict[int, int]
    values_at: dict[int, list[tuple[int, int, Any]]]
    """Row → (first cell, cell behind the last, value)."""


def options(spoken: Sequence[str], settings: Settings) -> tuple[Option, ...]:
    """What holds for all profiles.  ``spoken``: languages that there is a catalogue for."""
    known = [code for code in LANGUAGE_NAMES if code in spoken or code == settings.language]
    weeks = {"monday": _("Monday"), "sunday": _("Sunday")}
    themes = {
        "dark": _("dark"),
        "light": _("light"),
        "contrast": _("high contrast"),
        "projector": _("projector"),
    }
    return (
        Option(
            "language",
            _("Language"),
            _("The language of all texts; the keys stay the same in all of them."),
            (("", _("system")), *((code, LANGUAGE_NAMES[code]) for code in known)),
            (
                _("The commands speak it, too; days and numbers are written and read its way."),
                _("“system” follows what the terminal says (LC_ALL, LANG)."),
            ),
        ),
        Option(
            "theme",
            _("Colours"),
            _("t changes them everywhere; the projector’s are for a bright room."),
            tuple((theme, themes[theme]) for theme in THEMES),
            (
                _("High contrast has at least seven to one between every text and its ground."),
                _("Colour is never alone: curves have letters, pillars have signs."),
            ),
        ),
        Option(
            "week_start",
            _("Week begins on"),
            _("Goals by the week are counted from that day."),
            tuple((start, weeks[start]) for start in WEEK_STARTS),
            (_("History, weeks in a row and `ssi week` follow; what was logged stays as it is."),),
        ),
        Option(
            "day_start",
            _("Day begins at"),
            _("What is logged before that hour belongs to the day before."),
            tuple((hour, f"{hour}:00") for hour in HOURS),
            (_("For those who log after midnight. Entries that are there keep their day."),),
        ),
        *_hideable(),
    )


def _hideable() -> tuple[Option, ...]:
    """What can be out of sight."""
    return (
        _shown(
            "streaks",
            _("Weeks in a row"),
            _("Streaks in History and in ssi week: not for everybody."),
            _("Hidden, goals are still counted, and nobody is told of a row that ended."),
            " ",
        ),
        _shown(
            "advice",
            _("Advice"),
            _("What Today proposes to do next."),
            _("Hidden, Today has the habits alone; Plan proposes where it is asked."),
        ),
        _shown(
            "pillars",
            _("Parts of the score"),
            _("The score’s curve and its four pillars, below Today’s habits."),
            _("Hidden, Today is for doing; Scores still has every reading."),
        ),
        _shown(
            "sparklines",
            _("Last days"),
            _("Two weeks in small, beside each habit."),
            _("Hidden, the rows are calmer; History still has every day."),
        ),
    )


def _shown(name: str, caption: str, about: str, more: str, heading: str = "") -> Option:
    words = {"shown": _("shown"), "hidden": _("hidden")}
    return Option(name, caption, about, tuple((one, words[one]) for one in SHOWN), (more,), heading)


def fact_options(journal: Journal) -> tuple[Option, ...]:
    """A line for each; the value that holds is among those of its line."""
    steps: dict[str, tuple[str | float, ...]] = {
        ACTIVITY: FACT_CHOICES[ACTIVITY],
        LICENCE: FACT_CHOICES[LICENCE],
        CONNECTIONS: COUNTS,
        PROFILE: TENTHS,
    }
    options = []
    for name in FACTS:
        now, known = fact_of(journal, name), set(steps[name])
        values = list(steps[name])
        if now is not None and now not in known:
            values = sorted([*values, now], key=float)
        words = [(value, fact_words(name, value)) for value in (None, *values)]
        heading = _("What you say of yourself, in this profile") if name == ACTIVITY else ""
        about, more = sentence(_(ABOUT[name])) + ".", _told_more(name)
        options.append(Option(name, _(NAMES[name]), about, tuple(words), more, heading))
    return tuple(options)


def _told_more(name: str) -> tuple[str, ...]:
    if name == ACTIVITY:
        return tuple(f"{_(word)}: {_(meaning)}" for word, meaning in ACTIVITIES.values())
    if name in STOCK_OF:
        return (_("The model begins from it; an archive from LinkedIn brings it by itself."),)
    return ()


def shared_folder(folder: str) -> Option:
    """Off, or the folder that was named; another one is typed."""
    known = ((folder, plain(folder)),) if folder else ()
    return Option(
        SYNC,
        _("Shared folder"),
        _("Carries the journal to your other machines; Enter names a folder, ← ends it."),
        (("", _("off")), *known),
        (_("Syncthing, Dropbox or a stick carries it; exchanged now and every minute."),),
        " ",
    )


def draw(
    listed: Sequence[Option],
    chosen: Mapping[str, Any],
    places: Sequence[NamedPath],
    at: int,
    width: int,
    height: int,
) -> SettingRows:
    """The settings around the chosen one, then where everything lies."""
    about = _("each choice holds at once")
    rows: list[Row] = [[], titled(_("Settings"), about, width), []]
    side = SIDE if width >= WIDE else 0
    width -= side
    captions = min(max(cell_len(one.caption) for one in listed), width // 2 - 5) + 2
    airy = 2 * len(listed) + len(places) + 7 <= height
    blanks = len(listed) - 1 if airy else sum(bool(one.heading) for one in listed)
    titles = sum(bool(one.heading.strip()) for one in listed)
    headings = airy or len(listed) + blanks + titles + len(rows) <= height
    room = max(1, height - len(rows) - (blanks + titles if headings else 0))
    line_at: dict[int, int] = {}
    values_at: dict[int, list[tuple[int, int, Any]]] = {}
    shown: list[tuple[int, str]] = []
    for number, option in in_sight(listed, at, room):
        if headings and (airy or option.heading) and line_at:
            rows.append([])
        if headings and option.heading.strip():
            rows.append([("  " + fit(option.heading, width - 3), "muted")])
        line_at[len(rows)] = number
        row: Row = [
            ("  ▸  " if number == at else "     ", "accent"),
            (left(option.caption, captions), "strong" if number == at else "text"),
        ]
        value = chosen[option.name]
        values_at[len(rows)] = _values(row, option, value, width, on=number == at)
        rows.append(row)
        shown.append((len(rows) - 1, option.about))
    rows.append([])
    _put_about(rows, shown, width, lines=2 if airy else 1)
    below = _places(places, captions, width)
    if len(rows) + len(below) <= height:
        rows += below
    if side:
        rows = beside(rows, [[], [], [], *_more(listed[at], side)], width)
    return SettingRows(rows[:height], line_at, values_at)


def _put_about(
    rows: list[Row], shown: Sequence[tuple[int, str]], width: int, *, lines: int
) -> None:
    """What each does, beside its values in one column, going on in the gap below where there is
    one; ``shown``: row and sentence of each."""
    widths = [row_width(rows[place]) for place, _about in shown]
    column = (
        max((one for one in widths if one <= width // 2 + (12 if lines > 1 else 2)), default=0) + 3
    )
    for place, about in shown:
        said = wrap(about, max(1, width - column - 1))
        places = rows[place : place + len(said)]
        if row_width(places[0]) >= column or len(said) > lines or any(places[1:]):
            continue
        for row, line in zip(places, said, strict=False):
            row += [(" " * (column - row_width(row)), "text"), (line, "muted")]


def _more(option: Option, width: int) -> list[Row]:
    """What the chosen one does, what changes with it, and how the shell says it."""
    rows: list[Row] = [[("  " + fit(option.caption, width - 4), "strong")]]
    command = "ssi sync" if option.name == SYNC else f"ssi config {option.name}"
    for text in (option.about, *option.more, command):
        style = "accent" if text is command else "muted"
        rows += [[], *paragraph(text, width, style)]
    return rows


def _values(
    row: Row, option: Option, value: Any, width: int, *, on: bool
) -> list[tuple[int, int, Any]]:
    """All values side by side, or the one that holds; answers where each stands."""
    places: list[tuple[int, int, Any]] = []
    if row_width(row) + sum(cell_len(word) + 3 for _one, word in option.values) <= width:
        for offered, word in option.values:
            start = row_width(row)
            row += [(f" {word} ", "tab-on" if offered == value else "muted"), (" ", "text")]
            places.append((start, start + cell_len(word) + 2, offered))
        return places
    word = dict(option.values).get(value, str(value))
    room = width - row_width(row) - 5
    row += [("‹ " if on else "  ", "key"), (fit(word, room), "number"), (" ›" if on else "", "key")]
    return places


def _places(places: Sequence[NamedPath], captions: int, width: int) -> list[Row]:
    """Whole paths, on as many lines as they take: they are there to be copied."""
    rows: list[Row] = []
    room = max(10, width - captions - 6)
    for place in places:
        path = plain(place.path)
        pieces = [path[start : start + room] for start in range(0, len(path), room)]
        for number, piece in enumerate(pieces):
            caption = "" if number else place.caption
            rows.append([("     " + left(caption, captions), "muted"), (piece, "text")])
    return rows
