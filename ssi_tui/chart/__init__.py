"""Curves, lanes, bars and digits as rows of (text, style name): pure, for cli and tui alike.

Each name is loaded when it is first asked for: a progress bar needs no chart (1 ms against 7).
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssi_tui.chart.ansi import Depth, colour_depth, ground_is_light, to_ansi, without_colour
    from ssi_tui.chart.bars import big_digits, heat_cell, heat_level, progress_bar, sparkline
    from ssi_tui.chart.cells import Row, cell_len, fit, plain_text, row_len
    from ssi_tui.chart.curves import DAILY, ROOM, Style, draw_curves
    from ssi_tui.chart.frame import Frame, frame_of
    from ssi_tui.chart.heatmap import Grid, month_map, month_row, week_rows, year_map
    from ssi_tui.chart.lane import Lane, draw_lane, draw_lanes
    from ssi_tui.chart.palette import BOLD, PALETTES, PILLAR_GLYPHS, STYLE_NAMES, Palette
    from ssi_tui.chart.panels import draw_panels
    from ssi_tui.chart.plot import Line, Plot, fitted

__all__ = [
    "BOLD",
    "DAILY",
    "PALETTES",
    "PILLAR_GLYPHS",
    "ROOM",
    "STYLE_NAMES",
    "Depth",
    "Frame",
    "Grid",
    "Lane",
    "Line",
    "Palette",
    "Plot",
    "Row",
    "Style",
    "big_digits",
    "cell_len",
    "colour_depth",
    "draw_curves",
    "draw_lane",
    "draw_lanes",
    "draw_panels",
    "fit",
    "fitted",
    "frame_of",
    "ground_is_light",
    "heat_cell",
    "heat_level",
    "month_map",
    "month_row",
    "plain_text",
    "progress_bar",
    "row_len",
    "sparkline",
    "to_ansi",
    "week_rows",
    "without_colour",
    "year_map",
]

_HOMES = {
    "ansi": "Depth colour_depth ground_is_light to_ansi without_colour",
    "bars": "big_digits heat_cell heat_level progress_bar sparkline",
    "cells": "Row cell_len fit plain_text row_len",
    "curves": "DAILY ROOM Style draw_curves",
    "frame": "Frame frame_of",
    "heatmap": "Grid month_map month_row week_rows year_map",
    "lane": "Lane draw_lane draw_lanes",
    "palette": "BOLD PALETTES PILLAR_GLYPHS STYLE_NAMES Palette",
    "panels": "draw_panels",
    "plot": "Line Plot fitted",
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names.split():
            value: object = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
