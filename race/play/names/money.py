"""Money: purses, income, and what designs sell."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from race.base.arrays import Floats, over_first, ratio
from race.play.names.sheet import Read, Sheet, coming_to_denied, of_company
from race.rules.ledger import company_cash, state_cash

_H100E = 1979.0


def _money(n: Sheet) -> Floats:
    world, balance = n.world, n.state.balance
    purse = n.of_company(company_cash(balance, world))
    return purse + n.seats.is_country[:, None] * n.of_country(state_cash(balance, world))


def _income(n: Sheet) -> Floats:
    inputs = n.block.inputs
    years = n.state.time - n.world.calendar.start
    growth = np.array([row.growth.value for row in n.seats.rows])[:, None]
    programme = n.of_country(inputs["country.programme_busd"]) * np.exp(growth * years)
    core = n.of_company(inputs["company.core_income_busd"])
    return np.where(n.seats.is_country[:, None], programme, core + n["ai_revenue"])


def revenue_of_designs(n: Sheet) -> Floats:
    """Return what the designs of each seat have brought since the start, BUSD."""
    return n.total_at_home(n.world.designer_chips.total(n.state.revenue)[:-1])


def _sales(n: Sheet) -> Floats:
    """Return sales since the year end before the last, as a rate, (seats, R), BUSD a year."""
    calendar = n.world.calendar
    quarters = n.state.step % calendar.steps_per_year
    years = 1.0 + quarters / calendar.steps_per_year if n.state.step else 1.0
    return np.maximum(revenue_of_designs(n) - n.play.revenue_before, 0.0) / years


def _sold_h100e(n: Sheet) -> Floats:
    """Return H100e sold by each company's designs since the start, the world's last."""
    sold = n.state.sold * n.state.chip_peak8 / _H100E
    return n.world.designer_chips.total(sold)


def _sales_share(n: Sheet) -> Floats:
    by_designer = _sold_h100e(n)
    total = np.broadcast_to(over_first(by_designer), (len(n.seats), n.table.width))
    designs = n.total_at_home(by_designer[:-1])
    return ratio(designs, total)


def _lost_sales(n: Sheet) -> Floats:
    lost = n.total_at_home(n.world.designer_chips.total(n.state.lost_revenue)[:-1])
    return ratio(lost, lost + n["sales_busd"])


def _sales_denied(n: Sheet) -> Floats:
    """Return chips of each company's design on the way to denied places, as a rate, a year."""
    by_designer = n.world.designer_chips.total(coming_to_denied(n))[:-1]
    return n.total_at_home(by_designer) / np.maximum(
        n.block.parameters["market.lag.delivery"], 0.05
    )


READ: Mapping[str, Read] = {
    "money": _money,
    "income": _income,
    "ai_revenue": of_company("ai_revenue"),
    "capex": of_company("ai_spending"),
    "core_income": lambda n: n.of_company(n.block.inputs["company.core_income_busd"]),
    "sales_share": _sales_share,
    "sales_busd": _sales,
    "sales_denied": _sales_denied,
    "lost_sales": _lost_sales,
}
