"""SVG into PNG: by resvg, a library of 3 MB that is there where it was asked for."""

from functools import lru_cache
from typing import Any

from ssi_tui.errors import SsiError
from ssi_tui.i18n import _

ZOOM = 2
"""Pixels of the PNG for each of the SVG: sharp on today's screens."""
_SANS = ("DejaVu Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "Noto Sans")
_MONO = ("DejaVu Sans Mono", "Menlo", "Consolas", "Liberation Mono", "Noto Sans Mono")
_MORE = ("Ubuntu", "Ubuntu Mono", "Cantarell", "Roboto", "Courier New", "FreeMono", "Fira Code")


class NotDrawnError(SsiError):
    """No PNG can be made here; an SVG can."""

    exit_code = 2

    def __init__(self, lacks: str) -> None:
        self.lacks = lacks
        """``package`` or ``font``."""
        super().__init__(lacks)


def to_png(svg: str, *, zoom: int = ZOOM) -> bytes:
    """The picture as PNG; NotDrawnError where the library, or any font, is missing."""
    try:
        import resvg_py  # optional: 3 MB that only pictures need
    except ImportError as error:
        raise NotDrawnError("package") from error
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        sans_serif_family=_found(_SANS),
        monospace_family=_found(_MONO),
    )


@lru_cache
def _found(families: tuple[str, ...]) -> str:
    """The first family that this computer has: resvg itself would leave the text out, silently."""
    blank = _word(" ", families[0])
    for family in (*families, *_MORE):
        if _word("x", family) != blank:
            return family
    raise NotDrawnError("font")


def _word(text: str, family: str) -> bytes:
    import resvg_py

    size: dict[str, Any] = {"xmlns": "http://www.w3.org/2000/svg", "width": 20, "height": 20}
    head = " ".join(f'{name}="{value}"' for name, value in size.items())
    svg = f'<svg {head}><text y="15" font-family="\'{family}\'">{text}</text></svg>'
    return resvg_py.svg_to_bytes(svg_string=svg)


def lacking(error: NotDrawnError) -> str:
    """What is missing, and the way on."""
    if error.lacks == "font":
        return _("No font was found on this computer to write a PNG with; an SVG needs none.")
    return _("A PNG needs one more package: pip install resvg-py. An SVG needs none.")
