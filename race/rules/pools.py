"""Pools: how fast an actor can train, from its sites, fabric, team and availability.

Training time T = C / (N x peak16 x MFU x A); MFU falls by 0.03 for each fourfold number of chips
above 4,096 (a fit to the reported utilisation of runs on 2,000 to 25,000 chips, source E1); a new
team begins at 0.21 (YaLM-100B, source E1) and makes good three quarters of the rest in three large
runs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats, Whole, at, flat
from race.rules.block import Block
from race.rules.site_kinds import as_rows, site_kinds
from race.world.state import State

TERA = 1e12
H100E_TOPS = 1979.0
_LEAST_H100E = 1e-9
_LOG4 = float(np.log(4.0))
CHIPS_TERM, PEAK_TERM, USE_TERM, AVAILABILITY_TERM = range(4)


@dataclass(frozen=True, eq=False)
class Clusters:
    """The clusters of all sites, each (buyers x slots, R), in the order of their buyers."""

    chips: Floats
    """Chips that work as one cluster."""
    peak: Floats
    """Dense 16-bit peak of one chip, FLOP/s."""
    use: Floats
    """Model FLOP utilisation."""
    speed: Floats
    """Useful FLOP/s of the cluster."""
    fleet: Floats
    """Installed H100e of each company, (companies, R), all its sites together."""


def utilisation(
    chips: Floats, tuned: Floats, team: Floats, new_team: Floats | float, decline: Floats | float
) -> Floats:
    """Return model FLOP utilisation of a cluster of so many chips; any common shape.

    `tuned` is the value of the fabric for a tuned team up to 4,096 chips, `team` 0 (new) to 1.
    """
    start = np.minimum(new_team, tuned)
    base = start + (tuned - start) * team
    beyond = np.log(np.maximum(chips, 4096.0) / 4096.0) / _LOG4
    return np.asarray(np.maximum(base - decline * beyond, 0.25 * base))


def availability(team: Floats, low: Floats | float, high: Floats | float) -> Floats:
    """Return the share of time a run advances: 0.75 for a new team, 0.95 with experience."""
    return np.asarray(low + (high - low) * team)


def clusters(state: State, up: Floats, block: Block) -> Clusters:
    """Return the terms of speed of every site that is open, as its owner can use it.

    `up` (companies, R) is the availability of the owners.
    """
    world, p = block.world, block.each["sites"]
    kinds = site_kinds(state)
    chips, fleet = cluster_chips(state, kinds, block)
    later = world.sites.opening_after(state.time + world.calendar.step_years)
    if len(later):
        chips[later] = 0.0
    fabric = block.inputs["buyer.mfu"] * at(state.fabric_gain, world.buyer_company)
    tuned = at(fabric, world.site_buyer) * block.inputs["chip.mfu"].take(kinds)
    use = utilisation(
        chips,
        np.minimum(tuned, 1.0),
        at(state.team, world.site_company),
        p["training.mfu.new_team"],
        p["training.mfu.decline"],
    )
    peak = (state.chip_peak16 * TERA).take(kinds)
    return Clusters(chips, peak, use, chips * peak * use * at(up, world.site_company), fleet)


def cluster_chips(state: State, kinds: Whole, block: Block) -> tuple[Floats, Floats]:
    """Return the chips of each site that work as one cluster, (buyers x slots, R).

    A named cluster is one; of the rest the largest cluster is a share of all that its owner has,
    of one type. With it comes what that is, the installed H100e of each company, (companies, R).
    """
    world = block.world
    per_chip = (state.chip_peak8 * (1.0 / H100E_TOPS)).take(kinds)
    chips = as_rows(state.site_chips)
    fleet = world.sites_by_company.total(chips * per_chip)
    most = at(block.inputs["company.cluster_share"] * fleet, world.site_company)
    most /= np.maximum(per_chip, _LEAST_H100E)
    most[world.sites.whole_rows] = np.inf
    return np.minimum(chips, most), fleet


def site_h100e(state: State) -> Floats:
    """Return the installed H100e of every site, (buyers, slots, R), 8-bit convention."""
    peak = state.chip_peak8.take(site_kinds(state)).reshape(state.site_chips.shape)
    return state.site_chips * peak / H100E_TOPS


def own_pools(state: State, block: Block) -> tuple[Floats, Floats, Clusters]:
    """Return the fastest own pool of each company, and the clusters among which it is.

    Speed (companies, R); its terms (4, companies, R): chips, peak, utilisation, availability. Home
    comes before branches where two are equal.
    """
    p, grouping = block.each["companies"], block.world.sites_by_company
    up = availability(state.team, p["training.availability.low"], p["training.availability.high"])
    every = clusters(state, up, block)
    leading, fastest = grouping.first_largest(every.speed)
    site = flat(leading)
    held = fastest > 0.0
    terms = np.array(
        [
            np.where(held, every.chips.take(site), 0.0),
            np.where(held, every.peak.take(site), 1.0),
            np.where(held, every.use.take(site), 1.0),
            np.where(held, up, 1.0),
        ]
    )
    return fastest, terms, every
