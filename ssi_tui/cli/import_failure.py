"""Why a file can't be imported, in words."""

from ssi_tui.cli.session import shown
from ssi_tui.errors import SsiError
from ssi_tui.exchange.archive import Refusal
from ssi_tui.exchange.reasons import FAULTS, REFUSALS
from ssi_tui.exchange.refused import Fault, FileRefusedError
from ssi_tui.i18n import N_, _

_FAULTS = FAULTS | {
    Fault.NO_EXPORT: N_("{file} was not written by `ssi export`"),
    Fault.NO_DATES: N_("{file} has no column of days; --date-column names one"),
}
_REFUSALS = REFUSALS | {
    Refusal.SHEET: N_("{file} is a spreadsheet: `ssi import analytics` takes that"),
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
