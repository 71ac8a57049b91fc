"""The decision of all rivals at once: propose, project, compare sets, choose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter

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
from race_agents.rivals.proposals import Hands, Proposed, proposals
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
    entries = _entries(found)
    kept, worth, fits = _weighed(entries, seen, outlook, minds.taste, years, data)
    chosen = chosen_set(worth, fits, uniform, table.difficulty.tau.value)
    placed = _laid(found, entries, kept, chosen, playing)
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


@dataclass(frozen=True, eq=False)
class _Entries:
    """All proposals where they are made, one after the other; 1 in 12 of (proposals, seats, R).

    Attributes:
        on: where they are made, (proposals, seats, R); `place` which entry that is, 0 elsewhere.
        gain, money: (entries,); `slots` (proposals,).
        values: parameters, (entries, parameters).
    """

    on: Flags
    place: Whole
    gain: Gain
    money: Floats
    slots: Floats
    values: Floats


def _entries(found: tuple[Proposed, ...]) -> _Entries:
    on = np.stack([one.on for one in found])
    place = np.zeros(on.shape, dtype=np.int64)
    place[on] = np.arange(np.count_nonzero(on))
    made = [np.flatnonzero(one.on) for one in found]

    def of(part: Callable[[Proposed], Floats]) -> Floats:
        return np.concatenate([part(one).take(at) for one, at in zip(found, made, strict=True)])

    return _Entries(
        on,
        place,
        Gain(**{name: of(attrgetter(f"gain.{name}")) for name in GAINS}),
        of(attrgetter("money")),
        np.array([float(one.slots) for one in found]),
        np.concatenate([one.values.swapaxes(1, 2)[one.on] for one in found]),
    )


def _alone(entries: _Entries, outlook: Outlook, taste: Taste, years: int) -> Floats:
    """Return what each proposal is worth alone where it is made, (proposals, seats, R)."""
    _, seat, column = np.nonzero(entries.on)
    mine = Outlook(**{name: values[seat, column] for name, values in vars(outlook).items()})
    liked = Taste(**{name: values[seat, column] for name, values in vars(taste).items()})
    worth = np.zeros(entries.on.shape)
    worth[entries.on] = utility(mine, entries.gain, liked, years)
    return worth


def _weighed(
    entries: _Entries, seen: Seen, outlook: Outlook, taste: Taste, years: int, data: RivalData
) -> tuple[Whole, Floats, Flags]:
    """Return the proposals kept, the worth of their sets, and which of these fit."""
    kept = best_alone(_alone(entries, outlook, taste, years), entries.on)
    count = len(kept)
    if count < KEPT:
        kept = np.concatenate([kept, np.repeat(kept[:1], KEPT - count, axis=0)])
    valid = np.take_along_axis(entries.on, kept, axis=0)
    valid[count:] = False
    entry = np.take_along_axis(entries.place, kept, axis=0)
    of = {name: values[entry] for name, values in vars(entries.gain).items()}
    joined = {name: sums(values) for name, values in of.items() if name != "after"}
    weight = np.abs(of["pool"]) + np.abs(of["growth"]) + 1e-9
    joined["after"] = sums(of["after"] * weight) / np.maximum(sums(weight), 1e-12)
    worth = data.habits.sharpness * utility(outlook, Gain(**joined), taste, years)
    purse = np.maximum(seen["money"], 0.0) * (1.0 - data.habits.spare)
    slots, money = entries.slots[kept], entries.money[entry]
    fits = allowed(valid, slots, money, most_slots=float(SLOTS), purse=purse)
    return kept, worth, fits


def _laid(
    found: tuple[Proposed, ...], entries: _Entries, kept: Whole, chosen: Whole, playing: Flags
) -> Placed:
    """Return the cards of the chosen sets."""
    placed = nothing_placed(*chosen.shape)
    order = np.array([one.order for one in found])
    used = np.zeros(chosen.shape, dtype=np.int64)
    rows, columns = np.indices(chosen.shape)
    for place in range(KEPT):
        member = np.array([place in one for one in SETS])[chosen] & playing[:, None]
        which = kept[place]
        at = np.minimum(used, CARDS - 1)
        card = np.where(member, order[which], placed.order[rows, at, columns])
        placed.order[rows, at, columns] = card
        given = entries.values[entries.place[which, rows, columns]]
        before = placed.values[rows, at, :, columns]
        placed.values[rows, at, :, columns] = np.where(member[..., None], given, before)
        used = used + member
    return placed


__all__ = ["NO_ORDER", "Decision", "decide", "outlook_of"]
