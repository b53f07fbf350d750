"""Typing in the score: the four pillars or the total alone, looked at while it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from textual.events import Paste
from textual.message import Message

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import _
from ssi_tui.model.reading import BENCHMARKS, ROUNDING_SLACK, Reading
from ssi_tui.tui.widgets.forms import Answer, Entry, Field, Form
from ssi_tui.tui.writes import SetReading
from ssi_tui.words.names import pillar_name
from ssi_tui.words.numbers import format_number, format_points, parse_number

TOTAL = "total"
RANKS = ("industry_rank", "network_rank")
_BOX = 6
LONGEST = 20
"""Characters of anything that can be one number; a page has more."""


class ScoreEntry(Entry):
    """A number; a pasted page is handed on as a whole."""

    class Pasted(Message):
        """More than a number."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def _on_paste(self, event: Paste) -> None:
        if len(event.text.strip()) > LONGEST:
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(event.text))


class ScoreForm(Form):
    """Where the score is typed, or pasted."""

    ENTRY = ScoreEntry


def score_form(known: Reading | None, day: date, pasted: Mapping[str, float] | None = None) -> Form:
    """Under the heading of a day; what is known of it and not typed is kept.

    ``pasted``: what a page said, as far as it was understood.
    """
    page = pasted or {}
    ranks: dict[str, Any] = {name: round(page[name]) for name in RANKS if name in page}

    def write(values: Mapping[str, str]) -> SetReading:
        reading = read_score(values, day)
        assert reading is not None  # Enter saves only what is complete
        return SetReading(replace(with_others(reading, known), **ranks))

    fields = score_fields(None if page else known)
    return ScoreForm(fields, lambda values: look_at_score(values, day), write, typed(page))


def with_others(reading: Reading, known: Reading | None) -> Reading:
    """The reading with the ranks and averages of the one that it replaces."""
    if known is None:
        return reading
    return replace(reading, **{name: getattr(known, name) for name in BENCHMARKS})


def score_fields(known: Reading | None) -> list[Field]:
    """A field for each pillar and one for the total, with what is known of the day."""
    fields = [
        Field(
            pillar.value, pillar_name(pillar), _text(known.pillar(pillar) if known else None), _BOX
        )
        for pillar in Pillar
    ]
    total = known.total if known and known.brand is None else None
    return [*fields, Field(TOTAL, _("Total"), _text(total), _BOX, replace=True)]


def read_score(values: Mapping[str, str], day: date) -> Reading | None:
    """The reading typed so far; None while it is not complete, BadValueError where it is wrong."""
    typed: dict[str, float | None] = {
        pillar.value: _number(values[pillar.value], pillar.value, PILLAR_MAX) for pillar in Pillar
    }
    total = _number(values[TOTAL], TOTAL, TOTAL_MAX)
    given = [value for value in typed.values() if value is not None]
    if (given and len(given) < len(Pillar)) or (not given and total is None):
        return None
    shown = sum(given) if given else total or 0.0
    if total is not None and abs(total - shown) > ROUNDING_SLACK:
        allowed = _("the sum of the pillars, {sum}").format(sum=format_number(shown, 1))
        raise BadValueError(TOTAL, values[TOTAL], allowed)
    if not shown:
        raise BadValueError(TOTAL, "0", _("more than 0: a page of zeros is a page that failed"))
    brand, people, insights, relationships = (typed[pillar.value] for pillar in Pillar)
    return Reading(
        id=0,
        day=day,
        total=round(shown, 3),
        brand=brand,
        people=people,
        insights=insights,
        relationships=relationships,
        source="tui",
    )


def look_at_score(values: Mapping[str, str], day: date) -> Answer:
    """What to say under the fields."""
    try:
        reading = read_score(values, day)
    except BadValueError as error:
        return Answer(wrong_value(error), good=False, ready=False)
    if reading is None:
        given = [values[pillar.value] for pillar in Pillar if values[pillar.value].strip()]
        if not given:
            return Answer(
                _("the four pillars, or the total alone; the whole page can be pasted here"),
                ready=False,
            )
        left = len(Pillar) - len(given)
        text = _("{count} of the four pillars to go").format(count=left)
        return Answer(text, ready=False)
    return Answer(f"= {format_points(round(reading.total, 1))}")


def wrong_value(error: BadValueError) -> str:
    """What is wrong with a value, in a sentence."""
    names = {pillar.value: pillar_name(pillar) for pillar in Pillar} | {TOTAL: _("Total")}
    return _("{field}: “{value}” is not {allowed}").format(
        field=names.get(str(error.field), str(error.field)),
        value=error.value,
        allowed=error.allowed,
    )


def typed(values: Mapping[str, float]) -> dict[str, str]:
    """What a page says, as one would type it into the form."""
    fields = (*(pillar.value for pillar in Pillar), TOTAL)
    return {name: _text(values[name]) for name in fields if name in values}


def _number(text: str, field: str, most: float) -> float | None:
    return parse_number(text, field=field, most=most) if text.strip() else None


def _text(value: float | None) -> str:
    return "" if value is None else format_number(value, 3).rstrip("0").rstrip(".,")
