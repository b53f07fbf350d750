"""The journal on disk: TinyDB files, one a month, and nothing acknowledged is ever lost."""

from ssi_tui.store.store import Store

__all__ = ["Store"]
