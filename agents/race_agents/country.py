"""A country as a Mesa agent."""

from __future__ import annotations

from typing import ClassVar

import mesa  # type: ignore[import-untyped]  # Mesa ships no types

from race.api import COUNTRIES
from race.engine.actor import SHOWN, Actor, Shows
from race.rules.compute_index import most_of_country


class Country(Actor, mesa.Agent):  # type: ignore[misc]  # the base is untyped
    """A state, with what the companies seated there own; a bloc has those of its members."""

    side: ClassVar[str] = COUNTRIES

    def __init__(self, model: Shows, row: int) -> None:
        mesa.Agent.__init__(self, model)
        self.sit(row)

    @property
    def hosted_h100e(self) -> float:
        """Give what is in use on the country's ground, whoever owns it."""
        return self.figure("hosted_h100e")

    @property
    def largest_run_flop(self) -> float:
        """Give the largest run that a company of the country completed."""
        best = most_of_country(self.model.state.best_flop, self.model.block.world)
        return float(best[self.row, SHOWN])

    @property
    def budget_busd_per_year(self) -> float:
        """Give the public money for AI."""
        return self.own("programme")

    @property
    def cash_busd(self) -> float:
        """Give what is in the treasury."""
        return self.own("treasury")

    @property
    def trust_points(self) -> float:
        """Give the credit with sellers and partners, 0 to 100."""
        return self.own("trust")

    @property
    def tool_access(self) -> float:
        """Give the access to equipment for chip factories, 0 to 1."""
        return self.own("tool_access")
