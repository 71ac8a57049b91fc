"""Reads the measures of a run as it passes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from race.base.arrays import Floats, over_first, over_second, pick, ratio
from race.batch.hindcast.counts import Counts
from race.batch.hindcast.measures import HYPERSCALERS, MEASURES
from race.rules.block import Block
from race.rules.compute_index import (
    cluster_share,
    largest_cluster,
    most_of_country,
    open_h100e,
    owned,
    total_of_country,
)
from race.rules.decentralised import raw_pool
from race.rules.gap import years_since
from race.rules.pools import H100E_TOPS, site_h100e
from race.world.state import State

Key = tuple[str, str]
MONTHS_PER_YEAR = 12.0
KW_PER_GW = 1e6
_BASE_YEAR_END = 2023.0
"""The end of 2022, from which growth is counted."""


class Recorder:
    """Keeps what is needed of each state, and gives the measures at the moments asked for.

    Moments are decimal years: 2023.0 is the end of 2022.
    """

    def __init__(self, block: Block, moments: tuple[float, ...]) -> None:
        """Begin a run of a block."""
        self.block = block
        self.counts = Counts(block)
        self._moments = moments
        self._times: list[float] = []
        self._totals: list[dict[str, Floats]] = []
        self._smuggled: list[Floats] = []
        self._best: list[Floats] = []
        self.found: dict[float, dict[Key, Floats]] = {}
        """By moment, then by measure and actor: (R,)."""

    def watch(self, stage: str, before: State, after: State) -> None:
        """See a stage."""
        self.counts.watch(stage, before, after)

    def see(self, state: State) -> None:
        """See a state, the first one included."""
        self._times.append(state.time)
        self._totals.append(dict(self.counts.total))
        self._smuggled.append(state.smuggled)
        self._best.append(most_of_country(state.capability, self.block.world))
        half = self.block.world.calendar.step_years / 2.0
        for moment in self._moments:
            if -half < state.time - moment <= half:
                self.found[moment] = self._measure(state, moment)

    def _measure(self, state: State, moment: float) -> dict[Key, Floats]:
        levels = _levels(state, self.block)
        levels |= self._sales()
        levels |= self._models(moment)
        levels["largest_run_cost_musd", "world"] = self.counts.year_cost
        levels |= self._growth(levels, moment)
        return {
            (measure.name, actor): levels[measure.name, actor]
            for measure in MEASURES
            for actor in measure.actors
        }

    def _sales(self) -> dict[Key, Floats]:
        total = self._totals[-1]
        year = {name: self._in_year(name) for name in total}
        smuggled = self._smuggled[-1] - self._smuggled[self._year_before()]
        china = self.block.world.countries.index("CN")
        return {
            ("nvidia_h100e_sold_cum", "world"): total["nvidia_h100e"],
            ("designers4_h100e_cum", "world"): total["four_h100e"],
            ("nvidia_units_sold", "world"): year["nvidia_units"],
            ("nvidia_dc_revenue_busd", "world"): year["nvidia_busd"],
            ("nvidia_china_revenue_share", "CN"): ratio(
                year["china_nvidia_busd"], year["nvidia_busd"]
            ),
            ("china_share_nvidia_cum", "CN"): ratio(
                total["china_nvidia_h100e"], total["nvidia_h100e"]
            ),
            ("huawei_ascend_units", "world"): year["huawei_units"],
            ("h20_units", "world"): year["h20_units"],
            ("china_accelerator_units", "CN"): year["china_units"],
            ("smuggled_chips", "CN"): smuggled[china],
            ("ru_ai_server_busd", "RU"): year["russia_busd"],
            ("capex_big5_busd", "world"): year["hyperscalers_busd"],
        }

    def _in_year(self, name: str) -> Floats:
        now, before = self._totals[-1], self._totals[self._year_before()]
        return np.asarray(now[name] - before.get(name, 0.0))

    def _year_before(self) -> int:
        """Return the place of the state a year ago, or of the first."""
        return int(np.searchsorted(self._times, self._times[-1] - 1.0 - 1e-6))

    def _models(self, moment: float) -> dict[Key, Floats]:
        """Return the best published models and the lag between them.

        A model counts in the state from the end of its run; it is published some months later.
        """
        names = self.block.world.countries
        us, china = names.index("US"), names.index("CN")
        path = np.stack(self._best)
        times = np.array(self._times)
        shown = moment - self.block.parameters["training.publication_lag"]
        last = np.maximum(np.searchsorted(times, shown + 1e-9, side="right") - 1, 0)
        columns = np.arange(self.block.width)
        months = np.zeros(self.block.width)
        for place in np.unique(last):
            of = last == place
            leader = path[: place + 1].max(axis=1)[:, of]
            own = path[place, china : china + 1, of].T
            months[of] = years_since(own, leader, times[: place + 1])[0] * MONTHS_PER_YEAR
        after = np.minimum(last + 1, len(times) - 1)
        part = np.clip((shown - times[last]) / self.block.world.calendar.step_years, 0.0, 1.0)

        def best(country: int) -> Floats:
            low, high = path[last, country, columns], path[after, country, columns]
            return np.asarray(low + part * (high - low))

        return {
            ("eci_best", "US"): best(us),
            ("eci_best", "CN"): best(china),
            ("lag_months", "CN"): months,
        }

    def _growth(self, levels: Mapping[Key, Floats], moment: float) -> dict[Key, Floats]:
        """Return mean growth since the end of 2022; not a number before and at it."""
        unknown = np.full(self.block.width, np.nan)
        base = self.found.get(_BASE_YEAR_END)
        years = moment - _BASE_YEAR_END
        pairs = (
            ("cluster_growth_per_year", ("largest_cluster_h100e", "world")),
            ("world_compute_growth_per_year", ("compute_h100e", "world")),
        )
        now = {name: levels[key] for name, key in pairs}
        if years <= 0.0 or base is None:
            self._base = now
            return {(name, "world"): unknown for name, _ in pairs}
        return {
            (name, "world"): ratio(value, self._base[name]) ** (1.0 / years)
            for name, value in now.items()
        }


def _levels(state: State, block: Block) -> dict[Key, Floats]:
    """Return what can be read off a state alone."""
    world = block.world
    in_use = open_h100e(state, block)
    of_company = owned(in_use, world)
    of_country = total_of_country(of_company, world)
    everything = over_first(of_company)
    largest = largest_cluster(state, in_use, block)
    clusters = most_of_country(largest, world)
    held = of_company + _in_warehouses(state, block)
    runs = most_of_country(state.year_flop, world)
    country, company = world.countries.index, world.companies.index
    five = over_first(of_company[[company(name) for name in HYPERSCALERS]])
    found = {
        ("runs_above_1e25", "world"): state.runs_large,
        ("china_share_world_compute", "CN"): ratio(of_country[country("CN")], everything),
        ("us_share_world_compute", "US"): ratio(of_country[country("US")], everything),
        ("us_hyperscalers_share_world", "US"): ratio(five, everything),
        ("used_h100e", "OPENAI"): state.rented_h100e[company("OPENAI")],
        ("stock_h100e", "RU"): of_country[country("RU")],
        ("decentralised_largest_flop", "world"): state.pool_flop.max(axis=0),
        ("decentralised_utilisation", "world"): _utilisation(state, block),
        ("largest_site_gw", "world"): _largest_site_gw(state, in_use, block),
        ("largest_cluster_h100e", "world"): largest.max(axis=0),
        ("compute_h100e", "world"): everything,
    }
    found |= {("largest_cluster_h100e", n): clusters[country(n)] for n in ("US", "CN", "RU")}
    found |= {("largest_run_flop", n): runs[country(n)] for n in ("US", "CN", "RU", "AE", "FR")}
    found |= {("owned_h100e", n): held[company(n)] for n in ("MSFT", "GOOG", "META", "AMZN")}
    return found


def _in_warehouses(state: State, block: Block) -> Floats:
    """Return the H100e that wait for power, and those at sites not open yet, (companies, R)."""
    offers = block.world.offers
    waiting = offers.by_buyer.total(state.stock * state.chip_peak8[offers.chip] / H100E_TOPS)
    closed = over_second(site_h100e(state) - open_h100e(state, block))
    return block.world.buyers_by_company.total(waiting + closed)


def _utilisation(state: State, block: Block) -> Floats:
    """Return the useful over the raw speed of the fastest open pool, (R,)."""
    members = state.pool_members * block.inputs["company.collective"]
    raw, _ = raw_pool(state, members, state.pool_join, block)
    best = state.pool_speed.argmax(axis=0)
    return np.asarray(ratio(pick(state.pool_speed, best), pick(raw, best)))


def _largest_site_gw(state: State, in_use: Floats, block: Block) -> Floats:
    """Return the all-in power of the largest cluster that is open, (R,), in GW."""
    kw = state.site_chips * pick(state.chip_kw, np.maximum(state.site_chip, 0))
    kw = kw * cluster_share(state, block) * (in_use > 0.0)
    return np.asarray(kw.max(axis=(0, 1)) / KW_PER_GW)


Record = Callable[[Block], Recorder]
