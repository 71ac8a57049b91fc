"""The gauges of conditions (`race.scenario.models.gauges`), worked out, and conditions over them.

Conditions read the true state: they are the author's, and no actor learns of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from race.base.arrays import Flags, Floats, ratio
from race.engine.scene import Scene
from race.rules.compute_index import (
    hosted,
    largest_cluster,
    most_of_country,
    open_h100e,
    owned,
    total_of_country,
)
from race.rules.gap import kilometres
from race.rules.ledger import company_cash
from race.scenario.models.expression import (
    Arithmetic,
    Joined,
    Negation,
    Number,
    Reading,
    Term,
    Test,
)
from race.scenario.models.gauges import GAUGES
from race.world.state import NO_ONE

Read = Callable[[Scene], Floats]


def holds(test: Test, scene: Scene) -> Flags:
    """Tell in which replicates a condition holds, (R,)."""
    if isinstance(test, Negation):
        return ~holds(test.inner, scene)
    if isinstance(test, Joined):
        left, right = holds(test.left, scene), holds(test.right, scene)
        return left & right if test.joint == "and" else left | right
    left_term, right_term = _value(test.left, scene), _value(test.right, scene)
    return np.asarray(_COMPARE[test.comparator](left_term, right_term))


def read_gauge(name: str, of: str, scene: Scene) -> Floats:
    """Return a gauge, (R,); of a gauge of the world `of` is empty.

    An actor is a country, or else a company.
    """
    world = scene.block.world
    side = GAUGES[name].side
    if side == "world":
        values = WORLD[name](scene)
    elif side == "country" or (side == "actor" and of in world.countries):
        values = COUNTRY[name](scene)[world.countries.index(of)]
    else:
        values = COMPANY[name](scene)[world.companies.index(of)]
    return np.broadcast_to(values, (scene.block.width,))


def _value(term: Term, scene: Scene) -> Floats:
    if isinstance(term, Number):
        return np.full(scene.block.width, term.value)
    if isinstance(term, Reading):
        return read_gauge(term.gauge, term.of, scene)
    return _joined(term, _value(term.left, scene), _value(term.right, scene))


def _joined(term: Arithmetic, left: Floats, right: Floats) -> Floats:
    """Work out one sign; infinity less infinity is not a number, which no comparison holds for."""
    with np.errstate(all="ignore"):
        return np.asarray(_ARITHMETIC[term.sign](left, right))


_COMPARE: Mapping[str, Callable[[Floats, Floats], Flags]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}
_ARITHMETIC: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
}


def _column(name: str) -> Read:
    def read(scene: Scene) -> Floats:
        values: Floats = getattr(scene.state, name)
        return values

    return read


def _year(scene: Scene) -> Floats:
    return np.full(scene.block.width, scene.state.time)


def _passed(scene: Scene) -> Floats:
    return np.asarray(scene.state.first_past != NO_ONE, dtype=np.float64)


def _road(name: str) -> Read:
    def read(scene: Scene) -> Floats:
        p = scene.block.parameters
        return kilometres(_column(name)(scene), p["score.plan_years"], p["score.stride_m"])

    return read


def _ratio(name: str) -> Read:
    def read(scene: Scene) -> Floats:
        speed = _column(name)(scene)
        leader = np.broadcast_to(scene.state.company_speed.max(axis=0), speed.shape)
        return np.where(speed > 0.0, ratio(leader, speed), np.inf)

    return read


def _rank(name: str) -> Read:
    def read(scene: Scene) -> Floats:
        speed = _column(name)(scene)
        return np.asarray(1.0 + (speed[None] > speed[:, None]).sum(axis=1))

    return read


def _owned(scene: Scene) -> Floats:
    return owned(open_h100e(*scene), scene.block.world)


def _largest(scene: Scene) -> Floats:
    return largest_cluster(scene.state, open_h100e(*scene), scene.block)


def _summed(read: Read) -> Read:
    return lambda scene: total_of_country(read(scene), scene.block.world)


def _most(read: Read) -> Read:
    return lambda scene: most_of_country(read(scene), scene.block.world)


WORLD: Mapping[str, Read] = {
    "year": _year,
    "largest_run_flop": _column("record_flop"),
    "open_capability": _column("open_capability"),
    "tension": _column("tension"),
    "threshold_passed": _passed,
}
COMPANY: Mapping[str, Read] = {
    "gap_years": _column("company_gap"),
    "kilometres": _road("company_gap"),
    "speed_flops": _column("company_speed"),
    "ratio": _ratio("company_speed"),
    "rank": _rank("company_speed"),
    "compute_h100e": _owned,
    "largest_cluster_h100e": _largest,
    "rented_h100e": _column("rented_h100e"),
    "run_flop": _column("best_flop"),
    "capability": _column("capability"),
    "cash_busd": lambda scene: company_cash(scene.state.balance, scene.block.world),
}
COUNTRY: Mapping[str, Read] = {
    "gap_years": _column("country_gap"),
    "kilometres": _road("country_gap"),
    "speed_flops": _column("country_speed"),
    "ratio": _ratio("country_speed"),
    "rank": _rank("country_speed"),
    "compute_h100e": _summed(_owned),
    "largest_cluster_h100e": _most(_largest),
    "rented_h100e": _summed(_column("rented_h100e")),
    "run_flop": _most(_column("best_flop")),
    "capability": _most(_column("capability")),
    "hosted_h100e": lambda scene: hosted(open_h100e(*scene), scene.block.world),
    "trust": _column("trust"),
    "tool_access": _column("tool_access"),
    "smuggled_chips": _column("smuggled"),
}
__all__ = ["COMPANY", "COUNTRY", "WORLD", "Scene", "holds", "read_gauge"]
