"""A whole scenario."""

from typing import Annotated, NamedTuple

from pydantic import Field, PrivateAttr
from pydantic_core import core_schema

from race.scenario.models.actors import Company, Country
from race.scenario.models.chips import Chip
from race.scenario.models.fields import Frozen, Model, Ready, Table, Text, TextOrNone, Texts
from race.scenario.models.measures import Group, Measure
from race.scenario.models.moment import Moment
from race.scenario.models.play import End, Hub, Objective, Play, SeatGiven
from race.scenario.models.record import Route, Run, Site, Source
from race.scenario.models.script import Entry
from race.scenario.models.values import Quantity

UNREAD = "-"
"""Id of the head that stands for one which was refused, while the rest is looked at."""

_STEPS = core_schema.literal_schema([1, 2, 4, 12])


class Origin(NamedTuple):
    """Where a scenario comes from.

    Attributes:
        content_hash: SHA-256 of the merged content, overlays laid over it.
        overlays: names of the overlays that the files have.
        chosen: those that were laid over, in their order.
    """

    content_hash: str = ""
    overlays: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()


class Head(Model):
    """Name, question and time of a scenario.

    Attributes:
        id: short name, as in the name of the file.
        question: what a run of it answers.
        question_ru: the question in Russian.
        start: the run begins on its first day.
        end: the run ends with its last day.
        steps_per_year: steps of the model in a year: 1, 2, 4 or 12.
    """

    id: Text
    title: Text
    title_ru: TextOrNone = None
    question: str = ""
    question_ru: str = ""
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
    """What states did in the record.

    Attributes:
        until: to this date states follow the record of measures, afterwards their policies.
    """

    until: Moment


class Scenario(Model):
    """A scenario, checked and frozen. Tables keep the order of the files.

    Attributes:
        head: name, question and time of the scenario.
        sources: where figures come from, by key.
        chips: accelerators that are or were sold, made-up ones too.
        groups: groups of countries that measures name.
        measures: dated acts of states: export rules, embargoes, listings.
        countries: states, in the order of the tables of a run.
        companies: companies, programmes, collectives and brokers.
        sites: clusters, by owner and host country.
        routes: grey routes from a hub to a destination.
        runs: completed training runs, the largest being the first record.
        supply: what foundries and memory makers can make, as `foundry.ID.packages` and so on.
        parameters: figures of the formulas, as `training.share`.
        policies: who plays what: a policy by actor, several joined by +.
        history: what states did in the record.
        simulate: which chips and measures take part; all without it.
        designs: places for chips to come, as `DESIGNER.generations` and `DESIGNER.variants`.
        script: orders and events by date or condition.
        ends: conditions that decide the game.
        objectives: what actors are to reach.
        play: who may be played, and what a player may order.
        seats: how actors are played, by actor.
        hubs: places on the map.
    """

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
    script: Table[Entry] = Frozen({})
    ends: Table[End] = Frozen({})
    objectives: Table[Objective] = Frozen({})
    play: Play = Field(default_factory=Play)
    seats: Table[SeatGiven] = Frozen({})
    hubs: Table[Hub] = Frozen({})

    _origin: Origin = PrivateAttr(Origin())

    def model_post_init(self, context: object) -> None:
        """Keep what `load` hands over as the context of the validation."""
        self._origin = context if isinstance(context, Origin) else Origin()

    @property
    def content_hash(self) -> str:
        """Give the SHA-256 of the merged content, without paths of files."""
        return self._origin.content_hash

    @property
    def overlays(self) -> tuple[str, ...]:
        """Name the overlays that the files have."""
        return self._origin.overlays

    @property
    def chosen_overlays(self) -> tuple[str, ...]:
        """Name the overlays that were laid over the files, in their order."""
        return self._origin.chosen
