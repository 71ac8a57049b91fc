"""What of the coming year is known already: rules that will bind, runs under way, halls being built."""

from __future__ import annotations

import numpy as np

from race.ui.facts.core import Chronicle
from race.ui.facts.holdings import Holdings
from race.ui.names import name_of
from race.ui.words import Words

YEARS = 1.5
LEAST_MW = 1.0


def ahead_of(chronicle: Chronicle, seat: str, words: Words) -> tuple[str, ...]:
    """Return what a seat may look forward to or fear, its own run first."""
    return (
        *_run(chronicle, seat, words),
        *_rules(chronicle, words),
        *_halls(chronicle, seat, words),
    )


def _run(chronicle: Chronicle, seat: str, words: Words) -> list[str]:
    held, world = Holdings(chronicle, seat), chronicle.block.world
    target, done = held.state.run_target[:, 0], held.state.run_done[:, 0]
    owner = max(held.companies, key=lambda company: float(target[company]))
    if target[owner] <= 0.0:
        return []
    return [
        words.tr(
            "{name} trains {flop} FLOP, {share} is done",
            name=name_of(world.companies[owner], world.scenario, words),
            flop=words.power(float(target[owner])),
            share=words.percent(min(float(done[owner] / target[owner]), 1.0)),
        )
    ]


def _rules(chronicle: Chronicle, words: Words) -> list[str]:
    """Return the rules that are announced and do not bind yet, the next first."""
    world, state, ids = (
        chronicle.block.world, chronicle.years[-1].state, chronicle.block.rulebook.ids,
    )  # fmt: skip
    since, announced = state.measure_effective[:, 0], state.measure_announced[:, 0]
    coming = (announced <= state.time) & (since > state.time) & (since <= state.time + YEARS)
    found = []
    for n in sorted(np.flatnonzero(coming).tolist(), key=lambda n: float(since[n])):
        row = world.scenario.measures.get(ids[n])
        if row is not None:
            title = row.title_ru if words.russian and row.title_ru else row.title
            year, quarter = divmod(float(since[n]), 1.0)
            text = words.tr(
                "{year}, quarter {n}: {title}", year=int(year), n=int(4 * quarter) + 1, title=title
            )
            found.append(text)
    return found


def _halls(chronicle: Chronicle, seat: str, words: Words) -> list[str]:
    held = Holdings(chronicle, seat)
    building = sum(held.power(held.state.power_building).values())
    if building < LEAST_MW:
        return []
    return [words.tr("{power} of your halls are being built", power=words.watts(building))]
