"""The race as a Mesa model, with its countries and companies as Mesa agents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, cast

from race.api import COMPANIES, COUNTRIES
from race.engine.model import DEFAULT_SEED, Maker, ReplicateModel
from race_agents.company import Company
from race_agents.country import Country
from race_agents.policies import register_all


class RaceModel(ReplicateModel):
    """One future of a scenario, with the same bytes as that replicate of a batch.

    `RaceModel(scenario="2022", seed=1, replicate=0, policies=None)`; see docs/how-to/mesa.md.
    """

    makers: ClassVar[Mapping[str, Maker]] = {COUNTRIES: Country, COMPANIES: Company}

    def __init__(
        self,
        scenario: str | Path = "2022",
        seed: int | None = DEFAULT_SEED,
        replicate: int = 0,
        policies: Mapping[str, str] | None = None,
    ) -> None:
        register_all()
        super().__init__(scenario, seed, replicate, policies)

    def actor(self, actor_id: str) -> Country | Company:
        """Return the Mesa agent of an actor by its id in the scenario.

        Raises:
            InputError: there is none.
        """
        return cast("Country | Company", super().actor(actor_id))
