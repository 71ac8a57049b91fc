"""The closed lists of the game's data: variables that effects move, and names that terms read.

`race.play.handles` and `race.play.names` work them out; a test holds the lists together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from race.scenario.gauges import Gauge

AxisName: TypeAlias = Literal[
    "companies", "countries", "routes", "foundries", "chips", "seats", "pairs", "world"
]
Kind: TypeAlias = Literal["dial", "lever", "level", "play", "money"]


class Handle(NamedTuple):
    """A variable that effects move.

    Attributes:
        kind: `dial` an order of the core, `lever` a column of the core that is at rest without
            effects, `level` a column of the core that is moved once and then goes on by itself,
            `play` the same of the game's own, `money` BUSD through the ledger.
        column: its name in the record.
    """

    axis: AxisName
    kind: Kind
    column: str
    unit: str
    low: float
    high: float


AXES: Mapping[str, tuple[str, ...]] = {
    "companies": ("self", "home", "target", "target_home", "all", "denied", "leader", "controller"),
    "countries": ("self", "target", "all", "denied", "others", "controller"),
    "routes": ("to_here", "through_here", "route", "all"),
    "foundries": ("home", "first", "all", "target_home"),
    "chips": ("chip", "own_chips", "all"),
    "seats": ("self", "target", "all", "denied", "others", "states", "firms", "leader"),
    "pairs": ("target", "controller", "denied"),
    "world": ("self",),
}
"""Whose variable an effect may move, by axis."""

_INF = float("inf")

HANDLES: dict[str, Handle] = {
    # Orders of the core, for as long as the effect lasts
    "spend": Handle("companies", "dial", "spend", "1", 0, 5),
    "bid": Handle("companies", "dial", "bid", "1", 1, 3),
    "home_chips": Handle("companies", "dial", "home_chips", "1", 0, 1),
    "run_days": Handle("companies", "dial", "run_days", "days", 0, 180),
    "research": Handle("companies", "dial", "research", "1", 0, 3),
    "join_pool": Handle("companies", "dial", "join_pool", "1", 0, 1),
    "release": Handle("companies", "dial", "release", "1", 0, 1),
    "enforcement": Handle("countries", "dial", "enforcement", "MUSD/year", 0, 5000),
    "hub_enforcement": Handle("countries", "dial", "hub_enforcement", "MUSD/year", 0, 5000),
    "tighten_tpp": Handle("countries", "dial", "tighten_tpp", "TPP", 0, 1e6),
    "relax": Handle("countries", "dial", "relax", "1", 0, 1),
    "subsidy": Handle("countries", "dial", "subsidy", "BUSD/year", 0, 500),
    "fab": Handle("countries", "dial", "fab", "BUSD/year", 0, 500),
    "tools": Handle("countries", "dial", "tools", "BUSD/year", 0, 100),
    "merge_national": Handle("countries", "dial", "merge_national", "1", 0, 1),
    "close_remote_access": Handle("countries", "dial", "close_remote_access", "1", 0, 1),
    "follow": Handle("countries", "dial", "follow", "1", 0, 1),
    "retaliate": Handle("countries", "dial", "retaliate", "1", 0, 1),
    # Levers of the core
    "grey_money": Handle("companies", "lever", "grey_money", "BUSD/year", 0, 500),
    "rent_money": Handle("companies", "lever", "rent_money", "BUSD/year", 0, 500),
    "withheld": Handle("companies", "lever", "withheld", "1", 0, 0.95),
    "run_cap": Handle("companies", "lever", "run_cap", "log10 FLOP", 20, 40),
    "sells": Handle("companies", "lever", "sells", "1", 0, 3),
    "listed": Handle("companies", "lever", "listed", "1", 0, 1),
    "eased": Handle("companies", "lever", "eased", "1", 0, 1),
    "foreign_barred": Handle("companies", "lever", "foreign_barred", "1", 0, 1),
    "security": Handle("companies", "lever", "security", "level", 1, 5),
    "cut_wish": Handle("companies", "lever", "cut_wish", "1", 0, 1),
    "rents_out": Handle("companies", "lever", "rents_out", "1", 0, 2),
    "national_lead": Handle("companies", "lever", "national_lead", "1", 0, 1),
    "fabric_gain": Handle("companies", "lever", "fabric_gain", "1", 0.3, 2),
    "rule_lead": Handle("countries", "lever", "rule_lead", "years", -1, 2),
    "hold_memory": Handle("countries", "lever", "hold_memory", "1", 0, 1),
    "tools_lost": Handle("countries", "lever", "tools_lost", "1", 0, 1),
    "memory_bought": Handle("countries", "lever", "memory_bought", "stacks/year", 0, 1e8),
    "deterrence": Handle("countries", "lever", "deterrence", "1", 0.05, 4),
    "dispersed": Handle("countries", "lever", "dispersed", "1", 0, 1),
    "served": Handle("countries", "lever", "served", "1", 0.1, 5),
    "route_open": Handle("routes", "lever", "route_open", "1", 0, 2),
    "route_money": Handle("routes", "lever", "route_money", "BUSD/year", 0, 500),
    "hushed": Handle("companies", "lever", "hushed", "1", 0, 1),
    "seated_in": Handle("companies", "lever", "seated_in", "index", -1, 1000),
    # Levels of the core, moved once
    "team": Handle("companies", "level", "team", "1", 0, 1),
    "algorithm": Handle("companies", "level", "algorithm", "years", 0, 3000),
    "pool_method": Handle("companies", "level", "pool_method", "1", 0, 5),
    "pool_members": Handle("companies", "level", "pool_members", "sites", 0, 1e6),
    "run_done": Handle("companies", "level", "run_done", "FLOP", 0, 1e40),
    "run_target": Handle("companies", "level", "run_target", "FLOP", 0, 1e40),
    "tool_access": Handle("countries", "level", "tool_access", "1", 0, 1),
    "route_capacity": Handle("routes", "level", "route_capacity", "chips/year", 64, 1e9),
    "route_heat": Handle("routes", "level", "route_heat", "1", 0, 1),
    "route_premium": Handle("routes", "level", "route_premium", "1", 1, 20),
    "fab_yield": Handle("foundries", "level", "fab_yield", "1", 0.01, 1),
    "packaging": Handle("foundries", "level", "packaging", "packages/year", 0, 1e10),
    "packaging_building": Handle(
        "foundries", "level", "packaging_building", "packages/year", 0, 1e10
    ),
    "materials": Handle("world", "level", "materials", "1", 0, 1),
    "tension": Handle("world", "level", "tension", "level", 0, 5),
    "scarcity": Handle("chips", "level", "scarcity", "1", 0.3, 5),
    "list_price": Handle("chips", "level", "chip_price", "USD", 1, 1e7),
    # The game's own
    "backing": Handle("seats", "play", "backing", "points", 0, 100),
    "trust": Handle("seats", "play", "trust", "points", 0, 100),
    "world_risk": Handle("world", "play", "world_risk", "points", 0, 100),
    "risk_pressure": Handle("world", "lever", "risk_pressure", "points/year", -50, 50),
    "standing": Handle("pairs", "play", "standing", "points", -100, 100),
    "talent": Handle("countries", "play", "talent", "1", 0, 3),
    "lobby": Handle("world", "lever", "lobby", "1", -1, 1),
    "compliance": Handle("seats", "lever", "compliance", "level", 0, 3),
    "deceit": Handle("seats", "lever", "deceit", "log10", -0.5, 0.5),
    "safety_share": Handle("companies", "lever", "safety_share", "1", 0, 0.4),
    "treaty": Handle("seats", "lever", "treaty", "1", 0, 1),
    "verification": Handle("world", "lever", "verification", "level", 0, 4),
    "cheating": Handle("seats", "lever", "cheating", "1", 0, 1),
    "hub_policy": Handle("seats", "lever", "hub_policy", "level", 0, 3),
    "admits": Handle("seats", "lever", "admits", "level", 0, 2),
    "checks": Handle("seats", "lever", "checks", "1", 0, 1),
    "secured_mw": Handle("seats", "play", "secured_mw", "MW", 0, 1e6),
    "growth": Handle("seats", "lever", "growth", "1", -0.9, 5),
    "rebate": Handle("seats", "lever", "rebate", "1", 0, 0.6),
    "no_capital": Handle("world", "lever", "no_capital", "1", 0, 1),
    "grid_barred": Handle("seats", "lever", "grid_barred", "1", 0, 1),
    "incidents": Handle("world", "play", "incidents", "1", 0, 100),
    "stolen": Handle("seats", "play", "stolen", "1", 0, 100),
    "moved": Handle("seats", "lever", "moved", "1", 0, 1),
    "state_stake": Handle("seats", "play", "state_stake", "1", 0, 0.49),
    "watched": Handle("seats", "lever", "watched", "1", 0, 1),
    "home_wafers": Handle("world", "play", "home_wafers", "1", 0, 1),
    "money": Handle("seats", "money", "balance", "BUSD", -_INF, _INF),
}


def _names(side: str, rows: str) -> dict[str, Gauge]:
    """Read a table of names: one line each, name, unit and meaning parted by bars."""
    table = {}
    for line in rows.strip().splitlines():
        name, unit, doc = (part.strip() for part in line.split("|"))
        table[name] = Gauge("world", unit, f"{side}: {doc}")
    return table


WORLD_NAMES = _names(
    "world",
    """
