"""Why a file can't be taken in, in one sentence."""

from ssi_tui.errors import SsiError
from ssi_tui.exchange.archive import ArchiveRefusedError
from ssi_tui.exchange.reasons import FAULTS, REFUSALS
from ssi_tui.exchange.refused import FileRefusedError
from ssi_tui.i18n import _
from ssi_tui.tui.render import plain
from ssi_tui.tui.telling import told_error


def refusal(error: SsiError) -> str:
    """What is wrong with a file, or with the journal that it is compared with."""
    if isinstance(error, FileRefusedError):
        place = error.place
        if place.isdecimal():
            place = _("line {n}").format(n=place)
        form = _(FAULTS[error.fault])
        return form.format(file=plain(error.file), place=plain(place), value=plain(error.value))
    if isinstance(error, ArchiveRefusedError):
        return _(REFUSALS[error.reason]).format(file=plain(error.file))
    return told_error(error)
