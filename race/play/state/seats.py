"""Seats: the actors that may be played, and where they stand on the axes of the world."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from race.base.arrays import Flags, Whole
from race.base.errors import InputError
from race.scenario.game.data import GameData
from race.scenario.game.names import ROLES
from race.scenario.game.seats import SeatRow
from race.world.world import World

NONE = -1


@dataclass(frozen=True, eq=False)
class Seats:
    """All seats of a scenario, played or not; arrays are (seats,).

    Attributes:
        ids: actor of each seat.
        is_country: whether it is a state.
        country: its place among countries, of a company its home.
        company: the company it commands, itself or the national programme.
        account: where its money lies in the ledger; `purse` where that of the company does.
        buyer: the company's buyer at home, `branch` its first abroad; NONE without one.
        roles: by role, which seats have it.
        played: which are held by a person or a rival.
    """

    ids: tuple[str, ...]
    rows: tuple[SeatRow, ...]
    is_country: Flags
    country: Whole
    company: Whole
    account: Whole
    purse: Whole
    buyer: Whole
    branch: Whole
    roles: Mapping[str, Flags]
    played: Flags

    def __len__(self) -> int:
        """Count the seats."""
        return len(self.ids)

    @lru_cache(maxsize=256)  # noqa: B019  # seats live as long as their game
    def having(self, roles: tuple[str, ...]) -> Flags:
        """Tell which seats have any of some roles, (seats,)."""
        return np.asarray(np.any([self.roles[role] for role in roles], axis=0))


def make_seats(world: World, data: GameData, played: Collection[str]) -> Seats:
    """Return the seats of the game's data whose actors the world has.

    Raises:
        InputError: an actor that is to be played has no seat.
    """
    known = (*world.countries, *world.companies)
    rows = tuple(
        row
        for row in data.seats.values()
        if row.actor in known and (row.programme is None or row.programme in world.companies)
    )
    ids = tuple(row.actor for row in rows)
    for name in played:
        if name not in ids:
            raise InputError(f"no seat for '{name}'; allowed: {', '.join(ids)}")
    state = np.array([row.actor in world.countries for row in rows], dtype=bool)
    company = _whole(world.companies.index(row.programme or row.actor) for row in rows)
    country = np.where(
        state,
        _whole(world.countries.index(a) if a in world.countries else 0 for a in ids),
        world.company_country[company],
    )
    return Seats(
        ids=ids,
        rows=rows,
        is_country=state,
        country=country,
        company=company,
        account=np.where(state, len(world.companies) + country, company),
        purse=company,
        buyer=_buyers(world, company, abroad=False),
        branch=_buyers(world, company, abroad=True),
        roles=_roles(world, rows, state, country, company),
        played=np.array([name in played for name in ids], dtype=bool),
    )


def _whole(values: object) -> Whole:
    return np.array(list(values), dtype=np.int64)  # type: ignore[call-overload]  # any iterable of whole numbers


def _buyers(world: World, company: Whole, *, abroad: bool) -> Whole:
    found = []
    for one in company.tolist():
        rows = np.flatnonzero((world.buyer_company == one) & (world.buyer_is_branch == abroad))
        found.append(int(rows[0]) if len(rows) else NONE)
    return _whole(found)


def _roles(
    world: World, rows: tuple[SeatRow, ...], state: Flags, country: Whole, company: Whole
) -> dict[str, Flags]:
    """Return which seats have each role: from the world, and from the seat's own list."""
    kinds = [world.company_kind[one] for one in company.tolist()]
    companies = list(world.scenario.companies.values())
    denied = world.denied[country] > 0.0
    hubs = np.isin(country, world.route_hub) & state
    firm = ~state

    def kind(*names: str) -> Flags:
        return np.array([one in names for one in kinds], dtype=bool) & firm

    found: dict[str, Flags] = {
        "any": np.ones(len(rows), dtype=bool),
        "country": state,
        "company": firm,
        "denied": denied,
        "issuer": state & (country == world.controller),
        "hub": hubs,
        "foundry": np.isin(country, world.foundry_country) & state,
        "designer": np.isin(company, world.chip_designer) & firm,
        "cloud": kind("hyperscaler", "cloud"),
        "lab": kind("frontier_lab", "lab"),
        "collective": kind("open_collective"),
        "buyer": state | np.array([companies[c].buys for c in company.tolist()]),
        "trainer": state | np.array([companies[c].trains for c in company.tolist()]),
        "ally": state & ~denied,
        "state_with_routes": state & np.isin(country, world.route_destination),
    }
    for role in ROLES:
        found.setdefault(role, np.zeros(len(rows), dtype=bool))
        listed = np.array([role in row.roles for row in rows], dtype=bool)
        found[role] = found[role] | listed
    return found
