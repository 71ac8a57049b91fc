"""The plain version: one future of the world as objects, stepped by Mesa.

It is written to be read and believed, formula by formula from the model's description, and is what
the arrays are held to. Only the stages that carry the load are here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mesa import Model  # type: ignore[import-untyped]  # Mesa ships no types

from race.base.rng import Chance
from race.scenario.models.measures import Group
from tests.oracle.agents import Buyer, Chip, Company, Country, Route
from tests.oracle.build import build
from tests.oracle.export_control import export_control
from tests.oracle.grey_market import grey_market
from tests.oracle.law import Measure
from tests.oracle.market import market, ordering
from tests.oracle.score import score
from tests.oracle.train import train


class PlainModel(Model):  # type: ignore[misc]  # the base is untyped
    """One future: its actors and things, its parameters and its chance."""

    steps_taken: int
    start: float
    moment: float
    """Decimal year at which the step begins; `time` belongs to Mesa."""
    step_years: float
    parameters: dict[str, float]
    groups: Mapping[str, Group]
    chance: Chance
    countries: list[Country]
    companies: list[Company]
    chips: list[Chip]
    buyers: list[Buyer]
    offers: list[tuple[Buyer, Chip]]
    """The pairs that the arrays have; all others are nought."""
    routes: list[Route]
    measures: list[Measure]
    controller: Country
    outside: dict[str, float]
    output_grown: float
    """What foundries can package over what they could at the start."""
    record_flop: float
    record_owner: Company | None
    runs_large: float
    threshold: float
    first_past: Company | None
    first_past_time: float

    def draw(self, stream: str, count: int) -> list[float]:
        """Draw coarse numbers of a stream at this step; this future has its own addresses."""
        drawn: list[float] = self.chance.chances(stream, self.steps_taken, count)[:, 0].tolist()
        return drawn

    def middle_of_step(self) -> float:
        """Return the moment at which rules are read: what begins before it counts for the step."""
        return self.moment + 0.5 * self.step_years

    def measures_in_force(self) -> list[Measure]:
        """Return the measures that bind now, with whom they cover looked up."""
        moment = self.middle_of_step()
        binding = [one for one in self.measures if one.is_in_force(moment)]
        for measure in binding:
            measure.look_up_members(self.groups, moment)
        return binding

    def measures_known(self) -> list[Measure]:
        """Return the measures that bind, or of which buyers have heard ahead of the announcement."""
        moment = self.middle_of_step()
        ahead = moment + self.parameters["market.rumour"]
        known = [one for one in self.measures if one.is_in_force(moment) or one.is_known(ahead)]
        for measure in known:
            measure.look_up_members(self.groups, moment)
        return known

    def step(self) -> None:
        """Take a step of the stages that carry the load."""
        for stage in STAGES.values():
            stage(self)
        self.steps_taken += 1
        self.moment = self.start + self.steps_taken * self.step_years


def new_year(model: PlainModel) -> None:
    """Begin the year's counts anew."""
    if model.steps_taken % round(1.0 / model.step_years) == 0:
        for country in model.countries:
            country.quota_used = 0.0
        for company in model.companies:
            company.year_flop = 0.0


STAGES: dict[str, Callable[[PlainModel], None]] = {
    "calendar": new_year,
    "export_control": export_control,
    "ordering": ordering,
    "market": market,
    "grey_market": grey_market,
    "build": build,
    "train": train,
    "score": score,
}
