"""The pillars written down for the screens are those of the model's catalogue."""

from sim.catalogue.kinds import CATALOGUE
from sim.terms import Pillar
from ssi_tui.model.entries import main_pillar
from ssi_tui.model.terms import OwnAction


def test_each_kind_has_the_pillar_that_the_catalogue_feeds_most() -> None:
    for row in CATALOGUE.kinds:
        points = dict.fromkeys(Pillar, 0.0)
        for effect in row.effects:
            points[effect.pillar] += abs(effect.points)
        for feed in row.feeds:
            points[feed.pillar] += 0 if row.effects else 1
        found = main_pillar(row.kind, {})
        if not any(points.values()):
            assert found is None, row.kind
        else:
            assert found is not None, row.kind
            assert points[found] == max(points.values()), row.kind


def test_an_own_action_has_the_pillar_that_was_said() -> None:
    own = {"podcast": OwnAction("podcast", "brand")}
    assert main_pillar("podcast", own) is Pillar.BRAND
    assert main_pillar("walk", own) is None