year | years | the moment as a decimal year
quarter | 1 | quarter of the year, 1 to 4, at the end of which this is asked
tension | level | Taiwan Strait, 0 calm to 5 war
tension_rose | 1 | 1 where tension rose in this quarter
tension_fell | 1 | 1 where it fell
world_risk | points | 0 to 100
verification | level | of the treaty in force, 0 to 4
treaty_members | 1 | seats bound by a treaty
record_flop | FLOP | largest completed run
record_growth | 1 | record over that of a year ago
leader_margin | years | smallest gap of the other states
threshold_decades | 1 | decades of effective FLOP left to the threshold
threshold_passed | 1 | 1 once somebody is past it
shortage | 1 | demand over supply of the most wanted chip
scarcity | 1 | price over list of the most wanted chip
packaging_load | 1 | demand for packages over capacity
grey_share | 1 | grey arrivals over all chips sold to denied places and by grey routes
grey_chips | chips/year | arrivals by grey routes
variant_share | 1 | variants in what is on its way to denied places
seizures | 1 | share of grey goods seized in this quarter
coalition | 1 | share of allies that follow the controller
open_lag_months | months | of the best open model behind the frontier
leaked | 1 | 1 where the leader's weights leaked in this quarter
quake | 1 | share of leading output lost to a new accident in this quarter
fab_accident | 1 | the same of any foundry
election_us | 1 | 1 in the last quarter of 2024, 2028 and 2032
lobby | 1 | pressure on the controller, -1 to relax to 1 to tighten
no_capital | 1 | 1 where investors hold back
capital_strain | 1 | spending on AI over sales of AI, of the world
rent_price | USD/h | of an H100e
incidents | 1 | serious accidents so far
rule_news | 1 | 1 where a rule was announced in this quarter
rule_ahead | 1 | 1 where a rule is announced and not in force
controller_held | 1 | 1 where a person or rival holds the controller's seat
own_packages | packages/year | that denied makers make
home_wafers | 1 | share of leading wafers made on Taiwan
""",
)

SEAT_NAMES = _names(
    "seat",
    """
