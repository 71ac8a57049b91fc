"""What an answer to an event does, told from the data: what moves, whose, by how much, how long."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from race.play.amounts import Amounts
from race.play.names import Names
from race.play.names.terms import holds, value
from race.play.playing.cards import PLAYED
from race.play.words import Words
from race.scenario.game.events import Answer, GameEvent
from race.scenario.game.handles import HANDLES, Handle
from race.scenario.game.parts import Effect

OF_TARGETS = frozenset({"target", "target_home", "route", "chip"})
MINUS, TIMES = "\u2212", "\u00d7"
QUARTERS = 4
MOST_SHARE = 5.0
"""Numbers without a unit that may be larger than this are counts, not shares."""
_MONEY = {"BUSD": 1.0, "BUSD/year": 1.0, "MUSD/year": 1e-3}
_BARE = frozenset({"1", "level", "points", "points/year", "index"})


@dataclass(frozen=True, eq=False)
class Consequences:
    """Tells of effects in the words of a language, as they would come to one seat now.

    Attributes:
        row: of the seat, among the seats of the game.
    """

    names: Names
    row: int
    words: Words

    def of(self, answer: Answer) -> str:
        """Return what an answer costs and does, one part after the other; a word where it is nothing."""
        parts = []
        if answer.money.high > 0.0:
            price = _between(answer.money.low, answer.money.high, self._money)
            parts.append(self.words("told.price", n=price))
        if answer.act != "none":
            parts.append(self.words(f"told.act.{answer.act}"))
        parts += [self.effect(one) for one in answer.effects if self._comes(one)]
        return " · ".join(parts) or self.words("told.nothing")

    def already(self, event: GameEvent) -> str:
        """Return what an event has done whatever is answered, empty if nothing."""
        told = " · ".join(self.effect(one) for one in event.effects if self._comes(one))
        return self.words("told.already", told=told) if told else ""

    def effect(self, effect: Effect) -> str:
        """Return what one effect moves: `yield at home +1…+3 % for 1 year`."""
        text = f"{self._what(effect)} {self._size(effect)}"
        times = self._times(effect)
        return f"{text} {times}" if times else text

    @property
    def _amounts(self) -> Amounts:
        return Amounts(self.words)

    @property
    def _controller(self) -> str:
        world = self.names.table.block.world
        return self.words.actor(world.scenario, world.countries[world.controller])

    def _comes(self, effect: Effect) -> bool:
        if effect.of in OF_TARGETS:
            return False
        return effect.when is None or self._here(holds(effect.when, self.names)) != 0.0

    def _here(self, values: object) -> float:
        """Return the seat's own of a term that was worked out, (seats, R), (R,), or a number."""
        rows = np.asarray(values, dtype=float)
        if rows.ndim == 2:
            rows = rows[self.row if len(rows) > 1 else 0]
        return float(rows[PLAYED]) if rows.ndim else float(rows)

    def _what(self, effect: Effect) -> str:
        text = self.words(f"handle.{effect.handle}")
        axis = HANDLES[effect.handle].axis
        for key in (f"scope.{axis}.{effect.of}", f"scope.{effect.of}"):
            if self.words.has(key):
                return f"{text} {self.words(key, controller=self._controller)}"
        return text

    def _size(self, effect: Effect) -> str:
        per = 1.0 if effect.per == "1" else self._here(value(effect.per, self.names))
        if effect.times is not None:
            ends = (effect.times.low**per, effect.times.high**per)
            return _between(min(ends), max(ends), lambda one: f"{TIMES}{self._number(one)}")
        assert effect.plus is not None  # noqa: S101 - one of the two, as the model checks
        low, high = sorted((effect.plus.low * per, effect.plus.high * per))
        handle = HANDLES[effect.handle]
        if high <= -handle.high:
            return self.words("told.nought")
        if handle.high == 1.0 and low >= handle.high:
            return self.words("told.fully")
        return _between(low, high, self._plus(handle))

    def _plus(self, handle: Handle) -> Callable[[float], str]:
        """Return how a change is written: shares in percent, money, counts and levels as they are."""
        amounts, unit = self._amounts, handle.unit
        if unit == "log10 FLOP":
            return lambda one: (
                f"{amounts.large(10.0 ** (handle.high + one))} {self.words.unit('FLOP')}"
            )
        if unit == "log10":
            return lambda one: f"{TIMES}{self._number(10.0**one)}"
        if unit in _MONEY:
            return lambda one: _signed(one, self._money(abs(one) * _MONEY[unit]))
        if unit == "years":
            return lambda one: _signed(one, amounts.span(abs(one)))
        if unit == "1" and handle.high <= MOST_SHARE:
            return lambda one: _signed(one, f"{self._number(abs(100.0 * one))} %")
        name = "" if unit in _BARE else f" {self.words.unit(unit)}"
        return lambda one: _signed(one, f"{self._number(abs(one))}{name}")

    def _number(self, value: float) -> str:
        return self._amounts.exact(float(f"{value:.2g}"))

    def _money(self, busd: float) -> str:
        return self._amounts.money(busd) if busd else "0"

    def _times(self, effect: Effect) -> str:
        held = ""
        if effect.standing:
            held = self.words("told.standing")
        elif effect.quarters and HANDLES[effect.handle].kind in {"dial", "lever"}:
            held = self.words("told.lasts", time=self._time(effect.quarters))
        parts = []
        if effect.chance is not None:
            ends = effect.chance.low, effect.chance.high
            share = _between(*ends, lambda one: f"{self._number(100.0 * one)} %")
            parts.append(self.words("told.chance", n=share))
        if effect.after:
            parts.append(self.words("told.after", time=self._time(effect.after)))
        return f"{held} ({', '.join(parts)})".strip() if parts else held

    def _time(self, quarters: int) -> str:
        if quarters % QUARTERS == 0:
            return self._amounts.setting(quarters / QUARTERS, "years")
        return self._amounts.setting(quarters, "quarters")


def _signed(value: float, written: str) -> str:
    return written if value == 0.0 else f"{'+' if value > 0.0 else MINUS}{written}"


def _between(low: float, high: float, write: Callable[[float], str]) -> str:
    """Write two ends of a range, a unit that both have once."""
    first, last = write(low), write(high)
    if first == last:
        return first
    unit = re.sub(r".*\d", "", last)
    return f"{first.removesuffix(unit)}…{last}"
