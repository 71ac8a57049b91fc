"""The state at the start of a scenario."""

from __future__ import annotations

from typing import Any

import numpy as np

from race.base.arrays import Floats, over_second
from race.engine.chips_at_start import chip_columns
from race.rules.block import Block
from race.rules.research import capability_of
from race.scenario.models.measures import EFFECTS
from race.world.draws import STEP_BEFORE_THE_FIRST
from race.world.state import (
    AT_HOME,
    NO_CAP,
    NO_ONE,
    USUAL_DENSITY,
    USUAL_LEAD,
    USUAL_SECURITY,
    State,
)
from race.world.world import OUTSIDE_ACCOUNTS

STEADY_SHARE = 0.25
"""Years of spending that a company has at hand beside its cash."""


def initial_state(block: Block) -> State:
    """Return the state at the start of the scenario."""
    columns: dict[str, Any] = chip_columns(block)
    for part in (_buyer_columns, _company_columns, _route_columns, _rule_columns, _lever_columns):
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
        cap_used=np.zeros((len(block.rulebook.with_cap), countries, width)),
        tension=zero,
        materials=np.ones(width),
        trust=block.inputs["country.trust"],
        enforcement=block.inputs["country.enforcement"],
        hub_enforcement=block.inputs["country.hub_enforcement"],
        remote_access_closed=np.zeros((countries, width)),
        coalition=block.inputs["country.alignment"],
        tool_access=block.inputs["country.tool_access"],
        company_speed=np.zeros((companies, width)),
        company_own=np.zeros((companies, width)),
        company_together=np.zeros((companies, width)),
        company_h100e=np.zeros((companies, width)),
        company_terms=terms,
        country_speed=np.zeros((countries, width)),
        country_terms=np.ones((4, countries, width)),
        company_gap=np.full((companies, width), np.inf),
        country_gap=np.full((countries, width), np.inf),
        threshold=10.0 ** block.parameters["score.threshold_log10"],
        first_past=np.full(width, NO_ONE, dtype=np.int64),
        first_past_time=np.full(width, np.inf),
    )


def _buyer_columns(block: Block) -> dict[str, Any]:
    world, width = block.world, block.width
    shape = (len(world.offers), width)
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
        "wanted": zero,
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
    drawn = over_second(columns["chip_kw"][held] * world.sites.chips[..., None]) * 1e-3
    total = world.buyers_by_company.total(drawn)
    company = np.maximum(block.inputs["company.power_mw"], total * 1.05)
    buyers = drawn / np.maximum(total[world.buyer_company], 1e-12)
    home = ~world.buyer_is_branch[:, None] & (total[world.buyer_company] <= 0.0)
    return np.where(home, company[world.buyer_company], company[world.buyer_company] * buyers)


def _company_columns(block: Block) -> dict[str, Any]:
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
        "ai_spending": zero,
        "ai_revenue": zero,
        "rented": block.inputs["company.provider_share"],
        "rent_income": zero,
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
        "pool_flop": np.maximum(pooled, collective * p["pool.flop_start"]),
        "pool_join": zero,
        "algorithm": algorithm,
        "capability": capability,
        "open_capability": np.zeros(width),
    }


def _staggered(block: Block) -> Floats:
    """Return a first pause for each company, so that runs do not begin all at once."""
    drawn = block.chance.uniform(
        "training.stagger", STEP_BEFORE_THE_FIRST, len(block.world.companies)
    )
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


def _route_columns(block: Block) -> dict[str, Any]:
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


def _rule_columns(block: Block) -> dict[str, Any]:
    book, width = block.rulebook, block.width

    def wide(values: Floats) -> Floats:
        return np.repeat(values[..., None], width, axis=-1)

    effects = (len(EFFECTS), len(block.world.countries), width)
    return {
        "measure_announced": wide(book.announced),
        "measure_effective": wide(book.effective),
        "measure_until": wide(book.until),
        "clause_lower": wide(book.lower),
        "clause_upper": wide(book.upper),
        "measure_effects": np.zeros(effects),
    }


def _lever_columns(block: Block) -> dict[str, Any]:
    """Return the levers of play at rest."""
    world, width = block.world, block.width
    companies, countries = (len(world.companies), width), (len(world.countries), width)
    zero, one = np.zeros(companies), np.ones(companies)
    nothing, whole = np.zeros(countries), np.ones(countries)
    return {
        "grey_money": zero,
        "rent_money": zero,
        "withheld": zero,
        "run_cap": one * NO_CAP,
        "sells": one,
        "listed": zero,
        "eased": zero,
        "foreign_barred": zero,
        "security": one * USUAL_SECURITY,
        "cut_wish": zero,
        "rents_out": one,
        "national_lead": zero,
        "fabric_gain": one,
        "rule_lead": whole * USUAL_LEAD,
        "rule_density": whole * USUAL_DENSITY,
        "hold_memory": nothing,
        "tools_lost": nothing,
        "memory_bought": nothing,
        "deterrence": whole,
        "dispersed": nothing,
        "served": whole,
        "route_open": np.ones((len(world.routes), width)),
        "route_money": np.zeros((len(world.routes), width)),
        "hushed": zero,
        "seated_in": one * AT_HOME,
    }
