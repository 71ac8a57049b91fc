"""Hubs that look away seize less, and grey goods hide among what a hub imports for itself."""

import numpy as np

from race.engine.setup import Futures, gather_block
from race.engine.start import initial_state
from race.rules.grey_market import interception
from tests.worlds import compiled, flagship_block


def test_a_hub_seizes_the_less_the_more_it_is_willing_to_look_away() -> None:
    """Routes differ by nothing but `standing` once money, volume and heat are level."""
    block = flagship_block(2)
    state = initial_state(block)
    level = state.evolve(hub_enforcement=np.full_like(state.hub_enforcement, 50.0))
    chance = interception(level, np.zeros_like(state.route_capacity), block)[:, 0]
    rows = block.world.scenario.routes.values()
    standing = np.array([row.standing.value if row.standing else np.nan for row in rows])
    assert len(set(standing.tolist())) > 2
    order = np.argsort(standing, kind="stable")
    assert (np.diff(chance[order]) <= 0.0).all()
    assert chance.min() < chance.max()


def test_a_hub_of_usual_standing_looks_as_closely_as_its_money_tells() -> None:
    """25 points for Singapore, under which 15 MUSD a year are what they say."""
    block = flagship_block(2)
    route = block.world.routes.index("sg-cn")
    np.testing.assert_allclose(block.inputs["route.inspection"][route], 1.0)


def test_a_held_income_of_a_hub_is_that_of_its_open_imports() -> None:
    held = {"country.SG.gdp_busd": np.array([100.0, 1000.0]), "grey.hub_imports": np.full(2, 20.0)}
    block = gather_block(*compiled(), 1, Futures((0, 1), held))
    imports = block.inputs["route.open_trade"][block.world.routes.index("sg-cn")]
    np.testing.assert_array_equal(imports, [2_000.0, 20_000.0])
