"""The events that a script may bring: each holds one figure of the model at a value.

The closed list stands here, where scripts are read; `race.engine.script` brings them about.
"""

from __future__ import annotations

from math import inf
from typing import Literal, NamedTuple, TypeAlias

Target: TypeAlias = Literal["", "countries", "foundries", "routes"]


class Event(NamedTuple):
    """Whose figure it holds (empty for the world's), its unit, range and meaning."""

    target: Target
    unit: str
    low: float
    high: float
    doc: str


EVENTS: dict[str, Event] = {
    "tension": Event("", "level", 0, 5, "level of the Taiwan Strait: 0 calm to 5 war"),
    "materials": Event("", "1", 0, 1, "chip output left where materials are held back"),
    "output": Event("foundries", "1", 0, 1, "output of a foundry that is left"),
    "route_capacity": Event("routes", "chips/year", 1, inf, "what a grey route can carry"),
    "trust": Event("countries", "points", 0, 100, "credit with sellers and partners"),
    "tool_access": Event("countries", "1", 0, 1, "access to fab equipment"),
}
