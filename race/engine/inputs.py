"""Starting quantities of actors, as a block draws them: from the rows of a scenario to (actors, R)."""

from __future__ import annotations

import numpy as np

from race.base.arrays import Floats, at, ratio
from race.base.errors import InputError
from race.rules.rulebook import Rulebook
from race.rules.shocks import HIGHEST_TENSION
from race.scenario.models.actors import Company
from race.scenario.models.chips import Chip
from race.scenario.models.values import Quantity
from race.world.draws import Drawer
from race.world.world import World

FULL_LINK_GBS = 600.0
"""Chip-to-chip link of the A100, in both directions."""
LEVERAGED = frozenset({"cloud", "frontier_lab", "lab", "aggregate"})
"""Kinds of company that build on lent money."""
CONVINCED = frozenset({"frontier_lab"})
"""Kinds of company that were founded to train the largest models, proof or no proof."""


def starting_inputs(
    world: World, book: Rulebook, drawer: Drawer, p: dict[str, Floats]
) -> dict[str, Floats]:
    """Return starting quantities of actors, each with its axis and R."""
    inputs = _country_inputs(world, drawer)
    inputs |= _company_inputs(world, drawer, p)
    inputs |= _supply_inputs(world, drawer)
    inputs |= _route_inputs(world, drawer, p, inputs["country.gdp_busd"])
    scenario = world.scenario
    for measure, _, name in book.strengths:
        effect = name.rsplit(".", 1)[1]
        inputs[name] = drawer.draw(name, scenario.measures[book.ids[measure]].strength[effect])
    inputs |= _tension_inputs(world, p, drawer.width)
    inputs["country.hub_enforcement"] = _hub_enforcement(world, inputs)
    inputs |= _subsidy_shares(world, inputs)
    engineers = inputs["country.engineers"]
    inputs["company.talent"] = (engineers / engineers.max(axis=0))[world.company_country]
    denied = world.denied[world.buyer_host][:, None] * np.ones(drawer.width)
    inputs["buyer.denied"] = denied
    inputs["country.denied"] = world.denied[:, None] * np.ones(drawer.width)
    inputs["buyer.share"] = _buyer_shares(world, p)
    inputs["buyer.mfu"] = np.stack(
        [p[f"training.mfu.{_fabric(world, b)}"] for b in range(len(world.buyers))]
    )
    inputs["chip.mfu"] = _chip_mfu(world, p)
    inputs["chip.pull"] = _chip_pull(world, p)
    return inputs


def _country_inputs(world: World, drawer: Drawer) -> dict[str, Floats]:
    rows = world.scenario.countries

    def column(field: str, fallback: float, factor: float = 1.0) -> Floats:
        return np.stack(
            [
                _draw(drawer, f"country.{name}.{field}", getattr(row, field), fallback) * factor
                for name, row in rows.items()
            ]
        )

    access = np.ones((len(rows), drawer.width))
    for i, name in enumerate(rows):
        quantity = world.scenario.parameters.get(f"politics.tool_access.{name}")
        if quantity is not None:
            access[i] = drawer.draw(f"politics.tool_access.{name}", quantity)
    return {
        "country.gdp_busd": column("gdp_busd", 100.0),
        "country.programme_busd": column("programme_busd", 0.0),
        "country.power_price_usd_per_kwh": column("power_price_usd_per_kwh", 0.1),
        "country.build_years": column("build_months", 24.0, 1.0 / 12.0),
        "country.grid_mw_per_year": column("grid_ai_mw_per_year", 100.0),
        "country.grid_growth": column("grid_growth", 0.08),
        "country.trust": column("trust", 50.0),
        "country.engineers": column("engineers", 1.5),
        "country.alignment": column("alignment_us", 0.5),
        "country.enforcement": column("enforcement_musd", 10.0),
        "country.tool_access": access,
    }


