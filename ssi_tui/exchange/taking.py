"""Counts, scores and stocks that come from elsewhere, taken into the journal as one change."""

from collections.abc import Mapping
from datetime import date

from ssi_tui.exchange.merge import SOURCE, Holding, MergePlan, plan_merge
from ssi_tui.exchange.portable import Portable, plan_join
from ssi_tui.model.change import Change
from ssi_tui.model.journal import Journal
from ssi_tui.model.reading import Reading
from ssi_tui.store import Store
from ssi_tui.store.joining import put


def plan_readings(
    journal: Journal, readings: Mapping[date, Reading]
) -> tuple[Mapping[date, Reading], int]:
    """Those to be written, and how many of the others the journal has otherwise."""
    plan = plan_join(journal, Portable(readings=readings))
    return {**plan.new.readings, **plan.changed.readings}, plan.kept


def apply(
    store: Store, holding: Holding, readings: Mapping[date, Reading] | None = None
) -> tuple[Change | None, MergePlan]:
    """Write what the journal does not have yet; one undo takes all of it back.

    The journal is looked at again, so that what was logged while a plan was shown is not counted
    twice.  The change is None where nothing is new.
    """
    journal = store.read()
    plan = plan_merge(journal, holding)
    wanted, _kept = plan_readings(journal, readings or {})
    change = put(
        store,
        actions=plan.entries,
        readings=wanted.values(),
        stocks={stock.stock: stock.becomes for stock in plan.stocks},
        by=SOURCE,
    )
    return change, plan
