"""The language of every text that a person sees: English as it stands in the code, or a catalogue.

A catalogue is `<folder>/<language>/LC_MESSAGES/ssi-tui.mo`; English needs none and loads nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pathlib costs 7 ms beyond click, on the way to one log entry
    from gettext import NullTranslations
    from pathlib import Path

DOMAIN = "ssi-tui"
ENGLISH = "en"

_language = ENGLISH
_catalogue: NullTranslations | None = None


def _(message: str) -> str:
    """The message in the language in use."""
    if _catalogue is None or not message:  # gettext("") would answer the catalogue's header
        return message
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form that goes with the count; languages with more than two forms have them too."""
    if _catalogue is None:
        return singular if count == 1 else plural
    return _catalogue.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """The message where one English word has several meanings, told apart by the context."""
    return message if _catalogue is None else _catalogue.pgettext(context, message)


def N_(message: str) -> str:
    """Mark a text for the catalogues without translating it here: for tables read at import."""
    return message


def language() -> str:
    """The code of the language in use."""
    return _language


def available(localedir: Path | None = None) -> tuple[str, ...]:
    """English and every language that has a compiled catalogue."""
    found = _folder(localedir).glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return (ENGLISH, *sorted(file.parent.parent.name for file in found))


def use(language: str, localedir: Path | None = None) -> str:
    """Speak a language from now on, and answer the one really spoken.

    ``language`` is a code as in ``de``, ``de_AT`` or ``de_AT.UTF-8``; without a catalogue for it
    it is English.  ``localedir`` is the folder of the catalogues: else that of ``SSI_LOCALE_DIR``,
    with which translators try theirs, else the one that came with the program.
    """
    global _language, _catalogue
    spoke, _language, _catalogue = _language, ENGLISH, None
    if spoke != ENGLISH:
        _let_click_speak(ENGLISH, _folder(localedir))
    code = language.split(".")[0]
    if code.split("_")[0] in ("", ENGLISH, "C", "POSIX"):
        return _language
    import gettext

    folder = _folder(localedir)
    try:
        _catalogue = gettext.translation(DOMAIN, folder, [code])
    except OSError:
        return _language
    _language = code
    _let_click_speak(code, folder)
    return _language


def _let_click_speak(code: str, folder: Path) -> None:
    """click words its messages through the catalogue of the process, chosen by ``LANGUAGE``."""
    import gettext

    os.environ["LANGUAGE"] = code
    gettext.bindtextdomain(DOMAIN, folder)
    gettext.textdomain(DOMAIN)


def _folder(localedir: Path | None) -> Path:
    if localedir is not None:
        return localedir
    from pathlib import Path

    named = os.environ.get("SSI_LOCALE_DIR")
    return Path(named) if named else Path(__file__).with_name("locale")
