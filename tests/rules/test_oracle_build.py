"""Chips fail, halls are built and chips brought into use as in the plain version."""

from hypothesis import given, settings

from tests.oracle.holding import faults_of_stage
from tests.oracle.shaking import SEEDS, WIDTHS
from tests.small_worlds import small_block
from tests.worlds import flagship_block


@settings(max_examples=60)
@given(seed=SEEDS, width=WIDTHS)
def test_build_of_small_worlds(seed: int, width: int) -> None:
    assert faults_of_stage("build", small_block(seed, width), seed) == []


def test_build_of_the_flagship() -> None:
    assert faults_of_stage("build", flagship_block(3), seed=1) == []
