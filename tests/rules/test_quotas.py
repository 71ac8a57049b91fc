"""Caps on what a country may get under review: counted down, and anew after a period."""

from itertools import pairwise

import numpy as np
import pytest

from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import states
from race.engine.watch import watch_invariants
from race.rules.block import Block
from race.world.state import State
from tests.worlds import compile_scenario, compiled, country, flagship, usual, with_values

MEASURE = "us-2025-01-diffusion"


def _run(in_force: bool) -> tuple[Block, list[State]]:
    scenario = flagship()
    measure = scenario.measures[MEASURE].model_copy(update={"in_force": in_force})
    world, book = compile_scenario(with_values(scenario, measures={MEASURE: measure}))
    block = make_block(world, book, 1, 0, 2)
    watch = watch_invariants(block)
    return block, list(states(initial_state(block), block, usual(world), 2029.0, watch))


@pytest.fixture(scope="module")
def capped() -> tuple[Block, list[State]]:
    """Return a run in which the framework of January 2025 was put in force."""
    return _run(in_force=True)


def test_a_cap_that_is_not_in_force_counts_nothing() -> None:
    world, book = compiled()
    block = make_block(world, book, 1, 0, 2)
    *_, last = states(initial_state(block), block, usual(world), until=2027.0)
    assert last.cap_used.shape[0] == len(book.with_cap) == 1
    np.testing.assert_array_equal(last.cap_used, 0.0)


def test_no_place_gets_more_than_its_cap_in_three_years(capped: tuple[Block, list[State]]) -> None:
    """790 million TPP for each country in 2025-27 (90 FR 4544)."""
    block, path = capped
    most = block.rulebook.country_total[block.rulebook.with_cap[0]]
    india = country(block, "IN")
    used = np.array([state.cap_used[0, india] for state in path])
    assert used.max() == pytest.approx(most, rel=1e-9)
    assert (used <= most * (1.0 + 1e-9)).all()


def test_a_new_period_is_counted_anew(capped: tuple[Block, list[State]]) -> None:
    """It took effect in May 2025; three years later the count falls, and at no other time."""
    _, path = capped
    falls = [
        after.time for before, after in pairwise(path) if (after.cap_used < before.cap_used).any()
    ]
    assert falls == [2028.5]


def test_a_cap_leaves_a_country_with_less(capped: tuple[Block, list[State]]) -> None:
    _, path = capped
    block, free = _run(in_force=False)
    there = block.world.buyer_host[block.world.offers.buyer] == country(block, "IN")

    def got(state: State) -> float:
        tpp = state.chip_metrics[0][block.world.offers.chip]
        return float(((state.stock + state.transit) * tpp)[there].sum())

    assert got(path[-1]) < got(free[-1])
