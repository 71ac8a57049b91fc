"""Invariants watched after every stage: those of the state, and those of the stage itself.

A stage may not bring a chip to a buyer for whom it is denied or not offered, unless it is the grey
market; and deliveries under case-by-case review stay within the quotas in force.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from race.base.arrays import Flags, Floats
from race.base.errors import RunError
from race.engine.step import Watch
from race.rules.block import Block
from race.rules.calendar_events import in_force, middle
from race.rules.classification import Outcome
from race.world.invariants import RELATIVE, check, installed, money_total
from race.world.state import State
from race.world.world import World

GREY = "grey_market"
SHIPS = "market"
SLACK_CHIPS = 1e-6
_SHOWN = 5


def watch_invariants(block: Block) -> Watch:
    """Return a watch that raises as soon as a stage breaks what must always hold.

    The sum of money is taken before the first stage that it sees. The watch raises RunError with
    the step, the stage, and each broken invariant with its actor or chip and its replicate.
    """
    money: list[Floats] = []
    checked: list[State | None] = [None]

    def watch(stage: str, before: State, after: State) -> None:
        if not money:
            money.append(money_total(before))
        faults = check(after, block.world, money[0], block.first, before=checked[0])
        checked[0] = after
        if not faults:
            faults = list(step_faults(stage, before, after, block))
        if faults:
            more = f" (and {len(faults) - _SHOWN} more)" if len(faults) > _SHOWN else ""
            text = "; ".join(faults[:_SHOWN])
            raise RunError(f"step {before.step}, stage {stage}: {text}{more}")

    return watch


def step_faults(stage: str, before: State, after: State, block: Block) -> Iterator[str]:
    """Yield what a stage did that no stage, or not this one, may do."""
    if stage != GREY:
        yield from _reached(before, after, block)
    if stage == SHIPS:
        yield from _over_quota(before, after, block)
        yield from _over_cap(after, block)


def forbidden(state: State, block: Block) -> Flags:
    """Return which chips a buyer may not get on the open market, (buyers, chips, R)."""
    offers = block.world.offers
    return offers.table((state.licence < float(Outcome.DENIED)) * offers.sold) <= 0.0


def _reached(before: State, after: State, block: Block) -> Iterator[str]:
    """Yield buyers with more of a forbidden chip than before: on the way, in stock, at sites.

    What is on the way may only fall, and the whole may not grow.
    """
    moved = after.transit is not before.transit or after.stock is not before.stock
    if not moved and after.site_chips is before.site_chips:
        return
    barred = forbidden(after, block)
    had, has = (_held(state, block.world) for state in (before, after))
    shipped = block.world.offers.table(after.transit - before.transit) * barred
    held = (has - had) * barred
    slack = SLACK_CHIPS + RELATIVE * had
    for what, rise in (("is shipped", shipped), ("gets", held)):
        wrong = ~(rise <= slack)
        if wrong.any():
            buyer, chip, replicate = (int(i) for i in np.argwhere(wrong)[0])
            yield (
                f"licences: {block.world.buyers[buyer]} {what} {rise[buyer, chip, replicate]:.15g} "
                f"{block.world.chips[chip]}, denied or not offered to it, "
                f"replicate {block.first + replicate}"
            )


def _held(state: State, world: World) -> Floats:
    return world.offers.table(state.transit + state.stock) + installed(state, world)


def _over_cap(after: State, block: Block) -> Iterator[str]:
    """Yield places that got more TPP under review than a cap allows in its period."""
    book, countries = block.rulebook, block.world.countries
    for row, measure in enumerate(book.with_cap):
        most = float(book.country_total[measure])
        over = after.cap_used[row] > most * (1.0 + RELATIVE) + SLACK_CHIPS
        if over.any():
            host, replicate = (int(i) for i in np.argwhere(over)[0])
            yield (
                f"caps: {book.ids[measure]} allows {most:.15g} TPP to {countries[host]}, "
                f"shipped {after.cap_used[row, host, replicate]:.15g}, "
                f"replicate {block.first + replicate}"
            )


def _over_quota(before: State, after: State, block: Block) -> Iterator[str]:
    """Yield places to which more TPP went under review than the quota leaves of the issuer's own."""
    world, book = block.world, block.rulebook
    shipped = after.transit - before.transit + after.stock - before.stock
    tpp = shipped * after.chip_metrics[0][world.offers.chip]
    review = after.licence == float(Outcome.CASE_BY_CASE)
    by_host, reviewed = (
        world.buyers_by_host.total(world.offers.by_buyer.total(one)) for one in (tpp, tpp * review)
    )
    moment = middle(after, block)
    binding, period = in_force(after, moment), book.period(moment)
    for measure in np.flatnonzero(np.isfinite(book.quota_share)):
        most = by_host[book.issuer[measure]] * book.quota_share[measure]
        covered = book.destination[period, measure][:, None] & binding[measure]
        over = covered & (reviewed > most + RELATIVE * by_host.sum(axis=0) + SLACK_CHIPS)
        if over.any():
            host, replicate = (int(i) for i in np.argwhere(over)[0])
            yield (
                f"quotas: {book.ids[measure]} leaves {most[replicate]:.15g} TPP to "
                f"{world.countries[host]}, shipped {reviewed[host, replicate]:.15g}, "
                f"replicate {block.first + replicate}"
            )
