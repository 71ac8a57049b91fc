"""What is the same for all: time, tension, prices, capital, accidents."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from race.base.arrays import Floats, over_first, pick, ratio
from race.play.names.sheet import Read, Sheet, of_play, of_world, same
from race.rules.cloud import hour_price


def _top_chip(values: Floats, n: Sheet) -> Floats:
    return np.asarray(pick(values, n.state.pull.argmax(axis=0)[None])[0])


def _packaging_load(n: Sheet) -> Floats:
    state = n.state
    wanted = n.world.offers.by_chip.total(state.backlog)
    asked = n.world.foundry_chips.total(wanted * state.chip_packages)
    return np.asarray(ratio(asked, state.packaging).max(axis=0))


def _coalition(n: Sheet) -> Floats:
    allies = n.world.denied <= 0.0
    return over_first(n.state.coalition[allies]) / max(int(allies.sum()), 1)


def _capital_strain(n: Sheet) -> Floats:
    return ratio(over_first(n.state.ai_spending), over_first(n.state.ai_revenue))


def _own_packages(n: Sheet) -> Floats:
    denied = n.world.denied[n.world.foundry_country] > 0.0
    return over_first(n.state.packaging[denied])


def _quake(n: Sheet, rows: slice) -> Floats:
    now, before = n.state.output_factor[rows], n.play.output_before[rows]
    return np.asarray(np.maximum(1.0 - ratio(now, before), 0.0).max(axis=0, initial=0.0))


def _election(n: Sheet) -> Floats:
    year = int(n.state.time - 1e-6)
    due = year % 4 == 0 and n["quarter"][0] == 4.0
    return np.full(n.table.width, float(due and year >= 2024))


READ: Mapping[str, Read] = {
    "year": same(lambda n: n.state.time),
    "quarter": same(lambda n: float((n.state.step - 1) % n.world.calendar.steps_per_year + 1)),
    "tension": of_world("tension"),
    "tension_rose": lambda n: n.state.tension > n.play.tension_before,
    "tension_fell": lambda n: n.state.tension < n.play.tension_before,
    "world_risk": of_play("world_risk"),
    "verification": of_play("verification"),
    "treaty_members": lambda n: n.play.treaty.sum(axis=0),
    "shortage": lambda n: _top_chip(n.state.shortage, n),
    "scarcity": lambda n: _top_chip(n.state.scarcity, n),
    "packaging_load": _packaging_load,
    "coalition": _coalition,
    "leaked": of_play("leaked"),
    "quake": lambda n: _quake(n, slice(0, 1)),
    "fab_accident": lambda n: _quake(n, slice(None)),
    "election_us": _election,
    "lobby": of_play("lobby"),
    "no_capital": of_play("no_capital"),
    "capital_strain": _capital_strain,
    "rent_price": lambda n: hour_price(n.state.time, n.block),
    "incidents": of_play("incidents"),
    "own_packages": _own_packages,
    "home_wafers": of_play("home_wafers"),
}
