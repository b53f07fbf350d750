"""Goals as people write them in four languages: "7/Woche", "täglich", "every 3 days", "7"."""

from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.model.terms import WEEKDAYS, Target
from ssi_tui.wording.dates import NUMBERS, fold, weekday_named

_UNITS = {
    1: ("day", "days", "tag", "tage", "tagen", "dag", "dagen", "dage", "d", "t"),
    7: ("week", "weeks", "woche", "wochen", "weken", "uge", "ugen", "uger", "w", "wk"),
    30: ("month", "months", "monat", "monate", "maand", "maanden", "maned", "maneden", "maneder"),
}
"""Days -> what they are called in four languages, without accents."""

_EVERY_SO = {
    "daily": ("daily", "taglich", "dagelijks", "dagligt", "daglig"),
    "weekly": ("weekly", "wochentlich", "wekelijks", "ugentligt", "ugentlig"),
    "1/30d": ("monthly", "monatlich", "maandelijks", "manedligt", "manedlig"),
    "mon,tue,wed,thu,fri": (
        "weekdays",
        "workdays",
        "werktags",
        "werktage",
        "werkdagen",
        "hverdage",
    ),
    "none": (
        *("none", "no", "kein", "keins", "keine", "geen", "ingen", "intet"),
        *("off", "aus", "uit", "fra"),
    ),
}
"""What `Target.parse` takes, and how people say it."""

_AT_MOST = ("at most", "max", "max.", "maximal", "hochstens", "maximaal", "hoogstens", "hojst",
            "up to", "no more than", "bis zu", "tot", "op til", "<=", "≤")  # fmt: skip

_EACH = (
    *("a", "an", "per", "each", "pro", "je", "every", "om", "pr", "pr.", "in", "in any", "the"),
    *("pa", "i", "de", "die", "am", "im", "/"),
)

_LONGEST_FIRST = sorted(_AT_MOST, key=len, reverse=True)
_TIMES = ("x", "times", "mal", "keer", "gange")

_COUNTS = {
    **NUMBERS,
    **dict.fromkeys(("once", "einmal", "eenmaal"), 1),
    **dict.fromkeys(("twice", "zweimal", "tweemaal"), 2),
    **dict.fromkeys(("dreimal", "driemaal"), 3),
}

_AND = ("and", "und", "en", "og", "&", "on")
_SECOND = ("other", "zweiten", "zweite", "tweede", "anden", "andet")
_EVERY = ("every", "alle", "jeden", "jede", "elke", "om de", "iedere", "hver", "hvert")

FORMS = N_(
    "7, 3/week, 2/day, 4/month, 3/7d, daily, weekly, every 3 days, mon,wed,fri, <=2/day, none"
)
"""One of each that `parse_target` reads."""


def parse_target(kind: str, text: str) -> Target | None:
    """A goal as people write it in four languages; None for none: BadValueError.

    A bare number is so many a week; a month is any thirty days; "every 3 days" once in three.
    """
    try:
        spec = _spec(text)
        return None if spec == "none" else Target.parse(kind, spec)
    except BadValueError as error:
        if error.field != "target":
            raise
        allowed = _("one of {words}").format(words=_(FORMS))
        raise BadValueError("target", text.replace("\u2212", "-"), allowed) from None


def _spec(text: str) -> str:
    """In the words of `Target.parse`; the text itself where it is none of the other forms."""
    words = fold(text)
    for spec, names in _EVERY_SO.items():
        if words in names:
            return spec
    limit = next((mark for mark in _LONGEST_FIRST if words.startswith(mark)), "")
    words = words[len(limit) :].strip()
    spec = _once_in(words) or _so_many(words)
    if spec:
        return f"<={spec}" if limit else spec
    listed = words.replace(",", " ").replace("+", " ").split()
    named = [_weekday_of(word) for word in listed if word not in (*_AND, *_EVERY)]
    weekdays = [WEEKDAYS[day] for day in named if day is not None]
    return ",".join(weekdays) if weekdays and len(weekdays) == len(named) else text


def _weekday_of(word: str) -> int | None:
    """Of "mon", "montags", "mandage", "maandagen"."""
    bare = (word.removesuffix(ending) for ending in ("", "s", "e", "en"))
    return next((day for day in map(weekday_named, bare) if day is not None), None)


def _once_in(words: str) -> str:
    """ "every day", "alle 3 Tage": once in so many days; empty for anything else."""
    every = next((every for every in _EVERY if words.startswith(every + " ")), None)
    if every is None:
        return ""
    number, unit = _number_and_rest(words[len(every) :].replace(".", " "))
    first, _space, rest = unit.partition(" ")
    if first in _SECOND:
        number, unit = 2, rest
    elif every == "om de" and number is None:  # in Dutch, one day and not the next
        number = 2
    return _in_days(1, number, unit)


def _so_many(words: str) -> str:
    """ "7", "7x pro Woche", "3 in 7 Tagen": so many in a stretch; empty for anything else."""
    number, rest = _number_and_rest(words)
    if number is None:
        return ""
    if not rest:
        return f"{number}/week"
    for times in _TIMES:
        rest = rest.removeprefix(times + " ").strip()
    for word in sorted(_EACH, key=len, reverse=True):
        if rest.startswith(word) and (word == "/" or rest[len(word) : len(word) + 1] == " "):
            rest = rest[len(word) :].strip()
            break
    many, unit = _number_and_rest(rest)
    return _in_days(number, many, unit)


def _in_days(number: int, many: int | None, unit: str) -> str:
    """So many in one or more days, weeks or months: "3/7d", "3/week"; empty for another unit."""
    days = next((days for days, names in _UNITS.items() if unit.strip(" .") in names), 0)
    if days and not many and days != 30:
        return f"{number}/{'week' if days == 7 else 'day'}"
    return f"{number}/{(many or 1) * days}d" if days else ""


def _number_and_rest(text: str) -> tuple[int | None, str]:
    text = text.strip()
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    if not digits:
        word, _space, rest = text.partition(" ")
        return (_COUNTS[word], rest) if word in _COUNTS else (None, text)
    return (int(digits) if len(digits) <= 4 else None), text[len(digits) :].strip()
