"""Levies on chips that a licence lets through: what a state takes of their price.

A duty comes on top of the price and is paid by the buyer (section 232, January 2026, source L20); a
share of sales is given up by the seller (the licences of July 2025, source L17). Both fall on what
goes under case-by-case review to the destinations of the measures in force, and go to the treasuries
of the states that issued these.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from race.base.arrays import Flags, Floats, at, over_first, ratio, some
from race.rules.block import Block
from race.rules.calendar_events import in_force, middle
from race.rules.classification import Outcome
from race.scenario.models.measures import EFFECTS
from race.world.state import State

_DUTY, _SHARE = EFFECTS.index("duty"), EFFECTS.index("sales_share")


class Levies(NamedTuple):
    """Shares of the price of every offer, (offers, R): on top of it, and out of it."""

    duty: Floats
    sales_share: Floats


def levies(licence: Floats, effects: Floats, block: Block) -> Levies | None:
    """Return the levies under these licences and effects of measures; None where there are none."""
    levied = np.maximum(effects[[_DUTY, _SHARE]], 0.0)
    if not some(levied):
        return None
    host = block.world.offer_host
    reviewed = licence == float(Outcome.CASE_BY_CASE)
    duty, share = (at(one, host) * reviewed for one in levied)
    return Levies(duty, np.minimum(share, 1.0))


class Levied(NamedTuple):
    """The levies under some licences and effects of measures, kept while these hold.

    Attributes:
        issuers: for each of the two levies who gets it: a country, and its part of what is paid at
            each destination, (countries, R).
    """

    licence: Floats
    effects: Floats
    levies: Levies | None
    issuers: tuple[tuple[tuple[int, Floats], ...], ...]


def levied(licence: Floats, effects: Floats, active: Flags, period: int, block: Block) -> Levied:
    """Return the levies under licences and effects of the measures `active` (measures, R)."""
    found = levies(licence, effects, block)
    parties = tuple(_issuers(one, active, period, block) for one in (_DUTY, _SHARE))
    return Levied(licence, effects, found, parties)


def levied_of(state: State, block: Block) -> Levied:
    """Return the levies in a state: those that were worked out with its licences, if they hold."""
    kept: Levied | None = state.licence_basis and state.licence_basis.levied
    if kept and kept.licence is state.licence and kept.effects is state.measure_effects:
        return kept
    moment = middle(state, block)
    active, period = in_force(state, moment), block.rulebook.period(moment)
    return levied(state.licence, state.measure_effects, active, period, block)


def treasuries(duty: Floats, given_up: Floats, state: State, block: Block) -> Floats:
    """Return what states get of the levies paid at each destination, (countries, R), in BUSD.

    `duty` and `given_up` (countries, R) are what was taken at a destination. Where several measures
    levy there, each issuer has the part that its measure adds.
    """
    gained = np.zeros(duty.shape)
    issuers = levied_of(state, block).issuers
    for taken, parties in zip((duty, given_up), issuers, strict=True):
        for issuer, part in parties:
            gained[issuer] += over_first(part * taken)
    return gained


def _issuers(
    effect: int, active: Flags, period: int, block: Block
) -> tuple[tuple[int, Floats], ...]:
    """Return who levies by an effect, and the part of each destination's that its measure adds."""
    book = block.rulebook
    rows = dict(book.strengths_by_effect).get(effect, book.strength_measures[:0])
    measures = book.strength_measures[rows]
    reached = book.destination[period][measures].astype(np.float64)
    size = np.maximum(block.strengths[rows], 0.0) * at(active, measures)
    whole = over_first(reached[..., None] * size[:, None])
    return tuple(
        (int(book.issuer[measures[row]]), reached[row][:, None] * ratio(size[row], whole))
        for row in np.flatnonzero(size.any(axis=1)).tolist()
    )
