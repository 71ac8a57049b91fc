"""Some years of the stages that carry the load end where the plain version ends."""

from hypothesis import given, settings

from tests.oracle.holding import faults_of_run
from tests.oracle.shaking import SEEDS, WIDTHS
from tests.small_worlds import small_block
from tests.worlds import flagship_block


@settings(max_examples=25)
@given(seed=SEEDS, width=WIDTHS)
def test_three_years_of_small_worlds(seed: int, width: int) -> None:
    assert faults_of_run(small_block(seed, width), seed, years=3.0) == []


def test_two_years_of_the_flagship() -> None:
    assert faults_of_run(flagship_block(2), seed=1, years=2.0) == []