def _company_inputs(world: World, drawer: Drawer, p: dict[str, Floats]) -> dict[str, Floats]:
    rows = world.scenario.companies

    def column(field: str, fallback: float) -> Floats:
        return np.stack(
            [
                _draw(drawer, f"company.{name}.{field}", getattr(row, field), fallback)
                for name, row in rows.items()
            ]
        )

    budget = column("capex_busd", 0.0) * column("ai_capex_share", 0.1)
    spends = [float(row.buys or row.provider is not None) for row in rows.values()]
    buys = np.array([float(row.buys) for row in rows.values()])[:, None]
    collective = [float(row.kind == "open_collective") for row in rows.values()]
    convinced = [float(row.kind in CONVINCED) for row in rows.values()]
    borrows = [float(row.kind in LEVERAGED and not row.diversified) for row in rows.values()]
    return {
        "company.buys": buys * np.ones(drawer.width),
        "company.convinced": np.array(convinced)[:, None] * np.ones(drawer.width),
        "company.leveraged": np.array(borrows)[:, None] * np.ones(drawer.width),
        "company.ai_budget_busd": budget * np.array(spends)[:, None],
        "company.core_income_busd": np.maximum(column("core_income_busd", 0.0), budget),
        "company.cash_busd": column("cash_busd", 0.0),
        "company.cluster_share": column("cluster_share", 0.5),
        "company.power_mw": column("power_mw", 0.0),
        "company.provider_share": column("provider_share", 0.0),
        "company.collective": np.array(collective)[:, None] * np.ones(drawer.width),
        "company.algorithm_lag": np.stack([_lag(row, p) for row in rows.values()]),
    }


def _lag(row: Company, p: dict[str, Floats]) -> Floats:
    """Return years behind the frontier of algorithms that an actor keeps at best, (R,)."""
    by_kind = p.get(f"research.lag.{row.kind}", p["research.lag.other"])
    if row.home == "US":
        return by_kind
    return by_kind + p.get(f"research.lag.abroad.{row.home}", p["research.lag.abroad.other"])


def _supply_inputs(world: World, drawer: Drawer) -> dict[str, Floats]:
    supply = world.scenario.supply

    def column(kind: str, names: tuple[str, ...], field: str) -> Floats:
        keys = [f"{kind}.{name}.{field}" for name in names]
        missing = [key for key in keys if key not in supply]
        if missing:
            raise InputError(f"supply.{missing[0]}: missing; allowed: a quantity; add it")
        return np.stack([drawer.draw("supply." + key, supply[key]) for key in keys])

    makers = world.memory_makers
    ceiling = column("foundry", world.foundries, "ceiling")
    return {
        "foundry.packages": column("foundry", world.foundries, "packages"),
        "foundry.ceiling": ceiling,
        "foundry.yield": column("foundry", world.foundries, "yield"),
        "foundry.yield_ceiling": column("foundry", world.foundries, "yield_ceiling"),
        "memory.stacks": column("memory", makers, "stacks"),
        "memory.ceiling": column("memory", makers, "ceiling"),
    }


def _tension_inputs(world: World, p: dict[str, Floats], width: int) -> dict[str, Floats]:
    """Return rates and output by level of tension, (levels, R), and who makes chips on Taiwan."""
    levels = range(round(HIGHEST_TENSION) + 1)
    calm, nothing = np.ones(width), np.zeros(width)
    island = [world.countries[c] == "TW" for c in world.foundry_country.tolist()]
    return {
        "tension.up": np.stack([p.get(f"shocks.tension.up.{n}", nothing) for n in levels]),
        "tension.down": np.stack([p.get(f"shocks.tension.down.{n}", nothing) for n in levels]),
        "tension.output": np.stack([p.get(f"shocks.tension.output.{n}", calm) for n in levels]),
        "foundry.on_taiwan": np.array(island, dtype=float)[:, None] * calm,
    }


def _route_inputs(
    world: World, drawer: Drawer, p: dict[str, Floats], income: Floats
) -> dict[str, Floats]:
    """Return starting quantities of routes; `income` is that of the countries, (countries, R)."""
    rows = world.scenario.routes
    width = drawer.width

    def column(field: str, fallback: float) -> Floats:
        drawn = [
            _draw(drawer, f"route.{name}.{field}", getattr(row, field), fallback)
            for name, row in rows.items()
        ]
        return np.stack(drawn) if drawn else np.zeros((0, width))

    return {
        "route.capacity": column("capacity_chips_per_year", 100.0),
        "route.enforcement": column("enforcement_musd", 10.0),
        "route.lag_years": column("lag_years", 0.5),
        # A guess: what a hub imports for itself, in the open, goes with its income.
        "route.open_trade": at(income, world.route_hub) * p["grey.hub_imports"],
        "route.premium": column("premium", 1.5),
        "route.inspection": _inspection(column("standing", 25.0), p["grey.standing"]),
    }


