"""Countries and companies."""

from typing import Annotated, Literal, TypeAlias

from race.scenario.models.fields import (
    Amount,
    AmountOrNone,
    Flag,
    Model,
    ShareOrNone,
    Text,
    TextOrNone,
    Texts,
    words,
)
from race.scenario.models.moment import Moment
from race.scenario.models.values import Quantity, Status

CompanyKindName: TypeAlias = Literal[
    "hyperscaler",
    "cloud",
    "frontier_lab",
    "lab",
    "chip_designer",
    "foundry",
    "memory_maker",
    "equipment",
    "national_programme",
    "open_collective",
    "broker",
    "aggregate",
]
OwnershipName: TypeAlias = Literal["private", "public_cloud", "national"]
FabricName: TypeAlias = Literal["infiniband", "roce", "ethernet", "tpu", "ascend"]


class Country(Model):
    """A state, or the Union's programme.

    Attributes:
        bloc: countries that belong to it (the Union alone has any).
        programme_busd: public money for AI computing, a year.
        gdp_busd: national income, a year.
        power_price_usd_per_kwh: price of electricity for industry.
        build_months: time to build a site.
        grid_ai_mw_per_year: new load that grid and builders can connect in a year at the start.
        grid_growth: growth of that load, a year.
        trust: credit with sellers and partners at the start, 0 to 100.
        trust_steps: what trust is set to at dates.
        alignment_us: how far it follows the controls of the United States, 0 to 1.
        engineers: talent, 0 to 3.
        enforcement_musd: enforcement of export rules at home, a year.
        generation_mw: power stations of the country together; no site draws more.
        role: part that it plays, in words.
    """

    name: Text
    name_ru: TextOrNone = None
    bloc: Texts = ()
    programme_busd: Quantity | None = None
    gdp_busd: Quantity | None = None
    power_price_usd_per_kwh: Quantity | None = None
    build_months: Quantity | None = None
    grid_ai_mw_per_year: Quantity | None = None
    grid_growth: Quantity | None = None
    trust: Quantity | None = None
    trust_steps: tuple[Quantity, ...] = ()
    alignment_us: Quantity | None = None
    engineers: Quantity | None = None
    enforcement_musd: Quantity | None = None
    generation_mw: Quantity | None = None
    role: str = ""
    note: str = ""


class Stock(Model):
    """Chips of one type installed beside the named sites.

    Attributes:
        chip: chip id.
        chips: number of chips.
        low, high: number of chips, the range.
    """

    chip: Text
    chips: Amount
    low: AmountOrNone = None
    high: AmountOrNone = None
    source: Text
    status: Status
    note: str = ""


class Company(Model):
    """A company, programme, collective, broker or aggregate.

    Attributes:
        kind: what it is, which decides how finance treats it.
        home: country id of its headquarters.
        ownership: class in the compute index: private, public_cloud or national.
        buys: whether it buys chips.
        trains: whether it trains models.
        active_since: when it was founded, for those that come after the start.
        capex_busd: capital spending, a year at the start.
        ai_capex_share: share of that spending that goes into AI.
        cash_busd: money at hand at the start.
        core_income_busd: operating cash flow, or other income, available a year.
        diversified: whether its main business is another, so that nobody lends on all of its income
            for AI.
        provider: company id that it rents computing from.
        provider_share: share of the provider's stock that it uses.
        fabric: network of its clusters.
        team: skill at large runs, from 0 (new) to 1 (tuned).
        openness: chance that it releases weights, 0 to 1.
        own_chips: chip ids that it designs for itself.
        branches: country ids where it may build and buy abroad.
        cluster_share: share of a campus that is one cluster.
        power_mw: power of its halls at the start.
        stock_2022: chips installed at the start beside the named sites.
        source, status: where the bare fields come from, and how sure they are.
    """

    name: Text
    name_ru: TextOrNone = None
    kind: Annotated[CompanyKindName, words(CompanyKindName)]
    home: Text
    ownership: Annotated[OwnershipName, words(OwnershipName)] = "private"
    buys: Flag = False
    trains: Flag = False
    active_since: Moment | None = None
    capex_busd: Quantity | None = None
    ai_capex_share: Quantity | None = None
    cash_busd: Quantity | None = None
    core_income_busd: Quantity | None = None
    diversified: Flag = False
    provider: TextOrNone = None
    provider_share: Quantity | None = None
    fabric: Annotated[FabricName | None, words(FabricName)] = None
    team: ShareOrNone = None
    openness: ShareOrNone = None
    own_chips: Texts = ()
    branches: Texts = ()
    cluster_share: Quantity | None = None
    power_mw: Quantity | None = None
    stock_2022: tuple[Stock, ...] = ()
    source: Text
    status: Status
    note: str = ""
