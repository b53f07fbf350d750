"""What people and other trackers write above their columns and in their cells, and what it means.

Headings, in seven languages, are compared in small letters, without accents, marks and what
stands in brackets.
"""

import re
import unicodedata
from collections.abc import Sequence, Set

from sim.terms import ActionKind
from ssi_tui.exchange.csv_text import word_set
from ssi_tui.model.terms import COUNT_MAX

DATES = (
    word_set("""
        date, day, datum, tag, dag, dato, fecha, dia, data, jour, giorno, when, wann, wanneer,
        hvornar, calendar date, entry date, activity date, log date, report date, date time,
        datetime, timestamp
    """),
    word_set("""
        completed at, completed on, date completed, done on, done at, logged at, logged on,
        completed date, data referencia, measured at, checked at
    """),
    word_set("created at, created on, created, created time"),
)
"""Names of a column of days, the surest first."""
ANY_DATE = frozenset().union(*DATES)

COUNTS = word_set("""
    count, counts, amount, number, quantity, qty, value, times, n, reps, actual, completions,
    anzahl, menge, wert, aantal, waarde, hoeveelheid, antal, vaerdi, maengde, cantidad, valor,
    quantidade, nombre, quantite, valeur, quantita, valore, numero
""")
"""Names of a column of counts: such a column is one, whatever its cells say."""

MARKS = word_set("""
    done, completed, complete, status, state, result, check, checked, entry type, outcome, success,
    erledigt, gedaan, klaar, faerdig, udfort, gjort, hecho, completado, fait, feito, concluido,
    fatto
""")
"""Names of a column that says whether something was done."""

HABITS = word_set("""
    habit, habit name, habits, action, actions, activity, activities, task, task name, gewohnheit,
    aktion, aktivitat, aufgabe, gewoonte, actie, activiteit, taak, vane, handling, aktivitet,
    opgave, habito, accion, actividad, tarea, acao, atividade, tarefa, habitude, activite, tache,
    metric, what, was, wat, hvad, kind, action type, activity type
""")
"""Names of a column that says which action a row is."""

NO_COUNTS = word_set("""
    minutes, minute, min, mins, hours, hour, duration, seconds, dauer, minuten, stunden, duur, uren,
    varighed, minutter, timer, duracion, minutos, horas, duree, heures, durata, ore, time, zeit,
    tid, tijd, rating, mood, stimmung, energy, points, punkte, id, streak, week, kw, uge, year,
    jahr, jaar, month, monat, maand, goal, target, ziel, doel, mal, meta, objectif, weight,
    distance, cost, price, revenue, xp, level, rank, percent, percentage, rate, index, nr, weekday,
    wochentag, page, budget, priority, prio, prioritat, prioriteit, prioritet, prioridad,
    prioridade, priorite, priorita, difficulty, effort, schwierigkeit, aufwand, order, position,
    size, age, row, estimate, estimated, spent, remaining, attempt, version, phone, steps, euro,
    eur, usd, dkk, kr, stimmung, humeur, humor, humore, energie, energi
""")
"""Words of a column of numbers that count no actions."""

_REACH = word_set("""
    impression, impressions, impressionen, impressies, vertoningen, weergaven, visninger,
    eksponeringer, impresiones, impressoes, impressioni, alcance, reach, reichweite, bereik,
    raekkevidde, portee, copertura, views, vues, aufrufe, visualizacoes, visualizaciones,
    visualisations, visualizzazioni, clicks, klicks, kliks, klik, clics, cliques, clic, ctr,
    visitors, viewers, visitas, besucher, bezoekers
""")
"""Words that only a table of reach has: what others saw of what one wrote."""

_REACH_BESIDE = word_set("""
    engagement, engagements, interaktionen, interacties, interaktioner, interacciones, interacoes,
    interactions, interazioni, followers, follower, volgers, folgere, seguidores, abonnes, received,
    erhalten, ontvangen, modtaget, recibidos, recibidas, recebidos, recus, ricevuti, gained,
    permalink, hashtags, saves, dwell
""")
"""Words that make comments and reactions beside them those of others."""

ANYBODYS = word_set("""
    like, likes, share, shares, gefallt, leuk, leuks, curtidas, aime, gusta, piace
""")
"""Words of columns that trackers have for what one gives, and reports for what one gets."""

_POSTS = ("post url", "post link", "post title", "post text", "post id", "publish", "content type")
"""Headings of a table that has a row for each post."""

ACTORS = word_set("""
    employee, employees, team member, member, teammate, user, author, rep, sales rep, seller,
    colleague, consultant, assignee, owner, account owner, advocate, salesperson, agent, creator,
    mitarbeiter, mitarbeiterin, nutzer, benutzer, autor, verkaufer, kollege, berater, medewerker,
    gebruiker, auteur, verkoper, collega, medarbejder, bruger, forfatter, saelger, kollega,
    empleado, usuario, vendedor, miembro, employe, utilisateur, vendeur, membre, collaborateur,
    colaborador, funcionario, membro, utente
""")
"""Names of a column that says who did something."""

