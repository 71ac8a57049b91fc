"""What the record shows: clusters, routes, runs, and where figures come from."""

from typing import Annotated, Literal, TypeAlias

from race.scenario.actors import OwnershipName
from race.scenario.fields import (
    Amount,
    AmountOrNone,
    Flag,
    Model,
    PositiveOrNone,
    ShareOrNone,
    Text,
    TextOrNone,
    words,
)
from race.scenario.moment import Moment
from race.scenario.values import Quantity, Status

SiteStateName: TypeAlias = Literal["initial", "construction", "record"]
CertaintyName: TypeAlias = Literal["confirmed", "likely", "unlikely"]
RunModeName: TypeAlias = Literal["centralised", "decentralised"]
RunConfidenceName: TypeAlias = Literal["confident", "likely", "speculative", "unverified"]


class Source(Model):
    """A source of figures: what it is and where it was read."""

    what: Text
    where: str = ""
    status: Status


class Site(Model):
    """A cluster.

    Attributes:
        owner: company id; absent when it has no entry.
        user: who rents all of it.
        host: country id.
        chip: chip id; absent when the source names none of the catalogue (`chip_name`).
        assumed_chip, assumed_chips: what stands for an unnamed chip in the simulation.
        h100e: H100-equivalents by the 8-bit peak.
        index_2022: shown by the compute index of 2022-11-20, in its group `index_group`.
        state: operational before the start, under construction, or later in the record.
        simulated: False for a row that is only shown.
        closed, replaced_by: when it went, and the site that it grew into.
    """

    name: Text
    owner: TextOrNone = None
    owner_name: Text
    user: TextOrNone = None
    host: Text
    host_assumed: Flag = False
    category: Annotated[OwnershipName, words(OwnershipName)]
    chip: TextOrNone = None
    chip_name: TextOrNone = None
    chips: AmountOrNone = None
    assumed_chip: TextOrNone = None
    assumed_chips: AmountOrNone = None
    h100e: Amount
    operational: Moment
    closed: Moment | None = None
    replaced_by: TextOrNone = None
    index_2022: Flag = False
    index_group: TextOrNone = None
    state: Annotated[SiteStateName, words(SiteStateName)]
    simulated: Flag = True
    power_mw: AmountOrNone = None
    hardware_cost_musd: AmountOrNone = None
    state_of_ai_value: TextOrNone = None
    state_of_ai_status: TextOrNone = None
    certainty: Annotated[CertaintyName | None, words(CertaintyName)] = None
    source: Text
    status: Status
    note: str = ""


class Route(Model):
    """A grey route from a hub to a destination.

    Attributes:
        hub, destination: country ids.
        broker: company id.
        capacity_chips_per_year: capacity at the start; it grows with profit.
        enforcement_musd: spent at the hub on this trade, a year.
        lag_years: from order to delivery.
        premium: price over list at the start, a factor.
        standing: 0 to 100, how willing the hub is to look away for this destination.
    """

    hub: Text
    destination: Text
    broker: TextOrNone = None
    capacity_chips_per_year: Quantity
    enforcement_musd: Quantity | None = None
    lag_years: Quantity | None = None
    premium: Quantity | None = None
    standing: Quantity | None = None
    note: str = ""


class Run(Model):
    """A completed training run.

    Attributes:
        owner: company id; absent when it has no entry.
        country: country id; absent when several.
        flop: training compute, FLOP.
        parameters: parameters of the model.
        days: length, days.
        mfu: share of the peak that was used, 0 to 1.
        cost_musd_2023: amortised hardware and energy, million USD of 2023.
    """

    name: Text
    owner: TextOrNone = None
    owner_name: Text
    country: TextOrNone = None
    published: Moment
    flop: PositiveOrNone = None
    parameters: PositiveOrNone = None
    hardware: TextOrNone = None
    chips: PositiveOrNone = None
    days: PositiveOrNone = None
    mfu: ShareOrNone = None
    cost_musd_2023: AmountOrNone = None
    mode: Annotated[RunModeName, words(RunModeName)] = "centralised"
    confidence: Annotated[RunConfidenceName | None, words(RunConfidenceName)] = None
    source: Text
    status: Status
    note: str = ""
