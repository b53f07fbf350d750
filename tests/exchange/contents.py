"""Contents of journals for hypothesis: with the same ids and days more than once, so they clash."""

from datetime import date, timedelta

from hypothesis import strategies as st

from sim.terms import ActionKind, Pillar, Stock
from ssi_tui.exchange.merge import Portable
from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.terms import FACT_CHOICES, OwnAction, Rest
from ssi_tui.store import Store
from ssi_tui.store.batch import put

FIRST = date(2026, 10, 25)
days = st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n))
texts = st.text(st.characters(codec="utf-8") | st.sampled_from("=+-@\t\r\n',;|\" "), max_size=12)
names = st.sampled_from(["stand", "=call()", "Ünï [x]", "+1", "a;=b"])
kinds = st.sampled_from([*map(str, list(ActionKind)[:4])]) | names
sources = st.sampled_from(["cli", "tui", "import"])
points = st.decimals(1, 25, places=3).map(float)


@st.composite
def readings(draw: st.DrawFn, day: date) -> Reading:
    """A reading of a total, or of four pillars."""
    more = {
        "industry_rank": draw(st.none() | st.integers(1, 100)),
        "network_rank": draw(st.none() | st.integers(1, 100)),
        "industry_average": draw(st.none() | points),
        "network_average": draw(st.none() | points),
        "source": draw(sources),
    }
    if draw(st.booleans()):
        return Reading(id=draw(st.integers(1, 9)), day=day, total=draw(points), **more)
    pillars = {str(pillar): draw(points) for pillar in Pillar}
    total = round(sum(pillars.values()), 3)
    return Reading(id=draw(st.integers(1, 9)), day=day, total=total, **pillars, **more)


@st.composite
def contents(draw: st.DrawFn) -> Portable:
    """Any content."""
    actions = st.builds(
        Action,
        id=st.integers(1, 6),
        kind=kinds,
        day=days,
        count=st.integers(1, 3),
        note=texts,
        source=sources,
    )
    rests = st.builds(
        lambda kind, first, more, why: Rest(kind, first, first + timedelta(days=more), why),
        kinds | st.just(""),
        days,
        st.integers(0, 3),
        texts,
    )
    own = st.builds(
        OwnAction,
        names,
        st.sampled_from([*map(str, Pillar)]),
        st.none() | st.integers(1, 60).map(float),
        st.sampled_from(["", "x", "="]),
        st.booleans(),
    )
    when = draw(st.sets(days, max_size=3))
    targets = st.sampled_from(["2/week", "none", "3/7d", "daily", "mon,fri", "<=2/day"])
    return Portable(
        actions={each.id: each for each in draw(st.lists(actions, max_size=4))},
        readings={day: draw(readings(day)) for day in when},
        notes=draw(st.dictionaries(days, texts.filter(bool), max_size=3)),
        targets=draw(st.dictionaries(st.sampled_from(["share", "poll-vote"]), targets, max_size=2)),
        stocks=draw(
            st.dictionaries(st.sampled_from([Stock.NETWORK, Stock.SKILLS]), st.integers(0, 9))
        ),
        facts=draw(
            st.fixed_dictionaries(
                {}, optional={n: st.sampled_from(w) for n, w in FACT_CHOICES.items()}
            )
        ),
        rests={(r.kind, r.first, r.last): r for r in draw(st.lists(rests, max_size=3))},
        own_actions={each.name: each for each in draw(st.lists(own, max_size=3))},
    )


def written(store: Store, content: Portable) -> Store:
    """The store, with the content in it."""
    put(
        store,
        actions=content.actions.values(),
        readings=content.readings.values(),
        notes=content.notes,
        targets=content.targets,
        stocks=content.stocks,
        facts=content.facts,
        rests=content.rests.values(),
        own_actions=content.own_actions.values(),
    )
    return store
