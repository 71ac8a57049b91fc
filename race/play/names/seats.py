"""What sort of seat it is, what it thinks and is thought of, what it has tried to do."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from race.base.arrays import Floats
from race.play.names.goals import of_goal
from race.play.names.sheet import Read, Sheet, counted, of_company, of_play, of_role


def _elapsed(n: Sheet) -> Floats:
    calendar = n.world.calendar
    share = (n.state.time - calendar.start) / (calendar.end - calendar.start)
    return np.full((len(n.seats), n.table.width), share)


def _trust(n: Sheet) -> Floats:
    return np.where(n.seats.is_country[:, None], n.of_country(n.state.trust), n.play.own_trust)


def _standing(n: Sheet, other: int) -> Floats:
    return np.asarray(n.play.standing[n.seats.country, other])


def _largest_denied(n: Sheet) -> int:
    denied = np.flatnonzero(n.world.denied > 0.0)
    if not len(denied):
        return n.world.controller
    rows = list(n.world.scenario.countries.values())
    figures = [rows[c].gdp_busd for c in denied]
    income = [0.0 if figure is None else figure.value for figure in figures]
    return int(denied[int(np.argmax(income))])


READ: Mapping[str, Read] = {
    "is_country": of_role("country"),
    "denied": of_role("denied"),
    "issuer": of_role("issuer"),
    "hub": of_role("hub"),
    "designer": of_role("designer"),
    "foundry": of_role("foundry"),
    "played": lambda n: n.seats.played[:, None] * np.ones(n.table.width),
    "backing": of_play("backing"),
    "trust": _trust,
    "standing_us": lambda n: _standing(n, n.world.controller),
    "standing_cn": lambda n: _standing(n, _largest_denied(n)),
    "alignment": lambda n: n.of_country(n.state.coalition),
    "talent": lambda n: n.of_country(n.play.talent),
    "compliance": of_play("compliance"),
    "admits": of_play("admits"),
    "checks": of_play("checks"),
    "hub_policy": of_play("hub_policy"),
    "treaty": of_play("treaty"),
    "cheating": of_play("cheating"),
    "deceit": of_play("deceit"),
    "watched": of_play("watched"),
    "moved": of_play("moved"),
    "state_stake": of_play("state_stake"),
    "stolen": of_play("stolen"),
    "listed": of_company("listed"),
    "count_a": counted("counts", 0),
    "count_b": counted("counts", 1),
    "count_c": counted("counts", 2),
    "streak_a": counted("streaks", 0),
    "streak_b": counted("streaks", 1),
    "streak_c": counted("streaks", 2),
    "wins_now": of_goal("win"),
    "partly_now": of_goal("partial"),
    "elapsed": _elapsed,
}
