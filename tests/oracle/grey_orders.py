"""Orders for grey goods: who sends money abroad, and what brokers buy for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.agents import Company, Country, Route
from tests.oracle.arithmetic import ratio

A_DOLLAR = 1e-9
"""BUSD a year."""

if TYPE_CHECKING:
    from tests.oracle.model import PlainModel


def order_grey(model: PlainModel) -> None:
    """Send what licences turned away to routes; brokers are paid ahead and order."""
    _wish(model)
    for country in model.countries:
        _ask_routes(model, country)
    for country in model.countries:
        _pay_brokers(model, country)
    for route in model.routes:
        route.broker.spending += route.demand / route.premium


def _wish(model: PlainModel) -> None:
    """Work out the money of embargoed buyers that looks for a route, within their cash."""
    total: dict[Company, float] = dict.fromkeys(model.companies, 0.0)
    for buyer in model.buyers:
        wish = buyer.wanted * buyer.company.orders["grey"]
        buyer.grey_wanted = wish if buyer.host.embargoed else 0.0
        total[buyer.company] += buyer.grey_wanted
    for buyer in model.buyers:
        cash_a_year = max(buyer.company.cash, 0.0) / model.step_years
        buyer.grey_wanted *= min(1.0, ratio(cash_a_year, total[buyer.company]))
        if buyer.grey_wanted <= A_DOLLAR:
            buyer.grey_wanted = 0.0


def wanted_at(model: PlainModel, country: Country) -> float:
    """Return what buyers at a place want of routes, BUSD a year: nobody uses them but under embargo."""
    if not country.embargoed:
        return 0.0
    return sum(buyer.grey_wanted for buyer in model.buyers if buyer.host is country)


def _ask_routes(model: PlainModel, country: Country) -> None:
    """Share out the demand of a destination among its routes by what they can carry."""
    routes = [route for route in model.routes if route.destination is country]
    worth = {route: worth_of_capacity(model, route) for route in routes}
    filled = min(1.0, ratio(wanted_at(model, country), sum(worth.values())))
    for route in routes:
        route.demand = worth[route] * filled


def worth_of_capacity(model: PlainModel, route: Route) -> float:
    """Return what a route can carry of the most wanted chip, at its premium, BUSD a year."""
    chip = max(model.chips, key=lambda one: one.pull)
    return route.capacity * chip.street_price() * route.premium / 1e9


def _pay_brokers(model: PlainModel, country: Country) -> None:
    """Pay the brokers of a destination for this step, each buyer by what it wanted."""
    routes: list[Route] = [route for route in model.routes if route.destination is country]
    due = sum(route.demand for route in routes) * model.step_years
    wanted = wanted_at(model, country)
    for buyer in model.buyers:
        if buyer.host is country:
            buyer.company.cash -= due * ratio(buyer.grey_wanted, wanted)
    for route in routes:
        route.broker.company.cash += route.demand * model.step_years
