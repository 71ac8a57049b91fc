"""Pools: how fast an actor can train, from its sites, fabric, team and availability.

Training time T = C / (N x peak16 x MFU x A); MFU falls by 0.03 for each fourfold number of chips
above 4,096 (a fit to the reported utilisation of runs on 2,000 to 25,000 chips, source E1); a new
team begins at 0.21 (YaLM-100B, source E1) and makes good three quarters of the rest in three large
runs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.base.arrays import Flags, Floats, Whole, pick, pick_second, ratio
from race.rules.block import Block
from race.world.state import State

TERA = 1e12
H100E_TOPS = 1979.0
FLOP_PER_TERA = TERA
_LOG4 = float(np.log(4.0))
CHIPS_TERM, PEAK_TERM, USE_TERM, AVAILABILITY_TERM = range(4)


@dataclass(frozen=True, eq=False)
class Sites:
    """The clusters of all buyers, each (buyers, slots, R)."""

    chips: Floats
    """Chips that work as one cluster."""
    peak: Floats
    """Dense 16-bit peak of one chip, FLOP/s."""
    use: Floats
    """Model FLOP utilisation."""
    availability: Floats
    """Share of the time in which the run advances, (buyers, 1, R)."""

    @property
    def speed(self) -> Floats:
        """Return useful FLOP/s of each cluster."""
        return self.chips * self.peak * self.use * self.availability


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


def site_figures(state: State, block: Block) -> Sites:
    """Return the terms of speed of every site that is open, as its owner can use it."""
    world, p = block.world, block.parameters
    held = np.maximum(state.site_chip, 0)
    is_open: Flags = (world.sites.opens <= state.time + world.calendar.step_years)[..., None]
    chips = cluster_chips(state, held, block) * is_open
    team = state.team[world.buyer_company]
    fabric = block.inputs["buyer.mfu"] * state.fabric_gain[world.buyer_company]
    tuned = np.minimum(fabric[:, None, :] * pick(block.inputs["chip.mfu"], held), 1.0)
    use = utilisation(
        chips, tuned, team[:, None, :], p["training.mfu.new_team"], p["training.mfu.decline"]
    )
    up = availability(team, p["training.availability.low"], p["training.availability.high"])
    peak = pick(state.chip_peak16, held) * TERA
    return Sites(chips, peak, use, up[:, None, :])


def cluster_chips(state: State, held: Whole, block: Block) -> Floats:
    """Return the chips of each site that work as one cluster, (buyers, slots, R).

    A named cluster is one; of the rest the largest cluster is a share of all that its owner has,
    of one type.
    """
    world = block.world
    h100e = state.site_chips * pick(state.chip_peak8, held) / H100E_TOPS
    fleet = world.buyers_by_company.total(h100e.sum(axis=1))[world.buyer_company]
    most = block.inputs["company.cluster_share"][world.buyer_company] * fleet
    part = np.minimum(1.0, ratio(most[:, None, :], h100e))
    return np.where(world.sites.whole[..., None], state.site_chips, state.site_chips * part)


def site_h100e(state: State) -> Floats:
    """Return the installed H100e of every site, (buyers, slots, R), 8-bit convention."""
    held = np.maximum(state.site_chip, 0)
    return state.site_chips * pick(state.chip_peak8, held) / H100E_TOPS


def fleet_h100e(state: State, block: Block) -> Floats:
    """Return the installed H100e of every company, (companies, R)."""
    by_buyer = site_h100e(state).sum(axis=1)
    return block.world.buyers_by_company.total(by_buyer)


def own_pools(state: State, block: Block) -> tuple[Floats, Floats, Floats]:
    """Return the fastest own pool of each company.

    Speed (companies, R); its terms (4, companies, R): chips, peak, utilisation, availability; and
    the speed of all its clusters together (companies, R).
    """
    world = block.world
    sites = site_figures(state, block)
    speed = sites.speed
    fastest, site = _fastest_site(speed, block)
    held = fastest > 0.0
    parts = [
        np.where(held, pick(_flat(part, speed), site), rest)
        for part, rest in (
            (sites.chips, 0.0),
            (sites.peak, 1.0),
            (sites.use, 1.0),
            (sites.availability, 1.0),
        )
    ]
    terms = np.stack(parts)
    return fastest, terms, world.buyers_by_company.total(speed.sum(axis=1))


def _fastest_site(speed: Floats, block: Block) -> tuple[Floats, Whole]:
    """Return the speed of each company's fastest site and its flat number, (companies, R).

    Home before branches where two are equal; the last site for a company without any.
    """
    flat = speed.reshape(-1, block.width)
    none = np.zeros((1, block.width))
    numbers = block.world.company_sites
    speeds = np.concatenate([flat, none])[numbers]
    best = speeds.argmax(axis=1)
    fastest = pick_second(speeds, best)
    return fastest, np.minimum(numbers[np.arange(len(numbers))[:, None], best], len(flat) - 1)


def _flat(part: Floats, like: Floats) -> Floats:
    """Return a term of all sites as rows, (buyers x slots, R)."""
    return np.broadcast_to(part, like.shape).reshape(-1, like.shape[-1])
