"""What does not change during a run: names, who belongs where, and sums over memberships."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from race.base.arrays import Flags, Floats, Grouping, Whole
from race.base.calendar import Calendar
from race.scenario.models.scenario import Scenario
from race.world.chips import ChipAxis
from race.world.grey_goods import GreyGoods, Trade, grey_goods
from race.world.offers import Offers
from race.world.slots import SiteTable

Indices = Whole

OUTSIDE_ACCOUNTS = ("investors", "customers", "suppliers", "builders", "staff_and_energy")


@dataclass(frozen=True, eq=False)
class World:
    """Names and memberships, shared by all replicates.

    Attributes:
        memory_makers: groups of them.
        trust_steps: what trust is set to: decimal year, country, points.
        denied: 1 for members of the arms-embargoed group, (countries,).
        counted: the companies that count for each country or bloc.
        company_buys: (companies, 1).
        company_since: decimal year from which the company is active, 0 if always, (companies,).
        company_provider: whose fleet it rents from, -1 for none, (companies,).
        at_home: 1 where the chip is designed in the buyer's home, (buyers, chips).
        route_broker: buyer index of the broker at the hub, (routes,).
        controller: index of the country whose measures the allies may follow.
    """

    scenario: Scenario
    calendar: Calendar
    countries: tuple[str, ...]
    companies: tuple[str, ...]
    buyers: tuple[str, ...]
    routes: tuple[str, ...]
    foundries: tuple[str, ...]
    memory_makers: tuple[str, ...]
    trust_steps: tuple[tuple[float, int, float], ...]
    denied: Floats
    counted: tuple[tuple[int, ...], ...]

    company_country: Indices
    company_kind: tuple[str, ...]
    company_trains: Flags
    company_buys: Flags
    company_since: Floats
    company_provider: Indices

    buyer_company: Indices
    buyer_host: Indices
    buyer_is_branch: Flags
    at_home: Floats
    offers: Offers
    sites: SiteTable
    chip_axis: ChipAxis

    route_hub: Indices
    route_destination: Indices
    route_broker: Indices
    foundry_country: Indices
    controller: int

    # Companies

    @cached_property
    def collectives(self) -> Indices:
        """Return the companies that are open pools over slow links."""
        return np.flatnonzero([kind == "open_collective" for kind in self.company_kind])

    @cached_property
    def renters(self) -> Indices:
        """Return the companies that have a provider."""
        return np.flatnonzero(self.company_provider >= 0)

    @cached_property
    def provider_grouping(self) -> Grouping:
        """Return sums over renters by provider, (companies,)."""
        return _by(self.company_provider[self.renters], self.companies)

    @cached_property
    def rents_abroad(self) -> Flags:
        """Tell which companies rent from a provider of another country, (companies, 1)."""
        abroad = self.company_country != self.company_country[self.company_provider]
        return np.asarray(abroad & (self.company_provider >= 0))[:, None]

    @cached_property
    def companies_by_country(self) -> Grouping:
        """Return sums over companies by home."""
        return _by(self.company_country, self.countries)

    @cached_property
    def members(self) -> Indices:
        """Return who counts for each country, (countries, most); past the last, one too many."""
        most = max(1, *(len(one) for one in self.counted))
        filler = len(self.companies)
        return _whole([[*one, *[filler] * (most - len(one))] for one in self.counted])

    @cached_property
    def member_company(self) -> Indices:
        """Return the same in one list, countries in order, (members,)."""
        return _whole([company for one in self.counted for company in one])

    @cached_property
    def by_member(self) -> Grouping:
        """Return sums over that list by country."""
        return _by([row for row, one in enumerate(self.counted) for _ in one], self.countries)

    # Buyers, their sites and offers

    @cached_property
    def buyers_by_company(self) -> Grouping:
        """Return sums over buyers by company."""
        return _by(self.buyer_company, self.companies)

    @cached_property
    def buyers_by_host(self) -> Grouping:
        """Return sums over buyers by place."""
        return _by(self.buyer_host, self.countries)

    @property
    def slots(self) -> int:
        """Return how many site slots a buyer has."""
        return int(self.sites.opens.shape[1])

    @cached_property
    def site_buyer(self) -> Indices:
        """Return the buyer of each site slot, (buyers x slots,)."""
        return np.repeat(np.arange(len(self.buyers)), self.slots)

    @cached_property
    def site_company(self) -> Indices:
        """Return the company of each site slot, (buyers x slots,)."""
        return self.buyer_company[self.site_buyer]

    @cached_property
    def sites_by_buyer(self) -> Grouping:
        """Return sums over site slots by buyer."""
        return _by(self.site_buyer, self.buyers)

    @cached_property
    def sites_by_company(self) -> Grouping:
        """Return sums over site slots by company, those of its home first."""
        return _by(self.site_company, self.companies)

    @cached_property
    def offer_host(self) -> Indices:
        """Return the country that each offer goes to, (offers,)."""
        return self.buyer_host[self.offers.buyer]

    @cached_property
    def _home_offers(self) -> Indices:
        """Return the places of offers of home designs to embargoed buyers."""
        home = self.offers.home
        return home[self.denied[self.offer_host[home]] > 0.0]

    @cached_property
    def home_offers(self) -> Grouping:
        """Return sums over the offers of home designs to embargoed buyers, by buyer."""
        return _by(self.offers.buyer[self._home_offers], self.buyers)

    @cached_property
    def home_offer_chip(self) -> Indices:
        """Return the chip of each of these offers."""
        return self.offers.chip[self._home_offers]

    # Chips

    @property
    def chips(self) -> tuple[str, ...]:
        """Return the ids of chips, then of the places reserved for designs to come."""
        return self.chip_axis.ids

    @cached_property
    def chip_designer(self) -> Indices:
        """Return the designer of each chip, -1 for none of the companies."""
        return self.chip_axis.designer

    @cached_property
    def chip_foundry(self) -> Indices:
        """Return the foundry of each chip."""
        return self.chip_axis.foundry

    @cached_property
    def chip_memory(self) -> Indices:
        """Return the group of memory makers of each chip."""
        return self.chip_axis.memory

    @cached_property
    def chip_home(self) -> Indices:
        """Return the country where each chip is designed, -1 if it is none of these."""
        return self.chip_axis.home

    @cached_property
    def chip_variant_of(self) -> Indices:
        """Return the chip that each was cut from, -1 for none."""
        return self.chip_axis.variant_of

    @cached_property
    def chip_variant_for(self) -> Indices:
        """Return the closed market that each was cut for, -1 for none."""
        return self.chip_axis.variant_for

    @cached_property
    def named_variants(self) -> Indices:
        """Return the named chips that were cut from another for a closed market."""
        return np.flatnonzero(self.chip_variant_of >= 0)

    @cached_property
    def variant_slots(self) -> Indices:
        """Return the places reserved for variants to come."""
        return self.chip_axis.variant_slots

    @cached_property
    def designer_chips(self) -> Grouping:
        """Return sums over chips by designer, (companies + 1,): last those of no company."""
        none = len(self.companies)
        designer = np.where(self.chip_designer >= 0, self.chip_designer, none)
        return Grouping(designer.tolist(), none + 1)

    @cached_property
    def foundry_chips(self) -> Grouping:
        """Return sums over chips by foundry."""
        return _by(self.chip_foundry, self.foundries)

    @cached_property
    def memory_chips(self) -> Grouping:
        """Return sums over chips by group of memory makers."""
        return _by(self.chip_memory, self.memory_makers)

    @cached_property
    def foundries_by_country(self) -> Grouping:
        """Return the largest of foundries by country."""
        return _by(self.foundry_country, self.countries)

    # Routes

    @cached_property
    def routes_by_destination(self) -> Grouping:
        """Return sums over routes by destination."""
        return _by(self.route_destination, self.countries)

    @cached_property
    def routes_by_hub(self) -> Grouping:
        """Return sums over routes by the country that they pass."""
        return _by(self.route_hub, self.countries)

    @cached_property
    def brokers(self) -> Indices:
        """Return the buyers that routes buy through."""
        return np.unique(self.route_broker)

    @cached_property
    def grey_goods(self) -> GreyGoods:
        """Return who trades on grey routes, and what."""
        trade = Trade(
            route_broker=self.route_broker,
            route_destination=self.route_destination,
            brokers=self.brokers,
            customers=np.flatnonzero(self.denied[self.buyer_host] > 0.0),
            buyer_host=self.buyer_host,
            buyer_company=self.buyer_company,
            buyer_is_branch=self.buyer_is_branch.astype(np.int64),
        )
        return grey_goods(self.offers, trade)


def _whole(values: list[int] | list[list[int]]) -> Indices:
    return np.asarray(values, dtype=np.int64)


def _by(rows: Indices | list[int], groups: tuple[str, ...]) -> Grouping:
    return Grouping(np.asarray(rows, dtype=np.int64).tolist(), len(groups))
