"""What is written out: the whole journal, or a picture of a screen, a chart or a slide."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_tui.chart.palette import PALETTES
from ssi_tui.chart.plot import Plot
from ssi_tui.chart.text import plain
from ssi_tui.disk import write_whole
from ssi_tui.errors import SsiError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.store import Store
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.file_pages import FileJob, WriteFile, ask_where
from ssi_tui.tui.shell.services import Services

if TYPE_CHECKING:
    from textual.screen import Screen

    from ssi_tui.chart.svg_screen import Ink
    from ssi_tui.tui.shell.main import Main


async def open_export(services: Services) -> None:
    """Ask for a place, and write everything that is saved there."""
    await services.saved()
    about = _(
        "Entries, scores, notes, targets, rest and own actions. The ending says the form: "
        ".json for another journal, .csv for a spreadsheet. Import takes both back."
    )
    job = FileJob(
        endings=(".json", ".csv"),
        write=partial(_export, services.store),
        naming=N_("A name that ends in .json or .csv, please."),
    )
    name = f"~/ssi-tui-{services.today.isoformat()}.json"
    ask_where(services, WriteFile(_("Export everything"), about, name, job))


def _export(store: Store, path: Path) -> str:
    """Write everything to the file, which is replaced as a whole; answers what was written."""
    from ssi_tui.exchange.export import BOM, to_csv, to_json
    from ssi_tui.exchange.merge import of_journal

    content = of_journal(store.read())
    if path.suffix.casefold() == ".csv":
        data = (BOM + to_csv(content)).encode()
    else:
        data = to_json(content)
    write_whole(path, data)
    number = len(content.actions)
    text = ngettext("Wrote {n} entry to {file}", "Wrote {n} entries to {file}", number)
    return text.format(n=number, file=path)


def picture_page(title: str, name: str, draw: Callable[[], str]) -> WriteFile:
    """Asks where one drawing is to go; ``draw`` makes the SVG, in a thread."""
    about = _(
        "The ending says the form: .svg stays sharp at any size, .png goes everywhere. "
        "Look at what stands in it before you hand it on."
    )

    def write(path: Path) -> str:
        svg = draw()
        if path.suffix.casefold() == ".png":
            from ssi_tui.chart.svg_screen import to_png

            write_whole(path, to_png(svg))
        else:
            write_whole(path, svg.encode())
        return _("Wrote the picture to {file}").format(file=plain(str(path)))

    job = FileJob(
        endings=(".svg", ".png"),
        write=write,
        naming=N_("A name that ends in .svg or .png, please."),
        why_not=_why_not,
    )
    return WriteFile(title, about, name, job)


def _why_not(error: SsiError) -> str:
    """Also where PNG can't be made here."""
    from ssi_tui.chart.svg_screen import NotDrawnError, lacking

    return lacking(error) if isinstance(error, NotDrawnError) else told_error(error)


def ask_for_screen(services: Services, main: Main) -> None:
    """The screen as it stands there now."""
    from ssi_tui.chart.svg_screen import draw_picture

    inks, width, room = screen_inks(main), main.size.width, main.room
    title, about = f"ssi-tui: {_(room.TAB.title)}", _(room.ABOUT)
    draw = partial(draw_picture, inks, width, title=title, description=about)
    heading = _("Save this screen as a picture")
    ask_where(services, picture_page(heading, _name(services, room.TAB.id), draw))


def ask_for_slide(
    services: Services,
    plot: Plot,
    title: str,
    sentence: str,
    look: str,
    done: Callable[[str | None], None],
) -> None:
    """A slide's chart as a drawing, in the look of the slide; ``done`` is told what came of it."""
    from ssi_tui.chart.svg_chart import draw_vector

    title = " · ".join([title, *_made_up(services)])
    draw = partial(draw_vector, plot, title=title, sentence=sentence, palette=PALETTES[look])
    page = picture_page(_("Save this slide as a picture"), _name(services, "slide"), draw)
    services.open_page(page, done)


def ask_for_chart(services: Services, plot: Plot, sentence: str) -> None:
    """What-if's curves, as a drawing on a light ground."""
    from ssi_tui.chart.svg_chart import draw_vector

    title = " · ".join([*(line.name for line in plot.lines), *_made_up(services)])
    draw = partial(draw_vector, plot, title=title, sentence=sentence)
    page = picture_page(_("Save the chart as a picture"), _name(services, "what-if"), draw)
    ask_where(services, page)


def _made_up(services: Services) -> list[str]:
    """A picture is handed on: it says so itself."""
    return [_("made-up data")] if services.is_sample else []


def _name(services: Services, subject: str) -> str:
    """Where a picture goes unless one says otherwise."""
    return f"~/ssi-tui-{subject}-{services.today.isoformat()}.svg"


def screen_inks(screen: Screen[None]) -> list[list[Ink]]:
    """What stands on a screen, cell by cell, with its colours."""
    from ssi_tui.chart.svg_screen import Ink

    rows = []
    for strip in screen._compositor.render_strips():
        row = []
        for text, style, _control in strip:
            front, back = "#ffffff", "#000000"
            if style is not None:
                front = style.color.get_truecolor().hex if style.color else front
                back = style.bgcolor.get_truecolor().hex if style.bgcolor else back
                if style.reverse:
                    front, back = back, front
            row.append(Ink(text, front, back, bool(style and style.bold)))
        rows.append(row)
    return rows
