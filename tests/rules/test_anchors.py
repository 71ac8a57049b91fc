"""Each stage moves the published figure that the plan names for it in the right way.

Pairs of runs on common random numbers: the median over the replicates of a figure must rise or fall
when one parameter of the stage is changed, all else kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from race.api import decider
from race.base.arrays import Floats
from race.engine.plan import PLAN
from race.engine.setup import make_block
from race.engine.start import initial_state
from race.engine.step import states
from race.rules.block import Block
from race.rules.calendar_events import in_force
from race.rules.gap import training_gap
from race.world.state import State
from race_agents.policies import register_all
from tests.worlds import compile_scenario, flagship, flagship_block, with_values

UNTIL = 2025.0
REPLICATES = 6
Figure = Callable[[State, Block], Floats]


def _run(block: Block, until: float = UNTIL) -> State:
    register_all()
    *_, last = states(initial_state(block), block, decider(block.world), until)
    return last


@cache
def _block() -> Block:
    return flagship_block(REPLICATES)


@cache
def _base() -> State:
    return _run(_block())


def _with(values: Mapping[str, float]) -> tuple[State, Block]:
    """Run the flagship with some parameters held at a value."""
    rows = flagship().parameters
    held = {
        name: rows[name].model_copy(update={"value": value, "distribution": None})
        for name, value in values.items()
    }
    world, book = compile_scenario(with_values(flagship(), parameters=held))
    block = make_block(world, book, 1, 0, REPLICATES)
    return _run(block), block


def _pair(factors: Mapping[str, float], figure: Figure) -> tuple[Floats, Floats]:
    """Return a figure with some parameters at their central value, and with these times factors."""
    rows = flagship().parameters
    central = {name: rows[name].value for name in factors}
    changed = {name: value * factors[name] for name, value in central.items()}
    return figure(*_with(central)), figure(*_with(changed))


def _of_designer(values: Floats, block: Block, designer: str) -> Floats:
    chips = block.world.chip_designer == block.world.companies.index(designer)
    return np.asarray(values[chips].sum(axis=0))


def _company(name: str, block: Block) -> int:
    return block.world.companies.index(name)


def _country(name: str, block: Block) -> int:
    return block.world.countries.index(name)


def nvidia_revenue(state: State, block: Block) -> Floats:
    """Return BUSD paid for NVIDIA's chips since the start."""
    return _of_designer(state.revenue, block, "NVDA")


def nvidia_units(state: State, block: Block) -> Floats:
    """Return NVIDIA chips sold since the start."""
    return _of_designer(state.sold, block, "NVDA")


def h100_price(state: State, block: Block) -> Floats:
    """Return the price of H100 over its list."""
    return np.asarray(state.scarcity[block.world.chips.index("H100-SXM-80")])


def flagship_share(state: State, block: Block) -> Floats:
    """Return the share of the best offer in NVIDIA's sales of 2024: H200 over A100."""
    chips = block.world.chips
    new, old = chips.index("H200-SXM-141"), chips.index("A100-SXM-80")
    return np.asarray(state.sold[new] / (state.sold[old] + 1.0))


def smuggled_to_china(state: State, block: Block) -> Floats:
    """Return chips that came to China by grey routes."""
    return np.asarray(state.smuggled[_country("CN", block)])


def openai_compute(state: State, block: Block) -> Floats:
    """Return H100e that OpenAI rents."""
    return np.asarray(state.rented_h100e[_company("OPENAI", block)])


def installed(state: State, block: Block) -> Floats:
    """Return the world's installed H100e."""
    return np.asarray(state.company_h100e.sum(axis=0))


def record(state: State, block: Block) -> Floats:
    """Return FLOP of the largest completed run."""
    return state.record_flop


def largest_pooled(state: State, block: Block) -> Floats:
    """Return FLOP of the largest decentralised run."""
    return np.asarray(state.pool_flop.max(axis=0))


