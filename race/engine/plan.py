"""The plan: the stages of a step in their order, as data that can be printed, timed and extended."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from race.rules.block import Block
from race.rules.calendar_events import calendar_events
from race.rules.cloud import cloud
from race.rules.decentralised import decentralised
from race.rules.design import design
from race.rules.export_control import export_control
from race.rules.finance import finance
from race.rules.gap import score
from race.rules.grey_market import grey_market
from race.rules.market import market, ordering
from race.rules.orders import Orders
from race.rules.politics import politics
from race.rules.production import production
from race.rules.research import research
from race.rules.shocks import shocks
from race.rules.sites import build
from race.rules.training import train
from race.world.state import State

Run = Callable[[State, Orders, Block], State]


class Stage(NamedTuple):
    """One stage: its name, what it does, the published figure that it must move, and the code."""

    name: str
    does: str
    anchor: str
    run: Run


PLAN: tuple[Stage, ...] = (
    Stage("calendar", "a new year begins its counts", "dates of 47 measures, 2019-2026", calendar_events),
    Stage("export_control", "every buyer and chip gets an outcome", "A800 free in 2022, denied from 2023-11-17", export_control),
    Stage("finance", "revenue, budgets, subsidies, running costs", "capital expenditure of the big five 162 BUSD in 2022", finance),
    Stage("design", "variants under the thresholds come out", "A800 and H20, up to a year after a rule", design),
    Stage("ordering", "buyers place orders by performance per dollar", "5 BUSD of A800-class orders before the rule of 2023", ordering),
    Stage("production", "packages and memory become chips", "NVIDIA units 0.83, 1.30, 3.86 M in 2022-24", production),
    Stage("market", "vendors ship, ration and reprice", "China 11.0 and 12.8 % of NVIDIA compute sold to 2022 and 2023", market),
    Stage("grey_market", "routes through hubs, lot by lot", "A100 at 1.9 times list in mid-2023; 10,000 to several hundred thousand chips to China in 2024", grey_market),
    Stage("cloud", "capacity is rented", "OpenAI uses 0.39 M H100e at the end of 2024", cloud),
    Stage("build", "power, halls, installing, failures", "largest US cluster 7.9, 20, 100 k H100e in 2022-24", build),
    Stage("train", "runs begin, advance, end", "largest run 2.7e24, 5e25, 3.8e25 FLOP in 2022-24", train),
    Stage("decentralised", "pools over slow links", "1.3e20 FLOP in 2022, 6e22 in 2024", decentralised),
    Stage("research", "algorithms advance and spread", "algorithmic efficiency 2.8 times a year", research),
    Stage("politics", "states' orders take effect", "rules of 2022-10, 2023-10, 2024-12", politics),
    Stage("shocks", "hazards strike", "drills of 2022-08, Hualien 2024-04", shocks),
    Stage("score", "gaps and kilometres", "Chinese lag 13 months in 2023", score),
)  # fmt: skip
