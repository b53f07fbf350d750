"""Brings the figures that are shown to people in line with the table of docs/model.md.

`python -m tests.sim.measured` after `make evaluate` has changed the table.
"""

import json
import re
from pathlib import Path
from typing import Any

from ssi_tui.forecasting.model_report import FILE

PAGE = Path(__file__).parents[2] / "docs" / "model.md"


def figures_of(page: str) -> dict[str, Any]:
    """The figures as `Measured` of `forecasting.model_report`; KeyError for a lost row."""
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("| ")
    ]
    rows = {row[0]: row[-1] for row in cells}
    people = re.search(r"(\d+)\s+simulated\s+people", page)
    assert people, "the page says how many people there were"
    inside = rows["80% band, foreign laws, total, weeks (1, 4, 12, 26)"]
    parts = [round(100 * float(part)) for part in inside.split("/")]
    return {
        "people": int(people[1]),
        "skill": _skill(rows["skill, foreign laws"]),
        "skill_one": _skill(rows["skill, foreign laws, 1 readings"]),
        "skill_many": _skill(rows["skill, foreign laws, 26 readings"]),
        "worst": _skill(rows["skill, hardly answers"]),
        "inside": [min(parts), max(parts)],
    }


def _skill(reached: str) -> list[int]:
    """Against no change, weeks 1–4 and 5–12, of ``+19%, +25%; +26%, +35%``."""
    return [int(part) for part in re.findall(r"[+-]?\d+", reached.replace("−", "-"))][:2]


def main() -> None:
    """Write the file."""
    found = figures_of(PAGE.read_text(encoding="utf-8"))
    FILE.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
