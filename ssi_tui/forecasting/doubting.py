"""Doubts as words and numbers, as a line of a deck has them: ``half-life 60, comment 2``."""

from collections.abc import Sequence

from sim.errors import RefusedError
from sim.response.doubts import NO_DOUBTS, Doubts
from ssi_tui.i18n import N_

HALF_LIFE, HALF_PACE, CEILING = "half-life", "half-pace", "ceiling"
WORDS = (HALF_LIFE, HALF_PACE, CEILING)
"""Beside them stand kinds of action, with what they are worth times ours."""

Pairs = Sequence[tuple[str, float]]


def doubts_of(pairs: Pairs) -> Doubts:
    """RefusedError where a number is out of its bounds or a word stands twice."""
    for place, (word, _number) in enumerate(pairs):
        if word in [before for before, _value in pairs[:place]]:
            raise RefusedError(N_("{name} is given twice"), name=word)
    given = dict(pairs)
    return Doubts(
        half_life=given.get(HALF_LIFE),
        half_pace=given.get(HALF_PACE, NO_DOUBTS.half_pace),
        ceiling=given.get(CEILING, NO_DOUBTS.ceiling),
        worth=tuple(sorted((word, times) for word, times in pairs if word not in WORDS)),
    )


def pairs_of(doubts: Doubts) -> tuple[tuple[str, float], ...]:
    """What `doubts_of` makes the same doubts of."""
    pairs: list[tuple[str, float]] = []
    if doubts.half_life is not None:
        pairs.append((HALF_LIFE, doubts.half_life))
    if doubts.half_pace != NO_DOUBTS.half_pace:
        pairs.append((HALF_PACE, doubts.half_pace))
    if doubts.ceiling != NO_DOUBTS.ceiling:
        pairs.append((CEILING, doubts.ceiling))
    return (*pairs, *doubts.worth)
