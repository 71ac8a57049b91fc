"""Sets of orders: which of the proposals are laid down together, within slots and money.

Of each seat's proposals the five that gain most alone are kept, and all their sets are compared; the
choice is by utility with noise (tau x Gumbel), drawn whether or not there is a choice.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from race.base.arrays import Flags, Floats, Whole

KEPT = 5
SETS: tuple[tuple[int, ...], ...] = tuple(
    chosen for size in range(KEPT) for chosen in combinations(range(KEPT), size)
)
"""All sets of at most four of the five kept proposals; the first is to do nothing."""
MEMBERS: Floats = np.array([[float(k in chosen) for k in range(KEPT)] for chosen in SETS])
OUT = -1e12


def best_alone(gains: Floats, proposed: Flags) -> Whole:
    """Return the places of the proposals that gain most alone, (KEPT, seats, R).

    `gains` and `proposed` are (proposals, seats, R); earlier proposals win ties.
    """
    ranked = np.where(proposed, gains, OUT)
    return np.argsort(-ranked, axis=0, kind="stable")[:KEPT]


def sums(values: Floats) -> Floats:
    """Return sums over the members of each set: (KEPT, seats, R) to (sets, seats, R)."""
    total = np.zeros((len(SETS), *values.shape[1:]))
    for member, value in zip(MEMBERS.T, values, strict=True):
        total += member[:, None, None] * value
    return total


def allowed(
    kept: Flags, slots: Floats, money: Floats, *, most_slots: float, purse: Floats
) -> Flags:
    """Tell which sets can be laid down: all members proposed, within slots and purse.

    `kept`, `slots` and `money` are (KEPT, seats, R), `purse` (seats, R).
    """
    missing = sums((~kept).astype(float)) > 0.0
    return np.asarray(~missing & (sums(slots) <= most_slots) & (sums(money) <= purse))


def chosen_set(worth: Floats, fits: Flags, uniform: Floats, tau: Floats | float) -> Whole:
    """Return the number of the set that each seat chooses, (seats, R).

    `worth`, `fits` and `uniform` are (sets, seats, R); doing nothing always fits.
    """
    gumbel = -np.log(-np.log(uniform))
    fits = fits.copy()
    fits[0] = True
    return np.asarray(np.where(fits, worth + tau * gumbel, OUT).argmax(axis=0))
