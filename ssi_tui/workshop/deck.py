"""A deck: a Markdown file whose slides are parted by `---` and whose `ssi` blocks are live.

Front matter and `ssi` blocks are lines of ``key: value``.  Speaker notes are comments.  Nothing in
a deck is run, and nothing is loaded from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_tui.disk import write_whole
from ssi_tui.errors import BadValueError, NotFoundError, SsiError
from ssi_tui.i18n import N_, _

if TYPE_CHECKING:
    from markdown_it.token import Token

    from ssi_tui.forecasting import Doubts

SIZE_MAX = 1 << 20
SLIDES_MAX = 500
WEEKS_MOST = 156
SLIDERS_MOST = 2
"""One for ← →, one for ↑ ↓."""
FRONT = ("title", "language", "minutes", "author")
LIVE = (
    "scenario", "member", "client", "group", "race", "reveal", "question", "slider", "assume",
    "weeks", "view", "page",
)  # fmt: skip
VIEWS = ("zoom", "0-100")
PAGES = ("believe",)
"""Pages that the program writes itself."""
ROOM = "room"
"""The group of those who joined by phone; the sample as long as nobody has."""
ASSUMED = ("half-life", "half-pace", "ceiling")
"""Beside them stand kinds of action, with what they are worth times ours."""
STRATEGIES = ("comments", "requests", "both")
"""Words of `workshop.race`, without loading it."""


def doubts_of(pairs: Sequence[tuple[str, float]]) -> Doubts:
    """RefusedError where a number is out of its bounds or a word stands twice."""
    from ssi_tui.forecasting import NO_DOUBTS, Doubts, RefusedError  # numpy: 60 ms, once

    for place, (word, _number) in enumerate(pairs):
        if word in [before for before, _value in pairs[:place]]:
            raise RefusedError(N_("{name} is given twice"), name=word)
    given = dict(pairs)
    return Doubts(
        half_life=given.get("half-life"),
        half_pace=given.get("half-pace", NO_DOUBTS.half_pace),
        ceiling=given.get("ceiling", NO_DOUBTS.ceiling),
        worth=tuple(sorted((word, times) for word, times in pairs if word not in ASSUMED)),
    )


def pairs_of(doubts: Doubts) -> tuple[tuple[str, float], ...]:
    """What `doubts_of` makes the same doubts of."""
    from ssi_tui.forecasting import NO_DOUBTS

    values = (doubts.half_life, doubts.half_pace, doubts.ceiling)
    usual = (NO_DOUBTS.half_life, NO_DOUBTS.half_pace, NO_DOUBTS.ceiling)
    said = zip(ASSUMED, values, usual, strict=True)
    return (
        *((word, value) for word, value, ours in said if value is not None and value != ours),
        *doubts.worth,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class DeckFault:
    """One thing that is wrong, and where: data for a sentence."""

    line: int
    """Counted from 1."""
    message: str
    """English msgid with {fields}."""
    fields: tuple[tuple[str, str], ...] = ()


def fault_lines(file: str, faults: Sequence[DeckFault]) -> list[str]:
    """``deck.md:12: there is no “scenaro”; …`` for each, in the language in use."""
    lines = []
    for fault in faults:
        place = f"{file}:{fault.line}" if fault.line else file
        lines.append(f"{place}: {_(fault.message).format_map(dict(fault.fields))}")
    return lines


class DeckRefusedError(SsiError):
    """The deck can't be shown; all its faults at once."""

    exit_code = 2

    def __init__(self, file: str, faults: Sequence[DeckFault]) -> None:
        self.file, self.faults = file, tuple(faults)
        super().__init__(f"{file}: {len(self.faults)} faults")


