"""A habit tracker for LinkedIn's Social Selling Index, in the terminal, on your own disk."""

__version__ = "0.1.0"
