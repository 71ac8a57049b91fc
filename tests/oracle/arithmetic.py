"""The few formulas that several stages of the plain version share."""

from __future__ import annotations

from math import exp


def ratio(part: float, whole: float) -> float:
    """Divide, 0 where there is nothing to divide by."""
    return part / whole if whole > 0.0 else 0.0


def leaves(step_years: float, lag_years: float) -> float:
    """Return the share of a first-order delay that leaves in a step: 1 - exp(-step / lag)."""
    return 1.0 - exp(-step_years / max(lag_years, 1e-9))


def pass_delay(
    before: float, inflow: float, step_years: float, lag_years: float
) -> tuple[float, float]:
    """Return what is left in a first-order delay after a step of even inflow, and what came out.

    With dx/dt = inflow / step - x / lag over a step: x = before e^-s + inflow (1 - e^-s) / s, where
    s = step / lag.
    """
    s = step_years / max(lag_years, 1e-9)
    left = before * exp(-s) + inflow * (1.0 - exp(-s)) / s
    return left, max(before + inflow - left, 0.0)
