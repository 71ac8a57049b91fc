"""Money: transfers between the accounts of one double-entry ledger, in BUSD.

Accounts are the companies, then the states, then the outside: investors, customers, suppliers,
builders, staff and energy. What one account pays another receives, so the sum never changes.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, over_first
from race.world.world import OUTSIDE_ACCOUNTS, World


class Ledger:
    """Post transfers on a copy of the balances."""

    def __init__(self, balance: Floats, world: World) -> None:
        self.balance = balance.copy()
        companies = len(world.companies)
        self._outside = companies + len(world.countries)
        self.companies = self.balance[:companies]
        """Balances of companies, (companies, R)."""
        self.states = self.balance[companies : self._outside]
        """Balances of states, (countries, R)."""

    def outside(self, account: str) -> Floats:
        """Return the balance of an outside account, (R,)."""
        return np.asarray(self.balance[self._outside + OUTSIDE_ACCOUNTS.index(account)])

    def companies_pay(self, amount: Floats, account: str) -> None:
        """Move (companies, R) to an outside account; negative amounts flow back."""
        self.companies -= amount
        receiver = self.outside(account)
        receiver += over_first(amount)

    def states_pay(self, amount: Floats, account: str) -> None:
        """Move (countries, R) to an outside account."""
        self.states -= amount
        receiver = self.outside(account)
        receiver += over_first(amount)

    def states_pay_companies(self, paid: Floats, received: Floats) -> None:
        """Move money from states, (countries, R), to companies, (companies, R), of equal sum."""
        self.states -= paid
        self.companies += received


def company_cash(balance: Floats, world: World) -> Floats:
    """Return the balances of companies, (companies, R)."""
    return balance[: len(world.companies)]


def state_cash(balance: Floats, world: World) -> Floats:
    """Return the balances of states, (countries, R)."""
    first = len(world.companies)
    return balance[first : first + len(world.countries)]
