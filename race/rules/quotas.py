"""Quotas and caps: how much may go to a place under case-by-case review, in TPP.

A quota is a share of what the issuer's own buyers get in the same step (91 FR 1684 of 2026-01-15,
source L20). A cap is an amount for each destination in a period of years, counted down (the
framework of January 2025, 90 FR 4544, which was never in force: source L13).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from race.base.arrays import Flags, Floats, at, ratio, some
from race.rules.block import Block
from race.rules.calendar_events import in_force, middle
from race.rules.classification import Outcome
from race.world.state import State

_LONG_BEFORE = -1e6
"""Years: stands for never."""


class Limited(NamedTuple):
    """Deliveries within the limits, (offers, R), and the counts of those under review."""

    shipped: Floats
    quota_used: Floats
    cap_used: Floats


def within_quotas(shipped: Floats, state: State, block: Block) -> Limited:
    """Cut case-by-case deliveries to the quotas and caps of the measures in force; count them."""
    world, book, offers = block.world, block.rulebook, block.world.offers
    moment = middle(state, block)
    force = in_force(state, moment)
    quotas = [m for m in book.with_quota if some(force[m])]
    caps = [(row, m) for row, m in enumerate(book.with_cap) if some(force[m])]
    used = _counted_anew(state, moment, block) if caps else state.cap_used
    case = state.licence == float(Outcome.CASE_BY_CASE)
    if not (quotas or caps) or not some(case):
        return Limited(shipped, state.quota_used, used)
    places = book.destination[book.period(moment)]
    tpp = shipped * at(state.chip_metrics[0], offers.chip)
    by_host = world.buyers_by_host.total(offers.by_buyer.total(tpp))
    reviewed = world.buyers_by_host.total(offers.by_buyer.total(tpp * case))
    room, counts = reviewed, np.zeros(reviewed.shape, dtype=np.bool_)
    for measure in quotas:
        covered = places[measure][:, None] & force[measure]
        allowed = by_host[book.issuer[measure]] * book.quota_share[measure]
        room = np.where(covered, np.minimum(room, allowed), room)
        counts |= covered
    for row, measure in caps:
        covered = places[measure][:, None] & force[measure]
        left = np.maximum(book.country_total[measure] - used[row], 0.0)
        room = np.where(covered, np.minimum(room, left), room)
    scale = np.where(reviewed > 0.0, ratio(room, reviewed), 1.0)
    shipped = shipped * np.where(case, at(at(scale, world.buyer_host), offers.buyer), 1.0)
    delivered = reviewed * scale
    if caps:
        used = used.copy()
        for row, measure in caps:
            used[row] += delivered * (places[measure][:, None] & force[measure])
    return Limited(shipped, state.quota_used + delivered * counts, used)


def _counted_anew(state: State, moment: float, block: Block) -> Floats:
    """Return what is used of each cap, (caps, countries, R), 0 where a new period begins."""
    book, caps = block.rulebook, list(block.rulebook.with_cap)
    since = np.maximum(moment - state.measure_effective[caps], _LONG_BEFORE)
    period = book.country_period[caps][:, None]
    step = block.world.calendar.step_years
    begins: Flags = np.floor(since / period) > np.floor((since - step) / period)
    begins &= in_force(state, moment)[caps]
    return np.where(begins[:, None, :], 0.0, state.cap_used)
