"""A fit as plain arrays and back, so that it can be kept in a file beside the journal."""

from collections.abc import Mapping
from dataclasses import asdict, astuple, fields
from typing import Any

import numpy as np

from sim.errors import SimError
from sim.inference.blend import Weights
from sim.inference.fit import Fit, Learned, Outcome
from sim.population.start import Start
from sim.response.curves import Array
from sim.response.state import Assumptions, Memory, Parameters, State
from sim.terms import Pillar

FORMAT = 9
"""Goes up whenever the model or the arrays change: what was kept before is then computed anew."""


def packed(fit: Fit, journal: str) -> dict[str, Array]:
    """Arrays for `numpy.savez`; `journal` names the state of the journal that it was made from."""
    made: dict[str, Any] = {
        "format": FORMAT,
        "journal": journal,
        "outcome": fit.outcome.value,
        "numbers": np.array([fit.fading, fit.readings, fit.scale, *astuple(fit.weights)]),
        "starts": len(fit.starts),
        "words": np.array(
            [(row.what, row.pillar.value, row.name) for row in fit.learned], dtype=str
        ),
        "values": np.array([[getattr(row, field) for field in VALUES] for row in fit.learned]),
    }
    for at, start in enumerate(fit.starts):
        for part in (start.parameters, start.state):
            for field in fields(part):
                value = getattr(part, field.name)
                if value is not None:
                    made[f"{at}.{field.name}"] = str(value) if isinstance(value, Memory) else value
        made[f"{at}.usual"] = start.usual
        made[f"{at}.assumed"] = start.assumed
        told = asdict(start.assumptions)
        made[f"{at}.told"] = np.array([np.nan if v is None else float(v) for v in told.values()])
    return {name: np.asarray(value) for name, value in made.items()}


VALUES = ("assumed", "value", "low", "high", "part")


def unpacked(arrays: Mapping[str, Array], journal: str) -> Fit | None:
    """The fit, or None where it was made from another state of the journal or by another version.

    SimError when the arrays are none of ours.
    """
    try:
        if int(arrays["format"]) != FORMAT or str(arrays["journal"]) != journal:
            return None
        fading, readings, scale, *parts = arrays["numbers"].tolist()
        words, values = arrays["words"].tolist(), arrays["values"].tolist()
        return Fit(
            outcome=Outcome(str(arrays["outcome"])),
            starts=tuple(_start(arrays, at) for at in range(int(arrays["starts"]))),
            fading=fading,
            learned=tuple(
                Learned(
                    what=what, pillar=Pillar(pillar), name=name,
                    **dict(zip(VALUES, row, strict=True)),
                )
                for (what, pillar, name), row in zip(words, values, strict=True)
            ),
            readings=int(readings),
            scale=scale,
            weights=Weights(*parts),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as fault:
        raise SimError(f"no fit: {fault}") from fault


def _start(arrays: Mapping[str, Array], at: int) -> Start:
    def read(kind: type[Parameters] | type[State]) -> dict[str, Any]:
        known = {}
        for field in fields(kind):
            name = f"{at}.{field.name}"
            if name in arrays:
                value = arrays[name]
                known[field.name] = value if value.ndim else value.item()
        return known

    parameters = read(Parameters)
    acceptance, noted, replied, licence = arrays[f"{at}.told"].tolist()
    return Start(
        parameters=Parameters(**{**parameters, "memory": Memory(parameters["memory"])}),
        state=State(**read(State)),
        assumptions=Assumptions(
            acceptance=acceptance,
            acceptance_with_note=noted,
            inmail_reply=replied,
            sales_navigator=None if np.isnan(licence) else bool(licence),
        ),
        usual=arrays[f"{at}.usual"],
        assumed=arrays[f"{at}.assumed"],
    )
