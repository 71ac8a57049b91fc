"""What does not change during a run: names, who belongs where, and the drawn parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from race.base.arrays import Flags, Floats, Grouping
from race.base.calendar import Calendar
from race.base.rng import Chance
from race.scenario.models import Scenario

Indices = NDArray[np.int64]

OUTSIDE_ACCOUNTS = ("investors", "customers", "suppliers", "builders", "staff_and_energy")


@dataclass(frozen=True, eq=False)
class Rulebook:
    """The measures in play as arrays; clauses of a measure are consecutive and in order."""

    ids: tuple[str, ...]
    named: int
    issuer: Indices
    first_clause: Indices
    clause_outcome: Floats
    clause_outcome_elsewhere: Floats
    base: Indices
    """Index of the measure that this one amends, -1 if it adds to the others."""
    drafts: Indices
    """Index of the country whose reserved measure this is, -1 for a named one."""
    issuer_chips: Flags
    """(measures, chips): the chip is under the issuer's jurisdiction."""
    destination: Flags
    """(measures, countries): goods going there are covered."""
    headquarters: Flags
    """(measures, countries): companies with headquarters there are covered wherever they buy."""
    embargoed: Flags
    """(measures, countries): covered country in the strict group, where `outcome` applies."""
    entities: Flags
    """(measures, companies): the company is listed."""
    quota_share: Floats
    """(measures,): case-by-case volume over the issuer's own volume, inf without a quota."""
    tool_access: Floats
    """(measures, countries): change of access to fab equipment while the measure binds."""
    output: Floats
    """(measures, countries): change of foundry output there while the measure binds."""


@dataclass(frozen=True, eq=False)
class World:
    """Names and memberships, shared by all replicates."""

    scenario: Scenario
    calendar: Calendar
    countries: tuple[str, ...]
    companies: tuple[str, ...]
    buyers: tuple[str, ...]
    chips: tuple[str, ...]
    routes: tuple[str, ...]
    foundries: tuple[str, ...]
    memory_makers: tuple[str, ...]
    slots: int
    rulebook: Rulebook

    company_country: Indices
    company_kind: tuple[str, ...]
    company_trains: Flags
    company_provider: Indices
    provider_grouping: Grouping
    bloc: Flags
    """(countries, countries): companies of the column count for the row."""
    companies_by_country: Grouping

    buyer_company: Indices
    buyer_host: Indices
    buyer_is_branch: Flags
    buyers_by_company: Grouping
    buyers_by_host: Grouping
    sellable: Floats
    """(buyers, chips): 1 where the chip is sold to the buyer at all."""
    at_home: Floats
    """(buyers, chips): 1 where the chip is designed in the buyer's home."""
    buyer_mfu: Floats
    """(buyers, R): model FLOP utilisation of the fabric, for a tuned team."""
    cluster_share: Floats
    """(buyers, slots, R): share of the chips of a site that works as one cluster."""
    site_opens: Floats
    """(buyers, slots): moment from which the site runs."""
    site_names: tuple[tuple[str, ...], ...]

    named_chips: int
    chip_designer: Indices
    chip_foundry: Indices
    chip_memory: Indices
    chip_home: Indices
    chip_mfu: Floats
    """(chips,): utilisation relative to a chip with a full-speed link."""
    chip_variant_of: Indices
    chip_variant_for: Indices
    variant_slots: Indices
    designer_chips: Grouping

    route_hub: Indices
    route_destination: Indices
    route_broker: Indices
    """(routes,): buyer index of the broker at the hub."""
    routes_by_destination: Grouping
    routes_by_broker: Grouping
    brokers: Indices

    foundry_country: Indices
    foundry_company: Indices
    controller: int
    """Index of the country whose measures the allies may follow."""


@dataclass(frozen=True, eq=False)
class Block:
    """A block of consecutive replicates: its world, parameters and source of chance."""

    world: World
    parameters: Mapping[str, Floats]
    """Each (R,): constants broadcast, uncertain ones drawn for each replicate."""
    inputs: Mapping[str, Floats]
    """Starting quantities of actors by name, with their own axes and R."""
    chance: Chance
    first: int
    width: int
