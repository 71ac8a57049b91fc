"""A whole scenario."""

from typing import Annotated

from pydantic import Field, PrivateAttr
from pydantic_core import core_schema

from race.scenario.actors import Company, Country
from race.scenario.chips import Chip
from race.scenario.fields import Frozen, Model, Ready, Table, Text, Texts
from race.scenario.measures import Group, Measure
from race.scenario.moment import Moment
from race.scenario.record import Route, Run, Site, Source
from race.scenario.values import Quantity

_STEPS = core_schema.literal_schema([1, 2, 4, 12])


class Head(Model):
    """Name, question and time of a scenario.

    Attributes:
        start: the run begins on its first day.
        end: the run ends with its last day.
        steps_per_year: 1, 2, 4 or 12.
    """

    id: Text
    title: Text
    question: str = ""
    start: Moment
    end: Moment
    steps_per_year: Annotated[int, Ready(_STEPS)] = 4


class Simulate(Model):
    """What of the catalogue is simulated.

    Attributes:
        chips: chip ids, in the order of the state's chip axis.
        measures: measure ids; empty = all that the files have.
    """

    chips: Texts = ()
    measures: Texts = ()


class History(Model):
    """States follow the record of measures to `until`, then their policies."""

    until: Moment


class Scenario(Model):
    """A scenario, checked and frozen. Tables keep the order of the files."""

    head: Head = Field(alias="scenario")
    sources: Table[Source] = Frozen({})
    chips: Table[Chip] = Frozen({})
    groups: Table[Group] = Frozen({})
    measures: Table[Measure] = Frozen({})
    countries: Table[Country] = Frozen({})
    companies: Table[Company] = Frozen({})
    sites: Table[Site] = Frozen({})
    routes: Table[Route] = Frozen({})
    runs: Table[Run] = Frozen({})
    supply: Table[Quantity] = Frozen({})
    parameters: Table[Quantity] = Frozen({})
    policies: Table[Text] = Frozen({})
    history: History | None = None
    simulate: Simulate = Field(default_factory=Simulate)
    designs: Table[Quantity] = Frozen({})

    _content_hash: str = PrivateAttr("")

    def model_post_init(self, context: object) -> None:
        """Keep the hash that `load` hands over as the context of the validation."""
        self._content_hash = context if isinstance(context, str) else ""

    @property
    def content_hash(self) -> str:
        """Give the SHA-256 of the merged content, without paths of files."""
        return self._content_hash
