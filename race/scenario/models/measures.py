"""Dated measures of states, and the groups of countries that they name."""

from typing import Annotated, Literal, TypeAlias

from race.scenario.models.fields import (
    AmountOrNone,
    Flag,
    FlagOrNone,
    Frozen,
    Model,
    Table,
    Text,
    TextOrNone,
    Texts,
    words,
)
from race.scenario.models.moment import Moment
from race.scenario.models.values import Quantity, Status

OutcomeName: TypeAlias = Literal["free", "notice", "case_by_case", "denied"]
MeasureKindName: TypeAlias = Literal[
    "chips", "russia", "entities", "equipment", "memory", "foundry", "counter", "quota", "guidance"
]

Outcome = Annotated[OutcomeName, words(OutcomeName)]


class Membership(Model):
    """A country's time in a group.

    Attributes:
        country: country id.
        since: first day; always, if absent.
        until: first day outside again; never, if absent.
    """

    country: Text
    since: Moment | None = None
    until: Moment | None = None


class Group(Model):
    """A group of countries that measures name.

    Attributes:
        members: its countries, each with the time for which it belongs.
    """

    title: Text
    title_ru: TextOrNone = None
    members: tuple[Membership, ...]
    source: Text
    status: Status
    note: str = ""


class Clause(Model):
    """One line of a measure: the outcome for chips within its bounds.

    A bound holds `at_least` from the figure on and `below` short of it.

    Attributes:
        outcome: free, notice, case_by_case or denied.
        outcome_elsewhere: outcome at listed destinations that are not in the group D5.
        tpp_at_least, tpp_below: total processing performance: greatest of dense TOP/s x bits.
        density_at_least, density_below: performance density: TPP over applicable die area, per mm2.
        io_at_least, io_below: input and output in both directions.
        bandwidth_at_least, bandwidth_below: DRAM bandwidth.
        io_plus_bandwidth_at_least, io_plus_bandwidth_below: both together.
        data_centre: only chips that are, or are not, for data centres.
        text: paragraph of the law.
    """

    outcome: Outcome
    outcome_elsewhere: Annotated[OutcomeName | None, words(OutcomeName)] = None
    tpp_at_least: AmountOrNone = None
    tpp_below: AmountOrNone = None
    density_at_least: AmountOrNone = None
    density_below: AmountOrNone = None
    io_at_least: AmountOrNone = None
    io_below: AmountOrNone = None
    bandwidth_at_least: AmountOrNone = None
    bandwidth_below: AmountOrNone = None
    io_plus_bandwidth_at_least: AmountOrNone = None
    io_plus_bandwidth_below: AmountOrNone = None
    data_centre: FlagOrNone = None
    text: str = ""


EFFECTS = (
    "tool_access",
    "foundry_access",
    "hbm_access",
    "interception",
    "licensed_demand",
    "chip_output",
    "own_chip_share",
    "sales_share",
    "duty",
)
"""Variables that a measure moves at its destinations while it binds."""
QUOTAS = ("share_of_us_volume", "country_total", "country_period")
"""Limits that a measure sets to what is delivered under it."""


class Measure(Model):
    """A dated act of a state.

    Attributes:
        record: id in the timeline of rules.
        issuer: country id of the state.
        instrument: legal citation.
        kind: what it is about: chips, an embargo, a list of entities, equipment, memory and so on.
        announced: day on which the market learns of it.
        effective: first day in force.
        until: first day no longer in force; absent while open.
        in_force: False for a measure that was announced and never enforced.
        replaces: measure ids that it puts an end to.
        amends: measure whose result it takes the place of, for what that measure controls.
        alternative_to: measure that a scenario may choose this one in place of.
        destinations: country or group ids to which it controls deliveries.
        headquarters: country or group ids whose companies it hits wherever they buy.
        entities: company ids that it lists.
        clauses: bounds and outcomes, in order: the first that matches decides, and none means free.
        quota: limits by name of `QUOTAS`.
        strength: effects on variables of the model by name of `EFFECTS`.
    """

    title: Text
    title_ru: TextOrNone = None
    record: TextOrNone = None
    issuer: Text
    instrument: str = ""
    kind: Annotated[MeasureKindName, words(MeasureKindName)]
    announced: Moment
    effective: Moment
    until: Moment | None = None
    in_force: Flag = True
    replaces: Texts = ()
    amends: TextOrNone = None
    alternative_to: TextOrNone = None
    destinations: Texts = ()
    headquarters: Texts = ()
    entities: Texts = ()
    clauses: tuple[Clause, ...] = ()
    quota: Table[Quantity] = Frozen({})
    strength: Table[Quantity] = Frozen({})
    source: Text
    status: Status
    note: str = ""
