"""What people say of themselves, in words: how active, which licence, how many contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.i18n import N_, _
from ssi_tui.model.terms import (
    ACTIVITY,
    CONNECTIONS,
    FACTS,
    LICENCE,
    PROFILE,
    STOCK_OF,
    UNSAID,
)
from ssi_tui.wording.actions import match_word
from ssi_tui.wording.numbers import format_number, parse_count, parse_number

if TYPE_CHECKING:
    from ssi_tui.model.journal import Journal

NAMES = {
    ACTIVITY: N_("How active"),
    LICENCE: N_("Sales Navigator"),
    CONNECTIONS: N_("Connections"),
    PROFILE: N_("Profile filled in"),
}

ABOUT = {
    ACTIVITY: N_("how active you usually are: it stands in for what you have not logged"),
    LICENCE: N_("whether you have Sales Navigator: its actions count, and plans may hold them"),
    CONNECTIONS: N_("how many connections you have"),
    PROFILE: N_("how much of your profile is filled in"),
}

ACTIVITIES = {
    "hardly": (N_("hardly"), N_("I look in every few weeks")),
    "little": (N_("a little"), N_("once or twice a week, a few likes")),
    "regularly": (N_("regularly"), N_("every other day, a post once or twice a month")),
    "much": (N_("a lot"), N_("every working day, with comments and weekly posts")),
}
"""The word for each, and what is meant by it."""

_LICENCES = {"yes": N_("yes"), "no": N_("no")}
CONNECTIONS_MOST = 30_000
"""As many as LinkedIn allows."""
NOTHING = "none"
"""Typed to take back what was said."""


def fact_of(journal: Journal, name: str) -> str | float | None:
    """What was said; None: nothing."""
    if name in STOCK_OF:
        return journal.stocks.get(STOCK_OF[name])
    said = journal.activity if name == ACTIVITY else journal.licence
    return None if said in ("", UNSAID) else said


def facts_of(journal: Journal) -> dict[str, str | float | None]:
    """All of them."""
    return {name: fact_of(journal, name) for name in FACTS}


def fact_words(name: str, value: str | float | None) -> str:
    """A value for people: "a little", "yes", "850", "80 %"."""
    if value is None:
        return _("not said")
    if name == ACTIVITY:
        return _(ACTIVITIES[str(value)][0])
    if name == LICENCE:
        return _(_LICENCES[str(value)])
    number = float(value)
    if name == PROFILE:
        return _("{percent} %").format(percent=format_number(100 * number))
    return format_number(number)


def read_fact(name: str, text: str) -> str | float | None:
    """What is typed: BadValueError, NotFoundError where it is no answer."""
    if text.strip().lower() == NOTHING:
        return None
    if name == ACTIVITY:
        ways = {word: (word, _(said)) for word, (said, _about) in ACTIVITIES.items()}
        return match_word(N_("activity"), text, ways)
    if name == LICENCE:
        return match_word(N_("licence"), text, {one: (one, _(w)) for one, w in _LICENCES.items()})
    if name == CONNECTIONS:
        return float(parse_count(text, field=N_("connections"), most=CONNECTIONS_MOST))
    number = text.strip().removesuffix("%").rstrip()
    return parse_number(number, field=N_("percent of the profile"), most=100) / 100
