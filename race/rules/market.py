"""Ordering and market: who asks for which chips, and who gets them.

Buyers spend by performance per dollar over the chips they may have (a logit whose steepness is a
parameter); what vendors cannot serve waits in a backlog. A short supply is rationed by bid, and
list prices move a little with the shortage. Anchors: NVIDIA units of 2022-24 (source E3); 5 BUSD of
A800-class orders placed before the rule of 2023.
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, at, covered, over_first, ratio
from race.rules.block import Block
from race.rules.calendar_events import middle
from race.rules.grey_orders import (
    USD_PER_BUSD,
    broker_spending,
    grey_demand,
    prepaid,
    route_requests,
)
from race.rules.ledger import Ledger, company_cash
from race.rules.levies import Levies, levied_of, treasuries
from race.rules.orders import Orders
from race.rules.quotas import within_quotas
from race.world.offers import Offers
from race.world.state import State

_LONGEST_WAIT = 10.0
"""Years of deliveries on order: more are as good as never."""


def attraction(state: State, block: Block) -> Floats:
    """Return the pull of each chip on sale, (chips, R): worth per dollar to a power.

    Worth mixes 16-bit peak and memory bandwidth, which decides the use of a chip for serving; the
    pull falls with the years since first volume, as less of the economic life is left. A new chip
    comes into full sale over `market.ramp` years; a variant, cut from dies that are made already, at
    once.
    """
    p = block.each["chips"]
    weight = p["market.bandwidth_weight"]
    bandwidth = np.maximum(state.chip_metrics[3], 1.0)
    worth = state.chip_peak16 ** (1.0 - weight) * bandwidth**weight
    price = state.chip_price * state.scarcity
    age = middle(state, block) - state.chip_launch
    on_sale = (age >= 0.0) & (age < p["market.years_on_sale"]) & (price > 0.0)
    per_dollar = worth / np.where(on_sale, price, 1.0)
    pull = (per_dollar * 10.0) ** p["market.steepness"] * block.inputs["chip.pull"]
    since = np.where(on_sale, age, 0.0)
    full = np.maximum(since / p["market.ramp"], block.pace.cut)
    left = np.exp(-p["market.ageing"] * since) * np.minimum(1.0, full)
    return np.asarray(pull * left * on_sale)


def chip_spending(state: State, orders: Orders, block: Block) -> Floats:
    """Return what each buyer would pay for chips in a year, (buyers, R), in BUSD.

    The share of the AI budget that goes to chips and is not kept for rent; more of it before an
    announced rule shuts a door, less while chips wait for power.
    """
    world = block.world
    budget = state.ai_spending * (1.0 - orders.rent)
    to_chips = budget * block.each["companies"]["market.chip_share"]
    offers = world.offers
    idle = offers.by_buyer.total(state.stock * at(state.chip_kw, offers.chip)) * 1e-3
    tolerance = block.each["buyers"]["market.idle_tolerance"]
    idle_share = ratio(idle, idle + state.power_mw) / tolerance
    appetite = 1.0 / (1.0 + idle_share * idle_share)
    spending = at(to_chips, world.buyer_company) * block.inputs["buyer.share"] * appetite
    if state.licence_announced is not state.licence:
        coming = np.maximum(state.licence_announced - state.licence, 0.0)
        threatened = offers.by_buyer.total(coming * state.access) > 0.0
        spending = spending * (1.0 + threatened * at(orders.stockpile, world.buyer_company))
    return spending


def ordering(state: State, orders: Orders, block: Block) -> State:
    """Place orders: add to the backlog what buyers want of the chips they may have.

    What licences turn away asks for a grey route, and brokers order for it in the same step.
    """
    world, offers = block.world, block.world.offers
    step = world.calendar.step_years
    pull = attraction(state, block)
    spending = chip_spending(state, orders, block)
    pull_of_offer = at(pull, offers.chip)
    open_pull = state.access * pull_of_offer
    allowed = offers.by_buyer.total(open_pull)
    unrestricted = offers.by_buyer.total(offers.on_sale(pull_of_offer))
    freedom = np.minimum(1.0, ratio(allowed, unrestricted))
    home = _home_buyers(pull, state, orders, block)
    substitution = block.each["buyers"]["market.substitution"]
    spent = spending * np.maximum(freedom**substitution, home)
    unspent = spending - spent
    demand = grey_demand(unspent, state, orders, block)
    requests = route_requests(demand, pull, state, block)
    spent[world.brokers] += broker_spending(requests, state, block)
    grey_wanted = np.zeros(spent.shape)
    grey_wanted[world.grey_goods.customers] = demand
    usd_per_pull = ratio(spent, allowed) * (step * USD_PER_BUSD)
    price = at(state.chip_price * state.scarcity, offers.chip)
    levied = levied_of(state, block).levies
    if levied is not None:
        price = price * (1.0 + levied.duty)
    backlog = ratio(open_pull, price) * at(usd_per_pull, offers.buyer)
    backlog += state.backlog * block.pace.patient
    turned_away = state.barred * at(ratio(spending, unrestricted), offers.buyer)
    return state.evolve(
        pull=pull,
        backlog=backlog,
        spending=spent,
        wanted=unspent,
        grey_wanted=grey_wanted,
        route_demand=requests,
        balance=prepaid(requests * step, demand * step, state, block),
        lost_revenue=offers.by_chip.total(turned_away) * pull,
    )


def _home_buyers(pull: Floats, state: State, orders: Orders, block: Block) -> Floats:
    """Return how far buyers take what their home offers for the whole, (buyers, R), 0 to 1.

    As far as the makers at home deliver within the buyers' patience.
    """
    world = block.world
    wait = state.shortage * world.calendar.step_years
    patience = block.each["chips"]["market.patience"]
    in_time = pull * np.minimum(1.0, patience / np.maximum(wait, 1e-9))
    offered, soon = (
        world.home_offers.total(at(one, world.home_offer_chip)) for one in (pull, in_time)
    )
    wish = at(orders.home_chips, world.buyer_company) * block.inputs["buyer.denied"]
    return wish * ratio(soon, offered)


def market(state: State, orders: Orders, block: Block) -> State:
    """Ship what vendors have: ration by bid, take payment, move goods, adjust prices."""
    world, p, offers = block.world, block.each["chips"], block.world.offers
    step = world.calendar.step_years
    asked = offers.by_chip.total(state.backlog)
    offered = at(orders.bid, world.buyer_company)
    weight = block.each["buyers"]["market.bid_weight"]
    place = offered**weight * at(state.served, world.buyer_host)
    bid = at(place, offers.buyer)
    cost = at(state.chip_price * state.scarcity * (1.0 / USD_PER_BUSD), offers.chip)
    cost *= at(offered, offers.buyer)
    shipped = rationed(state.backlog, asked, bid, state.vendor_stock, offers)
    levied = levied_of(state, block).levies
    due = cost if levied is None else cost * (1.0 + levied.duty)
    shipped = _within_cash(shipped, offers.by_buyer.total(shipped * due), state, block)
    limits = within_quotas(shipped, state, block)
    shipped = limits.shipped
    delivered = offers.by_chip.total(shipped)
    sales = shipped * cost
    income = offers.by_chip.total(sales)
    ledger = Ledger(state.balance, world)
    _settle(ledger, offers.by_buyer.total(shipped * due), income, block)
    if levied is not None:
        income = income - _take_levies(ledger, sales, levied, state, block)
    transit = state.transit * state.transit_kept
    transit += shipped * state.transit_entry
    stock = state.transit + shipped
    stock -= transit
    stock += state.stock
    shortage = np.minimum(ratio(asked, state.vendor_stock + 1.0), _LONGEST_WAIT / step)
    aim = np.maximum(np.minimum(shortage, 10.0) ** p["market.price_response"], 0.8)
    aim = np.where(asked < 1.0, 1.0, np.minimum(aim, p["market.price_ceiling"]))
    adjusted = block.leaving["chips"]["market.price_lag"]
    return state.evolve(
        balance=ledger.balance,
        backlog=state.backlog - shipped,
        transit=transit,
        stock=stock,
        vendor_stock=np.maximum(state.vendor_stock - delivered, 0.0),
        scarcity=state.scarcity + (aim - state.scarcity) * adjusted,
        shortage=shortage,
        sold=state.sold + delivered,
        revenue=state.revenue + income,
        quota_used=limits.quota_used,
        cap_used=limits.cap_used,
    )


def rationed(asked: Floats, total: Floats, bid: Floats, supply: Floats, offers: Offers) -> Floats:
    """Return deliveries, (offers, R), of a supply (chips, R); `total` is asked of each chip.

    First round by orders times bid, (offers, R), capped at the order; the rest in proportion to
    what is left. Never more than asked, never more than there is.
    """
    weighted = asked * bid
    scale = np.minimum(ratio(supply, offers.by_chip.total(weighted)), USD_PER_BUSD)
    weighted *= at(scale, offers.chip)
    first = np.minimum(asked, weighted, out=weighted)
    given = offers.by_chip.total(first)
    more = np.minimum(ratio(np.maximum(supply - given, 0.0), total - given), 1.0)
    rest = asked - first
    rest *= at(more, offers.chip)
    first += rest
    np.minimum(first, asked, out=first)
    return first


def _within_cash(shipped: Floats, due: Floats, state: State, block: Block) -> Floats:
    """Cut deliveries, for which `due` (buyers, R) BUSD are asked, to what companies can pay.

    This comes before the quota, which is a share of what the issuer's own buyers get in the end.
    """
    world = block.world
    total = world.buyers_by_company.total(due)
    cash = np.maximum(company_cash(state.balance, world), 0.0)
    if (total <= cash).all():
        return shipped
    payable = at(covered(cash, total), world.buyer_company)
    return np.asarray(shipped * at(payable, world.offers.buyer))


def _settle(ledger: Ledger, paid: Floats, income: Floats, block: Block) -> None:
    """Move money from buyers' companies, paid (buyers, R), to designers, income (chips, R)."""
    world, suppliers = block.world, ledger.outside("suppliers")
    ledger.companies -= world.buyers_by_company.total(paid)
    to_makers = income * block.each["chips"]["market.cost_share"]
    suppliers += over_first(to_makers)
    margin = world.designer_chips.total(income - to_makers)
    ledger.companies += margin[:-1]
    suppliers += margin[-1]


def _take_levies(
    ledger: Ledger, sales: Floats, levied: Levies, state: State, block: Block
) -> Floats:
    """Pay duties and shares of sales, (offers, R) in BUSD, to the states that levy them.

    Returns what designers give up of each chip, (chips, R). Buyers have paid the duty already.
    """
    world = block.world
    share = sales * levied.sales_share
    given_up = world.offers.by_chip.total(share)
    by_designer = world.designer_chips.total(given_up)
    ledger.companies -= by_designer[:-1]
    suppliers = ledger.outside("suppliers")
    suppliers -= by_designer[-1]
    on_top, out_of_it = (
        world.buyers_by_host.total(world.offers.by_buyer.total(one))
        for one in (sales * levied.duty, share)
    )
    ledger.states += treasuries(on_top, out_of_it, state, block)
    return given_up
