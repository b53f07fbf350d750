"""What a room assumes stands in the deck's own file: one line of one block, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import BadValueError
from ssi_tui.forecasting import Doubts
from ssi_tui.forecasting.doubting import doubts_of, pairs_of
from ssi_tui.workshop.deck import DECKS, DeckRefusedError, parse_deck, read_deck
from ssi_tui.workshop.deck_assumptions import keep_in_deck, with_assumptions

DECK = """\
---
title: x
---
# One

```ssi
scenario: post_weekly
assume: ceiling 80
slider: post
```

---

~~~ ssi
scenario: quiet_month
~~~
<!-- Say it. -->
"""
words = st.sampled_from(["comment", "post", "message"])
numbers = st.integers(1, 40).map(lambda quarters: quarters / 4)


@given(half_life=st.none() | st.integers(3, 365), worth=st.dictionaries(words, numbers))
def test_what_is_written_is_read_again(half_life: int | None, worth: dict[str, float]) -> None:
    doubts = Doubts(half_life=half_life, worth=tuple(sorted(worth.items())))
    for slide in (0, 1):
        live = parse_deck(DECK).slides[slide].live
        assert live is not None
        text = with_assumptions(DECK, live.line, pairs_of(doubts))
        after = parse_deck(text).slides[slide].live
        assert after is not None
        assert doubts_of(after.assume) == doubts
        other = parse_deck(text).slides[1 - slide].live
        before = parse_deck(DECK).slides[1 - slide].live
        assert other is not None
        assert before is not None
        assert other.assume == before.assume


def test_without_assumptions_the_line_goes_and_all_else_stays() -> None:
    text = with_assumptions(DECK, 6, ())
    assert text == DECK.replace("assume: ceiling 80\n", "")
    windows = with_assumptions(DECK.replace("\n", "\r\n"), 6, (("post", 2.0),))
    assert windows == DECK.replace("ceiling 80", "post 2").replace("\n", "\r\n")


def test_a_deck_that_came_with_the_program_is_not_written_to() -> None:
    path = DECKS / "en" / "20-minutes.md"
    before = path.read_bytes()
    with pytest.raises(BadValueError):
        keep_in_deck(path, 1, (("post", 2.0),))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("assume: half-life", "no word with a number"),
        ("assume: half-life 2", "out of bounds"),
        ("assume: post 2, post 3", "given twice"),
        ("page: belief", "no page"),
        ("race: comments", "needs a group"),
    ],
)
def test_what_cannot_be_assumed_is_said_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "deck.md"
    file.write_text(f"# x\n\n```ssi\n{line}\n```\n")
    with pytest.raises(DeckRefusedError) as caught:
        read_deck(file)
    (fault,) = caught.value.faults
    assert fault.line == 4
    assert said in fault.message
