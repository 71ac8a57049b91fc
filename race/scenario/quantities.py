"""Whether figures hold together: source, unit, range, distribution.

These checks walk over the merged content and not over models, so that an entry which the models
refused for one fault is still looked at for others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from race.scenario.finding import Finding
from race.scenario.marks import KeyPath
from race.scenario.scalars import Value
from race.scenario.wording import describe, one_of, suggestion

Row: TypeAlias = dict[str, Value]

_SECTIONS_WITH_UNITS_IN_KEYS = ("countries", "companies", "routes", "parameters", "supply")

_UNITS_OF_KEY: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(^|_)usd_per_kwh$", ("USD/kWh",)),
    (r"(^|_)usd_per_hour$", ("USD/h",)),
    (r"(^|_)busd_per_gw$", ("BUSD/GW",)),
    (r"(^|_)busd_per_year$", ("BUSD/year",)),
    (r"(^|_)mw_per_year$", ("MW/year",)),
    (r"(^|_)chips_per_year$", ("chips/year",)),
    (r"(^|_)stacks_per_year$", ("stacks/year",)),
    (r"(^|_)points_per_year$", ("points/year",)),
    (r"(^|_)tpp_per_year$", ("TPP/year",)),
    (r"(^|_)wafers_per_month$", ("wafers/month",)),
    (r"_per_", ()),
    (r"(^|_)busd$", ("BUSD", "BUSD/year")),
    (r"(^|_)musd$", ("MUSD",)),
    (r"(^|_)usd$", ("USD",)),
    (r"(^|_)mw$", ("MW",)),
    (r"(^|_)kw$", ("kW",)),
    (r"(^|_)flop$", ("FLOP",)),
    (r"(^|_)gbs$", ("GB/s",)),
    (r"(^|_)gb$", ("GB",)),
    (r"(^|_)mm2$", ("mm2",)),
    (r"(^|_)years$", ("years",)),
    (r"(^|_)months$", ("months",)),
    (r"(^|_)days$", ("days",)),
    (r"(^|_)hours$", ("hours",)),
    (r"(^|_)h100e$", ("H100e",)),
    (r"(^|_)share$", ("1", "%")),
    (r"^(trust|standing)$", ("points",)),
    (r"^(alignment_us|engineers|premium)$", ("1",)),
    (r"^grid_growth$", ("per year",)),
)
_UNIT_PATTERNS = tuple((re.compile(pattern), units) for pattern, units in _UNITS_OF_KEY)
_SHARE = re.compile(r"(^|_)share$|^alignment_us$")
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
    if _SHARE.search(key):
        yield from _share(path, row)
    yield from _range(path, row)
    distribution = row.get("distribution")
    if isinstance(distribution, dict):
        yield from _distribution(path, row, distribution)


def _own_key(path: KeyPath) -> str:
    """Give the last name of a path: `lag_years` of `parameters.grey.lag_years`."""
    names = [part for part in path if isinstance(part, str)]
    return names[-1].rpartition(".")[2]


def _unit(path: KeyPath, key: str, unit: Value) -> Iterator[Finding]:
    for pattern, units in _UNIT_PATTERNS:
        if pattern.search(key):
            if units and isinstance(unit, str) and unit not in units:
                advice = "or another name for the key"
                yield Finding((*path, "unit"), f"given {describe(unit)}", one_of(units), advice)
            return


def _share(path: KeyPath, row: Row) -> Iterator[Finding]:
    most = 100.0 if row.get("unit") == "%" else 1.0
    for name in ("value", "low", "high"):
        number = _number(row, name)
        if number is not None and not 0.0 <= number <= most:
            yield Finding((*path, name), f"given {number:g}", f"allowed: a share, 0 to {most:g}")


def _range(path: KeyPath, row: Row) -> Iterator[Finding]:
    """Hold low <= value <= high."""
    value, low, high = (_number(row, name) for name in ("value", "low", "high"))
    if value is None:
        value = _number(row, "chips")
    if low is not None and high is not None and low > high:
        yield Finding((*path, "low"), f"given {low:g}", f"allowed: at most high, {high:g}")
        return
    if value is not None and low is not None and value < low:
        yield Finding((*path, "low"), f"given {low:g}", f"allowed: at most the value, {value:g}")
    if value is not None and high is not None and value > high:
        yield Finding((*path, "high"), f"given {high:g}", f"allowed: at least the value, {value:g}")


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
