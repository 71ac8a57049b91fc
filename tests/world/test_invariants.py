"""Every fault of a state is found, and named with its actor or chip and its replicate."""

import numpy as np
import pytest

from race.base.errors import RunError
from race.engine.watch import watch_invariants
from race.rules.block import Block
from race.world.axes import axis_sizes
from race.world.columns import column, table
from race.world.invariants import accounted, check, installed, money_total
from race.world.state import COLUMNS, State
from tests.worlds import chip, flagship_block, last_state, sending_abroad

FIRST = 40
"""Number of the block's first replicate."""


@pytest.fixture(scope="module")
def block() -> Block:
    return flagship_block(3, first=FIRST)


@pytest.fixture(scope="module")
def state(block: Block) -> State:
    return last_state(block, sending_abroad(1.0), until=2026.0)


_AXES = {entry.name: entry.axes[0] for entry in COLUMNS if entry.axes}


def _faults(state: State, changed: State, block: Block) -> list[str]:
    return check(changed, block.world, money_total(state), block.first)


def _changed(state: State, name: str, place: tuple[int, ...], value: float) -> State:
    values = getattr(state, name).copy()
    values[place] = value
    return state.evolve(**{name: values})


def test_a_state_of_the_flagship_holds(state: State, block: Block) -> None:
    assert _faults(state, state, block) == []
    assert (accounted(state, block.world) > 0.0).any()


@pytest.mark.parametrize(
    "name",
    ["made", "vendor_stock", "failed", "retired", "seized", "transit", "stock", "route_transit"],
)
def test_a_chip_more_in_any_place_is_found(state: State, block: Block, name: str) -> None:
    values = getattr(state, name)
    h100 = chip(block, "H100-SXM-80")
    row = {"offers": (int(block.world.offers.place[0, h100]),), "routes": (0, h100)}
    place = (*row.get(_AXES[name], (h100,)), 1)
    (fault,) = _faults(state, _changed(state, name, place, values[place] + 1.0), block)
    assert fault.startswith(f"chips: H100-SXM-80, replicate {FIRST + 1}: made ")


def test_a_chip_more_at_a_site_is_found(state: State, block: Block) -> None:
    buyer, slot = (int(i) for i in np.argwhere(state.site_chips[..., 2] > 1.0)[0])
    more = state.site_chips[buyer, slot, 2] + 1.0
    (fault,) = _faults(state, _changed(state, "site_chips", (buyer, slot, 2), more), block)
    held = block.world.chips[state.site_chip[buyer, slot, 2]]
    assert fault.startswith(f"chips: {held}, replicate {FIRST + 2}: ")


def test_rounding_is_no_fault(state: State, block: Block) -> None:
    assert _faults(state, state.evolve(made=state.made * (1.0 + 1e-12)), block) == []


def test_a_dollar_from_nowhere_is_found(state: State, block: Block) -> None:
    more = _changed(state, "balance", (0, 0), state.balance[0, 0] + 1e-3)
    (fault,) = _faults(state, more, block)
    assert fault.startswith(f"money: replicate {FIRST}: balances add up to ")


def test_money_that_moves_is_no_fault(state: State, block: Block) -> None:
    balance = state.balance.copy()
    balance[0] -= 5.0
    balance[3] += 5.0
    assert _faults(state, state.evolve(balance=balance), block) == []


@pytest.mark.parametrize(
    ("name", "place", "value", "words"),
    [
        ("backlog", (0, 1), -1e-12, "bounds: backlog, US-DOE, V100-SXM2-32, replicate 41"),
        ("tension", (1,), 5.5, "bounds: tension, replicate 41 is 5.5, declared 0 to 5"),
        ("team", (2, 0), float("nan"), "bounds: team, "),
        ("chip_price", (1, 2), float("inf"), "bounds: chip_price, A100-SXM-80, replicate 42 is "),
        ("rented", (0, 0), 1.1, "declared 0 to 1 1"),
        ("measure_until", (0, 0), float("nan"), "bounds: measure_until, measures 0, replicate 40"),
        ("site_chip", (0, 1, 0), -2, "bounds: site_chip, "),
    ],
)
def test_a_value_out_of_bounds_is_found(
    state: State, block: Block, name: str, place: tuple[int, ...], value: float, words: str
) -> None:
    faults = _faults(state, _changed(state, name, place, value), block)
    words = words.replace("US-DOE", block.world.buyers[0])
    assert words in faults[0]


def test_never_is_a_moment(state: State, block: Block) -> None:
    never = _changed(state, "chip_launch", (0, 0), float("inf"))
    assert _faults(state, never, block) == []


def test_a_type_that_does_not_exist_is_found(state: State, block: Block) -> None:
    types = len(block.world.chips)
    faults = _faults(state, _changed(state, "site_chip", (0, 0, 1), types), block)
    assert faults[0].startswith(f"sites: slot 0 of {block.world.buyers[0]}, replicate {FIRST + 1}")


def test_chips_of_no_type_are_found(state: State, block: Block) -> None:
    buyer, slot = (int(i) for i in np.argwhere(state.site_chips[..., 0] > 1.0)[0])
    faults = _faults(state, _changed(state, "site_chip", (buyer, slot, 0), -1), block)
    assert faults[0].startswith(f"sites: slot {slot} of {block.world.buyers[buyer]}")


def test_shapes_types_and_names_of_columns_are_checked(state: State, block: Block) -> None:
    cases = {
        "axes: made: ": state.evolve(made=state.made[1:]),
        "axes: team: shape": state.evolve(team=state.team[0]),
        "types: record_owner is float64, declared int64": state.evolve(
            record_owner=state.record_owner.astype(float)
        ),
        "columns: no such column 'mdae'": state.evolve(mdae=state.made),
    }
    for words, changed in cases.items():
        assert _faults(state, changed, block)[0].startswith(words)


