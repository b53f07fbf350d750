"""Errors and remarks as sentences, worded once for both front ends."""

from typing import TYPE_CHECKING

from ssi_tui.errors import BadValueError
from ssi_tui.i18n import _

if TYPE_CHECKING:
    from ssi_tui.errors import SsiError
    from ssi_tui.model.entries import Remark


def remark_text(remark: "Remark") -> str:
    """What the journal's files have to say about themselves."""
    if remark.code == "damaged":
        text = _("{file} can't be read ({reason}); it was left as it is and is not counted.")
    else:
        text = _("{file} was changed by hand; it was taken as it is.")
    return text.format(file=remark.file, reason=_(remark.reason) if remark.reason else "")


def settings_text(problem: "SsiError") -> str:
    """What is wrong with settings.json, and what holds in the meantime."""
    if isinstance(problem, BadValueError):
        return _("{field}: “{value}” is not {allowed}; the usual value holds.").format(
            field=problem.field, value=problem.value, allowed=problem.allowed
        )
    return _("{problem}; the usual settings hold.").format(problem=problem)
