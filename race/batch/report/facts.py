"""What the report of a batch says, as plain data: gaps, effects, compute, and whom they concern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from race.base.arguments import within
from race.base.arrays import Floats
from race.batch.reading import Batch
from race.batch.showing.countries import by_income, embargoed
from race.batch.showing.spread import quantile
from race.batch.stats.cells import by_replicate
from race.batch.stats.pairs import Effect, effect, variance_cut
from race.scenario.models.scenario import Scenario
from race.scenario.text.wording import unknown

GAP, YEARS, COMPUTE = "kilometres", "training_gap_years", "compute_h100e"
CLASSES = {
    "public_cloud_h100e": "public cloud",
    "private_h100e": "private",
    "national_h100e": "national",
}
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
SHOWN = 5
"""Countries of the pictures, the leader among them."""


class Bands(NamedTuple):
    """Quantiles over futures by year, (years,) each."""

    p10: Floats
    p25: Floats
    median: Floats
    p75: Floats
    p90: Floats


@dataclass(frozen=True, eq=False)
class Compared:
    """An arm held against the first one, by actor.

    Attributes:
        gap: effects on the gap in kilometres at the end of each year.
        cut: how many times pairing cuts the variance of the difference of the logarithm of the gap
            in the year that is asked about; NaN where a gap is 0 or infinite in some future.
    """

    arm: str
    gap: Mapping[str, Sequence[Effect]]
    cut: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Facts:
    """What there is to tell of a batch.

    Attributes:
        batch: where it comes from.
        scenario: the merged scenario of the first arm.
        year: the year that is asked about.
        actors: countries that are shown, the leader first.
        gap: quantiles of the gap in kilometres, by arm and actor.
        gap_years: the same in years.
        compute: quantiles of the compute owned, by arm and actor.
        world: medians of all countries' compute by year, by arm.
        classes: medians of compute by class, arm and actor in the year that is asked about.
        compared: every arm but the first, held against it by replicate.
        at_year: the gap in kilometres of every cell in that year, by arm and actor.
    """

    batch: Batch
    scenario: Scenario
    year: int
    actors: tuple[str, ...]
    gap: Mapping[str, Mapping[str, Bands]]
    gap_years: Mapping[str, Mapping[str, Bands]]
    compute: Mapping[str, Mapping[str, Bands]]
    world: Mapping[str, Floats]
    classes: Mapping[str, Mapping[str, Mapping[str, float]]]
    compared: Sequence[Compared]
    at_year: Mapping[str, Mapping[str, Floats]]

    @property
    def leader(self) -> str:
        """Return the country that leads."""
        return self.actors[0]

    @property
    def behind(self) -> tuple[str, ...]:
        """Return the countries that do not."""
        return self.actors[1:]

    @property
    def first(self) -> str:
        """Return the arm that the others are held against."""
        return self.batch.arms[0]

    @property
    def at(self) -> int:
        """Return the place of the year that is asked about."""
        return self.batch.years.index(self.year)

    def title_of(self, arm: str) -> str:
        """Return the title of an arm."""
        return self.batch.manifest.arm(arm).title

    def name_of(self, actor: str) -> str:
        """Return the name of a country."""
        return self.scenario.countries[actor].name


def gather(
    batch: Batch, scenario: Scenario, *, year: int | None = None, actors: Sequence[str] = ()
) -> Facts:
    """Work out what a report says.

    Args:
        batch: as it was read.
        scenario: of its first arm.
        year: that is asked about; the last one when None.
        actors: countries to show beside the leader; the usual ones when empty.

    Raises:
        InputError: a year or an actor that the batch does not have, or a damaged file.
    """
    year = batch.years[-1] if year is None else year
    within("--year", year, batch.years[0], batch.years[-1])
    chosen = _chosen(batch, scenario, actors)
    kilometres, years = batch.figure(GAP, chosen), batch.figure(YEARS, chosen)
    futures = {arm: by_replicate(batch, cube) for arm, cube in kilometres.items()}
    at = batch.years.index(year)
    countries = [name for name, row in scenario.countries.items() if not row.bloc]
    return Facts(
        batch=batch,
        scenario=scenario,
        year=year,
        actors=chosen,
        gap=_bands(kilometres, chosen),
        gap_years=_bands(years, chosen),
        compute=_bands(batch.figure(COMPUTE, chosen), chosen),
        world={
            arm: np.median(cube.sum(axis=1), axis=-1)
            for arm, cube in batch.figure(COMPUTE, countries).items()
        },
        classes=_classes(batch, chosen, at),
        compared=[
            _compared(arm, futures[arm], futures[batch.arms[0]], chosen[1:], at)
            for arm in batch.arms[1:]
        ],
        at_year={arm: dict(zip(chosen, cube[at], strict=True)) for arm, cube in kilometres.items()},
    )


def _chosen(batch: Batch, scenario: Scenario, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the leader, then those that were asked for, or else the usual ones."""
    known = [name for name in batch.actors if name in scenario.countries]
    for name in asked:
        if name not in known:
            raise unknown(f"--actors: no country '{name}' in this batch", name, known)
    speed = batch.figure("speed_flops", known)[batch.arms[0]][-1]
    leader = known[int(np.bincount(speed.argmax(axis=0)).argmax())]
    usual = [name for name in (*embargoed(scenario), *by_income(scenario)) if name in known]
    return tuple(dict.fromkeys([leader, *(asked or usual)]))[: max(SHOWN, len(asked) + 1)]


def _bands(cubes: Mapping[str, Floats], actors: Sequence[str]) -> dict[str, dict[str, Bands]]:
    """Return quantiles over the last axis of (years, actors, cells), by arm and actor."""
    found = {}
    for arm, cube in cubes.items():
        ordered = np.sort(cube, axis=-1)
        parts = [quantile(ordered, share) for share in SHARES]
        found[arm] = {
            actor: Bands(*(part[:, place] for part in parts)) for place, actor in enumerate(actors)
        }
    return found


def _classes(
    batch: Batch, actors: Sequence[str], at: int
) -> dict[str, dict[str, dict[str, float]]]:
    """Return medians of compute by class at one year, by arm and actor."""
    found: dict[str, dict[str, dict[str, float]]] = {
        arm: {actor: {} for actor in actors} for arm in batch.arms
    }
    for measure in CLASSES:
        for arm, cube in batch.figure(measure, actors).items():
            for place, actor in enumerate(actors):
                found[arm][actor][measure] = float(np.median(cube[at, place]))
    return found


def _compared(arm: str, gap: Floats, base: Floats, actors: Sequence[str], at: int) -> Compared:
    """Hold an arm against the first one; the first row of (years, actors, cells) is the leader."""
    rows = {actor: place + 1 for place, actor in enumerate(actors)}
    return Compared(
        arm=arm,
        gap={
            actor: [
                effect(one[place], other[place], f"{GAP} of {actor}")
                for one, other in zip(gap, base, strict=True)
            ]
            for actor, place in rows.items()
        },
        cut={actor: _cut(gap[at, place], base[at, place]) for actor, place in rows.items()},
    )


def _cut(values: Floats, other: Floats) -> float:
    """Return by how much pairing cuts the variance of the difference of logarithms."""
    both = np.stack([values, other])
    if both.shape[1] < 2 or not ((both > 0.0) & np.isfinite(both)).all():
        return float("nan")
    return variance_cut(np.log10(values), np.log10(other))
