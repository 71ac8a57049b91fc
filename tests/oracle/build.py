"""Building: failures, power, and bringing chips into use one type after the other."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from tests.oracle.agents import Buyer, Chip, Company, Country, Site
from tests.oracle.arithmetic import leaves, pass_delay, ratio

if TYPE_CHECKING:
    from tests.oracle.model import PlainModel

TYPES_PER_YEAR = 8
"""Types of chip that a buyer brings into use in a year, at least one in a step."""
LEAST_CHIPS = 1e-3
"""Less is not installed."""


def build(model: PlainModel) -> None:
    """Lose what fails, finish and order halls, install what waits."""
    for buyer in model.buyers:
        _fail(model, buyer)
    build_power(model)
    rounds = max(1, TYPES_PER_YEAR // round(1.0 / model.step_years))
    for _ in range(rounds):
        for buyer in model.buyers:
            install(model, buyer)


def _fail(model: PlainModel, buyer: Buyer) -> None:
    """Lose the failures that neither spares nor warranty make good."""
    p = model.parameters
    key = "build.unrepaired_denied" if buyer.host.embargoed else "build.unrepaired"
    share = 1.0 - exp(-p["build.failure"] * p[key] * model.step_years)
    for site in buyer.sites:
        if site.chip is not None:
            site.chip.failed += site.chips * share
            site.chips *= 1.0 - share


def build_power(model: PlainModel) -> None:
    """Order halls for chips on the way and planned, within grid and cash; advance those under way."""
    wish = {buyer: _wish(model, buyer) for buyer in model.buyers}
    new = _within_cash(model, _within_grid(model, wish))
    for buyer in model.buyers:
        cost = hall_cost(model, new[buyer])
        buyer.company.cash -= cost
        model.outside["builders"] += cost
        _advance(model, buyer, new[buyer])


def _wish(model: PlainModel, buyer: Buyer) -> float:
    """Return the MW that a buyer would order in this step."""
    p = model.parameters
    years = buyer.host.build_years
    coming = 0.0
    for chip in model.chips:
        number = buyer.transit[chip] + buyer.backlog[chip] + buyer.stock[chip]
        coming += number * chip.kw * 1e-3
    planned = buyer.spending * mw_per_busd(model) * years * p["build.foresight"]
    need = (buyer.used_power() + coming + planned) * buyer.company.orders["power"]
    have = buyer.power_mw + buyer.power_building + buyer.power_ordered
    return max(need - have, 0.0) * leaves(model.step_years, p["build.decision_lag"])


def mw_per_busd(model: PlainModel) -> float:
    """Return the MW that a billion dollars of the most wanted chip draws."""
    chip = max(model.chips, key=lambda one: one.pull)
    return chip.kw * 1e-3 * 1e9 / max(chip.street_price(), 1.0)


def hall_cost(model: PlainModel, mw: float) -> float:
    """Return what halls of so many MW cost, BUSD."""
    return mw * model.parameters["build.hall_musd_per_mw"] * 1e-3


def _within_grid(model: PlainModel, wish: dict[Buyer, float]) -> dict[Buyer, float]:
    """Cut orders to what each country connects in a step; that grows from the start on."""
    asked: dict[Country, float] = dict.fromkeys(model.countries, 0.0)
    for buyer, mw in wish.items():
        asked[buyer.host] += mw
    part = {}
    for country in model.countries:
        growth = exp(country.grid_growth * (model.moment - model.start))
        room = country.grid_mw_per_year * growth * model.step_years
        part[country] = min(1.0, ratio(room, asked[country]))
    return {buyer: mw * part[buyer.host] for buyer, mw in wish.items()}


def _within_cash(model: PlainModel, wish: dict[Buyer, float]) -> dict[Buyer, float]:
    """Cut orders to what each company can pay."""
    due: dict[Company, float] = dict.fromkeys(model.companies, 0.0)
    for buyer, mw in wish.items():
        due[buyer.company] += hall_cost(model, mw)
    part = {
        company: min(1.0, ratio(max(company.cash, 0.0), due[company]))
        for company in model.companies
    }
    return {buyer: mw * part[buyer.company] for buyer, mw in wish.items()}


def _advance(model: PlainModel, buyer: Buyer, new: float) -> None:
    """Move power through planning and construction into use."""
    years, step = buyer.host.build_years, model.step_years
    planning = model.parameters["build.planning_share"]
    buyer.power_ordered, started = pass_delay(buyer.power_ordered, new, step, years * planning)
    buyer.power_building, finished = pass_delay(
        buyer.power_building, started, step, years * (1.0 - planning)
    )
    buyer.power_mw += finished


def install(model: PlainModel, buyer: Buyer) -> None:
    """Bring into use the waiting type with most compute, as far as there is power.

    It goes to the first growing site of its type, else to the first empty one, else to the one with
    least compute, whose chips are retired for it if the new ones do enough more per kW. Where it
    then still waits for power, the site that does least per kW gives up chips for it.
    """
    gain = model.parameters["build.retirement_gain"]
    chip = max(model.chips, key=lambda one: buyer.stock[one] * one.peak16)
    number = buyer.stock[chip]
    site = _site_for(buyer, chip)
    replaces = False
    if site is not None and site.chip is not chip and not site.is_empty() and site.chip is not None:
        replaces = number >= 1.0 and _is_better(chip, site.chip, gain)
        if not replaces:
            site = None
    free = max(buyer.power_mw - buyer.used_power(), 0.0)
    if site is not None and replaces:
        free += site.power_mw()
    fits = 0.0 if site is None else min(number, free / chip.kw * 1e3)
    if fits < LEAST_CHIPS:
        fits = 0.0
    wish = 0.0 if site is None else number
    oldest = _least_efficient(buyer)
    given_up = _given_up(oldest, site, chip, wish - fits, gain)
    if site is not None and fits > 0.0:
        _place(buyer, site, chip, fits)
    if oldest is not None and oldest.chip is not None and given_up > 0.0:
        oldest.chips -= given_up
        oldest.chip.retired += given_up


def _site_for(buyer: Buyer, chip: Chip) -> Site | None:
    growing = [site for site in buyer.sites if site.grows]
    same = [site for site in growing if site.chip is chip and site.chips > 0.0]
    empty = [site for site in growing if site.is_empty()]
    if same or empty:
        return (same or empty)[0]
    return min(growing, key=lambda site: site.compute(), default=None)


def _is_better(new: Chip, old: Chip, gain: float) -> bool:
    """Tell whether a chip does enough more per kW than another to take its place."""
    return new.peak16 / new.kw > gain * old.peak16 / old.kw


def _least_efficient(buyer: Buyer) -> Site | None:
    used = [site for site in buyer.sites if not site.is_empty() and site.chip is not None]

    def per_kw(site: Site) -> float:
        return site.chip.peak16 / site.chip.kw if site.chip is not None else 0.0

    return min(used, key=per_kw, default=None)


def _given_up(
    oldest: Site | None, chosen: Site | None, chip: Chip, waiting: float, gain: float
) -> float:
    """Return how many chips the least efficient site gives up for those that wait."""
    if oldest is None or oldest is chosen or oldest.chip is None:
        return 0.0
    if not _is_better(chip, oldest.chip, gain):
        return 0.0
    return min(oldest.chips, waiting * chip.kw / oldest.chip.kw)


def _place(buyer: Buyer, site: Site, chip: Chip, number: float) -> None:
    """Put chips at a site, and retire what stood there of another type."""
    if site.chip is not chip:
        if site.chip is not None:
            site.chip.retired += site.chips
        site.chips = 0.0
        site.chip = chip
    site.chips += number
    buyer.stock[chip] -= number
