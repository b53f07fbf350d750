"""Draws to median and bands, looked back on, and where the points come from."""
