"""Installing: chips that wait are brought into use, one type of each buyer in each round.

The site is one that grows with the same type, else an empty one, else the one with least compute,
whose chips are retired if the waiting ones do enough more per kW. Where chips then still wait for
power, the site that does least per kW gives up chips for them.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags, Floats, Whole, at, flat, flat_second, some, sum_at
from race.rules.block import Block
from race.rules.site_kinds import as_rows
from race.world.state import State

EMPTY_CHIPS = 0.5
"""A site with less than half a chip is empty."""
_LEAST_CHIPS = 1e-3
"""Less is not installed: what rounding leaves of power brings no site into use."""
_SAME, _FREE = -2.0, -1.0
"""Ranks of a site of the waiting type and of an empty one; others rank by their compute."""


def install(state: State, kinds: Whole, block: Block, rounds: int) -> State:
    """Move chips from stock to sites, in so many rounds; `kinds` are the types of the sites."""
    yard = _Yard(state, kinds, block)
    for _ in range(rounds):
        if not yard.install_one_type():
            break
    shape = state.site_chips.shape
    return state.evolve(
        site_chips=yard.chips.reshape(shape),
        site_chip=yard.kind.reshape(shape),
        stock=yard.stock,
        retired=yard.retired,
    )


class _Yard:
    """Sites and stocks while they change. Figures of sites are (buyers x slots, R)."""

    def __init__(self, state: State, kinds: Whole, block: Block) -> None:
        self._shape = state.site_chips.shape
        self._world = block.world
        self._gain = block.each["buyers"]["build.retirement_gain"]
        self._power_mw = state.power_mw
        self._peaks, self._mws = state.chip_peak16, state.chip_kw * 1e-3
        self._per_mws = self._peaks / np.maximum(self._mws, 1e-12)
        self._peak_of_offer = at(self._peaks, block.world.offers.chip)
        self.chips, self.stock = as_rows(state.site_chips).copy(), state.stock.copy()
        self.kind, self.retired = as_rows(state.site_chip).copy(), state.retired
        self._held = kinds.copy()
        """Where the type of each site stands in a table (chips, R)."""
        self._mw, self._peak = self._mws.take(self._held), self._peaks.take(self._held)

    def install_one_type(self) -> bool:
        """Install the waiting type with most compute of each buyer; tell whether anything moved."""
        offers = self._world.offers
        offer, _ = offers.by_buyer.first_largest(self.stock * self._peak_of_offer)
        chip, waiting = offers.chip.take(offer), flat(offer)
        kind = flat(chip)
        number, mw, peak = self.stock.take(waiting), self._mws.take(kind), self._peaks.take(kind)
        full = self.chips >= EMPTY_CHIPS
        place, rank = self._choose(kind, full)
        there, held = self.chips.take(place), self._held.take(place)
        held_mw, held_peak = self._mw.take(place), self._peak.take(place)
        better = peak * held_mw > self._gain * held_peak * mw
        replace = better & (rank >= 0.0) & (number >= 1.0)
        used = self._world.sites_by_buyer.total(self.chips * self._mw)
        free = np.maximum(self._power_mw - used, 0.0) + there * held_mw * replace
        wish = number * (replace | (rank < 0.0))
        fits = np.minimum(wish, free / np.maximum(mw, 1e-12))
        fits *= fits >= _LEAST_CHIPS
        placed = fits > 0.0
        old_place, old = self._room(wish - fits, kind, mw, place, full)
        out = there * (placed & (replace | (rank == _FREE)))
        self._retire(out, held, old, self._held.take(old_place))
        self.chips.reshape(-1)[place] = there - out + fits
        self.chips.reshape(-1)[old_place] -= old
        self.stock.reshape(-1)[waiting] = number - fits
        self._settle(place, placed, chip, kind)
        return some(placed) or some(old)

    def _choose(self, kind: Whole, full: Flags) -> tuple[Whole, Floats]:
        """Return the place of the slot for each buyer's type and its rank, (buyers, R)."""
        rank = np.where(full, self.chips * self._peak, _FREE)
        same = self._held == at(kind, self._world.site_buyer)
        same &= self.chips > 0.0
        np.putmask(rank, same, _SAME)
        rank[self._world.sites.fixed] = np.inf
        return self._lowest(rank)

    def _lowest(self, rank: Floats) -> tuple[Whole, Floats]:
        """Return the place of the site of lowest rank of each buyer and that rank, (buyers, R)."""
        place = flat_second(self._shape, rank.reshape(self._shape).argmin(axis=1))
        return place, rank.take(place)

    def _room(
        self, short: Floats, kind: Whole, mw: Floats, chosen: Whole, full: Flags
    ) -> tuple[Whole, Floats]:
        """Return what the least efficient sites give up for chips that wait, (buyers, R).

        The place of the site, and how many of its chips; none if it is the chosen one.
        """
        place, least = self._lowest(np.where(full, self._peak / self._mw, np.inf))
        gains = self._per_mws.take(kind) > self._gain * least
        need = short * mw / np.maximum(self._mw.take(place), 1e-12)
        return place, np.minimum(self.chips.take(place), need) * (gains & (place != chosen))

    def _retire(self, out: Floats, held: Whole, old: Floats, old_held: Whole) -> None:
        """Count chips that leave use by type; `held` and `old_held` are places in (chips, R)."""
        shape = self.retired.shape
        self.retired = self.retired + sum_at(out, held, shape) + sum_at(old, old_held, shape)

    def _settle(self, place: Whole, placed: Flags, chip: Whole, kind: Whole) -> None:
        """Note the types of sites that now hold another."""
        where, new = place[placed], kind[placed]
        self.kind.reshape(-1)[where] = chip[placed]
        self._held.reshape(-1)[where] = new
        self._mw.reshape(-1)[where] = self._mws.take(new)
        self._peak.reshape(-1)[where] = self._peaks.take(new)
