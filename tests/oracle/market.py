"""Ordering and market: who asks for which chips, and who gets them."""

from __future__ import annotations

from math import exp, floor
from typing import TYPE_CHECKING

from tests.oracle.agents import Buyer, Chip, Company, Country
from tests.oracle.arithmetic import leaves, ratio
from tests.oracle.grey_orders import order_grey
from tests.oracle.law import CASE_BY_CASE, Measure

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
        ordered = ratio(money * share, chip.street_price() * (1.0 + duty(buyer, chip)))
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
            dues = number * offered * (1.0 + duty(buyer, chip))
            due[buyer.company] += dues / USD_PER_BUSD
    for buyer, basket in goods.items():
        cash = max(buyer.company.cash, 0.0)
        if due[buyer.company] > cash:
            for chip in basket:
                basket[chip] *= cash / due[buyer.company]


def _cut_to_quotas(model: PlainModel, goods: Goods) -> None:
    """Cut what is delivered after review to quotas and caps, in TPP, and count it.

    A quota is a share of what the issuer's own buyers get, a cap an amount for a period.
    """
    binding = model.measures_in_force()
    for cap in binding:
        if _begins_a_period(model, cap):
            cap.spent = dict.fromkeys(cap.spent, 0.0)
    volume = {country.name: _volume(goods, country) for country in model.countries}
    for country in model.countries:
        here = [one for one in binding if country.name in one.places]
        quotas = [volume[m.issuer] * m.quota_share for m in here if m.quota_share is not None]
        caps = [one for one in here if one.country_total is not None]
        left = [max((one.country_total or 0.0) - one.spent[country.name], 0.0) for one in caps]
        if not quotas and not left:
            continue
        reviewed = _volume(goods, country, under_review=True)
        part = min(1.0, ratio(min(quotas + left), reviewed))
        country.quota_used += reviewed * part if quotas else 0.0
        for one in caps:
            one.spent[country.name] += reviewed * part
        for buyer, chip in _reviewed(goods, country):
            goods[buyer][chip] *= part


def _volume(goods: Goods, country: Country, *, under_review: bool = False) -> float:
    """Return the TPP that goes to a country, or that part of it which is under review."""
    if under_review:
        return sum(goods[b][chip] * chip.figures["tpp"] for b, chip in _reviewed(goods, country))
    return sum(
        number * chip.figures["tpp"]
        for buyer, basket in goods.items()
        if buyer.host is country
        for chip, number in basket.items()
    )


def _reviewed(goods: Goods, country: Country) -> list[tuple[Buyer, Chip]]:
    return [
        (buyer, chip)
        for buyer, basket in goods.items()
        if buyer.host is country
        for chip in basket
        if buyer.licence[chip] == CASE_BY_CASE
    ]


def _begins_a_period(model: PlainModel, cap: Measure) -> bool:
    """Tell whether a new period of a cap begins in this step."""
    if cap.country_period is None:
        return False
    since = model.middle_of_step() - cap.effective
    return floor(since / cap.country_period) > floor(
        (since - model.step_years) / cap.country_period
    )


def duty(buyer: Buyer, chip: Chip) -> float:
    """Return what a state takes on top of the price of a chip that a licence lets through."""
    if buyer.licence[chip] != CASE_BY_CASE:
        return 0.0
    return max(buyer.host.effects["duty"], 0.0)


def sales_share(buyer: Buyer, chip: Chip) -> float:
    """Return what a state takes out of the price of such a chip."""
    if buyer.licence[chip] != CASE_BY_CASE:
        return 0.0
    return min(max(buyer.host.effects["sales_share"], 0.0), 1.0)


def _pay(model: PlainModel, chip: Chip, goods: dict[Buyer, float]) -> None:
    """Let buyers pay the designer, the designer its suppliers, and both states their levies."""
    for buyer, number in goods.items():
        offered = chip.street_price() * buyer.company.orders["bid"]
        price = number * offered / USD_PER_BUSD
        cost = price * model.parameters["market.cost_share"]
        on_top, out_of_it = price * duty(buyer, chip), price * sales_share(buyer, chip)
        buyer.company.cash -= price + on_top
        _levy(model, buyer.host, "duty", on_top)
        _levy(model, buyer.host, "sales_share", out_of_it)
        model.outside["suppliers"] += cost
        chip.revenue += price - out_of_it
        if chip.designer is None:
            model.outside["suppliers"] += price - cost - out_of_it
        else:
            chip.designer.cash += price - cost - out_of_it


def _levy(model: PlainModel, place: Country, effect: str, taken: float) -> None:
    """Give a levy paid at a place to the states whose measures ask for it, each its part."""
    if taken <= 0.0:
        return
    asking = [
        (measure, max(measure.strength.get(effect, 0.0), 0.0))
        for measure in model.measures_in_force()
        if place.name in measure.places
    ]
    whole = sum(part for _, part in asking)
    for measure, part in asking:
        issuer = next(one for one in model.countries if one.name == measure.issuer)
        issuer.cash += taken * ratio(part, whole)


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
