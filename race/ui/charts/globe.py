"""The projection of the map and the shapes of countries: Miller, cut in the Pacific."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache

from race.paths import assets_folder
from race.ui.canvas import Point

Ring = tuple[tuple[float, float], ...]
WEST, EAST = -134.0, 156.0
TURN = 360.0


def miller(latitude: float) -> float:
    """Return the Miller ordinate of a latitude, in degrees of the equator."""
    angle = math.radians(max(-85.0, min(85.0, latitude)))
    return math.degrees(1.25 * math.log(math.tan(math.pi / 4.0 + 0.4 * angle)))


@dataclass(frozen=True)
class Frame:
    """A part of the world on a part of the screen; `equator` is its y."""

    x: float
    y: float
    width: float
    height: float
    north: float = 76.6

    @property
    def degree(self) -> float:
        """Return logical units a degree of longitude."""
        return self.width / (EAST - WEST)

    def point(self, latitude: float, longitude: float) -> Point:
        """Return the place of a point; east of the cut it appears at the left edge again."""
        while longitude < WEST - 35.0:
            longitude += TURN
        x = self.x + (longitude - WEST) * self.degree
        return x, self.y + (miller(self.north) - miller(latitude)) * self.degree

    def ring(self, ring: Ring, turn: float = 0.0) -> list[Point]:
        """Return the places of a ring of (longitude, latitude), shifted by a turn."""
        top, degree = miller(self.north), self.degree
        return [
            (
                self.x + (longitude + turn - WEST) * degree,
                self.y + (top - miller(latitude)) * degree,
            )
            for longitude, latitude in ring
        ]

    def turns(self, ring: Ring) -> list[float]:
        """Return the turns at which a ring shows."""
        low, high = min(p[0] for p in ring), max(p[0] for p in ring)
        return [t for t in (0.0, -TURN, TURN) if high + t > WEST and low + t < EAST]


@lru_cache(maxsize=1)
def countries() -> dict[str, tuple[Ring, ...]]:
    """Return the rings of every country, (longitude, latitude) in degrees."""
    text = (assets_folder() / "map" / "world.json").read_text(encoding="utf-8")
    found: dict[str, list[list[int]]] = json.loads(text)
    return {
        name: tuple(
            tuple((x / 100.0, y / 100.0) for x, y in zip(ring[::2], ring[1::2], strict=True))
            for ring in rings
        )
        for name, rings in found.items()
    }
