"""From a world and a seed to a block of replicates and its initial state."""

from __future__ import annotations

import numpy as np

from race.base.arrays import MINIMUM_WIDTH, Floats
from race.base.errors import InputError
from race.base.rng import Chance
from race.engine.chips_at_start import chip_columns
from race.rules.block import Block
from race.rules.research import capability_of
from race.rules.rulebook import Rulebook
from race.rules.shocks import HIGHEST_TENSION
from race.scenario.actors import Company, Country
from race.scenario.values import Quantity
from race.world.draws import Drawer
from race.world.state import NO_ONE, State
from race.world.world import OUTSIDE_ACCOUNTS, World

LEVERAGED = frozenset({"cloud", "frontier_lab", "lab", "aggregate"})
"""Kinds of company that build on lent money."""
STEADY_SHARE = 0.25
"""Years of spending that a company has at hand where its cash is not known."""


def make_block(world: World, book: Rulebook, seed: int, first: int, count: int) -> Block:
    """Return a block of `count` replicates from `first` on; at least two are simulated."""
    width = max(count, MINIMUM_WIDTH)
    chance = Chance(seed, first, width)
    drawer = Drawer(chance, width)
    parameters = drawer.table("", world.scenario.parameters)
    inputs = _inputs(world, book, drawer, parameters)
    return Block(world, book, parameters, inputs, chance, first, width)


def _inputs(
    world: World, book: Rulebook, drawer: Drawer, p: dict[str, Floats]
) -> dict[str, Floats]:
    """Return starting quantities of actors, each with its axis and R."""
    inputs = _country_inputs(world, drawer)
    inputs |= _company_inputs(world, drawer, p)
    inputs |= _supply_inputs(world, drawer)
    inputs |= _route_inputs(world, drawer)
    scenario = world.scenario
    for measure, _, name in book.strengths:
        effect = name.rsplit(".", 1)[1]
        inputs[name] = drawer.draw(name, scenario.measures[book.ids[measure]].strength[effect])
    inputs |= _tension_inputs(world, p, drawer.width)
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
    buys = np.array([float(row.buys) for row in rows.values()])[:, None]
    collective = [float(row.kind == "open_collective") for row in rows.values()]
    borrows = [float(row.kind in LEVERAGED) for row in rows.values()]
    return {
        "company.leveraged": np.array(borrows)[:, None] * np.ones(drawer.width),
        "company.ai_budget_busd": budget * buys,
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


def _route_inputs(world: World, drawer: Drawer) -> dict[str, Floats]:
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
        "route.open_trade": _open_trade(world, drawer),
        "route.premium": column("premium", 1.5),
    }


def _open_trade(world: World, drawer: Drawer) -> Floats:
    """Return chips a year that each hub imports for itself, (routes, R), beside which grey ones show.

    A guess from national income: parameter grey.hub_imports, chips a year for a BUSD of it.
    """
    per_busd = drawer.draw("grey.hub_imports", world.scenario.parameters["grey.hub_imports"])
    rows = list(world.scenario.countries.values())
    gdp = [rows[hub].gdp_busd for hub in world.route_hub.tolist()]
    income = np.array([quantity.value if quantity else 100.0 for quantity in gdp])
    return income.reshape(-1, 1) * per_busd


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
    fabric: str = row.fabric or "ethernet"
    return fabric


def _chip_mfu(world: World, p: dict[str, Floats]) -> Floats:
    """Return utilisation of each chip over one with a full-speed link and mature software."""
    ones = np.ones_like(p["training.mfu.infiniband"])
    rows = []
    for chip in range(len(world.chips)):
        home = world.chip_home[chip]
        if home >= 0 and world.denied[home]:
            rows.append(p["training.mfu.ascend"] / p["training.mfu.infiniband"])
        elif world.chip_variant_of[chip] >= 0 or chip in world.variant_slots:
            rows.append(p["training.mfu.reduced_link"])
        else:
            rows.append(ones)
    return np.minimum(np.stack(rows), 1.0)


