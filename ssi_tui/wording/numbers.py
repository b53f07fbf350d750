"""Numbers as people type them and read them: decimal comma or point, and nothing stranger."""

from ssi_tui.errors import BadValueError
from ssi_tui.i18n import _, pgettext

DIGITS_MAX = 9
"""Longer numbers are a slip of the finger."""


def parse_count(text: str, *, field: str = "count", least: int = 0, most: int = 10_000) -> int:
    """A whole number within bounds, else BadValueError."""
    digits = text.strip().removeprefix("+")
    if digits.isascii() and digits.isdigit() and len(digits) <= DIGITS_MAX:
        value = int(digits)
        if least <= value <= most:
            return value
    allowed = _("a whole number from {least} to {most}").format(least=least, most=most)
    raise BadValueError(field, text.replace("\u2212", "-"), allowed)


def parse_number(text: str, *, field: str, least: float = 0.0, most: float) -> float:
    """A number with a decimal comma or point, within bounds, else BadValueError."""
    whole, _mark, part = text.strip().replace(",", ".").partition(".")
    digits = whole + part
    if whole and digits.isascii() and digits.isdigit() and len(digits) <= DIGITS_MAX:
        value = float(f"{whole}.{part or 0}")
        if least <= value <= most:
            return value
    allowed = _("a number from {least} to {most}").format(
        least=format_number(least), most=format_number(most)
    )
    raise BadValueError(field, text.replace("\u2212", "-"), allowed)


def format_number(value: float, decimals: int = 0, *, sign: bool = False) -> str:
    """With the language's decimal mark; ``sign`` writes + and − before the number."""
    text = f"{value:+.{decimals}f}" if sign else f"{value:.{decimals}f}"
    if not float(text):
        text = text.lstrip("+-")
    return text.replace(".", pgettext("decimal mark", ".")).replace("-", "−")


def format_points(value: float) -> str:
    """Points of the score: one decimal, none where it is a whole number as LinkedIn's total is."""
    return format_number(value, 0 if value == int(value) else 1)
