"""What all pages of a workshop have in common: one style, one policy, every word escaped."""

from __future__ import annotations

from html import escape

from ssi_tui.i18n import language

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
