"""Whom measures cover: buyers for whom they say the same are taken together.

A measure covers a buyer by destination, by headquarters or by name. The seventy buyers of the
flagship fall into a dozen classes, and what a class may have is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.base.arrays import Codes, Flags, Whole
from race.world.world import World


@dataclass(frozen=True, eq=False)
class Coverage:
    """The classes of buyers in one period of group membership.

    Attributes:
        covered: by destination or headquarters, (measures, classes).
        strict, others: 1 where covered, with an arms-embargoed country as destination or home, and
            without one, (measures, classes, 1).
        listed: 1 where covered by name, (measures, classes, 1).
        offer: flat number, class x chips + chip, of each offer, (offers,).
    """

    covered: Flags
    strict: Codes
    others: Codes
    listed: Codes
    offer: Whole

    @property
    def classes(self) -> int:
        """Count the classes."""
        return int(self.covered.shape[1])


def coverage(world: World, destination: Flags, headquarters: Flags, entities: Flags) -> Coverage:
    """Return the classes of buyers.

    Args:
        world: the world.
        destination: which countries each measure names as destinations, (measures, countries).
        headquarters: and as seats, likewise.
        entities: which companies it lists, (measures, companies).
    """
    host, company = world.buyer_host, world.buyer_company
    home = world.company_country[company]
    embargoed = world.denied > 0.0
    covered = destination[:, host] | headquarters[:, home]
    listed = entities[:, company]
    strict = embargoed[host] | embargoed[home]
    alike = np.concatenate([covered, listed, strict[None, :]])
    _, first, class_of = np.unique(alike, axis=1, return_index=True, return_inverse=True)
    class_of = class_of.reshape(-1)
    offers = world.offers
    covered, listed, strict = covered[:, first], listed[:, first], strict[first]
    return Coverage(
        covered=covered,
        strict=(covered & strict)[..., None].view(np.int8),
        others=(covered & ~strict)[..., None].view(np.int8),
        listed=listed[..., None].view(np.int8),
        offer=class_of[offers.buyer] * len(world.chips) + offers.chip,
    )
