"""What the lines of the adviser would gain each seat, in the closed form that rivals reckon with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from race.base.arrays import Flags, Floats, Whole, some
from race.play.names import Names
from race.play.names.terms import holding, value
from race.play.orders.placing import legality
from race.play.playing.counsel import OUT, Weighed
from race.play.state.game_state import GameState
from race.play.state.placed import NO_ORDER
from race.play.state.table import Table
from race.scenario.game.advice import AIM, GOAL, ORDER, RIVAL, AdviceRow, shipped_advice
from race.scenario.game.orders import MOST_PARAMETERS
from race.scenario.game.rivals import Proposal, RivalData
from race_agents.rivals.aims import Aims
from race_agents.rivals.decide import outlook_of
from race_agents.rivals.personality import Minds
from race_agents.rivals.projection import Gain, Outlook, utility
from race_agents.rivals.proposals import Hands, Proposed, proposals, proposed
from race_agents.rivals.seen import Seen

LEAST_AIM = 0.01
"""Decades that an order has to bring the objective nearer to be advised for its sake."""


def weigh(
    game: GameState, table: Table, names: Names, playing: Flags, minds: Minds, data: RivalData
) -> dict[str, Weighed]:
    """Return what each line that holds would gain the seats `playing` (seats,), by line.

    It is the utility of the order that the line suggests alone, over the years that foresight
    shows, less that of doing nothing, and what the line is worth by itself. What is paid at once
    does not count: it is there to be spent on the objective.
    """
    seen = Seen(game, table, names)
    hands = Hands(playing, minds.archetypes, legality(game, table, names)[0])
    aims = Aims(seen)
    outlook = outlook_of(seen, data, aims.short)
    years = int(table.difficulty.future_years)
    nothing = Gain(**{one.name: np.zeros(seen.shape) for one in fields(Gain)})
    still = utility(outlook, nothing, minds.taste, years)
    holding_lines: dict[str, tuple[Flags, _Best]] = {}
    for line, rule in shipped_advice().advice.items():
        on = holding(rule.when, seen, seen.shape) & playing[:, None]
        if not some(on):
            continue
        best = _best(_suggested(rule, on, seen, hands, data, aims), on, outlook)
        on = best.order != NO_ORDER if rule.order else on
        if some(on):
            holding_lines[line] = on, best
    if not holding_lines:
        return {}
    gained = utility(outlook, _free_of_cost(holding_lines.values()), minds.taste, years) - still
    found = {}
    for gain, (line, (on, best)) in zip(gained, holding_lines.items(), strict=True):
        rule = shipped_advice().advice[line]
        worth = np.where(on, (gain if rule.order else 0.0) + value(rule.worth, seen), OUT)
        found[line] = Weighed(worth, best.order, best.values, _numbers(rule, seen))
    return found


def _free_of_cost(lines: Iterable[tuple[Flags, _Best]]) -> Gain:
    """Return what the orders of lines bring, (lines, seats, R), but for what is paid at once."""
    gains = [replace(best.gain, cost=np.zeros(best.order.shape)) for _, best in lines]
    return Gain(
        **{one.name: np.stack([getattr(g, one.name) for g in gains]) for one in fields(Gain)}
    )


def _suggested(
    rule: AdviceRow, on: Flags, seen: Seen, hands: Hands, data: RivalData, aims: Aims
) -> list[Proposed]:
    """Return the orders that a line may suggest: its own, or those that serve the objective."""
    if rule.order == AIM:
        found = proposals(seen, hands, data, aims)
        return [replace(one, on=one.on & (one.gain.aim > LEAST_AIM)) for one in found]
    numbers = {name: number for number, (name, _) in enumerate(seen.table.orders)}
    if rule.order not in numbers:
        return []
    number = numbers[rule.order]
    as_rule = Proposal(when=rule.when, order=rule.order, settings=rule.settings)
    made = proposed(as_rule, number, on & hands.legal[number], seen, data, aims)
    return [] if made is None else [made]


@dataclass(frozen=True, eq=False)
class _Best:
    """The order suggested: its number or `NO_ORDER`, parameters and gain."""

    order: Whole
    values: Floats
    gain: Gain


def _best(suggested: Sequence[Proposed], on: Flags, outlook: Outlook) -> _Best:
    """Return of the orders that can be paid the one that brings the objective nearest."""
    order = np.full(on.shape, NO_ORDER)
    values = np.zeros((on.shape[0], MOST_PARAMETERS, on.shape[1]))
    gain = {one.name: np.zeros(on.shape) for one in fields(Gain)}
    most = np.full(on.shape, -np.inf)
    for one in suggested:
        aim = np.minimum(one.gain.aim, outlook.short)
        better = one.on & on & _affordable(one.money, one.gain.backing, outlook) & (aim > most)
        most = np.where(better, aim, most)
        order = np.where(better, one.order, order)
        values = np.where(better[:, None], one.values, values)
        gain = {key: np.where(better, getattr(one.gain, key), old) for key, old in gain.items()}
    return _Best(order, values, Gain(**gain))


def _numbers(rule: AdviceRow, seen: Seen) -> dict[str, Floats]:
    """Return the figures of a line; of its rival the place, of what is put in words nothing."""
    return {
        name: np.broadcast_to(seen.rival() if text == RIVAL else value(text, seen), seen.shape)
        for name, text in rule.numbers.items()
        if text not in (GOAL, ORDER)
    }


def _affordable(money: Floats, backing: Floats, outlook: Outlook) -> Flags:
    return np.asarray((money <= outlook.money) & (backing + outlook.backing >= 0.0))
