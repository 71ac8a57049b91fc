"""A view tells its actors what they may know: themselves exactly, others with errors."""

from __future__ import annotations

import numpy as np
import pytest

from race.base.arrays import Floats
from race.base.errors import InputError
from race.engine.readable import OWN, PUBLIC, READINGS
from race.engine.sight import Sight, actors_of
from race.engine.start import initial_state
from race.engine.step import neutral_orders
from race.engine.view import COMPANIES, COUNTRIES, ORDER_ROWS, Cast, OrderTable, View, record_until
from race.rules.block import Block
from race.rules.legal import limits
from race.world.state import State
from tests.small_worlds import small_block
from tests.worlds import flagship_block, last_state, usual

FUTURES = 400
ODD = ("RU", "US", "SG")


def view_of(state: State, block: Block, side: str, *actors: str) -> View:
    """Return the view of some actors, all of the side if none is named."""
    names = actors_of(block.world, side)
    chosen = actors or names
    rows = np.array([names.index(actor) for actor in chosen], dtype=np.int64)
    orders = neutral_orders(block)
    table = OrderTable(
        {
            one: np.array([getattr(orders, name) for name in columns])
            for one, columns in ORDER_ROWS.items()
        }
    )
    cast = Cast(side, rows, chosen, rows)
    return View(Sight(state, block), cast, limits(state, block), table)


@pytest.fixture(scope="module")
def block() -> Block:
    return flagship_block(4)


@pytest.fixture(scope="module")
def later(block: Block) -> State:
    """Three years in, when something has been bought, refused and smuggled."""
    return last_state(block, usual(block.world), until=2025.0)


@pytest.mark.parametrize("side", [COUNTRIES, COMPANIES])
def test_everything_that_can_be_known_of_oneself_can_be_read(
    side: str, block: Block, later: State
) -> None:
    view = view_of(later, block, side)
    for name in OWN[side]:
        values = view.own(name)
        assert values.shape == view.shape, name
        assert not np.isnan(values).any(), name


@pytest.mark.parametrize("side", [COUNTRIES, COMPANIES])
@pytest.mark.parametrize("seed", range(8))
def test_small_worlds_can_be_read_whole(side: str, seed: int) -> None:
    block = small_block(seed, 2)
    view = view_of(initial_state(block), block, side)
    for name in OWN[side]:
        assert view.own(name).shape == view.shape, name
    for name in READINGS:
        assert view.seen(name).shape[2] == 2
        assert view.best_seen(name).shape == view.shape
    for name in PUBLIC:
        assert view.public(name).shape == (2,), name


def test_own_figures_are_exact(block: Block, later: State) -> None:
    view = view_of(later, block, COUNTRIES, *ODD)
    rows = [block.world.countries.index(name) for name in ODD]
    np.testing.assert_array_equal(view.own("pool"), later.country_speed[rows])
    np.testing.assert_array_equal(
        view.own("treasury"), later.balance[len(block.world.companies) :][rows]
    )


def test_an_actor_reads_itself_exactly_and_others_not(block: Block, later: State) -> None:
    view = view_of(later, block, COUNTRIES, *ODD)
    seen = view.seen("pool_of_countries")
    for at, place in enumerate(view.places):
        np.testing.assert_array_equal(seen[at, place], later.country_speed[place])
    china = block.world.countries.index("CN")
    assert np.all(seen[:, china] != later.country_speed[china])
    assert len(np.unique(seen[:, china, 0])) == len(ODD)


def test_nobody_knows_what_passes_unseen(block: Block, later: State) -> None:
    view = view_of(later, block, COUNTRIES, "MY")
    (place,) = view.places
    seen = view.seen("grey_through_countries", view.places)[0, 0]
    true = later.route_carried[block.world.route_hub == place].sum(axis=0)
    assert np.any(true > 0.0)
    assert np.all((seen != true)[true > 0.0])


def test_errors_have_the_spread_and_the_bias_that_the_parameters_say() -> None:
    block = flagship_block(FUTURES)
    state = initial_state(block)
    pools = np.full_like(state.country_speed, 1e18)
    view = view_of(state.evolve(country_speed=pools), block, COUNTRIES, "US")
    china = np.array([block.world.countries.index("CN")])
    errors = np.log10(view.seen("pool_of_countries", china)[0, 0] / 1e18)
    p = block.parameters
    standard = (errors - p["view.pool.bias"]) / p["view.pool.sd"]
    assert abs(standard.mean()) < 4.0 / np.sqrt(FUTURES)
    assert abs(standard.std() - 1.0) < 0.15


