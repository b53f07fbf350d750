"""Where a picture goes: the screen in sight, What-if's chart, or a slide, as SVG or PNG."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_tui.chart import PALETTES
from ssi_tui.chart.text import plain
from ssi_tui.disk import write_whole
from ssi_tui.errors import SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.tui.exchange.exporting import Writing, ask_where

if TYPE_CHECKING:
    from textual.screen import Screen

    from ssi_tui.chart.svg_screen import Ink
    from ssi_tui.tui.app import SsiApp
    from ssi_tui.tui.presenter.screen import Presenter


class Picturing(Writing):
    """One drawing as a file."""

    ENDINGS = (".svg", ".png")
    NAMING = N_("A name that ends in .svg or .png, please.")

    def __init__(self, title: str, name: str, draw: Callable[[], str]) -> None:
        """``draw`` makes the SVG; it runs in a thread."""
        about = _(
            "The ending says the form: .svg stays sharp at any size, .png goes everywhere. "
            "Look at what stands in it before you hand it on."
        )
        super().__init__(title, about, name)
        self.make = draw

    def write(self, path: Path) -> str:
        """As the ending says."""
        svg = self.make()
        if path.suffix.casefold() == ".png":
            from ssi_tui.chart.svg_screen import to_png

            write_whole(path, to_png(svg))
        else:
            write_whole(path, svg.encode())
        return _("Wrote the picture to {file}").format(file=plain(str(path)))

    def why_not(self, error: SsiError, path: Path) -> str:
        """Also where PNG can't be made here."""
        from ssi_tui.chart.svg_screen import NotDrawnError, lacking

        return lacking(error) if isinstance(error, NotDrawnError) else super().why_not(error, path)


def ask_for_screen(app: SsiApp) -> None:
    """The room in sight, as it stands there now."""
    from ssi_tui.chart.svg_screen import draw_picture

    room = app.main.room
    inks, width = screen_inks(app.main), app.main.size.width
    title, about = f"ssi-tui: {_(room.TAB.title)}", _(room.ABOUT)

    def draw() -> str:
        return draw_picture(inks, width, title=title, description=about)

    heading = _("Save this screen as a picture")
    ask_where(app, Picturing(heading, _name(app, room.TAB.id), draw))


def ask_for_slide(presenter: Presenter) -> None:
    """The presenter's chart, as a drawing."""
    from ssi_tui.chart.svg_chart import draw_vector
    from ssi_tui.tui.presenter.draw import meaning, revealed, title

    slide, app = presenter.slide, presenter.ssi
    if slide.plot is None or not slide.plot.lines:
        return
    plot, palette = revealed(slide), PALETTES[app.theme]
    heading, sentence = " · ".join([title(slide), *_made_up(app)]), meaning(slide)

    def draw() -> str:
        return draw_vector(plot, title=heading, sentence=sentence, palette=palette)

    asked = Picturing(_("Save this slide as a picture"), _name(app, "slide"), draw)
    app.push_screen(asked, presenter.tell)


def ask_for_chart(app: SsiApp) -> None:
    """What-if's curves, as a drawing on a light ground; the room is opened where it is not."""
    from ssi_tui.chart.svg_chart import draw_vector
    from ssi_tui.tui.shell import frame
    from ssi_tui.tui.what_if.chart import plot
    from ssi_tui.tui.what_if.room import WhatIf

    app.main.open_room(frame.WHAT_IF.id)
    room = app.main.room
    if not isinstance(room, WhatIf):
        return
    if not room.is_mounted or not room.curves:
        app.say(_("Here are the curves; once they are drawn, the same command saves them."))
        return
    scene = room.scene
    found, sentence = plot(scene, None), room.standing_sentence()
    title = " · ".join([*(line.name for line in found.lines), *_made_up(app)])

    def draw() -> str:
        return draw_vector(found, title=title, sentence=sentence)

    ask_where(app, Picturing(_("Save the chart as a picture"), _name(app, "what-if"), draw))


def _made_up(app: SsiApp) -> list[str]:
    """A picture is handed on: it says so itself."""
    return [_("made-up data")] if app.diary is not app.own else []


def _name(app: SsiApp, what: str) -> str:
    """Where a picture goes unless one says otherwise."""
    return f"~/ssi-tui-{what}-{app.today.isoformat()}.svg"


def screen_inks(screen: Screen[None]) -> list[list[Ink]]:
    """What stands on a screen, cell by cell, with its colours."""
    from ssi_tui.chart.svg_screen import Ink

    plain_look = ("#ffffff", "#000000")
    rows = []
    for strip in screen._compositor.render_strips():
        row = []
        for text, style, _control in strip:
            front, back = plain_look
            if style is not None:
                front = style.color.get_truecolor().hex if style.color else front
                back = style.bgcolor.get_truecolor().hex if style.bgcolor else back
                if style.reverse:
                    front, back = back, front
            row.append(Ink(text, front, back, bool(style and style.bold)))
        rows.append(row)
    return rows
