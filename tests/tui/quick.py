"""Keys as fast as the app takes them: waited for is what they set off, not a clock.

Textual's pilot sleeps twice 20 ms a key, and more on a busy machine, until the process is idle.
Here a key is done with when the messages are that it caused, and the workers that it began.
"""

import asyncio
from contextlib import suppress
from pathlib import Path
from threading import get_native_id
from time import monotonic, process_time
from typing import Any
from unicodedata import lookup

from textual import _callback
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.events import Key, Resize
from textual.geometry import Size
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot

TICK, IDLE = 0.004, 0.0008
"""Seconds of a look at a worker, and of work in that time below which it waits for something."""
IDLE_TICKS, PATIENCE = 75, 10.0
"""So many idle looks, or seconds, until a worker is left to itself: a test may be holding it."""
SPINS = 200
"""Turns of the loop that a handler may take before it is looked at less often."""
STUCK = 30.0
"""Seconds after which a handler takes too long for a test."""
ROUNDS = 20
"""Of looks whether it is quiet; one is the rule."""
THREADS = Path("/proc/self/task")


async def no_sleep(*_: float) -> None:
    """In place of Textual's wait for an idle process."""


def strike(app: App[Any], key: str) -> None:
    """Post a key as a terminal reports it, by its name or its character, and wait for nothing."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    character = key if len(key) == 1 else None
    with suppress(KeyError):
        character = lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    app.post_message(Key(name, character).set_sender(app))


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press them, each when what the one before set off is over."""
    for key in keys:
        strike(pilot.app, key)
        await quiet(pilot)


async def pause(pilot: Pilot[Any], delay: float | None = None) -> None:
    """Sleep that long, else until everything that was begun is over."""
    if delay is None:
        await quiet(pilot)
    else:
        await handled(pilot)
        await asyncio.sleep(delay)
    pilot.app.screen._on_timer_update()


async def resize(pilot: Pilot[Any], width: int, height: int) -> None:
    """Another size of the window, without the moment for which Textual waits for one more."""
    assert pilot.app._driver is not None
    size = Size(width, height)
    pilot.app._driver._size = (width, height)
    pilot.app.post_message(Resize(size, size, size))
    await handled(pilot)
    pilot.app._check_resize()
    await quiet(pilot)


async def quiet(pilot: Pilot[Any]) -> None:
    """No message waits, nothing is to be drawn or called, and no worker works."""
    for _ in range(ROUNDS):
        await coming(pilot)
        await handled(pilot)
        pilot.app.screen._on_timer_update()
        await handled(pilot)
        held = await worked(pilot)
        if held or still(pilot):
            break


async def handled(pilot: Pilot[Any], timeout: float = STUCK) -> bool:
    """Wait until no message is left; Textual's own way sends each widget one more and awaits it."""
    until, spins = monotonic() + timeout, 0
    while not (pilot.app._exception or all(waits(pump) for pump in pumps(pilot))):
        assert monotonic() < until, "a message is handled for too long"
        await asyncio.sleep(0 if spins < SPINS else TICK)
        spins += 1
    return pilot.app._exception is None


def pumps(pilot: Pilot[Any]) -> list[MessagePump]:
    """The app, and everything in sight."""
    return [pilot.app, *pilot.app.screen.walk_children(with_self=True)]


def waits(pump: MessagePump) -> bool:
    """Whether it has no message to handle, and waits for one; it may also be at its end."""
    queue = pump._message_queue
    return pump._closed or (queue.empty() and bool(queue.ready_event._waiters))


async def coming(pilot: Pilot[Any]) -> None:
    """A room that is being built stands in its place."""
    building = getattr(getattr(pilot.app, "main", None), "_coming", None)
    if building:
        await building


async def worked(pilot: Pilot[Any]) -> bool:
    """Wait for the workers; whether one of them is held by something."""
    until, idle = monotonic() + PATIENCE, 0
    while working(pilot):
        if idle == IDLE_TICKS or monotonic() > until:
            return True
        spent = process_time()
        await asyncio.sleep(TICK)
        idle = idle + 1 if process_time() - spent < IDLE and not waiting_for_a_core() else 0
    return False


def waiting_for_a_core() -> bool:
    """Whether a thread could go on if the machine were less busy; none where no system tells."""
    own, states = str(get_native_id()), []
    for thread in THREADS.iterdir() if THREADS.exists() else ():
        with suppress(OSError):  # it has ended since
            if thread.name != own:
                states.append((thread / "stat").read_text("ascii").rpartition(") ")[2][0])
    return any(state in "RD" for state in states)


def working(pilot: Pilot[Any]) -> bool:
    """Whether a worker has not finished yet."""
    return not all(worker.is_finished for worker in pilot.app.workers)


def still(pilot: Pilot[Any]) -> bool:
    """Whether nothing is left to do."""
    screen = pilot.app.screen
    left = screen._callbacks or screen._layout_required
    return not left and not working(pilot) and all(waits(pump) for pump in pumps(pilot))


_count = _callback._count_parameters
_counts: dict[object, int] = {}


def parameters(called: Any) -> int:
    """Of a function, counted once for all of one body: lambdas are made by thousands."""
    body = getattr(called, "__code__", None)
    if body is None or hasattr(called, "__wrapped__"):
        return _count(called)
    if body not in _counts:
        _counts[body] = _count(called)
    return _counts[body]


_read_rules = Stylesheet._parse_rules
_rules: dict[tuple[object, ...], list[RuleSet]] = {}


def rules_read_once(sheet: Stylesheet, *source: Any, **options: Any) -> list[RuleSet]:
    """The rules in a text: the same for all apps of the process that have the same colours."""
    key = (source, *options.items(), *sheet._variables.items())
    if key not in _rules:
        _rules[key] = _read_rules(sheet, *source, **options)
    return _rules[key]


def install() -> None:
    """Have all pilots of this process press keys so, and all apps read their styles once."""
    import textual.app
    import textual.pilot

    _callback._count_parameters = parameters
    Stylesheet._parse_rules = rules_read_once  # type: ignore[method-assign]

    textual.app.wait_for_idle = textual.pilot.wait_for_idle = no_sleep  # type: ignore[attr-defined]
    Pilot.press, Pilot.pause = press, pause  # type: ignore[method-assign]
    Pilot._wait_for_screen = handled  # type: ignore[method-assign]
    Pilot.resize_terminal = resize  # type: ignore[method-assign]