def _chip_pull(world: World, p: dict[str, Floats]) -> Floats:
    """Return the pull of each chip's designer, (chips, R)."""
    names = [world.companies[d] if d >= 0 else "" for d in world.chip_designer.tolist()]
    return np.stack([p.get(f"market.pull.{name}", p["market.pull.other"]) for name in names])


def initial_state(block: Block) -> State:
    """Return the state at the start of the scenario."""
    columns: dict[str, Floats] = {}
    for part in (chip_columns, _buyer_columns, _company_columns, _route_columns, _rule_columns):
        columns |= part(block)
    world, width = block.world, block.width
    countries, companies = len(world.countries), len(world.companies)
    zero = np.zeros(width)
    terms = np.ones((4, companies, width))
    return State(
        step=0,
        time=world.calendar.start,
        licence_basis=None,
        **columns,
        quota_used=np.zeros((countries, width)),
        tension=zero,
        backing=np.full((countries, width), 60.0),
        trust=block.inputs["country.trust"],
        enforcement=block.inputs["country.enforcement"],
        hub_enforcement=block.inputs["country.enforcement"],
        remote_access_closed=np.zeros((countries, width)),
        coalition=block.inputs["country.alignment"],
        tool_access=block.inputs["country.tool_access"],
        company_speed=np.zeros((companies, width)),
        company_together=np.zeros((companies, width)),
        company_terms=terms,
        country_speed=np.zeros((countries, width)),
        country_terms=np.ones((4, countries, width)),
        company_gap=np.full((companies, width), np.inf),
        country_gap=np.full((countries, width), np.inf),
        threshold=10.0 ** block.parameters["score.threshold_log10"],
        first_past=np.full(width, NO_ONE, dtype=np.int64),
        first_past_time=np.full(width, np.inf),
    )


def _buyer_columns(block: Block) -> dict[str, Floats]:
    world, width = block.world, block.width
    shape = (len(world.buyers), len(world.chips), width)
    sites = world.sites
    chip = np.repeat(sites.chip[..., None], width, axis=2)
    chips = np.repeat(sites.chips[..., None], width, axis=2)
    power = _power_at_start(block)
    zero = np.zeros((len(world.buyers), width))
    return {
        "licence": np.zeros(shape),
        "licence_announced": np.zeros(shape),
        "access": np.zeros(shape),
        "barred": np.zeros(shape),
        "transit_kept": np.zeros(shape),
        "transit_entry": np.zeros(shape),
        "spending": zero,
        "backlog": np.zeros(shape),
        "transit": np.zeros(shape),
        "stock": np.zeros(shape),
        "site_chip": chip,
        "site_chips": chips,
        "power_mw": power,
        "power_ordered": zero,
        "power_building": zero,
    }


def _power_at_start(block: Block) -> Floats:
    """Return MW of each buyer: the company's, at least what its chips draw, by what stands where."""
    world = block.world
    columns = chip_columns(block)
    held = np.maximum(world.sites.chip, 0)
    drawn = (columns["chip_kw"][held] * world.sites.chips[..., None]).sum(axis=1) * 1e-3
    total = world.buyers_by_company.total(drawn)
    company = np.maximum(block.inputs["company.power_mw"], total * 1.05)
    buyers = drawn / np.maximum(total[world.buyer_company], 1e-12)
    home = ~world.buyer_is_branch[:, None] & (total[world.buyer_company] <= 0.0)
    return np.where(home, company[world.buyer_company], company[world.buyer_company] * buyers)


