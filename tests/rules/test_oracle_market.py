"""Buyers order, and vendors ration, charge and ship, as the plain version does."""

from hypothesis import given, settings

from tests.oracle.holding import faults_of_stage
from tests.oracle.shaking import SEEDS, WIDTHS
from tests.small_worlds import small_block
from tests.worlds import flagship_block


@settings(max_examples=40)
@given(seed=SEEDS, width=WIDTHS)
def test_ordering_of_small_worlds(seed: int, width: int) -> None:
    assert faults_of_stage("ordering", small_block(seed, width), seed) == []


def test_ordering_of_the_flagship() -> None:
    assert faults_of_stage("ordering", flagship_block(3), seed=1) == []


@settings(max_examples=40)
@given(seed=SEEDS, width=WIDTHS)
def test_market_of_small_worlds(seed: int, width: int) -> None:
    assert faults_of_stage("market", small_block(seed, width), seed) == []


def test_market_of_the_flagship() -> None:
    assert faults_of_stage("market", flagship_block(3), seed=1) == []
