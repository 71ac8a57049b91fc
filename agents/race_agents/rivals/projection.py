"""Closed form: what a set of orders would come to in the eyes of a seat, years ahead.

No engine and no draws: the own pool grows as it grew and by what the orders bring, the rival's as the
record grew; the gap follows from both. Everything is (..., seats, R).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats
from race.base.calendar import SECONDS_PER_YEAR

NEAREST_KM = 1e-5
LEAST_MARGIN_YEARS = 1e-3
QUANTILES = (-1.2816, 0.0, 1.2816)
"""The 10, 50 and 90 % points of a belief, in standard deviations."""
MOST_YEARS_OF_MONEY = 3.0


@dataclass(frozen=True, eq=False)
class Outlook:
    """Where a seat stands, as it sees it; each (seats, R).

    Attributes:
        own, rival: log10 of the fastest pools, FLOP/s; `spread` of the belief about the rival.
        own_growth, rival_growth: log10 a year.
        record: log10 FLOP of the record run; `record_growth` a year.
        money: BUSD at hand; `income`: BUSD a year.
        backing, trust, risk: points.
        road: kilometres of road for a year of gap, (R,).
        short: decades that the objective is away.
    """

    own: Floats
    rival: Floats
    spread: Floats
    own_growth: Floats
    rival_growth: Floats
    record: Floats
    record_growth: Floats
    money: Floats
    income: Floats
    backing: Floats
    trust: Floats
    risk: Floats
    road: Floats
    short: Floats


@dataclass(frozen=True, eq=False)
class Gain:
    """What orders bring, (..., seats, R); sums over the orders of a set.

    Attributes:
        pool: log10 added to the own pool; `growth`: a year, after `after` years.
        rival: log10 added to the rival's pool.
        cost: BUSD at once; `earned`: BUSD a year.
        backing, trust, risk: points.
        sight: log10 off the spread of the belief about the rival.
        aim: decades by which the objective comes nearer.
    """

    pool: Floats
    growth: Floats
    rival: Floats
    cost: Floats
    earned: Floats
    backing: Floats
    trust: Floats
    risk: Floats
    sight: Floats
    aim: Floats
    after: Floats


@dataclass(frozen=True, eq=False)
class Taste:
    """Weights of the seats, each (seats, R)."""

    gap: Floats
    margin: Floats
    money: Floats
    home: Floats
    law: Floats
    risk: Floats
    deny: Floats
    aim: Floats
    patience: Floats
    aversion: Floats


def utility(outlook: Outlook, gain: Gain, taste: Taste, years: int) -> Floats:
    """Return what a set of orders is worth to a seat over the next years, (..., seats, R)."""
    spread = np.maximum(outlook.spread - gain.sight, 0.0)
    rivals = [outlook.rival + z * spread for z in QUANTILES]
    totals = [np.zeros(gain.pool.shape) for _ in QUANTILES]
    weight = np.ones_like(outlook.own)
    points = (
        taste.home * np.clip(outlook.backing + gain.backing, 0.0, 100.0) / 100.0,
        taste.law * np.clip(outlook.trust + gain.trust, 0.0, 100.0) / 100.0,
        taste.risk * np.clip(outlook.risk + gain.risk, 0.0, 100.0) / 100.0,
    )
    for year in range(1, max(years, 1) + 1):
        worth = _year(outlook, gain, taste, rivals, points, year)
        totals = [total + weight * one for total, one in zip(totals, worth, strict=True)]
        weight = weight * taste.patience
    low, middle, high = totals
    mean = (low + middle + high) / 3.0
    square = ((low - mean) ** 2 + (middle - mean) ** 2 + (high - mean) ** 2) / 3.0
    # The objective is judged at the end: what serves it late serves it too.
    aimed = taste.aim * np.minimum(gain.aim, outlook.short)
    return np.asarray(mean - taste.aversion * np.sqrt(square) + aimed)


def _year(
    outlook: Outlook,
    gain: Gain,
    taste: Taste,
    rivals: Sequence[Floats],
    points: tuple[Floats, Floats, Floats],
    year: int,
) -> Iterator[Floats]:
    """Yield the utility of one year ahead with each of the pools that the rival may have.

    `points` are what backing, trust and risk are worth, the same in every year.
    """
    home, law, risk = points
    shown = np.clip(year - gain.after, 0.0, 1.0)
    own = outlook.own + outlook.own_growth * year + gain.pool * shown
    own = own + gain.growth * np.maximum(year - gain.after, 0.0)
    record = outlook.record + outlook.record_growth * year
    own_years = _years(record, own)
    rich = (outlook.money - gain.cost + gain.earned * year) / np.maximum(outlook.income, 1e-3)
    money = taste.money * np.minimum(rich, MOST_YEARS_OF_MONEY)
    for rival in rivals:
        other = rival + outlook.rival_growth * year + gain.rival * np.minimum(year, 1.0)
        other_years = _years(record, other)
        gap = np.maximum(own_years - other_years, 0.0) * outlook.road
        margin = np.maximum(other_years - own_years, 0.0)
        yield (
            -taste.gap * np.log10(gap + NEAREST_KM)
            + taste.margin * np.log10(margin + LEAST_MARGIN_YEARS)
            + money
            + home
            + law
            - risk
            - taste.deny * (other - outlook.rival)
        )


def _years(record: Floats, pool: Floats) -> Floats:
    """Return years that a pool needs for the record; both as log10."""
    return np.asarray(10.0 ** np.clip(record - pool, -300.0, 300.0) / SECONDS_PER_YEAR)
