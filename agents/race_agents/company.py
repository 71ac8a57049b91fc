"""A company as a Mesa agent."""

from __future__ import annotations

from typing import ClassVar

import mesa  # type: ignore[import-untyped]  # Mesa ships no types

from race.api import COMPANIES
from race.engine.actor import Actor, Shows


class Company(Actor, mesa.Agent):  # type: ignore[misc]  # the base is untyped
    """A company, laboratory, programme, collective or broker."""

    side: ClassVar[str] = COMPANIES

    def __init__(self, model: Shows, row: int) -> None:
        mesa.Agent.__init__(self, model)
        self.sit(row)

    @property
    def country(self) -> str:
        """Give the id of its home."""
        world = self.model.block.world
        return world.countries[int(world.company_country[self.row])]

    @property
    def kind(self) -> str:
        """Name what it is, such as `frontier_lab`."""
        return self.model.block.world.company_kind[self.row]

    @property
    def largest_run_flop(self) -> float:
        """Give the largest run that it completed."""
        return self.own("best_flop")

    @property
    def budget_busd_per_year(self) -> float:
        """Give what finance would spend on AI."""
        return self.own("ai_budget")

    @property
    def cash_busd(self) -> float:
        """Give the money at hand."""
        return self.own("cash")

    @property
    def capability_points(self) -> float:
        """Give the capabilities index of its best model."""
        return self.own("capability")

    @property
    def team(self) -> float:
        """Give how used it is to large runs: 0 new, 1 tuned."""
        return self.own("team")
