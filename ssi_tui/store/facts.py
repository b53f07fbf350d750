"""What the store is told of the profile itself: targets, stocks, rest, own actions, the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.model.checks import check_kind
from ssi_tui.store import profile

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.model.change import Done
    from ssi_tui.model.own import OwnAction
    from ssi_tui.model.target import Target
    from ssi_tui.store.files import ProfileFiles
    from ssi_tui.store.recording import Recorder


class Facts:
    """The part of the store that writes profile.json."""

    _files: ProfileFiles
    _recorder: Recorder

    @property
    def uncopied(self) -> str:
        """Why the backup before the first write of the day could not be made; empty: it was."""
        return self._files.uncopied

    def set_target(
        self, target: Target | None, kind: str, *, by: str = "cli", change: int | None = None
    ) -> Done:
        """Set the target of a kind, or take it away, the one that is there by default as well."""
        check_kind(kind)
        text = profile.NO_TARGET if target is None else str(target)
        head = self._recorder.head("target", kind, "", text, by)
        document = {"kind": kind, "target": text}
        return self._recorder.fact("targets", "kind", document, head, change)

    def set_stock(
        self, stock: str, count: float, *, by: str = "cli", change: int | None = None
    ) -> Done:
        """Say how many of something lasting there are; ``profile`` is a fraction."""
        profile.check_stock(stock, count)
        head = self._recorder.head("stock", stock, "", str(count), by)
        document = {"stock": str(stock), "count": count}
        return self._recorder.fact("stocks", "stock", document, head, change)

    def set_name(self, name: str, *, by: str = "cli", change: int | None = None) -> Done:
        """Give the profile the name that people see."""
        check_kind(name)
        head = self._recorder.head("name", "", "", name, by)
        document = {"key": "name", "value": name}
        return self._recorder.fact("settings", "key", document, head, change)

    def set_own_action(
        self, action: OwnAction, *, by: str = "cli", change: int | None = None
    ) -> Done:
        """Add an action of the user's own, or change the one of that name; archived ones stay."""
        from ssi_tui.model.own import check_own_action

        check_own_action(action)
        head = self._recorder.head("own", action.name, "", action.pillar, by)
        return self._recorder.fact("own", "name", action._asdict(), head, change)

    def skip(
        self,
        kind: str | None,
        first: date,
        last: date,
        why: str = "",
        *,
        by: str = "cli",
        change: int | None = None,
    ) -> Done:
        """Plan rest from a kind, or from all: no day of it is due, and no streak ends."""
        from ssi_tui.store import resting

        return resting.skip(self._recorder, kind or "", first, last, why, by, change)

    def unskip(
        self,
        kind: str | None,
        first: date,
        last: date,
        *,
        by: str = "cli",
        change: int | None = None,
    ) -> Done:
        """Take these days out of the rest from a kind; None: out of every rest."""
        from ssi_tui.store import resting

        return resting.unskip(self._recorder, kind, first, last, by, change)
