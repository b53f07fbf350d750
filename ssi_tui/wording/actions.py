"""The names of the actions and what counts as one, in the order of `sim.terms.ActionKind`.

Plain words, not its members: making them costs 2 ms on the way to one log entry.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from ssi_tui.errors import AmbiguousError, NotFoundError
from ssi_tui.i18n import N_, NN_, _, elsewhere, ngettext
from ssi_tui.wording.numbers import format_number

_MEMBERS = {
    "inactive": N_("inactive"),
    "ordinary": N_("ordinary"),
    "occasional": N_("now and then"),
    "active": N_("active"),
    "intensive": N_("intensive, with Sales Navigator"),
}


def member_name(member: str) -> str:
    """The name of a `sim.terms.Member` for a sentence."""
    return _(_MEMBERS[member])


_NAMES: dict[str, Callable[[int], str]] = {
    "media": lambda n: ngettext("media item", "media items", n),
    "skills": lambda n: ngettext("skill", "skills", n),
    "endorsements": lambda n: ngettext("endorsement", "endorsements", n),
    "recommendations": lambda n: ngettext("recommendation", "recommendations", n),
    "articles": lambda n: ngettext("article", "articles", n),
    "network": lambda n: ngettext("connection", "connections", n),
    "groups": lambda n: ngettext("group", "groups", n),
}


def stock_count(stock: str, count: float) -> str:
    """So many of a stock; the profile is a fraction."""
    if stock == "profile":
        return _("{n} % of the profile").format(n=format_number(100 * count))
    return f"{format_number(count)} {_NAMES[stock](round(count))}"


ACTIONS: dict[str, tuple[str, str]] = {
    "article": NN_("article", "articles"),
    "video": NN_("video", "videos"),
    "profile-section": NN_("profile section", "profile sections"),
    "media": NN_("media item", "media items"),
    "skill": NN_("skill", "skills"),
    "endorsement-asked": NN_("endorsement asked for", "endorsements asked for"),
    "endorsement-received": NN_("endorsement received", "endorsements received"),
    "recommendation-received": NN_("recommendation received", "recommendations received"),
    "follower-gained": NN_("new follower", "new followers"),
    "active-day": NN_("active day", "active days"),
    "people-search": NN_("people search", "people searches"),
    "lead-search": NN_("lead search", "lead searches"),
    "lead-saved": NN_("lead saved", "leads saved"),
    "profile-view": NN_("profile view", "profile views"),
    "distant-profile-view": NN_("distant profile view", "distant profile views"),
    "network-browsed": NN_("network browsed", "networks browsed"),
    "invitation-vetted": NN_("invitation vetted", "invitations vetted"),
    "post": NN_("post", "posts"),
    "repost": NN_("repost", "reposts"),
    "comment": NN_("comment", "comments"),
    "reaction": NN_("reaction", "reactions"),
    "poll-vote": NN_("poll vote", "poll votes"),
    "group-joined": NN_("group joined", "groups joined"),
    "group-post": NN_("group post", "group posts"),
    "message": NN_("message", "messages"),
    "inmail": NN_("InMail", "InMails"),
    "inmail-reply": NN_("InMail reply", "InMail replies"),
    "engagement-received": NN_("engagement received", "engagements received"),
    "request": NN_("request", "requests"),
    "request-with-note": NN_("request with a note", "requests with a note"),
    "request-accepted": NN_("request accepted", "requests accepted"),
    "request-ignored": NN_("request ignored", "requests ignored"),
    "invitation-received": NN_("invitation received", "invitations received"),
    "invitation-accepted": NN_("invitation accepted", "invitations accepted"),
    "follow": NN_("follow", "follows"),
    "endorsement-given": NN_("endorsement given", "endorsements given"),
    "recommendation-given": NN_("recommendation given", "recommendations given"),
    "meeting": NN_("meeting", "meetings"),
    "pitch": NN_("pitch", "pitches"),
}
"""Kind → its name for one and for more."""

_HINTS = {
    "article": N_("a long text published on LinkedIn, not an ordinary post"),
    "video": N_("a video of your own, posted or on your profile"),
    "profile-section": N_("a part of your profile filled in or rewritten"),
    "media": N_("a picture, document or link in Featured or at a job"),
    "skill": N_("a skill added to your profile"),
    "endorsement-asked": N_("you asked somebody to confirm a skill"),
    "endorsement-received": N_("somebody confirmed one of your skills"),
    "recommendation-received": N_("somebody wrote a recommendation for you"),
    "follower-gained": N_("somebody follows you because of what you publish"),
    "active-day": N_("you were on LinkedIn that day, whatever you did there"),
    "people-search": N_("a search for people with at least one filter"),
    "lead-search": N_("a search in Sales Navigator’s Lead Builder"),
    "lead-saved": N_("a lead or an account saved in Sales Navigator"),
    "profile-view": N_("you looked at somebody’s profile"),
    "distant-profile-view": N_("a profile outside your network, 3rd degree"),
    "network-browsed": N_("you went through the connections of a connection"),
    "invitation-vetted": N_("you checked who it is before accepting or ignoring"),
    "post": N_("a post of your own in the feed"),
    "repost": N_("you shared somebody’s post, with or without words of yours"),
    "comment": N_("a comment under somebody’s post"),
    "reaction": N_("a like or another reaction given"),
    "poll-vote": N_("you voted in a poll"),
    "group-joined": N_("you became a member of a group"),
    "group-post": N_("a post or a comment in a group"),
    "message": N_("a chat message to a connection"),
    "inmail": N_("a paid message to somebody you are not connected with"),
    "inmail-reply": N_("an answer to an InMail of yours"),
    "engagement-received": N_("a reaction or an answer that your content got"),
    "request": N_("a connection request that you sent without a note"),
    "request-with-note": N_("a connection request that you sent with a personal note"),
    "request-accepted": N_("somebody accepted your request"),
    "request-ignored": N_("a request of yours that stayed unanswered or was withdrawn"),
    "invitation-received": N_("somebody asked to connect with you"),
    "invitation-accepted": N_("you accepted an invitation"),
    "follow": N_("you began to follow a person or a company"),
    "endorsement-given": N_("you confirmed somebody’s skill"),
    "recommendation-given": N_("you wrote a recommendation for somebody"),
    "meeting": N_("you met a contact, on site or by video"),
    "pitch": N_("a sales message right after connecting: this one costs points"),
}
"""Kind → one clause on what counts."""

ALSO = {
    kind: tuple(words.split(", "))
    for kind, words in {
        "article": "newsletter, nieuwsbrief, nyhedsbrev, blog",
        "reaction": (
            "like, liked, likes given, thumbs up, celebrate, love, insightful, gefällt mir, "
            "gefällt mir angaben, applaus, wunderbar, inspirierend, geliked, interessant, "
            "vind ik leuk, leuk, synes godt om, synes om, liker"
        ),
        "comment": (
            "commented, kommentieren, kommentiert, reageren, commentaar geven, reactie plaatsen, "
            "kommenter, kommenteret"
        ),
        "repost": (
            "share, shared, reshare, repost with your thoughts, retweet, reposten, teilen, "
            "geteilt, delen, gedeeld, del, delt, genopslå"
        ),
        "post": (
            "start a post, posting, carousel, status, update, beitrag beginnen, beitrag erstellen, "
            "posten, bijdrage starten, bericht plaatsen, start et opslag, opslå"
        ),
        "message": (
            "dm, chat, direct message, follow up, followup, send message, voice message, "
            "nachfassen, nachricht senden, pn, bericht sturen, berichtje, opvolging, opvolgen, "
            "send besked, opfølgning, følg op, følge op"
        ),
        "inmail": "in mail, paid message",
        "request": (
            "anfrage, verzoek, anmodning, connection request, connect, invite, invitation sent, "
            "contact request, invitation sendt, vernetzen, vernetzung, kontaktanfrage, "
            "einladung gesendet, connectie maken, connectieverzoek, uitnodiging verstuurd, "
            "verbinden, opret forbindelse, forbindelsesanmodning, forbind, kontaktanmodning, "
            "vernetzungsanfrage, contactverzoek, uitnodiging"
        ),
        "request-with-note": (
            "connect with note, invite with a note, add a note, personal invite, "
            "nachricht hinzufügen, bericht toevoegen, tilføj en besked"
        ),
        "request-accepted": (
            "connection accepted, accepted connection, accepted request, angenommene anfrage, "
            "geaccepteerd verzoek, accepteret anmodning"
        ),
        "invitation-accepted": "accept, annehmen, accepteren, accepter",
        "follow": "followed, folgen, gefolgt, volgen, gevolgd, følg",
        "profile-view": (
            "view profile, profile viewed, profile visit, profil ansehen, profilansicht, "
            "profilansichten, profiel bekijken, profielweergave, profielweergaven, se profil, "
            "profilvisning, profilvisninger, profilbesøg"
        ),
        "people-search": (
            "search people, personensuche, personen suchen, personen zoeken, zoeken, "
            "personsøgning, søg personer"
        ),
        "poll-vote": "vote, poll, umfrage, abstimmen, stemmen, afstemning, stem",
        "endorsement-given": "endorse, bestätigen, onderschrijven, anerkend",
        "recommendation-given": "recommend, empfehlen, aanbevelen, anbefal",
        "meeting": "call, coffee, appointment, termin, gesprek, afspraak, møde",
        "lead-saved": "save lead, saved lead, lead speichern, lead opslaan, gem lead",
    }.items()
}
"""What else people say for an action in four languages, and what LinkedIn's own menus say there.

