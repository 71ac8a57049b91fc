"""The figures of a year end: who has how much compute, how far behind, and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats, ratio
from race.rules.block import Block
from race.rules.compute_index import (
    by_category,
    hosted,
    largest_cluster,
    most_of_country,
    open_h100e,
    owned,
    total_of_country,
)
from race.rules.gap import behind_years, catch_up_years, causes, kilometres, years_since
from race.world.state import State

CATCH_UP_YEARS = 2.0
"""Growth of the last two years is what `catch_up_years` carries on."""
MONTHS_PER_YEAR = 12.0
CAUSES = ("chips", "peak", "utilisation", "availability")


@dataclass(frozen=True)
class Figure:
    """What a figure means; `axis` is actors (countries, then companies), countries or world."""

    name: str
    axis: str
    unit: str
    doc: str


FIGURES = (
    Figure("compute_h100e", "actors", "H100e", "owned and in use, 8-bit convention"),
    Figure("largest_cluster_h100e", "actors", "H100e", "largest cluster owned"),
    Figure("rented_h100e", "actors", "H100e", "rented from others"),
    Figure("hosted_h100e", "countries", "H100e", "in use on the ground of the country"),
    Figure("public_cloud_h100e", "countries", "H100e", "owned by clouds seated there, blocs alone"),
    Figure("private_h100e", "countries", "H100e", "owned by private firms seated there"),
    Figure("national_h100e", "countries", "H100e", "owned by national programmes seated there"),
    Figure("speed_flops", "actors", "FLOP/s", "useful speed of the fastest pool"),
    Figure("training_gap_years", "actors", "years", "for the record run, less the leader's"),
    Figure("kilometres", "actors", "km", "the gap, one stride for each five-year plan"),
    Figure("behind_years", "actors", "years", "since the leader had no more than this"),
    Figure("catch_up_years", "actors", "years", "to the leader at the growth of two years"),
    Figure("ratio", "actors", "1", "the leader's speed over this one"),
    Figure("rank", "actors", "1", "by speed among countries, or among companies"),
    Figure("lag_months", "actors", "months", "since the best model was no better, by index points"),
    *(
        Figure(f"cause_{name}", "actors", "log10", "part of the ratio; the four add up to its log")
        for name in CAUSES
    ),
    Figure("largest_run_flop", "world", "FLOP", "largest run completed so far: the record"),
    Figure("largest_published_flop", "world", "FLOP", "largest run published in the year"),
    Figure("leader", "world", "index", "country with the fastest pool"),
    Figure("leader_company", "world", "index", "company with the fastest pool"),
    Figure("record_company", "world", "index", "company of the record run, -1 if before the start"),
)


@dataclass(frozen=True, eq=False)
class Path:
    """Speeds since the start, by which growth and lags are measured.

    Attributes:
        times: (T,), decimal years; the last is now.
        speed: (T, actors, R), countries first.
        leader: (T, R), speed of the fastest pool.
        best_model: (T, R), points of the best model on the capabilities index.
    """

    times: Floats
    speed: Floats
    leader: Floats
    best_model: Floats


def actor_speed(state: State) -> Floats:
    """Return the useful speed of every actor, (actors, R): countries first, then companies."""
    return np.concatenate([state.country_speed, state.company_speed])


def year_figures(state: State, block: Block, path: Path) -> dict[str, Floats]:
    """Return every figure of `FIGURES`: (actors, R), (countries, R) or (R,)."""
    figures = _compute(state, block) | _gaps(state, block, path) | _causes(state, block)
    figures["lag_months"] = _lag_months(state, block, path)
    figures["largest_run_flop"] = state.record_flop
    figures["largest_published_flop"] = state.year_flop.max(axis=0)
    figures["leader"] = state.country_speed.argmax(axis=0).astype(np.float64)
    figures["leader_company"] = state.company_speed.argmax(axis=0).astype(np.float64)
    figures["record_company"] = state.record_owner.astype(np.float64)
    return figures


def _compute(state: State, block: Block) -> dict[str, Floats]:
    world = block.world
    in_use = open_h100e(state, block)
    of_company, largest = owned(in_use, world), largest_cluster(state, in_use, block)
    public, private, national = by_category(of_company, world)
    rented = state.rented_h100e
    return {
        "compute_h100e": np.concatenate([total_of_country(of_company, world), of_company]),
        "largest_cluster_h100e": np.concatenate([most_of_country(largest, world), largest]),
        "rented_h100e": np.concatenate([total_of_country(rented, world), rented]),
        "hosted_h100e": hosted(in_use, world),
        "public_cloud_h100e": public,
        "private_h100e": private,
        "national_h100e": national,
    }


def _gaps(state: State, block: Block, path: Path) -> dict[str, Floats]:
    p = block.parameters
    speed, leader = path.speed[-1], path.leader[-1]
    gap = np.concatenate([state.country_gap, state.company_gap])
    countries = len(block.world.countries)
    return {
        "speed_flops": speed,
        "training_gap_years": gap,
        "kilometres": kilometres(gap, p["score.plan_years"], p["score.stride_m"]),
        "behind_years": behind_years(speed, path.leader, path.times),
        "catch_up_years": _catch_up(path),
        "ratio": np.where(speed > 0.0, ratio(np.broadcast_to(leader, speed.shape), speed), np.inf),
        "rank": np.concatenate([_rank(speed[:countries]), _rank(speed[countries:])]),
    }


def _catch_up(path: Path) -> Floats:
    """Carry on the growth of the last two years, or of the time since the start if shorter."""
    now = path.times[-1]
    earlier = int(np.searchsorted(path.times, now - CATCH_UP_YEARS - 1e-6))
    elapsed = now - path.times[earlier]
    if elapsed <= 0.0:
        return np.where(path.speed[-1] >= path.leader[-1], 0.0, np.inf)
    stretch = CATCH_UP_YEARS / elapsed
    own = _before(path.speed[-1], path.speed[earlier], stretch)
    leader = _before(path.leader[-1], path.leader[earlier], stretch)
    return catch_up_years(path.speed[-1], own, path.leader[-1], leader)


def _before(now: Floats, earlier: Floats, stretch: float) -> Floats:
    """Return the speed two years ago at the growth between an earlier moment and now."""
    return np.asarray(now * ratio(earlier, now) ** stretch)


def _rank(speed: Floats) -> Floats:
    """Return 1 for the fastest of (actors, R); equals share a rank."""
    ordered = np.sort(speed, axis=0)
    rank = np.empty_like(speed)
    for replicate in range(speed.shape[1]):
        slower = np.searchsorted(ordered[:, replicate], speed[:, replicate], side="right")
        rank[:, replicate] = 1.0 + len(speed) - slower
    return rank


def _causes(state: State, block: Block) -> dict[str, Floats]:
    """Split log10 of the ratio to the leader into the four terms of speed; inf without a pool."""
    best = state.company_speed.argmax(axis=0)
    leader = state.company_terms[:, best, np.arange(block.width)][:, None]
    terms = np.concatenate([state.country_terms, state.company_terms], axis=1)
    split = np.where(actor_speed(state) > 0.0, causes(terms, leader), np.inf)
    return {f"cause_{name}": part for name, part in zip(CAUSES, split, strict=True)}


def _lag_months(state: State, block: Block, path: Path) -> Floats:
    """Return months since the best model was no better than the actor's; inf for who has none."""
    own = np.concatenate([most_of_country(state.capability, block.world), state.capability])
    years = years_since(own, path.best_model, path.times)
    return np.where(own > 0.0, years * MONTHS_PER_YEAR, np.inf)
