"""What a journal says to the model: doses, usual pace, rates and lasting things."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from sim.catalogue import CATALOGUE, Catalogue
from sim.curves import WEEK
from sim.forecast import HISTORY_DAYS, USUAL_DAYS, usual_pace
from sim.inputs import Assumptions
from sim.members import MEMBERS
from sim.presence import with_active_days
from sim.terms import ActionKind, Member, Stock
from ssi_tui.forecasting.outlook import Remark
from ssi_tui.model.journal import Journal
from ssi_tui.model.reading import Reading

Array = NDArray[np.float64]

FEWEST_DAYS = 7
"""A usual pace needs at least a week of log."""
RATE_DAYS = 180
"""LinkedIn's own archive of requests reaches so far back."""
RATE_WEIGHT = 10.0
"""So many requests of one's own weigh as much as the assumed acceptance rate."""
OLD_READING = 30
"""Days after which a score is worth a remark."""


@dataclass(frozen=True, kw_only=True, eq=False)
class History:
    """A journal on the model's axes, seen on the evening of one day."""

    doses: Array
    """(day, kind), actions per day from the journal's first day to that day."""
    usual: Array
    """(kind,), actions per week."""
    assumptions: Assumptions
    stocks: dict[Stock, float]
    readings: tuple[Reading, ...]
    """All up to that day, by day."""
    remarks: tuple[Remark, ...]

    @property
    def reading(self) -> Reading | None:
        """The newest."""
        return self.readings[-1] if self.readings else None


def history(
    journal: Journal, day: date, *, over: bool, catalogue: Catalogue = CATALOGUE
) -> History:
    """Read the journal as it was on one day; later entries are not looked at.

    A day that is not `over` and has no entry yet counts as a usual one.
    """
    doses = _doses(journal, day, catalogue)
    readings = tuple(reading for reading in journal.readings if reading.day <= day)
    newest = readings[-1] if readings else None
    open_day = not over and len(doses) > 0 and not doses[-1].any()
    known = doses[:-1] if open_day else doses
    member = _like(newest)
    remarks = [*_about_reading(newest, day), *_about_own(doses, catalogue)]
    if len(known) < FEWEST_DAYS or not known[-USUAL_DAYS:].any():
        usual = np.array(MEMBERS[member].week(catalogue))
        remarks.append(Remark(code="no-pace", values=(("member", member.value),)))
    else:
        usual = usual_pace(known)
        if len(known) < USUAL_DAYS:
            remarks.append(Remark(code="short-journal", values=(("days", len(known)),)))
    if open_day:
        doses[-1] = usual / WEEK
    stated = {Stock(name): value for name, value in journal.stocks.items()}
    return History(
        doses=doses,
        usual=usual,
        assumptions=_assumptions(doses[-RATE_DAYS:]),
        stocks={**MEMBERS[member].stocks, **stated},
        readings=readings,
        remarks=tuple(remarks),
    )


def _about_reading(reading: Reading | None, day: date) -> Iterator[Remark]:
    if reading is None:
        yield Remark(code="no-reading")
        return
    if (day - reading.day).days > OLD_READING:
        yield Remark(code="old-reading", values=(("days", (day - reading.day).days),))
    if reading.brand is None:
        yield Remark(code="total-only")


def _about_own(doses: Array, catalogue: Catalogue) -> Iterator[Remark]:
    """Those of one's own actions that were done: what they give is a guess."""
    own = range(len(CATALOGUE), len(catalogue))
    done = [catalogue.names[at] for at in own if doses[:, at].any()]
    if done:
        yield Remark(code="own", values=(("names", ", ".join(done)),))


def _doses(journal: Journal, last: date, catalogue: Catalogue) -> Array:
    """(day, kind) from the first entry, at most `HISTORY_DAYS` back, to the last day."""
    counts = journal.counts(last - timedelta(days=HISTORY_DAYS - 1), last)
    first = min((day for days in counts.values() for day in days), default=last)
    return logged(journal, first, last, catalogue)


def logged(journal: Journal, first: date, last: date, catalogue: Catalogue = CATALOGUE) -> Array:
    """(day, kind) actions from one day to another, both included."""
    doses = np.zeros(((last - first).days + 1, len(catalogue)))
    for kind, days in journal.counts(first, last).items():
        if kind in catalogue:
            for day, count in days.items():
                doses[(day - first).days, catalogue.index(kind)] = count
    return with_active_days(doses)


def _like(reading: Reading | None) -> Member:
    """The member whose band of document 001 the score lies in."""
    if reading is None:
        return Member.ORDINARY
    bounds = ((30, Member.INACTIVE), (50, Member.OCCASIONAL), (80, Member.ACTIVE))
    return next((member for top, member in bounds if reading.total < top), Member.INTENSIVE)


def _assumptions(doses: Array) -> Assumptions:
    """Acceptance as the log shows it, drawn towards the assumed rate where it shows little."""
    assumed = Assumptions()

    def total(*kinds: ActionKind) -> float:
        return float(sum(doses[:, CATALOGUE.index(kind)].sum() for kind in kinds))

    plain, noted = total(ActionKind.REQUEST), total(ActionKind.REQUEST_WITH_NOTE)
    accepted, ignored = total(ActionKind.REQUEST_ACCEPTED), total(ActionKind.REQUEST_IGNORED)
    known = accepted + ignored if ignored else plain + noted
    expected = plain * assumed.acceptance + noted * assumed.acceptance_with_note
    if accepted + ignored and known and expected:
        mean = expected / (plain + noted)
        rate = (min(accepted, known) + RATE_WEIGHT * mean) / (known + RATE_WEIGHT)
        assumed = replace(
            assumed,
            acceptance=min(assumed.acceptance * rate / mean, 1.0),
            acceptance_with_note=min(assumed.acceptance_with_note * rate / mean, 1.0),
        )
    sent, replies = total(ActionKind.INMAIL), total(ActionKind.INMAIL_REPLY)
    if replies and sent:
        weighed = min(replies, sent) + RATE_WEIGHT * assumed.inmail_reply
        assumed = replace(assumed, inmail_reply=weighed / (sent + RATE_WEIGHT))
    return assumed
