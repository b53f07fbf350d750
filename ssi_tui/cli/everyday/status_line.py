"""`ssi status` for prompts, which ask every second: reads one small file and loads next to nothing.

No click, no TinyDB, no `typing`, no `json`: each costs more than all of this.  What it can't say
for sure is "?"; it never fails and waits for nothing.
"""

import os
import sys
import time

from ssi_tui import places

UNKNOWN = "?"
FIELDS = ("day", "done", "of", "left", "streak", "due", "text")
"""Of one day, as the file has them; `score` holds for all days."""
PLAIN = {"✓": "+", "·": "-", "−": "-", "…": "..."}
"""For an encoding that has no such signs."""
STYLES = ("text", "zsh", "tmux", "waybar")
"""Who reads the line: each obeys other characters in it."""


def answer(words: "list[str]") -> bool:
    """Say it, if the words are ones that are understood here; the others are click's to read."""
    wanted = _format(words)
    if wanted is None:
        return False
    style, template = wanted
    say(render(read_status(time.time()), style, template))
    return True


def _format(words: "list[str]") -> "tuple[str, str] | None":
    if not words:
        return "text", ""
    if len(words) == 2 and words[0] in ("--format", "-f"):
        return style_of(words[1])
    if len(words) == 1 and words[0].startswith("--format="):
        return style_of(words[0].removeprefix("--format="))
    return None


def style_of(text: str) -> "tuple[str, str] | None":
    """(Style, template) of ``tmux``, ``{done}/{of}`` or ``tmux:{done}/{of}``; None for neither."""
    if text in STYLES:
        return text, ""
    style, colon, template = text.partition(":")
    if colon and style in STYLES:
        return style, template
    return ("text", text) if "{" in text else None


def read_status(now: float) -> "dict[str, str] | None":
    """The fields of the day of that time (seconds since 1970); None where nothing is sure."""
    try:
        home = places.data_home()
        with open(os.path.join(home, places.STATUS_NAME), "rb") as handle:
            lines = handle.read().decode().split("\n")
        if lines[0] != "ssi-status\t1" or lines[-2:] != ["end", ""]:
            return None
        day, score = "", ""
        for line in lines[1:-2]:
            name, *values = line.split("\t")
            if name == "day_start":
                day = _day(now, int(values[0]))
            elif name == "file":
                if places.stamp(os.path.join(home, values[0])) != values[1]:
                    return None
            elif name == "score":
                score = values[0]
            elif name == "day" and values[0] == day:
                return {**dict(zip(FIELDS, values, strict=True)), "score": score}
    except Exception:  # noqa: BLE001 - a prompt shows no errors, whatever they are
        return None
    return None


def _day(now: float, day_start: int) -> str:
    """The local day, which may begin some hours after midnight."""
    at = time.localtime(now)
    if at.tm_hour < day_start:  # noon of the day before, whichever clock change lies between
        noon = (at.tm_year, at.tm_mon, at.tm_mday - 1, 12, 0, 0, 0, 0, -1)
        at = time.localtime(time.mktime(noon))
    return time.strftime("%Y-%m-%d", at)


def render(fields: "dict[str, str] | None", style: str, template: str) -> str:
    """The line, with nothing in it that its reader would obey."""
    known = {name: _printable(value) for name, value in (fields or {}).items()}
    if style == "waybar":
        return _waybar(known, template)
    if not known:
        return UNKNOWN
    if style in ("zsh", "tmux"):
        sign = "%" if style == "zsh" else "#"
        known = {name: value.replace(sign, sign + sign) for name, value in known.items()}
    return _filled(template, known)


def _filled(template: str, fields: "dict[str, str]") -> str:
    """The template with its fields; what is no field stays as it is."""
    if not template:
        return fields["text"]
    pieces = template.split("{")
    text = pieces[0]
    for piece in pieces[1:]:
        name, brace, rest = piece.partition("}")
        text += fields[name] + rest if brace and name in fields else "{" + piece
    return text


def _waybar(fields: "dict[str, str]", template: str) -> str:
    """JSON as waybar takes it, whose text is Pango's markup."""
    if fields:
        fields = {name: _markup(value) for name, value in fields.items()}
        text, tip = _filled(template, fields), fields["due"].replace(", ", "\n")
        state = "due" if fields["left"] != "0" else "done"
    else:
        text, tip, state = UNKNOWN, "", "unknown"
    parts = (f'"{name}": {_json(value)}' for name, value in (
        ("text", text), ("tooltip", tip), ("class", state),
    ))  # fmt: skip
    return "{" + ", ".join(parts) + "}"


def _markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _json(text: str) -> str:
    """A JSON text; `json` itself would cost as much as Python does."""
    for char, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
        text = text.replace(char, written)
    return f'"{_printable(text)}"'


def _printable(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


def say(text: str) -> None:
    """One line on stdout, whatever can be written there."""
    try:
        coding = sys.stdout.encoding or "utf-8"
        try:
            data = text.encode(coding)
        except UnicodeError:
            for sign, plain in PLAIN.items():
                text = text.replace(sign, plain)
            data = text.encode(coding, "replace")
        os.write(1, data + b"\n")
    except (OSError, AttributeError, LookupError):  # nobody reads: nothing to be done
        pass