Understood where a person types one and it is none of the names themselves.
"""

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
    return ngettext(*ACTIONS[kind], count) if kind in ACTIONS else kind


def action_hint(kind: str) -> str:
    """One short clause on what counts; empty for a user's own kind."""
    return _(_HINTS[kind]) if kind in _HINTS else ""


def match_action(text: str, kinds: Iterable[str]) -> str:
    """The kind that a person means: the exact name, else a unique beginning, else a unique part.

    Case, accents, hyphens, spaces and plural endings make no difference.  The stable names and
    those of the language in use come first, then what people and LinkedIn's menus say (`ALSO`); a
    name that is none of them may be another language's.

    Raises:
        AmbiguousError: several kinds fit, and are named.
        NotFoundError: none does; carries the nearest names.
    """
    known = tuple(kinds)
    if text in known:  # as scripts write it, and a millisecond quicker
        return text
    meant = other_word(text)
    if meant in known and not exact_action(text, known):
        return meant
    if not any(map(str.isalpha, text)):  # a count in the wrong place begins no name
        if meant := exact_action(text, known):
            return meant
        raise NotFoundError(N_("action"), text)
    try:
        return match_word(N_("action"), text, {kind: _spellings(kind) for kind in known})
    except AmbiguousError as several:
        fitting = (*several.candidates, *_begun(text, known))
        raise AmbiguousError(several.what, text, tuple(dict.fromkeys(fitting))) from None
    except NotFoundError as unknown:
        try:  # 3 ms, only after a name that is not this language's
            return match_word(N_("action"), text, {kind: _foreign(kind) for kind in known})
        except NotFoundError:
            nearest = dict.fromkeys((*_begun(text, known), *unknown.nearest))
            raise NotFoundError(unknown.what, text, tuple(nearest)[:3]) from None


