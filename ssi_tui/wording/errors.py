"""Errors and remarks as sentences, worded once for both front ends; each adds its own way on.

What comes from outside (names, paths, reasons) is put in as it is: a front end passes the finished
sentence through its "safe on a terminal".
"""

from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.errors import (
    AmbiguousError,
    BadValueError,
    DamagedError,
    InDoubtError,
    LockedError,
    NewerSchemaError,
    NoLockError,
    NotFoundError,
    NotSavedError,
    SsiError,
    UnfinishedDeletionError,
)
from ssi_tui.i18n import N_, _

if TYPE_CHECKING:
    from ssi_tui.model.terms import Remark

PASSED_OVER = {
    "unknown-header": N_("a header that is not known"),
    "not-needed": N_("nothing for the journal"),
    "not-messages": N_("not your messages"),
    "no-direction": N_("nobody can tell who wrote them"),
    "duplicate": N_("the same file twice"),
    "empty": N_("empty"),
    "link": N_("a link"),
    "no-file": N_("no file"),
    "unreadable": N_("can’t be read"),
    "damaged": N_("damaged"),
    "day-order": N_("its days could be months"),
    "unknown": N_("none of LinkedIn’s files"),
    "sheet": N_("a spreadsheet"),
    "encrypted": N_("encrypted"),
    "bomb": N_("unpacks to far too much"),
    "overlap": N_("entries on top of each other"),
    "path": N_("an entry that points out of it"),
    "method": N_("packed in an unknown way"),
    "too-many": N_("too many entries"),
    "too-big": N_("too large"),
    "too-deep": N_("archives inside of archives"),
    "line": N_("a line without an end"),
    "not-found": N_("not there"),
}
"""Why a file of an archive was not read (`linkedin.sources.FileReport`)."""

UNCOUNTED = {
    "repeated": N_("repeated"),
    "unclear-day": N_("whose day could be a month"),
    "unreadable-date": N_("with a date that can’t be read"),
    "to-come": N_("still to come"),
    "draft": N_("drafts"),
    "spam": N_("spam"),
    "sponsored": N_("sponsored"),
    "no-sender": N_("without a sender"),
    "received": N_("received"),
    "owner-unknown": N_("of nobody knows whom"),
    "note-of-request": N_("the note of a request"),
    "status": N_("not accepted"),
    "direction": N_("of unknown direction"),
    "article": N_("counted as articles"),
    "no-record": N_("no record"),
}
"""Why a record of a file was not counted (`linkedin.sources.FileReport`)."""

SKIPPED_ROWS = {
    "no-day": N_("no day"),
    "to-come": N_("a day that is still to come"),
    "repeated": N_("a day that stands above with other counts"),
    "no-count": N_("no whole number"),
    "no-action": N_("no action of ours"),
    "no-score": N_("no score that can be"),
    "no-quote": N_("a quotation mark that is never closed"),
}
"""Why a row of another tracker's table was not taken (`trackers`)."""

PARTS = {
    "readings": N_("readings"),
    "notes": N_("notes"),
    "targets": N_("targets"),
    "stocks": N_("lasting things"),
    "facts": N_("what you say of yourself"),
    "rests": N_("planned rest"),
    "own_actions": N_("own actions"),
}
"""What an export holds beside entries (`merge.Portable`)."""

