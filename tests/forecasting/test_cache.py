"""What is kept beside a journal: quick the second time, and never in the way."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from sim.catalogue.kinds import CATALOGUE
from sim.inference.observations import HISTORY_DAYS, Evidence
from sim.population.prior import SEED
from ssi_tui.exchange import sample
from ssi_tui.forecasting import Outlook, Simulator, as_now
from ssi_tui.forecasting.cache import FOLDER, MOST, TRIAL, Cache, key_of_fit
from ssi_tui.forecasting.model_report import health
from ssi_tui.forecasting.starting_point import evidence_of, history
from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.journal import Journal

TODAY = date(2026, 11, 21)
ALEX = sample.journal(TODAY)


def outlook(simulator: Simulator) -> Outlook:
    return simulator.outlook([as_now("Now", "")], days=28)


def wide(found: Outlook) -> float:
    total = found.curves[0].total
    return total.high[-1] - total.low[-1]


def with_one_more(journal: Journal, *readings: Reading) -> Journal:
    action = Action(id=1, kind="comment", day=TODAY, count=7)
    return Journal(
        actions=[*journal.actions, action],
        readings=[*journal.readings, *readings],
        stocks=journal.stocks,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile's folder in which the made-up half-year was looked back on."""
    folder = tmp_path_factory.mktemp("profile")
    simulator = Simulator(ALEX, today=TODAY, folder=folder)
    outlook(simulator)
    simulator.catch_up()
    return folder


def test_the_second_process_answers_the_same_without_a_fit(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Simulator(ALEX, today=TODAY)
    plain.catch_up()
    computed = outlook(plain)
    monkeypatch.setattr("ssi_tui.forecasting.simulator.fit", None)
    monkeypatch.setattr("ssi_tui.forecasting.simulator.backtest", None)
    again = Simulator(ALEX, today=TODAY, folder=home)
    assert not again.behind
    assert outlook(again) == computed


def test_the_first_answer_comes_without_looking_back_and_the_next_is_wider(home: Path) -> None:
    first = Simulator(ALEX, today=TODAY)
    assert first.behind
    before, after = outlook(first), outlook(Simulator(ALEX, today=TODAY, folder=home))
    assert before.stretch == 1
    assert after.stretch >= 1
    assert wide(after) == pytest.approx(after.stretch * wide(before), rel=1e-3)
    assert after.curves[0].total.median == before.curves[0].total.median


def test_one_more_entry_keeps_the_width_and_one_more_score_asks_for_another_look(
    home: Path,
) -> None:
    entry = Simulator(with_one_more(ALEX), today=TODAY, folder=home)
    score = Reading(id=1, day=TODAY, total=70.0)
    read = Simulator(with_one_more(ALEX, score), today=TODAY, folder=home)
    known = Simulator(ALEX, today=TODAY, folder=home).stretch
    assert (entry.behind, entry.stretch) == (False, known)
    assert (read.behind, read.stretch) == (True, known)  # what was true a week ago is better than 1


def test_how_much_of_an_old_journal_was_read_makes_no_difference(home: Path) -> None:
    late = Journal(actions=ALEX.actions, readings=ALEX.readings[5:], stocks=ALEX.stocks)
    assert not Simulator(late, today=TODAY, folder=home).behind


def test_looking_at_the_model_is_looking_back_too(tmp_path: Path) -> None:
    simulator = Simulator(ALEX, today=TODAY, folder=tmp_path)
    found = health(simulator, TODAY)
    assert not simulator.behind
    later = Simulator(ALEX, today=TODAY, folder=tmp_path)
    assert not later.behind
    assert later.stretch == found.stretch


def test_no_change_stands_beside_the_curves(home: Path) -> None:
    found = outlook(Simulator(ALEX, today=TODAY, folder=home))
    assert found.no_change is not None
    assert len(found.no_change.median) == found.days + 1
    assert found.no_change.median[0] == found.reading.total  # type: ignore[union-attr]
    assert found.no_change.high[28] > found.no_change.high[7] > found.no_change.median[7]
    assert found.weights is not None
    assert 0.5 < found.weights.model <= 0.97


def test_a_member_and_an_empty_journal_have_nothing_to_look_back_on(tmp_path: Path) -> None:
    for journal in (None, Journal()):
        simulator = Simulator(journal, today=TODAY, folder=tmp_path)
        assert not simulator.behind
        simulator.catch_up()
        assert outlook(simulator).no_change is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("cut", [0, 1, 5000, -30])
def test_damaged_files_are_as_good_as_none(tmp_path: Path, cut: int) -> None:
    simulator = Simulator(ALEX, today=TODAY, folder=tmp_path)
    whole = outlook(simulator)
    for file in (tmp_path / FOLDER).iterdir():
        file.write_bytes(file.read_bytes()[:cut])
    (tmp_path / FOLDER / TRIAL).write_bytes(b'{"stretch": 1e999'[: max(cut, 0)])
    assert outlook(Simulator(ALEX, today=TODAY, folder=tmp_path)) == whole


@pytest.mark.parametrize("stretch", ["0.5", "1e9", "NaN", '"wide"', "null", "[]"])
def test_a_trial_that_makes_no_sense_is_not_believed(tmp_path: Path, stretch: str) -> None:
    cache = Cache(tmp_path)
    cache.keep_stretch("key", 1.5)
    file = tmp_path / FOLDER / TRIAL
    file.write_text(file.read_text().replace("1.5", stretch))
    assert cache.stretch("key") == (1.0, False)


def test_only_the_newest_fits_are_kept_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    made = Simulator(ALEX, today=TODAY).beginning(TODAY).fit
    assert made is not None
    cache = Cache(tmp_path)
    for number in range(MOST + 2):
        cache.keep_fit(f"{number}", made)
    assert cache.fit("0") is None
    assert cache.fit(f"{MOST + 1}") is not None
    files = list((tmp_path / FOLDER).iterdir())
    assert len(files) == MOST
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / FOLDER).stat().st_mode & 0o777 == 0o700


