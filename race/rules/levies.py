"""Levies on chips that a licence lets through: what a state takes of their price.

A duty comes on top of the price and is paid by the buyer (section 232, January 2026, source L20); a
share of sales is given up by the seller (the licences of July 2025, source L17). Both fall on what
goes under case-by-case review to the destinations of the measures in force, and go to the treasuries
of the states that issued these.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from race.base.arrays import Floats, at, ratio
from race.rules.block import Block
from race.rules.calendar_events import in_force, middle
from race.rules.classification import Outcome
from race.scenario.measures import EFFECTS
from race.world.state import State

_DUTY, _SHARE = EFFECTS.index("duty"), EFFECTS.index("sales_share")


class Levies(NamedTuple):
    """Shares of the price of every offer, (offers, R): on top of it, and out of it."""

    duty: Floats
    sales_share: Floats


def levies(licence: Floats, effects: Floats, block: Block) -> Levies | None:
    """Return the levies under these licences and effects of measures; None where there are none."""
    levied = np.maximum(effects[[_DUTY, _SHARE]], 0.0)
    if not levied.any():
        return None
    host = block.world.offer_host
    reviewed = licence == float(Outcome.CASE_BY_CASE)
    duty, share = (at(one, host) * reviewed for one in levied)
    return Levies(duty, np.minimum(share, 1.0))


def levies_of(state: State, block: Block) -> Levies | None:
    """Return the levies in a state."""
    return levies(state.licence, state.measure_effects, block)


def treasuries(duty: Floats, given_up: Floats, state: State, block: Block) -> Floats:
    """Return what states get of the levies paid at each destination, (countries, R), in BUSD.

    `duty` and `given_up` (countries, R) are what was taken at a destination. Where several measures
    levy there, each issuer has the part that its measure adds.
    """
    book = block.rulebook
    active = at(in_force(state, middle(state, block)), book.strength_measures)
    reached = book.destination[book.period(middle(state, block))][book.strength_measures]
    gained = np.zeros(duty.shape)
    for effect, taken in ((_DUTY, duty), (_SHARE, given_up)):
        rows = np.flatnonzero([kind == effect for _, kind, _ in book.strengths])
        size = np.maximum(block.strengths[rows], 0.0) * active[rows]
        whole = np.einsum("sc,sr->cr", reached[rows].astype(np.float64), size)
        for row, part in zip(rows, size, strict=True):
            issuer = book.issuer[book.strength_measures[row]]
            gained[issuer] += (reached[row][:, None] * ratio(part, whole) * taken).sum(axis=0)
    return gained
