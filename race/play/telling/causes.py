"""Causes: the game played again with one order taken out, with the same luck at the same address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from race.base.errors import InputError
from race.play.playing.cards import PLAYED, Cards
from race.play.playing.course import Course, Position
from race.play.playing.timeline import Timeline
from race.play.records.record import Card, Turn
from race.play.telling.shown import Without
from race.play.words import Words
from race.rules.gap import kilometres


def causes_of(
    course: Course, last: Position, turns: Sequence[Turn], seat: str, words: Words
) -> Iterator[Without]:
    """Play the closed turns again without each order that a seat gave, the most frequent first.

    An answer to what is not asked any more, or a card that cannot be laid any more, is left out.
    """
    given = Counter(card.order for turn in turns for card in turn.of(seat))
    leads = _road(course, last, seat) == 0.0
    with_it = _road(course, last, seat, lead=leads)
    first = int(course.ground.world.calendar.start + 1e-6)
    for order, times in given.most_common():
        again = _played_without(course, turns, seat, order)
        years = [n for n, turn in enumerate(turns) for c in turn.of(seat) if c.order == order]
        title = course.game.table.data.orders[order].title.of(words.language)
        distance = _road(course, again, seat, lead=leads)
        yield Without(order, title, first + years[0], times, distance, with_it, leads)


def _road(course: Course, position: Position, seat: str, *, lead: bool = False) -> float:
    """Return a seat's gap in kilometres, or its lead over the next."""
    world, state, p = course.ground.world, position.game.state, course.block.parameters
    side, gaps = (
        (world.countries, state.country_gap)
        if seat in world.countries
        else (world.companies, state.company_gap)
    )
    own = side.index(seat)
    years = np.delete(gaps, own, axis=0).min(axis=0) if lead else gaps[own]
    return float(kilometres(years, p["score.plan_years"], p["score.stride_m"])[PLAYED])


def _played_without(course: Course, turns: Sequence[Turn], seat: str, order: str) -> Position:
    timeline = Timeline(course)
    for turn in turns:
        if timeline.over:
            break
        asked = timeline.questions
        choices = tuple(one for one in turn.choices if asked.get(one.seat) == one.event)
        answered = Turn(choices)
        timeline.now = course.answered(timeline.raw, answered)
        left = [card for card in turn.cards if (card.seat, card.order) != (seat, order)]
        fit = tuple(card for card in left if _fits(course, timeline.now, card))
        timeline.play(Turn(choices, fit))
    return timeline.raw


def _fits(course: Course, position: Position, card: Card) -> bool:
    """Tell whether a card can still be laid: what it names may be closed in the other game."""
    try:
        cards = Cards(course.game, position.game, card.seat, Words("en"))
        cards.values(card.order, card.parameters)
    except InputError:
        return False
    return True