def test_the_slant_of_an_observer_lasts_and_the_common_error_is_new_each_year() -> None:
    block = flagship_block(FUTURES)
    state = initial_state(block)
    pools = np.full_like(state.country_speed, 1e18)

    def errors(step: int, observer: str) -> Floats:
        moment = state.evolve(country_speed=pools, step=step)
        view = view_of(moment, block, COUNTRIES, observer)
        china = np.array([block.world.countries.index("CN")])
        seen = np.log10(view.seen("pool_of_countries", china)[0, 0] / 1e18)
        standard = (seen - block.parameters["view.pool.bias"]) / block.parameters["view.pool.sd"]
        return np.asarray(standard)

    slant = errors(0, "US") - errors(0, "RU")
    np.testing.assert_allclose(errors(4, "US") - errors(4, "RU"), slant)
    common = np.corrcoef(errors(0, "US"), errors(4, "US"))[0, 1]
    assert 0.2 < common < 0.6, "1 - view.common, about 0.4, is the part that lasts"


def test_the_largest_reading_is_that_of_another(block: Block, later: State) -> None:
    view = view_of(later, block, COMPANIES, "GOOG", "BABA", "YNDX")
    for name in ("capability_of_companies", "pool_of_companies"):
        all_seen = view.seen(name)
        for at, place in enumerate(view.places):
            others = np.delete(all_seen[at], place, axis=0)
            np.testing.assert_allclose(view.best_seen(name)[at], others.max(axis=0))


def test_readings_do_not_depend_on_the_block(later: State) -> None:
    wide, narrow = flagship_block(4), flagship_block(2, first=2)
    values = view_of(initial_state(wide), wide, COMPANIES).seen("pool_of_companies")
    part = view_of(initial_state(narrow), narrow, COMPANIES).seen("pool_of_companies")
    np.testing.assert_array_equal(values[..., 2:], part)


def test_writing_into_what_a_view_gives_changes_nothing(block: Block, later: State) -> None:
    view = view_of(later, block, COMPANIES, "SBER")
    before = later.ai_budget.copy(), later.open_capability.copy(), neutral_orders(block).spend[0, 0]
    for array in (
        view.own("ai_budget"),
        view.public("open_capability"),
        view.standing("spend"),
        view.mood,
        *view.limits("spend"),
        view.parameter("pool.sd"),
    ):
        kept = array.copy()
        array[:] = -1.0
        assert not np.array_equal(kept, array)
    np.testing.assert_array_equal(later.ai_budget, before[0])
    np.testing.assert_array_equal(later.open_capability, before[1])
    assert view.standing("spend")[0, 0] == before[2]
    assert np.all(view.mood > 0.0)
    assert np.all(view.limits("spend")[1] > 0.0)
    assert np.all(view.parameter("pool.sd") > 0.0)


def test_moods_and_streams_belong_to_the_actor(block: Block, later: State) -> None:
    alone = view_of(later, block, COMPANIES, "SBER")
    together = view_of(later, block, COMPANIES, "YNDX", "SBER")
    np.testing.assert_array_equal(alone.mood[0], together.mood[1])
    np.testing.assert_array_equal(alone.uniform("test", 3)[:, 0], together.uniform("test", 3)[:, 1])
    assert not np.array_equal(alone.uniform("test", 3), alone.uniform("other", 3))


def test_the_newest_measure_is_the_last_that_was_announced(block: Block, later: State) -> None:
    newest = view_of(later, block, COUNTRIES, "CN").own("newest_measure")
    assert np.all((newest > 2024.9) & (newest <= 2025.01))
    assert np.all(np.isneginf(view_of(later, block, COUNTRIES, "FR").own("newest_measure")))


def test_the_best_open_chip_is_the_best_that_the_rules_leave(block: Block, later: State) -> None:
    view = view_of(later, block, COUNTRIES, "US")
    h20 = later.chip_metrics[0, block.world.chips.index("H20-96"), 0]
    b200 = later.chip_metrics[0, block.world.chips.index("B200-HGX"), 0]
    assert h20 <= view.public("best_open_tpp")[0] < b200


def test_the_record_ends_with_the_last_day_that_history_names(block: Block) -> None:
    assert record_until(block.world) == 2027.0
    assert view_of(initial_state(block), block, COUNTRIES).record_until == 2027.0


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda view: view.own("threshold"), "unknown own figure of countries 'threshold'"),
        (lambda view: view.seen("balance"), "unknown reading 'balance'"),
        (lambda view: view.best_seen("balance"), "unknown reading 'balance'"),
        (lambda view: view.public("threshold"), "unknown public figure 'threshold'"),
        (lambda view: view.parameter("training.mfu"), "unknown parameter of the view"),
        (lambda view: view.limits("spend"), "unknown order of countries 'spend'"),
        (lambda view: view.standing("grey"), "unknown order of countries 'grey'"),
    ],
)
def test_what_is_not_to_be_known_is_refused(
    ask: object, words: str, block: Block, later: State
) -> None:
    assert callable(ask)
    with pytest.raises(InputError, match=words):
        ask(view_of(later, block, COUNTRIES, "US"))