def _inspection(standing: Floats, usual: Floats) -> Floats:
    """Return how closely each route's hub looks at it, over a hub of usual standing, (routes, R).

    Standing tells how willing the hub is to look away for the destination, 0 to 100.
    """
    return np.asarray(np.maximum(100.0 - standing, 0.0) / np.maximum(100.0 - usual, 1.0))


def _hub_enforcement(world: World, inputs: dict[str, Floats]) -> Floats:
    """Return inspection of transit at the start, (countries, R): that of a hub's strictest route."""
    inspection = inputs["country.enforcement"].copy()
    for hub in np.unique(world.route_hub).tolist():
        inspection[hub] = inputs["route.enforcement"][world.route_hub == hub].max(axis=0)
    return inspection


def _subsidy_shares(world: World, inputs: dict[str, Floats]) -> dict[str, Floats]:
    """Return who gets what of a state's subsidies: its builders, by their starting budgets."""
    budget = inputs["company.ai_budget_busd"]
    total = world.companies_by_country.total(budget)
    return {
        "country.has_builders": (total > 0.0).astype(np.float64),
        "company.subsidy_share": ratio(budget, total[world.company_country]),
    }


def _draw(drawer: Drawer, name: str, quantity: Quantity | None, fallback: float) -> Floats:
    return np.full(drawer.width, fallback) if quantity is None else drawer.draw(name, quantity)


def _buyer_shares(world: World, p: dict[str, Floats]) -> Floats:
    """Return the share of its company's buying that each buyer does; brokers buy on request."""
    rows = list(world.scenario.companies.values())
    share = np.zeros((len(world.buyers), len(p["market.branch_share"])))
    for buyer, company in enumerate(world.buyer_company.tolist()):
        row = rows[company]
        if row.kind == "broker" or not row.buys:
            continue
        branches = len(row.branches)
        abroad = p["market.branch_share"] / max(branches, 1)
        share[buyer] = abroad if world.buyer_is_branch[buyer] else 1.0 - abroad * branches
    return share


def _fabric(world: World, buyer: int) -> str:
    row = list(world.scenario.companies.values())[int(world.buyer_company[buyer])]
    # Ascend brings its utilisation with the chip, see _chip_mfu.
    fabric: str = row.fabric or "ethernet"
    return "infiniband" if fabric == "ascend" else fabric


def _chip_mfu(world: World, p: dict[str, Floats]) -> Floats:
    """Return utilisation of each chip over one with a full-speed link and mature software.

    Chips for sale with a link below that of the A100 train at the reduced value (V100, A800, H800),
    and so do variants to come, whose link is what vendors cut first.
    """
    ones = np.ones_like(p["training.mfu.infiniband"])
    catalogue = world.chip_axis.rows
    rows = []
    for chip in range(len(world.chips)):
        home = world.chip_home[chip]
        if home >= 0 and world.denied[home]:
            rows.append(p["training.mfu.ascend"] / p["training.mfu.infiniband"])
        elif chip in world.variant_slots or _slow_link(catalogue[chip], world, chip):
            rows.append(p["training.mfu.reduced_link"])
        else:
            rows.append(ones)
    return np.minimum(np.stack(rows), 1.0)


def _slow_link(row: Chip | None, world: World, chip: int) -> bool:
    """Tell whether a chip for sale has a slower link than the A100."""
    if row is None or world.chip_axis.private[chip] or not row.link_gbs:
        return False
    return row.link_gbs < FULL_LINK_GBS


def _chip_pull(world: World, p: dict[str, Floats]) -> Floats:
    """Return the pull of each chip's designer, (chips, R)."""
    names = [world.companies[d] if d >= 0 else "" for d in world.chip_designer.tolist()]
    return np.stack([p.get(f"market.pull.{name}", p["market.pull.other"]) for name in names])
