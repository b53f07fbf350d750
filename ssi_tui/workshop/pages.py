"""Pages of a workshop: one style, one policy, every word escaped; what phones show, no script."""

from __future__ import annotations

from enum import StrEnum
from html import escape

from sim.terms import PILLAR_MAX, TOTAL_MAX, Pillar
from ssi_tui.i18n import N_, _, language
from ssi_tui.wording.actions import pillar_long_name
from ssi_tui.wording.numbers import format_points
from ssi_tui.workshop.group import COMMITMENT_MAX, MINUTES_MAX, NAME_MAX, Participant

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'"
"""A page runs nothing and asks for nothing; only its own forms may be sent."""
STYLE = """
:root { color-scheme: light dark; --ink: #16191d; --quiet: #55606b; --line: #c4cbd2;
  --ground: #fff; --accent: #1f5f99; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --quiet: #a4adb6; --line: #444c55;
  --ground: #16191d; --accent: #7db8ee; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.45;
  font-family: system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif; font-size: 1.05rem; }
main { max-width: 34rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; margin: .2rem 0 .6rem; } h2 { font-size: 1.15rem; margin: 1.4rem 0 .3rem; }
p { margin: .4rem 0; }
a { color: var(--accent); } .quiet { color: var(--quiet); font-size: .95rem; }
label { display: block; margin: .7rem 0 .15rem; }
input, select, button { font: inherit; color: inherit; background: transparent; width: 100%;
  padding: .55rem .6rem; border: 1px solid var(--line); border-radius: .4rem; }
option { color: #16191d; background: #fff; }
button { background: var(--accent); color: var(--ground); border: 0; margin-top: 1rem;
  font-weight: 600; padding: .75rem; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 0 .8rem; }
.said { border-left: .3rem solid var(--accent); padding-left: .7rem; }
.big button { font-size: 2rem; padding: 2.2rem 0; }
"""


def page(title: str, body: str, *, refresh: int = 0, style: str = STYLE) -> str:
    """A whole page; `body` is markup, `title` is text.  `refresh` asks again after that many
    seconds."""
    again = f'<meta http-equiv="refresh" content="{refresh}">' if refresh else ""
    return (
        f'<!doctype html>\n<html lang="{language().replace("_", "-")}">\n'
        '<head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="referrer" content="no-referrer">{again}'
        f"<title>{escape(title)}</title>\n<style>{style}</style></head>\n"
        f"<body><main>\n{body}\n</main></body>\n</html>\n"
    )


