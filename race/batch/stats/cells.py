"""Cells of a sweep as futures and as points.

Every future of a sweep is run at every point. Points of one future share all that chance draws, so
they are one future under several conditions and not so many futures.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, Whole
from race.batch.reading import Batch
from race.batch.showing.spread import median


def by_replicate(batch: Batch, values: Floats) -> Floats:
    """Return the median over the points of each replicate, (..., cells) to (..., replicates)."""
    if len(batch.points) == 1:
        return values
    return _medians(values, batch.numbers // len(batch.points))


def by_point(batch: Batch, values: Floats) -> Floats:
    """Return the median over the replicates of each point, (..., cells) to (..., points)."""
    return _medians(values, batch.numbers % len(batch.points))


def _medians(values: Floats, groups: Whole) -> Floats:
    """Return the median of each group of cells, in the order of the groups' numbers."""
    order = np.argsort(groups, kind="stable")
    starts = np.unique(groups[order], return_index=True)[1][1:]
    parts = np.split(values[..., order], starts, axis=-1)
    return np.stack([median(part) for part in parts], axis=-1)
