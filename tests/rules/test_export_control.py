"""Export control in each future by itself: what is barred there lapses there, and only there."""

import numpy as np

from race.engine.start import initial_state
from race.engine.step import neutral_orders, states
from race.rules.export_control import export_control
from tests.worlds import flagship_block, usual


def test_orders_for_chips_that_a_state_bars_lapse_without_a_new_rule() -> None:
    block = flagship_block(2)
    *_, state = states(initial_state(block), block, usual(block.world), until=2022.5)
    orders = neutral_orders(block)
    state = export_control(state, orders, block)
    barred = np.zeros_like(state.foreign_barred)
    barred[:, 1] = 1.0
    after = export_control(state.evolve(foreign_barred=barred), orders, block)
    foreign = block.world.offers.at_home[:, 0] == 0.0
    assert state.backlog[foreign, 1].sum() > 0.0
    np.testing.assert_array_equal(after.backlog[foreign, 1], 0.0)
    np.testing.assert_array_equal(after.backlog[~foreign, 1], state.backlog[~foreign, 1])
    np.testing.assert_array_equal(after.backlog[:, 0], state.backlog[:, 0])
