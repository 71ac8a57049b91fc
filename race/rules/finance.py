"""Finance: what companies earn, and what they will spend on AI.

Sales of AI grow along a logistic curve of the best model's index (fitted to the run rates of OpenAI
and Anthropic of 2022-24, source E6), and are shared by capability and by computers to serve with.
Spending grows with expected revenue and rivalry, and is bound by what the core business and AI
sales carry and by a share of national income, so that money slows the race in the end.
Cost of the largest runs grew 2.4-fold a year (Cottier et al. 2024, source E13).
"""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, at, covered, most, over_first, ratio
from race.rules.block import Block
from race.rules.ledger import Ledger
from race.rules.orders import Orders
from race.rules.research import belief
from race.world.state import State


def finance(state: State, orders: Orders, block: Block) -> State:
    """Book revenue, subsidies and running costs; move each AI budget toward its limit."""
    step = block.world.calendar.step_years
    ledger = Ledger(state.balance, block.world)
    revenue = ai_revenue(state, block)
    ledger.companies_pay(-revenue * step, "customers")
    subsidies = _pay_programmes(ledger, orders, block, step)
    budget = next_budget(state, revenue, block)
    active = (block.world.company_since <= state.time + step)[:, None]
    spending = (budget * orders.spend + subsidies) * active
    _fund(ledger, spending, step)
    _pay_running_costs(ledger, state, block)
    return state.evolve(
        balance=ledger.balance, ai_budget=budget, ai_spending=spending, ai_revenue=revenue
    )


def ai_revenue(state: State, block: Block) -> Floats:
    """Return yearly AI sales, (companies, R), in BUSD: the world's sales, shared.

    Each seller's share follows the capability of its models and the computers it has to serve
    customers with, its own and rented ones.
    """
    p = block.parameters
    best = most(state.capability)
    world_sales = p["finance.sales.ceiling"] / (
        1.0 + np.exp((p["finance.sales.midpoint"] - best) / p["finance.sales.scale"])
    )
    p = block.each["companies"]
    served = (state.company_h100e + state.rented_h100e) ** p["finance.sales.reach"]
    pull = np.exp((state.capability - best) / p["finance.sales.choosiness"]) * served
    pull = pull * (state.capability > 0.0) * state.sells
    return np.asarray(pull * ratio(world_sales, over_first(pull)))


def next_budget(state: State, revenue: Floats, block: Block) -> Floats:
    """Return AI spending of the coming step, (companies, R), in BUSD a year.

    Growth toward the limit, logistic or with a limit that bites later (Richards 1959); growth is faster for those whose lag behind the best model
    is small enough to be made good (rivalry), and hardly begins before scaling is proven (belief).
    """
    p, step = block.each["companies"], block.world.calendar.step_years
    limit = spending_limit(state, revenue, block)
    lag = most(state.capability) - state.capability
    rivalry = 1.0 + p["finance.rivalry"] * np.exp(lag / -p["finance.rivalry.scale"])
    pace = block.parameters["finance.growth"] * belief(state, block) * rivalry
    room = np.maximum(limit, 1e-9) / np.maximum(state.ai_budget, 1e-9)
    # The closed form of growth toward a limit over one step: the same path whatever its length.
    late = p["finance.lateness"]
    growth, part = np.exp(pace * step * late), room**late
    grown = state.ai_budget * (growth * part / (part + growth - 1.0)) ** (1.0 / late)
    return np.where(state.ai_budget > 0.0, grown, 0.0)


def spending_limit(state: State, revenue: Floats, block: Block) -> Floats:
    """Return the most that each company can spend on AI in a year, (companies, R), in BUSD."""
    p, world, inputs = block.parameters, block.world, block.inputs
    years = state.time - world.calendar.start
    earned = revenue + state.rent_income
    growth = np.exp(p["finance.core_growth"] * years) * p["finance.core_share"]
    core = inputs["company.core_income_busd"] * growth
    own = core * block.pace.leverage + earned * block.each["companies"]["finance.reinvestment"]
    country_limit = (
        np.exp(p["finance.gdp_growth"] * years)
        * p["finance.gdp_share"]
        * inputs["country.gdp_busd"]
    )
    # What renters pay is their providers' investment, and counts once.
    investing = own * inputs["company.buys"]
    by_country = world.companies_by_country.total(investing)
    scale = at(covered(country_limit, by_country), world.company_country)
    return np.where(world.company_buys, own * scale, own)


def _pay_programmes(ledger: Ledger, orders: Orders, block: Block, step: float) -> Floats:
    """Pay programme money into states, and from them inspectors and subsidies to builders.

    Returns what subsidies add to spending, (companies, R), in BUSD a year, less the waste.
    """
    world, inputs = block.world, block.inputs
    ledger.states_pay(-inputs["country.programme_busd"] * step, "customers")
    paid = np.minimum(orders.subsidy * step, np.maximum(ledger.states, 0.0))
    paid = paid * inputs["country.has_builders"]
    received = inputs["company.subsidy_share"] * at(paid, world.company_country)
    ledger.states_pay_companies(paid, received)
    inspectors = (orders.enforcement + orders.hub_enforcement) * (step * 1e-3)
    ledger.states_pay(np.minimum(inspectors, np.maximum(ledger.states, 0.0)), "staff_and_energy")
    works = (orders.fab + orders.tools) * step
    ledger.states_pay(np.minimum(works, np.maximum(ledger.states, 0.0)), "builders")
    useful = 1.0 - block.each["companies"]["finance.subsidy_waste"]
    return np.asarray(received * useful / step)


def _fund(ledger: Ledger, wish: Floats, step: float) -> None:
    """Top each AI purse up to the step's spending from the core business and investors."""
    missing = np.maximum(wish * step - ledger.companies, 0.0) * (wish > 0.0)
    ledger.companies_pay(-missing, "investors")


def _pay_running_costs(ledger: Ledger, state: State, block: Block) -> None:
    """Pay electricity and operation of the installed halls."""
    due = block.world.buyers_by_company.total(block.pace.running * state.power_mw)
    ledger.companies_pay(np.minimum(due, np.maximum(ledger.companies, 0.0)), "staff_and_energy")
