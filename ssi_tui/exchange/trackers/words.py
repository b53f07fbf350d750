"""What people and other trackers write above their columns, in seven languages, and what it means.

Headings are compared in small letters, without accents, marks and what stands in brackets.
"""

import re
import unicodedata

from sim.terms import ActionKind

DATES = (
    frozenset(
        (
            *("date", "day", "datum", "tag", "dag", "dato", "fecha", "dia", "data", "jour"),
            *("giorno", "when", "wann", "wanneer", "hvornar", "calendar date", "entry date"),
            *("activity date", "log date", "report date", "date time", "datetime", "timestamp"),
        )
    ),
    frozenset(
        (
            *("completed at", "completed on", "date completed", "done on", "done at", "logged at"),
            *("logged on", "completed date", "data referencia", "measured at", "checked at"),
        )
    ),
    frozenset(("created at", "created on", "created", "created time")),
)
"""Names of a column of days, the surest first."""

COUNTS = frozenset(
    (
        *("count", "counts", "amount", "number", "quantity", "qty", "value", "times", "n"),
        *("reps", "actual", "completions", "anzahl", "menge", "wert", "aantal", "waarde"),
        *("hoeveelheid", "antal", "vaerdi", "maengde", "cantidad", "valor", "quantidade"),
        *("nombre", "quantite", "valeur", "quantita", "valore", "numero"),
    )
)
"""Names of a column of counts: such a column is one, whatever its cells say."""

MARKS = frozenset(
    (
        *("done", "completed", "complete", "status", "state", "result", "check", "checked"),
        *("entry type", "outcome", "success", "erledigt", "gedaan", "klaar", "faerdig"),
        *("udfort", "gjort", "hecho", "completado", "fait", "feito", "concluido", "fatto"),
    )
)
"""Names of a column that says whether something was done."""

HABITS = frozenset(
    (
        *("habit", "habit name", "habits", "action", "actions", "activity", "activities", "task"),
        *("task name", "gewohnheit", "aktion", "aktivitat", "aufgabe", "gewoonte", "actie"),
        *("activiteit", "taak", "vane", "handling", "aktivitet", "opgave", "habito", "accion"),
        *("actividad", "tarea", "acao", "atividade", "tarefa", "habitude", "activite", "tache"),
        *("metric", "what", "was", "wat", "hvad", "kind", "action type", "activity type"),
    )
)
"""Names of a column that says which action a row is."""

NO_COUNTS = frozenset(
    (
        *("minutes", "minute", "min", "mins", "hours", "hour", "duration", "seconds", "dauer"),
        *("minuten", "stunden", "duur", "uren", "varighed", "minutter", "timer", "duracion"),
        *("minutos", "horas", "duree", "heures", "durata", "ore", "time", "zeit", "tid", "tijd"),
        *("rating", "mood", "stimmung", "energy", "points", "punkte", "id", "streak", "week"),
        *("kw", "uge", "year", "jahr", "jaar", "month", "monat", "maand", "goal", "target"),
        *("ziel", "doel", "mal", "meta", "objectif", "weight", "distance", "cost", "price"),
        *("revenue", "xp", "level", "rank", "percent", "percentage", "rate", "index", "nr"),
        *("weekday", "wochentag", "page", "budget", "priority", "prio", "prioritat", "prioriteit"),
        *("prioritet", "prioridad", "prioridade", "priorite", "priorita", "difficulty", "effort"),
        *("schwierigkeit", "aufwand", "order", "position", "size", "age", "row", "estimate"),
        *("estimated", "spent", "remaining", "attempt", "version", "phone", "steps", "euro", "eur"),
        *("usd", "dkk", "kr", "stimmung", "humeur", "humor", "humore", "energie", "energi"),
    )
)
"""Words of a column of numbers that count no actions."""

_REACH = frozenset(
    (
        *("impression", "impressions", "impressionen", "impressies", "vertoningen", "weergaven"),
        *("visninger", "eksponeringer", "impresiones", "impressoes", "impressioni", "alcance"),
        *("reach", "reichweite", "bereik", "raekkevidde", "portee", "copertura", "views", "vues"),
        *("aufrufe", "visualizacoes", "visualizaciones", "visualisations", "visualizzazioni"),
        *("clicks", "klicks", "kliks", "klik", "clics", "cliques", "clic", "ctr", "visitors"),
        *("viewers", "visitas", "besucher", "bezoekers"),
    )
)
"""Words that only a table of reach has: what others saw of what one wrote."""

