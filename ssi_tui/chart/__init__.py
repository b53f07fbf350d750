"""Curves, lanes and bars as rows of (text, style name): pure, for cli and tui alike.

Each name is loaded when it is first asked for: a progress bar needs no chart (1 ms against 7).
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssi_tui.chart.bars import progress_bar, sparkline
    from ssi_tui.chart.curves import DAILY, ROOM, Style, draw_curves, draw_panels
    from ssi_tui.chart.heatmap import (
        Grid,
        heat_cell,
        heat_level,
        month_map,
        month_row,
        week_rows,
        year_map,
    )
    from ssi_tui.chart.lanes import Lane, draw_lanes
    from ssi_tui.chart.palette import (
        BOLD,
        PALETTES,
        PILLAR_GLYPHS,
        STYLE_NAMES,
        Depth,
        Palette,
        as_heights,
        colour_depth,
        ground_is_light,
        to_ansi,
        without_colour,
    )
    from ssi_tui.chart.plot import (
        Average,
        Frame,
        Line,
        Plot,
        fitted,
        fitted_to_bands,
        frame_of,
        has_names,
    )
    from ssi_tui.chart.text import (
        Row,
        cell_len,
        fit,
        left,
        plain,
        plain_text,
        right,
        row_width,
        wrap,
    )

__all__ = [
    "BOLD",
    "DAILY",
    "PALETTES",
    "PILLAR_GLYPHS",
    "ROOM",
    "STYLE_NAMES",
    "Average",
    "Depth",
    "Frame",
    "Grid",
    "Lane",
    "Line",
    "Palette",
    "Plot",
    "Row",
    "Style",
    "as_heights",
    "cell_len",
    "colour_depth",
    "draw_curves",
    "draw_lanes",
    "draw_panels",
    "fit",
    "fitted",
    "fitted_to_bands",
    "frame_of",
    "ground_is_light",
    "has_names",
    "heat_cell",
    "heat_level",
    "left",
    "month_map",
    "month_row",
    "plain",
    "plain_text",
    "progress_bar",
    "right",
    "row_width",
    "sparkline",
    "to_ansi",
    "week_rows",
    "without_colour",
    "wrap",
    "year_map",
]

_HOMES = {
    "bars": "progress_bar sparkline",
    "curves": "DAILY ROOM Style draw_curves draw_panels",
    "heatmap": "Grid heat_cell heat_level month_map month_row week_rows year_map",
    "lanes": "Lane draw_lanes",
    "palette": (
        "BOLD Depth PALETTES PILLAR_GLYPHS STYLE_NAMES Palette as_heights colour_depth "
        "ground_is_light to_ansi without_colour"
    ),
    "plot": "Average Frame Line Plot fitted fitted_to_bands frame_of has_names",
    "text": "Row cell_len fit left plain plain_text right row_width wrap",
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names.split():
            value: object = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
