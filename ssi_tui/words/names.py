"""What actions and pillars are called, and which action a person means."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from ssi_tui.errors import AmbiguousError, NotFoundError
from ssi_tui.i18n import N_, _, elsewhere, ngettext
from ssi_tui.words.actions import ACTIONS, ALSO

_PILLARS = {
    "brand": (N_("Brand"), N_("Establish your professional brand")),
    "people": (N_("People"), N_("Find the right people")),
    "insights": (N_("Insights"), N_("Engage with insights")),
    "relationships": (N_("Relationships"), N_("Build relationships")),
}
"""Short, and as LinkedIn's page writes them."""


def pillar_name(pillar: str) -> str:
    """One word for headings and tables."""
    return _(_PILLARS[pillar][0])


def pillar_long_name(pillar: str) -> str:
    """The name on LinkedIn's own page."""
    return _(_PILLARS[pillar][1])


def action_name(kind: str, count: int = 1) -> str:
    """The kind's name in the form that goes with a count; a user's own kind is its own name."""
    known = ACTIONS.get(kind)
    return ngettext(*known[0], count) if known else kind


def action_hint(kind: str) -> str:
    """One short clause on what counts; empty for a user's own kind."""
    known = ACTIONS.get(kind)
    return _(known[1]) if known else ""


def match_action(text: str, kinds: Iterable[str]) -> str:
    """The kind that a person means: the exact name, else a unique beginning, else a unique part.

    Case, accents, hyphens, spaces and plural endings make no difference.  The stable names and
    those of the language in use come first; a name that is none of them may be another language's.

    Raises:
        AmbiguousError: several kinds fit, and are named.
        NotFoundError: none does; carries the nearest names.
    """
    known = tuple(kinds)
    if text in known:  # as scripts write it, and a millisecond quicker
        return text
    try:
        return match_word(N_("action"), text, {kind: _spellings(kind) for kind in known})
    except NotFoundError as unknown:
        try:  # 3 ms, only after a name that is not this language's
            return match_word(N_("action"), text, {kind: _foreign(kind) for kind in known})
        except NotFoundError:
            raise unknown from None


def match_pillar(text: str) -> str:
    """The pillar that a person means, by its stable, short or long name in any language."""
    ways = {
        pillar: (
            pillar,
            *map(_, names),
            *names,
            *(way for name in names for way in elsewhere(name)),
        )
        for pillar, names in _PILLARS.items()
    }
    return match_word(N_("pillar"), text, ways)


def exact_action(text: str, kinds: Iterable[str]) -> str | None:
    """The kind whose whole name this is, in its stable form or in any language, else None.

    For headings of tables, where a part of a name would be a guess.
    """
    stem, known = _stem(text), tuple(kinds)
    for spellings in (_spellings, _foreign) if stem else ():
        fits = {kind for kind in known if any(_stem(way) == stem for way in spellings(kind))}
        if fits:
            return fits.pop() if len(fits) == 1 else None
    return None


def match_word(what: str, text: str, spellings: Mapping[str, Iterable[str]]) -> str:
    """The same for words of any kind: ``spellings`` has all the ways to write each.

    ``what`` is the kind's name for the errors, marked with `N_`.
    """
    written = {word: tuple(ways) for word, ways in spellings.items()}
    names = {word: {_plain(way) for way in ways} for word, ways in written.items()}
    wanted, stem = _plain(text), _stem(text)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda word: wanted in names[word],
        lambda word: any(_stem(way) == stem for way in written[word]),
        lambda word: any(name.startswith(wanted) for name in names[word]),
        lambda word: any(wanted in name for name in names[word]),
    )
    for fits in tests if wanted else ():
        found = tuple(word for word in names if fits(word))
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousError(what, text, found)
    raise NotFoundError(what, text, _nearest(wanted, names))


def _spellings(kind: str) -> Iterator[str]:
    yield kind
    if kind in ACTIONS:
        yield from (action_name(kind, 1), action_name(kind, 2))
    if kind in ALSO:
        yield _(ALSO[kind])


def _foreign(kind: str) -> Iterator[str]:
    """What other languages than the one in use call it."""
    if kind in ACTIONS:
        yield from ACTIONS[kind][0]
        yield from elsewhere(ACTIONS[kind][0][0])
    if kind in ALSO:
        yield from (ALSO[kind], *elsewhere(ALSO[kind]))


def _plain(text: str) -> str:
    """Letters and digits only, small, without accents."""
    if not text.isascii():
        import unicodedata

        folded = text.casefold().replace("ø", "o").replace("æ", "ae")
        text = unicodedata.normalize("NFKD", folded)
        return "".join(char for char in text if char.isalnum())
    return "".join(char for char in text.lower() if char.isalnum())


def _stem(text: str) -> str:
    """Each word without its plural ending: "InMail replies" and "inmail-reply" become one."""
    words = text.replace("-", " ").replace("_", " ").split()
    bare = (_plain(word).removesuffix("s").removesuffix("e") for word in words)
    return " ".join(word[:-1] + "i" if word.endswith("y") else word for word in bare)


def _nearest(wanted: str, names: dict[str, set[str]]) -> tuple[str, ...]:
    """Up to three kinds, best first: by spelling, then those whose hint has the word."""
    import difflib  # 6 ms, only after a slip

    if not wanted:
        return ()
    spelt = {name: kind for kind, forms in names.items() for name in sorted(forms)}
    close = difflib.get_close_matches(wanted, spelt, n=6, cutoff=0.6)
    hinted = [
        kind
        for kind in names
        if any(_plain(word).startswith(wanted) for word in action_hint(kind).split())
    ]
    return tuple(dict.fromkeys([*(spelt[name] for name in close), *hinted]))[:3]
