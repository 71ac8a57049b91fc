"""Installing: chips that wait are brought into use, one type of each buyer in each round.

The site is one that grows with the same type, else an empty one, else the one with least compute,
whose chips are retired if the waiting ones do enough more per kW. Where chips then still wait for
power, the site that does least per kW gives up chips for them.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Flags, Floats, Whole, at, flat, flat_second, over_second
from race.rules.block import Block
from race.world.state import State

EMPTY_CHIPS = 0.5
"""A site with less than half a chip is empty."""
_LEAST_CHIPS = 1e-3
"""Less is not installed: what rounding leaves of power brings no site into use."""
_SAME, _FREE = -2.0, -1.0
"""Ranks of a site of the waiting type and of an empty one; others rank by their compute."""


def install(state: State, block: Block, rounds: int) -> State:
    """Move chips from stock to sites, in so many rounds."""
    yard = _Yard(state, block)
    for _ in range(rounds):
        if not yard.install_one_type():
            break
    return state.evolve(
        site_chips=yard.chips, site_chip=yard.kind, stock=yard.stock, retired=yard.retired
    )


class _Yard:
    """Sites and stocks while they change. Figures of sites are (buyers, slots, R)."""

    def __init__(self, state: State, block: Block) -> None:
        self.chips, self.kind = state.site_chips.copy(), state.site_chip.copy()
        self.stock, self.retired = state.stock.copy(), state.retired
        self._gain = block.parameters["build.retirement_gain"]
        self._fixed = block.world.sites.fixed
        self._power_mw = state.power_mw
        self._peaks, self._kws = state.chip_peak16, state.chip_kw
        self._offers = block.world.offers
        self._peak_of_offer = at(state.chip_peak16, self._offers.chip)
        self._per_kws = state.chip_peak16 / np.maximum(state.chip_kw, 1e-9)
        self._held = flat(np.maximum(self.kind, 0))
        """Where the type of each site stands in a table (chips, R)."""
        self._kw = state.chip_kw.take(self._held)
        self._peak = state.chip_peak16.take(self._held)

    def install_one_type(self) -> bool:
        """Install the waiting type with most compute of each buyer; tell whether anything moved."""
        offer = self._offers.by_buyer.first_largest(self.stock * self._peak_of_offer)
        chip = self._offers.chip.take(offer)
        kind, waiting = flat(chip), flat(offer)
        number, kw, peak = self.stock.take(waiting), self._kws.take(kind), self._peaks.take(kind)
        full = self.chips >= EMPTY_CHIPS
        slot, rank = self._choose(chip, full)
        place = flat_second(self.chips.shape, slot)
        there, held = self.chips.take(place), self._held.take(place)
        held_kw, held_peak = self._kw.take(place), self._peak.take(place)
        better = peak * held_kw > self._gain * held_peak * kw
        replace = better & (rank >= 0.0) & (number >= 1.0)
        used = over_second(self.chips * self._kw * 1e-3)
        free = np.maximum(self._power_mw - used, 0.0) + there * replace * held_kw * 1e-3
        wish = number * (replace | (rank < 0.0))
        fits = np.minimum(wish, free / np.maximum(kw, 1e-9) * 1e3)
        fits *= fits >= _LEAST_CHIPS
        placed = fits > 0.0
        short = wish - fits
        old_place, old = self._room(short, kind, kw, place, full)
        out = there * (placed & (replace | (rank == _FREE)))
        self._retire(out, held, old, self._held.take(old_place))
        self.chips.reshape(-1)[place] = there - out + fits
        self.chips.reshape(-1)[old_place] -= old
        self.stock.reshape(-1)[waiting] -= fits
        self._settle(place, placed, chip, kind)
        return bool(placed.any() or old.any())

    def _choose(self, chip: Whole, full: Flags) -> tuple[Whole, Floats]:
        """Return the slot for each buyer's type and its rank, (buyers, R)."""
        rank = self.chips * self._peak
        rank *= full
        rank -= ~full
        same = self.kind == chip[:, None, :]
        same &= self.chips > 0.0
        np.putmask(rank, same, _SAME)
        rank.reshape(-1, rank.shape[-1])[self._fixed] = np.inf
        slot = rank.argmin(axis=1)
        return slot, rank.take(flat_second(rank.shape, slot))

    def _room(
        self, short: Floats, kind: Whole, kw: Floats, chosen: Whole, full: Flags
    ) -> tuple[Whole, Floats]:
        """Return what the least efficient sites give up for chips that wait, (buyers, R).

        The place of the site, and how many of its chips; none if it is the chosen one.
        """
        rank = np.where(full, self._peak / self._kw, np.inf)
        place = flat_second(rank.shape, rank.argmin(axis=1))
        gains = self._per_kws.take(kind) > self._gain * rank.take(place)
        need = short * kw / np.maximum(self._kw.take(place), 1e-9)
        return place, np.minimum(self.chips.take(place), need) * (gains & (place != chosen))

    def _retire(self, out: Floats, held: Whole, old: Floats, old_held: Whole) -> None:
        """Count chips that leave use by type; `held` and `old_held` are places in (chips, R)."""
        size = self.retired.size
        count = np.bincount(held.reshape(-1), out.reshape(-1), size)
        count += np.bincount(old_held.reshape(-1), old.reshape(-1), size)
        self.retired = self.retired + count.reshape(self.retired.shape)

    def _settle(self, place: Whole, placed: Flags, chip: Whole, kind: Whole) -> None:
        """Note the types of sites that now hold another."""
        where, new = place[placed], kind[placed]
        self.kind.reshape(-1)[where] = chip[placed]
        self._held.reshape(-1)[where] = new
        self._kw.reshape(-1)[where] = self._kws.take(new)
        self._peak.reshape(-1)[where] = self._peaks.take(new)