_REACH_BESIDE = frozenset(
    (
        *("engagement", "engagements", "interaktionen", "interacties", "interaktioner"),
        *("interacciones", "interacoes", "interactions", "interazioni", "followers", "follower"),
        *("volgers", "folgere", "seguidores", "abonnes", "received", "erhalten"),
        *("ontvangen", "modtaget", "recibidos", "recibidas", "recebidos", "recus", "ricevuti"),
        *("gained", "permalink", "hashtags", "saves", "dwell"),
    )
)
"""Words that make comments and reactions beside them those of others."""

_ANYBODYS = frozenset(
    (
        *("like", "likes", "share", "shares", "gefallt", "leuk", "leuks", "curtidas"),
        *("aime", "gusta", "piace"),
    )
)
"""Words of columns that trackers have for what one gives, and reports for what one gets."""

_POSTS = ("post url", "post link", "post title", "post text", "post id", "publish", "content type")
"""Headings of a table that has a row for each post."""

ACTORS = frozenset(
    (
        *("employee", "employees", "team member", "member", "teammate", "user", "author", "rep"),
        *("sales rep", "seller", "colleague", "consultant", "assignee", "owner", "account owner"),
        *("advocate", "salesperson", "agent", "creator", "mitarbeiter", "mitarbeiterin", "nutzer"),
        *("benutzer", "autor", "verkaufer", "kollege", "berater", "medewerker", "gebruiker"),
        *("auteur", "verkoper", "collega", "medarbejder", "bruger", "forfatter", "saelger"),
        *("kollega", "empleado", "usuario", "vendedor", "miembro", "employe", "utilisateur"),
        *("vendeur", "membre", "collaborateur", "colaborador", "funcionario", "membro", "utente"),
    )
)
"""Names of a column that says who did something."""

NAMES = frozenset(
    (
        *("name", "full name", "first name", "last name", "person", "people", "who", "profile"),
        *("account", "email", "e mail", "team", "vorname", "nachname", "profil", "konto", "wer"),
        *("naam", "wie", "navn", "hvem", "nombre completo", "quien", "nom", "prenom", "qui"),
        *("nome", "quem", "chi"),
    )
)
"""Names of a column of people, who did something where the same ones come again and again."""

_OF_ACTORS = frozenset(
    ("id", "name", "email", "mail", "e", "address", "url", "profile", "naam", "navn")
)
"""What a column that says who did something may be called beside that: user_email."""

TOTALS = frozenset(
    (
        *("total", "totals", "sum", "summe", "gesamt", "insgesamt", "totaal", "som", "i alt"),
        *("suma", "totale", "somme", "soma", "average", "avg", "mean", "durchschnitt", "schnitt"),
        *("gemiddelde", "gennemsnit", "promedio", "media", "moyenne", "max", "goal", "ziel"),
    )
)
"""What stands in the column of days where a row adds up the others."""

SUMS = ("total", "totals", "totaal", "totale", "summe", "sum", "totalt", "σ")
"""How a word ends that says so: Gesamtsumme, subtotal, eindtotaal."""

_ACTIONS = {
    ActionKind.COMMENT: (
        *("comentario", "comentarios", "commentaire", "commentaires", "commento", "commenti"),
        *("kommentar", "kommentarer", "opmerking", "opmerkingen"),
    ),
    ActionKind.POST: (
        *("publicacion", "publicaciones", "publication", "publications", "postagem", "postagens"),
        *("publicacao", "publicacoes", "pubblicazione", "pubblicazioni", "inlagg", "innlegg"),
    ),
    ActionKind.MESSAGE: (
        *("mensaje", "mensajes", "mensagem", "mensagens", "messaggio", "messaggi", "meddelande"),
        *("meddelanden", "melding", "meldinger", "dm", "dms"),
    ),
    ActionKind.REACTION: (
        *("reaccion", "reacciones", "reacao", "reacoes", "reazione", "reazioni", "reaktioner"),
        *("j aime", "me gusta", "curtidas", "mi piace", "vind ik leuks"),
    ),
    ActionKind.ARTICLE: ("articulo", "articulos", "artigo", "artigos", "articolo", "articoli"),
    ActionKind.REQUEST: (
        *("invitacion", "invitaciones", "convite", "convites", "solicitudes", "solicitud"),
        *("invito", "inviti", "demande de connexion", "demandes de connexion"),
        *("solicitudes de conexion", "solicitacoes de conexao", "richieste di collegamento"),
        *("anfragen", "vernetzungsanfragen", "kontaktanfragen", "connectieverzoeken"),
        *("kontaktanmodninger", "forbindelsesanmodninger"),
    ),
}

