"""What people say of themselves, and why one of them needs a word, in the language of the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.model.clients import Need, NeedReason
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
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number, parse_count, parse_number

if TYPE_CHECKING:
    from datetime import date

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


def reason_short(reason: NeedReason) -> str:
    """A few words, for a column."""
    if reason.why is Need.STALE and reason.since is None:
        return _("nothing logged yet")
    days = int(reason.amount)
    weeks = days // 7
    forms = {
        Need.DAMAGED: _("a file is damaged"),
        Need.FALLING: _("fell by {points}"),
        Need.OFF_PLAN: _("{percent} % of the plan"),
        Need.BEHIND: _("{points} below the plan"),
        Need.STALE: ngettext("quiet for {n} day", "quiet for {n} days", days),
        Need.OLD_SCORE: ngettext("score {n} week old", "score {n} weeks old", weeks),
        Need.NEVER_READ: _("no score yet"),
    }
    number = weeks if reason.why is Need.OLD_SCORE else days
    return forms[reason.why].format(n=number, **_amounts(reason))


def reason_sentence(reason: NeedReason, today: date) -> str:
    """The same as a sentence, with the day that it is about."""
    if reason.why is Need.STALE and reason.since is None:
        return _("Nothing is logged yet.")
    forms = {
        Need.DAMAGED: _("A file of the journal is damaged: `ssi doctor` says more."),
        Need.FALLING: _("The score fell by {points} points since {day}."),
        Need.OFF_PLAN: _("{percent} % of the plan that began on {day} is done."),
        Need.BEHIND: _("On {day} the score was {points} points below what the plan expected."),
        Need.STALE: _("Nothing was logged since {day}."),
        Need.OLD_SCORE: _("The last score is of {day}: a new one would tell more."),
        Need.NEVER_READ: _("No score is known yet: until then only what is logged counts."),
    }
    day = format_day(reason.since, today) if reason.since else ""
    return forms[reason.why].format(day=day, **_amounts(reason))


def _amounts(reason: NeedReason) -> dict[str, str]:
    return {
        "points": format_number(reason.amount, 1),
        "percent": format_number(100 * reason.amount),
    }


def all_is_well() -> str:
    """Where there is no reason."""
    return _("on the way")
