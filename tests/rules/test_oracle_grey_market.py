"""Brokers ship, lots are lost and routes adapt as in the plain version."""

from hypothesis import example, given, settings

from tests.oracle.holding import faults_of_stage
from tests.oracle.shaking import SEEDS, WIDTHS
from tests.small_worlds import small_block
from tests.worlds import flagship_block


@settings(max_examples=40)
@given(seed=SEEDS, width=WIDTHS)
@example(seed=115, width=3).via("a world without embargoed countries, and a route")
def test_grey_market_of_small_worlds(seed: int, width: int) -> None:
    assert faults_of_stage("grey_market", small_block(seed, width), seed) == []


def test_grey_market_of_the_flagship() -> None:
    assert faults_of_stage("grey_market", flagship_block(3), seed=1) == []
