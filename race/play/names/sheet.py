"""A sheet of figures of one game by name, and what the readers of names share.

World names are (R,), seat names (seats, R).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from race.base.arrays import Flags, Floats, over_second
from race.play.state.game_state import GameState
from race.play.state.table import Table

Read = Callable[["Sheet"], Floats | Flags]


class Sheet(dict[str, Floats]):
    """Figures of one game by name, each worked out once by its reader."""

    def __init__(self, game: GameState, table: Table, read: Mapping[str, Read]) -> None:
        """Begin with nothing worked out."""
        super().__init__()
        self.game, self.table = game, table
        self.state, self.play = game.state, game.play
        self.seats, self.block, self.world = table.seats, table.block, table.block.world
        self._read = read

    def __missing__(self, name: str) -> Floats:
        """Work a name out."""
        values = np.asarray(self._read[name](self), dtype=np.float64)
        self[name] = values
        return values

    def flags(self, role: str) -> Floats:
        """Return 1 for the seats of a role, (seats, R)."""
        return self.seats.roles[role][:, None] * np.ones(self.table.width)

    def of_country(self, values: Floats) -> Floats:
        """Return figures of the seats' countries: (countries, ..., R) to (seats, ..., R)."""
        return values[self.seats.country]

    def of_company(self, values: Floats) -> Floats:
        """Return figures of the seats' companies: (companies, ..., R) to (seats, ..., R)."""
        return values[self.seats.company]

    def by_side(self, countries: Floats, companies: Floats) -> Floats:
        """Return a state's figure for states, and a company's for companies, (seats, R)."""
        state = self.seats.is_country[:, None]
        return np.where(state, self.of_country(countries), self.of_company(companies))

    def most_at_home(self, companies: Floats, empty: float = 0.0) -> Floats:
        """Return the largest figure of a state's companies, members' too; a company's own, (seats, R)."""
        none = np.full((1, companies.shape[1]), empty)
        members = self.world.members[self.seats.country]
        most = np.concatenate([companies, none])[members].max(axis=1)
        return np.where(self.seats.is_country[:, None], most, self.of_company(companies))

    def total_at_home(self, companies: Floats) -> Floats:
        """Return the sum over a state's companies, members' too; a company's own, (seats, R)."""
        none = np.zeros((1, companies.shape[1]))
        members = self.world.members[self.seats.country]
        total = over_second(np.concatenate([companies, none])[members])
        return np.where(self.seats.is_country[:, None], total, self.of_company(companies))

    def buyer(self, values: Floats) -> Floats:
        """Return figures of the seats' home buyers: (buyers, ..., R) to (seats, ..., R); 0 without one."""
        found = values[np.maximum(self.seats.buyer, 0)]
        has = (self.seats.buyer >= 0).reshape(-1, *[1] * (found.ndim - 1))
        return found * has


def of_play(name: str) -> Read:
    """Read a column of play."""
    return lambda n: getattr(n.play, name)


def of_world(name: str) -> Read:
    """Read a figure of the world's state."""
    return lambda n: getattr(n.state, name)


def of_company(name: str) -> Read:
    """Read a column of companies for the seats' companies."""
    return lambda n: n.of_company(getattr(n.state, name))


def of_role(name: str) -> Read:
    """Read 1 for the seats of a role."""
    return lambda n: n.flags(name)


def counted(kind: str, which: int) -> Read:
    """Read one of the counts or streaks of the seats' objectives."""
    return lambda n: getattr(n.play, kind)[which]


def same(value: Callable[[Sheet], float]) -> Read:
    """Read one number in all futures."""
    return lambda n: np.full(n.table.width, value(n))


def coming_to_denied(n: Sheet) -> Floats:
    """Return chips on the way to buyers in denied places, (chips, R), worked out once."""
    if "_coming" not in n:
        offers = n.world.offers
        denied = n.world.denied[n.world.buyer_host[offers.buyer]] > 0.0
        dict.__setitem__(n, "_coming", offers.by_chip.total(n.state.transit * denied[:, None]))
    return n["_coming"]
