"""Where scenarios and the pages of the documentation lie."""

from pathlib import Path

import ssi_tui
from ssi_tui.cli.shared.session import Session
from ssi_tui.places import shelf_folder


def page_files() -> list[Path]:
    """The pages, by name: inside the package once installed, beside it in a checkout."""
    package = Path(ssi_tui.__file__).parent
    inside = package / "docs"
    return sorted((inside if inside.is_dir() else package.parent / "docs").glob("*.md"))


def shipped_scenarios() -> list[Path]:
    """As `forecasting.shipped`, without its numpy and in the order of names."""
    from importlib.util import find_spec

    spec = find_spec("sim")
    package = Path(spec.origin if spec and spec.origin else "").parent
    folder = package / "scenarios"
    folder = folder if folder.is_dir() else package.parent / "scenarios"
    return sorted(folder.glob("*.yaml"))


def own_scenarios(session: Session) -> list[Path]:
    """Files in the profile's folder of scenarios, then those on the shelf for all."""
    folders = (Path(session.store.folder, "scenarios"), Path(shelf_folder()))
    paths = {path.stem: path for folder in reversed(folders) for path in folder.glob("*.yaml")}
    return sorted(paths.values(), key=lambda path: (path.parent != folders[0], path))


def scenario_path(session: Session, name: str) -> Path:
    """The profile's own of that name, else a path or one of the program: NotFoundError."""
    own = {place.stem: place for place in own_scenarios(session)}
    if name in own:
        return own[name]
    from ssi_tui import forecasting

    return forecasting.find_scenario(name)
