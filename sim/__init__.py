"""How the four pillars of the Social Selling Index grow and fade.

Stands alone: knows nothing of terminals, journals on disk or clicks.  Importing the package
costs nothing and changes nothing in the process; `sim.fit` is the front door (docs/library.md),
`sim.terms` has the words, the other modules the model.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.library import FittedPerson, ScenarioRun, fit

__all__ = ["FittedPerson", "ScenarioRun", "fit"]


def __getattr__(name: str) -> object:
    """The front door is loaded when somebody comes in: numpy and the model cost 150 ms."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sim import library

    value: object = getattr(library, name)
    return value