FAULTS = {
    "not-found": N_("{file}: there is no such file"),
    "unreadable": N_("{file} can’t be read"),
    "too-big": N_("{file} is larger than a table of years can be"),
    "sheet": N_("{file} is a spreadsheet that can’t be read; save it as xlsx or CSV"),
    "not-json": N_("{file} is not JSON"),
    "no-export": N_("{file} is no export of ssi-tui"),
    "newer": N_("{file} was written by a newer version of ssi-tui"),
    "record": N_("{file}: {place} makes no sense; nothing was imported"),
    "no-table": N_("{file} has no table with a heading and rows"),
    "no-dates": N_("{file} has no column of days"),
    "no-column": N_("{file} has no column “{value}”, but {place}"),
    "no-counts": N_("{file}: the column “{place}” holds no counts, but “{value}”"),
    "no-score": N_(
        "{file}: “{value}” in “{place}” is no score that can be: a total is 0 to 100, a pillar 0 "
        "to 25, and the four together are the total"
    ),
    "no-year": N_("{file}: its days have no year: “{value}”"),
    "nothing": N_("{file}: nothing beside its days could be understood"),
    "others": N_("{file} counts only what others did; the journal holds what you do"),
    "weeks": N_("{file} has weeks, not days: “{value}”"),
    "months": N_("{file} has months, not days: “{value}”"),
    "no-such-day": N_("{file}: “{value}” is in no calendar"),
    "all-to-come": N_("{file}: all of its days are still to come, for instance “{value}”"),
}
"""What is wrong with a table or an export (`csv_text.Fault`)."""

REFUSALS = {
    "not-found": N_("{file}: there is no such file or folder"),
    "unreadable": N_("{file} can’t be read"),
    "unknown": N_("{file} is none of LinkedIn’s archives, sheets or tables"),
    "sheet": N_("{file} is a spreadsheet; import it alone"),
    "damaged": N_("{file} is damaged; download it once more"),
    "encrypted": N_("{file} is encrypted; unpack it first"),
    "bomb": N_("{file} unpacks to far more than an archive can hold; nothing was read of it"),
    "overlap": N_("{file} has entries on top of each other, as no honest archive has"),
    "path": N_("{file} has an entry that points out of it, as no honest archive has"),
    "method": N_("{file} is packed in a way that LinkedIn does not use"),
    "too-many": N_("{file} has more entries than an archive can have"),
    "too-big": N_("{file} is larger than an archive can be"),
    "too-deep": N_("{file} holds archives inside of archives"),
    "line": N_("{file} has a line longer than anything that a person wrote"),
    "time-zones": N_("no time zones are known here: `pip install tzdata` brings them"),
    "no-days": N_("{file} has no run of days with numbers"),
    "day-order": N_("{file}: its days could be months; export a longer time"),
    "nothing-known": N_("nothing that the journal keeps was recognised in {file}"),
}
"""What is wrong with an archive or a sheet (`linkedin.sources.Refusal`)."""

GAPS = {
    "nothing": N_("nothing of a score page is in this text"),
    "missing": N_("this text has only a part of the score"),
    "sum": N_("the four pillars of this text do not add up to its total"),
    "zeros": N_("this page shows zeros: it failed to load its numbers"),
    "several": N_("this text has more than one score"),
}
"""Why a pasted text is no reading (`linkedin.score_page.Gap`)."""

FIELDS = {
    "day_start": N_("day start"),
    "from": N_("first day"),
    "industry_average": N_("industry average"),
    "industry_rank": N_("industry rank"),
    "kind": N_("action"),
    "network_average": N_("network average"),
    "network_rank": N_("network rank"),
    "stock": N_("fact"),
    "sync": N_("shared folder"),
    "to": N_("last day"),
    "week_start": N_("week start"),
    "why": N_("reason"),
}
"""What errors name by another word."""

SAME = (
    *(N_("action"), N_("brand"), N_("count"), N_("day"), N_("days"), N_("deck"), N_("fact")),
    *(N_("id"), N_("insights"), N_("key"), N_("language"), N_("member"), N_("minutes")),
    *(N_("name"), N_("note"), N_("people"), N_("pillar"), N_("pillars"), N_("port")),
    *(N_("profile"), N_("rest"), N_("relationships"), N_("scenario"), N_("seed"), N_("setting")),
    *(N_("streaks"), N_("target"), N_("theme"), N_("time"), N_("total"), N_("weeks")),
    *(N_("entry"), N_("backup"), N_("file"), N_("folder")),
)
"""What they name as it is."""

