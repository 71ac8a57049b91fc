"""Counts over a run that no state keeps: who bought what, and what the largest runs cost."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, over_first, ratio
from race.base.calendar import SECONDS_PER_YEAR
from race.batch.hindcast.measures import DESIGNERS, HYPERSCALERS
from race.rules.block import Block
from race.rules.pools import H100E_TOPS
from race.world.state import State

HOURS_PER_YEAR = 8766.0
USD_PER_BUSD = 1e9
USD_PER_MUSD = 1e6


class Counts:
    """Running totals of a block since its start, each (R,); fed with every stage that passed."""

    def __init__(self, block: Block) -> None:
        """Begin at nothing."""
        world = block.world
        self._block = block
        self.total: dict[str, Floats] = {}
        """By name of the count."""
        self._cost = np.zeros((len(world.companies), block.width))
        """Of each company's largest run that is not published yet, MUSD."""
        self.year_cost = np.zeros(block.width)
        """Of the largest run published in the calendar year so far, MUSD."""
        self._year_flop = np.zeros(block.width)
        home = world.company_country[world.buyer_company]
        self._of = {
            name: ((home == at) | (world.buyer_host == at))[world.offers.buyer][:, None]
            for name, at in ((n, world.countries.index(n)) for n in ("CN", "RU"))
        }
        """Offers to buyers in or from a country, (offers, 1)."""
        ids = [world.companies[d] if d >= 0 else "" for d in world.chip_designer.tolist()]
        self._by = {name: np.array([one == name for one in ids]) for name in (*DESIGNERS, "HUAW")}
        self._four = np.array([one in DESIGNERS for one in ids])
        self._h20 = np.array([name == "H20-96" for name in world.chips])

    def watch(self, stage: str, before: State, after: State) -> None:
        """Count what a stage did."""
        if stage == "calendar":
            self._year_flop = self._year_flop * (after.year_flop.max(axis=0) > 0.0)
        elif stage == "market":
            self._count_sales(before, after)
        elif stage == "train":
            self._count_runs(before, after)

    def _count_sales(self, before: State, after: State) -> None:
        shipped = before.backlog - after.backlog
        h100e = before.chip_peak8 / H100E_TOPS
        busd = before.chip_price * before.scarcity / USD_PER_BUSD
        by_chip = self._block.world.offers.by_chip
        units = by_chip.total(shipped)
        to_china = by_chip.total(shipped * self._of["CN"])
        to_russia = by_chip.total(shipped * self._of["RU"])
        nvidia = self._by["NVDA"]
        paid = after.revenue - before.revenue
        self._add("nvidia_units", over_first(units[nvidia]))
        self._add("nvidia_h100e", over_first((units * h100e)[nvidia]))
        self._add("four_h100e", over_first((units * h100e)[self._four]))
        self._add("nvidia_busd", over_first(paid[nvidia]))
        self._add("china_nvidia_h100e", over_first((to_china * h100e)[nvidia]))
        self._add("china_nvidia_busd", over_first((to_china * busd)[nvidia]))
        self._add("china_units", over_first(to_china))
        self._add("huawei_units", over_first(units[self._by["HUAW"]]))
        self._add("h20_units", over_first(units[self._h20]))
        world = self._block.world
        grey = after.route_demand[world.route_destination == world.countries.index("RU")]
        step = world.calendar.step_years
        self._add("russia_busd", over_first(to_russia * busd) + over_first(grey) * step)
        big = spending_of_hyperscalers(after, self._block)
        self._add("hyperscalers_busd", big * step)

    def _count_runs(self, before: State, after: State) -> None:
        """Price the runs that ended, and see which of them are published."""
        published = np.where(after.unpublished_flop <= 0.0, after.year_flop, 0.0)
        published = np.where(after.year_flop > before.year_flop, published, 0.0)
        grew = after.unpublished_flop > before.unpublished_flop
        if grew.any():
            cost = after.unpublished_flop * self._usd_per_flop(after) / USD_PER_MUSD
            self._cost = np.where(grew, cost, self._cost)
        largest = published.max(axis=0)
        new = largest > self._year_flop
        owner = published.argmax(axis=0)
        cost_of = self._cost[owner, np.arange(self._block.width)]
        self.year_cost = np.where(new, cost_of, self.year_cost)
        self._year_flop = np.where(new, largest, self._year_flop)

    def _usd_per_flop(self, state: State) -> Floats:
        """Return USD for a FLOP of each company's pool, (companies, R).

        A chip costs its list price times what server and network add, over its economic life, and
        its energy; it does peak x utilisation x availability.
        """
        p = self._block.parameters
        _, peak, use, up = state.company_terms
        chip = np.abs(state.chip_peak16[:, None] * 1e12 - peak[None]).argmin(axis=0)
        columns = np.arange(self._block.width)
        price, kw = self._worth(state)[chip, columns], state.chip_kw[chip, columns]
        hardware = price * p["cost.hardware_factor"] / (p["cost.life"] * SECONDS_PER_YEAR)
        energy = kw * p["cost.usd_per_kwh"] * HOURS_PER_YEAR / SECONDS_PER_YEAR
        return np.asarray(ratio(hardware + energy, peak * use * up))

    def _worth(self, state: State) -> Floats:
        """Return what each chip would cost to buy, (chips, R), in USD.

        Chips made for own use are worth at least what their peak costs in chips for sale then, as
        published costs of runs on TPUs are reckoned.
        """
        private = self._block.world.chip_axis.private[:, None]
        on_sale = ~private & (state.pull > 0.0)
        per_peak = np.where(on_sale, state.chip_price / state.chip_peak16, np.inf).min(axis=0)
        market = np.where(np.isfinite(per_peak), per_peak, 0.0) * state.chip_peak16
        return np.where(private, np.maximum(state.chip_price, market), state.chip_price)

    def _add(self, name: str, amount: Floats) -> None:
        self.total[name] = self.total.get(name, 0.0) + amount


def spending_of_hyperscalers(state: State, block: Block) -> Floats:
    """Return capital expenditure of the big five in a year, (R,), in BUSD.

    What they spend on AI is the model's; the rest of their capital expenditure is not simulated and
    stays at its level of 2022.
    """
    world = block.world
    rows = [world.companies.index(name) for name in HYPERSCALERS]
    filed = sum(
        quantity.value
        for name in HYPERSCALERS
        if (quantity := world.scenario.companies[name].capex_busd) is not None
    )
    rest = filed - over_first(block.inputs["company.ai_budget_busd"][rows])
    return np.asarray(over_first(state.ai_spending[rows]) + rest)
