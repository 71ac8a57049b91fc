"""Every order even over its legal range: a yardstick for policies and a test of the engine."""

from __future__ import annotations

from race.api import Given, View

STREAM = "random_legal"


def decide(view: View) -> Given:
    """Draw each order of each actor between its least and its most, from a stream of its own."""
    given = {}
    for order, drawn in zip(view.orders, view.uniform(STREAM, len(view.orders)), strict=True):
        low, high = view.limits(order)
        given[order] = low + (high - low) * drawn
    return given