is_country | 1 | 1 for a state
denied | 1 | 1 for a member of the embargoed group or a company at home there
issuer | 1 | 1 for the state that issues the leading rules
hub | 1 | 1 for a state that grey routes pass
designer | 1 | 1 for a company that designs accelerators for sale
foundry | 1 | 1 for a state with a foundry of accelerators
played | 1 | 1 where a person or a rival holds the seat
money | BUSD | at hand: treasury and programme, or the company's
income | BUSD/year | programme money, or what the company earns
backing | points | 0 to 100
trust | points | 0 to 100
standing_us | points | with the controller's home
standing_cn | points | with the largest denied state
alignment | 1 | bent to follow the controller
mask | outcome | of the best foreign chip: free 0, notice 1, case 2, denied 3
mask_ahead | outcome | the same once announced rules bind
next_chip_gain | 1 | speed a dollar of the best chip due within half a year over the best on sale to it
refused | 1 | share of wanted chip spending that licences refuse
gap_years | years | training gap
public_gap_years | years | gap of the fastest pool of its public programmes
gap_before | years | the same a year ago
margin_years | years | smallest gap of other states, or companies; 0 unless it leads
ratio | 1 | leader's pool over its own
rank | 1 | among states, or companies
pool | FLOP/s | useful speed of its fastest pool
own_pool | FLOP/s | useful speed of its programme's or company's pool
record_owner | 1 | 1 where it holds the record
best_flop | FLOP | its largest run
run_on | 1 | 1 while a run of its programme or company is under way
run_share | 1 | of that run done
run_days_left | days | that it needs still, at today's pool
team | 1 | 0 new to large runs, 1 tuned
talent | 1 | 0 to 3, at home
capability | points | index of its best model
capability_rank | 1 | of its best model among companies
eci_lag_months | months | of its best model behind the frontier
algo_lag_months | months | of its algorithms behind the frontier
has_model | 1 | 1 where it has a model of its own
own_share | 1 | chips designed at home in installed compute
compute_h100e | H100e | owned at home, or by the company
hosts_share | 1 | of the world's compute that stands at home
firm_share | 1 | of its pool's compute that is owned or pooled, not rented
idle_share | 1 | power of waiting chips over that and all halls
power_mw | MW | of its own halls
power_coming | MW | of its own halls in the pipeline
secured_mw | MW | of power secured and not yet built on
grid_room | MW | that the grid connects in a year
grid_barred | 1 | 1 where new links are barred
has_branch | 1 | 1 where its company has a branch abroad
home_sites | 1 | companies at home with clusters
merge_gain | 1 | speed of all clusters at home over the largest
merged | 1 | 1 where they are merged
routes_here | 1 | grey routes to its home
route_heat | 1 | highest of the routes to its home, or through it
route_open | 1 | largest share that routes to its home let through
route_capacity | chips/year | of the routes to its home
route_fell | 1 | share of the capacity to its home lost in this quarter
transit_fell | 1 | share of the capacity through it lost in this quarter
grey_here | chips/year | arrivals by grey routes
premium | 1 | lowest of the routes to its home
seized_here | 1 | share seized in this quarter on the routes to its home
transit | chips/year | grey goods through it
remote_open | 1 | 1 where its company may rent
rented_share | 1 | of its pool that is rented
rented_h100e | H100e | that its company rents
tool_access | 1 | 0 to 1
fab_yield | 1 | of the foundry at home
own_chips | 1 | 1 where a designer at home sells accelerators
packages_home | packages/year | advanced packages made at home
security | level | of its programme or company, 1 to 5
safety_share | 1 | of its runs
pool_members | sites | of its collective
pool_method | 1 | level of its slow-link methods
pool_e | 1 | efficiency of slow-link pools for the record model
pooled | 1 | 1 where it lends to or runs a pool
home_owned_share | 1 | of the compute at home that companies of the home own
pool_flop | FLOP | its largest run over slow links
first_past | 1 | 1 where it was first past the threshold
pool_rank | 1 | of the largest pooled run among all runs
ai_revenue | BUSD/year | sales of its models and compute
capex | BUSD/year | its spending on AI
core_income | BUSD/year | of its other business
sales_share | 1 | of all H100e sold since the start that it designed
sales_busd | BUSD/year | of its chips over the last year
sales_denied | chips/year | of its chips to denied places over the last year
lost_sales | 1 | share of demand for its chips that licences turn away
rent_rank | 1 | of its income from renters
compliance | level | 0 to 3
admits | level | of its collective: 0 no sanctioned, 1 vetted, 2 open
checks | 1 | 1 where members' updates are checked
hub_policy | level | 0 let pass, 1 inspect, 2 report, 3 exclusive
treaty | 1 | 1 where bound by a treaty
cheating | 1 | 1 where it hides a site from a treaty
deceit | log10 | shift of what others read of it
watched | 1 | 1 where a warning hangs over it
moved | 1 | 1 where it moved its seat
state_stake | 1 | share that a state holds
stolen | 1 | times its weights were stolen
drafts_left | 1 | places for rules of its own
rule_live | 1 | 1 where a rule of its own is in force
draft_due | 1 | 1 where a dated rule waits for its signature
drafted_against | 1 | 1 where a rule against it is due within a year: drafts are read by all
rules_against | 1 | rules against it announced in the last two years
listed | 1 | share of chips and foundry output barred to it
grown | 1 | its pool over that of a year ago
run_possible | FLOP | what its pool does in 90 days
count_a | years | year ends at which its count a held
count_b | years | the same of b
count_c | years | the same of c
streak_a | years | running, to the last year end
streak_b | years | the same of b
streak_c | years | the same of c
elapsed | 1 | share of the plan that has passed
wins_now | 1 | 1 where its objective would be met if the game ended
partly_now | 1 | 1 where its smaller objective would be
""",
)

NAMES: dict[str, Gauge] = {**WORLD_NAMES, **SEAT_NAMES}

CHIP_NUMBERS = ("price", "kw", "tpp")
"""What a parameter of the kind chip gives to terms, as PARAMETER_price and so on."""

RELATIONS = ("standing", "alignment", "trust", "controller", "denied", "number")
"""What a parameter that is an actor gives to terms, as PARAMETER_standing and so on."""

ROLES = (
    "any", "country", "company", "denied", "issuer", "hub", "foundry", "designer", "cloud", "lab",
    "collective", "buyer", "trainer", "ally", "state_with_routes",
)  # fmt: skip
ACTS = (
    "none", "fund_purse", "buy_open", "buy_branch", "stockpile", "build_halls", "raise_money",
    "next_generation", "buy_source", "state_money", "pay_target",
)  # fmt: skip
QUANTITIES = ("pool", "capability", "grey", "own_chips")
