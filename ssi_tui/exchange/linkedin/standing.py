"""How much of the profile is filled, as Profile and the files beside it say."""

from collections.abc import Iterable

from sim.terms import Stock
from ssi_tui.exchange.linkedin.formats import SECTIONS, Header, Table
from ssi_tui.exchange.linkedin.ledger import LedgerFile
from ssi_tui.exchange.linkedin.people import People, name_key

COLUMNS = {
    "headline": ("headline",),
    "summary": ("summary",),
    "industry": ("industry",),
    "place": ("geolocation", "location", "address"),
    "contact": ("websites", "twitterhandles", "instantmessengers"),
}
"""Section -> columns of Profile, any of which fills it."""


EMPTY = ("", "[]", "[none]", "none", "null")


ALL = (*COLUMNS, "jobs", "job texts", "education", "skills", "extras")
"""Ten sections; picture and featured posts are in no archive."""


class Standing:
    """Collects what is filled."""

    def __init__(self) -> None:
        self._filled: set[str] = set()
        self._seen = False

    def take(
        self, header: Header, rows: Iterable[list[str]], ledger: LedgerFile, people: People
    ) -> None:
        """Look at Profile, Skills, Positions or Education."""
        for row in rows:
            cells = dict(zip(header.columns, row, strict=False))
            match header.form.table:
                case Table.PROFILE:
                    self._profile(cells, people)
                case Table.SKILLS if cells["name"].strip():
                    self._filled.add("skills")
                    ledger.keep(Stock.SKILLS, cells["name"].strip().casefold())
                case Table.POSITIONS:
                    self._filled.add("jobs")
                    if cells.get("description", "").strip():
                        self._filled.add("job texts")
                case Table.EDUCATION:
                    self._filled.add("education")

    def file(self, plain: str) -> None:
        """A file of that plain name has rows."""
        self._filled |= {section for section, names in SECTIONS.items() if plain in names}

    @property
    def fraction(self) -> float | None:
        """Part of the ten sections that is filled, 0 to 1; None without a Profile."""
        return round(len(self._filled) / len(ALL), 2) if self._seen else None

    def _profile(self, cells: dict[str, str], people: People) -> None:
        self._seen = True
        owner = name_key(cells.get("firstname", ""), cells.get("lastname", ""))
        if owner is not None:
            people.owner_names.add(owner)
        for section, columns in COLUMNS.items():
            if any(cells.get(name, "").strip().casefold() not in EMPTY for name in columns):
                self._filled.add(section)
