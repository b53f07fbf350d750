"""What the errors of the layers below are about, in words that translators see."""

from ssi_tui.i18n import N_

FIELDS = {
    "action": N_("action"),
    "brand": N_("brand"),
    "count": N_("count"),
    "day": N_("day"),
    "day_start": N_("day start"),
    "from": N_("first day"),
    "industry_rank": N_("industry rank"),
    "id": N_("id"),
    "insights": N_("insights"),
    "key": N_("key"),
    "kind": N_("action"),
    "language": N_("language"),
    "member": N_("member"),
    "minutes": N_("minutes"),
    "network_rank": N_("network rank"),
    "note": N_("note"),
    "people": N_("people"),
    "pillar": N_("pillar"),
    "pillars": N_("pillars"),
    "profile": N_("profile"),
    "rest": N_("rest"),
    "relationships": N_("relationships"),
    "scenario": N_("scenario"),
    "seed": N_("seed"),
    "streaks": N_("streaks"),
    "target": N_("target"),
    "theme": N_("theme"),
    "total": N_("total"),
    "to": N_("last day"),
    "week_start": N_("week start"),
    "weeks": N_("weeks"),
    "why": N_("reason"),
}
"""What errors name, in words."""


ALLOWED = (
    N_("one of 3/week, 3/7d, 2/day, daily, weekly, mon,wed,fri, <=2/day"),
    N_("more than 0: a page of zeros is a page that failed"),
    N_("readable text"),
    N_("a name"),
    N_("a name that is not taken yet"),
    N_("an id as `ssi changes` shows it"),
    N_("one character"),
    N_("letters a-z, digits and hyphens, at most 48"),
)
"""What the layers below the catalogues allow, for the translators to see."""
FOUND = (N_("entry"), N_("backup"), N_("file"))
"""What those layers may not find."""