ALLOWED = (
    N_("one of 3/week, 3/7d, 2/day, daily, weekly, mon,wed,fri, <=2/day"),
    N_("more than 0: a page of zeros is a page that failed"),
    N_("readable text"),
    N_("a name"),
    N_("a name that is not taken yet"),
    N_("a folder, by its whole path"),
    N_("a time of day: 17:00"),
    N_("an id as `ssi changes` shows it"),
    N_("daily, workdays or mon,wed,fri"),
    N_("one character"),
    N_("letters a-z, digits and hyphens, at most 48"),
    N_("the name of an action"),
    N_("the name of a profile’s folder"),
    N_("all four pillars, or none"),
)
"""What the layers below the catalogues allow, for the translators to see."""

FORMS = (
    N_("one of {words}"),
    N_("a whole number from {least} to {most}"),
    N_("an hour from {least} to {most}"),
    N_("from {least} to {most}"),
    N_("between {least} and {most}"),
    N_("more than 0, at most {most}"),
    N_("at most {most} characters"),
    N_("1 to {most} days"),
    N_("the sum of the pillars, {total}"),
)
"""The same with their bounds filled in: the first that fits is the one that was meant."""

_SYSTEM = {
    "File name too long": N_("no name may be as long as this"),
    "No such file or directory": N_("the file or its folder is not there"),
    "Not a directory": N_("a part of the path is no folder"),
    "Is a directory": N_("it is a folder"),
    "File exists": N_("something of that name is there already"),
    "Permission denied": N_("you have no right to it"),
    "Operation not permitted": N_("the system does not allow it"),
    "Read-only file system": N_("nothing can be written on this disk"),
    "No space left on device": N_("the disk is full"),
    "Disk quota exceeded": N_("your part of the disk is full"),
    "Input/output error": N_("the disk does not answer as it should"),
    "Too many levels of symbolic links": N_("its links lead in a circle"),
}
"""What systems say of files, whatever their language, in words of ours."""


REASONS = (
    N_("empty file"),
    N_("no file of a journal"),
    N_("no whole archive"),
    N_("holds no settings"),
    N_("too large"),
    N_("a key stands twice in one place"),
    N_("nested deeper than anything we write"),
    N_("not as we write it"),
    N_("not as we write it: {key}"),
    N_("no such day"),
    N_("id is no number"),
    N_("id is too long"),
    N_("no revision"),
    N_("not text from byte {n} on"),
    N_("garbled from line {line}, column {column} on"),
    N_("schema {n}, this program knows {known}"),
    N_("schema {n} was never written"),
    N_("tables do not fit: {tables}"),
    N_("{table} {id}: {reason}"),
    N_("{table}: not a table"),
    N_("{day} belongs to another file"),
    N_("{value} is no whole number"),
    N_("{value} is no number"),
    N_("{field}: {value} is not {allowed}"),
    N_("no {key}"),
)
"""Why a file is damaged, as the layers below the catalogues say it: the first that fits."""


def system_reason(said: str) -> str:
    """Why a file can't be had, as far as the system's or the file's own words are known."""
    if said in _SYSTEM:
        return _(_SYSTEM[said])
    return _in_words(said, REASONS)


def _in_words(said: str, forms: tuple[str, ...]) -> str:
    """What a layer below says in English, in the language: as it is, or by the form it has."""
    translated = _(said) if said else ""
    if translated != said:
        return translated
    import re  # only on the way to an error

    nested = {"reason": system_reason, "allowed": allowed_text, "field": field_name}
    for form in forms:
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(form))
        if match := re.fullmatch(pattern, said):
            parts = match.groupdict()
            return _(form).format(**{n: nested.get(n, str)(text) for n, text in parts.items()})
    return said


def system_text(error: OSError) -> str:
    """The same as a sentence, with the file that it is about."""
    reason = system_reason(error.strerror or str(error))
    if error.filename is None:
        return reason
    text = _("{file} can’t be used: {reason}")
    return text.format(file=_file(str(error.filename)), reason=reason)


class Worded(NamedTuple):
    """An error in words."""

    said: str
    """What happened, and what it means for what was to be done; without a full stop."""
    reason: str = ""
    """What the system or the file itself says, which may be long; empty where nothing does."""

    @property
    def whole(self) -> str:
        """Both in one."""
        return f"{self.said}: {self.reason}" if self.reason else self.said


