"""A way through all rooms: their views, their forms, and the pages that open over them."""

from collections.abc import AsyncIterator, Iterable
from datetime import timedelta
from typing import NamedTuple

import pytest
from textual.pilot import Pilot

from sim.terms import ActionKind
from ssi_tui.model.entries import Action
from ssi_tui.model.terms import OwnAction, Rest
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.exchange.draw import FoundFile
from ssi_tui.tui.scores import answers
from tests.tui import quick
from tests.tui.helpers import TODAY, text_of
from tests.tui.made_answers import answer, readings
from tests.tui.plan.plan_maker import plan_by_formula
from tests.tui.what_if.test_pictures import Paired

OWN_WORDS = ("Café-Gespräch", "Brücken für Zoë", "Örtlicher Ärztetag")
"""An action, a note and a rest of the user's own, without a plain English word."""


class Stop(NamedTuple):
    """One thing to be looked at."""

    name: str
    keys: str
    """From the stop before; with `:` a command of the palette, by its name in the code."""
    user: bool = False
    """Whether most of what stands there is the user's own, or the system's."""


STOPS = (
    Stop("today", ""),
    Stop("today, a row", "down c"),
    Stop("today, number", "enter"),
    Stop("today, note", "escape n"),
    Stop("today, score", "escape s"),
    Stop("today, target", "escape e"),
    Stop("today, add", "escape a"),
    Stop("today, own action", "pagedown pagedown pagedown pagedown pagedown enter"),
    Stop("today, text", "escape x"),
    Stop("today, the day before", "escape left"),
    Stop("today, help", "home ?"),
    Stop("today, palette", "escape :"),
    Stop("history", "escape 2 left up"),
    Stop("history, one action", "a"),
    Stop("history, one pillar", "A p"),
    Stop("history, find", "p /"),
    Stop("history, found", "2 0 enter"),
    Stop("history, a year ago", "escape y"),
    Stop("history, text", "home x"),
    Stop("history, help", "escape ?"),
    Stop("scores", "escape 3 down"),
    Stop("scores, readings", "v"),
    Stop("scores, edit", "enter"),
    Stop("scores, where from", "escape v"),
    Stop("scores, why it moved", "v +"),
    Stop("scores, learned", "v"),
    Stop("scores, text", "x"),
    Stop("scores, help", "escape ?"),
    Stop("what-if", "escape 4 down"),
    Stop("what-if, pillars", "v"),
    Stop("what-if, minus", "v m"),
    Stop("what-if, past", "m ["),
    Stop("what-if, since", "f"),
    Stop("what-if, widest", "escape ] + w z"),
    Stop("what-if, sliders", "enter right"),
    Stop("what-if, add", "n"),
    Stop("what-if, save", "escape s"),
    Stop("what-if, list", "escape enter"),
    Stop("what-if, text", "x"),
    Stop("what-if, help", "escape ?"),
    Stop("what-if, slide", "escape p"),
    Stop("what-if, slides", "space space"),
    Stop("what-if, slide help", "?"),
    Stop("what-if, slide picture", "escape s"),
    Stop("plan", "escape escape 5 down right"),
    Stop("plan, an action", "down down down down right"),
    Stop("plan, typing", "up up enter"),
    Stop("plan, out of reach", "escape up up up enter 9 9 enter"),
    Stop("plan, take over", "enter 5 0 enter y"),
    Stop("plan, scenario", "escape s"),
    Stop("plan, calendar", "escape c", True),
    Stop("plan, text", "escape x"),
    Stop("plan, help", "escape ?"),
    Stop("plan, weeks", "escape y enter"),
    Stop("plan, weeks as text", "x"),
    Stop("plan, another", "escape e"),
    Stop("profiles", "6 down"),
    Stop("profiles, new", "n"),
    Stop("profiles, rename", "escape up r"),
    Stop("profiles, delete", "escape delete"),
    Stop("profiles, help", "escape ?"),
    Stop("import", "escape 7 down"),
    Stop("import, file", ":import"),
    Stop("import, no such file", "z enter"),
    Stop("import, page", "escape :paste"),
    Stop("import, export", "escape :export"),
    Stop("import, backups", "escape :backups", True),
    Stop("import, screen picture", "escape :picture"),
    Stop("import, chart picture", "escape :drawing"),
    Stop("import, help", "escape 7 ?"),
    Stop("settings", "escape 8 down"),
    Stop("settings, the last", "down down down down down down down down down down"),
    Stop("settings, help", "?"),
    Stop("the sample", "escape 1 d d"),
)
ROOMS = tuple(stop for stop in STOPS if "," not in stop.name)


def journal(store: Store) -> None:
    """Twelve weeks of log, twelve scores, and everything else that a journal can hold."""
    days = [TODAY - timedelta(days=back) for back in range(84, 0, -1)]
    entries = [
        (kind, day)
        for day in days
        if day.weekday() < 5
        for kind in ("comment", "profile-view", "message", *([OWN_WORDS[0]] * (day.day % 2)))
    ]
    entries += [(kind, TODAY - timedelta(days=30)) for kind in ActionKind]
    put(
        store,
        actions=[
            Action(id=100 + number, kind=kind, day=day, count=1 + number % 3)
            for number, (kind, day) in enumerate(entries)
        ],
        readings=readings(12),
        notes={TODAY - timedelta(days=back): OWN_WORDS[1] for back in (0, 1, 30)},
        targets={"comment": "10/week", "post": "mon,wed", OWN_WORDS[0]: "<=2/day"},
        rests=[Rest("", TODAY - timedelta(days=50), TODAY - timedelta(days=46), OWN_WORDS[2])],
        own_actions=[OwnAction(OWN_WORDS[0], "relationships", 20, "g")],
    )


def answered_by_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have everything that the model answers at once, and the same whatever it learns."""
    monkeypatch.setattr("ssi_tui.tui.app.Forecaster", Paired)
    monkeypatch.setattr(answers, "answer", answer)
    plan_by_formula(monkeypatch)
    found = (FoundFile("~/Downloads/Complete_LinkedInDataExport_11-01-2026.zip", TODAY),)
    monkeypatch.setattr("ssi_tui.tui.exchange.room.look_for", lambda: found)


async def press(app: SsiApp, pilot: Pilot[None], keys: str) -> None:
    """Press them, each as soon as the one before is done with."""
    for key in keys.split():
        if len(key) > 1 and key.startswith(":"):
            app.run_worker(app.main.run_command(key[1:]))
            await done(app, pilot)
        else:
            await quick.press(pilot, key)
            if app.crash:
                raise app.crash from app.crash.__cause__


async def done(app: SsiApp, pilot: Pilot[None]) -> None:
    """What was begun is done."""
    await quick.quiet(pilot)
    if app.crash:
        raise app.crash from app.crash.__cause__


async def walk(
    app: SsiApp, pilot: Pilot[None], stops: Iterable[Stop] = STOPS
) -> AsyncIterator[tuple[Stop, str]]:
    """Each stop, and what stands on the screen there."""
    app.animation_level = "none"
    await done(app, pilot)
    for stop in stops:
        await press(app, pilot, stop.keys)
        if app.main.room.open_forms():  # their fields find their places after a look at the width
            await quick.pause(pilot)
        yield stop, text_of(app)