@dataclass(frozen=True, kw_only=True, slots=True)
class SlideLine:
    """One piece of a slide's text."""

    kind: str
    """``heading``, ``text``, ``bullet``, ``quote`` or ``code``."""
    text: str
    """Plain: never markup again."""
    level: int = 0
    """1 to 6 of a heading; 0 and more of a bullet."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LiveBlock:
    """Curves on a slide."""

    line: int
    scenarios: tuple[str, ...] = ()
    """Names of shipped ones, or files beside the deck; "as usual" always goes before them."""
    member: str = ""
    client: str = ""
    """A profile's name.  At most one of the three is given; none is the journal in use."""
    group: str = ""
    race: tuple[str, ...] = ()
    """Strategies for all of the group: words of `STRATEGIES`, or scenarios."""
    reveal: tuple[str, ...] = ()
    """Letters of the curves that are seen at first; none: as usual alone."""
    question: str = ""
    sliders: tuple[str, ...] = ()
    """Kinds of action: the first on ← →, the second on ↑ ↓."""
    assume: tuple[tuple[str, float], ...] = ()
    """What the room assumes in place of the model's numbers, as `doubts_of` reads."""
    weeks: int = 12
    zoom: bool = True
    page: str = ""
    """One of `PAGES`, in place of curves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeckSlide:
    """One screen."""

    line: int
    """Where it begins in the file."""
    lines: tuple[SlideLine, ...]
    live: LiveBlock | None = None
    notes: str = ""

    @property
    def title(self) -> str:
        """The first heading, else the question, else nothing."""
        heading = next((line.text for line in self.lines if line.kind == "heading"), "")
        return heading or (self.live.question if self.live else "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Deck:
    """All slides of one file."""

    title: str
    language: str = ""
    minutes: int | None = None
    """That it is planned for."""
    slides: tuple[DeckSlide, ...] = ()


def read_deck(path: Path) -> Deck:
    """The deck in a file: DeckRefusedError with every fault and its line."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_MAX + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        fault = DeckFault(line=0, message=N_("can’t be read: {why}"), fields=(("why", reason),))
        raise DeckRefusedError(str(path), [fault]) from error
    if len(data) > SIZE_MAX:
        raise DeckRefusedError(str(path), [DeckFault(line=0, message=N_("is larger than 1 MB"))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fault = DeckFault(line=line, message=N_("is no UTF-8 text"))
        raise DeckRefusedError(str(path), [fault]) from error
    return parse_deck(text, str(path), title=path.stem)


def parse_deck(text: str, file: str = "deck.md", *, title: str = "") -> Deck:
    """The deck that a text says."""
    faults: list[DeckFault] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    front, body_at = _front_matter(lines, faults)
    slides = _slides("\n".join(lines[body_at:]), body_at, faults)
    if not slides and not faults:
        faults.append(DeckFault(line=1, message=N_("has no slide")))
    if len(slides) > SLIDES_MAX:
        faults.append(DeckFault(line=1, message=N_("has more than 500 slides")))
    if faults:
        raise DeckRefusedError(file, sorted(faults, key=lambda fault: fault.line))
    minutes = front.get("minutes")
    return Deck(
        title=front.get("title") or (slides[0].title or title),
        language=front.get("language", ""),
        minutes=int(minutes) if minutes else None,
        slides=tuple(slides),
    )


def _front_matter(lines: Sequence[str], faults: list[DeckFault]) -> tuple[dict[str, str], int]:
    """The lines between the first two `---`, and where the slides begin."""
    if not lines or lines[0].strip() != "---":
        return {}, 0
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
    if not end or not any(":" in line for line in lines[1:end]):
        return {}, 0
    front = _pairs(lines[1:end], 2, FRONT, faults)
    minutes = front.get("minutes", "")
    if minutes and not _is_count(minutes, 999):
        line = next(n for n, line in enumerate(lines, 1) if line.startswith("minutes"))
        faults.append(_no(line, minutes, N_("{value} is no number of minutes")))
    return front, end + 1


def _pairs(
    lines: Sequence[str], first: int, known: Sequence[str], faults: list[DeckFault]
) -> dict[str, str]:
    """``key: value`` lines; keys that are not known, twice there, or none at all are faults."""
    pairs: dict[str, str] = {}
    for number, line in enumerate(lines, first):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, colon, value = line.partition(":")
        key = key.strip().lower()
        if not colon:
            faults.append(_no(number, line.strip(), N_("“{value}” is no “key: value”")))
        elif key not in known:
            other = N_("there is no “{value}”; there is: {near}")
            faults.append(_near(number, key, known, other, cutoff=0.5))
        elif key in pairs:
            faults.append(_no(number, key, N_("“{value}” stands twice")))
        else:
            pairs[key] = value.strip().strip("\"'")
    return pairs


def _slides(text: str, offset: int, faults: list[DeckFault]) -> list[DeckSlide]:
    from markdown_it import MarkdownIt  # 60 ms, and only a deck needs it

    tokens = MarkdownIt("commonmark").parse(text)
    slides: list[DeckSlide] = []
    begin = 0
    for at, token in enumerate([*tokens, None]):
        if token is None or (token.type == "hr" and token.level == 0):
            part = tokens[begin:at]
            if part:
                slides.append(_slide(part, offset, faults))
            begin = at + 1
    return slides


def _slide(tokens: Sequence[Token], offset: int, faults: list[DeckFault]) -> DeckSlide:
    lives: list[LiveBlock] = []
    notes: list[str] = []
    lines: list[SlideLine] = []
    stack: list[str] = []
    for token in tokens:
        number = (token.map[0] if token.map else 0) + offset + 1
        if token.nesting > 0:
            stack.append(token.tag if token.type != "blockquote_open" else "blockquote")
        elif token.nesting < 0:
            stack.pop()
        if token.type == "inline":
            lines += _text(token, stack)
            inside = [
                child.content for child in token.children or () if child.type == "html_inline"
            ]
            notes += re.findall(r"<!--(.*?)-->", "\n".join(inside), re.DOTALL)
        elif token.type == "html_block":
            notes += re.findall(r"<!--(.*?)-->", token.content, re.DOTALL)
        elif token.type == "fence" and token.info.split()[:1] == ["ssi"]:
            lives.append(_live(token.content, number, faults))
        elif token.type in ("fence", "code_block"):
            code = token.content.rstrip("\n").split("\n")
            lines += [SlideLine(kind="code", text=text) for text in code]
    if len(lives) > 1:
        faults.append(DeckFault(line=lives[1].line, message=N_("a slide has one `ssi` block")))
    first = next((token.map[0] for token in tokens if token.map), 0)
    said = "\n".join(note.strip() for note in notes)
    return DeckSlide(
        line=first + offset + 1, lines=tuple(lines), live=lives[0] if lives else None, notes=said
    )


def _text(token: Token, stack: Sequence[str]) -> Iterator[SlideLine]:
    """An inline token as plain lines: soft breaks are blanks, hard ones begin a new line."""
    parts = [""]
    for child in token.children or ():
        if child.type == "hardbreak":
            parts.append("")
        elif child.type == "softbreak":
            parts[-1] += " "
        elif child.type in ("text", "code_inline"):
            parts[-1] += child.content
    heading = next((tag for tag in stack if re.fullmatch(r"h[1-6]", tag)), "")
    for text in filter(None, (part.strip() for part in parts)):
        if heading:
            yield SlideLine(kind="heading", text=text, level=int(heading[1]))
        elif "li" in stack:
            yield SlideLine(kind="bullet", text=text, level=stack.count("li") - 1)
        elif "blockquote" in stack:
            yield SlideLine(kind="quote", text=text)
        else:
            yield SlideLine(kind="text", text=text)


def _live(content: str, number: int, faults: list[DeckFault]) -> LiveBlock:
    """One `ssi` block; its first line stands below the fence at `number`."""
    lines = content.split("\n")
    given = _pairs(lines, number + 1, LIVE, faults)
    value = dict.fromkeys(LIVE, "") | given
    at = {key: number + 1 + _place(lines, key) for key in given}

    def wrong(key: str, said: str, message: str) -> None:
        faults.append(_no(at[key], said, message))

    who = [key for key in ("member", "client", "group") if value[key]]
    if len(who) > 1:
        wrong(who[1], ", ".join(who), N_("give one of {value}"))
    reveal = tuple(letter.upper() for letter in _list(value["reveal"]))
    for letter in reveal:
        if not re.fullmatch("[A-E]", letter):
            said = N_("{value} is no curve; curves are A to E, and A is “as usual”")
            wrong("reveal", letter, said)
    sliders = tuple(_list(value["slider"]))
    if len(sliders) > SLIDERS_MOST:
        wrong("slider", value["slider"], N_("a slide has two sliders"))
    weeks = value["weeks"] or "12"
    if not _is_count(weeks, WEEKS_MOST):
        wrong("weeks", weeks, N_("{value} is no number of weeks, 1 to 156"))
        weeks = "12"
    if value["view"] not in ("", *VIEWS):
        wrong("view", value["view"], N_("{value} is no view: zoom or 0-100"))
    if value["page"] not in ("", *PAGES):
        wrong("page", value["page"], N_("{value} is no page; there is: believe"))
    if value["race"] and not value["group"]:
        wrong("race", value["race"], N_("a race needs a group"))
    return LiveBlock(
        line=number,
        scenarios=tuple(_list(value["scenario"])),
        member=value["member"],
        client=value["client"],
        group=value["group"],
        race=tuple(_list(value["race"])),
        reveal=reveal,
        question=value["question"],
        sliders=sliders,
        weeks=int(weeks),
        zoom=value["view"] != "0-100",
        assume=_assumed(value["assume"], at.get("assume", number), faults),
        page=value["page"],
    )


def _assumed(text: str, line: int, faults: list[DeckFault]) -> tuple[tuple[str, float], ...]:
    """``half-life 60, comment 2``: a word and a number each, within the bounds of the model."""
    pairs = []
    for part in _list(text):
        match = re.fullmatch(r"([a-z-]+) ([0-9]{1,4}(?:\.[0-9]{1,4})?)", part)
        if not match:
            message = N_("“{value}” is no word with a number: half-life 60, comment 2")
            faults.append(_no(line, part, message))
            return ()
        pairs.append((match[1], float(match[2])))
    if pairs:
        from ssi_tui.forecasting import RefusedError  # numpy, 60 ms: only a deck that assumes

        try:
            doubts_of(pairs)
        except RefusedError as error:
            faults.append(DeckFault(line=line, message=error.message, fields=error.fields))
            return ()
    return tuple(pairs)


def _is_count(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= most


def _place(lines: Sequence[str], key: str) -> int:
    return next(n for n, line in enumerate(lines) if line.partition(":")[0].strip().lower() == key)


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.strip("[]").split(",") if part.strip()]


def _no(line: int, value: str, message: str) -> DeckFault:
    return DeckFault(line=line, message=message, fields=(("value", value[:60]),))


DECKS = Path(__file__).parent / "decks"
"""Those that come with the program: a folder a language."""


def shipped_decks(language: str) -> dict[str, Path]:
    """Name → file, in the language or else in English."""
    folder = DECKS / language
    folder = folder if folder.is_dir() else DECKS / "en"
    return {file.stem: file for file in sorted(folder.glob("*.md"))}


def find_deck(name: str, language: str) -> Path:
    """A file as it stands, else the shipped deck of that name: NotFoundError with the nearest."""
    path, shipped = Path(name), shipped_decks(language)
    if path.is_file():
        return path.resolve()
    if name in shipped:
        return shipped[name]
    raise NotFoundError("deck", name, tuple(get_close_matches(name, shipped, n=3, cutoff=0.2)))


def check_names(
    deck: Deck, file: str, *, scenarios: Mapping[str, bool], kinds: Sequence[str]
) -> None:
    """Refuse scenarios that are not there and kinds that nobody knows: DeckRefusedError."""
    lives = [slide.live for slide in deck.slides if slide.live]
    there = [name for name, is_there in scenarios.items() if is_there]
    named = (
        *((live, live.scenarios, there) for live in lives),
        *((live, live.race, [*STRATEGIES, *there]) for live in lives),
        *((live, live.sliders, kinds) for live in lives),
        *((live, [word for word, _n in live.assume], [*ASSUMED, *kinds]) for live in lives),
    )
    faults = [
        _near(live.line, name, known, N_("there is no “{value}”"), cutoff=0.4)
        for live, names, known in named
        for name in names
        if name not in known
    ]
    if faults:
        raise DeckRefusedError(file, faults)


def _near(line: int, name: str, known: Sequence[str], other: str, *, cutoff: float) -> DeckFault:
    """There is no such name: with the nearest one, or the `other` message where none is near."""
    near = get_close_matches(name, known, n=1, cutoff=cutoff)
    message = N_("there is no “{value}”; did you mean “{near}”?") if near else other
    fields = (("value", name[:60]), ("near", near[0] if near else ", ".join(known)))
    return DeckFault(line=line, message=message, fields=fields)


KEY = "assume"


def with_assumptions(text: str, fence: int, pairs: Sequence[tuple[str, float]]) -> str:
    """A deck's text with ``assume: half-life 60, comment 2`` in the block at line `fence`, from 1.

    Without pairs the line goes.  All other bytes stay.
    """
    lines = text.split("\n")
    end = "\r" if lines[fence - 1].endswith("\r") else ""
    mark = lines[fence - 1].lstrip()[:3]
    at = fence
    while at < len(lines) and not lines[at].strip().startswith(mark):
        if lines[at].partition(":")[0].strip().lower() == KEY:
            del lines[at]
            break
        at += 1
    if pairs:
        said = ", ".join(f"{word} {number:g}" for word, number in pairs)
        lines.insert(at, f"{KEY}: {said}{end}")
    return "\n".join(lines)


def keep_in_deck(path: Path, fence: int, pairs: Sequence[tuple[str, float]]) -> None:
    """Write the line into the file: BadValueError for a deck that came with the program."""
    if path.is_relative_to(DECKS):
        raise BadValueError("deck", path.stem, "a deck of your own: ssi present --copy makes one")
    with path.open("r", encoding="utf-8", newline="") as file:
        text = file.read()
    write_whole(path, with_assumptions(text, fence, pairs).encode())
