"""How figures and tables are written for people: few digits, the unit that fits, columns."""

from __future__ import annotations

import math
import shutil
import sys
import textwrap
from collections.abc import Collection, Sequence
from itertools import zip_longest

INFINITE = "∞"
KILOMETRES = "km"
_NARROWEST = 16
"""Characters that a column whose words are broken keeps."""
_STEPS = (("", 1.0), ("k", 1e3), ("M", 1e6), ("B", 1e9), ("T", 1e12), ("P", 1e15))
_UNITS = (("km", 1.0, 1.0), ("m", 1e3, 1e-3), ("cm", 1e5, 0.0))
"""Unit, units in a kilometre, and from how many kilometres on it is used."""


def digits(value: float, significant: int = 2) -> str:
    """Write a number with so many significant digits, in full: 0.22, 8.7, 25,000.

    Past a million million it is written with a power of ten.
    """
    if math.isinf(value):
        return INFINITE if value > 0.0 else f"-{INFINITE}"
    if value == 0.0:
        return "0"
    if abs(value) >= 1e12:
        return f"{value:.{significant - 1}e}".replace("e+", "e")
    rounded = float(f"{value:.{significant}g}")
    places = max(significant - 1 - math.floor(math.log10(abs(rounded))), 0)
    return f"{rounded:,.{places}f}"


def distance(kilometres: float, significant: int = 2) -> str:
    """Write a distance in the unit that fits: 7.5 cm, 14 m, 3.1 km."""
    if kilometres == 0.0 or math.isinf(kilometres):
        return digits(kilometres)
    rounded = abs(float(f"{kilometres:.{significant}g}"))
    unit, per_kilometre = next(
        ((unit, size) for unit, size, least in _UNITS if rounded >= least), _UNITS[-1][:2]
    )
    return f"{digits(kilometres * per_kilometre, significant)} {unit}"


def amount(value: float) -> str:
    """Write an amount with a letter for the power of a thousand: 7.9k, 310k, 2.5M."""
    if math.isinf(value):
        return digits(value)
    rounded = float(f"{value:.2g}")
    letter, size = next(
        ((letter, size) for letter, size in reversed(_STEPS) if abs(rounded) >= size), ("", 1.0)
    )
    return f"{digits(value / size)}{letter}"


def power_of_ten(value: float) -> str:
    """Write a number of FLOP: 2.1e25."""
    return f"{value:.1e}".replace("e+", "e") if value > 0.0 else "0"


def short(value: float) -> str:
    """Write a number with three digits that count: 126, 3.05e5, 2.1e25."""
    return f"{value:.3g}".replace("e+0", "e").replace("e+", "e")


def with_unit(value: float, unit: str) -> str:
    """Write a figure with its unit, a distance in the one that fits; a dash for NaN."""
    if math.isnan(value):
        return "-"
    return distance(value) if unit == KILOMETRES else f"{digits(value)} {unit}"


def room() -> int:
    """Return the columns of the terminal; as many as one likes where text goes to a file or a pipe."""
    return shutil.get_terminal_size(fallback=(sys.maxsize, 24)).columns


def fitted(
    rows: Sequence[Sequence[str]], broken: Collection[int], left: Collection[int], columns: int
) -> str:
    """Set rows in columns as `aligned` does, and break the words of some where they are too wide.

    The room that the others leave goes to the columns `broken`, to each no more than it needs.
    """
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    taken = sum(width + 2 for column, width in enumerate(widths) if column not in broken)
    spare = max(columns + 2 - taken - 2 * len(broken), _NARROWEST * len(broken))
    for place, column in enumerate(sorted(broken, key=widths.__getitem__)):
        widths[column] = min(widths[column], spare // (len(broken) - place))
        spare -= widths[column]
    lines = []
    for row in rows:
        cells = [
            textwrap.wrap(cell, widths[column]) or [""] if column in broken else [cell]
            for column, cell in enumerate(row)
        ]
        lines += [list(parts) for parts in zip_longest(*cells, fillvalue="")]
    return aligned(lines, left)


def aligned(rows: Sequence[Sequence[str]], left: Collection[int] = ()) -> str:
    """Set rows in columns, words of the columns `left` to the left and all else to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
