"""The adviser: of the lines of the data that hold for a seat, those that gain it most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from race.base.arrays import Floats
from race.play.amounts import Amounts
from race.play.choosing.offered import Advice
from race.play.orders.parameters import places
from race.play.playing.cards import PLAYED
from race.play.playing.counsel import Weighed
from race.play.playing.course import Position
from race.play.playing.timeline import Timeline
from race.play.records.record import Setting
from race.play.state.placed import NO_ORDER
from race.play.state.table import Table
from race.play.words import Words
from race.scenario.game.advice import GOAL, ORDER, RIVAL, shipped_advice

SILENT_TURNS = 3
"""A line is not said again within so many turns."""


@dataclass(frozen=True)
class Counsel:
    """A line as the adviser means it, before it is put into words.

    Attributes:
        line: its id in the table of advice.
        order: the id of the order that it suggests; empty for none.
        numbers: what fills the places of its text.
    """

    line: str
    order: str
    numbers: Mapping[str, float]
    settings: Mapping[str, Setting]


class Adviser:
    """Speaks at the opening of every turn; what it said of late it does not say again."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._said: dict[tuple[int, str], tuple[Counsel, ...]] = {}

    def lines(self, turn: int, seat: str, words: Words) -> list[Advice]:
        """Return what it says to a seat in a turn, as many lines as the difficulty allows."""
        return [self._in_words(one, seat, words) for one in self._counsels(turn, seat)]

    def _counsels(self, turn: int, seat: str) -> tuple[Counsel, ...]:
        for earlier in range(turn + 1):
            if (earlier, seat) not in self._said:
                self._said[earlier, seat] = self._heard(earlier, seat)
        return self._said[turn, seat]

    def _heard(self, turn: int, seat: str) -> tuple[Counsel, ...]:
        course, position = self._timeline.course, self._timeline.opened(turn)
        most = int(course.game.table.difficulty.advice)
        if most == 0 or course.over(position):
            return ()
        late = range(max(turn - SILENT_TURNS, 0), turn)
        said = {one.line for earlier in late for one in self._said[earlier, seat]}
        weighed = self._weighed(position, seat)
        place = course.game.seat(seat)
        gains = {line: float(one.gain[place, PLAYED]) for line, one in weighed.items()}
        fresh = [line for line, gain in gains.items() if gain > 0.0 and line not in said]
        best = sorted(fresh, key=lambda line: -gains[line])[:most]
        return tuple(self._counsel(line, place, weighed[line]) for line in best)

    def _weighed(self, position: Position, seat: str) -> Mapping[str, Weighed]:
        course = self._timeline.course
        playing = np.array([one == seat for one in course.game.seats])
        names = course.game.names(position.game)
        return course.ground.rivals.weigh(position.game, course.game.table, names, playing)

    def _counsel(self, line: str, row: int, weighed: Weighed) -> Counsel:
        table, number = self._timeline.course.game.table, int(weighed.order[row, PLAYED])
        order = "" if number == NO_ORDER else table.orders[number][0]
        numbers = {key: float(one[row, PLAYED]) for key, one in weighed.numbers.items()}
        settings = _settings(order, weighed.values[row, :, PLAYED], table)
        return Counsel(line, order, numbers, settings)

    def _in_words(self, counsel: Counsel, seat: str, words: Words) -> Advice:
        rule = shipped_advice().advice[counsel.line]
        filled = {
            place: self._filled(source, place, counsel, seat, words)
            for place, source in rule.numbers.items()
        }
        text = words.pick(rule.text.en, rule.text.ru).format(**filled)
        return Advice(counsel.line, text, counsel.order, counsel.settings)

    def _filled(self, source: str, place: str, counsel: Counsel, seat: str, words: Words) -> str:
        """Return what stands at a place of a text: a figure, a name, or the smaller objective."""
        table = self._timeline.course.game.table
        world = table.block.world
        if source == ORDER:
            title = table.data.orders[counsel.order].title
            return words.pick(title.en, title.ru)
        number = counsel.numbers.get(place, 0.0)
        if source == RIVAL:
            return words.actor(world.scenario, (*world.countries, *world.companies)[int(number)])
        if source == GOAL:
            return table.seats.rows[table.seats.ids.index(seat)].partial_goal.of(words.language)
        return Amounts(words).number(number)


def _settings(order: str, values: Floats, table: Table) -> dict[str, Setting]:
    """Return the parameters of the suggested order as a person sets them."""
    if not order:
        return {}
    found: dict[str, Setting] = {}
    parameters = table.data.orders[order].parameters
    for (name, parameter), number in zip(parameters.items(), values.tolist(), strict=False):
        is_number = parameter.kind == "number"
        found[name] = number if is_number else places(parameter, table)[int(number)]
    return found