def _company_columns(block: Block) -> dict[str, Floats]:
    world, width, p = block.world, block.width, block.parameters
    rows = list(world.scenario.companies.values())
    zero = np.zeros((len(rows), width))
    team = np.array([row.team or 0.0 for row in rows])[:, None] * np.ones(width)
    active = np.array([row.trains for row in rows])[:, None]
    start = world.calendar.start
    algorithm = np.where(active, start - block.inputs["company.algorithm_lag"], 0.0)
    best, pooled = _runs_before_start(block)
    capability = np.where(best > 0.0, capability_of(best, algorithm, block), 0.0)
    record = best.max(axis=0)
    cash = block.inputs["company.cash_busd"] + STEADY_SHARE * block.inputs["company.ai_budget_busd"]
    outside = np.zeros((len(world.countries) + len(OUTSIDE_ACCOUNTS), width))
    collective = block.inputs["company.collective"]
    return {
        "balance": np.concatenate([cash, outside]),
        "ai_budget": block.inputs["company.ai_budget_busd"],
        "ai_revenue": zero,
        "rented": block.inputs["company.provider_share"],
        "rented_year": block.inputs["company.provider_share"],
        "rented_h100e": zero,
        "team": team,
        "run_target": zero,
        "run_done": zero,
        "run_pause": _staggered(block),
        "best_flop": best,
        "unpublished_flop": zero,
        "unpublished_until": zero,
        "published_flop": best,
        "year_flop": zero,
        "runs_large": np.zeros(width),
        "record_flop": record,
        "record_owner": np.where(record > 0.0, best.argmax(axis=0), NO_ONE),
        "pool_method": collective,
        "pool_members": collective * p["pool.members_start"],
        "pool_speed": zero,
        "pool_flop": pooled,
        "pool_join": zero,
        "algorithm": algorithm,
        "capability": capability,
        "open_capability": np.zeros(width),
    }


def _staggered(block: Block) -> Floats:
    """Return a first pause for each company, so that runs do not begin all at once."""
    drawn = block.chance.uniform("training.stagger", 2**32, len(block.world.companies))
    return np.asarray(drawn * block.parameters["training.pause"])


def _runs_before_start(block: Block) -> tuple[Floats, Floats]:
    """Return the largest centralised and decentralised run of each company before the start."""
    world = block.world
    best = np.zeros((len(world.companies), block.width))
    pooled = np.zeros_like(best)
    for run in world.scenario.runs.values():
        if run.owner in world.companies and run.flop and run.published.year < world.calendar.start:
            row = world.companies.index(str(run.owner))
            table = pooled if run.mode == "decentralised" else best
            table[row] = np.maximum(table[row], run.flop)
    return best, pooled


def _route_columns(block: Block) -> dict[str, Floats]:
    world, width = block.world, block.width
    routes = len(world.routes)
    zero = np.zeros((routes, width))
    return {
        "route_capacity": block.inputs["route.capacity"],
        "route_heat": zero,
        "route_premium": np.maximum(block.inputs["route.premium"], 1.0),
        "route_demand": zero,
        "grey_wanted": np.zeros((len(world.buyers), width)),
        "route_transit": np.zeros((routes, len(world.chips), width)),
        "route_carried": zero,
        "smuggled": np.zeros((len(world.countries), width)),
        "packaging": block.inputs["foundry.packages"],
        "packaging_building": block.inputs["foundry.packages"] * 0.5,
        "memory": block.inputs["memory.stacks"],
        "memory_building": block.inputs["memory.stacks"] * 0.5,
        "fab_yield": block.inputs["foundry.yield"],
        "output_factor": np.ones((len(world.foundries), width)),
    }


def _rule_columns(block: Block) -> dict[str, Floats]:
    book, width = block.rulebook, block.width

    def wide(values: Floats) -> Floats:
        return np.repeat(values[..., None], width, axis=-1)

    effects = (7, len(block.world.countries), width)
    return {
        "measure_announced": wide(book.announced),
        "measure_effective": wide(book.effective),
        "measure_until": wide(book.until),
        "clause_lower": wide(book.lower),
        "clause_upper": wide(book.upper),
        "measure_effects": np.zeros(effects),
    }


__all__ = ["Country", "initial_state", "make_block"]
