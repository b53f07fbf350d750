"""The simulation behind `ssi sim`, `plan`, `explain` and `model`, and what is kept for the next."""

from typing import TYPE_CHECKING

import click

from ssi_tui.cli.shared.session import Session

if TYPE_CHECKING:
    from sim.terms import Member
    from ssi_tui.forecasting import Simulator
    from ssi_tui.model.journal import Journal


def simulator(
    session: Session,
    journal: "Journal | None",
    *,
    member: "Member | None" = None,
    seed: int | None = None,
) -> "Simulator":
    """The simulation of a journal, or of a member in its place.

    What it computes is kept in the profile's folder.  How wide the bands have to be for this person
    takes longer than an answer may: it is looked up after the answer has been printed, once for
    every new score, and the next answer has it.
    """
    # numpy and the model: five times bare Python
    from ssi_tui.forecasting import SEED, Simulator

    kept = None if session.sample or journal is None else session.store.folder
    model = Simulator(
        journal,
        today=session.today,
        member=member,
        seed=SEED if seed is None else seed,
        folder=kept,
    )
    if kept is not None and seed is None and model.behind:
        click.get_current_context().find_root().call_on_close(model.catch_up)
    return model
