"""Whether figures hold together: source, unit, range, distribution.

These checks walk over the merged content and not over models, so that an entry which the models
refused for one fault is still looked at for others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from math import inf
from typing import TypeAlias

from race.scenario.models.values import Quantity
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe, one_of, span, suggestion

Row: TypeAlias = dict[str, Value]

_SECTIONS_WITH_UNITS_IN_KEYS = ("countries", "companies", "routes", "parameters", "supply")

_UNITS_OF_SUFFIX = {
    "usd_per_kwh": ("USD/kWh",),
    "usd_per_hour": ("USD/h",),
    "busd_per_gw": ("BUSD/GW",),
    "busd_per_year": ("BUSD/year",),
    "mw_per_year": ("MW/year",),
    "chips_per_year": ("chips/year",),
    "stacks_per_year": ("stacks/year",),
    "points_per_year": ("points/year",),
    "tpp_per_year": ("TPP/year",),
    "wafers_per_month": ("wafers/month",),
    "busd": ("BUSD", "BUSD/year"),
    "musd": ("MUSD",),
    "usd": ("USD",),
    "mw": ("MW",),
    "kw": ("kW",),
    "flop": ("FLOP",),
    "gbs": ("GB/s",),
    "gb": ("GB",),
    "mm2": ("mm2",),
    "years": ("years",),
    "months": ("months",),
    "days": ("days",),
    "hours": ("hours",),
    "h100e": ("H100e",),
    "share": ("1", "%"),
    "trust": ("points",),
    "trust_steps": ("points",),
    "standing": ("points",),
    "alignment_us": ("1",),
    "engineers": ("1",),
    "premium": ("1",),
    "grid_growth": ("per year",),
}
_SECTIONS_OF_AMOUNTS = ("countries", "companies", "routes", "supply")
_BELOW_ZERO = ("income_busd", "cash_busd", "growth")
"""Ends of keys of actors whose figures may be below zero."""
_SHARES = ("share", "alignment_us")
_POINTS = ("trust", "trust_steps", "standing")
PERCENT = 100.0
MOST_POINTS = 100.0
_CENTRE = ("mode", "mean", "median")


def check_quantities(content: Row) -> Iterator[Finding]:
    """Find sources that are not listed and quantities that do not hold together."""
    listed = content.get("sources")
    sources = listed if isinstance(listed, dict) else {}
    for path, row in _rows(content):
        source = row.get("source")
        if isinstance(source, str) and source not in sources:
            given = f"unknown source {describe(source)}"
            allowed = "allowed: a key of 'sources'"
            yield Finding((*path, "source"), given, allowed, suggestion(source, sources))
        if "value" in row:
            yield from _quantity(path, row)
        elif "low" in row or "high" in row:
            yield from _range(path, row)


def _rows(content: Row) -> Iterator[tuple[KeyPath, Row]]:
    """Go over all mappings below the sections."""
    waiting: list[tuple[KeyPath, Value]] = [
        ((section,), rows) for section, rows in reversed(content.items()) if section != "sources"
    ]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, dict) and len(path) > 1:
            yield path, node
        for key, value in reversed(_parts(node)):
            if isinstance(value, dict | tuple):
                waiting.append(((*path, key), value))


def _parts(node: Value) -> list[tuple[str | int, Value]]:
    if isinstance(node, dict):
        return list(node.items())
    return list(enumerate(node)) if isinstance(node, tuple) else []


def _quantity(path: KeyPath, row: Row) -> Iterator[Finding]:
    key = _own_key(path)
    if path[0] in _SECTIONS_WITH_UNITS_IN_KEYS:
        yield from _unit(path, key, row.get("unit"))
    yield from _bounds(path, key, row)
    yield from _range(path, row)
    distribution = row.get("distribution")
    if isinstance(distribution, dict):
        yield from _distribution(path, row, distribution)


def _own_key(path: KeyPath) -> str:
    """Give the last name of a path: `lag_years` of `parameters.grey.lag_years`."""
    names = [part for part in path if isinstance(part, str)]
    return names[-1].rpartition(".")[2]


def _unit(path: KeyPath, key: str, unit: Value) -> Iterator[Finding]:
    units = units_of(key)
    if units and isinstance(unit, str) and unit not in units:
        advice = suggestion(unit, units)
        yield Finding((*path, "unit"), f"given {describe(unit)}", one_of(units), advice)


@cache
def units_of(key: str) -> tuple[str, ...]:
    """Give the units that the end of a key allows; none for an end that says nothing.

    The longest end decides; of a rate such as `musd_per_mw` only the whole is looked for.
    """
    for suffix, units in _UNITS_OF_SUFFIX.items():
        if _ends(key, suffix) and ("_per_" in suffix or "_per_" not in key):
            return units
    return ()


def bounds_of(name: str, quantity: Quantity) -> tuple[float, float]:
    """Give the ends between which a figure can be set: those of shares and points, else 0 or none.

    A figure is held to 0 from below where neither its value nor its range lies there.
    """
    key = name.rpartition(".")[2]
    if _is_one(key, _SHARES):
        return 0.0, PERCENT if quantity.unit == "%" else 1.0
    if _is_one(key, _POINTS):
        return 0.0, MOST_POINTS
    least = quantity.value if quantity.low is None else min(quantity.value, quantity.low)
    return (-inf if least < 0.0 or _is_one(key, _BELOW_ZERO) else 0.0), inf


def _is_one(key: str, ends: tuple[str, ...]) -> bool:
    return any(_ends(key, end) for end in ends)


def _ends(key: str, suffix: str) -> bool:
    return key == suffix or key.endswith("_" + suffix)


def _bounds(path: KeyPath, key: str, row: Row) -> Iterator[Finding]:
    """Hold shares and points to their ends, and amounts of actors to nothing below zero."""
    if _is_one(key, _SHARES):
        most = PERCENT if row.get("unit") == "%" else 1.0
        allowed = f"a share, {span(0.0, most)}"
    elif _is_one(key, _POINTS):
        most, allowed = MOST_POINTS, f"points, {span(0.0, MOST_POINTS)}"
    elif path[0] in _SECTIONS_OF_AMOUNTS and not _is_one(key, _BELOW_ZERO):
        most, allowed = float("inf"), span(0.0, None)
    else:
        return
    for name in ("value", "low", "high"):
        number = _number(row, name)
        if number is not None and not 0.0 <= number <= most:
            yield Finding((*path, name), f"given {number:g}", f"allowed: {allowed}")


def _range(path: KeyPath, row: Row) -> Iterator[Finding]:
    """Hold low <= value <= high; the value of a row of stock is its `chips`."""
    low, high = _number(row, "low"), _number(row, "high")
    if low is not None and high is not None and low > high:
        yield Finding((*path, "low"), f"given {low:g}", f"allowed: at most high, {high:g}")
        return
    for name in ("value", "chips"):
        value = _number(row, name)
        if value is not None and low is not None and value < low:
            yield Finding((*path, name), f"given {value:g}", f"allowed: at least low, {low:g}")
        if value is not None and high is not None and value > high:
            yield Finding((*path, name), f"given {value:g}", f"allowed: at most high, {high:g}")


def _distribution(path: KeyPath, row: Row, distribution: Row) -> Iterator[Finding]:
    """Hold the value inside what is drawn, and the centre of what is drawn inside the range."""
    value, low, high = (_number(row, name) for name in ("value", "low", "high"))
    least, most = _number(distribution, "low"), _number(distribution, "high")
    at = (*path, "distribution")
    if value is not None and least is not None and most is not None and not least <= value <= most:
        given = f"draws from {least:g} to {most:g}"
        yield Finding((*at, "low"), given, f"allowed: a range around the value, {value:g}")
    if low is None or high is None or low > high:
        return
    for name in _CENTRE:
        centre = _number(distribution, name)
        if centre is not None and not low <= centre <= high:
            allowed = f"allowed: from low to high of the figure, {low:g} to {high:g}"
            yield Finding((*at, name), f"given {centre:g}", allowed)


def _number(row: Mapping[str, Value], name: str) -> float | None:
    value = row.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
