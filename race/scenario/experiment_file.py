"""Reads files of arms and of sweeps.

    experiment: {id: controls, title: Controls on and off, question: Who is held back?}
    arms:
      controls: {title: Controls as they are}
      none: {title: No controls, changes: {measures: null}, policies: {US: bystander}}

    sweep: {design: sobol, points: 256}
    factors:
      grey.hub_imports: scenario
      market.branch_share: {low: 0, high: 0.5}

What only the scenario can tell, whether an overlay, an actor or a figure exists, is checked where
the arms are laid over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from race.base.errors import ScenarioError
from race.paths import scenarios_folder
from race.scenario.checking import (
    find_file,
    is_number,
    keys_of,
    number_at,
    rows_at,
    text_at,
)
from race.scenario.document import Document, read_document
from race.scenario.experiment import (
    DESIGNS,
    GRID,
    LATIN_HYPERCUBE,
    LIST,
    MORRIS,
    Arm,
    Arms,
    Factor,
    Sweep,
)
from race.scenario.finding import Finding
from race.scenario.marks import KeyPath
from race.scenario.overlay import Layer
from race.scenario.scalars import Value
from race.scenario.values import PARAMETERS_OF_KIND, Distribution
from race.scenario.wording import describe, one_of, suggestion

FOLDER = "experiments"
EXPERIMENT, ARMS, SWEEP, FACTORS = "experiment", "arms", "sweep", "factors"
HEAD_KEYS = ("id", "title", "question")
ARM_KEYS = ("title", "overlays", "changes", "policies", "figures", "note")
FROM_SCENARIO = "scenario"
LARGEST = 1e300
MOST_BASE_POINTS = 1_000_000
LEAST_TRAJECTORIES = 2
MOST_ARMS = 1000
_ID = "allowed: letters, digits, - and _"
_SPREADS = "allowed: scenario, {low: , high: } or {distribution: }"

Read = TypeVar("Read")
Row = Mapping[str, Value]


def read_arms(name_or_path: str | Path) -> Arms:
    """Read the arms of an experiment by the name of a shipped one or by the path of a file.

    Raises:
        InputError: there is no such file.
        ScenarioError: the file has faults; it carries all of them.
    """
    return _read(name_or_path, ARMS, _check_arms, _made_arms)


def read_sweep(name_or_path: str | Path) -> Sweep:
    """Read a sweep by the name of a shipped experiment or by the path of a file.

    Raises:
        InputError: there is no such file.
        ScenarioError: the file has faults; it carries all of them.
    """
    return _read(name_or_path, SWEEP, _check_sweep, _made_sweep)


def shipped_experiments() -> tuple[str, ...]:
    """Name the shipped experiments, sorted."""
    return tuple(sorted(path.stem for path in (scenarios_folder() / FOLDER).glob("*.yaml")))


def _read(
    name_or_path: str | Path,
    wanted: str,
    check: Callable[[Row], Iterator[Finding]],
    make: Callable[[Document], Read],
) -> Read:
    path = find_file("experiment", name_or_path, shipped_experiments(), FOLDER)
    document = read_document(path, str(name_or_path) if path == Path(name_or_path) else path.name)
    if document.faults or not document.complete:
        raise ScenarioError(document.faults)
    if wanted not in document.content:
        missing = Finding((wanted,), "required key is missing", "", "add it")
        raise ScenarioError([document.fault(missing)])
    both = (EXPERIMENT, ARMS, SWEEP, FACTORS)
    findings = chain(keys_of((), document.content, both, ()), check(document.content))
    faults = [document.fault(finding) for finding in findings]
    if faults:
        raise ScenarioError(faults)
    return make(document)


def _check_arms(content: Row) -> Iterator[Finding]:
    head = content.get(EXPERIMENT, {"id": "-"})
    yield from rows_at((EXPERIMENT,), head)
    if isinstance(head, dict):
        yield from keys_of((EXPERIMENT,), head, HEAD_KEYS, ())
        for key, value in head.items():
            yield from text_at((EXPERIMENT, key), value)
    arms = content[ARMS]
    yield from rows_at((ARMS,), arms)
    if isinstance(arms, dict):
        if len(arms) > MOST_ARMS:
            yield Finding((ARMS,), f"given {len(arms)} arms", f"allowed: at most {MOST_ARMS}")
        for name, arm in arms.items():
            yield from _check_arm((ARMS, name), arm)


def _check_arm(path: KeyPath, arm: Value) -> Iterator[Finding]:
    yield from _id_at(path)
    yield from rows_at(path, arm)
    if not isinstance(arm, dict):
        return
    yield from keys_of(path, arm, ARM_KEYS, ("title",))
    for key in ("title", "note"):
        yield from text_at((*path, key), arm.get(key, "-"))
    overlays = arm.get("overlays", ())
    if isinstance(overlays, tuple):
        for at, name in enumerate(overlays):
            yield from text_at((*path, "overlays", at), name)
    else:
        yield Finding((*path, "overlays"), f"given {describe(overlays)}", "allowed: a list")
    for key in ("changes", "policies", "figures"):
        if key in arm:
            yield from rows_at((*path, key), arm[key])
    for key, check in (("policies", text_at), ("figures", _figure_at)):
        rows = arm.get(key)
        for name, value in rows.items() if isinstance(rows, dict) else ():
            yield from check((*path, key, name), value)


def _id_at(path: KeyPath) -> Iterator[Finding]:
    """Find an id that could not be the name of a file."""
    name = str(path[-1])
    if not name.isascii() or not name.replace("-", "a").replace("_", "a").isalnum():
        yield Finding(path, f"given {describe(name)}", _ID, at_key=True)


def _figure_at(path: KeyPath, value: Value) -> Iterator[Finding]:
    yield from number_at(path, value, -LARGEST, LARGEST)


def _made_arms(document: Document) -> Arms:
    head = _row(document.content.get(EXPERIMENT))
    arms = (_arm(document, name, _row(arm)) for name, arm in _row(document.content[ARMS]).items())
    id_, title, question = (str(head.get(key, "")) for key in HEAD_KEYS)
    return Arms(id_, title, question, tuple(arms))


def _arm(document: Document, name: str, row: Row) -> Arm:
    changes, overlays = row.get("changes"), row.get("overlays", ())
    at = (ARMS, name)
    return Arm(
        id=name,
        title=str(row["title"]),
        overlays=tuple(map(str, overlays)) if isinstance(overlays, tuple) else (),
        changes=Layer(document, (*at, "changes"), changes) if isinstance(changes, dict) else None,
        policies={actor: str(policy) for actor, policy in _row(row.get("policies")).items()},
        figures={figure: _real(value) for figure, value in _row(row.get("figures")).items()},
        row=Layer(document, at, dict(row)),
    )


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
    for name, factor in _row(factors).items():
        check = _check_values if design in (GRID, LIST) else _check_spread
        yield from check((FACTORS, name), factor)
    if design == LIST:
        yield from _of_one_length(_row(factors))


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
        yield from _figure_at((*path, "values", at), value)


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
        yield from _figure_at((*path, key), factor.get(key, 0))
    if is_number(low) and is_number(high) and not _real(low) < _real(high):
        yield Finding((*path, "high"), f"given {describe(high)}", f"allowed: above {_real(low):g}")


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
    head = _row(document.content[SWEEP])
    factors = tuple(
        _factor(name, factor) for name, factor in _row(document.content[FACTORS]).items()
    )
    points, seed = (int(_real(head.get(key, least))) for key, least in (("points", 0), ("seed", 1)))
    return Sweep(str(head["design"]), factors, points, seed)


def _factor(name: str, row: Value) -> Factor:
    if not isinstance(row, dict):
        return Factor(name)
    if "distribution" in row:
        return Factor(name, distribution=Distribution.model_validate(row["distribution"]))
    if "values" in row:
        return Factor(name, values=_values(row))
    low, high = _real(row["low"]), _real(row["high"])
    return Factor(name, distribution=Distribution(kind="uniform", low=low, high=high))


def _values(row: Value) -> tuple[float, ...]:
    values = row.get("values") if isinstance(row, dict) else ()
    return tuple(map(_real, values)) if isinstance(values, tuple) else ()


def _real(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _row(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}
