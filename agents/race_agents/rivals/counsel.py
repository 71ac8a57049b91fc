"""What the lines of the adviser would gain each seat, in the closed form that rivals reckon with."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from race.base.arrays import Flags, Floats
from race.play.counsel import OUT, Weighed
from race.play.game_state import GameState
from race.play.names import Names
from race.play.placing import legality
from race.play.rules import Table
from race.play.terms import holding, value
from race.scenario.game import MOST_PARAMETERS
from race.scenario.game_advice import GOAL, RIVAL, AdviceRow, shipped_advice
from race.scenario.game_rivals import Proposal, RivalData
from race_agents.rivals.aims import Aims
from race_agents.rivals.decide import outlook_of
from race_agents.rivals.personality import Minds
from race_agents.rivals.projection import Gain, Outlook, utility
from race_agents.rivals.proposals import proposed
from race_agents.rivals.seen import Seen


def weigh(
    game: GameState, table: Table, names: Names, playing: Flags, minds: Minds, data: RivalData
) -> dict[str, Weighed]:
    """Return what each line that holds would gain the seats `playing` (seats,), by line.

    It is the utility of the order that the line suggests alone, over the years that foresight
    shows, less that of doing nothing, and what the line is worth by itself. What is paid at once
    does not count: it is there to be spent on the objective.
    """
    seen = Seen(game, table, names)
    legal, _ = legality(game, table, names)
    numbers = {name: number for number, (name, _) in enumerate(table.orders)}
    aims = Aims(seen)
    outlook = outlook_of(seen, data, aims.short)
    years = int(table.difficulty.future_years)
    nothing = Gain(**{one.name: np.zeros(seen.shape) for one in fields(Gain)})
    still = utility(outlook, nothing, minds.taste, years)
    found = {}
    for line, rule in shipped_advice().advice.items():
        on = holding(rule.when, seen, seen.shape) & playing[:, None]
        gain = np.zeros(seen.shape)
        values = np.zeros((len(table.seats), MOST_PARAMETERS, table.width))
        if rule.order:
            number = numbers[rule.order]
            made = proposed(_as_proposal(rule), number, on & legal[number], seen, data, aims)
            if made is None:
                continue
            on = made.on & _affordable(made.money, made.gain.backing, outlook)
            paid = replace(made.gain, cost=np.zeros(seen.shape))
            gain = utility(outlook, paid, minds.taste, years) - still
            values = made.values
        if on.any():
            worth = gain + value(rule.worth, seen)
            found[line] = Weighed(np.where(on, worth, OUT), values, _numbers(rule, seen))
    return found


def _numbers(rule: AdviceRow, seen: Seen) -> dict[str, Floats]:
    """Return the figures of a line; of its rival the place, of the goal nothing."""
    return {
        name: np.broadcast_to(seen.rival() if text == RIVAL else value(text, seen), seen.shape)
        for name, text in rule.numbers.items()
        if text != GOAL
    }


def _affordable(money: Floats, backing: Floats, outlook: Outlook) -> Flags:
    return np.asarray((money <= outlook.money) & (backing + outlook.backing >= 0.0))


def _as_proposal(rule: AdviceRow) -> Proposal:
    return Proposal(when=rule.when, order=rule.order, settings=rule.settings)
