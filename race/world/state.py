"""The state of the world: a frozen record of arrays, the replicate axis last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from race.base.arrays import Floats, Whole
from race.world.columns import column, table

NO_ONE = -1
NO_CAP = 40.0
"""Decades of FLOP: no run comes near it."""
AT_HOME = -1.0
"""Country whose law holds for a company that did not move its seat."""
USUAL_LEAD = -1.0
"""Stands for the lead time of the parameter `politics.lead_years`."""
USUAL_DENSITY = -1.0
"""Stands for the density of the parameter `politics.density_per_tpp`."""
USUAL_SECURITY = 2.0
"""Guard of weights at which leaks come at the rate of `shocks.leak.rate`."""


@dataclass(frozen=True, eq=False)
class State:
    """All that changes during a run; a stage returns a new one with some arrays replaced."""

    step: int
    time: float
    licence_basis: Any
    """The arrays that the licences were worked out from; the stage keeps them while these hold."""

    # Chips as designed, and where all of them are
    chip_peak16: Floats = column("chips", "TFLOP/s", "dense 16-bit peak, used for training", low=0)
    chip_peak8: Floats = column("chips", "TOP/s", "dense 8-bit peak; 1,979 is one H100e", low=0)
    chip_metrics: Floats = column(
        "metrics chips", "-", "TPP, density, I/O, DRAM bandwidth, their sum, data centre", low=0
    )
    chip_kw: Floats = column("chips", "kW", "site power of one chip, all in", low=0)
    chip_price: Floats = column("chips", "USD", "list price", low=0)
    chip_packages: Floats = column(
        "chips", "814 mm2", "advanced packages that one chip uses", low=0
    )
    chip_stacks: Floats = column("chips", "stacks", "high-bandwidth memory stacks of 16 GB", low=0)
    chip_launch: Floats = column("chips", "years", "moment of first volume, inf if there is none")
    made: Floats = column(
        "chips", "chips", "made since the start, initial holdings included", low=0
    )
    vendor_stock: Floats = column("chips", "chips", "made and not yet shipped", low=0)
    failed: Floats = column("chips", "chips", "lost to failures beyond repair", low=0)
    retired: Floats = column("chips", "chips", "taken out by their owners", low=0)
    seized: Floats = column("chips", "chips", "lost to interception of grey imports", low=0)
    scarcity: Floats = column("chips", "1", "street price over list price", low=0)
    pull: Floats = column("chips", "1", "pull of the chip on a free buyer", low=0)
    shortage: Floats = column("chips", "1", "demand over supply of the last step", low=0)
    sold: Floats = column("chips", "chips", "delivered to buyers since the start", low=0)
    revenue: Floats = column("chips", "BUSD", "paid to the designer since the start", low=0)
    lost_revenue: Floats = column("chips", "BUSD/year", "demand turned away by licence", low=0)

    # Offers: pairs of a buyer, a company at a destination, and a chip that it can come by
    licence: Floats = column(
        "offers", "outcome", "free 0, notice 1, case 2, denied 3", low=0, high=3
    )
    licence_announced: Floats = column(
        "offers", "outcome", "the same once announced rules bind", low=0, high=3
    )
    access: Floats = column("offers", "1", "weight of the chip in the buyer's choice", low=0)
    barred: Floats = column("offers", "1", "share of the choice that licences take", low=0, high=1)
    transit_kept: Floats = column(
        "offers", "1", "share of transit left after a step", low=0, high=1
    )
    transit_entry: Floats = column(
        "offers", "1", "share of a step's shipments left after it", low=0, high=1
    )
    spending: Floats = column("buyers", "BUSD/year", "spending on chips, as ordered", low=0)
    backlog: Floats = column("offers", "chips", "ordered and not yet filled", low=0)
    transit: Floats = column("offers", "chips", "shipped and not yet arrived", low=0)
    stock: Floats = column("offers", "chips", "in warehouses, waiting for power", low=0)
    site_chip: Whole = column(
        "buyers slots", "index", "type at the site, -1 if none", dtype="int64", low=-1
    )
    site_chips: Floats = column("buyers slots", "chips", "installed at the site", low=0)
    power_mw: Floats = column("buyers", "MW", "power of own AI halls", low=0)
    power_ordered: Floats = column("buyers", "MW", "power in planning and grid queue", low=0)
    power_building: Floats = column("buyers", "MW", "power under construction", low=0)
    quota_used: Floats = column("countries", "TPP", "deliveries of this year under a quota", low=0)
    cap_used: Floats = column(
        "caps countries", "TPP", "deliveries under review in the period of a cap", low=0
    )

    # Money: one double-entry ledger
    balance: Floats = column("accounts", "BUSD", "companies, states, then outside accounts")
    ai_budget: Floats = column(
        "companies", "BUSD/year", "spending on AI chips, halls and rent", low=0
    )
    ai_spending: Floats = column(
        "companies", "BUSD/year", "what is spent in this step, subsidies included", low=0
    )
    ai_revenue: Floats = column("companies", "BUSD/year", "sales of models and compute", low=0)

    # Supply
    packaging: Floats = column("foundries", "packages/year", "advanced packaging capacity", low=0)
    packaging_building: Floats = column("foundries", "packages/year", "capacity on order", low=0)
    memory: Floats = column("memory", "stacks/year", "high-bandwidth memory capacity", low=0)
    memory_building: Floats = column("memory", "stacks/year", "capacity on order", low=0)
    fab_yield: Floats = column("foundries", "1", "good dies over dies begun", low=0, high=1)
    tool_access: Floats = column("countries", "1", "access to fab equipment", low=0, high=1)
    output_factor: Floats = column("foundries", "1", "output left after shocks", low=0, high=1)

    # Grey routes
    wanted: Floats = column("buyers", "BUSD/year", "spending that licences turned away", low=0)
    grey_wanted: Floats = column("buyers", "BUSD/year", "money that looks for a grey route", low=0)
    route_capacity: Floats = column("routes", "chips/year", "what the route can carry", low=0)
    route_heat: Floats = column("routes", "1", "attention of investigators", low=0, high=1)
    route_premium: Floats = column("routes", "1", "price over list at the destination", low=1)
    route_demand: Floats = column("routes", "BUSD/year", "money asking for the route", low=0)
    route_transit: Floats = column("routes chips", "chips", "on the way through the hub", low=0)
    route_carried: Floats = column(
        "routes", "chips/year", "arrivals of the last step, as a rate", low=0
    )
    smuggled: Floats = column("countries", "chips", "arrived by grey routes since the start", low=0)

    # Rented capacity
    rented: Floats = column(
        "companies", "1", "share of the provider's fleet under contract", low=0, high=1
    )
    rent_income: Floats = column("companies", "BUSD/year", "paid by renters to the provider", low=0)
    rented_h100e: Floats = column("companies", "H100e", "rented capacity", low=0)

    # Training
    team: Floats = column("companies", "1", "0 first large run, 1 tuned", low=0, high=1)
    run_target: Floats = column(
        "companies", "FLOP", "size of the run in progress, 0 if none", low=0
    )
    run_done: Floats = column("companies", "FLOP", "done of it", low=0)
    run_pause: Floats = column("companies", "years", "until the next run may begin", low=0)
    best_flop: Floats = column("companies", "FLOP", "largest completed run", low=0)
    unpublished_flop: Floats = column("companies", "FLOP", "completed, not yet published", low=0)
    unpublished_until: Floats = column("companies", "years", "moment of its publication")
    published_flop: Floats = column("companies", "FLOP", "largest published run", low=0)
    year_flop: Floats = column(
        "companies", "FLOP", "largest run published this calendar year", low=0
    )
    runs_large: Floats = column("", "runs", "published runs above 1e25 FLOP", low=0)
    record_flop: Floats = column("", "FLOP", "largest completed run of the world", low=0)
    record_owner: Whole = column("", "index", "company of the record", dtype="int64", low=-1)

    # Decentralised pools
    pool_method: Floats = column("companies", "1", "level of slow-link methods", low=0, high=5)
    pool_members: Floats = column("companies", "sites", "sites in the collective's pool", low=0)
    pool_speed: Floats = column(
        "companies", "FLOP/s", "useful speed of the collective's pool", low=0
    )
    pool_flop: Floats = column("companies", "FLOP", "largest decentralised run", low=0)
    pool_join: Floats = column("companies", "1", "share of own chips lent to a pool", low=0, high=1)

    # Research and capability
    algorithm: Floats = column(
        "companies", "years", "algorithmic level, as the date of the frontier"
    )
    capability: Floats = column("companies", "points", "capabilities index of the best own model")
    open_capability: Floats = column("", "points", "capabilities index of the best open model")

    # Rules and politics
    measure_announced: Floats = column("measures", "years", "moment of announcement, inf if none")
    measure_effective: Floats = column(
        "measures", "years", "moment from which it binds, inf if none"
    )
    measure_until: Floats = column("measures", "years", "moment at which it ends")
    clause_lower: Floats = column("clauses metrics", "-", "lower bounds of the clauses")
    clause_upper: Floats = column("clauses metrics", "-", "upper bounds of the clauses")
    measure_effects: Floats = column("effects countries", "-", "what measures in force move")
    enforcement: Floats = column("countries", "MUSD/year", "export enforcement at home", low=0)
    hub_enforcement: Floats = column("countries", "MUSD/year", "inspection at the hub", low=0)
    remote_access_closed: Floats = column(
        "countries", "1", "1 where renting to denied buyers is barred", low=0, high=1
    )
    coalition: Floats = column(
        "countries", "1", "1 where the country follows the controller", low=0, high=1
    )
    tension: Floats = column("", "level", "Taiwan Strait: 0 calm to 5 war", low=0, high=5)
    materials: Floats = column("", "1", "output left where materials are held back", low=0, high=1)
    trust: Floats = column(
        "countries", "points", "credit with sellers and partners", low=0, high=100
    )

    # Score
    company_speed: Floats = column("companies", "FLOP/s", "useful speed of the fastest pool", low=0)
    company_own: Floats = column(
        "companies", "FLOP/s", "useful speed without slow-link pools", low=0
    )
    company_together: Floats = column("companies", "FLOP/s", "speed of all own clusters", low=0)
    company_h100e: Floats = column("companies", "H100e", "installed at all own sites", low=0)
    company_terms: Floats = column(
        "terms companies", "-", "chips, peak FLOP/s, utilisation, availability"
    )
    country_speed: Floats = column("countries", "FLOP/s", "useful speed of the fastest pool", low=0)
    country_terms: Floats = column(
        "terms countries", "-", "chips, peak FLOP/s, utilisation, availability"
    )
    company_gap: Floats = column("companies", "years", "training gap, inf without a pool", low=0)
    country_gap: Floats = column("countries", "years", "training gap, inf without a pool", low=0)
    # Levers of play: what rules of play move beside the orders; neutral in a run without a game
    grey_money: Floats = column(
        "companies", "BUSD/year", "offered to grey routes beside what was turned away", low=0
    )
    rent_money: Floats = column("companies", "BUSD/year", "rent beside the share of budgets", low=0)
    withheld: Floats = column(
        "companies", "1", "share of the fastest pool kept from the run", low=0, high=1
    )
    run_cap: Floats = column("companies", "log10 FLOP", "most that a run may have", low=0)
    sells: Floats = column("companies", "1", "pull of its models over what they are worth", low=0)
    listed: Floats = column(
        "companies", "1", "share of chips and of foundry output barred to it", low=0, high=1
    )
    eased: Floats = column(
        "companies", "1", "pull left of denied chips that pass case by case", low=0, high=1
    )
    foreign_barred: Floats = column(
        "companies", "1", "share of chips from abroad that its home bars", low=0, high=1
    )
    security: Floats = column("companies", "level", "guard of weights, 1 to 5", low=0)
    cut_wish: Floats = column("companies", "1", "1 where a variant is ordered", low=0, high=1)
    rents_out: Floats = column("companies", "1", "share of the fleet for rent over usual", low=0)
    national_lead: Floats = column(
        "companies", "1", "1 where it carries the merged national pool", low=0, high=1
    )
    fabric_gain: Floats = column("companies", "1", "utilisation over that of its fabric", low=0)
    rule_lead: Floats = column("countries", "years", "lead time of own rules, below 0 the usual")
    rule_density: Floats = column(
        "countries", "TPP/mm2", "density from which own rules deny, below 0 the usual"
    )
    hold_memory: Floats = column(
        "countries", "1", "share of memory barred to denied makers", low=0, high=1
    )
    tools_lost: Floats = column("countries", "1", "access to tools taken by others", low=0)
    memory_bought: Floats = column("countries", "stacks/year", "memory bought in advance", low=0)
    deterrence: Floats = column("countries", "1", "factor on rising tension", low=0)
    dispersed: Floats = column(
        "countries", "1", "share of foundry output out of reach of a blockade", low=0, high=1
    )
    served: Floats = column("countries", "1", "weight of buyers there in rationing", low=0)
    route_open: Floats = column("routes", "1", "share of capacity that is let through", low=0)
    route_money: Floats = column(
        "routes", "BUSD/year", "of what is offered to grey routes, meant for this one alone", low=0
    )
    hushed: Floats = column(
        "companies", "1", "1 where finished runs are not published", low=0, high=1
    )
    seated_in: Floats = column(
        "companies", "index", "country whose law holds for it, -1 for that of its home", low=-1
    )
    threshold: Floats = column("", "FLOP", "effective FLOP of superintelligence", low=0)
    first_past: Whole = column(
        "", "index", "company past the threshold, -1 if none", dtype="int64", low=-1
    )
    first_past_time: Floats = column("", "years", "moment of it, inf if none")

    def evolve(self, **changes: Any) -> Self:
        """Return a state with some arrays replaced.

        Copies the record and not the arrays: a third of the cost of `dataclasses.replace`, which
        runs the constructor over every field (measured with 90 columns).
        """
        new = object.__new__(type(self))
        new.__dict__.update(self.__dict__)
        new.__dict__.update(changes)
        return new


COLUMNS = table(State)
