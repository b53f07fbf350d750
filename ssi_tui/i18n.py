"""The language of every text that a person sees: English as it stands in the code, or a catalogue.

A catalogue is `<folder>/<language>/LC_MESSAGES/ssi-tui.mo`; English needs none and loads nothing.
"""

from __future__ import annotations

import os
import sys
from bisect import bisect_left
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pathlib costs 7 ms beyond click, on the way to one log entry
    from collections.abc import Callable, Iterator

DOMAIN = "ssi-tui"
ENGLISH = "en"
_MAGIC = b"\xde\x12\x04\x95"
"""The first bytes of a .mo file as our build writes it, little end first."""
_TWO_FORMS = "nplurals=2; plural=(n != 1);"

_language = ENGLISH
_catalogue: _Catalogue | None = None
_own: ContextVar[tuple[str, _Catalogue | None] | None] = ContextVar("language", default=None)
"""The language of one page among others; None: the one in use."""


class _Catalogue:
    """A .mo file in which only those texts are looked up that are asked for.

    The standard library's decodes all of them: 5 ms, and 2 more for `locale`, which it needs.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._count, self._english, self._other = map(self._number, (8, 12, 16))
        self._known: dict[str, list[str]] = {}

    def _number(self, place: int) -> int:
        return int.from_bytes(self._data[place : place + 4], "little")

    def _start(self, entry: int) -> int:
        """Where the English of an entry begins; later ones stand further behind."""
        return self._number(self._english + 8 * entry + 4)

    def forms(self, message: str) -> list[str]:
        """The text in all its forms; none if nobody translated it."""
        known = self._known.get(message)
        if known is None:
            entry, known = self._entry(message.encode()), []
            if entry is not None:
                place = self._other + 8 * entry
                length, start = self._number(place), self._number(place + 4)
                known = self._data[start : start + length].decode().split("\0")
            self._known[message] = known
        return known

    def _entry(self, english: bytes) -> int | None:
        """The number of the entry with that text for its first form."""
        if not english:
            return 0  # the header; no other text is sorted before it
        begin, end = self._start(0) - 1, self._start(self._count - 1) + len(english) + 1
        found = self._data.find(b"\0%s\0" % english, begin, end)
        while found >= 0:  # it may be the plural of another
            entry = bisect_left(range(self._count), found + 1, key=self._start)
            if entry < self._count and self._start(entry) == found + 1:
                return entry
            found = self._data.find(b"\0%s\0" % english, found + 1, end)
        return None

    def form(self, count: int) -> int:
        """Which form goes with a count."""
        for line in self.forms(""):
            rule = next((part for part in line.splitlines() if part.startswith("Plural")), "")
            if rule and not rule.endswith(_TWO_FORMS):
                return _rule(rule.partition("plural=")[2].strip(" ;"))(count)
        return int(count != 1)


@cache
def _rule(expression: str) -> Callable[[int], int]:
    from gettext import c2py

    rule: Callable[[int], int] = c2py(expression)
    return rule


def _in_use() -> _Catalogue | None:
    own = _own.get()
    return _catalogue if own is None else own[1]


def _(message: str) -> str:
    """The message in the language in use."""
    catalogue = _in_use()
    if catalogue is None or not message:  # an empty one would be the catalogue's header
        return message
    said = catalogue.forms(message)
    return said[0] if said else message


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form that goes with the count; languages with more than two forms have them too."""
    catalogue = _in_use()
    said = catalogue.forms(singular) if catalogue else []
    if catalogue is None or not said:
        return singular if count == 1 else plural
    return said[min(catalogue.form(count), len(said) - 1)]


def pgettext(context: str, message: str) -> str:
    """The message where one English word has several meanings, told apart by the context."""
    catalogue = _in_use()
    said = catalogue.forms(f"{context}\x04{message}") if catalogue else []
    return said[0] if said else message


def N_(message: str) -> str:
    """Mark a text for the catalogues without translating it here: for tables read at import."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:
    """The same for a text with a form for one and a form for more."""
    return singular, plural


def language() -> str:
    """The code of the language in use."""
    own = _own.get()
    return _language if own is None else own[0]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Another language for what is said inside, in this thread or task alone; empty for the same.

    For pages in the languages of those who read them; click's own texts stay as they are.
    """
    if not language:
        yield
        return
    code = language.split("_")[0].split("-")[0]
    catalogue = None if code == ENGLISH else _all(_folder()).get(code)
    token = _own.set((code if catalogue else ENGLISH, catalogue))
    try:
        yield
    finally:
        _own.reset(token)


def elsewhere(message: str) -> Iterator[str]:
    """All forms of a message in the languages that are not in use, for what people type."""
    for code, catalogue in _all(_folder()).items():
        if code != language().split("_")[0]:
            yield from catalogue.forms(message)


def available() -> tuple[str, ...]:
    """English and every language that has a compiled catalogue."""
    folder = _folder()
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return (ENGLISH, *(name for name in names if os.path.exists(_file(folder, name))))


def use(language: str) -> str:
    """Speak a language from now on, and answer the one really spoken.

    ``language`` is a code as in ``de``, ``de_AT`` or ``de_AT.UTF-8``; without a catalogue for it
    it is English.
    """
    global _language, _catalogue
    folder = _folder()
    spoke, _language, _catalogue = _language, ENGLISH, None
    if spoke != ENGLISH:
        _let_click_speak(ENGLISH, folder)
    code = language.split(".")[0]
    short = code.split("_")[0]
    if short in ("", ENGLISH, "C", "POSIX") or not code.replace("_", "").isalnum():
        return _language
    _catalogue = _read(_file(folder, code)) or _read(_file(folder, short))
    if _catalogue is not None:
        _language = code
        _let_click_speak(code, folder)
    return _language


def _let_click_speak(code: str, folder: str) -> None:
    """Click words its messages through the catalogue of the process, chosen by ``LANGUAGE``."""
    if "click" not in sys.modules:  # nobody to speak so, and `gettext` takes 1 ms of `ssi log`
        return
    import gettext

    os.environ["LANGUAGE"] = code
    gettext.bindtextdomain(DOMAIN, folder)
    gettext.textdomain(DOMAIN)


def _file(folder: str, code: str) -> str:
    return os.path.join(folder, code, "LC_MESSAGES", f"{DOMAIN}.mo")


def _folder() -> str:
    """Of the catalogues: ``SSI_LOCALE_DIR``, with which translators try theirs, or our own."""
    return os.environ.get("SSI_LOCALE_DIR") or os.path.join(os.path.dirname(__file__), "locale")


def _read(file: str) -> _Catalogue | None:
    """The catalogue in a .mo file; None if there is none, or it is none."""
    try:
        with open(file, "rb") as source:
            data = source.read()
    except OSError:
        return None
    return _Catalogue(data) if data[:4] == _MAGIC else None


@cache
def _all(folder: str) -> dict[str, _Catalogue]:
    """Kept, for an import of a table asks all languages for every heading."""
    catalogues = ((code, _read(_file(folder, code))) for code in available()[1:])
    return {code: catalogue for code, catalogue in catalogues if catalogue}
