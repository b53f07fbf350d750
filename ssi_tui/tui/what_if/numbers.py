"""A slider's number, typed instead of turned."""

from __future__ import annotations

from collections.abc import Mapping

from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.forms import Answer, Field, Form
from ssi_tui.tui.what_if.copies import Copies
from ssi_tui.tui.what_if.sliders import slider_name
from ssi_tui.wording.numbers import parse_number

NUMBER = "number"


class NumberForm(Form):
    """Asks for the number of one slider."""

    sends = N_("set")

    def __init__(self, name: str, value: float, most: int) -> None:
        """``name``: of the slider; ``most``: its right end."""
        self.name_, self.most = name, most
        field = Field(NUMBER, slider_name(name), f"{value:.0f}", 8, replace=True)
        super().__init__([field], self._look)

    def _read(self, values: Mapping[str, str]) -> int:
        return round(parse_number(values[NUMBER], field=NUMBER, most=self.most))

    def _look(self, values: Mapping[str, str]) -> Answer:
        allowed = _("a whole number from 0 to {most}").format(most=self.most)
        if not values[NUMBER].strip():
            return Answer(allowed, ready=False)
        try:
            self._read(values)
        except BadValueError as error:
            return Answer(told_error(error), good=False, ready=False)
        return Answer(allowed)

    def turn(self, copies: Copies, values: Mapping[str, str]) -> None:
        """Have the slider stand there."""
        if copies.sliders is not None:
            copies.turn(copies.sliders.turn(self.name_, self._read(values)))


def number_form(copies: Copies) -> NumberForm | None:
    """For the slider that the keys turn; None where none is in sight."""
    if copies.sliders is None:
        return None
    slider = copies.sliders.rows[copies.at]
    return NumberForm(slider.name, slider.value, slider.most)
