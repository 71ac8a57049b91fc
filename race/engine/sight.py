"""The readable side of a state: own figures, readings of others with their errors, public facts.

Own figures are exact. Of others an actor has readings: the true value with a bias, since readings
are late and sources flatter, a new error each year that all who look have in common, and a slant of
the observer's own that lasts (parameters `view.*`). Values are worked out once a year for all
actors, and only when a policy asks.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from race.base.arrays import Floats, Whole
from race.base.rng import normal_quantile
from race.engine.readable import OWN, PUBLIC, READINGS, Reading
from race.engine.scene import Scene
from race.rules.block import Block
from race.world.draws import STEP_BEFORE_THE_FIRST
from race.world.state import State
from race.world.world import World

_LN10 = float(np.log(10.0))


class Sight:
    """The readable side of one state, shared by the views of all policies."""

    def __init__(self, state: State, block: Block) -> None:
        self.state = state
        self.block = block
        self.world = block.world
        self._scene = Scene(state, block)
        self._known: dict[tuple[str, str], Floats] = {}
        self._ranked: dict[str, tuple[Floats, Whole, Floats]] = {}
        self._target_error, self.chance = self._draw()

    def own(self, side: str, name: str) -> Floats:
        """Return an own figure of all actors of a side, (actors, R)."""
        key = (side, name)
        if key not in self._known:
            self._known[key] = OWN[side][name].read(self._scene)
        return self._known[key]

    def public(self, name: str) -> Floats:
        """Return a public figure, (R,)."""
        key = ("public", name)
        if key not in self._known:
            self._known[key] = PUBLIC[name].read(self._scene)
        return self._known[key]

    def seen(self, name: str, side: str, rows: Whole, targets: Whole) -> Floats:
        """Return readings of targets by the observers `rows` of a side, (observers, targets, R).

        An actor reads its own figure exactly, where it can.
        """
        what = READINGS[name]
        common = self._of_targets(name).take(targets, axis=0)
        readings = _erring(common, self._glance(what, side, rows)[:, None], what)
        if what.knows_itself and side == what.side:
            observer, target = np.nonzero(rows[:, None] == targets)
            readings[observer, target] = self._true(name)[rows[observer]]
        return readings

    def best_seen(self, name: str, side: str, rows: Whole) -> Floats:
        """Return the largest reading of another target by each observer, (observers, R).

        An observer's error shifts all its readings alike, so the order of targets is common.
        """
        what = READINGS[name]
        best, first, second = self._ranking(name)
        if side == what.side:
            best = np.where(first == rows[:, None], second, best)
        return _erring(best, self._glance(what, side, rows), what)

    def _ranking(self, name: str) -> tuple[Floats, Whole, Floats]:
        """Return the largest common reading, whose it is, and the second largest, each (R,)."""
        if name not in self._ranked:
            readings = self._of_targets(name)
            first = readings.argmax(axis=0)
            columns = np.arange(readings.shape[1])
            best = readings[first, columns]
            others = readings.copy()
            others[first, columns] = -np.inf
            self._ranked[name] = best, first, others.max(axis=0)
        return self._ranked[name]

    def _of_targets(self, name: str) -> Floats:
        """Return the true figures with the part of the error that all who look share, (targets, R)."""
        key = ("seen", name)
        if key not in self._known:
            what, p = READINGS[name], self.block.parameters
            drawn = self._target_error[part_of(self.world, what.side)]
            spread = p[f"view.{what.error}.sd"] * np.sqrt(p["view.common"])
            error = drawn * spread + p[f"view.{what.error}.bias"]
            self._known[key] = _erring(self._true(name), error, what)
        return self._known[key]

    def _true(self, name: str) -> Floats:
        key = ("true", name)
        if key not in self._known:
            self._known[key] = READINGS[name].read(self._scene)
        return self._known[key]

    def _glance(self, what: Reading, side: str, rows: Whole) -> Floats:
        """Return the observers' own slant, (observers, R)."""
        key = (f"slant {what.error}", side)
        if key not in self._known:
            p = self.block.parameters
            spread = p[f"view.{what.error}.sd"] * np.sqrt(1.0 - p["view.common"])
            self._known[key] = _slant(self.block)[part_of(self.world, side)] * spread
        return self._known[key].take(rows, axis=0)

    def _draw(self) -> tuple[Floats, Floats]:
        """Draw a year's errors of all targets, and one number for each actor's choices.

        Sixteen bits are enough for an error of observation. All are drawn whoever plays.
        """
        drawn = _for_each_actor("view.noise", self.state.step, 2, self.block)
        return normal_quantile(drawn[:, 0]), drawn[:, 1]


@lru_cache(maxsize=4)
def _slant(block: Block) -> Floats:
    """Return each observer's lasting error, standard normal, (countries and companies, R)."""
    drawn = _for_each_actor("view.slant", STEP_BEFORE_THE_FIRST, 1, block)
    return normal_quantile(drawn[:, 0])


def _for_each_actor(stream: str, step: int, count: int, block: Block) -> Floats:
    """Return coarse even numbers, (countries and companies, count, R).

    Sides have streams of their own, so that an actor more leaves the others their numbers.
    """
    sides = [(side, len(actors_of(block.world, side))) for side in ("countries", "companies")]
    drawn = [
        block.chance.chances(f"{stream}.{side}", step, actors * count).reshape(
            actors, count, block.width
        )
        for side, actors in sides
    ]
    return np.concatenate(drawn)


def _erring(true: Floats, error: Floats, what: Reading) -> Floats:
    """Return readings: the error is added, or is a power of ten."""
    return true + error if what.additive else true * np.exp(error * _LN10)


def actors_of(world: World, side: str) -> tuple[str, ...]:
    """Return the ids of a side: `countries` or `companies`."""
    return world.countries if side == "countries" else world.companies


def part_of(world: World, side: str) -> slice:
    """Return where a side stands among all actors: countries first."""
    countries = len(world.countries)
    if side == "countries":
        return slice(0, countries)
    return slice(countries, countries + len(world.companies))


__all__ = ["OWN", "PUBLIC", "READINGS", "Sight", "actors_of", "part_of"]
