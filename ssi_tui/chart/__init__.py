"""Curves, lanes and bars as rows of (text, style name): pure, for cli and tui alike."""
