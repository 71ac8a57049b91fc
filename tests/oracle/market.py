"""Ordering and market: who asks for which chips, and who gets them."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from tests.oracle.agents import Buyer, Chip, Company
from tests.oracle.arithmetic import leaves, ratio
from tests.oracle.grey_orders import order_grey
from tests.oracle.law import CASE_BY_CASE

if TYPE_CHECKING:
    from tests.oracle.model import PlainModel

USD_PER_BUSD = 1e9
LONGEST_WAIT_YEARS = 10.0
Goods = dict[Buyer, dict[Chip, float]]


def ordering(model: PlainModel) -> None:
    """Let every buyer order by performance per dollar over the chips it may have."""
    for chip in model.chips:
        chip.pull = attraction(model, chip)
        chip.lost_revenue = 0.0
    for buyer in model.buyers:
        spending = wanted_spending(model, buyer)
        offered = [chip for chip in model.chips if buyer.is_offered(chip)]
        unrestricted = sum(chip.pull for chip in offered)
        allowed = sum(buyer.access[chip] * chip.pull for chip in model.chips)
        freedom = min(1.0, ratio(allowed, unrestricted))
        willing = freedom ** model.parameters["market.substitution"]
        if buyer.host.embargoed:
            willing = max(willing, buyer.company.orders["home_chips"] * in_time(model, buyer))
        buyer.spending = spending * willing
        buyer.wanted = spending - buyer.spending
        for chip in offered:
            share = ratio(chip.pull, unrestricted)
            chip.lost_revenue += spending * share * buyer.barred[chip]
    order_grey(model)
    for buyer in model.buyers:
        _fill_backlog(model, buyer)


def attraction(model: PlainModel, chip: Chip) -> float:
    """Return the pull of a chip: worth per dollar to a power, less with age, 0 if not on sale.

    Worth mixes the 16-bit peak with memory bandwidth.
    """
    p = model.parameters
    age = model.middle_of_step() - chip.launch
    price = chip.street_price()
    if age < 0.0 or age >= p["market.years_on_sale"] or price <= 0.0:
        return 0.0
    weight = p["market.bandwidth_weight"]
    bandwidth = max(chip.figures["bandwidth"], 1.0)
    per_dollar = chip.peak16 ** (1.0 - weight) * bandwidth**weight / price
    pull: float = (10.0 * per_dollar) ** p["market.steepness"]
    ramp = 1.0 if chip.variant_for is not None else min(1.0, age / p["market.ramp"])
    return pull * chip.fame * exp(-p["market.ageing"] * age) * ramp


def in_time(model: PlainModel, buyer: Buyer) -> float:
    """Return the part of what is offered from a buyer's home that comes within its patience."""
    patience, offered, timely = model.parameters["market.patience"], 0.0, 0.0
    for chip in model.chips:
        if chip.home is buyer.company.home:
            wait = max(chip.shortage * model.step_years, 1e-9)
            offered += chip.pull
            timely += chip.pull * min(1.0, patience / wait)
    return ratio(timely, offered)


def wanted_spending(model: PlainModel, buyer: Buyer) -> float:
    """Return what a buyer would pay for chips in a year, BUSD.

    Less while chips wait for power; more before an announced rule takes away what it may have now.
    """
    p, company = model.parameters, buyer.company
    budget = company.ai_spending * (1.0 - company.orders["rent"])
    idle_mw = sum(number * chip.kw for chip, number in buyer.stock.items()) * 1e-3
    idle = ratio(idle_mw, idle_mw + buyer.power_mw) / p["market.idle_tolerance"]
    spending = budget * p["market.chip_share"] * buyer.share / (1.0 + idle**2)
    threatened = any(
        buyer.licence_announced[chip] > buyer.licence[chip] and buyer.access[chip] > 0.0
        for chip in model.chips
    )
    return spending * (1.0 + company.orders["stockpile"]) if threatened else spending


def _fill_backlog(model: PlainModel, buyer: Buyer) -> None:
    """Add this step's orders to those that are still open; some of these are withdrawn."""
    money = buyer.spending * model.step_years * USD_PER_BUSD
    allowed = sum(buyer.access[chip] * chip.pull for chip in model.chips)
    patience = exp(-model.step_years / model.parameters["market.patience"])
    for chip in model.chips:
        share = ratio(buyer.access[chip] * chip.pull, allowed)
        ordered = ratio(money * share, chip.street_price())
        buyer.backlog[chip] = buyer.backlog[chip] * patience + ordered


