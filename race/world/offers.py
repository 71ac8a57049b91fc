"""The pairs of a buyer and a chip that can ever meet, as one axis.

Most chips are not offered to most buyers: clouds keep their own designs, variants are cut for one
market, designs under an embargo are sold at home. Goods, orders and licences are kept for the pairs
that remain, 2 in 5 of the flagship's; what a table (buyers, chips, R) would hold beside is nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from race.base.arrays import Flags, Floats, Grouping, Whole


@dataclass(frozen=True, eq=False)
class Offers:
    """The offers in the order of their buyers, each buyer's in the order of the chips.

    Attributes:
        buyer, chip: of each offer, (offers,).
        sold: 1 where the chip is sold to the buyer, 0 where it can only come by a grey route,
            (offers, 1).
        at_home: 1 where the chip is designed in the buyer's home, (offers, 1).
        by_buyer, by_chip: sums over the offers of a buyer or of a chip.
        place: where each pair stands among the offers, -1 if nowhere, (buyers, chips).
    """

    buyer: Whole
    chip: Whole
    sold: Floats
    at_home: Floats
    by_buyer: Grouping
    by_chip: Grouping
    place: Whole

    @cached_property
    def by_route_alone(self) -> Whole:
        """Return the places of the offers that only a grey route can bring."""
        return np.flatnonzero(self.sold[:, 0] <= 0.0)

    @cached_property
    def home(self) -> Whole:
        """Return the places of the offers of chips designed in the buyer's home."""
        return np.flatnonzero(self.at_home[:, 0] > 0.0)

    def on_sale(self, values: Floats) -> Floats:
        """Return (offers, R) with 0 where the chip is not sold to the buyer."""
        if not len(self.by_route_alone):
            return values
        values = values.copy()
        values[self.by_route_alone] = 0.0
        return values

    def __len__(self) -> int:
        """Count the offers."""
        return len(self.buyer)

    def table(self, values: Floats) -> Floats:
        """Spread (offers, R) over all pairs, (buyers, chips, R), 0 where there is no offer."""
        out = np.zeros((*self.place.shape, values.shape[-1]))
        out[self.buyer, self.chip] = values
        return out


def list_offers(sellable: Floats, at_home: Floats, by_route: Flags) -> Offers:
    """Return the offers: what is sold to a buyer, and what grey routes can bring it.

    All arguments (buyers, chips): `sellable` and `at_home` 1 or 0, `by_route` flags.
    """
    offered = (sellable > 0.0) | by_route
    offered[~offered.any(axis=1), 0] = True  # every buyer has a row, be it one of nothing
    buyer, chip = np.nonzero(offered)
    place = np.full(offered.shape, -1, dtype=np.int64)
    place[buyer, chip] = np.arange(len(buyer))
    return Offers(
        buyer=buyer,
        chip=chip,
        sold=sellable[buyer, chip][:, None],
        at_home=at_home[buyer, chip][:, None],
        by_buyer=Grouping(buyer.tolist(), offered.shape[0]),
        by_chip=Grouping(chip.tolist(), offered.shape[1]),
        place=place,
    )
