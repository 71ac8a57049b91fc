"""What the record shows: clusters, routes, runs, and where figures come from."""

from typing import Annotated, Literal, TypeAlias

from race.scenario.models.actors import OwnershipName
from race.scenario.models.fields import (
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
from race.scenario.models.moment import Moment
from race.scenario.models.values import Quantity, Status

SiteStateName: TypeAlias = Literal["initial", "construction", "record"]
CertaintyName: TypeAlias = Literal["confirmed", "likely", "unlikely"]
RunModeName: TypeAlias = Literal["centralised", "decentralised"]
RunConfidenceName: TypeAlias = Literal["confident", "likely", "speculative", "unverified"]


class Source(Model):
    """A source of figures.

    Attributes:
        what: what it is.
        where: where it can be read.
    """

    what: Text
    where: str = ""
    status: Status


class Site(Model):
    """A cluster.

    Attributes:
        owner: company id of the owner; absent when it has no entry.
        owner_name: name of the owner as shown.
        user: company id of who rents all of it.
        host: country id of the place where it stands.
        host_assumed: whether the place is assumed and not documented.
        category: class in the compute index: private, public_cloud or national.
        chip: chip id; absent when the source names none of the catalogue (`chip_name`).
        chip_name: name of the chip where it has no entry.
        chips: number of chips.
        assumed_chip, assumed_chips: what stands for an unnamed chip in the simulation.
        h100e: H100-equivalents by the 8-bit peak.
        operational: when it began to work.
        closed: when it went.
        replaced_by: site id that it grew into.
        index_2022: whether the compute index of 2022-11-20 shows it.
        index_group: group in which that index shows it.
        state: operational before the start (initial), under construction, or later in the record.
        simulated: False for a row that is only shown.
        power_mw: power that it draws at most.
        hardware_cost_musd: what its hardware cost.
        state_of_ai_value, state_of_ai_status: what the State of AI report gives for it.
        certainty: how sure it is that it stands as described.
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
        hub: country id of the place where the goods are bought openly.
        destination: country id of the place where they go.
        broker: company id of who buys them and passes them on.
        capacity_chips_per_year: capacity at the start; it grows with profit.
        enforcement_musd: spent at the hub on this trade, a year.
        lag_years: time from order to delivery.
        premium: price over list at the start, a factor.
        standing: how willing the hub is to look away for this destination, 0 to 100.
    """

    hub: Text
    destination: Text
    broker: Text
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
        owner_name: name of the owner as shown.
        country: country id; absent when several.
        published: when the model was published.
        flop: training compute.
        parameters: parameters of the model.
        hardware: chips as the source names them.
        chips: number of chips.
        days: length of the run.
        mfu: share of the peak that was used, 0 to 1.
        cost_musd_2023: amortised hardware and energy, USD of 2023.
        mode: centralised, or decentralised over slow links.
        confidence: how sure the training compute is.
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
