"""Pieces of an SVG file: escaped texts, short numbers, and how wide a text will about be."""

from collections.abc import Iterable, Sequence
from unicodedata import category

from ssi_tui.chart.cells import char_len, clusters

SANS = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
MONO = "'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"
"""What the viewer's own computer has: a picture of ours fetches nothing."""

_WIDTHS = {
    0.32: " ijlI.,:;'|!/()[]–-",
    0.4: 'frt"“”’‘·',
    0.64: "0123456789",
    0.84: "wMOQÖÓ%",
    0.99: "mW@",
}
_EMS = {char: width for width, chars in _WIDTHS.items() for char in chars}
"""Of DejaVu Sans, the widest of the fonts above: with the others there is room to spare."""
_BOLD = 1.1


def number(value: float) -> str:
    """To a tenth of a pixel, as short as it can be said."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def escaped(text: str) -> str:
    """A text for an element or an attribute, without what XML can't hold."""
    kept = "".join(map(_held, text))
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        kept = kept.replace(char, entity)
    return kept


def _held(char: str) -> str:
    if category(char) == "Cc":
        return ""
    return "\ufffd" if category(char) == "Cs" or char in "\ufffe\uffff" else char


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """One element; `_` in the names of attributes stands for `-`, a last one is dropped."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="'
        + (value if isinstance(value, str) else number(value))
        + '"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a text takes at most in one of the `SANS` fonts of this size."""
    ems = sum(_em(char) for char in text)
    return ems * size * (_BOLD if bold else 1)


def _em(char: str) -> float:
    cells = char_len(char)
    if cells != 1:
        return float(cells)
    return _EMS.get(char, 0.72 if char.isupper() else 0.62)


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or its beginning with … where it is wider than `room` pixels."""
    if text_width(text, size, bold=bold) <= room:
        return text
    kept = ""
    for part, _cells in clusters(text):
        if text_width(f"{kept}{part}…", size, bold=bold) > room:
            break
        kept += part
    return kept.rstrip() + "…"


def wrapped(text: str, room: float, size: float) -> list[str]:
    """The words in lines of at most `room` pixels."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [cut(line, room, size) for line in lines]


def path(points: Iterable[tuple[float, float]]) -> str:
    """What a polyline is drawn along."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def document(
    width: float, height: float, parts: Sequence[str], *, title: str, description: str
) -> str:
    """The whole file: title and description are what a screen reader says."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}" role="img" '
        'aria-labelledby="picture-title picture-desc">'
    )
    told = [
        element("title", escaped(title) or " ", id="picture-title"),
        element("desc", escaped(description) or " ", id="picture-desc"),
    ]
    return "\n".join((head, *told, *parts, "</svg>")) + "\n"
