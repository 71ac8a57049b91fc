"""The decision of all rivals at once: propose, project, compare sets, choose."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from race.base.arrays import Flags, Floats, Whole
from race.play.names import Names
from race.play.orders.placing import legality
from race.play.state.game_state import GameState
from race.play.state.placed import CARDS, NO_ORDER, SLOTS, Placed, nothing_placed
from race.play.state.table import Table
from race.scenario.game.rivals import RivalData
from race_agents.rivals.aims import Aims
from race_agents.rivals.bundles import KEPT, SETS, allowed, best_alone, chosen_set, sums
from race_agents.rivals.personality import Minds
from race_agents.rivals.projection import Gain, Outlook, Taste, utility
from race_agents.rivals.proposals import Hands, Proposed, proposals, stacked
from race_agents.rivals.seen import Seen

STREAM = "rival.choice"
GAINS = tuple(one.name for one in fields(Gain))
UNKNOWN_SPREAD = 0.3


@dataclass(frozen=True, eq=False)
class Decision:
    """What rivals placed, and what they weighed.

    Attributes:
        placed: their cards.
        proposed: all proposals, in the order of their first axis elsewhere.
        kept: places of the proposals compared, (KEPT, seats, R).
        worth: utility of each set, (sets, seats, R); `fits` where it could be laid down.
        chosen: number of the set, (seats, R).
    """

    placed: Placed
    proposed: tuple[Proposed, ...]
    kept: Whole
    worth: Floats
    fits: Flags
    chosen: Whole


def decide(
    game: GameState,
    table: Table,
    names: Names,
    playing: Flags,
    minds: Minds,
    data: RivalData,
) -> Decision:
    """Return the orders of the seats `playing` (seats,) at the start of a year.

    Every seat has the same number of draws, whether or not it plays.
    """
    seen = Seen(game, table, names)
    shape = seen.shape
    uniform = table.block.chance.uniform(STREAM, game.step, len(SETS) * shape[0])
    uniform = uniform.reshape(len(SETS), *shape)
    hands = Hands(playing, minds.archetypes, legality(game, table, names)[0])
    aims = Aims(seen)
    found = tuple(proposals(seen, hands, data, aims))
    if not found:
        empty = np.zeros((KEPT, *shape), dtype=np.int64)
        sets = np.zeros((len(SETS), *shape))
        none = np.zeros(shape, dtype=np.int64)
        placed = nothing_placed(shape[0], shape[1])
        return Decision(placed, (), empty, sets, sets > 0.0, none)
    outlook = outlook_of(seen, data, aims.short)
    # The year that begins counts in any case.
    years = 1 + round(table.difficulty.look_ahead_years.value)
    kept, worth, fits = _weighed(found, seen, outlook, minds.taste, years, data)
    chosen = chosen_set(worth, fits, uniform, table.difficulty.tau.value)
    placed = _laid(found, kept, chosen, playing, shape)
    return Decision(placed, found, kept, worth, fits, chosen)


def outlook_of(seen: Seen, data: RivalData, short: Floats) -> Outlook:
    """Return where all seats stand in their own eyes, `short` of their objectives."""
    habits, p = data.habits, seen.table.block.parameters
    own = np.log10(np.maximum(seen["pool"], 1e12))
    believed, spread = seen.strongest()
    behind = seen["ratio"] > 1.0
    ahead = np.log10(np.clip(seen["ratio"], 1.0, 1e12))
    rival = np.where(behind, own + ahead, np.minimum(believed, own))
    grown = seen["grown"]
    growth = np.log10(np.where(grown > 0.0, grown, 10.0**habits.usual_growth))
    record = np.log10(np.maximum(seen.game.state.published_flop.max(axis=0), 1e18))
    wide = np.ones(seen.shape)
    road = p["score.stride_m"] / p["score.plan_years"] / 1000.0
    return Outlook(
        own=own,
        rival=rival,
        spread=np.where(spread > 0.0, spread, UNKNOWN_SPREAD) * wide,
        own_growth=np.clip(growth, habits.slowest, habits.fastest),
        rival_growth=wide * habits.pool_growth,
        record=wide * record,
        record_growth=wide * habits.record_growth,
        money=np.maximum(seen["money"], 0.0),
        income=np.maximum(seen["income"], 0.05),
        backing=seen["backing"],
        trust=seen["trust"],
        risk=wide * seen["world_risk"],
        road=wide * road,
        short=short,
    )


def _weighed(
    found: tuple[Proposed, ...],
    seen: Seen,
    outlook: Outlook,
    taste: Taste,
    years: int,
    data: RivalData,
) -> tuple[Whole, Floats, Flags]:
    """Return the proposals kept, the worth of their sets, and which of these fit."""
    gains = {name: stacked(found, name) for name in GAINS}
    on = np.stack([one.on for one in found])
    alone = utility(outlook, Gain(**gains), taste, years)
    kept = best_alone(alone, on)
    if len(kept) < KEPT:
        kept = np.concatenate([kept, np.repeat(kept[:1], KEPT - len(kept), axis=0)])
    valid = np.take_along_axis(on, kept, axis=0)
    valid[len(found) :] = False

    def of(values: Floats) -> Floats:
        return np.take_along_axis(values, kept, axis=0)

    joined = {name: sums(of(values)) for name, values in gains.items() if name != "after"}
    weight = np.abs(of(gains["pool"])) + np.abs(of(gains["growth"])) + 1e-9
    joined["after"] = sums(of(gains["after"]) * weight) / np.maximum(sums(weight), 1e-12)
    worth = data.habits.sharpness * utility(outlook, Gain(**joined), taste, years)
    slots = np.stack([np.full(seen.shape, float(one.slots)) for one in found])
    money = np.stack([one.money for one in found])
    purse = np.maximum(seen["money"], 0.0) * (1.0 - data.habits.spare)
    fits = allowed(valid, of(slots), of(money), most_slots=float(SLOTS), purse=purse)
    return kept, worth, fits


def _laid(
    found: tuple[Proposed, ...], kept: Whole, chosen: Whole, playing: Flags, shape: tuple[int, int]
) -> Placed:
    """Return the cards of the chosen sets."""
    seats, width = shape
    placed = nothing_placed(seats, width)
    order = np.array([one.order for one in found])
    values = np.stack([one.values for one in found])
    used = np.zeros(shape, dtype=np.int64)
    rows, columns = np.indices(shape)
    for place in range(KEPT):
        member = np.array([place in one for one in SETS])[chosen] & playing[:, None]
        which = kept[place]
        at = np.minimum(used, CARDS - 1)
        card = np.where(member, order[which], placed.order[rows, at, columns])
        placed.order[rows, at, columns] = card
        given = values[which, rows, :, columns]
        before = placed.values[rows, at, :, columns]
        placed.values[rows, at, :, columns] = np.where(member[..., None], given, before)
        used = used + member
    return placed


__all__ = ["NO_ORDER", "Decision", "decide", "outlook_of"]
