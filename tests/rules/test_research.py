"""Algorithms spread the faster, the more engineers there are to take them up."""

import numpy as np

from race.engine.start import initial_state
from race.engine.step import neutral_orders
from race.rules.research import research
from tests.worlds import flagship_block


def test_what_is_published_is_taken_up_sooner_where_there_are_more_engineers() -> None:
    """All trainers are put as far behind what each can reach; nobody but the leader leads."""
    block = flagship_block(2)
    world, state = block.world, initial_state(block)
    trains = world.company_trains
    lag = block.inputs["company.algorithm_lag"]
    followers = trains & (lag[:, 0] > 0.5)
    start = world.calendar.start
    level = np.where(trains[:, None], start - lag, 0.0)
    level[followers] -= 2.0
    after = research(state.evolve(algorithm=level), neutral_orders(block), block)
    caught_up = (after.algorithm - level)[followers, 0]
    rows = list(world.scenario.countries.values())
    engineers = np.array([row.engineers.value if row.engineers else np.nan for row in rows])
    talent = engineers[world.company_country[followers]]
    assert len(set(talent.tolist())) > 3
    order = np.argsort(talent, kind="stable")
    assert (np.diff(caught_up[order]) >= -1e-12).all()
    assert caught_up.max() > 1.2 * caught_up.min()