ACTIONS = {name: str(kind) for kind, names in _ACTIONS.items() for name in names}
"""Headings that neither the catalogues have nor what people type for an action."""

_ANYTHING = frozenset(
    (
        *("accept", "appointment", "blog", "call", "celebrate", "chat", "coffee", "connect"),
        *("insightful", "love", "retweet", "status", "update", "vote", "annehmen", "applaus"),
        *("inspirierend", "interessant", "pn", "termin", "termine", "wunderbar", "accepteren"),
        *("afspraak", "gesprek", "leuk", "stem", "verzoek", "accepter", "del", "delt"),
    )
)
"""What people type for an action, but anybody's tracker may have for something else."""


_DECORATION = frozenset(
    (
        *("number", "no", "of", "anzahl", "der", "aantal", "antal", "numero", "nombre", "de"),
        *("count", "total", "my", "own", "daily", "made", "written", "given", "sent", "posted"),
        *("done", "linkedin", "on", "published", "left", "num", "nb", "eigene", "geschrieben"),
        *("gesendet", "veroffentlicht", "gegeben", "mine", "verstuurd", "geplaatst", "egne"),
        *("sendt", "skrevet", "publiees", "envoyees", "enviadas", "enviados", "inviati"),
    )
)
"""Words that change nothing about what a column counts."""

_ONES_OWN = frozenset(
    (
        *("my", "own", "made", "written", "given", "sent", "left", "eigene", "geschrieben"),
        *("gegeben", "gesendet", "mine", "verstuurd", "gegeven", "egne", "sendt", "givet"),
        *("skrevet", "envoyees", "enviadas", "enviados", "inviati"),
    )
)
"""Words that say that one did it oneself."""


def heading(name: str) -> str:
    """The heading as it is compared."""
    name = re.sub(r"[(\[{][^)\]}]*[)\]}]", " ", name)
    name = name.replace("LinkedIn", "Linkedin")
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).casefold().replace("ø", "o")
    letters = unicodedata.normalize("NFKD", name.replace("æ", "ae").replace("ß", "ss"))
    kept = "".join(c if c.isalnum() else "" if unicodedata.combining(c) else " " for c in letters)
    return " ".join(kept.split())


def undecorated(name: str) -> str:
    """The name without words that change nothing: "# of comments made" becomes "comments"."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])|[\s_]+", " ", name.replace("LinkedIn", ""))
    return " ".join(word for word in name.split() if heading(word) not in {"", *_DECORATION})


def is_count(name: str) -> bool:
    """Whether a column is named as one of counts."""
    return heading(name) in COUNTS or name.strip() in ("#", "№")


def is_loose(name: str) -> bool:
    """Whether a name is a part that a column has in its table, or a word that may mean anything."""
    said = heading(name)
    return (
        said in (MARKS | COUNTS | HABITS | _ANYTHING)
        or said.removesuffix("s") in _ANYTHING
        or any(said in names for names in DATES)
    )


def is_no_count(name: str) -> bool:
    """Whether a column of numbers is named as one that counts no actions."""
    return any(word in NO_COUNTS for word in heading(name).split()) or "%" in name


def is_actor(name: str) -> bool:
    """Whether a column of this heading says who did something."""
    words = name.split()
    bare = " ".join(word for word in words if word not in _OF_ACTORS)
    return name in ACTORS or (bare in ACTORS and len(words) > 1)


def speaks_of_reach(name: str) -> bool:
    """Whether only a table of reach has such a column."""
    words = heading(name).split()
    if words[:1] in (["profile"], ["profil"], ["people"]) or "searches" in words:
        return False  # views of profiles are something that one does
    return any(word in _REACH for word in words) or " ".join(words[-2:]) in (
        *("engagement rate", "click rate"),
    )


def is_anybodys(name: str) -> bool:
    """Whether a column may be what one gave or what one got."""
    return any(word in _ANYBODYS for word in heading(name).split())


def is_ones_own(name: str) -> bool:
    """Whether a column says that one did it oneself."""
    return any(word in _ONES_OWN for word in heading(name).split())


def beside_reach(name: str) -> bool:
    """Whether a column makes comments and reactions beside it those of others."""
    words = heading(name)
    return any(word in _REACH_BESIDE for word in words.split()) or words.startswith(_POSTS)
