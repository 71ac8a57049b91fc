"""Whom measures cover: buyers for whom they say the same are taken together.

A measure covers a buyer by destination, by headquarters or by name. The seventy buyers of the
flagship fall into a dozen classes, and what a class may have is worked out once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.base.arrays import Flags, Whole
from race.world.world import World


@dataclass(frozen=True, eq=False)
class Coverage:
    """The classes of buyers in one period of group membership.

    Attributes:
        covered: by destination or headquarters, (measures, classes).
        listed: by name, (measures, classes).
        strict: where an arms-embargoed country is destination or home, (classes,).
        offer: flat number, class x chips + chip, of each offer, (offers,).
    """

    covered: Flags
    listed: Flags
    strict: Flags
    offer: Whole


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
    return Coverage(
        covered=covered[:, first],
        listed=listed[:, first],
        strict=strict[first],
        offer=class_of[offers.buyer] * len(world.chips) + offers.chip,
    )
