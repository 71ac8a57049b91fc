"""The actors and things of the plain version: agents of Mesa, each with its own numbers.

One model is one future, so every figure is a plain number, and goods are counted in dictionaries by
type of chip.
"""

from __future__ import annotations

from typing import Any

from mesa import Agent, Model  # type: ignore[import-untyped]  # Mesa ships no types

EMPTY_SITE_CHIPS = 0.5
"""A site with less than half a chip counts as empty."""


class Thing(Agent):  # type: ignore[misc]  # the base is untyped
    """An agent that is made from named facts."""

    name: str

    def __init__(self, model: Model, **facts: Any) -> None:
        """Take the facts as attributes."""
        super().__init__(model)
        for fact, value in facts.items():
            setattr(self, fact, value)


class Country(Thing):
    """A state, or a bloc of states."""

    cash: float
    embargoed: bool
    enforcement: float
    hub_enforcement: float
    build_years: float
    grid_mw_per_year: float
    grid_growth: float
    merges_national: float
    smuggled: float
    quota_used: float
    effects: dict[str, float]
    counts_for: list[Company]
    """Companies whose pools it may use: those seated there or in a member of the bloc."""
    speed: float
    terms: tuple[float, float, float, float]
    gap_years: float


class Company(Thing):
    """A company, programme or broker, with this year's orders."""

    home: Country
    provider: Company | None
    orders: dict[str, float]
    cash: float
    ai_spending: float
    cluster_share: float
    rented: float
    trains: bool
    convinced: bool
    """Founded to train the largest models, proof or no proof."""
    team: float
    algorithm: float
    capability: float
    run_target: float
    run_done: float
    run_pause: float
    best_flop: float
    unpublished_flop: float
    unpublished_until: float
    published_flop: float
    year_flop: float
    buyers: list[Buyer]
    speed: float
    """Useful FLOP/s of its fastest pool."""
    own_speed: float
    """The same without pools over slow links."""
    together: float
    h100e: float
    """Installed at all its sites."""
    terms: tuple[float, float, float, float]
    gap_years: float


class Chip(Thing):
    """A type of chip."""

    designer: Company | None
    home: Country | None
    own_use_only: bool
    variant_for: Country | None
    peak16: float
    peak8: float
    figures: dict[str, float]
    kw: float
    list_price: float
    launch: float
    fame: float
    """Pull of the designer's name and software."""
    utilisation: float
    """Utilisation over that of a chip with a full-speed link and mature software."""
    vendor_stock: float
    failed: float
    retired: float
    seized: float
    scarcity: float
    pull: float
    shortage: float
    sold: float
    revenue: float
    lost_revenue: float

    def street_price(self) -> float:
        """Return what a chip costs today, USD."""
        return self.list_price * self.scarcity


class Site(Thing):
    """A place of a buyer where chips of one type stand."""

    chip: Chip | None
    chips: float
    opens: float
    whole: bool
    grows: bool

    def power_mw(self) -> float:
        """Return the power that its chips draw."""
        return 0.0 if self.chip is None else self.chips * self.chip.kw * 1e-3

    def compute(self) -> float:
        """Return the peak of all its chips, TFLOP/s."""
        return 0.0 if self.chip is None else self.chips * self.chip.peak16

    def h100e(self) -> float:
        """Return its H100-equivalents by the 8-bit peak."""
        return 0.0 if self.chip is None else self.chips * self.chip.peak8 / 1979.0

    def is_empty(self) -> bool:
        """Tell whether less than half a chip stands there."""
        return self.chips < EMPTY_SITE_CHIPS


class Buyer(Thing):
    """A company at a destination."""

    company: Company
    host: Country
    is_branch: bool
    is_broker: bool
    share: float
    """Share of the company's spending that it does."""
    tuned_utilisation: float
    spending: float
    wanted: float
    grey_wanted: float
    licence: dict[Chip, int]
    licence_announced: dict[Chip, int]
    access: dict[Chip, float]
    barred: dict[Chip, float]
    transit_kept: dict[Chip, float]
    transit_entry: dict[Chip, float]
    backlog: dict[Chip, float]
    transit: dict[Chip, float]
    stock: dict[Chip, float]
    sites: list[Site]
    power_mw: float
    power_ordered: float
    power_building: float

    def is_offered(self, chip: Chip) -> bool:
        """Tell whether a chip is for sale to the buyer, licences left aside.

        Chips for their designer's own use go to it alone, chips designed under an embargo are sold
        at home, a variant is sold in the market that it was cut for.
        """
        home = self.company.home
        if chip.own_use_only and chip.designer is not self.company:
            return False
        if chip.home is not None and chip.home.embargoed and home is not chip.home:
            return False
        return chip.variant_for is None or chip.variant_for in (home, self.host)

    def used_power(self) -> float:
        """Return the power that installed chips draw, MW."""
        return sum(site.power_mw() for site in self.sites)


class Route(Thing):
    """A grey route from a hub to a destination."""

    hub: Country
    destination: Country
    broker: Buyer
    capacity: float
    heat: float
    premium: float
    demand: float
    transit: dict[Chip, float]
    carried: float
    lag_years: float
    open_trade: float
    inspection: float
    """How closely the hub looks, over a hub of usual standing."""
