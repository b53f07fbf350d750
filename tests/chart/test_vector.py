"""The score chart as a drawing: what is in the file, read back as XML."""

import re
from datetime import timedelta
from itertools import pairwise
from xml.etree import ElementTree as Xml

from hypothesis import given
from hypothesis import strategies as st

from ssi_tui.chart.plot import Plot
from ssi_tui.chart.svg_chart import HEIGHT, MARGIN, WIDTH, cut, draw_vector, text_width
from ssi_tui.chart.svg_screen import to_png
from tests.chart.plots import TODAY, a_line, a_plot

SVG = "{http://www.w3.org/2000/svg}"


def drawn(plot: Plot, **words: str) -> Xml.Element:
    """The file, parsed."""
    return Xml.fromstring(draw_vector(plot, **words))


def texts(root: Xml.Element) -> list[Xml.Element]:
    return list(root.iter(f"{SVG}text"))


def labels(root: Xml.Element, letters: str = "ABCDE") -> list[tuple[str, float]]:
    """Letter and height of what stands at the curves' ends."""
    return [
        (found.text[0], float(found.get("y", "")))
        for found in texts(root)
        if found.text and re.match(rf"[{letters}] ", found.text) and found.get("font-weight")
    ]


def test_the_chart_says_what_the_terminal_says() -> None:
    root = drawn(a_plot(target=65, target_name="plan"), title="Three ways", sentence="An estimate.")
    said = [found.text for found in texts(root)]
    assert said[0] == "Three ways"
    assert {"A Plan A", "71", "80 %: 63–80", "B As now", "C Stop", "31"} <= set(said)
    assert {"today", "Jul", "Jan 27", "40", "60", "65", "plan", "An estimate."} <= set(said)
    assert root.findtext(f"{SVG}title") == "Three ways"
    assert root.findtext(f"{SVG}desc") == "An estimate."


def test_a_bare_chart_keeps_its_words_for_screen_readers() -> None:
    root = Xml.fromstring(draw_vector(a_plot(), title="T", sentence="S.", bare=True))
    assert not {"T", "S."} & {found.text for found in texts(root)}
    assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == ("T", "S.")


def test_nothing_is_fetched_from_anywhere_and_the_bytes_stay_the_same() -> None:
    svg = draw_vector(a_plot(), title="T")
    assert svg == draw_vector(a_plot(), title="T")
    assert re.findall(r"https?://[^\"']+", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"href|@import|url\(|<script|<style|<image", svg)


def test_names_are_text_whatever_stands_in_them() -> None:
    from dataclasses import replace

    line = replace(a_line("A", 70), name='</text><script>"&\x1b[31m\x00[AI]')
    root = drawn(a_plot(lines=[line]), title="<b>&amp;")
    assert not list(root.iter(f"{SVG}script"))
    assert texts(root)[0].text == "<b>&amp;"
    assert any((found.text or "").startswith("A </text><scr") for found in texts(root))


def test_only_the_chosen_curve_has_a_band() -> None:
    root = drawn(a_plot(chosen="B"))
    (band,) = (one for one in root.iter(f"{SVG}path") if one.get("fill-opacity"))
    curves = [one for one in root.iter(f"{SVG}path") if one.get("fill") == "none"]
    assert len(curves) == 3
    assert band.get("fill") == curves[-1].get("stroke"), "and it is drawn on top"
    assert len({one.get("stroke-dasharray") for one in curves}) == 3, "patterns beside colours"


@given(
    ends=st.lists(st.floats(0, 100), min_size=1, max_size=5),
    name=st.text(max_size=60),
    chosen=st.sampled_from("ABCDE"),
)
def test_labels_stand_apart_and_inside(ends: list[float], name: str, chosen: str) -> None:
    from dataclasses import replace

    lines = [
        replace(a_line(letter, end), name=f"x{name}")
        for letter, end in zip("ABCDE", ends, strict=False)
    ]
    root = drawn(a_plot(lines=lines, chosen=chosen), title=name, sentence=name * 4)
    found = labels(root)
    assert sorted(letter for letter, _y in found) == [line.letter for line in lines]
    for (_a, above), (_b, below) in pairwise(found):
        assert below - above >= 31
    for one in texts(root):
        assert 0 < float(one.get("y", "")) < HEIGHT
        size = float(one.get("font-size", ""))
        wide = text_width(one.text or "", size, bold=one.get("font-weight") == "700")
        x = float(one.get("x", ""))
        begin = {None: x, "middle": x - wide / 2, "end": x - wide}[one.get("text-anchor")]
        assert begin >= -1
        assert begin + wide <= WIDTH - MARGIN / 2


def test_an_empty_journal_and_a_single_day_can_be_drawn() -> None:
    drawn(a_plot(points=[], lines=[]))
    drawn(a_plot(first=TODAY, last=TODAY, lines=[]))
    drawn(a_plot(first=TODAY + timedelta(days=9), last=TODAY + timedelta(days=90)))


def test_what_is_too_wide_ends_in_an_ellipsis() -> None:
    assert cut("Quiet month", 1000, 20) == "Quiet month"
    short = cut("Quiet month", 60, 20)
    assert short.endswith("…")
    assert text_width(short, 20) <= 60


def test_a_png_has_the_size_that_was_asked_for() -> None:
    png = to_png(draw_vector(a_plot()), zoom=1)
    assert png.startswith(b"\x89PNG")
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (WIDTH, HEIGHT)
