"""Reads a file of a sweep.

    sweep: {design: sobol, points: 256}
    factors:
      grey.hub_imports: scenario
      market.branch_share: {low: 0, high: 0.5}

Whether a figure exists is checked where the points are made.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from race.scenario.experiments.experiment import (
    DESIGNS,
    GRID,
    LATIN_HYPERCUBE,
    LIST,
    MORRIS,
    Factor,
    Sweep,
)
from race.scenario.experiments.experiment_file import (
    FACTORS,
    SWEEP,
    Row,
    figure_at,
    read_part,
    real,
    row_of,
)
from race.scenario.models.values import PARAMETERS_OF_KIND, Distribution
from race.scenario.text.checking import is_number, keys_of, number_at, rows_at
from race.scenario.text.document import Document
from race.scenario.text.finding import Finding
from race.scenario.text.marks import KeyPath
from race.scenario.text.scalars import Value
from race.scenario.text.wording import describe, one_of, suggestion

FROM_SCENARIO = "scenario"
MOST_BASE_POINTS = 1_000_000
LEAST_TRAJECTORIES = 2
_SPREADS = "allowed: scenario, {low: , high: } or {distribution: }"


def read_sweep(name_or_path: str | Path) -> Sweep:
    """Read a sweep by the name of a shipped experiment or by the path of a file.

    Raises:
        InputError: there is no such file.
        ScenarioError: the file has faults; it carries all of them.
    """
    return read_part(name_or_path, SWEEP, _check_sweep, _made_sweep)


def _check_sweep(content: Row) -> Iterator[Finding]:
    head, factors = content[SWEEP], content.get(FACTORS)
    yield from rows_at((SWEEP,), head)
    if FACTORS not in content:
        yield Finding((FACTORS,), "required key is missing", "", "add it")
    else:
        yield from rows_at((FACTORS,), factors)
    if not isinstance(head, dict):
        return
    design = head.get("design")
    if design not in DESIGNS:
        given, advice = f"given {describe(design)}", suggestion(design, DESIGNS)
        yield Finding((SWEEP, "design"), given, one_of(DESIGNS), advice)
        return
    yield from _check_head(head, str(design))
    for name, factor in row_of(factors).items():
        check = _check_values if design in (GRID, LIST) else _check_spread
        yield from check((FACTORS, name), factor)
    if design == LIST:
        yield from _of_one_length(row_of(factors))


def _check_head(head: Row, design: str) -> Iterator[Finding]:
    if design in (GRID, LIST):
        yield from keys_of((SWEEP,), head, ("design",), ())
        return
    yield from keys_of((SWEEP,), head, ("design", "points", "seed"), ("points",))
    points, seed = head.get("points", 1), head.get("seed", 1)
    for key, value in (("points", points), ("seed", seed)):
        if not isinstance(value, int) or isinstance(value, bool):
            allowed = "allowed: a whole number"
            yield Finding((SWEEP, key), f"given {describe(value)}", allowed)
            return
    least = LEAST_TRAJECTORIES if design == MORRIS else 1
    yield from number_at((SWEEP, "points"), points, least, MOST_BASE_POINTS)
    yield from number_at((SWEEP, "seed"), seed, 0, 2**32)
    in_twos = design not in (LATIN_HYPERCUBE, MORRIS)
    if in_twos and isinstance(points, int) and points & (points - 1):
        allowed = f"allowed: a power of two, such as {1 << points.bit_length()}"
        yield Finding((SWEEP, "points"), f"given {points}", allowed)


def _check_values(path: KeyPath, factor: Value) -> Iterator[Finding]:
    values = factor.get("values") if isinstance(factor, dict) else None
    if not isinstance(factor, dict) or not isinstance(values, tuple) or not values:
        given = describe(factor if not isinstance(factor, dict) else values)
        yield Finding(path, f"given {given}", "allowed: {values: [ numbers ]}")
        return
    yield from keys_of(path, factor, ("values",), ())
    for at, value in enumerate(values):
        yield from figure_at((*path, "values", at), value)


def _of_one_length(factors: Row) -> Iterator[Finding]:
    lengths = {name: len(_values(row)) for name, row in factors.items()}
    first = next(iter(lengths.values()), 0)
    for name, length in lengths.items():
        if length != first:
            allowed = f"allowed: {first}, as many as the first factor has"
            yield Finding((FACTORS, name), f"given {length} values", allowed)


def _check_spread(path: KeyPath, factor: Value) -> Iterator[Finding]:
    if factor == FROM_SCENARIO:
        return
    if not isinstance(factor, dict) or not {"low", "high", "distribution"} & set(factor):
        yield Finding(path, f"given {describe(factor)}", _SPREADS)
        return
    if "distribution" in factor:
        yield from keys_of(path, factor, ("distribution",), ())
        yield from _check_distribution((*path, "distribution"), factor["distribution"])
        return
    yield from keys_of(path, factor, ("low", "high"), ("low", "high"))
    low, high = factor.get("low", 0), factor.get("high", 1)
    for key in ("low", "high"):
        yield from figure_at((*path, key), factor.get(key, 0))
    if is_number(low) and is_number(high) and not real(low) < real(high):
        yield Finding((*path, "high"), f"given {describe(high)}", f"allowed: above {real(low):g}")


def _check_distribution(path: KeyPath, row: Value) -> Iterator[Finding]:
    try:
        Distribution.model_validate(row)
    except ValidationError:
        kind = row.get("kind") if isinstance(row, dict) else None
        names = PARAMETERS_OF_KIND.get(str(kind))
        kinds = one_of(f"{{kind: {kind}, ...}}" for kind in PARAMETERS_OF_KIND)
        allowed = f"allowed: {kind} with {', '.join(names)} in their order" if names else kinds
        yield Finding(path, f"given {describe(row)}", allowed)


def _made_sweep(document: Document) -> Sweep:
    head = row_of(document.content[SWEEP])
    factors = tuple(
        _factor(name, factor) for name, factor in row_of(document.content[FACTORS]).items()
    )
    points, seed = (int(real(head.get(key, least))) for key, least in (("points", 0), ("seed", 1)))
    return Sweep(str(head["design"]), factors, points, seed)


def _factor(name: str, row: Value) -> Factor:
    if not isinstance(row, dict):
        return Factor(name)
    if "distribution" in row:
        return Factor(name, distribution=Distribution.model_validate(row["distribution"]))
    if "values" in row:
        return Factor(name, values=_values(row))
    low, high = real(row["low"]), real(row["high"])
    return Factor(name, distribution=Distribution(kind="uniform", low=low, high=high))


def _values(row: Value) -> tuple[float, ...]:
    values = row.get("values") if isinstance(row, dict) else ()
    return tuple(map(real, values)) if isinstance(values, tuple) else ()
