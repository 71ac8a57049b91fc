"""A future depends on scenario, seed, replicate and orders, and on nothing else."""

import os
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from race.base.rng import Chance, stream_number
from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import states
from race.rules.block import Block
from race.scenario.models.scenario import Scenario
from race.world.state import COLUMNS, State
from tests.worlds import (
    compile_scenario,
    flagship,
    flagship_block,
    last_state,
    random_orders,
    run_digests,
    sending_abroad,
    usual,
    with_values,
    without_controls,
)

ROOT = Path(__file__).parents[2]
REPLICATES = 16
UNTIL = 2027.0
SEED, ORDERS = 20220101, 77
Digests = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def whole() -> Digests:
    """Return the digests of sixteen replicates run in one block, under random orders."""
    return run_digests(SEED, 0, REPLICATES, UNTIL, ORDERS)


def _joined(parts: list[Digests]) -> Digests:
    return [sum(rows, ()) for rows in zip(*parts, strict=True)]


def _same(found: Digests, expected: Digests) -> None:
    """Compare step by step, so that the first step that differs is the one shown."""
    assert len(found) == len(expected)
    for step, (one, other) in enumerate(zip(found, expected, strict=True)):
        differing = [r for r, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        assert not differing, f"replicates {differing} differ after step {step}"


@pytest.fixture(scope="module")
def played() -> Digests:
    """Return the same under the flagship's own policies, which see and decide."""
    return run_digests(SEED, 0, REPLICATES, UNTIL)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_the_size_of_a_block_changes_nothing(whole: Digests, size: int) -> None:
    starts = range(0, REPLICATES, size)
    parts = [run_digests(SEED, n, min(size, REPLICATES - n), UNTIL, ORDERS) for n in starts]
    _same(_joined(parts), whole)


@pytest.mark.parametrize("size", [1, 3, 7])
def test_the_size_of_a_block_changes_no_decision(played: Digests, size: int) -> None:
    starts = range(0, REPLICATES, size)
    parts = [run_digests(SEED, n, min(size, REPLICATES - n), UNTIL) for n in starts]
    _same(_joined(parts), played)


def test_a_block_may_start_anywhere_and_run_in_any_order(whole: Digests) -> None:
    last = run_digests(SEED, 9, 7, UNTIL, ORDERS)
    first = run_digests(SEED, 0, 9, UNTIL, ORDERS)
    _same(_joined([first, last]), whole)


@pytest.mark.slow
def test_whole_runs_are_the_same_in_blocks_of_two_and_of_five() -> None:
    whole = run_digests(SEED, 0, 5, 2037.0, ORDERS)
    parts = [run_digests(SEED, n, k, 2037.0, ORDERS) for n, k in ((0, 2), (2, 2), (4, 1))]
    _same(_joined(parts), whole)


@pytest.mark.slow
def test_two_processes_give_what_one_gives(played: Digests) -> None:
    halves = [(SEED, n, REPLICATES // 2, UNTIL) for n in (0, REPLICATES // 2)]
    with get_context("spawn").Pool(2) as pool:
        _same(_joined(pool.starmap(run_digests, halves)), played)


@pytest.mark.slow
@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_a_fresh_process_gives_the_same(played: Digests, hash_seed: str) -> None:
    """Another seed of Python's own hashes changes the order of its sets."""
    program = f"from tests.worlds import run_digests;print(run_digests({SEED}, 0, 3, {UNTIL})[-1])"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(played[-1][:3])


def test_another_seed_or_replicate_is_another_future(whole: Digests) -> None:
    assert len(set(whole[-1])) == REPLICATES
    assert not set(run_digests(SEED + 1, 0, 2, UNTIL, ORDERS)[-1]) & set(whole[-1])


def test_noise_drawn_in_between_changes_nothing(whole: Digests) -> None:
    block = flagship_block(REPLICATES, SEED)

    def noise(stage: str, before: State, after: State) -> None:
        block.chance.uniform(f"noise of {stage}", before.step, 5)
        block.chance.chances("grey.lots", before.step + 1, 7)
        np.random.default_rng().random(3)

    end = last_state(block, random_orders(ORDERS), UNTIL, noise)
    quiet = last_state(flagship_block(REPLICATES, SEED), random_orders(ORDERS), UNTIL)
    assert _differing(end, quiet) == []


# What is drawn


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, int, int]]:
    """Return the set into which every draw from now on is entered: stream, step, count."""
    found: set[tuple[str, int, int]] = set()
    words = Chance.words

    def recorded(self: Chance, stream: str, step: int, count: int) -> np.ndarray:
        found.add((stream, step, count))
        return words(self, stream, step, count)

    monkeypatch.setattr(Chance, "words", recorded)
    return found


def test_streams_of_the_flagship_share_no_number(drawn: set[tuple[str, int, int]]) -> None:
    last_state(flagship_block(2), until=2023.0)
    streams = {stream for stream, _, _ in drawn}
    assert len(streams) > 100
    assert len({stream_number(stream) for stream in streams}) == len(streams)


def test_orders_do_not_change_what_is_drawn(drawn: set[tuple[str, int, int]]) -> None:
    """Every draw is made whether or not anything depends on it; else arms would drift apart."""
    last_state(flagship_block(2), until=2026.0)
    quiet = set(drawn)
    drawn.clear()
    last_state(flagship_block(2), random_orders(3), until=2026.0)
    assert {one for one in drawn if not one[0].startswith("orders.")} == quiet


def test_rules_do_not_change_what_is_drawn(drawn: set[tuple[str, int, int]]) -> None:
    last_state(flagship_block(2), until=2024.0)
    controlled = {one for one in drawn if not one[0].startswith("measure.")}
    drawn.clear()
    free = make_block(*compile_scenario(without_controls(flagship(), {"US"})), 1, 0, 2)
    last_state(free, until=2024.0)
    assert {one for one in drawn if not one[0].startswith("parameter:measure.")} == {
        one for one in controlled if not one[0].startswith("parameter:measure.")
    }


# Minimal differences: what is added changes what it must and nothing else


def _block_of(scenario: Scenario) -> Block:
    return make_block(*compile_scenario(scenario), SEED, 0, 3)


def _differing(state: State, plain: State) -> list[str]:
    """Return the columns that differ in the rows that both states have; new rows come last."""
    names = []
    for column in COLUMNS:
        one, other = getattr(state, column.name), getattr(plain, column.name)
        shared = tuple(slice(min(a, b)) for a, b in zip(one.shape, other.shape, strict=True))
        if not np.array_equal(one[shared], other[shared]):
            names.append(column.name)
    return names


@pytest.fixture(scope="module")
def plain() -> State:
    return last_state(_block_of(flagship()), sending_abroad(1.0), UNTIL)


def test_an_uncertain_parameter_more_changes_no_other_draw(plain: State) -> None:
    source = flagship()
    uncertain = source.parameters["training.mfu.infiniband"]
    block = _block_of(with_values(source, parameters={"a.first": uncertain, "z.last": uncertain}))
    assert np.ptp(block.parameters["a.first"]) > 0.0
    assert _differing(last_state(block, sending_abroad(1.0), UNTIL), plain) == []


def test_the_order_of_parameters_changes_nothing(plain: State) -> None:
    source = flagship()
    backwards = dict(reversed(list(source.parameters.items())))
    block = _block_of(source.model_copy(update={"parameters": backwards}))
    assert _differing(last_state(block, sending_abroad(1.0), UNTIL), plain) == []


def test_an_actor_more_leaves_the_others_what_they_see_and_choose() -> None:
    """Errors of observation and moods of all others stay theirs."""
    source = flagship()
    idle = source.companies["ASML"].model_copy(update={"name": "Idle"})
    more = with_values(source, companies={"IDLE": idle}, policies={"IDLE": "foundry"})
    blocks = _block_of(source), _block_of(more)
    plain, state = (last_state(block, usual(block.world), UNTIL) for block in blocks)
    assert set(_differing(state, plain)) <= {"balance"}


def test_an_idle_company_more_changes_nothing_else(plain: State) -> None:
    """Accounts stand after companies, so the new one moves those of states along."""
    source = flagship()
    idle = source.companies["ASML"].model_copy(update={"name": "Idle"})
    state = last_state(
        _block_of(with_values(source, companies={"IDLE": idle})), sending_abroad(1.0), UNTIL
    )
    assert state.team.shape[0] == plain.team.shape[0] + 1
    assert set(_differing(state, plain)) <= {"balance"}
    place = plain.team.shape[0]
    np.testing.assert_array_equal(np.delete(state.balance, place, axis=0), plain.balance)


def test_a_country_without_actors_more_changes_nothing_else(plain: State) -> None:
    source = flagship()
    empty = source.countries["NO"].model_copy(update={"name": "Nowhere"})
    state = last_state(
        _block_of(with_values(source, countries={"NW": empty})), sending_abroad(1.0), UNTIL
    )
    assert state.country_gap.shape[0] == plain.country_gap.shape[0] + 1
    assert set(_differing(state, plain)) <= {"balance"}


def test_an_unused_route_more_leaves_the_others_their_luck(plain: State) -> None:
    """A copy of a route to where nobody asks for it: its hub is inspected as before."""
    source = flagship()
    copied = source.routes["in-cn"]
    assert copied.enforcement_musd is not None
    lax = copied.enforcement_musd.model_copy(update={"value": 1e-9, "distribution": None})
    unused = copied.model_copy(update={"destination": "NO", "enforcement_musd": lax})
    state = last_state(
        _block_of(with_values(source, routes={"unused": unused})), sending_abroad(1.0), UNTIL
    )
    assert state.route_heat.shape[0] == plain.route_heat.shape[0] + 1
    assert (plain.seized > 0.0).any()
    assert _differing(state, plain) == []


def test_a_chip_that_never_comes_leaves_coming_designs_their_dates() -> None:
    source = flagship()
    never = source.chips["GB300"].model_copy(update={"first_volume": None, "name": "Never"})
    named = (*source.simulate.chips, "Never")
    more = with_values(source, chips={"Never": never}).model_copy(
        update={"simulate": source.simulate.model_copy(update={"chips": named})}
    )
    blocks = _block_of(source), _block_of(more)
    dates = [
        dict(zip(block.world.chips, initial_state(block).chip_launch.tolist(), strict=True))
        for block in blocks
    ]
    assert dates[1].pop("Never") == [np.inf] * 3
    others = {name: when for name, when in dates[0].items() if not name.startswith("NVDA-")}
    assert {name: dates[1][name] for name in others} == others


def test_a_catalogue_entry_that_is_not_simulated_changes_nothing(plain: State) -> None:
    source = flagship()
    more = source.chips["GB300"].model_copy(update={"name": "On paper"})
    block = _block_of(with_values(source, chips={"On-paper": more}))
    assert _differing(last_state(block, sending_abroad(1.0), UNTIL), plain) == []


def test_the_steps_of_a_run_are_those_of_its_calendar() -> None:
    block = flagship_block(2)
    times = [state.time for state in states(initial_state(block), block, until=2024.0)]
    assert times == [2022.0 + n / 4 for n in range(9)]
