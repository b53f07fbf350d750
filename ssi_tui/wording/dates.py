"""Days as people write them, read and written without a date library (which cost 128 ms)."""

from datetime import date, timedelta

from ssi_tui.errors import BadValueError
from ssi_tui.i18n import ENGLISH, _, language, pgettext

FIRST_DAY = date(2003, 5, 5)
"""LinkedIn opened: nothing was done there before."""
LAST_DAY = date(2100, 1, 1)
"""A later day is a slip of the finger."""

_DAYS_BACK = {
    **dict.fromkeys(("today", "now", "heute", "vandaag", "idag"), 0),
    **dict.fromkeys(("yesterday", "gestern", "gisteren", "igar"), 1),
    **dict.fromkeys(("daybeforeyesterday", "vorgestern", "eergisteren", "iforgars"), 2),
    **dict.fromkeys(("tomorrow", "morgen", "imorgen"), -1),
    **dict.fromkeys(("dayaftertomorrow", "ubermorgen", "overmorgen", "iovermorgen"), -2),
}

_WEEKDAYS = (
    ("monday", "montag", "maandag", "mandag"),
    ("tuesday", "dienstag", "dinsdag", "tirsdag"),
    ("wednesday", "mittwoch", "woensdag", "onsdag"),
    ("thursday", "donnerstag", "donderdag", "torsdag"),
    ("friday", "freitag", "vrijdag", "fredag"),
    ("saturday", "samstag", "zaterdag", "lordag"),
    ("sunday", "sonntag", "zondag", "sondag"),
)
"""English, German, Dutch, Danish, without accents: understood whatever the language in use."""

_LAST = ("last", "letzter", "letzten", "letzte", "vorigen", "vorige", "afgelopen", "sidste")
_AGO = ("ago", "her", "geleden", "siden")
"""After a number of days or weeks; in German and Danish a word before it says so too."""
_SINCE = ("vor ", "for ")
_UNTIL = ("in ", "over ", "om ")
"""Before a number of days or weeks that are to come."""

NUMBERS = {
    **dict.fromkeys(("a", "an", "one", "ein", "eine", "einem", "einer", "een", "en", "et"), 1),
    **dict.fromkeys(("two", "zwei", "twee", "to"), 2),
    **dict.fromkeys(("three", "drei", "drie", "tre"), 3),
}

_UNITS = {
    **dict.fromkeys(("d", "day", "days", "t", "tag", "tage", "tagen", "dag", "dagen", "dage"), 1),
    **dict.fromkeys(("w", "week", "weeks", "woche", "wochen", "weken", "uge", "uger"), 7),
}

_MONTHS = ("month", "months", "monat", "monate", "monaten", "maand", "maanden", "maned", "maneder")


def parse_day(
    text: str,
    today: date,
    *,
    field: str = "day",
    latest: date | None = None,
    ahead: bool = False,
) -> date:
    """The day that a person means, seen from today.

    A bare weekday is the one before today; a day of the month, or month and day, the last one
    that was; a week its Monday.

    Args:
        latest: later days are refused: what is logged has happened.
        ahead: a weekday, a day of the month, ``3d`` are those to come: for what is planned.

    Raises:
        BadValueError: unreadable, or out of bounds; ``allowed`` has examples or the reason.
    """
    folded = fold(text)
    day = _read(folded, today, ahead) or _written(folded, today, ahead, field, text)
    if day is None:
        words = _("yesterday"), weekday_name(0).casefold(), "+3" if ahead else "-3", f"{today}"
        allowed = _("a day; examples: {examples}").format(examples=", ".join(words))
        raise BadValueError(field, text, allowed)
    if latest is not None and day > latest:
        allowed = _("a day up to {day}: {found} is still to come").format(
            day=format_day(latest, today), found=format_day(day, today)
        )
        raise BadValueError(field, text, allowed)
    if not FIRST_DAY <= day < LAST_DAY:
        allowed = _("a day from {first} to {last}").format(first=FIRST_DAY, last=LAST_DAY)
        raise BadValueError(field, text, allowed)
    return day


def parse_span(
    text: str,
    today: date,
    *,
    field: str = "day",
    week_start: str = "monday",
    ahead: bool = False,
) -> tuple[date, date]:
    """First and last day of what a person means: "last week", "Nov 2026", or one day.

    Raises:
        BadValueError: as by `parse_day`.
    """
    from ssi_tui.wording import written_days

    first_weekday = 6 if week_start == "sunday" else 0
    folded = fold(text)
    if span := written_days.span(folded, today, first_weekday):
        return span
    day = parse_day(text, today, field=field, ahead=ahead)
    is_week = _iso_week(folded.replace(" ", "")) == day and folded.count("-") == 1
    return day, day + timedelta(6 if is_week else 0)


def _written(folded: str, today: date, ahead: bool, field: str, text: str) -> date | None:
    """A day written out; BadValueError with what is unclear about it."""
    from ssi_tui.wording import written_days

    day_first = language().split("_")[0] != ENGLISH
    weekday, rest = written_days.without_weekday(folded, weekday_named)
    if weekday is not None and not rest:
        return _weekday(_WEEKDAYS[weekday][0], today, ahead)
    try:
        joined = rest.replace(" ", "")
        day = written_days.numeric(joined, today, ahead=ahead, day_first=day_first)
    except ValueError:  # 2026/02/30
        return None
    if isinstance(day, written_days.Unclear):
        allowed = _("clear: {one} or {other}? Write the month as a word, or {iso}").format(
            one=format_day(day.day_first, today),
            other=format_day(day.month_first, today),
            iso=day.day_first,
        )
        raise BadValueError(field, text, allowed)
    day = day or written_days.named(rest, today, ahead=ahead)
    if day and weekday not in (None, day.weekday()):
        allowed = _("a day that is: {day}").format(day=format_day(day, today))
        raise BadValueError(field, text, allowed)
    if day is None and written_days.span(folded, today, 0):
        raise BadValueError(field, text, _("one day, but several: name one of them"))
    return day