NAMES = word_set("""
    name, full name, first name, last name, person, people, who, profile, account, email, e mail,
    team, vorname, nachname, profil, konto, wer, naam, wie, navn, hvem, nombre completo, quien, nom,
    prenom, qui, nome, quem, chi
""")
"""Names of a column of people, who did something where the same ones come again and again."""

_OF_ACTORS = word_set("id, name, email, mail, e, address, url, profile, naam, navn")
"""What a column that says who did something may be called beside that: user_email."""

TOTALS = word_set("""
    total, totals, sum, summe, gesamt, insgesamt, totaal, som, i alt, suma, totale, somme, soma,
    average, avg, mean, durchschnitt, schnitt, gemiddelde, gennemsnit, promedio, media, moyenne,
    max, goal, ziel
""")
"""What stands in the column of days where a row adds up the others."""

SUMS = ("total", "totals", "totaal", "totale", "summe", "sum", "totalt", "σ")
"""How a word ends that says so: Gesamtsumme, subtotal, eindtotaal."""

_ACTIONS = {
    ActionKind.COMMENT: word_set("""
        comentario, comentarios, commentaire, commentaires, commento, commenti, kommentar,
        kommentarer, opmerking, opmerkingen
    """),
    ActionKind.POST: word_set("""
        publicacion, publicaciones, publication, publications, postagem, postagens, publicacao,
        publicacoes, pubblicazione, pubblicazioni, inlagg, innlegg
    """),
    ActionKind.MESSAGE: word_set("""
        mensaje, mensajes, mensagem, mensagens, messaggio, messaggi, meddelande, meddelanden,
        melding, meldinger, dm, dms
    """),
    ActionKind.REACTION: word_set("""
        reaccion, reacciones, reacao, reacoes, reazione, reazioni, reaktioner, j aime, me gusta,
        curtidas, mi piace, vind ik leuks
    """),
    ActionKind.ARTICLE: word_set("articulo, articulos, artigo, artigos, articolo, articoli"),
    ActionKind.REQUEST: word_set("""
        invitacion, invitaciones, convite, convites, solicitudes, solicitud, invito, inviti, demande
        de connexion, demandes de connexion, solicitudes de conexion, solicitacoes de conexao,
        richieste di collegamento, anfragen, vernetzungsanfragen, kontaktanfragen,
        connectieverzoeken, kontaktanmodninger, forbindelsesanmodninger
    """),
}

ACTIONS = {name: str(kind) for kind, names in _ACTIONS.items() for name in names}
"""Headings that neither the catalogues have nor what people type for an action."""

_ANYTHING = word_set("""
    accept, appointment, blog, call, celebrate, chat, coffee, connect, insightful, love, retweet,
    status, update, vote, annehmen, applaus, inspirierend, interessant, pn, termin, termine,
    wunderbar, accepteren, afspraak, gesprek, leuk, stem, verzoek, accepter, del, delt
""")
"""What people type for an action, but anybody's tracker may have for something else."""


_DECORATION = word_set("""
    number, no, of, anzahl, der, aantal, antal, numero, nombre, de, count, total, my, own, daily,
    made, written, given, sent, posted, done, linkedin, on, published, left, num, nb, eigene,
    geschrieben, gesendet, veroffentlicht, gegeben, gemacht, verfasst, gepostet, mine, verstuurd,
    verzonden, geplaatst, gegeven, gedaan, gemaakt, egne, sendt, skrevet, givet, lavet,
    publiees, envoyees, enviadas, enviados, inviati
""")
"""Words that change nothing about what a column counts."""

ONES_OWN = word_set("""
    my, own, made, written, given, sent, left, eigene, geschrieben, gegeben, gesendet, verfasst,
    mine, verstuurd, verzonden, gegeven, egne, sendt, givet, skrevet, envoyees,
    enviadas, enviados, inviati
""")
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
    return said in (MARKS | COUNTS | HABITS | ANY_DATE) or not _ANYTHING.isdisjoint(
        (said, said.removesuffix("s"))
    )


def is_no_count(name: str) -> bool:
    """Whether a column of numbers is named as one that counts no actions."""
    return has_word(name, NO_COUNTS) or "%" in name


def is_actor(name: str) -> bool:
    """Whether a column of this heading says who did something."""
    bare = [word for word in name.split() if word not in _OF_ACTORS]
    return name in ACTORS or (" ".join(bare) in ACTORS and " " in name)


def speaks_of_reach(name: str) -> bool:
    """Whether only a table of reach has such a column."""
    said = heading(name)
    if said.startswith(("profile ", "profil ", "people ")) or has_word(name, {"searches"}):
        return False  # views of profiles are something that one does
    return has_word(name, _REACH) or f" {said}".endswith((" engagement rate", " click rate"))


def beside_reach(name: str) -> bool:
    """Whether a column makes comments and reactions beside it those of others."""
    return has_word(name, _REACH_BESIDE) or heading(name).startswith(_POSTS)


