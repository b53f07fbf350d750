"""What one changes about habits: how often, actions of one's own, days of rest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.model.own import OwnAction
from ssi_tui.model.rest import Rest, without
from ssi_tui.model.target import Target
from ssi_tui.tui.render import plain
from ssi_tui.tui.writes import BY, having
from ssi_tui.words.dates import format_day
from ssi_tui.words.goals import target_in_words
from ssi_tui.words.names import action_name, pillar_name

if TYPE_CHECKING:
    from ssi_tui.model.change import Change
    from ssi_tui.store import Store


class SetTarget(NamedTuple):
    """How often somebody wants to do something."""

    kind: str
    target: Target | None
    """None: no target."""

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it."""
        done = store.set_target(self.target, self.kind, by=BY, change=change)
        return (done.change,) if done.change else ()

    def hope(self, journal: Journal) -> Journal:
        """The journal as it will be."""
        targets = {kind: one for kind, one in journal.targets.items() if kind != self.kind}
        if self.target is not None:
            targets = {**journal.targets, self.kind: self.target}
        return having(journal, targets=targets)

    def told(self, changes: tuple[Change, ...]) -> str:
        """What was done."""
        name = plain(action_name(self.kind, 2))
        if self.target is None:
            return _("No target for {actions} any more · u takes it back").format(actions=name)
        form = _("Target for {actions}: {target} · u takes it back")
        return form.format(actions=name, target=target_in_words(self.target))


class AddOwn(NamedTuple):
    """An action of one's own."""

    own: OwnAction

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it."""
        done = store.set_own_action(self.own, by=BY, change=change)
        return (done.change,) if done.change else ()

    def hope(self, journal: Journal) -> Journal:
        """The journal as it will be."""
        return having(journal, own_actions={**journal.own_actions, self.own.name: self.own})

    def told(self, changes: tuple[Change, ...]) -> str:
        """What was done."""
        form = _("Added {name} for {pillar}: what it gives is your assumption.")
        return form.format(name=plain(self.own.name), pillar=pillar_name(self.own.pillar))


class RestDay(NamedTuple):
    """A day of rest from everything, or one that is none after all."""

    day: date
    off: bool = False

    def run(self, store: Store, change: int | None) -> tuple[Change, ...]:
        """Do it."""
        if self.off:
            done = store.unskip(None, self.day, self.day, by=BY, change=change)
        else:
            done = store.skip(None, self.day, self.day, by=BY, change=change)
        return (done.change,) if done.change else ()

    def hope(self, journal: Journal) -> Journal:
        """The journal as it will be."""
        rests = tuple(without(journal.rests, self.day, self.day))
        if not self.off:
            rests = (*journal.rests, Rest("", self.day, self.day))
        return having(journal, rests=tuple(sorted(rests, key=lambda rest: rest.first)))

    def told(self, changes: tuple[Change, ...]) -> str:
        """What was done."""
        form = _("{day}: a day of rest, nothing is due · u takes it back")
        if self.off:
            form = _("{day}: no day of rest any more · u takes it back")
        return form.format(day=format_day(self.day))
