"""How a very large number is written, in the window and in the terminal: as 4.7·10²⁴."""

from __future__ import annotations

import math

_SUPER = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def ten(exponent: int) -> str:
    """Write a power of ten as 10⁵."""
    return f"10{str(exponent).translate(_SUPER)}"


def parted(value: float) -> tuple[float, int]:
    """Return the mantissa, with one decimal place, and the exponent of a positive number."""
    exponent = math.floor(math.log10(value))
    mantissa = round(value / 10.0**exponent, 1)
    return (1.0, exponent + 1) if mantissa >= 10.0 else (mantissa, exponent)