def month_name(month: int) -> str:
    """Short, for axes and dates; month 1 to 12."""
    return _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()[month - 1]


def weekday_name(weekday: int) -> str:
    """Short; Monday is 0."""
    return _("Mon Tue Wed Thu Fri Sat Sun").split()[weekday]


def weekday_long_name(weekday: int) -> str:
    """In full; Monday is 0."""
    return _("Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split()[weekday]


def format_day(day: date, today: date | None = None) -> str:
    """``Fri 20 Nov``; with the year where it is not today's."""
    form = _("{weekday} {day} {month}")
    if today is not None and day.year != today.year:
        form = _("{weekday} {day} {month} {year}")
    return form.format(
        weekday=weekday_name(day.weekday()),
        day=day.day,
        month=month_name(day.month),
        year=day.year,
    )


def format_long_day(day: date) -> str:
    """``Friday 20 November``, for headings."""
    months = _(
        "January February March April May June July August September October November December"
    ).split()
    # For translators: the whole names, for a heading: “Friday 20 November”
    return pgettext("heading", "{weekday} {day} {month}").format(
        weekday=weekday_long_name(day.weekday()), day=day.day, month=months[day.month - 1]
    )


def _read(text: str, today: date, ahead: bool) -> date | None:
    joined = text.replace(" ", "")
    try:
        if joined in _DAYS_BACK:
            return today - timedelta(_DAYS_BACK[joined])
        if joined.lstrip("+-0123456789") == "":
            return _digits(joined, today, ahead)
        return _iso_week(joined) or _ago(text, today, ahead) or _weekday(text, today, ahead)
    except (ValueError, OverflowError):  # 2026-02-30, or further back than years go
        return None


def _digits(text: str, today: date, ahead: bool) -> date | None:
    """``-3``, ``21``, ``2026-11-21``."""
    if text[:1] in ("+", "-"):
        return today + timedelta(int(text)) if text[1:].isdigit() else None
    parts = text.split("-")
    if not all(part.isdigit() for part in parts):
        return None
    if len(parts) == 3:
        return date.fromisoformat(text)
    if len(parts) > 1 or len(text) > 2:
        return None  # two numbers are read by the language's order
    for distance in range(62):
        day = today + timedelta(distance if ahead else -distance)
        if day.day == int(text):
            return day
    return None


def _iso_week(text: str) -> date | None:
    """``2026-W47``, its Monday, and ``2026-W47-3``, its Wednesday."""
    year, mark, rest = text.partition("-w")
    week, _dash, weekday = rest.partition("-")
    parts = (year, week, weekday or "1")
    if not mark or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    return date.fromisocalendar(*map(int, parts))


def _ago(text: str, today: date, ahead: bool) -> date | None:
    """``3d``, ``two weeks ago``, ``in 3 months``; ahead ``3d`` is to come, ``3d ago`` never."""
    said = text
    for word in _SINCE:
        text = text.removeprefix(word)
    for word in _AGO:
        text = text.removesuffix(word).rstrip()
    ahead = ahead and said == text
    for word in _UNTIL:
        ahead |= text.startswith(word)
        text = text.removeprefix(word)
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    word, _space, unit = text.partition(" ")
    number = int(digits) if digits else NUMBERS.get(word, 0)
    unit = text[len(digits) :].strip() if digits else unit
    if number and unit in _MONTHS:
        return _months_off(today, number if ahead else -number)
    days = _UNITS.get(unit)
    if not days or not (digits or number):
        return None
    return today + timedelta(number * days * (1 if ahead else -1))


def _months_off(day: date, months: int) -> date:
    """The same day of another month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    return first.replace(day=min(day.day, last.day))


def _weekday(text: str, today: date, ahead: bool) -> date | None:
    """A weekday or the beginning of one, at least two letters, with or without "last"."""
    first, space, rest = text.partition(" ")
    name = rest if space and first in _LAST else text
    weekday = weekday_named(name)
    if weekday is None:
        return None
    if ahead and name == text:
        return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)
    return today - timedelta((today.weekday() - weekday - 1) % 7 + 1)


def weekday_named(name: str) -> int | None:
    """0 to 6 for a weekday or the beginning of one, at least two letters, folded."""
    if name == "sonnabend":  # Saturday in the north of Germany; "so" is Sunday
        return 5
    fitting = {
        number
        for number, names in enumerate(_WEEKDAYS)
        if len(name) > 1 and any(full.startswith(name.rstrip(".")) for full in names)
    }
    return fitting.pop() if len(fitting) == 1 else None


def fold(text: str) -> str:
    """Small letters without accents, single spaces."""
    text = " ".join(text.lower().replace("\u2212", "-").split())  # as figures show it
    if text.isascii():
        return text
    import unicodedata

    plain = unicodedata.normalize("NFD", text.replace("ø", "o").replace("æ", "ae"))
    return "".join(char for char in plain if not unicodedata.combining(char))
