"""Which letter logs which habit: the same in all languages, and from one day to the next."""

from collections.abc import Iterable, Mapping

from sim.terms import ActionKind as Kind

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
