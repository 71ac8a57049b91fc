"""How the report words its figures: distances with intervals, effects, shares."""

from __future__ import annotations

import math
import textwrap

from race.batch.showing.wording import INFINITE, digits, distance
from race.batch.stats.interval import Interval

_NARROW, _WIDE = 36, 58
"""Letters of a line of a key."""
_LARGE = 1e4


def folded(text: str, *, narrow: bool) -> str:
    """Break a text into lines that fit a picture."""
    return textwrap.fill(text, _NARROW if narrow else _WIDE)


def signed(kilometres: float) -> str:
    """Write a difference of distances with its sign: +34 cm, -2.1 m."""
    if kilometres == 0.0:
        return "0"
    sign = "+" if kilometres > 0.0 else "\N{MINUS SIGN}"
    return sign + distance(abs(kilometres))


def span(low: str, high: str) -> str:
    """Write the bounds of an interval."""
    return low if low == high else f"{low} to {high}"


def distance_span(interval: Interval) -> str:
    """Write the bounds of an interval of differences of distances."""
    return span(signed(float(interval.low)), signed(float(interval.high)))


def distance_between(interval: Interval) -> str:
    """Write the bounds of an interval of distances."""
    return span(distance(float(interval.low)), distance(float(interval.high)))


def times(factor: float) -> str:
    """Write a factor: 6.4 times, 0.94 times, 1,400 times."""
    if math.isinf(factor):
        return f"{INFINITE} times"
    if 0.5 < factor < 2.0:
        return f"{factor:.2f} times"
    return f"{digits(factor, 2 if factor < _LARGE else 1)} times"


def times_span(interval: Interval) -> str:
    """Write the bounds of an interval of factors."""
    low, high = (times(float(bound)).removesuffix(" times") for bound in interval[1:])
    return span(low, high)


def percent(share: float) -> str:
    """Write a share; what is not quite all or nothing is not rounded to it."""
    if share in {0.0, 1.0}:
        return f"{100 * share:.0f} %"
    if share < 0.005 or share > 0.995:
        return "under 1 %" if share < 0.5 else "over 99 %"
    return f"{100 * share:.0f} %"


def percent_span(interval: Interval) -> str:
    """Write the bounds of an interval of shares, to a tenth of a per cent."""
    low, high = (f"{100 * float(bound):.1f}" for bound in interval[1:])
    return f"{span(low, high)} %"


def quoted(title: str) -> str:
    """Put a title in quotation marks."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{title}\N{RIGHT DOUBLE QUOTATION MARK}"


def of_what(actor: str) -> str:
    """Write whose: China's, United States'."""
    return f"{actor}'" if actor.endswith("s") else f"{actor}'s"
