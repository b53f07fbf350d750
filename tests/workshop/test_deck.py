"""Decks: what a Markdown file comes to, and that every fault is told with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.errors import BadValueError
from ssi_tui.forecasting import Doubts
from ssi_tui.workshop.deck import (
    DECKS,
    DeckRefusedError,
    check_names,
    doubts_of,
    keep_in_deck,
    pairs_of,
    parse_deck,
    read_deck,
    with_assumptions,
)

DECK = """\
---
title: Twenty minutes
minutes: 20
language: de
---
# What moves the score
- comments
  - **daily**

> quality first

<!-- Ask the room first.
Then wait. -->

---

## A question

```ssi
scenario: post_weekly, quiet_month
member: active
reveal: a, B
slider: post, request
weeks: 26
view: zoom
question: Where will it be?
```
<!-- Two minutes. -->
"""


def faults_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(DeckRefusedError) as refused:
        parse_deck(text)
    return [(f.line, f.message.format(**dict(f.fields))) for f in refused.value.faults]


def test_a_deck_is_front_matter_slides_live_blocks_and_notes() -> None:
    deck = parse_deck(DECK)
    assert (deck.title, deck.minutes, deck.language) == ("Twenty minutes", 20, "de")
    first, second = deck.slides
    assert [(line.kind, line.text, line.level) for line in first.lines] == [
        ("heading", "What moves the score", 1),
        ("bullet", "comments", 0),
        ("bullet", "daily", 1),
        ("quote", "quality first", 0),
    ]
    assert first.notes == "Ask the room first.\nThen wait."
    live = second.live
    assert live is not None
    assert (live.scenarios, live.member) == (("post_weekly", "quiet_month"), "active")
    assert (live.reveal, live.sliders) == (("A", "B"), ("post", "request"))
    assert (live.weeks, live.zoom, live.question) == (26, True, "Where will it be?")
    assert second.notes == "Two minutes."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("scenaro: x", "there is no “scenaro”; did you mean “scenario”?"),
        ("scenario", "“scenario” is no “key: value”"),
        ("weeks: 999", "999 is no number of weeks, 1 to 156"),
        ("weeks: many", "many is no number of weeks, 1 to 156"),
        ("reveal: Q", "Q is no curve; curves are A to E, and A is “as usual”"),
        ("slider: a, b, c", "a slide has two sliders"),
        ("view: wide", "wide is no view: zoom or 0-100"),
    ],
)
def test_a_fault_in_a_block_is_told_with_its_line(line: str, said: str) -> None:
    assert faults_of(f"# One\n\n```ssi\nmember: active\n{line}\n```\n") == [(5, said)]


def test_all_faults_are_told_at_once() -> None:
    text = "# One\n```ssi\nmember: a\nclient: b\nweeks: 0\nweeks: 1\n```\n---\n```ssi\nfoo\n```\n"
    assert [line for line, _said in faults_of(text)] == [4, 5, 6, 10]


def test_lines_are_counted_below_front_matter_too() -> None:
    assert faults_of("---\ntitle: x\n---\n# One\n```ssi\nfoo: 1\n```\n")[0][0] == 6
    assert faults_of("---\nminutes: soon\n---\n# One\n")[0][0] == 2


def test_two_live_blocks_on_a_slide_and_no_slide_at_all_are_faults() -> None:
    assert faults_of("```ssi\n```\n\n```ssi\n```\n") == [(4, "a slide has one `ssi` block")]
    assert faults_of("") == [(1, "has no slide")]


def test_a_rule_inside_a_quote_or_a_list_parts_no_slides() -> None:
    assert len(parse_deck("# One\n\n> a\n> \n> ---\n> b\n\ntext").slides) == 1


def test_names_that_are_nowhere_are_told_with_the_nearest() -> None:
    deck = parse_deck("```ssi\nscenario: post_wekly\nslider: psot\n```\n")
    with pytest.raises(DeckRefusedError) as refused:
        check_names(deck, "deck.md", scenarios={"post_weekly": True}, kinds=("post", "comment"))
    assert [dict(fault.fields)["near"] for fault in refused.value.faults] == ["post_weekly", "post"]


@pytest.mark.parametrize("data", [b"\xff\xfe#", b"# ok\n\xe9\n"])
def test_a_file_that_is_no_text_is_refused_with_its_line(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "deck.md"
    file.write_bytes(data)
    with pytest.raises(DeckRefusedError) as refused:
        read_deck(file)
    assert refused.value.faults[0].line == data[: data.find(b"\xe9")].count(b"\n") + 1


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeckRefusedError):
        read_deck(tmp_path / "nothing.md")


@given(st.text(st.sampled_from("#-`sih: \n<>!*_[]()a1,"), max_size=300))
def test_any_text_is_a_deck_or_is_refused_in_words(text: str) -> None:
    lines: list[int] = []
    slides = 0
    try:
        slides = len(parse_deck(text).slides)
    except DeckRefusedError as refused:
        lines = [fault.line for fault in refused.faults]
    assert bool(slides) is not bool(lines)
    assert all(line >= 1 for line in lines)


ASSUMED = """\
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
        live = parse_deck(ASSUMED).slides[slide].live
        assert live is not None
        text = with_assumptions(ASSUMED, live.line, pairs_of(doubts))
        after = parse_deck(text).slides[slide].live
        assert after is not None
        assert doubts_of(after.assume) == doubts
        other = parse_deck(text).slides[1 - slide].live
        before = parse_deck(ASSUMED).slides[1 - slide].live
        assert other is not None
        assert before is not None
        assert other.assume == before.assume


def test_without_assumptions_the_line_goes_and_all_else_stays() -> None:
    text = with_assumptions(ASSUMED, 6, ())
    assert text == ASSUMED.replace("assume: ceiling 80\n", "")
    windows = with_assumptions(ASSUMED.replace("\n", "\r\n"), 6, (("post", 2.0),))
    assert windows == ASSUMED.replace("ceiling 80", "post 2").replace("\n", "\r\n")


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