def test_nothing_is_kept_where_nothing_can_be_written(tmp_path: Path) -> None:
    gone = tmp_path / "no" / "such" / "profile"
    assert outlook(Simulator(ALEX, today=TODAY, folder=gone)).learned_from
    assert not gone.exists()


def test_whatever_a_fit_is_made_from_changes_its_name() -> None:
    known = evidence_of(history(ALEX, TODAY), TODAY)
    base = key_of_fit(known, CATALOGUE, SEED)
    more, (ago, seen) = known.doses.copy(), known.readings[-1]
    more[-1, 0] += 1
    others: list[Evidence] = [
        replace(known, doses=more),
        replace(known, doses=np.vstack([known.doses[:1] * 0, known.doses])),
        replace(known, readings=[*known.readings[:-1], (ago + 1, seen)]),
        replace(known, readings=[*known.readings[:-1], (ago, replace(seen, pillars=None))]),
        replace(known, stocks={**known.stocks, next(iter(known.stocks)): 0.123}),
        replace(known, assumptions=replace(known.assumptions, acceptance=0.31)),
    ]
    others.append(replace(known, readings=[(ago + HISTORY_DAYS, seen), *known.readings]))
    unseen = replace(known, readings=[(ago + HISTORY_DAYS + 1, seen), *known.readings])
    assert key_of_fit(unseen, CATALOGUE, SEED) == base
    keys = [key_of_fit(other, CATALOGUE, SEED) for other in others]
    assert len({base, key_of_fit(known, CATALOGUE, SEED + 1), *keys}) == len(others) + 2
    again = evidence_of(history(ALEX, TODAY), TODAY)
    assert key_of_fit(again, CATALOGUE, SEED) == base
    tomorrow = TODAY + timedelta(days=1)
    later = evidence_of(history(ALEX, tomorrow), tomorrow)
    assert key_of_fit(later, CATALOGUE, SEED) != base
