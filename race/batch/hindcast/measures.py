"""What a hindcast measures: names, units, actors and conventions.

Conventions: H100e by the 8-bit peak (over 1,979 TOP/s); money in nominal USD; a calendar year stands
for the fiscal year that ends in the January after it. A flow of a year is that of the calendar year;
in the middle of a year it is that of the last four quarters. Shares are fractions. A country's
companies are those with headquarters there.
"""

from __future__ import annotations

from dataclasses import dataclass

WORLD = "world"
HYPERSCALERS = ("MSFT", "GOOG", "META", "AMZN", "ORCL")
"""The five whose capital expenditure is published as that of the big five."""
DESIGNERS = ("NVDA", "GOOG", "AMZN", "AMD")
"""The four designers whose sales are published as those of the world."""


@dataclass(frozen=True)
class Measure:
    """One thing that is measured; `doc` says what exactly is counted."""

    name: str
    unit: str
    actors: tuple[str, ...]
    doc: str


MEASURES = (
    Measure(
        "largest_run_flop",
        "FLOP",
        ("US", "CN", "RU", "AE", "FR"),
        "published in the calendar year, so far",
    ),
    Measure("runs_above_1e25", "runs", (WORLD,), "published since the start"),
    Measure(
        "largest_run_cost_musd",
        "MUSD",
        (WORLD,),
        "hardware over its life and energy, of the largest run of the year",
    ),
    Measure("eci_best", "points", ("US", "CN"), "best published model"),
    Measure(
        "lag_months", "months", ("CN",), "since the best model published anywhere was no better"
    ),
    Measure("nvidia_h100e_sold_cum", "H100e", (WORLD,), "delivered since the start"),
    Measure("designers4_h100e_cum", "H100e", (WORLD,), "of NVIDIA, Google, Amazon and AMD"),
    Measure("nvidia_units_sold", "chips", (WORLD,), "delivered in the year"),
    Measure("nvidia_dc_revenue_busd", "BUSD", (WORLD,), "paid to NVIDIA for chips in the year"),
    Measure(
        "nvidia_china_revenue_share",
        "1",
        ("CN",),
        "of what NVIDIA is paid, by buyers in or from China",
    ),
    Measure("china_share_nvidia_cum", "1", ("CN",), "of NVIDIA's H100e delivered since the start"),
    Measure("china_share_world_compute", "1", ("CN",), "of all H100e in use, by seat of the owner"),
    Measure("us_share_world_compute", "1", ("US",), "of all H100e in use, by seat of the owner"),
    Measure("us_hyperscalers_share_world", "1", ("US",), "the big five's, of all H100e in use"),
    Measure("owned_h100e", "H100e", ("MSFT", "GOOG", "META", "AMZN"), "in use and in warehouses"),
    Measure("used_h100e", "H100e", ("OPENAI",), "rented from its provider"),
    Measure("largest_cluster_h100e", "H100e", ("US", "CN", "RU"), "by seat of the owner"),
    Measure("stock_h100e", "H100e", ("RU",), "in use, by seat of the owner"),
    Measure(
        "capex_big5_busd",
        "BUSD",
        (WORLD,),
        "in the year: spending on AI, and the rest of 2022 carried on",
    ),
    Measure("smuggled_chips", "chips", ("CN",), "arrived by grey routes in the year"),
    Measure("huawei_ascend_units", "chips", (WORLD,), "delivered in the year"),
    Measure("h20_units", "chips", (WORLD,), "H20 delivered in the year"),
    Measure("china_accelerator_units", "chips", ("CN",), "delivered openly in the year"),
    Measure("decentralised_largest_flop", "FLOP", (WORLD,), "largest run over slow links so far"),
    Measure(
        "decentralised_utilisation",
        "1",
        (WORLD,),
        "useful over raw speed of the fastest open pool, for its own runs",
    ),
    Measure("largest_site_gw", "GW", (WORLD,), "all-in power of the largest cluster"),
    Measure("ru_ai_server_busd", "BUSD", ("RU",), "spent on chips in the year, openly or not"),
    Measure("cluster_growth_per_year", "1", (WORLD,), "largest cluster, mean since 2022-12"),
    Measure("world_compute_growth_per_year", "1", (WORLD,), "H100e in use, mean since 2022-12"),
)
