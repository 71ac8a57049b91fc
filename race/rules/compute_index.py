"""The compute index as arrays: how much is owned and hosted, in which class, in what clusters.

H100e count the 8-bit peak over 1,979 TOP/s (Epoch AI's convention). Chips of a site that is not
open yet are not counted. A country or bloc has what companies with headquarters there own; what
stands on its ground is given beside it.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, over_second, ratio
from race.rules.block import Block
from race.rules.pools import cluster_chips, site_h100e
from race.rules.site_kinds import site_kinds
from race.world.state import State
from race.world.world import World

CATEGORIES = ("public_cloud", "private", "national")


def open_h100e(state: State, block: Block) -> Floats:
    """Return the H100e in use at every site, (buyers, slots, R)."""
    is_open = block.world.sites.opens <= state.time + 1e-9
    return site_h100e(state) * is_open[..., None]


def owned(in_use: Floats, world: World) -> Floats:
    """Return the H100e of every company, (companies, R), from those of sites."""
    return world.buyers_by_company.total(over_second(in_use))


def hosted(in_use: Floats, world: World) -> Floats:
    """Return the H100e on the ground of every country, (countries, R), from those of sites."""
    return world.buyers_by_host.total(over_second(in_use))


def cluster_share(state: State, block: Block) -> Floats:
    """Return the part of every site that works as one cluster, (buyers, slots, R), 0 if empty."""
    chips, _ = cluster_chips(state, site_kinds(state), block)
    return ratio(chips.reshape(state.site_chips.shape), state.site_chips)


def largest_cluster(state: State, in_use: Floats, block: Block) -> Floats:
    """Return the H100e of the largest cluster that every company owns, (companies, R)."""
    largest = (in_use * cluster_share(state, block)).max(axis=1)
    return block.world.buyers_by_company.largest(largest)


def total_of_country(values: Floats, world: World) -> Floats:
    """Return the sum over the companies that count for each country or bloc, (countries, R)."""
    return over_second(_by_member(values, world))


def most_of_country(values: Floats, world: World) -> Floats:
    """Return the largest of the companies that count for each country or bloc, (countries, R)."""
    return np.asarray(_by_member(values, world).max(axis=1))


def by_category(in_companies: Floats, world: World) -> Floats:
    """Return what companies seated in each country own, by class, (categories, countries, R).

    Here a bloc has its own companies alone, so that the countries add up to the world.
    """
    kinds = [company.ownership for company in world.scenario.companies.values()]
    parts = []
    for category in CATEGORIES:
        of_kind = np.array([kind == category for kind in kinds], dtype=np.float64)
        parts.append(world.companies_by_country.total(in_companies * of_kind[:, None]))
    return np.stack(parts)


def _by_member(values: Floats, world: World) -> Floats:
    """Spread (companies, R) over members of countries, (countries, most, R), 0 past the last."""
    none = np.zeros((1, values.shape[-1]))
    return np.asarray(np.concatenate([values, none])[world.members])