def has_word(name: str, some: Set[str]) -> bool:
    """Whether a heading has one of some words."""
    return not some.isdisjoint(heading(name).split())


_YES = word_set("""
    x, ✓, ✔, ✅, ☑, 🗹, 👍, 🟢, ●, y, yes, true, done, completed, complete, ja, wahr, erledigt, waar,
    gedaan, klaar, sand, faerdig, færdig, udført, sí, si, hecho, verdadero, oui, vrai, fait, sim,
    feito, verdadeiro, vero, fatto, yes_manual, yes_auto, success, checked, *, +, j, t, ☒, ■, ◼, 🟩,
    🟦, 💚, 🔥, 💯, ⭐, ★, 💪, 🎉
""")

_NO = word_set("""
    -, –, —, ❌, ✗, ✘, ✖, ☐, ⬜, 🔴, ○, n, no, false, nein, falsch, nee, onwaar, nej, falsk, falso,
    non, faux, não, nao, missed, failed, skipped, skip, not done, open, pending, unknown, offen,
    none, incomplete, uncompleted, unchecked, to do, f, 👎, □, ▢, ◻, 🟥, ⬛, ✕, ☆, 🚫, ⛔
""") | {""}

_BEGINS_DONE = ("completed", "done", "finished")
_BEGINS_UNDONE = ("missed", "skipped", "failed", "uncompleted", "not ")
_TIMES = re.compile(r"(\d{1,9})\s?(?:x|×|mal|keer|gange|times|veces|fois|vezes|volte)")
_NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?")
_GROUPED = re.compile(r"\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]0{1,2})?")
_ZERO_GROUP = re.compile(r"0[.,]\d{3}")
_IN_SCORE = re.compile(r"(?<![\d.,])-?\d{1,3}(?:[.,]\d{1,12})?(?![.,]?\d)")
LOOP_WORDS = word_set("YES_MANUAL, YES_AUTO, NO, SKIP, UNKNOWN")
"""What Loop Habit Tracker writes since 2.2; its counts are thousandths then."""
LOOP_CODES: dict[int, int] = {-1: 0, 0: 0, 1: 1, 2: 1, 3: 0}
"""Loop before 2.2: unknown, not done, done by rule, done, skipped."""


def word_of(cell: str) -> str:
    """The cell in small letters, without what only colours an emoji."""
    return cell.replace("\ufe0f", "").strip().casefold()


def mark_of(cell: str) -> int | None:
    """1 for done, 0 for not; None for anything else."""
    word = word_of(cell)
    if word[:1] in ("[", "(") and word[-1:] in ("]", ")"):
        word = word[1:-1].strip()
    if len(parts := word.split()) == 2 and len({parts[0].isalpha(), parts[1].isalpha()}) == 2:
        said = set(map(mark_of, parts))  # a word and a sign that say the same: Yes ✅
        return said.pop() if len(said) == 1 else None
    if word in _YES or word.replace("_", " ").startswith(_BEGINS_DONE):
        return 1
    return 0 if word in _NO or word.replace("_", " ").startswith(_BEGINS_UNDONE) else None


def number_in(cell: str) -> float | None:
    """A number with point or comma as its decimal mark; None for anything else."""
    text = cell.strip()
    return float(text.replace(",", ".")) if text.isascii() and _NUMBER.fullmatch(text) else None


def count_in(cell: str, *, thousandths: bool = False, grouped: bool = True) -> int | None:
    """How many a cell says; marks for done are 1, nothing is 0; None for anything else.

    ``grouped``: 1,000 and 1.000 are a thousand, else one with three decimals.
    ``thousandths``: 7000 is seven, as Loop writes it.
    """
    mark = mark_of(cell)
    if mark is not None:
        return mark
    text = word_of(cell)
    times = _TIMES.fullmatch(text)
    if grouped and _GROUPED.fullmatch(text):
        number: float | None = float(re.sub(r"[.,]0{1,2}$|\D", "", text))
    else:
        number = float(times[1]) if times else number_in(text)
    if number is None:
        return None
    number = number / 1000 if thousandths else number
    return int(number) if number == int(number) and 0 <= number <= COUNT_MAX else None


def has_groups(cells: Sequence[str]) -> bool:
    """Whether 1,000 is a thousand in this column: it is not where 0,000 stands there too."""
    return not any(_ZERO_GROUP.fullmatch(cell) for cell in cells)


def in_thousandths(cells: Sequence[str]) -> bool:
    """Whether these are counts of Loop's, and thousandths."""
    numbers = [number for cell in cells if (number := number_in(cell))]
    thousands = bool(numbers) and all(abs(number) >= 1000 for number in numbers)
    return thousands and not LOOP_WORDS.isdisjoint(cells)


def score_in(cell: str) -> float | None:
    """The number of a score: "33 of 100", "Top 65 %", "12,275"; None where there is none."""
    number = number_in(cell)
    if number is not None:
        return number
    match = _IN_SCORE.search(cell)
    return float(match[0].replace(",", ".")) if match else None
