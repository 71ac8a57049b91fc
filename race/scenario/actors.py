"""Countries and companies."""

from typing import Annotated, Literal, TypeAlias

from race.scenario.fields import (
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
from race.scenario.moment import Moment
from race.scenario.values import Quantity, Status

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
        build_months: time to build a site.
        grid_ai_mw_per_year: new load that grid and builders can connect in a year at the start,
            growing by `grid_growth` a year.
        trust: 0 to 100; `trust_steps` are its dated changes.
        alignment_us: 0 to 1, how far it follows the controls of the United States.
        engineers: 0 to 3, talent.
        enforcement_musd: enforcement of export rules at home, a year.
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
    role: str = ""
    note: str = ""


class Stock(Model):
    """Chips of one type installed beside the named sites; `low` and `high` chips as a range."""

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
        home: country id of its headquarters.
        buys, trains: whether it buys chips, whether it trains models.
        active_since: when it was founded, for those that come after the start.
        core_income_busd: operating cash flow, or other income, available a year.
        provider: company id that it rents computing from.
        provider_share: share of the provider's stock that it uses.
        own_chips: chip ids that it designs for itself.
        branches: country ids where it may build and buy abroad.
        team: 0 (new) to 1 (tuned).
        openness: 0 to 1, chance that it releases weights.
        cluster_share: share of a campus that is one cluster.
        stock_2022: installed on 2022-01-01 beside the named sites.
        source, status: where the bare fields come from.
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
