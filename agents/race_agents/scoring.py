"""How actors weigh: smooth thresholds, and a choice that is seldom quite certain."""

from __future__ import annotations

import numpy as np

from race.api import Floats


def ramp(values: Floats, low: float, high: float) -> Floats:
    """Return 0 up to `low`, 1 from `high` on, and a straight line between; any shape."""
    return np.asarray(np.minimum(np.maximum((values - low) / (high - low), 0.0), 1.0))


def choose(utility: Floats, mood: Floats, temperature: float) -> Floats:
    """Return the chosen bundle of each actor, (actors, R), from utilities (bundles, actors, R).

    The better a bundle, the likelier: its chance goes with exp(utility / temperature), which is the
    choice by utility with Gumbel noise (McFadden 1974). `mood` (actors, R) in (0, 1) decides.
    """
    weight = np.exp((utility - utility.max(axis=0)) / temperature)
    reached = np.cumsum(weight, axis=0)
    return np.asarray((reached < mood * reached[-1]).sum(axis=0))
