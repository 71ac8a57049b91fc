"""Which chips stand at the sites: the bridge from slots to figures of chips."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from race.base.arrays import Scalar, Whole, flat
from race.world.state import State


def site_kinds(state: State) -> Whole:
    """Return where the type of each site stands in a flat table (chips, R), (buyers x slots, R).

    `table.take(site_kinds(state))` is the figure of each site's chip. An empty site counts as one
    of the first type.
    """
    return flat(as_rows(np.maximum(state.site_chip, 0)))


def as_rows(values: NDArray[Scalar]) -> NDArray[Scalar]:
    """Return (buyers, slots, R) as rows (buyers x slots, R), without a copy."""
    return values.reshape(-1, values.shape[-1])
