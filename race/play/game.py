"""The game: what the session, rivals and tournaments use of the rules.

A game is played for a block of replicates at once; the same code serves one person and thousands of
games. `Game` holds the rules and never changes; a `GameState` goes in and a new one comes out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats, Whole
from race.base.errors import InputError
from race.engine.setup import make_block
from race.engine.step import Watch, neutral_orders, take_step
from race.play.names import Names
from race.play.orders import placing
from race.play.orders.parameters import allowed
from race.play.stages.beginning import begin
from race.play.stages.beliefs import with_readings
from race.play.stages.carrying import carry_out
from race.play.stages.dials import seat_dials
from race.play.stages.events import answer, strike
from race.play.stages.moving import Pull, moved, pull_of, with_dials
from race.play.stages.year_end import (
    quarter_income,
    quarter_marks,
    scores,
    shown_models,
    verdicts,
    year_end,
)
from race.play.state.game_state import GameState, Happening
from race.play.state.layout import make_layout
from race.play.state.placed import Placed, nothing_placed
from race.play.state.play_state import NO_EVENT
from race.play.state.seats import make_seats
from race.play.state.table import Decide, Table, resting
from race.rules.block import Block
from race.rules.orders import Orders
from race.rules.rulebook import Rulebook
from race.rules.shocks import leak_strikes
from race.scenario.game.data import GameData
from race.scenario.game.names import QUANTITIES, SEAT_NAMES, WORLD_NAMES
from race.world.snapshot import digest
from race.world.state import State
from race.world.world import World

QUARTERS = 4


@dataclass(frozen=True, eq=False)
class SeatView:
    """What a seat may know.

    Attributes:
        own: its own figures, exact, by name of `SEAT_NAMES`, each (R,).
        public: what all know, by name, each (R,).
        targets: ids along the axis of beliefs: countries, then companies.
        median, spread, age: beliefs in log10, (quantities, targets, R).
        clash: 1 where sources disagree, (targets, R).
    """

    own: Mapping[str, Floats]
    public: Mapping[str, Floats]
    targets: tuple[str, ...]
    median: Floats
    spread: Floats
    age: Floats
    clash: Floats

    def belief(self, quantity: str, target: str) -> tuple[Floats, Floats]:
        """Return median and standard deviation of a quantity of a target, each (R,)."""
        row, column = QUANTITIES.index(quantity), self.targets.index(target)
        return self.median[row, column], self.spread[row, column]


PUBLIC_NAMES = (
    "year", "tension", "world_risk", "verification", "treaty_members", "record_growth", "scarcity",
    "open_lag_months", "rent_price", "rule_ahead", "rule_news", "no_capital", "coalition",
)  # fmt: skip


class Game:
    """The rules of one block of games.

    Args:
        world: the world of a scenario; `book` its measures.
        data: orders, events, seats.
        core: what actors without a seat in play decide, such as `race.api.decider(world)`.
        played: actors whose seats are held by a person or a rival.
        difficulty: id of a setting.
        seed: of all random numbers; `first` and `count` say which replicates.
        shown: how many replicates tell what happens.
    """

    def __init__(  # noqa: PLR0913 - a game is made of what is named here, by keyword
        self,
        world: World,
        book: Rulebook,
        data: GameData,
        core: Decide,
        *,
        played: Collection[str] = (),
        difficulty: str = "normal",
        seed: int = 1,
        first: int = 0,
        count: int = 2,
        shown: int = 0,
    ) -> None:
        """Make the rules ready.

        Raises:
            InputError: no such difficulty or seat, or the scenario has other steps than quarters.
        """
        if world.calendar.steps_per_year != QUARTERS:
            raise InputError(
                f"steps_per_year: given {world.calendar.steps_per_year}; allowed: 4 for a game"
            )
        if difficulty not in data.difficulty:
            known = ", ".join(data.difficulty)
            raise InputError(f"unknown difficulty '{difficulty}'; allowed: {known}")
        certain = not data.difficulty[difficulty].drawn
        block = make_block(world, book, seed, first, count, certain=certain)
        seats = make_seats(world, data, played)
        self.table = Table(
            block,
            data,
            seats,
            make_layout(world, seats),
            data.difficulty[difficulty],
            core,
            resting(block),
            shown,
        )

    @property
    def block(self) -> Block:
        """Return the block of replicates."""
        return self.table.block

    @property
    def seats(self) -> tuple[str, ...]:
        """Name the actors of all seats, in the order of the seat axis."""
        return self.table.seats.ids

    def seat(self, actor: str) -> int:
        """Return the place of an actor's seat."""
        return self.seats.index(actor)

    def number_of(self, order: str) -> int:
        """Return the number of an order of play."""
        return list(self.table.data.orders).index(order)

    def start(self) -> GameState:
        """Return the game before its first year."""
        return begin(self.table)

    def over(self, game: GameState) -> bool:
        """Tell whether every replicate has ended."""
        return bool(np.isfinite(game.play.ended).all())

    def nothing(self) -> Placed:
        """Return no cards."""
        return nothing_placed(len(self.seats), self.table.width)

    def offers(self, game: GameState, seat: str) -> placing.Offers:
        """Return what a seat may order this year, with reasons and bounds."""
        return placing.offers(game, self.table, self.names(game), self.seat(seat))

    def choices(self, game: GameState, seat: str, order: str, parameter: str) -> Floats:
        """Return which places a parameter that is no number may take, (places, R) of 0 and 1."""
        row = self.table.data.orders[order].parameters[parameter]
        return allowed(row, self.seat(seat), game, self.table).astype(float)

    def cost(self, game: GameState, seat: str, order: str, values: Floats) -> placing.Cost:
        """Return the cost of an order with parameters (4, R)."""
        number = self.number_of(order)
        return placing.cost(game, self.table, self.names(game), self.seat(seat), number, values)

    def pending(self, game: GameState, seat: str) -> Whole:
        """Return the number of the event that waits for a seat's answer, -1 for none, (R,)."""
        return np.asarray(game.play.pending[self.seat(seat)])

    def choose(self, game: GameState, choices: Whole) -> tuple[GameState, list[Happening]]:
        """Answer what waits: numbers of options for all seats, (seats, R)."""
        return answer(game, choices, self.table, self.names(game))

    def quarter(self, game: GameState, placed: Placed) -> tuple[GameState, list[Happening]]:
        """Advance one quarter; cards are carried out in the first of a year.

        What still waits for an answer when a year begins gets the first option.
        """
        table = self.table
        game, told = self._begun(game, placed)
        pull = pull_of(game, table)
        game = moved(game, pull, table)
        marks = quarter_marks(game)
        game = self._core(game, pull)
        game = game.with_play(shown_capability=shown_models(game))
        leak = table.block.chance.uniform("shocks.world", game.step - 1, 3)[2]
        leaked = leak_strikes(leak, game.state, table.block)
        game = quarter_income(game, table).with_play(**marks, leaked=leaked.astype(float))
        game, more = strike(game, table, self.names(game))
        told += more
        if table.block.world.calendar.turn_begins(game.step):
            game, more = year_end(game, table)
            game = with_readings(game, table)
            told += more
        return game, told

    def measured(self, game: GameState, placed: Placed) -> GameState:
        """Return a game a quarter on of which only the core's state will be read, such as gaps."""
        game, _ = self._begun(game, placed)
        pull = pull_of(game, self.table)
        return self._core(moved(game, pull, self.table), pull)

    def year(self, game: GameState, placed: Placed) -> tuple[GameState, list[Happening]]:
        """Advance a year."""
        told: list[Happening] = []
        for _ in range(QUARTERS):
            game, more = self.quarter(game, placed)
            told += more
        return game, told

    def names(self, game: GameState) -> Names:
        """Return all figures of a game by name, worked out when asked for."""
        return Names(game, self.table)

    def view(self, game: GameState, seat: str) -> SeatView:
        """Return what a seat may know: its own figures, public ones, and beliefs of others."""
        names, row, world = self.names(game), self.seat(seat), self.table.block.world
        own = {name: names[name][row] for name in SEAT_NAMES}
        public = {name: np.asarray(names[name]) for name in PUBLIC_NAMES if name in WORLD_NAMES}
        play = game.play
        targets = (*world.countries, *world.companies)
        return SeatView(
            own, public, targets, play.median[:, row], play.spread[:, row], play.age[:, row],
            play.clash[row],
        )  # fmt: skip

    def measures(self, game: GameState, seat: str) -> Mapping[str, Floats]:
        """Return the true figures that objectives look at, each (R,)."""
        names, row = self.names(game), self.seat(seat)
        found = {name: names[name][row] for name in SEAT_NAMES}
        return found | {name: np.asarray(names[name]) for name in WORLD_NAMES}

    def verdict(self, game: GameState, seat: str) -> Floats:
        """Return 0 open, 1 won, 2 partial, 3 lost, (R,)."""
        return np.asarray(verdicts(game, self.table, self.names(game))[self.seat(seat)])

    def score(self, game: GameState, seat: str, ghost: Floats | None = None) -> Floats:
        """Return points, 0 to 100, (R,); `ghost` (seats, R) are gaps without any orders."""
        return np.asarray(scores(game, self.table, self.names(game), ghost)[self.seat(seat)])

    def digest(self, game: GameState, replicate: int) -> str:
        """Return a SHA-256 of one replicate: the core's state and all that the game adds."""
        found = hashlib.sha256(digest(game.state, replicate).encode())
        for name in sorted(vars(game.play)):
            found.update(np.ascontiguousarray(getattr(game.play, name)[..., replicate]).tobytes())
        live = game.running.left[:, replicate] > 0
        for name in ("cell", "plus", "log", "delay", "left", "source", "seat"):
            column = getattr(game.running, name)[live, replicate]
            found.update(np.ascontiguousarray(column).tobytes())
        return found.hexdigest()

    def _begun(self, game: GameState, placed: Placed) -> tuple[GameState, list[Happening]]:
        """Return the game after the answers and cards of a year, if one begins."""
        told: list[Happening] = []
        if self.table.block.world.calendar.turn_begins(game.step):
            if (game.play.pending != NO_EVENT).any():
                game, told = self.choose(game, np.zeros_like(game.play.pending))
            game, more = carry_out(game, placed, self.table, self.names(game))
            told += more
        return game, told

    def _core(self, game: GameState, pull: Pull) -> GameState:
        """Take the core's step with the orders of the day; others decide once a year."""
        decided: list[Orders] = []
        table = self.table

        def decide(state: State, _: Orders, block: Block) -> Orders:
            base = seat_dials(table.core(state, decided[0], block), table)
            decided[0] = base
            return with_dials(base, pull, state, table)

        decided.append(game.orders)
        dials = with_dials(game.orders, pull, game.state, table)
        state, _ = take_step(game.state, dials, table.block, decide, self._watch)
        return GameState(state, decided[0], game.play, game.running)

    _watch: Watch | None = None

    def watched(self, watch: Watch) -> Game:
        """Look at every stage of the core with a watch, as tests do; return the game itself."""
        self._watch = watch
        return self


__all__ = ["Game", "SeatView", "neutral_orders"]