def chinese_lag(state: State, block: Block) -> Floats:
    """Return points of the index between the best model and the best Chinese one."""
    chinese = block.world.company_country == _country("CN", block)
    return np.asarray(state.capability.max(axis=0) - state.capability[chinese].max(axis=0))


def chinese_tools(state: State, block: Block) -> Floats:
    """Return China's access to fab equipment."""
    return np.asarray(state.tool_access[_country("CN", block)])


def made(state: State, block: Block) -> Floats:
    """Return all chips made."""
    return np.asarray(state.made.sum(axis=0))


CASES: tuple[tuple[str, Mapping[str, float], Figure, int], ...] = (
    ("finance", {"finance.growth": 1.3}, nvidia_revenue, 1),
    ("ordering", {"market.steepness": 1.5}, flagship_share, 1),
    ("production", {"production.growth": 0.3}, nvidia_units, -1),
    ("market", {"market.price_response": 4.0, "market.price_ceiling": 1.5}, h100_price, 1),
    ("grey_market", {"grey.growth": 2.0}, smuggled_to_china, 1),
    ("grey_market", {"grey.interception.base": 5.0}, smuggled_to_china, -1),
    ("cloud", {"cloud.price": 2.0}, openai_compute, -1),
    ("build", {"build.foresight": 0.2}, installed, -1),
    ("train", {"training.mfu.infiniband": 0.7, "training.mfu.tpu": 0.7}, record, -1),
    ("train", {"training.availability.high": 0.7, "training.availability.low": 0.7}, record, -1),
    ("decentralised", {"pool.link_gbps": 10.0}, largest_pooled, 1),
    ("research", {"research.lag.abroad.CN": 3.0}, chinese_lag, 1),
    ("shocks", {"shocks.fab.rate": 8.0, "shocks.fab.size": 2.0}, made, -1),
)


@pytest.mark.parametrize(("stage", "factors", "figure", "sign"), CASES)
def test_a_stage_moves_its_figure_in_the_right_way(
    stage: str, factors: Mapping[str, float], figure: Figure, sign: int
) -> None:
    """Common random numbers: the median change has the sign that the source asks for."""
    assert stage in {one.name for one in PLAN}
    before, after = _pair(factors, figure)
    assert np.median(after - before) * sign > 0.0


def test_calendar_the_record_of_2022_binds_from_its_day() -> None:
    """The rule of 2022-10-07 ends with that of 2023-11-17 (87 FR 62186, 88 FR 73458)."""
    block, state = _block(), _base()
    measure = block.rulebook.ids.index("us-2022-10")
    moments = (2022.7, 2022.8, 2023.8, 2023.9)
    assert [bool(in_force(state, m)[measure].all()) for m in moments] == [False, True, True, False]


def test_export_control_and_design_the_variants_of_the_record_come_and_go() -> None:
    """A800: on sale after the rule of 2022 and only in China, denied after that of 2023."""
    block = _block()
    register_all()
    chip = block.world.chips.index("A800-SXM-80")
    sold = [
        float(np.median(state.sold[chip]))
        for state in states(initial_state(block), block, decider(block.world), UNTIL)
    ]
    by_year = sold[::4]
    bought = [after - before for before, after in pairwise(by_year)]
    assert bought[0] < bought[1]
    assert bought[2] < 0.2 * bought[1]


def test_politics_equipment_controls_cost_china_access_to_tools() -> None:
    """The controls of 2022-10, 2023-07 and 2023-09 lower it below that of the start."""
    block = _block()
    start = block.inputs["country.tool_access"][_country("CN", block)]
    assert np.all(chinese_tools(_base(), block) < start)


def test_score_the_gap_is_proportional_to_the_record() -> None:
    """Arithmetic of the definition: twice the record, twice the gap."""
    speed, leader = np.array([[1e18], [5e15]]), np.array([1e18])
    once = training_gap(np.array([1e25]), speed, leader)
    twice = training_gap(np.array([2e25]), speed, leader)
    np.testing.assert_allclose(twice, 2.0 * once)
    assert once[0, 0] == 0.0
