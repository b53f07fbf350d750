"""A page in one file, as `ssi sim --html` and `ssi review --html` write it."""

from collections.abc import Iterable

from ssi_tui.chart.svg_chart import element, escaped
from ssi_tui.i18n import language

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_page(title: str, body: Iterable[str], style: str) -> str:
    """The whole file, which loads and runs nothing; `body` is markup, `title` is text."""
    lines = [
        "<!doctype html>",
        f'<html lang="{language()}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        element("title", escaped(title)),
        f"<style>{style}</style></head>",
        element("body", element("main", "\n" + "\n".join(body) + "\n")),
        "</html>",
    ]
    return "\n".join(lines) + "\n"
