"""Why a file can't be imported, in words."""

from ssi_tui.cli.session import shown
from ssi_tui.errors import SsiError
from ssi_tui.exchange.refused import Fault, FileRefusedError
from ssi_tui.i18n import N_, _

_FAULTS = {
    Fault.NOT_FOUND: N_("{file}: there is no such file"),
    Fault.UNREADABLE: N_("{file} can't be read"),
    Fault.TOO_BIG: N_("{file} is larger than a table of years can be"),
    Fault.SHEET: N_("{file} is a spreadsheet; save it as CSV there and import that"),
    Fault.NOT_JSON: N_("{file} is not JSON"),
    Fault.NO_EXPORT: N_("{file} was not written by `ssi export`"),
    Fault.NEWER: N_("{file} was written by a newer version of ssi-tui"),
    Fault.RECORD: N_("{file}: {place} makes no sense; nothing was imported"),
    Fault.NO_TABLE: N_("{file} has no table with a heading and rows"),
    Fault.NO_DATES: N_("{file} has no column of days; --date-column names one"),
    Fault.NO_COLUMN: N_("{file} has no column “{value}”, but {place}"),
    Fault.NO_COUNTS: N_("{file}: the column “{place}” holds no counts"),
}
_REFUSALS = {
    "not-found": N_("{file}: there is no such file or folder"),
    "unreadable": N_("{file} can't be read"),
    "unknown": N_("{file} is none of LinkedIn's archives, sheets or tables"),
    "sheet": N_("{file} is a spreadsheet: `ssi import analytics` takes that"),
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
}


def sentence(error: SsiError) -> str:
    """What is wrong with a file."""
    if isinstance(error, FileRefusedError):
        place = error.place
        if place.isdecimal():
            place = _("line {n}").format(n=place)
        form = _(_FAULTS[error.fault])
        return form.format(file=shown(error.file), place=shown(place), value=shown(error.value))
    file, reason = getattr(error, "file", ""), str(getattr(error, "reason", ""))
    return _(_REFUSALS[reason]).format(file=shown(file))
