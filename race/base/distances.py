"""How a distance is written, in the window and in the terminal: its unit, and its digits."""

from __future__ import annotations

from typing import NamedTuple

LEVEL_M = 5e-5
"""Less than a twentieth of a millimetre is level."""
_UNITS = (("km", 999.5, 1e-3), ("m", 0.995, 1.0), ("cm", 0.00995, 100.0), ("mm", 0.0, 1000.0))
_WHOLE_FROM = 9.95


class Distance(NamedTuple):
    """A distance in the unit that fits, and how many decimal places say something."""

    value: float
    places: int
    unit: str


def in_unit(metres: float) -> Distance:
    """Return a finite distance in mm, cm, m or km: 8.4, 27, 218, with one decimal below ten."""
    size = abs(metres)
    unit, _, factor = next(row for row in _UNITS if size >= row[1])
    value = metres * factor
    places = 0 if abs(value) >= _WHOLE_FROM or float(f"{value:.1f}").is_integer() else 1
    return Distance(value, places, unit)
