"""What the model says today of the plans of live blocks, and a guide to a deck made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim.terms import Member
from ssi_tui.chart.text import wrap
from ssi_tui.i18n import _, ngettext
from ssi_tui.model.journal import Journal
from ssi_tui.wording.numbers import format_number, format_points
from ssi_tui.workshop.deck import ROOM, STRATEGIES, DeckSlide, LiveBlock, read_deck

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, Scenario
    from ssi_tui.workshop.group import Participant, PeopleGroup
    from ssi_tui.workshop.race import Race

LETTERS = "ABCDE"
CURVES_MOST = len(LETTERS)
EQUAL = 0.5
"""Points: nearer than this, two whole numbers are the same."""


def plans_of(deck: Path, live: LiveBlock) -> list[Scenario]:
    """As usual and the scenarios of a block, which may stand beside the deck."""
    from ssi_tui.forecasting import as_now  # numpy and the model: 60 ms and more, once

    usual = as_now(_("As usual"), "")
    return [usual, *(_plan(deck, name) for name in live.scenarios[: CURVES_MOST - 2])]


def race_of(deck: Path, live: LiveBlock, group: PeopleGroup, today: date) -> Race:
    """The strategies of a block for all of a group."""
    from ssi_tui.workshop.race import built_in, race  # with the model: 60 ms and more, once

    plans = [
        *built_in([word for word in live.race if word in STRATEGIES]),
        *(_plan(deck, name) for name in live.race if name not in STRATEGIES),
    ]
    return race(group, plans, today=today, weeks=live.weeks)


def _plan(deck: Path, name: str) -> Scenario:
    from ssi_tui.forecasting import find_scenario, load

    beside = deck.parent / name
    return load(beside if beside.is_file() else find_scenario(name))


def group_of(name: str, joined: Sequence[Participant] = ()) -> PeopleGroup:
    """By name; that of the room is who joined with a score, and the sample before that."""
    from ssi_tui.workshop.group import SAMPLE_WORD, PeopleGroup, load_group

    if name == ROOM and any(person.total is not None for person in joined):
        return PeopleGroup(name=ROOM, people=tuple(joined))
    return load_group(SAMPLE_WORD if name == ROOM else name)


Journals = Callable[[str], Journal]
"""Of a client by name, or of the profile in use for no name."""


def _expected(deck: Path, live: LiveBlock, journals: Journals, today: date) -> list[str]:
    """What a live block will show: a part for each curve, each strategy, or one for a group."""
    if live.race:
        race = race_of(deck, live, group_of(live.group), today)
        return [
            f"{name} {format_number(race.mean(place) or 0, 1, sign=True)}"
            for place, name in enumerate(race.strategies)
        ]
    if live.group:
        return [_middle(group_of(live.group))]
    from ssi_tui.forecasting import Simulator

    member = Member(live.member) if live.member else None
    simulator = Simulator(None if member else journals(live.client), today=today, member=member)
    outlook = simulator.outlook(plans_of(deck, live), days=7 * live.weeks)
    return [_curve(curve) for curve in outlook.curves]


def _curve(curve: Curve) -> str:
    text = f"{curve.letter} {_(curve.name)} {format_number(curve.total.median[-1])}"
    if curve.difference is None:
        return text
    gap = curve.difference.median[-1]
    return f"{text} ({'=' if abs(gap) < EQUAL else format_number(gap, sign=True)})"


def _middle(group: PeopleGroup) -> str:
    totals = sorted(person.total for person in group.people if person.total is not None)
    if not totals:
        return ngettext("{n} person", "{n} people", len(group.people)).format(n=len(group.people))
    return _("{n} people, the middle score {points}").format(
        n=len(totals), points=format_points(totals[len(totals) // 2])
    )


WIDTH = 96
"""Characters of a line: with them a guide is one sheet."""
FOLDER = "guides"
"""Beside the decks: what a guide says before its table."""


def minutes_of(slide: DeckSlide) -> int:
    """As the speaker's notes begin: "3 min."; 0 where they say nothing."""
    match = re.match(r"\s*(\d{1,3})\s*min", slide.notes, re.IGNORECASE)
    return int(match[1]) if match else 0


def preface_of(path: Path) -> str:
    """What stands in the guide before its table; empty for a deck without one."""
    file = path.parent / FOLDER / f"{path.stem}.txt"
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""


def guide_lines(path: Path, journals: Journals, today: date) -> list[str]:
    """Title, preface, and for each slide its minutes, its question and what to expect."""
    deck = read_deck(path)
    lines = [f"# {deck.title}", ""]
    for paragraph in filter(None, preface_of(path).split("\n\n")):
        lines += [*wrap(paragraph.replace("\n", " "), WIDTH), ""]
    begins = 0
    for number, slide in enumerate(deck.slides, 1):
        ends = begins + minutes_of(slide)
        live = slide.live
        said = (live.question if live else "") or slide.title
        lines += _hung(f"{begins}–{ends}".rjust(6) + f"  {number:2} ", said)
        if live and not live.page:
            what = "; ".join(_expected(path, live, journals, today))
            lines += _hung(" " * 11, _("expect: {what}").format(what=what))
        begins = ends
    return lines


def _hung(before: str, text: str) -> list[str]:
    """Wrapped, the further rows below the first word."""
    pieces = wrap(text, WIDTH - len(before)) or [""]
    return [f"{before if at == 0 else ' ' * len(before)}{piece}" for at, piece in enumerate(pieces)]
