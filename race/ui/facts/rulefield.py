"""The field of a rule: chips by performance and density, and the class that each falls into."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Codes, Flags
from race.rules.calendar_events import in_force
from race.rules.classification import METRICS
from race.rules.design import KEPT
from race.rules.export_control import clause_outcomes
from race.rules.politics import DENSE_FROM
from race.ui.facts.core import Chronicle

FREE, DENIED = 0, 3
EMBARGOED = 0
"""Row of outcomes for buyers under the arms embargo."""
TPP, DENSITY, DATA_CENTRE = (METRICS.index(name) for name in ("tpp", "density", "data_centre"))


@dataclass(frozen=True)
class ChipDot:
    """A chip on the field: TPP, density, its class now, free 0 to denied 3."""

    name: str
    tpp: float
    density: float
    now: int


@dataclass(frozen=True)
class Corner:
    """From a performance and a density on, a rule treats all chips alike; density 0 is any."""

    tpp: float
    density: float
    outcome: int = DENIED

    def holds(self, tpp: float, density: float) -> bool:
        """Tell whether a chip lies there."""
        return tpp >= self.tpp and density >= self.density


@dataclass(frozen=True)
class Line:
    """The rule that is drawn: denied from a performance on, and dense chips from a third of it."""

    tpp: float
    density: float

    @property
    def corners(self) -> tuple[Corner, Corner]:
        """Give what it denies."""
        return Corner(DENSE_FROM * self.tpp, self.density), Corner(self.tpp, 0.0)

    def denies(self, tpp: float, density: float) -> bool:
        """Tell whether it denies a chip."""
        return any(corner.holds(tpp, density) for corner in self.corners)


@dataclass(frozen=True)
class RuleField:
    """Chips on sale in the world, and what rules say of them for the largest country under control.

    Attributes:
        force: what rules in force say of data-centre chips there by these two figures alone.
    """

    buyer: str
    chips: tuple[ChipDot, ...]
    force: tuple[Corner, ...] = ()

    def under(self, line: Line) -> dict[str, int]:
        """Return the class of each chip under one more rule."""
        return {
            chip.name: DENIED if line.denies(chip.tpp, chip.density) else chip.now
            for chip in self.chips
        }

    def way_round(self, line: Line) -> tuple[float, float] | None:
        """Return TPP and density of the fastest cut of a chip on sale that would stay free.

        Designers keep a share of the peak on the same die, so both figures shrink together.
        """
        cuts = (
            (share * chip.tpp, share * chip.density)
            for chip in self.chips
            for share in KEPT.tolist()
        )
        free = [cut for cut in cuts if not self._barred(line, *cut)]
        return max(free, default=None)

    def _barred(self, line: Line, tpp: float, density: float) -> bool:
        return line.denies(tpp, density) or any(one.holds(tpp, density) for one in self.force)


def staircase(corners: Sequence[Corner]) -> list[tuple[float, float]]:
    """Return the edge of the ground from corners on, as (tpp, density) from the top to the right end."""
    edge: list[tuple[float, float]] = []
    floor = math.inf
    for corner in sorted(corners, key=lambda one: (one.tpp, one.density)):
        if corner.density < floor:
            edge += [(corner.tpp, floor), (corner.tpp, corner.density)]
            floor = corner.density
    return [*edge, (math.inf, floor)] if edge else []


def rulefield_of_core(chronicle: Chronicle) -> RuleField:
    """Return the field of the last year's end."""
    world, state = chronicle.block.world, chronicle.years[-1].state
    book, country = chronicle.block.rulebook, _largest_denied(chronicle)
    if country < 0 or not book.draft_measures:
        return RuleField("", ())
    live = in_force(state, state.time)[:, 0] & book.destination[book.period(state.time), :, country]
    classes = _classes(chronicle, live)
    dots = []
    for n in np.flatnonzero(book.reach[book.draft_measures[0]]).tolist():
        tpp, density = (float(state.chip_metrics[m, n, 0]) for m in (TPP, DENSITY))
        if state.chip_launch[n, 0] <= state.time + 1.0 and tpp > 0.0:
            dots.append(ChipDot(world.chips[n], tpp, density, int(classes[n])))
    dots.sort(key=lambda c: -c.tpp)
    return RuleField(world.countries[country], tuple(dots), tuple(_corners(chronicle, live)))


def _largest_denied(chronicle: Chronicle) -> int:
    """Return the country under embargo with the most power for computers, -1 if there is none."""
    world, state = chronicle.block.world, chronicle.years[-1].state
    denied = np.flatnonzero(world.denied > 0.0)
    power = [float(state.power_mw[world.buyer_host == country, 0].sum()) for country in denied]
    return int(denied[np.argmax(power)]) if power else -1


def _classes(chronicle: Chronicle, live: Flags) -> Codes:
    """Return the strictest outcome of live measures for each chip, sold there or not, (chips,)."""
    block = chronicle.block
    said = clause_outcomes(chronicle.years[-1].state, block)[EMBARGOED, ..., 0]
    texts = np.array(block.rulebook.texts.numbers)
    binds = live[texts, None] & block.rulebook.reach[texts]
    return np.asarray((said * binds).max(axis=0, initial=FREE))


def _corners(chronicle: Chronicle, live: Flags) -> list[Corner]:
    """Return the clauses of live measures that ask for performance and density alone."""
    state, book = chronicle.years[-1].state, chronicle.block.rulebook
    ends = [*book.first_clause[1:].tolist(), len(book.lower)]
    others = [m for m in range(len(METRICS)) if m not in {TPP, DENSITY, DATA_CENTRE}]
    found = []
    for measure in np.flatnonzero(live).tolist():
        for clause in range(int(book.first_clause[measure]), ends[measure]):
            lower = state.clause_lower[clause, :, 0]
            outcome = int(book.outcomes[EMBARGOED, clause])
            plain = not np.isfinite(lower[others]).any() and book.upper[clause, DATA_CENTRE] > 1.0
            if plain and outcome > FREE and math.isfinite(lower[TPP]):
                found.append(Corner(float(lower[TPP]), max(float(lower[DENSITY]), 0.0), outcome))
    return found
