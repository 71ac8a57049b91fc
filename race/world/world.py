"""What does not change during a run: names, who belongs where, and the drawn parameters."""

from __future__ import annotations

from dataclasses import dataclass

from race.base.arrays import Flags, Floats, Grouping, Whole
from race.base.calendar import Calendar
from race.scenario.models import Scenario
from race.world.chips import ChipAxis
from race.world.grey_goods import GreyGoods
from race.world.offers import Offers
from race.world.slots import SiteTable

Indices = Whole

OUTSIDE_ACCOUNTS = ("investors", "customers", "suppliers", "builders", "staff_and_energy")


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
    trust_steps: tuple[tuple[float, int, float], ...]
    """Dated changes of trust: decimal year, country, points."""
    denied: Floats
    """(countries,): 1 for members of the arms-embargoed group."""

    company_country: Indices
    company_kind: tuple[str, ...]
    company_trains: Flags
    company_buys: Flags
    """(companies, 1)."""
    collectives: Indices
    """Companies that are open pools over slow links."""
    company_since: Floats
    """(companies,): decimal year from which the company is active, 0 if always."""
    company_provider: Indices
    renters: Indices
    """Companies that have a provider."""
    provider_grouping: Grouping
    members: Indices
    """(countries, most): companies that count for a country or bloc; past the last, one too many."""
    member_company: Indices
    """The same in one list, countries in order: who counts, (members,); sums `by_member`."""
    by_member: Grouping
    companies_by_country: Grouping

    buyer_company: Indices
    buyer_host: Indices
    buyer_is_branch: Flags
    buyers_by_company: Grouping
    sites_by_company: Grouping
    """Sums over the site slots, (buyers x slots,), of a company, its home's first."""
    buyers_by_host: Grouping
    at_home: Floats
    """(buyers, chips): 1 where the chip is designed in the buyer's home."""
    offers: Offers
    offer_host: Indices
    """(offers,): the country that each offer goes to."""
    home_offers: Grouping
    """Sums over the offers of home designs to embargoed buyers, by buyer."""
    home_offer_chip: Indices
    sites_by_buyer: Grouping
    site_buyer: Indices
    """(buyers x slots,): the buyer of each site slot."""
    site_company: Indices
    sites: SiteTable
    chip_axis: ChipAxis
    chip_designer: Indices
    chip_foundry: Indices
    chip_memory: Indices
    chip_home: Indices
    chip_variant_of: Indices
    chip_variant_for: Indices
    named_variants: Indices
    """Named chips that were cut from another for a closed market."""
    variant_slots: Indices
    designer_chips: Grouping
    foundry_chips: Grouping
    memory_chips: Grouping

    route_hub: Indices
    route_destination: Indices
    route_broker: Indices
    """(routes,): buyer index of the broker at the hub."""
    routes_by_destination: Grouping
    routes_by_broker: Grouping
    brokers: Indices
    grey_goods: GreyGoods

    foundry_country: Indices
    foundry_company: Indices
    controller: int
    """Index of the country whose measures the allies may follow."""
