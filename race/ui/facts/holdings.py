"""What a seat holds at a year's end: chips by kind, owner and place, power, its fastest pool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Flags, Floats, Whole
from race.rules.pools import own_pools
from race.rules.training import rented_speed
from race.ui.facts.core import Chronicle
from race.world.state import State

ALIKE = 0.999
"""A pool is rented where what is rented reaches this part of its speed."""


@dataclass(frozen=True)
class Pool:
    """The fastest pool of a seat.

    Attributes:
        owner: company that trains on it.
        provider: company that lets it, empty for a pool of its own.
        speed: useful, FLOP/s; `terms` chips, peak, utilisation, availability make it.
    """

    owner: str
    provider: str
    speed: float
    terms: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Holdings:
    """A seat's own things: of a country, those of all companies at home, wherever they stand."""

    chronicle: Chronicle
    seat: str
    back: int = 0

    @property
    def state(self) -> State:
        """Give the state of the year's end."""
        return self.chronicle.years[-1 - self.back].state

    @property
    def companies(self) -> list[int]:
        """List the companies that count."""
        world = self.chronicle.block.world
        if self.seat in world.companies:
            return [world.companies.index(self.seat)]
        row = world.members[world.countries.index(self.seat)]
        return [int(one) for one in row if one < len(world.companies)]

    @property
    def _buyers(self) -> Flags:
        held: Flags = np.isin(self.chronicle.block.world.buyer_company, self.companies)
        return held

    def installed(self) -> Mapping[str, float]:
        """Return chips in halls by kind."""
        state, kinds = self.state, self.chronicle.block.world.chips
        kind = np.asarray(state.site_chip[self._buyers])[..., 0].ravel()
        count = np.asarray(state.site_chips[self._buyers])[..., 0].ravel()
        known = kind >= 0
        found = np.bincount(kind[known], weights=count[known], minlength=len(kinds))
        return dict(zip(kinds, found.tolist(), strict=True))

    def waiting(self) -> float:
        """Return chips in warehouses, which have no power yet."""
        offers = self.chronicle.block.world.offers
        return float(offers.by_buyer.total(self.state.stock)[self._buyers, 0].sum())

    def chips_by_place(self) -> Mapping[str, float]:
        """Return chips in halls by the country in which they stand."""
        world = self.chronicle.block.world
        return self._by(self.state.site_chips.sum(axis=1), world.buyer_host, world.countries)

    def power(self, column: Floats) -> Mapping[str, float]:
        """Return a column of buyers' power by owner, MW."""
        world = self.chronicle.block.world
        return self._by(column, world.buyer_company, world.companies)

    def _by(self, column: Floats, group: Whole, names: tuple[str, ...]) -> dict[str, float]:
        held = self._buyers
        found = np.bincount(group[held], weights=column[held, 0], minlength=len(names))
        return dict(zip(names, found.tolist(), strict=True))

    def rented_h100e(self) -> float:
        """Return what is rented from others, H100e."""
        return float(self.state.rented_h100e[self.companies, 0].sum())

    def pool(self) -> Pool:
        """Return the fastest pool."""
        world, state = self.chronicle.block.world, self.state
        speeds = state.company_speed[self.companies, 0]
        owner = self.companies[int(np.argmax(speeds))]
        terms = tuple(float(one) for one in state.company_terms[:, owner, 0])
        return Pool(
            world.companies[owner],
            self._provider(owner),
            float(state.company_speed[owner, 0]),
            terms,
        )

    def _provider(self, owner: int) -> str:
        """Return who lets the pool of a company, empty where it trains on its own clusters."""
        world, state, block = self.chronicle.block.world, self.state, self.chronicle.block
        renters = np.asarray(world.renters)
        if owner not in renters or state.rented[owner, 0] <= 0.0:
            return ""
        place = int(np.flatnonzero(renters == owner)[0])
        provider = np.asarray(world.company_provider)[renters]
        lent = own_pools(state, block)[0][provider]
        rented = rented_speed(state, lent, state.company_own[provider], block)[place, 0]
        is_rented = rented >= ALIKE * state.company_speed[owner, 0] > 0.0
        return world.companies[int(provider[place])] if is_rented else ""
