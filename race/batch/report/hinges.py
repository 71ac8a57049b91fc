"""What the gap hangs on: drawn figures in a plain batch, factors in a sweep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from race.base.arrays import Floats
from race.base.errors import InputError
from race.batch.reading import Batch
from race.batch.report.facts import Facts
from race.batch.report.words import of_what, quoted
from race.batch.running.work import ReadyArm
from race.batch.showing.spread import median
from race.batch.stats.cells import by_point, by_replicate
from race.batch.stats.interval import Interval, of_median
from race.batch.stats.pairs import ratios
from race.batch.stats.tornado import FEWEST, Bar, tornado
from race.engine.setup import drawn_figures, draws_of_futures
from race.scenario.experiments.experiment import GRID, LIST, MORRIS, SALTELLI
from race.scenario.models.values import Quantity

if TYPE_CHECKING:
    from race.batch.stats.morris import MorrisEffects
    from race.batch.stats.sobol import SobolIndices

TWO = 2
"""Arms of which the second has an effect that is the subject of the batch."""
NOT_YET = "No replicate is done at every point yet."


@dataclass(frozen=True, eq=False)
class Subject:
    """A measure of each future, and the figures that it hangs on.

    Attributes:
        name: for files: what, the arm and the actor.
        title: for people.
        actor: whose gap it is about.
        values: the measure, (cells,): kilometres, or a factor.
        is_factor: whether it is one gap over another.
        bars: the strongest first.
    """

    name: str
    title: str
    actor: str
    values: Floats
    is_factor: bool
    bars: Sequence[Bar]


@dataclass(frozen=True, eq=False)
class Hinges:
    """What gaps and effects of the year that is asked about hang on.

    Attributes:
        figures: every figure that can be drawn, for its unit, range and note.
        subjects: effects first where there are two arms, then gaps; none for too few futures.
        points: by actor, the median gap in kilometres at each point of a grid or list, under the
            first arm.
        indices: by actor, Sobol indices of the logarithm of the median gap under the first arm, or
            why there are none.
        effects: by actor, elementary effects of a morris sweep on the same, or why there are none.
    """

    figures: Mapping[str, Quantity]
    subjects: Sequence[Subject]
    points: Mapping[str, Sequence[Interval]]
    indices: Mapping[str, SobolIndices | str]
    effects: Mapping[str, MorrisEffects | str]


def hinges(facts: Facts, ready: ReadyArm) -> Hinges:
    """Work out what the gaps hang on.

    Raises:
        InputError: the batch was made with another version of the model.
    """
    batch = facts.batch
    try:
        figures = drawn_figures(ready.world, ready.book)
    except KeyError as error:
        raise InputError(
            f"{batch.folder}: made with another version of the model, whose scenarios have no "
            f"{error}; report it with that version, or run the batch again"
        ) from error
    gaps = {actor: facts.at_year[facts.first][actor] for actor in facts.behind}
    sweep = batch.manifest.sweep
    design = str(sweep["design"]) if sweep else ""
    return Hinges(
        figures=figures,
        subjects=[one for one in _subjects(facts, ready) if one.bars],
        points={a: _by_point(batch, gap, a) for a, gap in gaps.items()}
        if design in {GRID, LIST}
        else {},
        indices={a: _indices(batch, gap, a) for a, gap in gaps.items()}
        if design == SALTELLI
        else {},
        effects={a: _effects(batch, gap, a) for a, gap in gaps.items()} if design == MORRIS else {},
    )


def _subjects(facts: Facts, ready: ReadyArm) -> Iterator[Subject]:
    batch = facts.batch
    drawn = _drawn(batch, ready, sorted(set(batch.replicates)))
    arms, year = batch.arms, facts.year
    for actor in facts.behind if len(arms) == TWO else ():
        first, second = (facts.at_year[arm][actor] for arm in arms)
        title = f"What the effect on {of_what(facts.name_of(actor))} gap of {year} hangs on"
        values = ratios(second, first)
        bars = _bars(batch, drawn, values, title)
        yield Subject(f"effect-{actor.lower()}", title, actor, values, True, bars)
    for arm in arms:
        for actor in facts.behind:
            title = f"What {of_what(facts.name_of(actor))} gap of {year} hangs on"
            title += f", under {quoted(facts.title_of(arm))}" if len(arms) > 1 else ""
            values = facts.at_year[arm][actor]
            name = f"gap-{arm}-{actor.lower()}"
            bars = _bars(batch, drawn, values, title)
            yield Subject(name, title, actor, values, False, bars)


def _bars(batch: Batch, drawn: Mapping[str, Floats], values: Floats, title: str) -> list[Bar]:
    """Return bars of what replicates drew, and of a sweep's factors over its points.

    Those of too few replicates or points are left out.
    """
    place = np.unique(batch.numbers % len(batch.points))
    factors = {
        name: batch.points.values[place, column] for column, name in enumerate(batch.points.names)
    }
    parts = ((drawn, by_replicate(batch, values)), (factors, by_point(batch, values)))
    bars = [
        bar
        for figures, of in parts
        if figures and len(of) >= FEWEST
        for bar in tornado(figures, of, title)
    ]
    return sorted(bars, key=lambda bar: -abs(bar.correlation))


def draws_of(batch: Batch, ready: ReadyArm) -> dict[str, Floats]:
    """Return what each cell drew or was given, by name."""
    drawn = _drawn(batch, ready, batch.replicates)
    return drawn | {name: batch.at_point(name) for name in batch.points.names}


def _drawn(batch: Batch, ready: ReadyArm, replicates: Sequence[int]) -> dict[str, Floats]:
    """Return what replicates drew, or were given in place of it, by name."""
    drawn = draws_of_futures(ready.world, ready.book, batch.manifest.seed, replicates)
    held = {name: np.full(len(replicates), value) for name, value in ready.kept.figures.items()}
    return {name: row for name, row in (drawn | held).items() if name not in batch.points.names}


def _by_point(batch: Batch, gap: Floats, actor: str) -> list[Interval]:
    at = batch.numbers % len(batch.points)
    return [of_median(gap[at == point], f"gap of {actor}") for point in np.unique(at)]


def _indices(batch: Batch, gap: Floats, actor: str) -> SobolIndices | str:
    """Return the Sobol indices of a saltelli sweep, or a sentence why there are none."""
    response = _by_complete_point(batch, gap)
    if response is None:
        return NOT_YET
    from race.batch.stats.sobol import sobol_indices  # noqa: PLC0415  # SALib takes a second

    try:
        return sobol_indices(response, batch.points.names, f"log10 of the gap of {actor}")
    except InputError as error:
        return f"There are no indices: {error}."


def _effects(batch: Batch, gap: Floats, actor: str) -> MorrisEffects | str:
    """Return the elementary effects of a morris sweep, or a sentence why there are none."""
    response, sweep = _by_complete_point(batch, gap), batch.manifest.sweep or {}
    if response is None:
        return NOT_YET
    # SALib takes a second
    from race.batch.stats.morris import morris_effects, morris_points  # noqa: PLC0415

    names = batch.points.names
    walked = morris_points(names, int(sweep["points"]), int(sweep["seed"]))
    try:
        return morris_effects(response, walked, names, f"log10 of the gap of {actor}")
    except InputError as error:
        return f"There are no effects: {error}."


def _by_complete_point(batch: Batch, gap: Floats) -> Floats | None:
    """Return log10 of the median gap at each point over replicates that are done at all; or None."""
    count = len(batch.points)
    whole = np.unique(batch.numbers // count, return_counts=True)
    complete = whole[0][whole[1] == count]
    if not len(complete):
        return None
    rows = np.isin(batch.numbers // count, complete)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log10(median(gap[rows].reshape(-1, count).T)))