def _begun(text: str, known: tuple[str, ...]) -> Iterator[str]:
    """The kinds for which another word begins like this."""
    begun = _plain(text)
    for kind, words in ALSO.items():
        if kind in known and begun and any(_plain(word).startswith(begun) for word in words):
            yield kind


def other_word(text: str) -> str | None:
    """The kind for which this is one of the words in `ALSO`."""
    wanted = _stem(text)
    return next(
        (kind for kind, words in ALSO.items() if wanted and wanted in map(_stem, words)), None
    )


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


LISTED = 16
"""Words at most that a refusal lists whole."""


def match_word(noun: str, text: str, spellings: Mapping[str, Iterable[str]] | Iterable[str]) -> str:
    """The same for words of any kind: ``spellings`` has all the ways to write each, or the words.

    ``noun`` is the kind's name for the errors, marked with `N_`.
    """
    if not isinstance(spellings, Mapping):
        spellings = {word: (word,) for word in spellings}
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
        fitting = tuple(word for word in names if fits(word))
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise AmbiguousError(noun, text, fitting)
    # Where there is a second way to write a word, it is the one of the language
    shown = {word: ways[min(1, len(ways) - 1)] for word, ways in written.items() if ways}
    nearest = _nearest(wanted, names)
    if len(shown) > LISTED:
        raise NotFoundError(noun, text, nearest)
    raise NotFoundError(noun, text, tuple(shown[word] for word in nearest), tuple(shown.values()))


def _spellings(kind: str) -> Iterator[str]:
    yield kind
    if kind in ACTIONS:
        yield from (action_name(kind, 1), action_name(kind, 2))


def _foreign(kind: str) -> Iterator[str]:
    """What other languages than the one in use call it."""
    if kind in ACTIONS:
        yield from ACTIONS[kind]
        yield from elsewhere(ACTIONS[kind][0])


@lru_cache(maxsize=4096)  # a table compares each of its words with all names in all languages
def _plain(text: str) -> str:
    """Letters and digits only, small, without accents."""
    if not text.isascii():
        import unicodedata

        folded = text.casefold().replace("ø", "o").replace("æ", "ae")
        text = unicodedata.normalize("NFKD", folded)
        return "".join(char for char in text if char.isalnum())
    return "".join(char for char in text.lower() if char.isalnum())


@lru_cache(maxsize=4096)
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
