"""Where scenario files are found: shipped ones, those on the shelf, the profile's own, any path."""

from collections.abc import Sequence
from pathlib import Path

from sim.catalogue.kinds import CATALOGUE
from sim.scenario.cadence import Cadence
from sim.scenario.files import load, shipped_folder
from sim.scenario.scenario import Phase, Scenario
from ssi_tui.errors import NotFoundError
from ssi_tui.places import shelf_folder

__all__ = ["as_now", "find_scenario", "load", "minutes_on", "own", "shelf", "shipped", "why"]

TEACHING_ORDER = (
    "quiet_month",
    "post_weekly",
    "no_posts_but_present",
    "comment_daily",
    "network_with_notes",
    "unanswered_requests",
    "pitch_spree",
    "profile_first",
    "one_article",
    "balanced_150_minutes",
    "formula_change",
    "sales_navigator",
)


def shipped() -> tuple[Path, ...]:
    """The files that come with the program, in the order in which they teach."""
    return tuple(shipped_folder() / f"{name}.yaml" for name in TEACHING_ORDER)


def as_now(name: str, description: str) -> Scenario:
    """The plan in which everything keeps its usual pace, for as long as one looks."""
    return Scenario(name=name, description=description, phases=(Phase(),))


def minutes_on(kinds: Sequence[str], minutes: float, name: str) -> Scenario:
    """So many minutes a week spent on these kinds in equal parts; all else keeps its usual pace."""
    each = minutes / len(kinds)
    do = [(kind, Cadence.weekly(each / CATALOGUE[kind].minutes)) for kind in kinds]
    return Scenario(name=name, phases=(Phase(do=tuple(do)),))


def why(kind: str) -> str:
    """The reason that the catalogue gives for a kind: an English msgid; empty for one's own."""
    return CATALOGUE[kind].why if kind in CATALOGUE else ""


def own(profile_folder: str | Path) -> tuple[Path, ...]:
    """The profile's own files, by name."""
    return tuple(sorted(Path(profile_folder, "scenarios").glob("*.yaml")))


def shelf() -> tuple[Path, ...]:
    """What was saved for all profiles, by name."""
    return tuple(sorted(Path(shelf_folder()).glob("*.yaml")))


def find_scenario(name: str) -> Path:
    """A path as it stands, else the file of that name on the shelf, or a shipped one.

    NotFoundError with the nearest names.
    """
    path = Path(name)
    if path.exists() or path.suffix in (".yaml", ".yml") or len(path.parts) > 1:
        return path
    kept = {each.stem: each for each in shelf()}
    if name in kept:
        return kept[name]
    if name.replace("-", "_") in TEACHING_ORDER:
        return shipped_folder() / f"{name.replace('-', '_')}.yaml"
    from difflib import get_close_matches  # only for the answer to a mistake

    nearest = get_close_matches(name, [*kept, *TEACHING_ORDER], n=3, cutoff=0.5)
    raise NotFoundError("scenario", name, tuple(nearest))