def tag(element: str, text: object = "", /, **attributes: object) -> str:
    """One element around text: everything is escaped; `class_` is class, `for_` is for."""
    given = "".join(
        f' {key.strip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{element}{given}>{escape(str(text))}</{element}>"


class PhoneRefusal(StrEnum):
    """Why something that was sent is not taken."""

    FULL = "full"
    TOO_OFTEN = "too-often"
    NAME_TAKEN = "name-taken"
    UNKNOWN = "unknown"
    """The visitor never joined, or was forgotten."""
    NO_QUESTION = "no-question"
    VALUE = "value"


AGAIN = 6
"""Seconds after which a waiting phone looks whether there is a new question."""
REFUSALS = {
    PhoneRefusal.FULL: N_("The room is full. Please tell the coach."),
    PhoneRefusal.TOO_OFTEN: N_(
        "That was very often in a short time. Please try again in a moment."
    ),
    PhoneRefusal.NAME_TAKEN: N_("Somebody here has that name already. Please choose another one."),
    PhoneRefusal.UNKNOWN: N_("Please join first."),
    PhoneRefusal.NO_QUESTION: N_("Nothing is being asked right now."),
    PhoneRefusal.VALUE: N_(
        "That is not possible: a pillar has 0 to 25 points, the total is their sum, 1 to 100."
    ),
}
_ROLES = {
    "average": N_("nothing special"),
    "marketing": N_("marketing and communication"),
    "hr": N_("human resources"),
    "recruiter": N_("recruiting"),
    "sales": N_("sales, account and relation management"),
    "social-media": N_("managing, advising or teaching social media"),
}


def join_page(person: Participant | None = None, refusal: PhoneRefusal | None = None) -> str:
    """Name, score, role and minutes: all but the name may stay empty."""
    title = _("Join the workshop")
    name = person.name if person else ""
    pillars = (person and person.pillars) or (None,) * len(Pillar)
    only = person.total if person and not person.pillars else None
    body = [tag("h1", title)]
    if refusal:
        body.append(tag("p", _(REFUSALS[refusal]), class_="said", role="alert"))
    body += [
        tag(
            "p",
            _(
                "A name or a pseudonym is enough. What you type goes to the coach’s computer in "
                "this room and nowhere else, and is forgotten at the end unless the coach says "
                "otherwise."
            ),
            class_="quiet",
        ),
        *_form(
            _field("name", _("Name or pseudonym"), name, maxlength=NAME_MAX, required=""),
            '<div class="two">',
            *(
                _number(pillar.value, pillar_long_name(pillar), points, PILLAR_MAX)
                for pillar, points in zip(Pillar, pillars, strict=True)
            ),
            "</div>",
            _number("total", _("or only the total, 1 to 100"), only, TOTAL_MAX),
            tag("p", _("Your score stands at linkedin.com/sales/ssi."), class_="quiet"),
            *_role_box(person.role if person else ""),
            _field(
                "minutes",
                _("Minutes a week that you can give"),
                "" if person is None or person.minutes is None else str(person.minutes),
                inputmode="numeric",
                pattern="[0-9]*",
                maxlength=len(str(MINUTES_MAX)),
            ),
            _button(_("Join") if person is None else _("Change"), "join"),
        ),
    ]
    return page(title, "\n".join(body))


class Shown(StrEnum):
    """Which page of the room a visitor asked for."""

    WAITING = ""
    GUESS = "guess"
    COMMIT = "commit"
    CHANGE = "change"


def room_page(
    person: Participant,
    question: str,
    guess: float | None,
    *,
    shown: Shown = Shown.WAITING,
    refusal: PhoneRefusal | None = None,
) -> str:
    """The question of the moment, or what was answered.

    A page with a field to type in never reloads by itself; one without looks for news.
    """
    asking = bool(question) and (guess is None or shown is Shown.GUESS)
    body = [tag("h1", _("Hello {name}").format(name=person.name))]
    if refusal:
        body.append(tag("p", _(REFUSALS[refusal]), class_="said", role="alert"))
    if shown is Shown.COMMIT:
        return page(_("Workshop"), "\n".join([*body, *_commitment(person)]))
    if question:
        body.append(tag("h2", question))
    if asking:
        guessed = _number("guess", _("Your guess, 0 to 100"), guess, TOTAL_MAX)
        body += _form(guessed, _button(_("Send"), "guess"))
    elif guess is not None and question:
        said = _("Your guess: {points}. You can change it until the curve is drawn.")
        body.append(tag("p", said.format(points=format_points(guess)), class_="said"))
        body.append(_link(Shown.GUESS, _("Change my guess")))
    else:
        body.append(tag("p", _("You are in. Look at the screen in front.")))
    if person.commitment:
        body += [
            tag("h2", _("One thing that I will do")),
            tag("p", person.commitment, class_="said"),
        ]
    body += [
        _link(Shown.COMMIT, _("Write down one thing that I will do")),
        _link(Shown.CHANGE, _("Change my values")),
    ]
    return page(_("Workshop"), "\n".join(body), refresh=0 if asking or refusal else AGAIN)


def _commitment(person: Participant) -> list[str]:
    label = _("In your own words, for your hand-out")
    field = _field("commitment", label, person.commitment, maxlength=COMMITMENT_MAX)
    form = _form(field, _button(_("Keep it"), "commit"))
    return [tag("h2", _("One thing that I will do")), *form]


def _form(*parts: str) -> list[str]:
    return ['<form method="post" action="?" autocomplete="off">', *parts, "</form>"]


def _link(shown: Shown, text: str) -> str:
    return f'<p><a href="?show={shown}">{escape(text)}</a></p>'


def remote_page(question: str, notes: str) -> str:
    """The coach's phone: two big buttons, and what to say."""
    body = [
        '<form method="post" class="two big">',
        tag("button", "←", type="submit", name="step", value="-1", aria_label=_("Back")),
        tag("button", "→", type="submit", name="step", value="1", aria_label=_("Next")),
        "</form>",
        tag("h2", question) if question else "",
        *(tag("p", line) for line in notes.splitlines() if line.strip()),
    ]
    return page(_("Remote"), "\n".join(body), refresh=AGAIN)


def gone_page() -> str:
    """For every address that leads nowhere: the same for all."""
    said = _("Nothing here. Please ask the coach for today’s address.")
    return page(_("Workshop"), tag("p", said))


def refused_page(refusal: PhoneRefusal) -> str:
    """One sentence, and a way back."""
    return page(_("Workshop"), tag("p", _(REFUSALS[refusal]), role="alert"))


def _field(name: str, label: str, value: str, **attributes: object) -> str:
    return tag("label", label, for_=name) + (
        f'<input id="{name}" name="{name}" value="{escape(value)}"'
        + "".join(f' {key}="{escape(str(given))}"' for key, given in attributes.items())
        + ">"
    )


def _role_box(chosen: str) -> list[str]:
    options = [
        tag("option", _(name), value=role, selected="" if role == chosen else None)
        for role, name in _ROLES.items()
    ]
    return [
        tag("label", _("You use LinkedIn for"), for_="role"),
        '<select id="role" name="role">',
        tag("option", "–", value=""),
        *options,
        "</select>",
    ]


def _button(label: str, does: str) -> str:
    return tag("button", label, type="submit", name="do", value=does)


def _number(name: str, label: str, value: float | None, maximum: float) -> str:
    shown = "" if value is None else f"{value:g}"
    box = _field(name, label, shown, inputmode="decimal", maxlength=8, placeholder=f"0–{maximum:g}")
    return f"<div>{box}</div>"