def market(model: PlainModel) -> None:
    """Ship what vendors have: ration by bid, take payment, move goods, adjust prices."""
    goods: Goods = {buyer: {} for buyer in model.buyers}
    for chip in model.chips:
        for buyer, number in rationed(model, chip).items():
            goods[buyer][chip] = number
    _cut_to_cash(model, goods)
    _cut_to_quotas(model, goods)
    asked = {chip: sum(buyer.backlog[chip] for buyer in model.buyers) for chip in model.chips}
    for chip in model.chips:
        delivered = sum(goods[buyer][chip] for buyer in model.buyers)
        _pay(model, chip, {buyer: goods[buyer][chip] for buyer in model.buyers})
        for buyer in model.buyers:
            _ship(buyer, chip, goods[buyer][chip])
        _reprice(model, chip, asked[chip])
        chip.vendor_stock = max(chip.vendor_stock - delivered, 0.0)
        chip.sold += delivered


def rationed(model: PlainModel, chip: Chip) -> dict[Buyer, float]:
    """Return what each buyer is given of a chip.

    First by orders times bid, no more than was ordered; what is left then goes to the rest in
    proportion.
    """
    asked = {buyer: buyer.backlog[chip] for buyer in model.buyers}
    power = model.parameters["market.bid_weight"]
    weight = {b: asked[b] * b.company.orders["bid"] ** power for b in model.buyers}
    total = sum(weight.values())
    first = {b: min(asked[b], chip.vendor_stock * ratio(weight[b], total)) for b in model.buyers}
    left = max(chip.vendor_stock - sum(first.values()), 0.0)
    wanting = sum(asked.values()) - sum(first.values())
    part = min(1.0, ratio(left, wanting))
    return {b: min(first[b] + (asked[b] - first[b]) * part, asked[b]) for b in model.buyers}


def _cut_to_cash(model: PlainModel, goods: Goods) -> None:
    """Cut deliveries to what each company can pay."""
    due: dict[Company, float] = dict.fromkeys(model.companies, 0.0)
    for buyer, basket in goods.items():
        for chip, number in basket.items():
            offered = chip.street_price() * buyer.company.orders["bid"]
            due[buyer.company] += number * offered / USD_PER_BUSD
    for buyer, basket in goods.items():
        cash = max(buyer.company.cash, 0.0)
        if due[buyer.company] > cash:
            for chip in basket:
                basket[chip] *= cash / due[buyer.company]


def _cut_to_quotas(model: PlainModel, goods: Goods) -> None:
    """Cut what is delivered after review to a share of what the issuer's own buyers get, in TPP.

    What goes under a quota is counted.
    """
    quotas = [one for one in model.measures_in_force() if one.quota_share is not None]
    volume = dict.fromkeys([country.name for country in model.countries], 0.0)
    reviewed = dict(volume)
    for buyer, basket in goods.items():
        for chip, number in basket.items():
            volume[buyer.host.name] += number * chip.figures["tpp"]
            if buyer.licence[chip] == CASE_BY_CASE:
                reviewed[buyer.host.name] += number * chip.figures["tpp"]
    for country in model.countries:
        room = [
            volume[m.issuer] * m.quota_share
            for m in quotas
            if country.name in m.places and m.quota_share is not None
        ]
        if not room:
            continue
        part = min(1.0, ratio(min(room), reviewed[country.name]))
        country.quota_used += reviewed[country.name] * part
        for buyer, basket in goods.items():
            for chip in basket:
                if buyer.host is country and buyer.licence[chip] == CASE_BY_CASE:
                    basket[chip] *= part


def _pay(model: PlainModel, chip: Chip, goods: dict[Buyer, float]) -> None:
    """Let buyers pay the designer, and the designer its suppliers."""
    for buyer, number in goods.items():
        offered = chip.street_price() * buyer.company.orders["bid"]
        price = number * offered / USD_PER_BUSD
        cost = price * model.parameters["market.cost_share"]
        buyer.company.cash -= price
        model.outside["suppliers"] += cost
        chip.revenue += price
        if chip.designer is None:
            model.outside["suppliers"] += price - cost
        else:
            chip.designer.cash += price - cost


def _ship(buyer: Buyer, chip: Chip, number: float) -> None:
    """Send goods on their way, and take in what arrives."""
    buyer.backlog[chip] -= number
    before = buyer.transit[chip]
    after = before * buyer.transit_kept[chip] + number * buyer.transit_entry[chip]
    buyer.transit[chip] = after
    buyer.stock[chip] += before + number - after


def _reprice(model: PlainModel, chip: Chip, asked: float) -> None:
    """Move the street price toward what the shortage makes of it; `asked` before deliveries."""
    p = model.parameters
    chip.shortage = min(asked / (chip.vendor_stock + 1.0), LONGEST_WAIT_YEARS / model.step_years)
    aim = 1.0
    if asked >= 1.0:
        aim = min(chip.shortage, 10.0) ** p["market.price_response"]
        aim = min(max(aim, 0.8), p["market.price_ceiling"])
    chip.scarcity += (aim - chip.scarcity) * leaves(model.step_years, p["market.price_lag"])
