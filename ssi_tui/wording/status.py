"""Where one stands in a line for a shell's prompt: "3/6 · 2 due · 5 weeks · SSI 61"."""

from ssi_tui.i18n import _, ngettext


def status_text(done: int, of: int, due: int, streak: int, score: str) -> str:
    """The line; what there is nothing to say of is left out.

    Args:
        done: targets that are met.
        of: targets that count today.
        due: targets for which something is still to be done today.
        streak: weeks in a row, the longest.
        score: the newest total as text, or empty.
    """
    parts = [f"{done}/{of}" if of else ""]
    if due:
        parts.append(ngettext("{n} due", "{n} due", due).format(n=due))
    elif of:
        parts.append(_("nothing due"))
    if streak:
        parts.append(ngettext("{n} week", "{n} weeks", streak).format(n=streak))
    if score:
        parts.append(f"SSI {score}")
    return " · ".join(part for part in parts if part)
