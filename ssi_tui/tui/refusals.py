"""Why a file can't be taken in, in one sentence."""

from ssi_tui.errors import SsiError
from ssi_tui.exchange.archive import ArchiveRefusedError
from ssi_tui.exchange.refused import FileRefusedError
from ssi_tui.i18n import N_, _
from ssi_tui.tui.render import plain
from ssi_tui.tui.telling import told_error

_FAULTS = {
    "not-found": N_("{file}: there is no such file"),
    "unreadable": N_("{file} can't be read"),
    "too-big": N_("{file} is larger than a table of years can be"),
    "sheet": N_("{file} is a spreadsheet; save it as CSV there and import that"),
    "not-json": N_("{file} is not JSON"),
    "no-export": N_("{file} is no export of ssi-tui"),
    "newer": N_("{file} was written by a newer version of ssi-tui"),
    "record": N_("{file}: {place} makes no sense; nothing was imported"),
    "no-table": N_("{file} has no table with a heading and rows"),
    "no-dates": N_("{file} has no column of days"),
    "no-column": N_("{file} has no column “{value}”, but {place}"),
    "no-counts": N_("{file}: the column “{place}” holds no counts"),
}
_REFUSALS = {
    "not-found": N_("{file}: there is no such file or folder"),
    "unreadable": N_("{file} can't be read"),
    "unknown": N_("{file} is none of LinkedIn's archives, sheets or tables"),
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
}


def refusal(error: SsiError) -> str:
    """What is wrong with a file, or with the journal that it is compared with."""
    if isinstance(error, FileRefusedError):
        place = error.place
        if place.isdecimal():
            place = _("line {n}").format(n=place)
        form = _(_FAULTS[error.fault])
        return form.format(file=plain(error.file), place=plain(place), value=plain(error.value))
    if isinstance(error, ArchiveRefusedError):
        return _(_REFUSALS[error.reason]).format(file=plain(error.file))
    return told_error(error)