def worded(error: SsiError, *, named: bool = True, short: bool = False) -> Worded:
    """What happened.

    ``named``: say which value is wrong; a form shows that itself.  ``short``: files without their
    folders, for one line of a screen.
    """
    match error:
        case BadValueError():
            return Worded(_bad_value(error, named=named))
        case NotFoundError():
            text = _("no {what} is called “{name}”")
            return Worded(text.format(what=_(error.what), name=shortened(error.name)))
        case AmbiguousError():
            text = _("“{name}” fits more than one {what}; which one?")
            return Worded(text.format(what=_(error.what), name=shortened(error.name)))
        case NewerSchemaError():
            text = _("{file} was written by a newer version of ssi-tui")
        case DamagedError():
            text = _("{file} can’t be read")
        case InDoubtError():
            text = _("{file} is written, but the disk would not confirm it")
        case NoLockError():
            text = _("NOT saved: {file} can’t be locked")
        case NotSavedError():
            text = _("NOT saved: {file}")
        case UnfinishedDeletionError():
            text = _("out of sight, but NOT all removed yet: {file}")
        case LockedError():
            text = _("NOT saved: another program has held the journal for over {seconds} s")
            return Worded(text.format(seconds=f"{error.seconds:g}"))
        case _:
            return Worded(refused(error) or str(error))
    reason = "" if isinstance(error, NewerSchemaError) else system_reason(error.reason)
    return Worded(text.format(file=_file(error.file.name if short else str(error.file))), reason)


def refused(error: SsiError) -> str:
    """Why a file was not taken in; empty where the error is no such refusal.

    The errors of the exchange stand above this module, so they are known by what they carry.
    """
    file, place = _file(str(getattr(error, "file", ""))), getattr(error, "place", "")
    if form := FAULTS.get(str(getattr(error, "fault", ""))):
        if place.isdecimal():
            place = _("line {n}").format(n=place)
        return _(form).format(file=file, place=place, value=getattr(error, "value", ""))
    form = REFUSALS.get(str(getattr(error, "reason", "")))
    return _(form).format(file=file) if form else ""


def shortened(value: object) -> str:
    """What somebody typed, no longer than a line has room for."""
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def field_name(field: str) -> str:
    """What an error names, in words."""
    return _(FIELDS.get(field, field))


def _bad_value(error: BadValueError, *, named: bool) -> str:
    value, allowed = shortened(error.value), allowed_text(error.allowed)
    if not named:
        return _("“{value}” is not {allowed}").format(value=value, allowed=allowed)
    text = _("{field}: “{value}” is not {allowed}")
    return text.format(field=field_name(error.field), value=value, allowed=allowed)


def allowed_text(allowed: str) -> str:
    """What a field takes, in the language; the layers below say it in English."""
    return _in_words(allowed, FORMS)


def _file(path: str) -> str:
    import re  # only on the way to an error

    return re.sub(r"[^/\\]{61,}", lambda part: shortened(part[0]), path)


def remark_text(remark: "Remark") -> str:
    """What the journal's files have to say about themselves."""
    if remark.code == "damaged":
        text = _("{file} can’t be read ({reason}); it was left as it is and is not counted.")
    elif remark.code == "missing":
        text = _("{file} is not there any more: `ssi doctor` says what a copy has of it.")
    elif remark.code == "old":
        text = _("{file} is not what was written last: `ssi doctor` says what a copy has of it.")
    else:
        text = _("{file} was changed by hand; it was taken as it is.")
    return text.format(file=remark.file, reason=system_reason(remark.reason))


def settings_text(problem: SsiError) -> str:
    """What is wrong with settings.json, and what holds in the meantime."""
    if isinstance(problem, BadValueError):
        return _("{problem}; the usual value holds.").format(problem=worded(problem).said)
    return _("{problem}; the usual settings hold.").format(problem=worded(problem).whole)
