"""A run of the core as it passes: keeps what the screens need of each year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from race.base.arrays import Flags, Floats
from race.engine.figures import Path, actor_speed, year_figures
from race.rules.block import Block
from race.world.state import State


@dataclass(frozen=True, eq=False)
class Year:
    """The end of a year: the state, and the figures of every actor, (actors, R) and (R,)."""

    year: int
    state: State
    figures: Mapping[str, Floats]


@dataclass(eq=False)
class Chronicle:
    """The years of a run so far, of its first replicate."""

    block: Block
    years: list[Year] = field(default_factory=list)
    _times: list[float] = field(default_factory=list)
    _speeds: list[Floats] = field(default_factory=list)
    _models: list[Floats] = field(default_factory=list)

    @property
    def actors(self) -> tuple[str, ...]:
        """Return the ids of countries, then of companies."""
        return (*self.block.world.countries, *self.block.world.companies)

    def see(self, state: State) -> None:
        """Take in the state at the start or after a step."""
        self._times.append(state.time)
        self._speeds.append(actor_speed(state))
        self._models.append(state.capability.max(axis=0))
        steps = self.block.world.calendar.steps_per_year
        if state.step % steps == 0:
            speed = np.stack(self._speeds)
            path = Path(np.array(self._times), speed, speed.max(axis=1), np.stack(self._models))
            self.close(state, path)

    def close(self, state: State, path: Path) -> None:
        """Take in the state at the start or after a year, and the path that led there."""
        year = round(state.time) - (1 if state.step else 0)
        self.years.append(Year(year, state, year_figures(state, self.block, path)))

    def sold(self) -> Flags:
        """Return which chips are sold to which buyers, (buyers, chips)."""
        offers = self.block.world.offers
        sold: Flags = offers.table(offers.sold)[..., 0] > 0.0
        return sold

    def licence(self) -> Floats:
        """Return the class of each chip for each buyer, (buyers, chips): free 0 to denied 3."""
        table: Floats = self.block.world.offers.table(self.years[-1].state.licence)[..., 0]
        return table

    def until(self, end: int) -> Chronicle:
        """Return the first `end` years ends."""
        return Chronicle(self.block, self.years[:end])

    def figure(self, name: str, actor: str, back: int = 0) -> float:
        """Return a figure of an actor at the last year's end, or so many years before."""
        values = self.years[-1 - back].figures[name]
        return float(values[self.actors.index(actor), 0])

    def drawn(self, name: str) -> float:
        """Return a drawn parameter."""
        return float(self.block.parameters[name][0])
