"""A foundry, or a maker of its tools: capacity follows orders (stage of production)."""

from __future__ import annotations

from race.api import Given, View


def decide(view: View) -> Given:
    """Keep to the trade: no AI spending beyond what finance plans, no runs.

    More halls than chips need only where chips wait for power.
    """
    return {"spend": 1.0, "run_days": 0.0, "power": 1.0 + 0.5 * view.own("idle_share")}
