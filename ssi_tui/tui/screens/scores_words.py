"""Scores in words: each view as plain sentences for a screen reader; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sim.terms import PILLAR_MAX, Pillar
from ssi_tui.i18n import _
from ssi_tui.model.reading import Reading
from ssi_tui.tui.render import plain
from ssi_tui.tui.screens.scores_learned import sentences
from ssi_tui.tui.screens.scores_model import Told
from ssi_tui.tui.screens.scores_rows import View, others_words
from ssi_tui.words.dates import format_day
from ssi_tui.words.names import pillar_name
from ssi_tui.words.numbers import format_number, format_points

if TYPE_CHECKING:
    from ssi_tui.forecasting import Part


def lines(view: View, told: Sequence[Told], today: date) -> Iterator[str]:
    """The newest score, then what the model has said so far, then the readings."""
    newest = view.newest
    points, day = format_points(round(newest.total, 1)), format_day(newest.day, today)
    yield _("SSI {points}, as LinkedIn showed it on {day}.").format(points=points, day=day)
    for pillar in Pillar:
        value = newest.pillar(pillar)
        if value is not None:
            yield _("{pillar}: {points} of {most}.").format(
                pillar=pillar_name(pillar),
                points=format_number(value, 1),
                most=format_number(PILLAR_MAX),
            )
    others = others_words(view)
    if others:
        yield others + "."
    for one in told:
        yield from _told(one, today)
    yield ""
    yield _("Readings, newest first:")
    for reading in reversed(view.readings):
        yield _reading(reading, today)


def _reading(reading: Reading, today: date) -> str:
    values = [(pillar, reading.pillar(pillar)) for pillar in Pillar]
    parts = [
        f"{pillar_name(pillar)} {format_number(value, 1)}"
        for pillar, value in values
        if value is not None
    ]
    head = f"{format_day(reading.day, today)}: {format_number(reading.total, 1)}"
    return f"{head} ({', '.join(parts)})." if parts else f"{head}."


def _told(told: Told, today: date) -> Iterator[str]:
    if told.explained:
        from ssi_tui.forecasting.told import explained_title

        yield ""
        yield explained_title(told.explained, today) + ":"
        yield from _parts(told.explained.parts)
    if told.moved:
        from ssi_tui.forecasting.told import moved_title

        yield ""
        yield moved_title(told.moved, today) + "."
        yield from _parts(told.moved.parts, sign=True)
    if told.health:
        yield ""
        yield from sentences(told.health, today)


def _parts(parts: Sequence[Part], *, sign: bool = False) -> Iterator[str]:
    from ssi_tui.forecasting.told import learned_words, part_label

    for part in parts:
        tag = learned_words(part)
        said = f"{plain(part_label(part))}: {format_number(part.total, 1, sign=sign)}"
        yield f"{said} ({tag})." if tag else f"{said}."
