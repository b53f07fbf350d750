"""What the score page calls its parts, where its words were seen; other languages go by shape."""

from sim.terms import Pillar

PILLARS = (
    # English, German, Portuguese, French, Dutch
    (
        Pillar.BRAND,
        (
            "establish your professional brand",
            "professionelle marke aufbauen",
            "estabelecer sua marca profissional",
            "construire votre marque personnelle",
            "eigen professionele merk",
        ),
    ),
    (
        Pillar.PEOPLE,
        (
            "find the right people",
            "die richtigen personen finden",
            "localizar as pessoas certas",
            "trouver les bonnes personnes",
            "vinden van de juiste personen",
        ),
    ),
    (
        Pillar.INSIGHTS,
        (
            "engage with insights",
            "durch einblicke interesse wecken",
            "interagir oferecendo insights",
            "changer des informations",
            "hoe ga je om met content",
        ),
    ),
    (
        Pillar.RELATIONSHIPS,
        (
            "build relationships",
            "build strong relationships",
            "beziehungen aufbauen",
            "criar relacionamentos",
            "tablir des relations",
            "bouwen aan een sterk netwerk",
        ),
    ),
)
INDUSTRY = ("industry", "branche", "setor", "sector", "secteur", "industria")
NETWORK = ("network", "netzwerk", "netwerk", "netværk", "rede", "réseau", " red ")


def pillar_of(line: str) -> Pillar | None:
    """The pillar that a line names; None for none or more than one.  Small letters only."""
    found = [pillar for pillar, names in PILLARS if any(name in line for name in names)]
    return found[0] if len(found) == 1 else None


def group_of(line: str) -> str | None:
    """``industry`` or ``network``, where a line names one of them.  Small letters only."""
    industry = any(word in line for word in INDUSTRY)
    network = any(word in f" {line} " for word in NETWORK)
    return None if industry == network else "industry" if industry else "network"
