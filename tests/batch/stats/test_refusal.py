"""What a statistic cannot use is refused by name."""

import numpy as np
import pytest

from race.base.errors import InputError
from race.batch.stats.refusal import refuse_infinite, refuse_nan

NAN, INF = float("nan"), float("inf")


def test_numbers_pass_infinite_ones_too() -> None:
    refuse_nan(np.array([1.0, INF, -INF]), "gap")
    refuse_infinite(np.array([1.0, 2.0]), "gap")


def test_replicates_are_named_by_their_own_numbers() -> None:
    with pytest.raises(InputError, match=r"gap: not a number in replicates 107, 300 of 3"):
        refuse_nan(np.array([NAN, 1.0, NAN]), "gap", [107, 200, 300])


def test_many_are_counted() -> None:
    with pytest.raises(InputError, match="in replicates 0, 1, 2, 3, 4 and 15 more of 20"):
        refuse_nan(np.full((3, 20), NAN), "gap")
