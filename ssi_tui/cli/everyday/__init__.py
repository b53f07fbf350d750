"""Calls of every day that are answered without click, which would take half of their time."""
