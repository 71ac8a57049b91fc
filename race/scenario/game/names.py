"""Names: the closed lists of what terms and conditions of the game's data read.

`race.play.names` works them out; a test holds the lists together.
"""

from __future__ import annotations

from race.scenario.models.gauges import Gauge


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
