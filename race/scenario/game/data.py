"""All that the rules of play read of `scenarios/game`.

Sizes stand as `[low, value, high]`, all guesses unless a note says more: a size is drawn anew each
time from the triangle of the three, and a single number is certain. Terms and conditions are texts
in the language of `race.scenario.models.condition` over the names of `race.scenario.game.names`.
"""

from race.scenario.game.events import GameEvent
from race.scenario.game.orders import GameOrder
from race.scenario.game.parts import SizeField, Words
from race.scenario.game.seats import SeatRow
from race.scenario.game.settings import Difficulty, Source
from race.scenario.models.fields import Model, Table


class GameData(Model):
    """What the rules of play read: orders, events, seats and settings.

    Attributes:
        orders: what a seat may order, by id.
        events: what may happen, by id.
        seats: who may be played, by id.
        sources: sources of intelligence, by id.
        difficulty: settings to choose from, by id.
        reasons: why an order is not legal, by id.
        numbers: of the year's accounts and the like, by name.
    """

    orders: Table[GameOrder]
    events: Table[GameEvent]
    seats: Table[SeatRow]
    sources: Table[Source]
    difficulty: Table[Difficulty]
    reasons: Table[Words]
    numbers: Table[SizeField]
