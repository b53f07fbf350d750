"""Text in cells: how wide it is, how it is cut and wrapped, and what a terminal may be sent."""

import unicodedata

DIRECTION = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
"""Marks that turn the reading direction round, also of what stands to the right of them."""


def plain(text: str) -> str:
    """User text on one line: what moves the cursor, rings or turns the direction becomes ``·``.

    It goes into Segments, never through markup, so that brackets stay brackets.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char in "\n\t":
        return " "
    hidden = unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
    return "·" if hidden or ord(char) in DIRECTION else char


def fit(text: str, width: int) -> str:
    """The text in so many cells, with an ellipsis where it is cut."""
    from rich.cells import cell_len, set_cell_size

    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…"


def left(text: str, width: int) -> str:
    """The text at the left of so many cells."""
    from rich.cells import set_cell_size

    return set_cell_size(fit(text, width), width)


def right(text: str, width: int) -> str:
    """The text at the right of so many cells."""
    from rich.cells import cell_len

    text = fit(text, width)
    return " " * (width - cell_len(text)) + text


def wrap(text: str, width: int) -> list[str]:
    """The words in lines of so many cells at most; a longer word is cut."""
    from rich.cells import cell_len

    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if cell_len(longer) > width and line:
            lines.append(line)
            longer = word
        line = longer
    if line:
        lines.append(line)
    return [fit(line, width) for line in lines]
