"""The letter and the label that stand for each kind of action, the same in all rooms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.terms import ActionKind as Kind
from ssi_tui.chart.text import plain
from ssi_tui.wording.actions import action_name

RESERVED = frozenset("adenqstux")
"""Other meanings on Today: add, look around, edit, note, quit, score, theme, undo, as text."""


COMMON = (
    Kind.COMMENT,
    Kind.POST,
    Kind.MESSAGE,
    Kind.REQUEST_WITH_NOTE,
    Kind.PROFILE_VIEW,
    Kind.REACTION,
    Kind.INVITATION_ACCEPTED,
    Kind.PEOPLE_SEARCH,
)
"""They choose first, so that a rare habit never takes a letter that fingers have learned."""


_RANK = {kind: place for place, kind in enumerate(dict.fromkeys([*COMMON, *Kind]))}


def letters(kinds: Iterable[str], wanted: Mapping[str, str] | None = None) -> dict[str, str]:
    """Kind → letter: a free initial of its English name, else another letter of it, else any.

    The common kinds have theirs whether they are shown or not; kinds for which none is left are
    missing, and reached with the arrows.  `wanted`: what the user chose for actions of their own.
    """
    rest = sorted({*kinds} - {*COMMON}, key=lambda kind: (_RANK.get(kind, len(_RANK)), kind))
    free = [letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in RESERVED]
    given: dict[str, str] = {}
    for kind, key in (wanted or {}).items():
        if key in free:
            given[kind] = key
            free.remove(key)
    for group in (COMMON, rest):
        for wish in (_initials, _letters, lambda _kind: free):
            for kind in group:
                letter = next((letter for letter in wish(kind) if letter in free), None)
                if letter and kind not in given:
                    given[kind] = letter
                    free.remove(letter)
    return given


def _initials(kind: str) -> list[str]:
    return [word[:1] for word in kind.casefold().split("-")]


def _letters(kind: str) -> list[str]:
    return list(kind.casefold())


def label(kind: str) -> str:
    """Its name as it begins a row."""
    name = plain(action_name(kind, 2))
    return name[:1].upper() + name[1:]