def test_axes_of_another_world_are_found(state: State, block: Block) -> None:
    routes = (
        "route_capacity",
        "route_heat",
        "route_premium",
        "route_demand",
        "route_carried",
        "route_open",
        "route_money",
    )
    fewer = {name: getattr(state, name)[1:] for name in (*routes, "route_transit")}
    faults = _faults(state, state.evolve(**fewer), block)
    count = len(block.world.routes)
    assert faults == [f"axes: {count - 1} routes in the state, {count} in the world"]


def test_columns_that_did_not_change_are_not_looked_at_again(state: State, block: Block) -> None:
    broken = _changed(state, "tension", (0,), 9.0)
    money = money_total(state)
    assert check(broken, block.world, money, before=state)
    assert check(broken, block.world, money, before=broken) == []


def test_installed_is_a_loop_over_sites(state: State, block: Block) -> None:
    expected = np.zeros((*block.world.offers.place.shape, 3))
    for buyer, slot, replicate in np.ndindex(*state.site_chips.shape):
        held = max(int(state.site_chip[buyer, slot, replicate]), 0)
        expected[buyer, held, replicate] += state.site_chips[buyer, slot, replicate]
    np.testing.assert_array_equal(installed(state, block.world), expected)


def test_axis_sizes_are_those_of_the_arrays(state: State, block: Block) -> None:
    sizes = axis_sizes(state, COLUMNS)
    assert sizes["replicates"] == 3
    assert (sizes["buyers"], sizes["chips"]) == block.world.offers.place.shape
    assert sizes["offers"] == len(state.stock)


def test_a_watch_names_step_stage_and_fault(state: State, block: Block) -> None:
    watch = watch_invariants(block)
    watch("calendar", state, state)
    broken = _changed(state, "balance", (0, 0), state.balance[0, 0] + 1.0)
    with pytest.raises(RunError, match=rf"step 16, stage finance: money: replicate {FIRST}"):
        watch("finance", state, broken)


Places = dict[str, tuple[int, int]]
"""By axis, where an offer and its chip stand in one replicate."""


def _places(offer: int, replicate: int, block: Block) -> Places:
    return {"offers": (offer, replicate), "chips": (int(block.world.offers.chip[offer]), replicate)}


class TestWhoGetsWhat:
    """A denied chip reaches a buyer by the grey stage alone."""

    def _denied(self, state: State, block: Block) -> Places:
        """Return where a denied offer and its chip stand."""
        offer, replicate = np.argwhere((state.licence == 3.0) & (state.stock > 1.0))[0].tolist()
        return _places(offer, replicate, block)

    def _moved(self, state: State, source: str, target: str, block: Block) -> State:
        """Return the state with a denied chip moved from one place to another."""
        places = self._denied(state, block)
        moved = state
        for name, by in ((source, -1.0), (target, 1.0)):
            where = places[_AXES[name]]
            moved = _changed(moved, name, where, getattr(moved, name)[where] + by)
        return moved

    def _with_goods(self, state: State, block: Block) -> State:
        """Return the state with denied goods everywhere, so that any of them can move."""
        places = self._denied(state, block)
        for name, more in (("transit", 5.0), ("vendor_stock", 5.0), ("made", 10.0)):
            where = places[_AXES[name]]
            state = _changed(state, name, where, getattr(state, name)[where] + more)
        return state

    def test_goods_on_the_way_may_arrive(self, state: State, block: Block) -> None:
        before = self._with_goods(state, block)
        watch_invariants(block)("market", before, self._moved(before, "transit", "stock", block))

    @pytest.mark.parametrize(
        ("source", "target", "words"),
        [
            ("vendor_stock", "transit", "is shipped 1 "),
            ("vendor_stock", "stock", "gets 1 "),
            ("stock", "transit", "is shipped 1 "),
        ],
    )
    def test_a_denied_chip_may_not_be_shipped(
        self, state: State, block: Block, source: str, target: str, words: str
    ) -> None:
        before = self._with_goods(state, block)
        after = self._moved(before, source, target, block)
        with pytest.raises(RunError, match=f"stage market: licences: .* {words}"):
            watch_invariants(block)("market", before, after)

    def test_the_grey_stage_may_bring_it(self, state: State, block: Block) -> None:
        before = self._with_goods(state, block)
        after = self._moved(before, "vendor_stock", "stock", block)
        watch_invariants(block)("grey_market", before, after)

    def test_goods_under_review_stay_within_the_quota(self, block: Block) -> None:
        state = last_state(block, until=2026.5)
        case = (state.licence == 2.0) & (block.world.offers.sold > 0.0)
        offer, replicate = np.argwhere(case)[0].tolist()
        more = state
        for name in ("transit", "made"):
            where = _places(offer, replicate, block)[_AXES[name]]
            more = _changed(more, name, where, getattr(state, name)[where] + 1e4)
        with pytest.raises(RunError, match="stage market: quotas: us-2026-01 leaves 0 TPP to CN"):
            watch_invariants(block)("market", state, more.evolve(step=state.step))


def test_a_column_table_lists_arrays_only() -> None:
    class Plain:
        pass

    assert column("a b", "1", "doc").metadata["axes"] == ("a", "b")
    assert [entry.name for entry in table(State)][:2] == ["chip_peak16", "chip_peak8"]
    with pytest.raises(TypeError):
        table(Plain)
