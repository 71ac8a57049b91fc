"""What is told when all is over: what rivals did and believed, and estimates beside the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from race.play.amounts import Amounts
from race.play.playing.cards import PLAYED
from race.play.playing.course import Course, Position
from race.play.stages.beliefs import BAND, true_values
from race.play.state.game_state import Happening
from race.play.telling.shown import Known, RivalStory
from race.play.words import Words
from race.scenario.game.names import QUANTITIES
from race.scenario.game.rivals import shipped_rivals

POOL = QUANTITIES.index("pool")
MOST_ORDERS = 4
LEAST_POOL = 12.0
"""Log10 of FLOP/s below which there is no pool to speak of."""


def rival_stories(
    course: Course, last: Position, told: Iterable[Happening], people: Sequence[str], words: Words
) -> tuple[RivalStory, ...]:
    """Return what each rival did and why, in the order of seats; `people` are no rivals."""
    done: dict[str, Counter[str]] = {seat: Counter() for seat in course.game.seats}
    for one in told:
        if one.kind == "order" and one.replicate == PLAYED:
            done[one.ids[1]][one.ids[0]] += 1
    return tuple(
        _story(course, last, seat, done[seat], words)
        for seat in course.game.seats
        if seat not in people
    )


def _story(
    course: Course, last: Position, seat: str, done: Counter[str], words: Words
) -> RivalStory:
    data, scenario = course.game.table.data, course.ground.scenario
    row = course.game.table.seats.rows[course.game.seat(seat)]
    archetype = shipped_rivals().archetypes[row.archetype]
    orders = ", ".join(
        words("end.order", title=data.orders[name].title.of(words.language), n=times)
        for name, times in done.most_common(MOST_ORDERS)
    )
    return RivalStory(
        actor=seat,
        name=words.actor(scenario, seat),
        archetype=words.pick(archetype.title.en, archetype.title.ru),
        about=words.pick(archetype.about.en, archetype.about.ru),
        orders=orders or words("end.no_orders"),
        belief=_belief(course, last, seat, words),
    )


def _belief(course: Course, last: Position, seat: str, words: Words) -> str:
    """Say whom the seat held for its strongest rival, how strong, and how strong that one is."""
    view = course.game.view(last.game, seat)
    kin = course.ground.world.countries
    rivals = [
        place
        for place, target in enumerate(view.targets)
        if target != seat and (target in kin) == (seat in kin)
    ]
    median, spread = view.median[POOL, :, PLAYED], view.spread[POOL, :, PLAYED]
    most = max(rivals, key=lambda place: float(median[place]), default=-1)
    if most < 0 or spread[most] <= 0.0 or median[most] < LEAST_POOL:
        return words("end.no_belief")
    amounts = Amounts(words)
    truth = true_values(last.game, course.game.table)[POOL, most, PLAYED]
    return words(
        "end.belief",
        rival=words.actor(course.ground.scenario, view.targets[most]),
        believed=amounts.speed(10.0 ** float(median[most])),
        truth=amounts.speed(10.0 ** float(truth)),
    )


def known_and_true(course: Course, last: Position, seat: str, words: Words) -> tuple[Known, ...]:
    """Return what the seat believed of others' pools at the end beside the truth, largest first."""
    view = course.game.view(last.game, seat)
    truth = true_values(last.game, course.game.table)[POOL, :, PLAYED]
    median, spread = view.median[POOL, :, PLAYED], view.spread[POOL, :, PLAYED]
    shown = np.flatnonzero((spread > 0.0) & (truth > LEAST_POOL))
    ranked = sorted(shown.tolist(), key=lambda place: -float(truth[place]))
    return tuple(
        Known(
            actor=view.targets[place],
            name=words.actor(course.ground.scenario, view.targets[place]),
            value=10.0 ** float(median[place]),
            low=10.0 ** float(median[place] - BAND * spread[place]),
            high=10.0 ** float(median[place] + BAND * spread[place]),
            truth=10.0 ** float(truth[place]),
        )
        for place in ranked
    )
